"""What is done with the figures: percentiles, spreads, ratios, verdicts and the table. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median

MISSING = "–"


@dataclass(frozen=True)
class Measure:
    """One thing that is measured of both bots.

    Attributes:
        key: its name in the results.
        title: what the table calls it.
        unit: of the figures.
        goal: the most that ours may be of the starter's, or None where nothing was promised.
    """

    key: str
    title: str
    unit: str
    goal: float | None = None


MEASURES = (
    Measure("first_answer", "first answer after start", "s", 0.5),
    Measure("memory_loaded", "memory, loaded", "MB", 0.8),
    Measure("memory_after", "memory, after the load test", "MB", 0.8),
    Measure("single_median", "one at a time, median", "ms", 1.0),
    Measure("single_p95", "one at a time, 95th percentile", "ms"),
    Measure("cpu", "processor time an answer", "ms"),
    Measure("rate", "many clients, answers a second", "1/s"),
    Measure("load_p95", "many clients, 95th percentile", "ms"),
    Measure("training", "training", "s"),
)


@dataclass(frozen=True)
class Spread:
    """The least, middle and greatest of what the rounds gave."""

    low: float
    middle: float
    high: float

    def __str__(self) -> str:
        """The middle, and the range in brackets where there is one."""
        if short(self.low) == short(self.high):
            return short(self.middle)
        return f"{short(self.middle)} ({short(self.low)}–{short(self.high)})"


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which a share of the values lies, between neighbours in proportion.

    Args:
        values: at least one, in any order.
        share: 0 to 1.

    Raises:
        ValueError: when there are no values, or the share is none.
    """
    if not values or not 0 <= share <= 1:
        raise ValueError("needs at least one value and a share from 0 to 1")
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def spread(values: Sequence[float | None]) -> Spread | None:
    """Sum up the figures of all rounds.

    Args:
        values: a figure a round; None where it could not be measured.

    Returns:
        Their spread, or None when no round gave a figure.
    """
    known = [value for value in values if value is not None]
    return Spread(min(known), median(known), max(known)) if known else None


def ratio(ours: Spread | None, theirs: Spread | None) -> float | None:
    """The middle of ours divided by the middle of theirs, where both exist."""
    if ours is None or theirs is None or theirs.middle == 0:
        return None
    return ours.middle / theirs.middle


def verdict(value: float | None, goal: float | None) -> str:
    """Whether a ratio keeps its goal: `met`, `missed`, or empty when there is nothing to judge."""
    if value is None or goal is None:
        return ""
    return "met" if value <= goal else "missed"


def short(value: float) -> str:
    """A figure as the table shows it: three digits that matter, no more."""
    decimals = 0 if abs(value) >= 100 else 1 if abs(value) >= 10 else 2
    return f"{value:.{decimals}f}"


def busy(load: float, processors: int) -> str:
    """A warning when the machine had more to do than it has processors for, else nothing.

    Args:
        load: the greatest load average before a start. The bot that was measured before leaves
            about one processor's worth in it.
        processors: how many there are.
    """
    if load <= processors + 0.5:
        return ""
    return (
        f"The machine was busy (load average up to {load:.1f} on {processors} processors): times "
        "are too long and their ratios uncertain. Memory and processor time still hold."
    )


Results = dict[str, list[float | None]]


def table(ours: Results, theirs: Results, measures: Sequence[Measure] = MEASURES) -> str:
    """Both bots side by side, a line a measure.

    Args:
        ours: the figures of this bot, a list over the rounds by measure.
        theirs: those of the starter.
        measures: what to show, in order.
    """
    lines: list[tuple[str, ...]] = [("", "", "signpost", "starter", "ratio", "goal", "verdict")]
    lines += [_line(measure, ours, theirs) for measure in measures]
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _line(measure: Measure, ours: Results, theirs: Results) -> tuple[str, ...]:
    mine, other = spread(ours.get(measure.key, [])), spread(theirs.get(measure.key, []))
    value = ratio(mine, other)
    return (
        measure.title,
        measure.unit,
        str(mine or MISSING),
        str(other or MISSING),
        MISSING if value is None else f"{value:.2f}x",
        "" if measure.goal is None else f"≤ {measure.goal:.1f}x",
        verdict(value, measure.goal),
    )


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    """Words to the left, figures to the right."""
    left = {0, 1, len(line) - 1}
    cells = [
        cell.ljust(width) if column in left else cell.rjust(width)
        for column, (cell, width) in enumerate(zip(line, widths))
    ]
    return "  ".join(cells).rstrip()
