"""Opening hours: what the directory may promise about a line at any moment."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.hours import BUCHAREST, Hours

LONDON = ZoneInfo("Europe/London")
UTC = dt.timezone.utc
OFFICE = "Mo-Fr 09:00-17:00; PH off"
# England and Wales as the government lists them: the days in place of weekends are the trap.
BANK_HOLIDAYS = {
    dt.date.fromisoformat(day)
    for day in [
        "2026-01-01",
        "2026-04-03",
        "2026-04-06",
        "2026-05-04",
        "2026-05-25",
        "2026-08-31",
        "2026-12-25",
        "2026-12-28",
        "2027-01-01",
        "2027-03-26",
        "2027-03-29",
        "2027-05-03",
        "2027-05-31",
        "2027-08-30",
        "2027-12-27",
        "2027-12-28",
        "2028-01-03",
        "2028-04-14",
        "2028-04-17",
        "2028-05-01",
        "2028-05-29",
        "2028-08-28",
        "2028-12-25",
        "2028-12-26",
    ]
}
MOMENTS = st.datetimes(
    min_value=dt.datetime(2026, 1, 1),  # noqa: DTZ001 - the strategy adds the zone
    max_value=dt.datetime(2028, 1, 1),  # noqa: DTZ001
    timezones=st.sampled_from([UTC, LONDON, ZoneInfo("Europe/Bucharest")]),
    allow_imaginary=False,
)


def hours_of_year(year: int) -> Iterator[dt.datetime]:
    """Every hour of a year, by the clock that never changes."""
    start = dt.datetime(year, 1, 1, tzinfo=UTC)
    return (start + dt.timedelta(hours=step) for step in range(8760))


@pytest.mark.parametrize("year", [2026, 2027, 2028])
def test_an_office_line_is_open_in_office_hours_only(year: int) -> None:
    """Through all 8,760 hours a weekday line is open on workdays from nine to five, local time."""
    line = Hours.parse(OFFICE)
    for moment in hours_of_year(year):
        local = moment.astimezone(LONDON)
        workday = local.weekday() < 5 and local.date() not in BANK_HOLIDAYS
        expected = "open" if workday and 9 <= local.hour < 17 else "closed"
        assert line.state(moment) == expected, local


def test_a_weekend_line_rests_on_christmas_and_boxing_day_themselves() -> None:
    """A holiday on a Saturday closes a line that works on Saturdays, and so does its Monday."""
    line = Hours.parse("Mo-Sa 08:00-20:00; PH off")
    days = [dt.datetime(2026, 12, day, 12, tzinfo=UTC) for day in (24, 25, 26, 28, 29)]
    assert [line.state(day) for day in days] == ["open", "closed", "closed", "closed", "open"]


def test_a_line_may_open_on_bank_holidays_only() -> None:
    """A second number for nights, weekends and bank holidays is open on just those."""
    line = Hours.parse("24/7; Mo-Fr 09:00-17:00 off; PH 00:00-24:00")
    office = Hours.parse(OFFICE)
    for moment in hours_of_year(2026):
        assert (line.state(moment) == "open") == (office.state(moment) == "closed"), moment


def test_a_night_line_runs_past_midnight_and_through_clock_changes() -> None:
    """A line open from ten to six answers each night whole, on both nights the clocks change."""
    line = Hours.parse("Mo-Su 22:00-06:00")
    for moment in hours_of_year(2026):
        hour = moment.astimezone(LONDON).hour
        assert line.state(moment) == ("open" if hour >= 22 or hour < 6 else "closed"), moment


def test_a_line_always_open_never_closes() -> None:
    """A 24/7 line is open at every hour of the year, bank holidays and clock changes included."""
    line = Hours.parse("24/7")
    assert line.always
    assert all(line.state(moment) == "open" for moment in hours_of_year(2026))


@pytest.mark.parametrize(
    ("at", "opens"),
    [
        ("2026-12-24T20:00+00:00", "2026-12-29T09:00+00:00"),
        ("2026-12-25T12:00+00:00", "2026-12-29T09:00+00:00"),
        ("2026-12-26T12:00+00:00", "2026-12-29T09:00+00:00"),
        ("2026-03-28T12:00+00:00", "2026-03-30T09:00+01:00"),
        ("2026-04-02T18:00+01:00", "2026-04-07T09:00+01:00"),
        ("2026-12-31T18:00+00:00", "2027-01-04T09:00+00:00"),
        ("2026-10-23T18:00+01:00", "2026-10-26T09:00+00:00"),
        ("2026-11-23T08:59+00:00", "2026-11-23T09:00+00:00"),
    ],
)
def test_the_next_opening_looks_over_holidays_and_clock_changes(at: str, opens: str) -> None:
    """Over Christmas, weekends and clock changes the next opening is the true one."""
    line = Hours.parse(OFFICE)
    assert line.next_open(dt.datetime.fromisoformat(at)) == dt.datetime.fromisoformat(opens)


@given(MOMENTS)
def test_the_next_opening_is_the_first(moment: dt.datetime) -> None:
    """At the next opening the line opens: just before it is closed, and at it, open."""
    line = Hours.parse(OFFICE)
    opens = line.next_open(moment)
    if line.state(moment) == "open":
        assert opens is None
    else:
        assert opens is not None
        assert opens > moment
        assert line.state(opens) == "open"
        assert line.state(opens.astimezone(UTC) - dt.timedelta(minutes=1)) == "closed"
        assert opens - moment < dt.timedelta(days=6)


@given(MOMENTS, st.integers(0, 22), st.integers(1, 10))
def test_any_daily_hours_follow_the_local_clock(moment: dt.datetime, start: int, long: int) -> None:
    """Daily hours mean what London's clocks show, whatever zone the moment is given in."""
    end = min(start + long, 24)
    line = Hours.parse(f"{start:02}:00-{end:02}:00")
    hour = moment.astimezone(LONDON).hour
    assert line.state(moment) == ("open" if start <= hour < end else "closed")


