"""One visit to the charity's site, and the parts of the widget that tests talk to. No test file."""

from __future__ import annotations

from typing import Any

from charity import Charity
from playwright.sync_api import Locator, Page
from serving import Server

TIMEOUT = 15_000


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
