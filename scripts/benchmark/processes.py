"""The processes under test: started in a group of their own, measured, and always ended."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROC = Path("/proc")
GRACE_SECONDS = 10.0
# Settings of a bot in service: a benchmark must not answer a charity's chats or use its store.
PRIVATE = ("TELEGRAM_", "SIGNPOST_", "HOST", "PORT", "RASA_")


class BotFailedError(RuntimeError):
    """A process ended, or a bot did not answer; the text says which and shows its last lines."""


def environment(
    given: Mapping[str, str] | None = None, extra: Mapping[str, str] | None = None
) -> dict[str, str]:
    """The environment of every process that is measured: the same for both bots.

    Args:
        given: what to start from; the process's own by default.
        extra: further variables.
    """
    source = os.environ if given is None else given
    kept = {name: value for name, value in source.items() if not name.startswith(PRIVATE)}
    return {**kept, "RASA_TELEMETRY_ENABLED": "false", "PYTHONUNBUFFERED": "1", **(extra or {})}


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Process:
    """A process and all that it starts.

    Attributes:
        started: when it was started, on the monotonic clock.
    """

    def __init__(
        self, command: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path
    ) -> None:
        self._command = list(command)
        self._log = log
        self.started = time.monotonic()
        with log.open("wb") as out:
            self._child = subprocess.Popen(
                self._command,
                cwd=cwd,
                env=dict(env),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def check(self) -> None:
        """Make sure that it still runs.

        Raises:
            BotFailedError: when it does not.
        """
        code = self._child.poll()
        if code is not None:
            raise BotFailedError(f"{self.name} ended by itself or from outside, code {code}")

    @property
    def name(self) -> str:
        """The command, without the interpreter's path."""
        return " ".join(self._command[1:])

    def wait(self, seconds: float) -> float:
        """Wait for the process to end well.

        Args:
            seconds: how long at most.

        Returns:
            How long it ran, in seconds.

        Raises:
            BotFailedError: when it failed or took longer.
        """
        try:
            code = self._child.wait(seconds)
        except subprocess.TimeoutExpired as error:
            raise BotFailedError(f"{self.name} took longer than {seconds:.0f} s") from error
        if code != 0:
            raise BotFailedError(f"{self.name} ended with code {code}\n{self.tail()}")
        return time.monotonic() - self.started

    def tail(self, lines: int = 15) -> str:
        """The last lines of its output."""
        text = self._log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])

    def memory(self) -> float | None:
        """Resident megabytes of the whole group; None where the system does not tell."""
        if PROC.joinpath("self/statm").exists():
            pages = sum(_pages(pid) for pid in _members(self._child.pid))
            return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
        return _memory_by_ps(self._child.pid)

    def cpu_seconds(self) -> float | None:
        """Processor seconds that the group has used; None where the system does not tell."""
        if not PROC.joinpath("self/stat").exists():
            return None
        ticks = sum(_ticks(pid) for pid in _members(self._child.pid))
        return ticks / os.sysconf("SC_CLK_TCK")

    def end(self) -> None:
        """End the whole group: politely, and after a while without asking."""
        _signal(self._child.pid, signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._child.wait(GRACE_SECONDS)
        _signal(self._child.pid, signal.SIGKILL)
        self._child.wait()


@contextmanager
def running(
    command: Sequence[str], cwd: Path, env: Mapping[str, str], log: Path
) -> Iterator[Process]:
    """A process for as long as the block lasts, however it ends.

    Args:
        command: program and arguments.
        cwd: its working directory.
        env: its whole environment.
        log: file that takes its output.
    """
    process = Process(command, cwd, env, log)
    try:
        yield process
    finally:
        process.end()


def python(*arguments: str) -> list[str]:
    """A command of this interpreter."""
    return [sys.executable, *arguments]


def _signal(group: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(group, number)


def _stat(pid: int) -> list[str]:
    """The fields of a process after its name, which may hold spaces and brackets."""
    with suppress(OSError):
        return (PROC / str(pid) / "stat").read_text().rpartition(")")[2].split()
    return []


def _members(group: int) -> list[int]:
    pids = [int(entry.name) for entry in PROC.iterdir() if entry.name.isdigit()]
    return [pid for pid in pids if (fields := _stat(pid)) and int(fields[2]) == group]


def _ticks(pid: int) -> int:
    fields = _stat(pid)
    return int(fields[11]) + int(fields[12]) if fields else 0


def _pages(pid: int) -> int:
    with suppress(OSError):
        return int((PROC / str(pid) / "statm").read_text().split()[1])
    return 0


def _memory_by_ps(group: int) -> float | None:
    try:
        done = subprocess.run(
            ["ps", "-A", "-o", "pgid=,rss="], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    rows = [line.split() for line in done.stdout.splitlines()]
    return sum(int(row[1]) for row in rows if int(row[0]) == group) * 1024 / 1e6
