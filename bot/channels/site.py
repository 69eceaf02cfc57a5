"""The server's own pages: the directory, the sample page, the widget's script, and `/health`.

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

from bot import health, metrics
from bot.web import pages
from bot.web.assets import asset

# Long enough to spare a slow connection, short enough that a changed number gets through.
KEEP_SCRIPT = "public, max-age=300"


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
            return response.json(state, status=200 if state["answers"] else 503)

        @routes.route("/metrics", methods=["GET"])
        async def tell_metrics(request: Request) -> HTTPResponse:
            state = health.report(request.app.ctx)
            page = request.app.ctx.metrics.page(state["status"], len(state["reasons"]))
            return response.raw(page, content_type=metrics.TYPE)

        @routes.route("/widget.js", methods=["GET", "HEAD"])
        async def widget(request: Request) -> HTTPResponse:
            return _file(request, "widget.js")

        @routes.route("/page.css", methods=["GET", "HEAD"])
        async def style(request: Request) -> HTTPResponse:
            return _file(request, "page.css")

        _add_pages(routes)
        return routes


def _add_pages(routes: Blueprint) -> None:
    @routes.route("/directory", methods=["GET"])
    async def directory(request: Request) -> HTTPResponse:
        return _html(pages.directory(_words(request)))

    @routes.route("/directory", methods=["POST"])
    async def search(request: Request) -> HTTPResponse:
        sent = {key: request.form.get(key, "") for key in ("need", "place", "area")}
        words = pages.words_of(request.form.get("lang"))
        return _html(pages.searched(words, **sent))

    @routes.route("/directory/areas", methods=["GET"])
    async def areas(request: Request) -> HTTPResponse:
        return _html(pages.areas(_words(request)))

    @routes.route("/directory/poster", methods=["GET"])
    async def poster(request: Request) -> HTTPResponse:
        return _html(pages.poster(_words(request), _address(request)))

    @routes.route("/embed", methods=["GET"])
    async def embed(request: Request) -> HTTPResponse:
        return _html(pages.embed(_address(request)))


def front_page(request: Request) -> HTTPResponse | None:
    """Answer `GET /`, a path that Rasa keeps for its own greeting; else None."""
    if request.method == "GET" and request.path == "/":
        return _html(pages.sample())
    return None


def _html(text: str) -> HTTPResponse:
    return response.html(text, headers=pages.HEADERS)


def _words(request: Request) -> Any:
    return pages.words_of(request.args.get("lang"))


def _address(request: Request) -> str:
    forwarded = request.headers.get("x-forwarded-proto", "http")
    return pages.base_address(request.headers.get("host", ""), forwarded)


def _file(request: Request, name: str) -> HTTPResponse:
    """A file that any site may load, packed where the browser can unpack it."""
    found = asset(name)
    packed = "gzip" in request.headers.get("accept-encoding", "")
    headers = {
        "Access-Control-Allow-Origin": "*",
        "Cross-Origin-Resource-Policy": "cross-origin",
        "X-Content-Type-Options": "nosniff",
        "Cache-Control": KEEP_SCRIPT,
        "Vary": "Accept-Encoding",
        **({"Content-Encoding": "gzip"} if packed else {}),
    }
    body = found.packed if packed else found.plain
    return response.raw(body, headers=headers, content_type=found.kind)
