"""Telegram, as a Rasa input channel on python-telegram-bot.

With `TELEGRAM_BOT_TOKEN` it polls; with `TELEGRAM_WEBHOOK_URL` it takes updates at
`POST /webhooks/telegram/webhook`. Without a token nothing of it runs. What it does with an update
is in `bot.telegram`; here it meets Rasa and the server.
"""

from __future__ import annotations

import asyncio
import hmac
import logging
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE
from sanic import Blueprint, Sanic, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import brain
from bot.channels.guard import Ask, Guard, clean
from bot.conversation import from_slots
from bot.floor import Floor
from bot.nlu.facets import VERDICT
from bot.nlu.heads import plain
from bot.plain_danger import says_danger
from bot.runner import StraightRunner
from bot.settings import Settings
from bot.state import forget
from bot.telegram.answers import Messages
from bot.telegram.service import Service
from bot.thresholds import Thresholds

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105

Handler = Callable[[UserMessage], Awaitable[Any]]
_LOOK_SECONDS = 0.05

logger = logging.getLogger("signpost.telegram")


class AgentBrain:
    """Rasa's agent, answering through the guard as on every other channel."""

    def __init__(self, guard: Guard, handler: Handler, agent: Callable[[], Any]) -> None:
        """Hold what is needed.

        Args:
            guard: of the server.
            handler: Rasa's own.
            agent: gives the running agent, which may be replaced.
        """
        self._guard = guard
        self._handler = handler
        self._agent = agent

    @property
    def floor(self) -> Floor:
        """The fixed replies."""
        return self._guard.floor

    async def say(self, sender: str, text: str) -> Messages:
        """Answer a message of a sender."""
        return await self._guard.answer(Ask(sender, text, TelegramChannel.name()), self._handler)

    async def language(self, sender: str) -> str:
        """The language of a sender's conversation; empty before there is one."""
        try:
            tracker = await self._agent().tracker_store.retrieve(sender)
        except Exception:
            logger.exception("the conversation could not be read")
            return ""
        slots = tracker.current_slot_values() if tracker else {}
        return from_slots(slots).language if slots.get("turns") else ""

    async def forget(self, sender: str) -> None:
        """Forget a sender's conversation."""
        try:
            await forget(self._agent().tracker_store, sender)
        except Exception:
            # What cannot be deleted now is forgotten by its age.
            logger.exception("a conversation could not be deleted")

    async def danger(self, texts: Sequence[str]) -> list[bool]:
        """Which of many texts speak of danger now, by the model alone, without answering."""
        try:
            return [await self._is_danger(text) for text in texts]
        except Exception:
            logger.exception("waiting messages could not be judged, plain words decide")
            return [says_danger(plain(text)) for text in texts]

    async def _is_danger(self, text: str) -> bool:
        await asyncio.sleep(0)  # others are served between two texts
        return bool(text) and _judged(self._agent(), text)


def _judged(agent: Any, text: str) -> bool:
    """Run the understanding up to the verdict; no conversation is read or changed."""
    runner: StraightRunner = agent.processor.graph_runner
    target = next(name for name in runner.schema.nodes if "FacetClassifier" in name)
    given = {PLACEHOLDER_MESSAGE: [UserMessage(clean(text))]}
    verdict = runner.run(given, targets=[target])[target][0].get(VERDICT)
    limits = Thresholds()
    limit = min(limits.danger, limits.danger_en, limits.danger_ro)
    return verdict is not None and verdict.scores["urgency"].get("now", 0.0) >= limit


class TelegramChannel(InputChannel):
    """The Telegram channel."""

    def __init__(self, guard: Guard | None = None, settings: Settings | None = None) -> None:
        self.guard = guard or Guard()
        self._settings = (settings or Settings.read()).telegram
        self.service: Service | None = None
        self._opening: asyncio.Task[None] | None = None

    @classmethod
    def name(cls) -> str:
        """The name in the channel's address."""
        return "telegram"

    async def _open(self, app: Sanic, service: Service) -> None:
        """Take messages once the model is there: danger among those that wait goes first."""
        while app.ctx.health.status == "starting":
            await asyncio.sleep(_LOOK_SECONDS)
        service.start()

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The webhook, and what starts and stops with the server."""
        routes = Blueprint("telegram_webhook")
        if not self._settings.token:
            return routes

        @routes.listener("after_server_start")
        async def start(app: Sanic, loop: Any) -> None:
            own = AgentBrain(self.guard, on_new_message, lambda: app.ctx.agent)
            self.service = Service(self._settings, brain.speaker(), own, own.danger)
            app.ctx.telegram = self.service
            self._opening = loop.create_task(self._open(app, self.service))

        @routes.listener("before_server_stop")
        async def stop(app: Sanic, loop: Any) -> None:
            if self._opening:
                self._opening.cancel()
            if self.service:
                await self.service.stop()

        if self._settings.webhook_url:

            @routes.route("/webhook", methods=["POST"])
            async def receive(request: Request) -> HTTPResponse:
                return self._receive(request)

        return routes

    def _receive(self, request: Request) -> HTTPResponse:
        """Confirm an update as soon as it is noted; it is answered after that."""
        shown = request.headers.get(SECRET_HEADER, "")
        secret = self._settings.webhook_secret
        if not hmac.compare_digest(shown.encode("utf-8", "replace"), secret.encode()):
            return response.json({"error": "this is not Telegram"}, status=403)
        if self.service is None:
            return response.json({"error": "starting"}, status=503)
        try:
            self.service.receive(request.json)
        except (SanicException, KeyError, TypeError, ValueError, RecursionError):
            return response.json({"error": "this is no update"}, status=400)
        return response.json({})
