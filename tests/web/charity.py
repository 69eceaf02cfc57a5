"""The charity's site in the browser tests: a small server on another origin than the bot's.

Not a test file: `conftest.py` starts it.
"""

from __future__ import annotations

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NEUTRAL = "<!doctype html><html lang=en><title>Weather</title><h1>Weather</h1></html>"


class Charity:
    """Serves the pages that a test gave it, and takes the browser's reports."""

    def __init__(self) -> None:
        self.pages: dict[str, tuple[str, dict[str, str]]] = {"/weather": (NEUTRAL, {})}
        self.reports: list[Any] = []
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.origin = f"http://localhost:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def put(self, html: str, headers: dict[str, str] | None = None, path: str = "/") -> str:
        """Publish a page; returns its address."""
        self.pages[path] = (html, headers or {})
        return self.origin + path

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()

    def _handler(charity) -> type[BaseHTTPRequestHandler]:
        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                html, headers = charity.pages.get(self.path.partition("?")[0], ("", {}))
                self.send_response(200 if html else 404)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                for name, value in headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(html.encode())

            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length", 0))
                charity.reports.append(json.loads(self.rfile.read(length) or b"null"))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
