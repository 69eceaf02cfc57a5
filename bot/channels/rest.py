"""REST: the contract of Rasa's own REST channel, without its silent failures.

`POST /webhooks/rest/webhook` with `{"sender", "message"}` gives a list of
`{"recipient_id", "text", "buttons", "custom"}`. What cannot be read gets a 4xx that says why
and carries the floor, so that a client can always show a number.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.exceptions import SanicException
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channels.guard import Ask, Guard, new_sender, opaque
from bot.state import forget

Handler = Callable[[UserMessage], Awaitable[Any]]
MAX_SENDER = 256


class BadRequest(ValueError):
    """A request that cannot be read; the text says what is wrong and what to send."""


class RestChannel(InputChannel):
    """The REST channel. `credentials.yml` names it by module path."""

    def __init__(self, guard: Guard | None = None) -> None:
        self.guard = guard or Guard()

    @classmethod
    def name(cls) -> str:
        """The name in the channel's address."""
        return "rest"

    def blueprint(self, on_new_message: Handler) -> Blueprint:
        """The routes: a sign of life, and the webhook."""
        routes = Blueprint("rest_webhook")

        @routes.route("/", methods=["GET"])
        async def alive(request: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])
        async def receive(request: Request) -> HTTPResponse:
            return await self._receive(request, on_new_message)

        return routes

    async def _receive(self, request: Request, on_new_message: Handler) -> HTTPResponse:
        try:
            sender, text = _read(request)
        except BadRequest as error:
            body = {"error": str(error), "messages": [self.guard.fixed(new_sender())]}
            return response.json(body, status=400)
        kept = opaque(sender, self.name())
        messages = await self.guard.answer(Ask(kept, text, self.name()), on_new_message)
        await forget_if_asked(request, kept, messages)
        return response.json([{**message, "recipient_id": sender} for message in messages])


async def forget_if_asked(request: Request, sender: str, messages: list[dict[str, Any]]) -> None:
    """Delete the conversation when the reply says that it was forgotten.

    Args:
        request: for the running agent.
        sender: the opaque id.
        messages: the reply; a custom of type `forgotten` is the sign.
    """
    if any(item.get("custom", {}).get("type") == "forgotten" for item in messages):
        await forget(request.app.ctx.agent.tracker_store, sender)


def _read(request: Request) -> tuple[str, str]:
    """The sender and the message of a request.

    Raises:
        BadRequest: saying what is wrong.
    """
    try:
        data = request.json
    except (SanicException, ValueError, RecursionError) as error:
        raise BadRequest('the body is not JSON; send {"sender", "message"}') from error
    if not isinstance(data, dict):
        raise BadRequest('the body must be a JSON object with "sender" and "message"')
    text = data.get("message", "")
    if text is None or not isinstance(text, str):
        raise BadRequest('"message" must be a text')
    sender = data.get("sender")
    if sender is None or sender == "":
        return new_sender(), text
    if not isinstance(sender, (str, int)) or isinstance(sender, bool):
        raise BadRequest('"sender" must be a text')
    if len(str(sender)) > MAX_SENDER:
        raise BadRequest(f'"sender" is longer than {MAX_SENDER} characters')
    return str(sender), text
