"""When a line answers: open now, always open, or next open.

The directory writes hours in OpenStreetMap's syntax ("24/7", "Mo-Fr 09:00-17:00; PH off") or
says that they are unknown. The change of the clocks and hours that run past midnight are the
library's work; bank holidays, and that nobody is promised what is unknown, are ours.
This module does no I/O.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zoneinfo import ZoneInfo

from opening_hours import OpeningHours, validate

from bot.bank_holidays import bank_holidays

State = Literal["open", "closed", "unknown"]

LONDON = "Europe/London"
BUCHAREST = "Europe/Bucharest"

# Whose public holidays "PH" means: those of the country that the zone lies in.
_COUNTRY_OF_ZONE = {LONDON: "GB", BUCHAREST: "RO"}

# "PH" gives way to the days themselves: the library's own British calendar lacks some.
_PUBLIC_HOLIDAYS = re.compile(r"\bPH\b")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_ANY_YEAR = 2026

# A line that opens only in a later year is of no use to anyone who asks now.
_HORIZON = dt.timedelta(days=370)


@dataclass(frozen=True)
class Hours:
    """The hours of one contact. `text` is None where they are unknown.

    `zone` is the time zone that the hours are written in, and decides whose bank holidays
    count.
    """

    text: str | None
    zone: str = LONDON

    @classmethod
    def parse(cls, text: str | None, zone: str = LONDON) -> Hours:
        """Read hours as the directory writes them.

        Args:
            text: OpenStreetMap syntax; "unknown" or None where nobody knows.
            zone: The IANA name of the time zone, London or Bucharest.

        Returns:
            The hours.

        Raises:
            ValueError: if the text is not OpenStreetMap syntax, or the zone is another.
        """
        if zone not in _COUNTRY_OF_ZONE:
            raise ValueError(f"no bank holidays are known for the zone {zone!r}")
        if text is None or text == "unknown":
            return cls(None, zone)
        _parsed(text, zone, _ANY_YEAR)
        return cls(text, zone)

    @property
    def known(self) -> bool:
        """Whether anything is known about the hours."""
        return self.text is not None

    @property
    def always(self) -> bool:
        """Whether the line answers day and night, every day of the year."""
        if self.text is None:
            return False
        return str(_parsed(self.text, self.zone, _ANY_YEAR).normalize()) == "24/7"

    def state(self, at: dt.datetime) -> State:
        """Whether the line answers at a moment.

        Args:
            at: The moment, in any time zone.

        Returns:
            "open", "closed" or "unknown".

        Raises:
            ValueError: if `at` carries no time zone.
        """
        local = _local(at, self.zone)
        if self.text is None:
            return "unknown"
        return _state(_parsed(self.text, self.zone, local.year), local)

    def next_open(self, at: dt.datetime) -> dt.datetime | None:
        """The next moment at which the line opens.

        Args:
            at: The moment to look on from, in any time zone.

        Returns:
            The opening, in the zone of the hours; None where the line is open already, where
            the hours are unknown, or where no opening comes within a year.

        Raises:
            ValueError: if `at` carries no time zone.
        """
        local = _local(at, self.zone)
        if self.text is None:
            return None
        hours = _parsed(self.text, self.zone, local.year)
        if _state(hours, local) == "open":
            return None
        return _next_opening(hours, local)


@lru_cache(maxsize=512)
def _parsed(text: str, zone: str, year: int) -> OpeningHours:
    """The library's form of the hours, good for a year and the two after it.

    Parsing is the slow part, so each text is read once a year.
    """
    full = _PUBLIC_HOLIDAYS.sub(_dates(year), text) if zone == LONDON else text
    if not validate(full):
        raise ValueError(f"{text!r} is not OpenStreetMap opening-hours syntax, with PH alone")
    return OpeningHours(full, timezone=ZoneInfo(zone), country=_COUNTRY_OF_ZONE[zone])


@lru_cache(maxsize=64)
def _dates(year: int) -> str:
    """The bank holidays that matter from a year on, as OpenStreetMap writes days."""
    days = [day for step in range(3) for day in bank_holidays(year + step)]
    return ",".join(f"{day.year} {_MONTHS[day.month - 1]} {day.day:02}" for day in days)


def _local(at: dt.datetime, zone: str) -> dt.datetime:
    """The moment on the clocks of `zone`; the library takes no other kind of time zone."""
    if at.tzinfo is None:
        raise ValueError("a moment without a time zone says nothing about opening hours")
    return at.astimezone(ZoneInfo(zone))


def _state(hours: OpeningHours, at: dt.datetime) -> State:
    if hours.is_open(at):
        return "open"
    return "closed" if hours.is_closed(at) else "unknown"


def _next_opening(hours: OpeningHours, at: dt.datetime) -> dt.datetime | None:
    """Step from change to change: from closed the next state may be "unknown", not open."""
    limit = at + _HORIZON
    change = hours.next_change(at)
    while change is not None and change < limit:
        if hours.is_open(change):
            return change
        change = hours.next_change(change)
    return None
