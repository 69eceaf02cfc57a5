"""Leaving: at one tap, at once, with nothing left behind that the widget could have taken along."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect
from visiting import Visit

SAID = "my boss keeps my passport"
KEPT = """async () => ({
  cookies: document.cookie, local: {...localStorage}, session: {...sessionStorage},
  caches: await caches.keys(), databases: (await indexedDB.databases()).map((d) => d.name),
  workers: (await navigator.serviceWorker.getRegistrations()).length })"""
NOTHING = {
    "cookies": "",
    "local": {},
    "session": {},
    "caches": [],
    "databases": [],
    "workers": 0,
}


def left(visit: Visit) -> None:
    """Wait until the neutral site is there."""
    visit.page.wait_for_url("**/weather")
    expect(visit.page.get_by_role("heading", name="Weather")).to_be_visible()


def kept(visit: Visit, session: str) -> bool:
    """Whether the bot still remembers a session's conversation."""
    body, origin = json.dumps({"session": session}).encode(), {"Origin": visit.charity.origin}
    return visit.bot.request("POST", "/webhooks/web/stay", body, origin).json["kept"]


def test_one_tap_leaves_and_back_shows_nothing(visit: Visit) -> None:
    """After a conversation one tap leaves; Back leads to the page before, or to an empty chat."""
    before = visit.charity.put(visit.html(bare=True), path="/before")
    visit.page.goto(before)
    visit.start().ask(SAID)
    visit.exit.click()
    left(visit)
    visit.page.go_back()
    assert visit.page.url == before
    visit.page.goto(visit.charity.origin + "/")
    expect(visit.cards).to_have_count(0)
    visit.opener.click()
    expect(visit.field).to_have_value("")
    assert SAID not in visit.page.locator(".log").inner_text()


def test_shift_three_times_leaves(visit: Visit) -> None:
    """Shift three times leaves, and says how often more; anything in between begins again."""
    visit.start().field.fill("")
    keys = visit.page.keyboard
    for key in ("Shift", "Shift", "a", "Shift", "Shift"):
        keys.press(key)
    expect(visit.page.get_by_text("Press Shift once more to leave.")).to_be_visible()
    keys.press("Shift+B")
    expect(visit.page.locator(".presses")).to_have_text("")
    keys.press("Shift")
    expect(visit.page.get_by_role("status").first).to_have_text(
        "Press Shift two more times to leave."
    )
    keys.press("Shift")
    keys.press("Shift")
    left(visit)


def test_shift_is_forgotten_after_a_while(visit: Visit) -> None:
    """Three presses over a long time are not meant."""
    visit.page.clock.install()
    visit.open()
    visit.page.keyboard.press("Shift")
    visit.page.keyboard.press("Shift")
    visit.page.clock.fast_forward(6_000)
    expect(visit.page.locator(".presses")).to_have_text("")
    visit.page.keyboard.press("Shift")
    expect(visit.page.get_by_text("Press Shift two more times")).to_be_visible()


def test_the_cover_comes_first(visit: Visit) -> None:
    """When the click's own event ends, the whole page is covered, and the chat is empty."""
    visit.start().ask(SAID)
    seen = visit.page.evaluate(
        """() => { const chat = document.querySelector('signpost-chat');
          chat.setAttribute('exit', 'http://localhost:9/');
          chat.shadowRoot.querySelector('.way .exit').click();
          const corners = [[1, 1], [999, 1], [500, 380], [1, 759], [999, 759], [940, 30]];
          return { log: chat.shadowRoot.querySelector('.log').innerText,
            covered: corners.map(([x, y]) => document.elementFromPoint(x, y).getAttribute('role')),
            said: document.elementFromPoint(500, 380).textContent }; }"""
    )
    assert set(seen["covered"]) == {"alert"}
    assert seen["said"] == "Loading."
    assert SAID not in seen["log"]


def test_the_entry_in_the_history_is_replaced(visit: Visit) -> None:
    """The page's own entry becomes the neutral site's: the history is no longer than before."""
    visit.page.goto(visit.charity.put(visit.html(bare=True), path="/before"))
    visit.open()
    length = visit.page.evaluate("() => history.length")
    visit.exit.click()
    left(visit)
    assert visit.page.evaluate("() => history.length") == length
    visit.page.go_forward(timeout=5_000)
    assert visit.page.url.endswith("/weather")


