"""Why a reply is as it is, for curators. Never shown to people who write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import fields

from bot import brain, leads
from bot.conversation import Conversation
from bot.replies import plan_for


def explain(conversation: Conversation) -> Iterator[str]:
    """What was understood, and why the contacts came in that order.

    Args:
        conversation: after a message.

    Yields:
        Lines of plain text.
    """
    for item in fields(Conversation):
        value = getattr(conversation, item.name)
        if value and value != "unknown":
            shown = ", ".join(sorted(value)) if isinstance(value, (frozenset, tuple)) else value
            yield f"{item.name}: {shown}"
    yield f"opens with: {leads.key(conversation)}"
    now = dt.datetime.now(dt.timezone.utc)
    plan = plan_for(conversation, brain.speaker().directory, now)
    for place, choice in enumerate(plan.choices, start=1):
        yield f"{place}. {choice.resource.id}: {'; '.join(choice.why)}"
