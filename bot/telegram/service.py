"""Everything of the Telegram channel that runs: put together, started, stopped, reported on."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

from telegram import Bot
from telegram.error import TelegramError

from bot.replies import Speaker
from bot.settings import TelegramSettings
from bot.telegram.answers import Answers, Brain
from bot.telegram.client import make_bot, set_delivery, set_menus
from bot.telegram.courier import Courier
from bot.telegram.desk import Desk
from bot.telegram.inbound import Inbound, parse
from bot.telegram.keys import Keys
from bot.telegram.ledger import Ledger
from bot.telegram.link import Link
from bot.telegram.poller import Poller, Triage
from bot.telegram.render import Style

# Within the time that a server takes to stop; what is not done by then is taken up anew.
STOP_SECONDS = 2.0
# After a fault of ours, until it is tried again.
AGAIN_SECONDS = 5.0
# In webhook mode, how long what was interrupted may take to be sent again by Telegram.
SENT_AGAIN_SECONDS = 5.0

logger = logging.getLogger("signpost.telegram")


class Service:
    """The Telegram side of a running server."""

    def __init__(
        self,
        settings: TelegramSettings,
        speaker: Speaker,
        brain: Brain,
        triage: Triage,
        bot: Bot | None = None,
    ) -> None:
        """Put it together; nothing is sent before `start`.

        Args:
            settings: with a token.
            speaker: words and directory.
            brain: who answers.
            triage: tells which of many texts speak of danger.
            bot: another client than the one that the settings make.
        """
        self._settings = settings
        self._speaker = speaker
        self._keys = Keys(settings.token)
        self._triage = triage
        self.bot = bot or make_bot(settings)
        self.link = Link()
        self._name = ""
        answers = Answers(brain, Style(speaker), lambda: self._name)
        ledger = Ledger(settings.state / f"{self._keys.bot}.sqlite3")
        courier = Courier(self.bot, self._keys)
        self.desk = Desk(self._keys, ledger, brain, answers, courier)
        self._main: asyncio.Task[None] | None = None
        self._stopped = False

    def start(self) -> None:
        """Start in the running loop; returns at once, whether or not Telegram answers."""
        self.desk.start()
        self._main = asyncio.get_running_loop().create_task(self._run())

    async def stop(self) -> None:
        """Stop taking updates, finish what is being sent, and close; once."""
        if self._stopped:
            return
        self._stopped = True
        if self._main:
            self._main.cancel()
            await asyncio.gather(self._main, return_exceptions=True)
        await self.desk.stop(STOP_SECONDS)
        try:
            await self.bot.shutdown()
        except TelegramError:
            logger.warning("telegram was not closed cleanly")

    async def _run(self) -> None:
        """Take updates until cancelled; a fault of ours must not end it for good."""
        while True:
            try:
                await self._take()
                return
            except Exception:
                # The rest of the server goes on, and `/health` tells until it works again.
                logger.exception("telegram stopped")
                self.link.state = "stopped"
                await asyncio.sleep(AGAIN_SECONDS)

    async def _take(self) -> None:
        await self.link.until_it_works(self._connect)
        await self._menus()
        if self._settings.webhook_url:
            await asyncio.sleep(SENT_AGAIN_SECONDS)
            self.desk.tell_lost()
        else:
            await Poller(self.bot, self.desk, self.link, self._triage).run()

    async def _connect(self) -> None:
        await self.bot.initialize()
        self._name = self.bot.username
        await set_delivery(self.bot, self._settings)

    async def _menus(self) -> None:
        """The menus are a comfort: without them everything works."""
        try:
            await set_menus(self.bot, self._speaker.words)
        except TelegramError:
            logger.warning("telegram did not take the menus of commands")

    def receive(self, data: dict[str, Any]) -> None:
        """Take an update of the webhook: noted first, so that it may be confirmed at once.

        What cannot be noted, on a disk that is full, is confirmed and answered all the same.

        Args:
            data: one update of the Bot API.

        Raises:
            KeyError, TypeError, ValueError: when it is none.
        """
        item: Inbound = parse(data, self._name)
        if self.desk.is_new(item.update_id):
            self.desk.note([(item, False)])
        self.desk.arrive(item)

    def report(self) -> dict[str, Any]:
        """How it is, for `/health`: states and numbers."""
        mode = "webhook" if self._settings.webhook_url else "polling"
        return {
            **self.link.report(),
            "mode": mode,
            "waiting": len(self.desk.pending),
            "durable": self.desk.ledger.durable,
            **{name: self.desk.counts[name] for name in COUNTED},
        }


COUNTED = ("answered", "repeated", "retried", "gone", "lost")