def test_a_page_from_memory_is_empty(visit: Visit) -> None:
    """Where Back brings the same page again, from memory or anew, the chat is empty and usable."""
    visit.start().ask(SAID)
    visit.page.evaluate("() => { location.hash = 'further' }")
    visit.exit.click()
    left(visit)
    visit.page.go_back()
    assert urlsplit(visit.page.url).path == "/"
    expect(visit.opener).to_be_visible()
    expect(visit.page.get_by_role("alert")).to_have_count(0)
    expect(visit.cards).to_have_count(0)
    visit.opener.click()
    visit.ask(SAID)
    expect(visit.cards.first).to_be_visible()


def test_a_page_shown_again_from_memory_is_uncovered(visit: Visit) -> None:
    """The cover is taken away when the browser says that it shows the page from memory."""
    visit.start().ask(SAID)
    visit.page.evaluate(
        """() => { const chat = document.querySelector('signpost-chat');
          chat.setAttribute('exit', 'http://localhost:9/');
          chat.shadowRoot.querySelector('.way .exit').click(); window.stop();
          dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true})); }"""
    )
    assert visit.page.evaluate("() => document.querySelectorAll('[role=alert]').length") == 0
    assert (
        visit.page.evaluate(
            "() => document.querySelector('signpost-chat').shadowRoot.querySelector('.card')"
        )
        is None
    )


@pytest.mark.parametrize("state", ["closed", "open", "scrolled", "zoomed", "keyboard", "narrow"])
def test_the_exit_is_always_visible(visitor: Callable[..., Visit], state: str) -> None:
    """Before the chat starts, while it is open, scrolled, zoomed in, with a keyboard, at 320 px."""
    size = {"width": 320, "height": 560} if state == "narrow" else {"width": 800, "height": 600}
    visit = visitor(viewport=size, has_touch=True)
    tall = '<div style="height: 3000px">tall</div>'
    cookie = (
        '<div style="position:fixed;inset:0 0 auto 0;height:300px;background:#ccc;'
        'z-index:2147483647">Cookies?</div>'
    )
    visit.open(body=tall + cookie)
    if state not in ("closed", "scrolled"):
        visit.opener.tap()
    if state == "scrolled":
        visit.page.mouse.wheel(0, 2000)
        visit.page.wait_for_function("() => scrollY > 500")
    session = visit.page.context.new_cdp_session(visit.page)
    if state == "zoomed":
        session.send("Emulation.setPageScaleFactor", {"pageScaleFactor": 2})
        visit.page.wait_for_function("() => visualViewport.scale === 2")
    if state == "keyboard":
        visit.page.set_viewport_size({"width": 800, "height": 300})
    seen = """() => {
      const exit = document.querySelector('signpost-chat').shadowRoot.querySelector('.way .exit');
      const box = exit.getBoundingClientRect(), v = visualViewport;
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return box.left >= v.offsetLeft - 1 && box.right <= v.offsetLeft + v.width + 1
        && box.top >= v.offsetTop - 1 && box.bottom <= v.offsetTop + v.height + 1
        && top?.localName === 'signpost-chat' }"""
    visit.page.wait_for_function(seen)
    if state in ("open", "keyboard", "narrow"):
        expect(visit.field).to_be_in_viewport()
    visit.exit.tap()
    left(visit)


def test_forgetting_is_sent_and_not_waited_for(visit: Visit) -> None:
    """The server is told by beacon and has forgotten; a server that hangs holds nothing up."""
    visit.start().ask(SAID)
    with visit.page.expect_request("**/webhooks/web/forget") as sent:
        visit.exit.click()
    assert sent.value.resource_type == "ping"
    session = json.loads(sent.value.post_data or "")["session"]
    left(visit)
    assert not kept(visit, session)
    visit.start().ask(SAID)
    visit.page.route("**/webhooks/web/forget", lambda route: None)
    visit.exit.click()
    left(visit)


