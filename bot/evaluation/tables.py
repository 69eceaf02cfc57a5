"""The printed tables of `make eval`. Takes scores, gives lines of text; decides nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from bot.evaluation.judging import Outcome
from bot.evaluation.pipelines import Trial
from bot.evaluation.scores import (
    Bin,
    Rate,
    Scores,
    groups,
    reliability,
    scores,
    severity,
    threshold_at,
    worst,
)
from bot.evaluation.sets import Case

# At this share of false alarms the pipelines are compared.
EQUAL_ALARMS = 0.03
_KINDS = 12
_FAMILIES = 15
_CONFUSIONS = 20
_SHORT = 110

_COLUMNS = ("danger", "false alarm", "soon alarm", "right contacts", "by night", "beyond", "need")
_PARTS: Mapping[str, Callable[[Outcome], str]] = {
    "language": lambda item: item.case.group,
    "need": lambda item: item.case.need,
    "who": lambda item: item.case.who,
}


def report(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Every table of one set.

    Args:
        outcomes: what the bot did, one a message.

    Yields:
        Lines of text.
    """
    yield from _summary(outcomes)
    yield from _calibration(reliability(outcomes))
    yield from _families(outcomes)
    yield from _confusions(worst(outcomes, _CONFUSIONS))


def _summary(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """One row for all, and one for each language, need and teller."""
    heads = "".join(f"{name:>19}" for name in _COLUMNS)
    yield f"{'percent (95 % interval)':<26}{heads}{'contacts':>10}{'brier':>8}"
    yield _row("all", scores(outcomes))
    for title, key in _PARTS.items():
        yield ""
        yield f"by {title}"
        for name, part in groups(outcomes, key).items():
            yield _row(f"  {name} ({len(part)})", scores(part))


def _row(name: str, found: Scores) -> str:
    rates = (
        found.recall,
        found.alarms,
        found.soon_alarms,
        found.right,
        found.night,
        found.beyond,
        found.need,
    )
    cells = "".join(f"{cell(item):>19}" for item in rates)
    return f"{name:<26}{cells}{found.contacts:>10.2f}{found.brier:>8.3f}"


def cell(found: Rate) -> str:
    """A rate with its interval, or a dash where there is nothing to count."""
    if not found.total:
        return "-"
    low, high = found.interval
    return f"{found.share:.1f} ({low:.0f}-{high:.0f})"


def _calibration(bins: Iterable[Bin]) -> Iterator[str]:
    yield ""
    yield "danger now: what the model says, and how often it is so"
    for item in bins:
        said = f"{item.low:.1f}-{item.high:.1f}  says {100 * item.said:5.1f} %"
        yield f"  {said}   is {cell(item.was):>18} of {item.was.total}"


def _families(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Where contacts go wrong: by kind of message, then by family, the worst first."""
    kinds = groups(outcomes, _kind)
    yield ""
    yield "worst kinds of message (need, urgency, language)"
    for name, part in _worst(kinds)[:_KINDS]:
        alarms = sum(item.alarm for item in part)
        yield f"  {name:<34}{cell(rate_wrong(part)):>16} wrong of {len(part)}, alarmed {alarms}"
    families = groups(outcomes, lambda item: item.case.family)
    wrong = _worst(families)
    yield ""
    yield f"worst families: {len(wrong)} of {len(families)} have wrong contacts"
    for name, part in wrong[:_FAMILIES]:
        found = rate_wrong(part)
        first = min(part, key=severity)
        yield f"  {name:<34}{found.hits} of {found.total}: {first.faults or 'alarm'}"


def _kind(item: Outcome) -> str:
    return f"{item.case.need}, {item.case.urgency}, {item.case.group}"


def _worst(by: Mapping[str, Sequence[Outcome]]) -> list[tuple[str, Sequence[Outcome]]]:
    """Groups with wrong contacts: the most wrong first, and of equals the gravest."""
    wrong = [(name, part) for name, part in by.items() if rate_wrong(part).hits]
    return sorted(wrong, key=lambda pair: (-rate_wrong(pair[1]).hits, min(map(severity, pair[1]))))


def rate_wrong(part: Sequence[Outcome]) -> Rate:
    """How many of some messages got wrong contacts."""
    return Rate(sum(not item.right for item in part), len(part))


def _confusions(chosen: Sequence[Outcome]) -> Iterator[str]:
    yield ""
    yield "worth reading"
    for item in chosen:
        case, heard = item.case, item.heard
        need, sure = item.verdict.best("need")
        got = f"{heard.urgency} (now {item.now:.2f}) / {need} ({sure:.2f})"
        yield f"  [{case.language}] {_cut(case.text)}"
        yield f"      is {case.urgency} / {case.need}; heard {got}; {item.faults or 'alarm'}"


def _cut(text: str) -> str:
    return text if len(text) <= _SHORT else f"{text[: _SHORT - 1]}…"


def comparison(
    trials: Sequence[Trial], cases: Sequence[Case], limits: Mapping[str, float]
) -> Iterator[str]:
    """The pipelines beside each other at an equal share of false alarms.

    Args:
        trials: answers to the cases, one trial a pipeline.
        cases: the set.
        limits: the threshold of danger for each pipeline by name, chosen on dev.

    Yields:
        Lines of text.
    """
    yield ""
    yield f"pipelines, each at {100 * EQUAL_ALARMS:.0f} % false alarms on the calm messages of dev"
    heads = "".join(
        f"{name:>18}" for name in ("danger", "en", "ro", "other", "false alarm", "need")
    )
    yield f"{'':<34}{heads}{'train s':>9}{'ms':>7}"
    for trial in trials:
        yield _trial(trial, cases, limits[trial.name])


def _trial(trial: Trial, cases: Sequence[Case], limit: float) -> str:
    hits = [item.now >= limit for item in trial.judged]

    def alarmed(urgency: str, group: str | None = None) -> Rate:
        chosen = [
            hit
            for hit, case in zip(hits, cases)
            if case.urgency == urgency and group in (None, case.group)
        ]
        return Rate(sum(chosen), len(chosen))

    right = [item.need == case.need for item, case in zip(trial.judged, cases)]
    found = [alarmed("now"), *(alarmed("now", name) for name in ("en", "ro", "other"))]
    found += [alarmed("none"), Rate(sum(right), len(right))]
    cells = "".join(f"{cell(item):>18}" for item in found)
    return f"{trial.name:<34}{cells}{trial.training:>9.0f}{trial.message:>7.1f}"


def limits_on(trials: Sequence[Trial], cases: Sequence[Case]) -> dict[str, float]:
    """The threshold of each pipeline at which it has the agreed false alarms on a set."""
    calm = [case.urgency == "none" for case in cases]
    return {
        trial.name: threshold_at([item.now for item in trial.judged], calm, EQUAL_ALARMS)
        for trial in trials
    }


Figures = Mapping[str, Mapping[str, float]]


def figures(outcomes: Sequence[Outcome]) -> dict[str, dict[str, float]]:
    """The figures of all and of each language, as a baseline keeps them."""
    by = {"all": list(outcomes), **groups(outcomes, _PARTS["language"])}
    return {name: scores(part).figures() for name, part in by.items()}


def changes(new: Figures, old: Figures) -> Iterator[str]:
    """What a change did: each figure that differs from the baseline's.

    Args:
        new: figures by group and name.
        old: the baseline's.

    Yields:
        Lines of text; one that says so where nothing differs.
    """
    yield ""
    yield "against the baseline"
    lines = [line for group in new for line in _differences(group, new[group], old.get(group, {}))]
    yield from lines or ["  nothing differs"]


def _differences(group: str, new: Mapping[str, float], old: Mapping[str, float]) -> Iterator[str]:
    for name, value in new.items():
        if name in old and old[name] != value:
            gap = value - old[name]
            yield f"  {group:<6} {name:<12} {old[name]:>8g} → {value:<8g} ({gap:+.4g})"
