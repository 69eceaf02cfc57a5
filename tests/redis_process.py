"""A real Redis for tests: a process of their own, on a port and in a folder of its own.

Not a test file. Debian's `redis-server` is used; where there is none, tests that need it are
skipped and say so. `scripts/setup.sh dev` installs it where it can.
"""

from __future__ import annotations

import atexit
import shutil
import signal
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

import pytest
import redis
from serving import free_port

PASSWORD = "made up for the tests"
URL_PASSWORD = PASSWORD.replace(" ", "%20")
NEEDED = pytest.mark.skipif(
    shutil.which("redis-server") is None,
    reason="needs redis-server (on Debian: apt-get install redis-server)",
)


class Redis:
    """A Redis process, and what can befall it."""

    def __init__(self, *options: str) -> None:
        self.port = free_port()
        self.url = f"redis://:{URL_PASSWORD}@127.0.0.1:{self.port}/0"
        self._held = tempfile.TemporaryDirectory(prefix="signpost-redis-")
        self.folder = Path(self._held.name)
        self._options = options
        self.start()
        atexit.register(self.end)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1"]
        command += ["--requirepass", PASSWORD, "--dir", str(self.folder), "--save", ""]
        with (self.folder / "log.txt").open("ab") as log:
            self.process = subprocess.Popen(
                [*command, *self._options], stdout=log, stderr=log, start_new_session=True
            )
        end = time.monotonic() + 20
        while time.monotonic() < end:
            try:
                self.client().ping()
                return
            except redis.RedisError:
                time.sleep(0.05)
        raise AssertionError((self.folder / "log.txt").read_text())

    def client(self) -> Any:
        """A plain client of it."""
        return redis.Redis.from_url(self.url, socket_timeout=5)

    def hang(self) -> None:
        """It stays connected and says nothing any more."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """It wakes up again."""
        self.process.send_signal(signal.SIGCONT)

    def kill(self) -> None:
        """It is gone, with all that it held."""
        self.process.send_signal(signal.SIGCONT)
        self.process.kill()
        self.process.wait(10)

    def end(self) -> None:
        """Stop it and take its folder away."""
        atexit.unregister(self.end)
        if self.process.poll() is None:
            self.kill()
        self._held.cleanup()