def test_forgetting_works_from_pages_that_name_no_origin(visit: Visit) -> None:
    """A page that tells no referrer sends its beacon without an origin; it counts all the same."""
    visit.start(headers={"Referrer-Policy": "no-referrer"}).ask(SAID)
    with visit.page.expect_request("**/webhooks/web/forget") as sent:
        visit.exit.click()
    left(visit)
    assert not kept(visit, json.loads(sent.value.post_data or "")["session"])


def test_nothing_is_kept_and_no_other_host_is_asked(visit: Visit) -> None:
    """After a conversation there is nothing in the browser, and only two hosts were asked."""
    visit.start().ask(SAID).ask("Preston").ask("thank you")
    assert visit.page.evaluate(KEPT) == NOTHING
    hosts = {urlsplit(url).netloc for url in visit.requests}
    allowed = {urlsplit(visit.charity.origin).netloc, urlsplit(visit.bot.url).netloc}
    assert hosts == allowed
    assert visit.page.context.cookies() == []
    visit.page.goto(f"{visit.bot.url}/")
    visit.opener.click()
    visit.ask(SAID)
    assert visit.page.evaluate(KEPT) == NOTHING
    assert visit.page.context.cookies() == []
    assert {
        urlsplit(url).netloc for url in visit.requests if not url.startswith("data:")
    } == allowed


def test_before_it_is_opened_nothing_is_asked(visit: Visit) -> None:
    """Until someone writes, the widget sends nothing to the bot."""
    visit.start()
    assert [url for url in visit.requests if "/webhooks/" in url] == []


def test_keep_survives_a_reload_and_the_exit_wipes_it(visit: Visit) -> None:
    """With `keep` the chat outlives a reload, in this tab alone, and leaving wipes it."""
    visit.start("keep").ask(SAID)
    visit.page.reload()
    expect(visit.cards.first).to_be_visible()
    visit.ask("Preston")
    expect(visit.replies.last).to_be_visible()
    assert visit.page.evaluate("() => localStorage.length") == 0
    visit.exit.click()
    left(visit)
    assert visit.page.evaluate(KEPT) == NOTHING


def test_without_keep_a_reload_empties_it(visit: Visit) -> None:
    """Without it, a reload is a new chat, and the server forgets the old one."""
    visit.start()
    with visit.page.expect_response("**/webhooks/web/message") as answer:
        visit.write(SAID)
    session = visit.page.evaluate("(text) => JSON.parse(text).session", answer.value.text())
    visit.cards.first.wait_for()
    assert kept(visit, session)
    visit.page.reload()
    expect(visit.opener).to_be_visible()
    expect(visit.cards).to_have_count(0)
    assert not kept(visit, session)


@pytest.mark.parametrize("language", ["en", "ro"])
def test_it_says_what_it_cannot_hide(visit: Visit, language: str) -> None:
    """Before anything is typed one can read what leaving does not hide."""
    visit.start(f'lang="{language}"')
    names = {"en": "What others may see", "ro": "Ce pot vedea alții"}
    visit.page.get_by_text(names[language]).click()
    facts = {"en": ("history", "phone bill", "watches"), "ro": ("istoricul", "factura", "suprave")}
    for fact in facts[language]:
        expect(visit.said.first.locator("details")).to_contain_text(fact)


def test_a_page_that_counts_shift_itself(visit: Visit) -> None:
    """Where GOV.UK's own exit counts Shift, the widget does not count it a second time."""
    visit.open()
    visit.page.evaluate("() => { document.body.dataset.govukFrontendExitThisPageKeypress = '1' }")
    for _ in range(3):
        visit.page.keyboard.press("Shift")
    expect(visit.page.locator(".presses")).to_have_text("")
    assert visit.page.url == f"{visit.charity.origin}/"


def test_the_exit_is_a_link(visit: Visit) -> None:
    """Where its script fails, the exit still leads away, as an ordinary link without a referrer."""
    visit.open()
    assert visit.exit.evaluate("(e) => [e.tagName, e.rel]") == ["A", "nofollow noreferrer"]
    visit.page.evaluate(
        "() => addEventListener('click', (event) => event.stopImmediatePropagation(), true)"
    )
    visit.exit.click()
    left(visit)