@given(MOMENTS)
def test_one_moment_has_one_state(moment: dt.datetime) -> None:
    """The same moment written in two zones gives the same state."""
    line = Hours.parse("Mo-Su 01:00-02:00, 23:00-23:30")
    assert line.state(moment) == line.state(moment.astimezone(UTC))


@given(MOMENTS, st.sampled_from([None, "unknown"]))
def test_unknown_hours_promise_nothing(moment: dt.datetime, text: str | None) -> None:
    """Where the hours are unknown, no state but unknown is given, and no opening."""
    line = Hours.parse(text)
    assert not line.known
    assert not line.always
    assert line.state(moment) == "unknown"
    assert line.next_open(moment) is None


def test_part_of_the_hours_may_be_unknown() -> None:
    """A doubtful hour says unknown, and the next opening is the next sure one."""
    line = Hours.parse("Mo-Fr 10:00-17:00, Mo-Fr 09:00-10:00 unknown")
    at = dt.datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert line.state(at) == "unknown"
    assert line.next_open(at) == dt.datetime(2026, 11, 24, 10, tzinfo=UTC)


def test_a_line_that_never_opens_has_no_next_opening() -> None:
    """Asking for the next opening of a closed line ends, with nothing."""
    at = dt.datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
    assert Hours.parse("off").next_open(at) is None
    assert Hours.parse("2031 Mo-Fr 09:00-17:00").next_open(at) is None


def test_romanian_hours_follow_romanian_clocks_and_holidays() -> None:
    """Hours of a Romanian line are Bucharest time, closed on Romania's national day."""
    line = Hours.parse(OFFICE, BUCHAREST)
    assert line.state(dt.datetime(2026, 11, 24, 7, 30, tzinfo=UTC)) == "open"
    assert line.state(dt.datetime(2026, 11, 24, 15, 30, tzinfo=UTC)) == "closed"
    assert line.state(dt.datetime(2026, 12, 1, 10, tzinfo=UTC)) == "closed"


@pytest.mark.parametrize("text", ["Mo-Fr 9-5", "weekdays", "9am to 5pm", "", "24/8", "Su,PH off"])
def test_hours_in_another_syntax_are_refused(text: str) -> None:
    """What is not OpenStreetMap syntax is an error at once, not a line that seems closed."""
    with pytest.raises(ValueError, match="OpenStreetMap"):
        Hours.parse(text)


@given(st.text(max_size=30))
def test_any_text_is_hours_or_refused(text: str) -> None:
    """No text whatever makes the parser fail in another way than by refusing it."""
    try:
        line = Hours.parse(text)
    except ValueError:
        return
    assert line.state(dt.datetime(2026, 11, 24, tzinfo=UTC)) in {"open", "closed", "unknown"}


def test_a_moment_without_a_zone_is_refused() -> None:
    """A naive time could be any hour of the day, so it is an error."""
    naive = dt.datetime(2026, 11, 24, 9)  # noqa: DTZ001 - naive on purpose
    with pytest.raises(ValueError, match="time zone"):
        Hours.parse("24/7").state(naive)


def test_a_zone_without_known_holidays_is_refused() -> None:
    """Only zones whose bank holidays we know can be promised to be right."""
    with pytest.raises(ValueError, match="holidays"):
        Hours.parse("24/7", "Europe/Paris")
