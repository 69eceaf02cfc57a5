"""The server: Rasa's application with our channels, pages, logging and health.

Built as `rasa run` builds it, without the administrative API, on loopback by default.
"""

from __future__ import annotations

import asyncio
import logging

from bot import logs

# Before anything of Rasa is imported, which configures logging of its own.
logs.configure()

import rasa.core.run  # noqa: E402
from sanic import Sanic, response  # noqa: E402
from sanic.request import Request  # noqa: E402
from sanic.response import HTTPResponse  # noqa: E402

from bot import brain, duty, stopping  # noqa: E402
from bot.channels.guard import Guard  # noqa: E402
from bot.channels.rest import RestChannel  # noqa: E402
from bot.channels.site import SiteChannel, front_page  # noqa: E402
from bot.channels.telegram import TelegramChannel  # noqa: E402
from bot.channels.web import WebChannel  # noqa: E402
from bot.metrics import Metrics  # noqa: E402
from bot.rates import ADDRESS, Limits, address  # noqa: E402
from bot.settings import Settings  # noqa: E402

MAX_BODY_BYTES = 256 * 1024
RESPONSE_SECONDS = 10

logger = logging.getLogger("signpost.server")


def build(settings: Settings | None = None) -> Sanic:
    """The application, ready to be served.

    Args:
        settings: those of the environment by default.

    Returns:
        The Sanic application; its model is loaded while the floor already answers.

    Raises:
        bot.check.Invalid: when the directory is broken.
        bot.words.BadWords: when a words file is broken.
    """
    settings = settings or Settings.read()
    brain.current()
    metrics = Metrics()
    guard = Guard(metrics=metrics, limits=Limits(settings.rate, settings.address_rate))
    app = rasa.core.run.configure_app(
        [RestChannel(guard), WebChannel(guard), SiteChannel(), TelegramChannel(guard)],
        enable_api=False,
        keep_alive_timeout=30,
    )
    app.config.REQUEST_MAX_SIZE = MAX_BODY_BYTES
    app.config.RESPONSE_TIMEOUT = RESPONSE_SECONDS
    app.config.REQUEST_TIMEOUT = RESPONSE_SECONDS
    app.config.GRACEFUL_SHUTDOWN_TIMEOUT = stopping.CLOSE_SECONDS
    app.config.PROXIES_COUNT = settings.proxies or None
    app.ctx.guard, app.ctx.metrics = guard, metrics
    duty.begin(app, settings)
    app.register_middleware(_note_address, "request")
    app.register_middleware(front_page, "request")
    app.error_handler.add(Exception, _answer_error)
    logs.adopt()
    return app


async def _note_address(request: Request) -> None:
    """Who is limited together: the address that our proxies saw, or the nearest to the truth."""
    forwarded = request.headers.get("x-forwarded-for", "")
    ADDRESS.set(request.remote_addr or address(request.ip or "", forwarded))


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
    """Serve until stopped, and end the process.

    Args:
        settings: where to listen.
    """
    app = build(settings)
    asyncio.set_event_loop(asyncio.new_event_loop())
    app.run(host=settings.host, port=settings.port, access_log=False, debug=False, workers=1)
    stopping.leave()
