"""The server: Rasa's application with our channels, pages, logging and health.

Built as `rasa run` builds it, without the administrative API, on loopback by default.
"""

from __future__ import annotations

import asyncio
import logging
from asyncio import AbstractEventLoop
from typing import Any

from bot import logs

# Before anything of Rasa is imported, which configures logging of its own.
logs.configure()

import rasa.core.run  # noqa: E402
from rasa.core.agent import Agent, load_agent  # noqa: E402
from rasa.core.channels.channel import UserMessage  # noqa: E402
from rasa.core.utils import AvailableEndpoints  # noqa: E402
from sanic import Sanic, response  # noqa: E402
from sanic.request import Request  # noqa: E402
from sanic.response import HTTPResponse  # noqa: E402

from bot import brain  # noqa: E402
from bot.channels.guard import Ask, Guard, new_sender  # noqa: E402
from bot.channels.rest import RestChannel  # noqa: E402
from bot.channels.site import SiteChannel, front_page  # noqa: E402
from bot.channels.web import WebChannel  # noqa: E402
from bot.health import PROBE, Health, is_right  # noqa: E402
from bot.model import newest_model  # noqa: E402
from bot.settings import ROOT, Settings  # noqa: E402
from bot.state import forget  # noqa: E402

MAX_BODY_BYTES = 256 * 1024
RESPONSE_SECONDS = 10

logger = logging.getLogger("signpost.server")


def build() -> Sanic:
    """The application, ready to be served.

    Returns:
        The Sanic application; its agent is loaded when it starts.

    Raises:
        bot.check.Invalid: when the directory is broken.
        ValueError: when a words file is broken.
    """
    brain.speaker()
    guard = Guard()
    app = rasa.core.run.configure_app(
        [RestChannel(guard), WebChannel(guard), SiteChannel()],
        enable_api=False,
        keep_alive_timeout=30,
    )
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.RESPONSE_TIMEOUT = RESPONSE_SECONDS
    app.config.REQUEST_TIMEOUT = RESPONSE_SECONDS
    app.ctx.health = Health()
    app.ctx.guard = guard
    app.register_middleware(front_page, "request")
    app.error_handler.add(Exception, _answer_error)
    app.register_listener(_load, "before_server_start")
    logs.adopt()
    return app


async def _load(app: Sanic, loop: AbstractEventLoop) -> None:
    """Load the agent, and ask it the probe; a server without one answers from the floor."""
    health: Health = app.ctx.health
    try:
        app.ctx.agent = await _agent(loop)
        health.status = await _probe(app)
    except Exception:
        logger.exception("the model could not be loaded")
        app.ctx.agent = Agent()
        health.status = "degraded"
    if health.status != "ok":
        health.reasons.append("no model answers: run `make train`; until then the floor answers")
    logs.adopt()


async def _agent(loop: AbstractEventLoop) -> Agent:
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    return await load_agent(str(newest_model()), endpoints=endpoints, loop=loop)


async def _probe(app: Sanic) -> str:
    """Ask for what matters most; `ok` only when 999 comes first."""
    agent: Agent = app.ctx.agent

    async def handler(message: UserMessage) -> Any:
        return await agent.handle_message(message)

    guard = Guard(timeout=30.0)
    sender = new_sender()
    messages = await guard.answer(Ask(sender, PROBE, "probe"), handler)
    await forget(agent.tracker_store, sender)
    return "ok" if is_right(messages) and not guard.floors_used else "degraded"


async def _answer_error(request: Request, exception: Exception) -> HTTPResponse:
    """Any error of the server itself: its status, one plain line, and the floor."""
    status = getattr(exception, "status_code", 500)
    if status >= 500:
        logger.error("request failed with %s", type(exception).__name__)
    guard: Guard = request.app.ctx.guard
    body = {"error": _REASONS.get(status, "this request failed"), "messages": [guard.fixed("")]}
    return response.json(body, status=status)


_REASONS = {
    404: "there is nothing at this address",
    405: "this address takes another method",
    408: "the request came too slowly",
    413: "the request is too large",
}


def serve(settings: Settings) -> None:
    """Serve until stopped.

    Args:
        settings: where to listen.
    """
    app = build()
    asyncio.set_event_loop(asyncio.new_event_loop())
    app.run(host=settings.host, port=settings.port, access_log=False, debug=False, workers=1)
