"""The server's own pages: `/health`, `/metrics`, and the plain front page.

A Rasa input channel only because Rasa mounts channels, and one whose prefix is "/" is mounted
at the root. It takes no messages.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import health, page


class SiteChannel(InputChannel):
    """Pages for people and for the proxy."""

    @classmethod
    def name(cls) -> str:
        """The name in `credentials.yml`."""
        return "site"

    def url_prefix(self) -> str:
        """The root."""
        return "/"

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes."""
        routes = Blueprint("site")

        @routes.route("/health", methods=["GET"])
        async def tell_health(request: Request) -> HTTPResponse:
            state = health.report(request.app.ctx)
            # A proxy must not take the whole bot away because Telegram is out of reach.
            return response.json(state, status=200 if health.answers(request.app.ctx) else 503)

        return routes


def front_page(request: Request) -> HTTPResponse | None:
    """Answer `GET /`, a path that Rasa keeps for its own greeting; else None."""
    if request.method == "GET" and request.path == "/":
        return response.html(page.front(), headers=page.HEADERS)
    return None
