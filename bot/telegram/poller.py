"""Polling that confirms an update only after its answer was accepted.

Telegram drops an update when the next request asks for later ones. So the bot asks from the
first update on that it has not answered, and takes what comes again as known. What has to wait
long, and what waited through an outage, is noted in the ledger first and then confirmed.
"""

from __future__ import annotations

import asyncio
import warnings
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from telegram import Bot
from telegram.error import TelegramError
from telegram.warnings import PTBUserWarning

from bot.telegram.desk import Desk
from bot.telegram.inbound import ALLOWED_UPDATES, Inbound, parse
from bot.telegram.link import Link

PAGE: Final = 100
LONG_POLL_SECONDS: Final = 25
# While answers are in work, how often Telegram is asked for more at most.
BUSY_SECONDS: Final = 0.05
# While an answer takes long, how often new updates are looked for.
LOOK_SECONDS: Final = 0.2
# With more than this in work, new updates wait at Telegram.
FULL: Final = 60
MOST_AHEAD: Final = 5_000
MORE_SECONDS: Final = 5

# Updates are wanted as data: one that the library cannot read must not hide the others.
warnings.filterwarnings("ignore", "Please use 'Bot.getUpdates'", PTBUserWarning)

Triage = Callable[[Sequence[str]], Awaitable[list[bool]]]


class Poller:
    """Brings updates to the desk."""

    def __init__(self, bot: Bot, desk: Desk, link: Link, triage: Triage) -> None:
        """Hold what is needed.

        Args:
            bot: initialised.
            desk: where updates are answered.
            link: told how the connection is.
            triage: tells which of many waiting texts speak of danger now.
        """
        self._bot = bot
        self._desk = desk
        self._link = link
        self._triage = triage
        self._offset: int | None = None
        self._told_lost = False

    async def run(self) -> None:
        """Poll until cancelled."""
        waited = True  # at the start, what waited has waited for the bot to come up
        while True:
            # What waited is there at once; what comes while we listen did not wait.
            listens = not waited and not self._desk.unconfirmed
            try:
                page = await self._page(LONG_POLL_SECONDS if listens else 0)
            except TelegramError as error:
                await asyncio.sleep(self._link.failed(error))
                continue
            waited |= self._link.went_well()
            try:
                await self._take(page, waited)
            except TelegramError:
                continue  # fetching what waits was cut short: the next round goes on with it
            waited = False
            await self._breathe(bool(page))

    async def _page(self, timeout: int) -> list[dict[str, Any]]:
        """Ask for updates from the offset on, which confirms those before it."""
        wanted: dict[str, Any] = {
            "offset": self._offset,
            "limit": PAGE,
            "timeout": timeout,
            "allowed_updates": ALLOWED_UPDATES,
        }
        found = await self._bot.do_api_request(
            "getUpdates",
            {key: value for key, value in wanted.items() if value is not None},
            read_timeout=timeout + MORE_SECONDS,
        )
        return list(found)

    async def _take(self, page: list[dict[str, Any]], waited: bool) -> None:
        """Hand new updates to the desk, and say from where on to ask next."""
        items = self._new(page)
        if waited and len(page) == PAGE:
            items = await self._ahead(page, items)
        for item, urgent in await self._sorted(items, waited):
            self._desk.arrive(item, urgent)
        if not self._told_lost and len(page) < PAGE:
            # Whatever Telegram still had has come by now: the rest is lost.
            self._told_lost = True
            self._desk.tell_lost()
        self._desk.note_sleeping()
        # After an empty page Telegram has nothing: asking without a number then also works when
        # it starts to count anew, as it does after a quiet week.
        self._offset = self._after(page) if page else self._desk.lowest_unconfirmed()

    def _new(self, page: list[dict[str, Any]]) -> list[Inbound]:
        name = self._bot.username
        return [parse(data, name) for data in page if self._desk.is_new(int(data["update_id"]))]

    def _after(self, page: list[dict[str, Any]]) -> int:
        lowest = self._desk.lowest_unconfirmed()
        return int(page[-1]["update_id"]) + 1 if lowest is None else lowest

    async def _ahead(self, page: list[dict[str, Any]], items: list[Inbound]) -> list[Inbound]:
        """All that waits, not only the first page, so that danger in it can go first.

        Each page is noted before the next one is asked for, which confirms it.
        """
        while len(page) == PAGE and len(items) < MOST_AHEAD:
            if not self._desk.note([(item, False) for item in items[-PAGE:]]):
                break  # what is not noted stays at Telegram until it is answered
            self._offset = int(page[-1]["update_id"]) + 1
            try:
                page = await self._page(0)
            except TelegramError:
                # What came so far is answered now; it is confirmed, and would not come again.
                break
            items = items + self._new(page)
        return items

    async def _sorted(self, items: list[Inbound], waited: bool) -> list[tuple[Inbound, bool]]:
        """Updates in their order, each with whether it speaks of danger.

        The desk puts danger first; only where many wait is it worth to look before.
        """
        if not waited or len(items) < 2:
            return [(item, False) for item in items]
        danger = await self._triage([item.text for item in items])
        return list(zip(items, danger))

    async def _breathe(self, any_came: bool) -> None:
        """Between two requests while answers are in work: until something changed."""
        desk = self._desk
        while desk.unconfirmed:
            desk.changed.clear()
            try:
                await asyncio.wait_for(desk.changed.wait(), LOOK_SECONDS)
            except asyncio.TimeoutError:
                desk.note_sleeping()
                return
            if desk.unconfirmed <= FULL:
                await asyncio.sleep(BUSY_SECONDS)
                break
        lowest = desk.lowest_unconfirmed()
        if lowest is not None:
            self._offset = lowest
