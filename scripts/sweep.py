"""Settings and thresholds, measured on dev: a source of docs/decisions/pipeline.md.

    python scripts/sweep.py settings     the settings of the heads and the network
    python scripts/sweep.py thresholds   what each threshold does to the answers

The encoder was tuned on all training messages, so that leaving some of them out of the heads
measures nothing: `scripts/tune_encoder.py --trial` leaves whole families out of both. Nothing here
reads the test set: it is for reporting, not for choosing.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.directory import load
from bot.evaluate import cases, configured, trained
from bot.evaluation.judging import outcome
from bot.evaluation.scores import Scores, brier, groups, recall_at, scores, threshold_at
from bot.evaluation.sets import Case, Vectors, samples
from bot.nlu.heads import Settings
from bot.settings import ROOT
from bot.thresholds import Thresholds

ALARMS = (0.015, 0.025, 0.04)
GROUPS = ("en", "ro", "other")
SETTINGS = [
    Settings(),
    *(Settings(share=share) for share in (0.0, 0.3, 0.7, 1.0)),
    *(Settings(plenty=plenty) for plenty in (1, 1000, 4000)),
    *(Settings(strength=strength) for strength in (1.0, 10.0)),
    *(Settings(grams=grams) for grams in (10_000, 40_000)),
]
GRID = {
    "danger": (0.35, 0.4, 0.5, 0.55),
    "danger_en": (0.2, 0.25, 0.3, 0.35, 0.4),
    "danger_ro": (0.3, 0.35, 0.4, 0.45),
    "soon": (0.3, 0.4, 0.6, 0.7),
    "need": (0.0, 0.15, 0.35, 0.5),
    "margin": (0.0, 0.1, 0.2),
    "danger_denied": (0.0, 0.5, 0.7, 0.8),
    "calm_need": (0.4, 0.6, 0.7, 2.0),
    "mark": (0.3, 0.4, 0.5, 0.6),
    "child": (0.4, 0.5, 0.7),
    "barrier": (0.4, 0.6),
    "barrier_in_danger": (0.1, 0.15, 0.3, 0.4),
    "question": (0.0, 0.05, 0.2, 0.3),
    "who": (0.4, 0.6, 0.7),
    "language": (0.4, 0.5, 0.7, 0.8),
}


def settings() -> None:
    """The settings of the heads and the network."""
    store, known, asked = Vectors(ROOT), samples(ROOT), cases("dev")
    texts = [case.text for case in asked]
    shares = "/".join(f"{100 * share:g}" for share in ALARMS)
    print(f"{len(known)} messages; danger found at {shares} % false alarms")
    for item in SETTINGS:
        started = time.perf_counter()
        verdicts = trained(known, item, store).judge(texts, store.of(texts))
        chances = [verdict.scores["urgency"]["now"] for verdict in verdicts]
        print(f"{item}  ({time.perf_counter() - started:.0f} s)")
        print(f"  {figures(chances, asked)}", flush=True)


def figures(chances: Sequence[float], asked: Sequence[Case]) -> str:
    """Danger found at several shares of false alarms, by language, and the Brier score."""
    parts = []
    for name in GROUPS:
        held = [
            (chance, case.urgency) for chance, case in zip(chances, asked) if case.group == name
        ]
        scores = [chance for chance, _ in held]
        calm = [urgency == "none" for _, urgency in held]
        danger = [urgency == "now" for _, urgency in held]
        found = [
            recall_at(scores, danger, threshold_at(scores, calm, share)).share for share in ALARMS
        ]
        parts.append(f"{name} " + "/".join(f"{value:.0f}" for value in found))
    error = brier(chances, [case.urgency == "now" for case in asked])
    return f"{' '.join(parts)}  brier {error:.4f}"


def thresholds() -> None:
    """What each threshold of the hearing does to the answers on dev."""
    store, asked = Vectors(ROOT), cases("dev")
    model = trained(samples(ROOT), configured(ROOT)[0], store)
    texts = [case.text for case in asked]
    verdicts = model.judge(texts, store.of(texts))
    directory = load(ROOT / "resources.yaml")

    def line(limits: Thresholds) -> str:
        found = [outcome(case, said, limits, directory) for case, said in zip(asked, verdicts)]
        parts = [scores(found), *(scores(part) for part in groups(found, _group).values())]
        return " | ".join(_short(part) for part in parts)

    now = configured(ROOT)[1]
    print("danger/false alarm/soon alarm, right contacts, contacts: all | by size of group")
    print(f"{'as it is':<16}{line(now)}")
    for name, values in GRID.items():
        for value in values:
            print(f"{name:<10}{value:<6g}{line(replace(now, **{name: value}))}")


def _group(item: object) -> str:
    return str(item.case.group)  # type: ignore[attr-defined]


def _short(part: Scores) -> str:
    alarms = f"{part.recall.share:.1f}/{part.alarms.share:.1f}/{part.soon_alarms.share:.1f}"
    return f"{alarms} right {part.right.share:.1f} n {part.contacts:.2f}"


COMMANDS: dict[str, Callable[[], None]] = {
    "settings": settings,
    "thresholds": thresholds,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
