"""How long a checked contact stays checked: the policy, in one place.

A contact that may be shown to someone in danger is due after thirty days, any other after
ninety. After half a year it should be hidden until someone has checked it. All this is only
warned of: a clone that lies for a year must still start, and must still say 999.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Literal

from bot.check import Fault
from bot.marked import Marked

State = Literal["fresh", "due", "stale"]

CRISIS_DAYS = 30
OTHER_DAYS = 90
STALE_DAYS = 180


def state(checked_on: dt.date, today: dt.date, *, crisis: bool) -> State:
    """How fresh a check is.

    Args:
        checked_on: The day of the check.
        today: The day to judge by.
        crisis: Whether the contact may be shown to someone in danger.

    Returns:
        "fresh", "due" for a new check, or "stale": to be hidden until checked.
    """
    age = (today - checked_on).days
    if age >= STALE_DAYS:
        return "stale"
    return "due" if age >= (CRISIS_DAYS if crisis else OTHER_DAYS) else "fresh"


def check_resource(resource: Marked, today: dt.date) -> Iterator[Fault]:
    """Warn of each contact whose check is due, stale, or dated in the future.

    Args:
        resource: The resource as read; parts of a wrong form are passed over.
        today: The day to judge by.

    Yields:
        Warnings, one for each contact.
    """
    plain = resource.plain()
    crisis = is_crisis(plain.get("routes"))
    contacts = resource.value.get("contacts")
    for contact in contacts.value if contacts and isinstance(contacts.value, list) else []:
        days = _days(contact.plain())
        if days:
            yield from _warn(contact, str(plain.get("id")), max(days), today, crisis)


def is_crisis(routes: object) -> bool:
    """Whether any route holds for someone in danger now.

    Args:
        routes: The routes as plain data.

    Returns:
        True if one of them names the urgency "now".
    """
    listed = routes if isinstance(routes, list) else []
    urgencies = [route.get("urgency") for route in listed if isinstance(route, dict)]
    return any("now" in words for words in urgencies if isinstance(words, list))


def _days(contact: object) -> list[dt.date]:
    evidence = contact.get("evidence") if isinstance(contact, dict) else None
    items = evidence if isinstance(evidence, list) else []
    days = [item.get("seen") for item in items if isinstance(item, dict)]
    return [day for day in days if isinstance(day, dt.date)]


def _warn(
    contact: Marked, name: str, seen: dt.date, today: dt.date, crisis: bool
) -> Iterator[Fault]:
    if seen > today:
        what = f"{name}: a source was seen on {seen}, which is still to come"
        yield Fault("", contact.line, what, "correct the date", "warning")
        return
    grade = state(seen, today, crisis=crisis)
    if grade != "fresh":
        what = f"{name}: last checked {(today - seen).days} days ago"
        mend = "hide it until somebody has checked it" if grade == "stale" else "check it again"
        yield Fault("", contact.line, what, f"{mend}, then write the new date", "warning")
