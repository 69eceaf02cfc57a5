"""A real browser, a real bot, and a charity's site on another origin."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from charity import Charity
from playwright.sync_api import Browser, BrowserContext, Locator, Page, sync_playwright
from serving import Server, serve

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root, in a container, Chromium's own sandbox cannot be had; the pages are our own.
ROOT_ARGS = ["--no-sandbox"] if os.geteuid() == 0 else []
TIMEOUT = 15_000


@pytest.fixture(scope="session")
def launch() -> Iterator[Callable[..., Browser]]:
    """Start Chromium, or skip and say how to get it."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        pytest.skip("no Chromium: on Debian run `apt-get install chromium`")
    with sync_playwright() as playwright:
        chromium = playwright.chromium
        yield lambda *args: chromium.launch(executable_path=path, args=[*ROOT_ARGS, *args])


@pytest.fixture(scope="session")
def browser(launch: Callable[..., Browser]) -> Iterator[Browser]:
    """Chromium for all tests."""
    found = launch()
    yield found
    found.close()


@pytest.fixture(scope="session")
def charity() -> Iterator[Charity]:
    """The charity's site."""
    site = Charity()
    yield site
    site.stop()


@pytest.fixture(scope="session")
def bot(charity: Charity) -> Iterator[Server]:
    """The bot, which answers the charity's site."""
    server = serve(env={"SIGNPOST_WIDGET_ORIGINS": charity.origin}).wait("ok")
    yield server
    server.stop()


class Visit:
    """One page in one fresh browser, and the parts of the widget that tests talk to."""

    def __init__(self, page: Page, charity: Charity, bot: Server) -> None:
        self.page = page
        self.charity = charity
        self.bot = bot
        self.errors: list[str] = []
        self.warnings: list[str] = []
        self.requests: list[str] = []
        page.set_default_timeout(TIMEOUT)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._heard)
        page.on("request", lambda request: self.requests.append(request.url))

    def _heard(self, message: Any) -> None:
        if message.type == "warning":
            self.warnings.append(message.text)

    def html(
        self,
        attributes: str = "",
        head: str = "",
        body: str = "",
        server: str = "",
        root: str = 'lang="en"',
        bare: bool = False,
    ) -> str:
        """A page of the charity with the widget, as docs/embed.md tells to write it."""
        fallback = '<p>In danger? <a href="tel:999">999</a></p>'
        chat = f'<signpost-chat exit="{self.charity.origin}/weather" {attributes}>'
        script = f'<script type="module" src="{server or self.bot.url}/widget.js"></script>'
        return (
            f'<!doctype html><html {root}><head><meta charset="utf-8"><title>Charity</title>'
            '<meta name="viewport" content="width=device-width, initial-scale=1">'
            f"{script}{head}</head><body><main><h1>Charity</h1>"
            f'<p><a href="/other">A link</a></p>{body}</main>'
            f"{'' if bare else f'{chat}{fallback}</signpost-chat>'}</body></html>"
        )

    def open(self, attributes: str = "", **rest: Any) -> Visit:
        """Go to a page with the widget and wait until it is there."""
        headers = rest.pop("headers", None)
        self.page.goto(self.charity.put(self.html(attributes, **rest), headers))
        self.page.locator(".box").first.wait_for(state="attached")
        return self

    def start(self, attributes: str = "", **rest: Any) -> Visit:
        """The same, and open the chat."""
        self.open(attributes, **rest)
        self.opener.click()
        self.field.wait_for()
        return self

    def write(self, text: str) -> Visit:
        """Type a message and send it."""
        self.field.fill(text)
        self.page.keyboard.press("Enter")
        return self

    def ask(self, text: str) -> Visit:
        """Send a message and wait for the next reply."""
        before = self.replies.count()
        self.write(text)
        self.replies.nth(before).wait_for()
        return self

    @property
    def opener(self) -> Locator:
        """The button that opens the chat."""
        return self.page.locator("button.open")

    @property
    def field(self) -> Locator:
        """Where one writes."""
        return self.page.locator("textarea")

    @property
    def exit(self) -> Locator:
        """The exit."""
        return self.page.locator(".way .exit")

    @property
    def cards(self) -> Locator:
        """The contact cards."""
        return self.page.locator(".card")

    @property
    def said(self) -> Locator:
        """Every line of the chat."""
        return self.page.locator(".log .said")

    @property
    def replies(self) -> Locator:
        """The bot's lines, the greeting apart."""
        return self.page.locator(".log .said:has(> .seen-not):not(:has(.mine))")

    def button(self, name: str) -> Locator:
        """A button by its whole name."""
        return self.page.get_by_role("button", name=name, exact=True)


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh browser profile."""
    made = browser.new_context(viewport={"width": 1000, "height": 760})
    yield made
    made.close()


@pytest.fixture
def visit(context: BrowserContext, charity: Charity, bot: Server) -> Iterator[Visit]:
    """A visit to the charity's site; a script that fails anywhere fails the test."""
    made = Visit(context.new_page(), charity, bot)
    yield made
    assert made.errors == []


@pytest.fixture
def visitor(browser: Browser, charity: Charity, bot: Server) -> Iterator[Callable[..., Visit]]:
    """Make visits with other browser settings."""
    made: list[BrowserContext] = []

    def visit_with(**settings: Any) -> Visit:
        made.append(browser.new_context(**{"viewport": {"width": 1000, "height": 760}, **settings}))
        return Visit(made[-1].new_page(), charity, bot)

    yield visit_with
    for context in made:
        context.close()
