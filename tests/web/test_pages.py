"""The pages that work without scripts: sample page, directory, police areas, poster, snippet."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from html import unescape

import pytest
import segno
from charity import Charity
from checks import axe_faults
from PIL import Image
from playwright.sync_api import Page, expect
from serving import Server
from visiting import Visit

from bot import brain
from bot.regions import police_areas

PAGES = (
    "/",
    "/directory",
    "/directory?lang=ro",
    "/directory/areas",
    "/directory/areas?lang=ro",
    "/directory/poster",
    "/directory/poster?lang=ro",
    "/embed",
)
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
BLAND = {"en": "Information", "ro": "Informații"}


@pytest.fixture
def plain(visitor: Callable[..., Visit]) -> Page:
    """A browser without scripts."""
    return visitor(java_script_enabled=False).page


def search(server: Server, body: str) -> str:
    """The page that a search gives, without markup."""
    answer = server.request("POST", "/directory", body.encode(), FORM)
    assert answer.status == 200
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.text)))


def test_the_sample_page(visit: Visit) -> None:
    """A page of a charity with the widget on it, ready to talk, under a title that says nothing."""
    visit.page.goto(f"{visit.bot.url}/")
    assert visit.page.title() == "Information"
    visit.opener.click()
    visit.ask("my boss keeps my passport")
    expect(visit.cards.first).to_be_visible()
    assert visit.warnings == []


@pytest.mark.parametrize("language", ["en", "ro"])
def test_search_without_scripts(plain: Page, bot: Server, language: str) -> None:
    """Need, place or postcode, in either language: what the chat would give, and the local one."""
    plain.goto(f"{bot.url}/directory?lang={language}")
    assert plain.title() == BLAND[language]
    plain.locator("#need").select_option("support")
    plain.locator("#place").fill("PR1 2HE")
    plain.locator("form button").last.click()
    entries = plain.locator("#found .entry h3")
    assert plain.locator("html").get_attribute("lang") == language
    directory, words = brain.speaker().directory, brain.speaker().words[language]
    wanted = ["salvation-army-referral", "lancashire-victim-services"]
    names = [directory[each].text(directory[each].name, words.language) for each in wanted]
    assert set(names) <= set(entries.all_inner_texts())
    expect(plain.get_by_text("Lancashire Constabulary")).to_be_visible()
    assert plain.locator("#found a[href^='tel:']").count() >= 3


@pytest.mark.parametrize(
    ("need", "first"),
    [
        ("danger", "Emergency: police"),
        ("home", "Refuge"),
        ("anonymous", "Crimestoppers"),
        ("child", "Childline"),
        ("silent", "without speaking"),
        ("nonsense", "Helpline"),
    ],
)
def test_a_need_finds_its_line(bot: Server, need: str, first: str) -> None:
    """Each choice of the search leads to who is there for it."""
    assert first in search(bot, f"need={need}&place=&lang=en")


def test_a_place_that_is_unclear(plain: Page, bot: Server) -> None:
    """Several places of a name are offered as buttons; an unknown one says so, with lines."""
    plain.goto(f"{bot.url}/directory")
    plain.locator("#place").fill("Newport")
    plain.locator("form button").last.click()
    choices = plain.locator(".choices button")
    assert choices.count() >= 2
    choices.filter(has_text="Gwent").click()
    expect(plain.get_by_text("Gwent Police").first).to_be_visible()
    unknown = search(bot, "need=support&place=Xyzzyqq&lang=en")
    assert "I do not know that place." in unknown
    assert "Salvation Army" in unknown
    abroad = search(bot, "need=danger&place=Cluj&lang=ro")
    assert "112" in abroad


@pytest.mark.parametrize("body", ["", "%", "need=%00&place=%ff&area=%00", "lang=xx&area=nowhere",
                                  "place=" + "a" * 100_000, "need=a&need=b"])  # fmt: skip
def test_whatever_is_searched_for_gets_an_answer(bot: Server, body: str) -> None:
    """Broken or odd forms get the page with numbers."""
    assert "999" in search(bot, body)


def test_a_search_leaves_no_trace(plain: Page, bot: Server) -> None:
    """Address, title and page hold nothing of what was typed, and the log neither."""
    plain.goto(f"{bot.url}/directory")
    plain.locator("#place").fill("Kingfisherton PR1 2HE")
    plain.locator("form button").last.click()
    assert plain.url == f"{bot.url}/directory"
    assert "kingfisherton" not in plain.content().lower()
    assert "kingfisherton" not in bot.log.lower()
    assert bot.get("/directory?place=Kingfisherton").text.lower().count("kingfisherton") == 0


def test_it_lists_everything(bot: Server) -> None:
    """Every service that may be shown is on the page, in both languages, and no other."""
    for code, words in brain.speaker().words.items():
        text = unescape(bot.get(f"/directory?lang={code}").text)
        for item in brain.speaker().directory:
            shown = item.status in ("active", "unconfirmed") and bool(item.shown_contacts)
            assert (f"<h3>{item.text(item.name, words.language)}</h3>" in text) == shown, item.id


def test_it_prints(visit: Visit) -> None:
    """On paper: every entry and what is folded in, no form, no buttons, no exit."""
    visit.page.goto(f"{visit.bot.url}/directory")
    visit.page.locator(".box").wait_for(state="attached")
    visit.page.emulate_media(media="print")
    expect(visit.page.locator("form.search")).to_be_hidden()
    expect(visit.exit).to_be_hidden()
    expect(visit.opener).to_be_hidden()
    steps = visit.page.locator(".entry details ol li")
    assert steps.count() > 100
    heights = steps.evaluate_all("(all) => all.map((e) => e.getBoundingClientRect().height)")
    assert min(heights) > 5
    assert len(visit.page.pdf()) > 50_000


@pytest.mark.parametrize("language", ["en", "ro"])
def test_the_poster_and_its_code(visit: Visit, language: str) -> None:
    """The code on the poster, as it is painted, is the address of the directory in its language."""
    visit.page.goto(f"{visit.bot.url}/directory/poster?lang={language}")
    words = brain.speaker().words[language]
    expect(visit.page.locator("h1")).to_have_text(words.get("page.poster_heading"))
    for name in ("emergency-999", "salvation-army-referral", "modern-slavery-helpline"):
        number = brain.speaker().directory[name].contacts[0].number
        assert visit.page.locator(".big strong", has_text=number).count() == 1
    picture = Image.open(io.BytesIO(visit.page.locator(".code svg").screenshot())).convert("L")
    wanted = segno.make(f"{visit.bot.url}/directory?lang={language}", error="m", micro=False)
    modules = [list(row) for row in wanted.matrix_iter(border=4)]
    size = picture.width / len(modules)
    painted = [
        [int(picture.getpixel((int((x + 0.5) * size), int((y + 0.5) * size))) < 128)
         for x in range(len(modules))]
        for y in range(len(modules))
    ]  # fmt: skip
    assert painted == [[int(bool(dark)) for dark in row] for row in modules]
    visit.page.emulate_media(media="print")
    expect(visit.page.locator(".strips li").first).to_be_visible()
    expect(visit.page.locator(".tools")).to_be_hidden()


@pytest.mark.parametrize("path", PAGES)
def test_leaving_a_page(visit: Visit, path: str) -> None:
    """Each page of ours has the exit at hand, by tap and by Shift, also with scripts off."""
    visit.page.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="Weather"))
    visit.page.goto(f"{visit.bot.url}{path}")
    expect(visit.exit).to_be_in_viewport()
    for _ in range(3):
        visit.page.keyboard.press("Shift")
    visit.page.wait_for_url("https://www.bbc.co.uk/weather")
    page = visit.bot.get(path).text
    assert re.search(r'<a class="exit-plain" href="https://www.bbc.co.uk/weather"', page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1000, 320])
def test_axe_finds_nothing_on_the_pages(
    visitor: Callable[..., Visit], scheme: str, width: int
) -> None:
    """No fault on any page, light and dark, wide and narrow; nothing scrolls sideways."""
    visit = visitor(color_scheme=scheme, viewport={"width": width, "height": 700})
    told = []
    for path in PAGES:
        visit.page.goto(f"{visit.bot.url}{path}")
        visit.page.locator(".box").wait_for(state="attached")
        told += [f"{path}: {fault}" for fault in axe_faults(visit.page)]
        if visit.page.evaluate("() => document.documentElement.scrollWidth") > width:
            told.append(f"{path}: scrolls sideways")
    assert told == [], "\n".join(told)


def test_axe_finds_nothing_after_a_search(visit: Visit) -> None:
    """Neither in what a search finds, nor where it asks which place is meant."""
    visit.page.goto(f"{visit.bot.url}/directory")
    for place in ("Newport", "Preston", "Xyzzyqq"):
        visit.page.locator("#place").fill(place)
        visit.page.locator("form.search button").last.click()
        visit.page.locator("#found").wait_for()
        assert axe_faults(visit.page) == []


@pytest.mark.parametrize("path", PAGES)
def test_security_headers(bot: Server, path: str) -> None:
    """A policy without anything inline, no referrer, no frames, nothing cached, no permissions."""
    answer = bot.get(path)
    policy = answer.headers["content-security-policy"]
    assert "unsafe" not in policy
    for part in ("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'",
                 "form-action 'self'", "require-trusted-types-for 'script'"):  # fmt: skip
        assert part in policy
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert "camera=()" in answer.headers["permissions-policy"]
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?! src=)", answer.text)


def test_pages_break_no_policy_of_theirs(visit: Visit) -> None:
    """Using them in a browser gives not one message in its console."""
    heard: list[str] = []
    visit.page.on("console", lambda message: heard.append(message.text))
    for path in PAGES:
        visit.page.goto(f"{visit.bot.url}{path}")
        visit.page.locator(".box").wait_for(state="attached")
    assert heard == []


@pytest.mark.parametrize("language", ["en", "ro"])
def test_every_police_area_is_listed(bot: Server, language: str) -> None:
    """All 45, each with the police's number, and with its local service where there is one."""
    text = unescape(bot.get(f"/directory/areas?lang={language}").text)
    parts = dict(
        re.findall(r'<section class="area" id="([\w-]+)">(.*?)</section>', text, re.DOTALL)
    )
    assert set(parts) == set(police_areas())
    directory, words = brain.speaker().directory, brain.speaker().words[language]
    police = directory["police-101"].contacts[0].number
    for slug, part in parts.items():
        assert police_areas()[slug].name in part
        assert f">{police}</a>" in part
        assert part.count("<li>") >= 3
        website = police_areas()[slug].website
        assert (f"https://{website}" in part) == police_areas()[slug].website_seen
    for item in directory:
        for slug in item.coverage.police_areas:
            if item.status in ("active", "unconfirmed") and item.shown_contacts:
                assert item.text(item.name, words.language) in parts[slug]


def test_the_snippet_works_as_copied(visit: Visit, charity: Charity) -> None:
    """The lines of `/embed`, put into an empty page as they are, give a chat that answers."""
    visit.page.goto(f"{visit.bot.url}/embed")
    script = visit.page.locator("#script").inner_text()
    for text, open_name in zip(
        visit.page.locator(".snippet").all_inner_texts(), ("Chat", "Discuție")
    ):
        assert text.count("tel:") == 4
        html = f'<!doctype html><html lang="en"><title>x</title>{script}{text}</html>'
        visit.page.goto(charity.put(html))
        visit.page.get_by_role("button", name=open_name).click()
        visit.ask("my boss keeps my passport")
        expect(visit.cards.first).to_be_visible()
        assert visit.warnings == []
        visit.page.goto(f"{visit.bot.url}/embed")


def test_the_host_is_not_believed(bot: Server) -> None:
    """A host name that holds markup or another address's parts does not get into a page."""
    for host in ('"><script>', "a b", "evil.example/x?"):
        request = f"GET /embed HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n"
        text = bot.raw(request.encode()).decode()
        assert host not in text
