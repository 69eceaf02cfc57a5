"""The widget on a charity's page: every way that one embeds it, and what it tells whoever does."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from charity import Charity
from playwright.sync_api import expect
from serving import Server
from visiting import Visit

NIGHTMARE = (
    "<style>body, body * {font-size: 40px !important; display: block} button {color: red}</style>"
)


def strict(bot: Server) -> dict[str, str]:
    """As strict a policy as a page with the widget can have."""
    policy = (
        f"default-src 'none'; script-src {bot.url}; connect-src {bot.url}; style-src 'none'; "
        "require-trusted-types-for 'script'; trusted-types 'none'; base-uri 'none'; "
        "form-action 'none'; report-uri /report"
    )
    return {"Content-Security-Policy": policy, "Referrer-Policy": "no-referrer"}


def test_it_works_under_a_strict_policy_without_a_report(visit: Visit) -> None:
    """A policy without inline code or style, with Trusted Types, is enough for a conversation."""
    visit.charity.reports.clear()
    visit.start(headers=strict(visit.bot)).ask("my boss keeps my passport")
    expect(visit.cards.first).to_be_visible()
    visit.exit.click()
    visit.page.wait_for_url("**/weather")
    assert visit.charity.reports == []


def test_a_blocked_script_leaves_the_numbers(visit: Visit) -> None:
    """Where the script does not come, the numbers and the way out that the page holds stand."""
    visit.page.route("**/widget.js", lambda route: route.abort())
    text = visit.bot.get("/embed").text
    assert "signpost-chat" in text
    snippet = visit.bot.get("/").text
    start, end = snippet.index("<signpost-chat"), snippet.index("</signpost-chat>")
    visit.page.goto(visit.charity.put(visit.html(bare=True, body=snippet[start:end])))
    expect(visit.page.locator("a[href='tel:999']").first).to_be_visible()
    expect(visit.page.get_by_role("link", name="Leave this page")).to_be_visible()
    assert visit.page.locator("a[href^='tel:']").count() == 4


def test_without_scripts_the_numbers_and_a_line_are_there(visitor: Callable[..., Visit]) -> None:
    """With scripts off, the sample page shows the numbers, a way out, and says why no chat."""
    visit = visitor(java_script_enabled=False)
    page = visit.page
    page.goto(f"{visit.bot.url}/")
    expect(page.locator("a[href='tel:999']").first).to_be_visible()
    expect(page.locator("noscript p")).to_be_visible()
    way_out = page.get_by_role("link", name="Leave this page")
    expect(way_out).to_be_in_viewport()
    assert str(way_out.get_attribute("href")).startswith("https://")


def test_it_works_from_the_head(visit: Visit) -> None:
    """A script in the head that runs before there is a body, and an element parsed before it."""
    early = (
        f'<script>var s=document.createElement("script");s.type="module";s.async=true;'
        f's.src="{visit.bot.url}/widget.js";document.head.append(s);'
        'var e=document.createElement("signpost-chat");document.documentElement.append(e)</script>'
    )
    visit.page.goto(visit.charity.put(visit.html(head=early, bare=True)))
    visit.opener.click()
    visit.ask("my boss keeps my passport")
    expect(visit.cards.first).to_be_visible()


def test_two_on_a_page_share_one_exit(visit: Visit) -> None:
    """Two widgets hold two conversations, and there is one exit, which empties both."""
    second = '<signpost-chat lang="ro" inline>999</signpost-chat>'
    visit.open("inline", body=second)
    chats = visit.page.locator("signpost-chat")
    assert visit.page.locator(".way").count() == 1
    for place in (0, 1):
        chats.nth(place).locator("textarea").fill("my boss keeps my passport")
        chats.nth(place).locator("form button").click()
        chats.nth(place).locator(".card").first.wait_for()
    names = visit.page.evaluate(
        "() => [...document.querySelectorAll('signpost-chat')].map(c => c.language)"
    )
    assert sorted(names) == ["en", "ro"]
    visit.page.evaluate("() => document.querySelector('signpost-chat').remove()")
    assert visit.page.locator(".way").count() == 1, "the other one takes over the exit"
    visit.exit.click()
    visit.page.wait_for_url("**/weather")


def test_two_that_float_do_not_lie_over_each_other(visit: Visit) -> None:
    """A second floating widget is put inline, and the embedder told."""
    visit.open(body='<signpost-chat lang="ro">999</signpost-chat>')
    assert visit.page.locator("button.open:visible").count() == 1
    assert any("two float" in text for text in visit.warnings)


def test_in_a_right_to_left_page(visit: Visit) -> None:
    """In an Arabic page the exit and the opener stand on the left, and English stays English."""
    visit.start(root='lang="ar" dir="rtl"')
    box = visit.page.locator(".panel").bounding_box()
    assert box
    assert box["x"] > 400, "the widget speaks English here, which reads from the left"
    visit.page.evaluate(
        "() => document.querySelector('signpost-chat').shadowRoot.querySelector('.box').dir='rtl'"
    )
    box, way = visit.page.locator(".panel").bounding_box(), visit.exit.bounding_box()
    assert box
    assert way
    assert box["x"] < 100
    assert way["x"] < 100
    visit.ask("my boss keeps my passport")
    assert visit.page.locator(".log .said[dir=ltr]").count() >= 2


def test_from_a_file_it_tells_the_embedder(visit: Visit, tmp_path: Path) -> None:
    """A page opened from a disk shows the numbers and tells what is wrong, on the page."""
    file = tmp_path / "page.html"
    file.write_text(visit.html())
    visit.page.goto(file.as_uri())
    visit.opener.click()
    expect(visit.page.get_by_text("For the owner of this page: a page opened from")).to_be_visible()
    visit.write("help")
    expect(visit.page.locator(".said .note a[href='tel:999']")).to_be_visible()


def test_an_origin_that_is_not_allowed_is_told_so(visit: Visit) -> None:
    """On a site that nobody allowed, the numbers are shown, and the setting is named."""
    other = Charity()
    other.put(visit.html("check"))
    visit.page.goto(f"{other.origin}/")
    visit.opener.click()
    visit.write("help")
    expect(visit.page.locator(".said .note a[href='tel:999']")).to_be_visible()
    expect(
        visit.page.get_by_text(f"{other.origin} is not in SIGNPOST_WIDGET_ORIGINS")
    ).to_be_visible()
    other.stop()


def test_the_attributes_do_what_they_say(visit: Visit) -> None:
    """Language, colour, position, exit, open and inline."""
    visit.open('lang="ro" accent="rgb(255, 221, 87)" position="start" open')
    panel = visit.page.locator(".panel")
    expect(panel).to_be_visible()
    expect(visit.page.get_by_role("button", name="Trimiteți")).to_be_visible()
    colours = visit.page.locator("form .go").evaluate(
        "(b) => [getComputedStyle(b).backgroundColor, getComputedStyle(b).color]"
    )
    assert colours == ["rgb(255, 221, 87)", "rgb(0, 0, 0)"]
    box = panel.bounding_box()
    assert box
    assert box["x"] < 50
    assert visit.exit.get_attribute("href") == f"{visit.charity.origin}/weather"
    visit.open("inline")
    expect(panel).to_be_visible()
    assert visit.opener.count() == 0
    assert panel.evaluate("(e) => getComputedStyle(e).position") == "static"
    visit.page.goto(visit.charity.put(visit.html().replace("exit=", "exit='javascript:x' x=")))
    assert str(visit.exit.get_attribute("href")).startswith("https://www.bbc.co.uk")


@pytest.mark.parametrize("colour", ["#000", "#fff", "#777", "rgb(0, 128, 0)", "yellow", "navy"])
def test_text_can_be_read_on_any_colour(visit: Visit, colour: str) -> None:
    """Whatever colour a charity has, the text on it has a contrast of 4.5 and more."""
    visit.open(f'accent="{colour}"')
    ratio = visit.opener.evaluate(
        """(button) => {
          const bright = (text) => { const [r, g, b] = text.match(/\\d+/g).map((part) => {
            const c = part / 255; return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4 });
            return 0.2126 * r + 0.7152 * g + 0.0722 * b };
          const style = getComputedStyle(button);
          const [a, b] = [bright(style.color), bright(style.backgroundColor)].sort((x, y) => y - x);
          return (a + 0.05) / (b + 0.05) }"""
    )
    assert ratio >= 4.5


def test_what_is_no_colour_is_refused(visit: Visit) -> None:
    """A colour that is none leaves the usual one, and the embedder is told."""
    visit.open('accent="url(x)"')
    assert visit.opener.evaluate("(b) => getComputedStyle(b).backgroundColor") == "rgb(29, 79, 145)"
    assert any("is not a plain colour" in text for text in visit.warnings)


def test_the_embedder_is_told_what_is_wrong(visit: Visit) -> None:
    """A page without a language, an element without numbers, an exit that is covered."""
    cover = (
        "document.body.insertAdjacentHTML('beforeend', '<dialog id=d>x</dialog>'); d.showModal()"
    )
    html = visit.html("check", root="", body=f"<script>{cover}</script>")
    visit.page.goto(visit.charity.put(html.replace("<p>In danger? ", "<p hidden>")))
    visit.page.evaluate("() => document.querySelector('signpost-chat').replaceChildren()")
    visit.page.evaluate("() => document.querySelector('signpost-chat').inspect()")
    told = " ".join(visit.warnings)
    assert "the page says no language" in told
    assert "no numbers inside the element" in told
    assert "something covers the exit" in told
    notes = visit.page.locator(".note", has_text="For the owner of this page")
    assert notes.count() == 3


def test_a_page_that_is_right_is_told_nothing(visit: Visit) -> None:
    """On a page as it should be there is no warning."""
    visit.open()
    visit.page.evaluate("() => document.querySelector('signpost-chat').inspect()")
    assert visit.warnings == []


def test_host_and_widget_leave_each_other_alone(visit: Visit) -> None:
    """A host page's wild styles do not reach in, and the widget changes nothing outside."""
    visit.page.goto(visit.charity.put(visit.html(bare=True, head=NIGHTMARE)))
    before = visit.page.evaluate("() => [document.title, document.body.outerHTML]")
    visit.page.evaluate("() => document.body.append(document.createElement('signpost-chat'))")
    size = visit.opener.evaluate("(b) => [getComputedStyle(b).fontSize, getComputedStyle(b).color]")
    assert size == ["16px", "rgb(255, 255, 255)"]
    visit.opener.click()
    visit.page.evaluate("() => document.querySelector('signpost-chat').remove()")
    assert visit.page.evaluate("() => [document.title, document.body.outerHTML]") == before
