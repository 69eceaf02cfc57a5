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
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from serving import Server, serve
from visiting import Visit

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root, in a container, Chromium's own sandbox cannot be had; the pages are our own.
ROOT_ARGS = ["--no-sandbox"] if os.geteuid() == 0 else []


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
