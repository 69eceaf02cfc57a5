"""The widget for everyone: axe, the keyboard, screen readers, large sizes, less motion."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from checks import axe_faults
from playwright.sync_api import expect
from serving import ROOT
from visiting import Visit

SAID = "my boss keeps my passport"
STATES = (
    "closed",
    "open",
    "facts",
    "more",
    "cards",
    "danger",
    "error",
    "offline",
    "show",
    "shift",
    "cover",
    "right to left",
    "inline",
)
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "high contrast": {"forced_colors": "active"},
    "narrow": {"viewport": {"width": 320, "height": 640}},
    "romanian": {},
}
# Where the focus is, through shadow roots.
DEEP = """() => { let e = document.activeElement;
  while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement; return e }"""
CONTROLS = """() => [...document.querySelector('signpost-chat').shadowRoot
  .querySelectorAll('a, button, summary, textarea')].filter((e) => e.checkVisibility())"""


def go(visit: Visit, state: str, attributes: str) -> None:
    """Bring the widget into a state."""
    if state == "inline":
        visit.open(f"{attributes} inline")
    elif state == "closed":
        visit.open(attributes)
    else:
        visit.start(attributes)
    actions: dict[str, Callable[[], Any]] = {
        "facts": lambda: visit.said.first.locator("summary").click(),
        "more": lambda: visit.page.locator(".head summary").click(),
        "cards": lambda: visit.ask(SAID).cards.first.locator("summary").click(),
        "danger": lambda: visit.ask("he is coming to kill me"),
        "error": lambda: fail(visit),
        "offline": lambda: visit.page.context.set_offline(True),
        "show": visit.page.locator(".head button").first.click,
        "shift": lambda: visit.page.keyboard.press("Shift"),
        "cover": lambda: cover(visit),
        "right to left": lambda: visit.page.evaluate(
            "() => { document.dir = document.querySelector('signpost-chat').shadowRoot"
            ".querySelector('.box').dir = 'rtl' }"
        ),
    }
    actions.get(state, lambda: None)()


def fail(visit: Visit) -> None:
    """Let a message not arrive."""
    visit.page.route("**/webhooks/web/message", lambda route: route.abort())
    visit.write(SAID)
    visit.page.locator(".said .note").wait_for()


def cover(visit: Visit) -> None:
    """Leave, and stay on the way."""
    visit.page.evaluate(
        """() => { const chat = document.querySelector('signpost-chat');
          chat.setAttribute('exit', 'http://localhost:9/');
          chat.shadowRoot.querySelector('.way .exit').click(); window.stop() }"""
    )


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing(visitor: Callable[..., Visit], look: str) -> None:
    """In every state, light, dark, with high contrast, narrow and in Romanian: no fault."""
    visit = visitor(**LOOKS[look])
    attributes = 'lang="ro"' if look == "romanian" else ""
    faults = {}
    for state in STATES:
        go(visit, state, attributes)
        faults[state] = axe_faults(visit.page)
        visit.page.context.set_offline(False)
        visit.page.unroute_all(behavior="ignoreErrors")
    told = [f"{state}: {fault}" for state, found in faults.items() for fault in found]
    assert told == [], "\n".join(told)


def focused(visit: Visit) -> str:
    """What has the focus, in words."""
    return visit.page.evaluate(
        f"() => {{ const e = ({DEEP})(); return e.textContent.trim() || e.localName }}"
    )


def tab_to(visit: Visit, words: str, most: int = 40) -> None:
    """Press Tab until something with these words has the focus."""
    for _ in range(most):
        visit.page.keyboard.press("Tab")
        if words in focused(visit):
            return
    raise AssertionError(f"no way to {words!r} by Tab")


def test_keyboard_alone(visit: Visit) -> None:
    """Opening, writing, a number, the card to show, closing and leaving, without a pointer."""
    visit.open()
    keys = visit.page.keyboard
    tab_to(visit, "Chat")
    keys.press("Enter")
    keys.type(SAID)
    keys.press("Enter")
    visit.cards.first.wait_for()
    for _ in range(30):
        keys.press("Shift+Tab")
        if focused(visit).startswith("Call: "):
            break
    href = visit.page.evaluate(f"() => ({DEEP})().href")
    assert href.startswith("tel:")
    for _ in range(40):
        if focused(visit) == "Show to someone":
            break
        keys.press("Shift+Tab")
    keys.press("Space")
    expect(visit.page.get_by_role("dialog")).to_be_visible()
    keys.press("Escape")
    assert focused(visit) == "Show to someone"
    seen = set()
    for _ in range(60):
        keys.press("Tab")
        seen.add(focused(visit))
    assert {"A link", "Leave this page", "Send"} <= seen, "Tab leaves the panel and comes back"
    visit.field.focus()
    keys.press("Escape")
    assert focused(visit) == "Chat"
    tab_to(visit, "Leave this page")
    keys.press("Enter")
    visit.page.wait_for_url("**/weather")


def test_the_order_of_focus(visit: Visit) -> None:
    """The exit comes first, then what stands above, the chat, the field and "send"."""
    visit.start().ask(SAID)
    visit.page.locator("h1").click()
    order = [(visit.page.keyboard.press("Tab"), focused(visit))[1] for _ in range(16)]
    wanted = ["Leave this page", "Show to someone", "Close", "More"]
    places = [order.index(words) for words in wanted]
    assert places == sorted(places)
    assert order[0] in ("A link", "Leave this page")


def test_focus_goes_where_it_should(visit: Visit) -> None:
    """To the field on opening, to the opener on closing; a reply does not move it."""
    visit.start()
    expect(visit.field).to_be_focused()
    visit.ask(SAID)
    expect(visit.field).to_be_focused()
    visit.button("Close").first.click()
    expect(visit.opener).to_be_focused()
    visit.open("open")
    assert focused(visit) != "textarea", "a chat that opens by itself leaves the focus alone"


def test_only_new_messages_are_announced(visit: Visit) -> None:
    """One polite region says each reply once; the log itself is silent."""
    visit.start()
    visit.page.evaluate(
        """() => { const root = document.querySelector('signpost-chat').shadowRoot;
          window.told = []; const heard = root.querySelector('[aria-live=polite]');
          new MutationObserver(() => told.push(heard.textContent))
            .observe(heard, {childList: true, characterData: true, subtree: true}) }"""
    )
    visit.ask(SAID)
    visit.ask("Preston")
    told = visit.page.evaluate("() => told")
    assert len(told) == 2
    assert told[0].startswith("If you are in danger now, call 999.")
    assert SAID not in "".join(told)
    regions = visit.page.locator("[aria-live]").evaluate_all(
        "(all) => all.map((e) => e.getAttribute('aria-live')).sort()"
    )
    assert regions == ["off", "polite"]
    expect(visit.page.locator("[role=log]")).to_have_attribute("aria-live", "off")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_focus_is_visible(visitor: Callable[..., Visit], scheme: str) -> None:
    """Each control that Tab reaches has an outline of at least two pixels."""
    visit = visitor(color_scheme=scheme)
    visit.start().ask(SAID)
    seen = 0
    for _ in range(25):
        visit.page.keyboard.press("Tab")
        style = visit.page.evaluate(
            f"() => {{ const e = ({DEEP})(); if (!e.getRootNode().host) return null;"
            " const s = getComputedStyle(e);"
            " return [e.localName, s.outlineStyle, parseFloat(s.outlineWidth)] }"
        )
        if style:
            seen += 1
            assert style[1] == "solid", style
            assert style[2] >= 2, style
    assert seen > 10


@pytest.mark.parametrize("width", [1000, 320])
def test_targets_are_large(visitor: Callable[..., Visit], width: int) -> None:
    """Every link, button and field is at least 44 px high and wide."""
    visit = visitor(viewport={"width": width, "height": 700})
    visit.start().ask("he is coming to kill me").ask("ok")
    visit.page.locator(".head summary").click()
    fail(visit)
    small = visit.page.evaluate(
        f"() => ({CONTROLS})().map((e) => [e.textContent, e.getBoundingClientRect()])"
        ".filter(([, box]) => box.width < 44 || box.height < 44)"
        ".map(([text, box]) => `${text}: ${box.width} × ${box.height}`)"
    )
    assert small == []


def test_no_motion_where_none_is_wanted(visitor: Callable[..., Visit]) -> None:
    """With reduced motion, nothing is animated."""
    visit = visitor(reduced_motion="reduce")
    visit.page.route("**/webhooks/web/message", lambda route: None)
    visit.start().write("help")
    visit.page.get_by_text("Writing an answer …").wait_for()
    moving = "() => document.getAnimations({subtree: true}).length"
    assert visit.page.evaluate(moving) == 0


def test_at_twice_the_size(visitor: Callable[..., Visit]) -> None:
    """At 200 % of a 1280 px window everything is there, and nothing scrolls sideways."""
    visit = visitor(viewport={"width": 640, "height": 400}, device_scale_factor=2)
    visit.start().ask(SAID)
    for part in (visit.exit, visit.field, visit.button("Send"), visit.button("Close").first):
        expect(part).to_be_in_viewport(ratio=1)
    assert visit.page.evaluate("() => document.documentElement.scrollWidth") <= 640
    log = visit.page.locator(".log")
    assert log.evaluate("(e) => e.scrollWidth <= e.clientWidth && e.clientHeight >= 90")


def test_wide_spacing_cuts_nothing_off(visit: Visit) -> None:
    """With the text spacing of WCAG 1.4.12 no control's text is cut off."""
    visit.start().ask(SAID)
    cut = visit.page.evaluate(
        f"""() => {{ const root = document.querySelector('signpost-chat').shadowRoot;
          const sheet = new CSSStyleSheet(); sheet.replaceSync('* {{ line-height: 1.5 !important;'
            + 'letter-spacing: .12em !important; word-spacing: .16em !important }}');
          root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
          return ({CONTROLS})().filter((e) => e.localName !== 'textarea'
            && (e.scrollWidth > e.clientWidth + 1 || e.scrollHeight > e.clientHeight + 1))
            .map((e) => e.textContent) }}"""
    )
    assert cut == []


def walk(visit: Visit) -> str:
    """What a screen reader finds of the widget, without numbers and dates."""
    text = visit.page.locator(".box").aria_snapshot()
    text = re.sub(r"http://localhost:\d+", "", text)
    text = re.sub(r"(?:tel:|\b)0\d(?:[ \d]{5,})\d", "(number)", text)
    return re.sub(r"\d+ [A-Z]\w+ 20\d\d", "(date)", text)


def test_the_walk_of_a_screen_reader(visit: Visit) -> None:
    """The accessibility tree, closed, open and with an answer, is as the document tells."""
    told = (ROOT / "docs" / "screen-reader.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```yaml\n(.*?)\n```", told, re.MULTILINE | re.DOTALL)
    visit.open()
    walks = [walk(visit)]
    visit.opener.click()
    walks.append(walk(visit))
    visit.ask("he is coming to kill me")
    walks.append(walk(visit))
    assert blocks == walks
