"""A real server for tests, in a process group of its own, and plain requests to it.

Not a test file: `test_rest.py`, `test_floor.py` and `promises/` import it.
"""

from __future__ import annotations

import atexit
import http.client
import json
import os
import resource
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
START_SECONDS = 180
WEBHOOK = "/webhooks/rest/webhook"
OURS = ("SIGNPOST_", "TELEGRAM_", "RASA_", "HOST", "PORT", "LOG_LEVEL")


@dataclass(frozen=True)
class Answer:
    """What came back over HTTP: status, headers in small letters, and the body."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode("utf-8")

    @property
    def json(self) -> Any:
        """The body as data."""
        return json.loads(self.body)


class Server:
    """A server process with its address and everything that it wrote."""

    def __init__(
        self, command: Sequence[str], root: Path, env: Mapping[str, str], port: int | None = None
    ) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._folder = tempfile.TemporaryDirectory(prefix="signpost-server-")
        self._log = Path(self._folder.name) / "log.txt"
        self._ended: str | None = None
        kept = {k: v for k, v in os.environ.items() if not k.startswith(OURS)}
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command,
                cwd=root,
                env={**kept, **env, "PORT": str(self.port)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        atexit.register(self.stop)

    @property
    def log(self) -> str:
        """What it wrote to standard output and standard error so far."""
        if self._ended is not None:
            return self._ended
        return self._log.read_text(encoding="utf-8", errors="replace")

    def wait(self, status: str = "ok", passing: str = "") -> Server:
        """Wait until `/health` has a status.

        Args:
            status: the status that is waited for.
            passing: another that may come first.

        Raises:
            AssertionError: when the server stops, or does not get there in time.
        """
        end = time.monotonic() + START_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                break
            try:
                health = self.get("/health")
            except OSError:
                time.sleep(0.1)
                continue
            found = health.json["status"]
            if found == status:
                return self
            if found in ("starting", passing):
                time.sleep(0.1)
                continue
            raise AssertionError(f"/health is {health.text}, wanted {status}\n{self.log}")
        self.stop()
        raise AssertionError(f"no server after {START_SECONDS} s\n{self.log}")

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """GET a path."""
        return self.request("GET", path, None, headers)

    def post(self, body: Any, path: str = WEBHOOK) -> Answer:
        """POST a body: bytes as they are, anything else as JSON."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.request("POST", path, raw, {"Content-Type": "application/json"})

    def request(
        self,
        method: str,
        path: str,
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Answer:
        """Send one request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, body, dict(headers or {}))
            response = connection.getresponse()
            named = {key.lower(): value for key, value in response.getheaders()}
            return Answer(response.status, named, response.read())
        finally:
            connection.close()

    def raw(self, sent: bytes) -> bytes:
        """Send bytes that need be no HTTP, and read what comes until the end."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=30) as line:
            line.sendall(sent)
            line.shutdown(socket.SHUT_WR)
            got = b""
            while part := line.recv(65536):
                got += part
            return got

    def stop(self) -> None:
        """End the whole process group; its log stays readable until the tests are over."""
        atexit.unregister(self.stop)
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)
                self.process.wait(10)
        self._ended = self.log
        self._folder.cleanup()


@contextmanager
def full_disk(*servers: Server) -> Iterator[None]:
    """While this lasts, the servers cannot write one byte more to any file."""
    old = {s.process.pid: resource.prlimit(s.process.pid, resource.RLIMIT_FSIZE) for s in servers}
    for pid, (_, hard) in old.items():
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, hard))
    try:
        yield
    finally:
        for pid, limits in old.items():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, limits)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        return int(line.getsockname()[1])


def serve(
    root: Path = ROOT, env: Mapping[str, str] | None = None, port: int | None = None
) -> Server:
    """Start `signpost serve` in a project's folder, on a port that is free or given."""
    return Server([sys.executable, "-m", "bot.cli", "serve"], root, env or {}, port)


def copied(root: Path, *missing: str) -> Path:
    """A copy of the project in which files can be changed, the large ones linked.

    Args:
        root: an empty folder.
        missing: what to leave out, such as `models`.
    """
    shutil.copytree(ROOT / "bot", root / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("resources.yaml", "config.yml", "domain.yml", "endpoints.yml"):
        shutil.copy(ROOT / name, root / name)
    for name in ("data", ".signpost", "models"):
        if name not in missing and (ROOT / name).exists():
            (root / name).symlink_to((ROOT / name).resolve())
    return root


@lru_cache(maxsize=1)
def shared() -> Server:
    """One healthy server for all tests that only talk to it; it ends with the process."""
    return serve().wait("ok")
