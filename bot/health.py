"""Whether the bot works: asked by the proxy, by `make run` and by whoever is on duty.

`ok` only after a probe message got the right answer; `starting` while the model loads;
`degraded` when the model could not be loaded, the probe failed, or the floor has answered the
last few messages, and also when something else needs a hand (Redis, a broken directory on the
disk) though answers are right.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from dataclasses import dataclass, field
from typing import Any

from bot import __version__, brain

# One message can fail by itself; from so many on, something is broken.
FAILED_IN_A_ROW = 3
PROBE = "he has locked me in and he is coming back to hurt me"
NO_MODEL = "no model answers: run `make train`; until then the floor answers"


@dataclass
class Health:
    """The state of one server process.

    `status` is what the probe found; `reasons` why it is not `ok`.
    """

    started: float = field(default_factory=time.monotonic)
    status: str = "starting"
    reasons: list[str] = field(default_factory=list)
    reloads: int = 0


def report(context: Any) -> dict[str, Any]:
    """The health of a server as plain JSON data.

    Args:
        context: the server's context, holding `health`, `guard`, and `trouble`, a function that
            gives what is wrong with the store.

    Returns:
        `status`; `answers`, whether messages are answered by the model and not by the floor;
        `reasons`; and what is running.
    """
    health: Health = getattr(context, "health", None) or Health()
    status, reasons = health.status, list(health.reasons)
    failed = getattr(getattr(context, "guard", None), "failed_in_a_row", 0)
    if status == "ok" and failed >= FAILED_IN_A_ROW:
        status, reasons = "degraded", [f"the last {failed} messages were answered from the floor"]
    answers = status == "ok"
    telegram = getattr(context, "telegram", None)
    parts = {"telegram": telegram.report()} if telegram else {}
    troubles = (brain.trouble(), _store_trouble(context), _telegram_trouble(parts))
    alarms = [text for text in troubles if text]
    if alarms and answers:
        status = "degraded"
    edition = brain.current()
    loaded = dt.datetime.fromtimestamp(edition.loaded, dt.timezone.utc)
    return {
        "status": status,
        "answers": answers,
        "reasons": reasons + alarms,
        "version": __version__,
        "up_seconds": round(time.monotonic() - health.started),
        "directory": {
            "edition": edition.edition,
            "loaded": loaded.isoformat(timespec="seconds"),
            "resources": len(edition.speaker.directory),
            "reloads": health.reloads,
        },
        "pid": os.getpid(),
        **parts,
    }


def _telegram_trouble(parts: dict[str, Any]) -> str:
    """What is wrong with Telegram; nothing while it is only starting."""
    told = parts.get("telegram", {})
    return str(told.get("reason") or "") if told.get("status") != "starting" else ""


def _store_trouble(context: Any) -> str:
    trouble = getattr(context, "trouble", None)
    return str(trouble()) if trouble else ""


def is_right(messages: list[dict[str, Any]]) -> bool:
    """Whether the probe's reply leads with the emergency number."""
    contacts = [card for item in messages for card in item.get("custom", {}).get("contacts", [])]
    return bool(contacts) and contacts[0]["id"] == "emergency-999"
