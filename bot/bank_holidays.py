"""The bank holidays of England and Wales, computed.

`opening_hours` knows only those that all nations of the UK share, and so leaves out New Year,
Easter Monday and the summer bank holiday. The lines of the directory that close on bank
holidays are run from England and Wales. Days proclaimed once, such as a jubilee, are not
known here.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache

_DAY = dt.timedelta(days=1)
_MONDAY, _SATURDAY = 0, 5


@lru_cache(maxsize=64)
def bank_holidays(year: int) -> tuple[dt.date, ...]:
    """List the bank holidays of a year.

    Args:
        year: The year.

    Returns:
        The days in order. Where a holiday falls on a weekend, both the day itself and the
        workday in its place: offices are closed on both.
    """
    easter = _easter(year)
    days = {
        easter - 2 * _DAY,
        easter + _DAY,
        _monday_from(dt.date(year, 5, 1)),
        _monday_from(dt.date(year, 5, 25)),
        _monday_from(dt.date(year, 8, 25)),
    }
    fixed = [dt.date(year, month, day) for month, day in ((1, 1), (12, 25), (12, 26))]
    days.update(fixed)
    for day in fixed:
        # One after the other: Boxing Day's place depends on where Christmas Day's went.
        days |= {_in_place_of(day, days)}
    return tuple(sorted(days))


def _monday_from(day: dt.date) -> dt.date:
    """The first Monday on or after a day."""
    return day + (_MONDAY - day.weekday()) % 7 * _DAY


def _in_place_of(day: dt.date, taken: set[dt.date]) -> dt.date:
    """The day itself, or for a weekend the next workday that is no holiday yet."""
    if day.weekday() < _SATURDAY:
        return day
    while day.weekday() >= _SATURDAY or day in taken:
        day += _DAY
    return day


def _easter(year: int) -> dt.date:
    """Easter Sunday of the Western churches, by the rule of Meeus, Jones and Butcher."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leaps, century_rest = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leaps - moon + 15) % 30
    weekday = (32 + 2 * century_rest + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return dt.date(year, month, day + 1)
