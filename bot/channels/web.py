"""The widget's channel: `POST /webhooks/web/message`, `/stay` and `/forget`.

A message without a good session opens one; there is no other way to get it, and none to read a
conversation back. Bodies are JSON sent as plain text, which browsers send to another origin
without asking first, and so does a beacon. Every refusal carries the floor.
"""

from __future__ import annotations

import json
import logging
import math
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import brain
from bot.channels import sessions
from bot.channels.guard import Ask, Guard, opaque
from bot.channels.rest import forget_if_asked
from bot.conversation import PRESS, PRESSES, from_slots
from bot.settings import Settings
from bot.state import forget

Handler = Callable[[UserMessage], Awaitable[Any]]
MAX_BODY_BYTES = 16 * 1024
# What of a message a page is told; never an id.
TOLD = ("text", "buttons", "custom")

logger = logging.getLogger("signpost.web")


class Refused(Exception):
    """A request that is not answered: its status, why, and how long to wait."""

    def __init__(self, status: int, why: str, wait: float = 0.0) -> None:
        super().__init__(why)
        self.status = status
        self.wait = math.ceil(wait)


@dataclass(frozen=True)
class Post:
    """What a page sent: its origin, and the fields of its body."""

    origin: str
    fields: dict[str, Any]

    @property
    def language(self) -> str:
        """The language that the page is read in, or nothing when we do not speak it."""
        code = self.fields.get("language")
        return code if isinstance(code, str) and code in brain.speaker().words else ""

    @property
    def text(self) -> str:
        """The message.

        Raises:
            Refused: when it is not a text.
        """
        text = self.fields.get("message")
        if not isinstance(text, str):
            raise Refused(400, '"message" must be a text')
        return text


class WebChannel(InputChannel):
    """The widget's channel. `credentials.yml` names it by module path."""

    def __init__(self, guard: Guard | None = None, origins: Sequence[str] | None = None) -> None:
        self.guard = guard or Guard()
        self._origins = Settings.read().widget_origins if origins is None else tuple(origins)

    @classmethod
    def name(cls) -> str:
        """The name in the channel's address."""
        return "web"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The three routes."""
        routes = Blueprint("web_webhook")

        @routes.route("/message", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda post: self._receive(request, post, talk))

        @routes.route("/stay", methods=["POST"])
        async def stay(request: Request) -> HTTPResponse:
            return await self._guarded(request, lambda post: self._stay(request, post))

        @routes.route("/forget", methods=["POST"])
        async def drop(request: Request) -> HTTPResponse:
            return await self._forget(request)

        talk = on_new_message
        return routes

    async def _guarded(
        self, request: Request, answer: Callable[[Post], Awaitable[dict[str, Any]]]
    ) -> HTTPResponse:
        """Answer a page that may ask; tell any other why not, and give it the floor."""
        origin = request.headers.get("origin", "")
        headers = {"Cache-Control": "no-store", "Vary": "Origin"}
        post = Post(origin, {})
        try:
            self._check_origin(request, origin)
            headers["Access-Control-Allow-Origin"] = origin
            post = Post(origin, _fields(request))
            return response.json(await answer(post), headers=headers)
        except Refused as error:
            # Any page may read a refusal: it tells an embedder what to set, and has a number.
            headers["Access-Control-Allow-Origin"] = "*"
            if error.wait:
                headers["Retry-After"] = str(error.wait)
            floor = self._told([self.guard.fixed("")], post.language, "")
            body = {"error": str(error), "messages": floor}
            return response.json(body, status=error.status, headers=headers)

    def _check_origin(self, request: Request, origin: str) -> None:
        own = origin.partition("://")[2]
        if not own or (own != request.headers.get("host") and origin not in self._origins):
            shown = origin if len(origin) < 200 and origin.isprintable() else "this origin"
            raise Refused(403, f"{shown or 'no origin'} is not in SIGNPOST_WIDGET_ORIGINS")

    def _check_rate(self, ask: Ask) -> None:
        wait = self.guard.wait(ask)
        if wait:
            raise Refused(429, "too many messages; wait a little", wait)

    async def _receive(self, request: Request, post: Post, talk: Handler) -> dict[str, Any]:
        text, session = post.text, post.fields.get("session")
        known = sessions.name_of(session, post.origin)
        if known is None:
            session = sessions.new(post.origin)
        name = known or sessions.name_of(session, post.origin) or ""
        kept = opaque(name, self.name())
        ask = Ask(kept, text, self.name())
        self._check_rate(ask)
        if known is None:
            await self._begin(kept, post.language, talk)
        messages = await self.guard.reply(ask, talk)
        language = await _language(request, kept)
        await forget_if_asked(request, kept, messages)
        return {"session": session, "messages": self._told(messages, post.language, language)}

    async def _begin(self, kept: str, language: str, talk: Handler) -> None:
        """Tell a new conversation the page's language, for a first word that tells none."""
        token = f"lang_{language}"
        if language not in ("", "en") and token in PRESSES:
            await self.guard.reply(Ask(kept, PRESS + token, self.name()), talk)

    async def _stay(self, request: Request, post: Post) -> dict[str, Any]:
        """Count the idle time from now on."""
        name = sessions.name_of(post.fields.get("session"), post.origin)
        kept = opaque(name, self.name()) if name else ""
        self._check_rate(Ask(kept, "", self.name()))
        store = request.app.ctx.agent.tracker_store
        tracker = await store.retrieve(kept) if kept and store else None
        if tracker is not None:
            await store.save(tracker)
        return {"kept": tracker is not None}

    async def _forget(self, request: Request) -> HTTPResponse:
        """Forget a conversation. The session is proof: some pages' beacons name no origin."""
        try:
            session = _fields(request).get("session")
        except Refused as error:
            return response.json({"error": str(error)}, status=error.status)
        own = request.headers.get("host", "")
        store = request.app.ctx.agent.tracker_store
        for origin in (*self._origins, f"http://{own}", f"https://{own}"):
            name = sessions.name_of(session, origin)
            if name and store:
                await forget(store, opaque(name, self.name()))
        return response.empty()

    def _told(
        self, messages: list[dict[str, Any]], asked: str, language: str
    ) -> list[dict[str, Any]]:
        """The messages as the widget reads them, each with its language.

        Args:
            messages: a reply.
            asked: the language of the page, for the floor.
            language: of the conversation; empty when it is not known.
        """
        told: list[dict[str, Any]] = []
        for message in messages:
            fixed = message.get("text") in self.guard.floor.texts.values()
            shown = {**message, **self.guard.floor.message(asked or "en")} if fixed else message
            code = asked if fixed else shown.get("custom", {}).get("language") or language or asked
            told.append({key: shown[key] for key in TOLD if key in shown})
            told[-1]["language"] = code or "en"
        return told


def _fields(request: Request) -> dict[str, Any]:
    """The body's fields.

    Raises:
        Refused: when it is too large, or no JSON object.
    """
    if len(request.body) > MAX_BODY_BYTES:
        raise Refused(413, f"the body is larger than {MAX_BODY_BYTES} bytes")
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError) as error:
        raise Refused(400, "the body is not JSON") from error
    if not isinstance(data, dict):
        raise Refused(400, "the body must be a JSON object")
    return data


async def _language(request: Request, kept: str) -> str:
    """The language of a conversation, or nothing when it was forgotten or cannot be read."""
    store = request.app.ctx.agent.tracker_store
    try:
        tracker = await store.retrieve(kept) if store else None
    except Exception:
        logger.exception("the conversation's language could not be read")
        return ""
    return from_slots(tracker.current_slot_values()).language if tracker else ""
