"""The real server, watched: a program that test_privacy.py starts. Not a test file.

    python watched_server.py FOLDER

Logs at the level that a message `log at LEVEL` asks for, at first at debug. Notes in
FOLDER/watched.jsonl every address that it connects to and every file that it opens for writing,
and in FOLDER/memory.txt what its tracker store holds after each message. A message that asks for
it makes the words, the understanding or Rasa's handler fail with the message's own text in the
exception, which is the worst place for it.
"""

from __future__ import annotations

import contextlib
import contextvars
import json
import logging
import os
import pickle
import sys
from pathlib import Path
from typing import Any

LEVELS = {f"log at {name.lower()}": getattr(logging, name) for name in ("DEBUG", "INFO", "WARNING")}
FOLDER = Path(sys.argv[1])
WRITES = os.O_WRONLY | os.O_RDWR
NETWORK = ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo")
TEXT: contextvars.ContextVar[str] = contextvars.ContextVar("text", default="")

_notes = os.open(FOLDER / "watched.jsonl", os.O_WRONLY | os.O_CREAT | os.O_APPEND)


def note(kind: str, what: object) -> None:
    """Write a line without raising another event; a disk that is full is no fault of the server."""
    with contextlib.suppress(OSError):
        os.write(_notes, (json.dumps({"kind": kind, "what": str(what)}) + "\n").encode())


def watch(event: str, values: tuple[Any, ...]) -> None:
    """Note what leaves the process."""
    if event == "open" and isinstance(values[2], int) and values[2] & WRITES:
        note("write", values[0])
    elif event == "os.rename":
        note("write", values[1])
    elif event == "sqlite3.connect":
        note("write", values[0])
    elif event in NETWORK:
        place = values[0] if event == "socket.getaddrinfo" else values[1]
        note("network", place)


sys.addaudithook(watch)
sys.path.insert(0, str(Path.cwd()))

from bot import logs  # noqa: E402

_configure = logs.configure
logs.configure = lambda level=logging.DEBUG: _configure(logging.DEBUG)

from rasa.core.agent import Agent  # noqa: E402

import bot.server  # noqa: E402, F401
from bot.nlg import SignpostNLG  # noqa: E402
from bot.nlu.sense import DialogueSense  # noqa: E402

_handle, _generate = Agent.handle_message, SignpostNLG.generate
_written, _take = SignpostNLG._written, DialogueSense._take


def fail_if_asked(part: str, text: str) -> None:
    """Raise with the typed text, where the text asks for this part to break."""
    if f"break the {part}" in text:
        raise ValueError(text)


async def handle(agent: Agent, message: Any) -> Any:
    """Rasa's handler; afterwards the store's memory is written down."""
    if message.text in LEVELS:
        _configure(LEVELS[message.text])
    try:
        fail_if_asked("handler", message.text or "")
        return await _handle(agent, message)
    finally:
        kept = getattr(agent.tracker_store, "_kept", {})
        locks = vars(agent.lock_store)
        held = repr((kept, locks)).encode() + pickle.dumps(dict(kept))
        with contextlib.suppress(OSError):
            (FOLDER / "memory.txt").write_bytes(held)


async def generate(nlg: SignpostNLG, action: str, tracker: Any, *rest: Any, **more: Any) -> Any:
    """The words; they know the typed text only so that they can fail with it."""
    TEXT.set(tracker.latest_message.text or "")
    return await _generate(nlg, action, tracker, *rest, **more)


def written(nlg: SignpostNLG, *rest: Any) -> Any:
    """One utterance."""
    fail_if_asked("words", TEXT.get())
    return _written(nlg, *rest)


def take(sense: DialogueSense, message: Any, tracker: Any) -> None:
    """One message's understanding."""
    fail_if_asked("understanding", message.get("text") or "")
    _take(sense, message, tracker)


Agent.handle_message, SignpostNLG.generate = handle, generate
SignpostNLG._written, DialogueSense._take = written, take

from bot.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main(["serve"]))
