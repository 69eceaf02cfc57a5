"""Whether the bot works: asked by the proxy, by `make run` and by whoever is on duty.

`ok` only after a probe message got the right answer; `starting` while the model loads;
`degraded` when it could not be loaded, or the probe failed and the floor answers instead, and
while the floor has answered the last few messages.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from typing import Any

from bot import __version__

# One message can fail by itself; from so many on, something is broken.
FAILED_IN_A_ROW = 3
PROBE = "he has locked me in and he is coming back to hurt me"


@dataclass
class Health:
    """The state of one server process."""

    started: float = field(default_factory=time.monotonic)
    status: str = "starting"
    reasons: list[str] = field(default_factory=list)


def report(context: Any) -> dict[str, Any]:
    """The health of a server as plain JSON data.

    Args:
        context: the server's context, holding `health`, `guard` and what else can be unwell.
    """
    health: Health = getattr(context, "health", None) or Health()
    status, reasons = _answering(context)
    telegram = getattr(context, "telegram", None)
    parts = {"telegram": telegram.report()} if telegram else {}
    trouble = parts.get("telegram", {}).get("reason")
    if trouble and parts["telegram"]["status"] != "starting":
        status = "degraded" if status == "ok" else status
        reasons.append(trouble)
    return {
        "status": status,
        "reasons": reasons,
        "version": __version__,
        "up_seconds": round(time.monotonic() - health.started),
        **parts,
    }


def answers(context: Any) -> bool:
    """Whether messages are answered rightly here, whatever is wrong elsewhere.

    Args:
        context: the server's context.
    """
    return _answering(context)[0] == "ok"


def _answering(context: Any) -> tuple[str, list[str]]:
    health: Health = getattr(context, "health", None) or Health()
    failed = getattr(getattr(context, "guard", None), "failed_in_a_row", 0)
    if health.status == "ok" and failed >= FAILED_IN_A_ROW:
        return "degraded", [f"the last {failed} messages were answered from the floor"]
    return health.status, list(health.reasons)


def is_right(messages: list[dict[str, Any]]) -> bool:
    """Whether the probe's reply leads with the emergency number."""
    contacts = [card for item in messages for card in item.get("custom", {}).get("contacts", [])]
    return bool(contacts) and contacts[0]["id"] == "emergency-999"
