"""Fixtures that several test files share; nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from telegram_api import TelegramApi

    from bot.local import LocalBot


@pytest.fixture(scope="session")
def local_bot() -> LocalBot:
    """The bot in this process, trained first where no model fits the files as they are."""
    from bot import logs

    logs.configure()  # before Rasa sets up its own, which writes what was said
    from bot.local import LocalBot
    from bot.model import train

    train()
    return LocalBot()


@pytest.fixture(scope="module")
def api() -> Iterator[TelegramApi]:
    """A Bot API server for the tests of one file."""
    from telegram_api import TelegramApi

    with TelegramApi() as server:
        yield server


@pytest.fixture
def set_clock(monkeypatch: pytest.MonkeyPatch) -> Callable[[dt.datetime], None]:
    """Set the time by which replies are written, until the test is over."""

    def set_to(moment: dt.datetime) -> None:
        clock = SimpleNamespace(now=moment.astimezone)
        monkeypatch.setattr("bot.nlg.dt", SimpleNamespace(datetime=clock, timezone=dt.timezone))

    return set_to
