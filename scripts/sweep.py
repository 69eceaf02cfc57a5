"""Settings, thresholds and ideas, measured: the source of docs/decisions/pipeline.md.

    python scripts/sweep.py settings     the heads' settings, by cross-validation and on dev
    python scripts/sweep.py thresholds   what each threshold does to the answers on dev
    python scripts/sweep.py ideas        ideas that were tried beside the pipeline as it is

Cross-validation leaves whole families out, so that no message is judged by a model that has seen
its meaning. Nothing here reads the test set: it is for reporting, not for choosing.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.directory import load
from bot.evaluate import cases, configured, trained
from bot.evaluation.judging import outcome
from bot.evaluation.scores import Scores, brier, groups, rate, recall_at, scores, threshold_at
from bot.evaluation.sets import Vectors, samples
from bot.hearing import Thresholds
from bot.nlu.heads import FacetModel, Floats, Sample, Settings
from bot.settings import ROOT

FOLDS = 3
ALARMS = (0.015, 0.025, 0.04)
GROUPS = ("en", "ro", "other")
SETTINGS = [
    Settings(weight, strength, grams, share)
    for weight, strength, grams, share in (
        (2.0, 3.0, 20_000, 0.5),
        (2.0, 3.0, 20_000, 0.3),
        (2.0, 3.0, 20_000, 0.7),
        (2.0, 3.0, 20_000, 1.0),
        (2.0, 3.0, 20_000, 0.0),
        (2.0, 10.0, 20_000, 0.0),
        (2.0, 1.0, 20_000, 0.0),
        (1.5, 3.0, 20_000, 0.0),
        (1.0, 3.0, 20_000, 0.0),
        (3.0, 3.0, 20_000, 0.0),
        (4.0, 1.0, 20_000, 0.0),
        (2.0, 3.0, 10_000, 0.0),
        (2.0, 3.0, 40_000, 0.0),
    )
]
GRID = {
    "danger": (0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6),
    "soon": (0.3, 0.4, 0.6, 0.7),
    "need": (0.0, 0.15, 0.35, 0.5),
    "margin": (0.0, 0.1, 0.2),
    "mark": (0.4, 0.5, 0.7),
    "mark_in_danger": (0.2, 0.3, 0.5, 0.6),
    "question": (0.0, 0.05, 0.2, 0.3),
    "who": (0.4, 0.6, 0.7),
    "language": (0.4, 0.5, 0.7, 0.8),
}

Doubles = NDArray[np.float64]
Judge = Callable[[Sequence[Sample], Floats, Sequence[str], Floats], Doubles]


@dataclass(frozen=True)
class Messages:
    """Messages with what is known of them, ready to be judged."""

    texts: list[str]
    vectors: Floats
    urgency: NDArray[np.str_]
    group: NDArray[np.str_]

    def encoded(self, vectors: Floats) -> Messages:
        """The same messages with other vectors."""
        return replace(self, vectors=vectors)


@dataclass(frozen=True)
class Bench:
    """Everything that an experiment needs."""

    known: list[Sample]
    training: Messages
    dev: Messages
    folds: list[tuple[NDArray[np.int_], NDArray[np.int_]]]
    store: Vectors


def bench() -> Bench:
    """Load training and dev, and lay out the folds."""
    store = Vectors(ROOT)
    whole = samples(ROOT)
    known = [Sample(item.text, {"urgency": item.labels["urgency"]}) for item in whole]
    languages = [item.labels["language"] for item in whole]
    texts = [item.text for item in whole]
    training = Messages(
        texts,
        store.of(texts),
        np.array([item.labels["urgency"] for item in whole]),
        np.array([name if name in GROUPS else "other" for name in languages]),
    )
    asked = cases("dev")
    words = [case.text for case in asked]
    dev = Messages(
        words,
        store.of(words),
        np.array([case.urgency for case in asked]),
        np.array([case.group for case in asked]),
    )
    families = [item.labels["family"] or item.text for item in whole]
    folds = list(GroupKFold(FOLDS).split(texts, groups=families))
    return Bench(known, training, dev, folds, store)


def ours(settings: Settings) -> Judge:
    """The heads as they are: probability of danger now for each text."""

    def judge(
        known: Sequence[Sample], vectors: Floats, texts: Sequence[str], rows: Floats
    ) -> Doubles:
        model = FacetModel(settings).fit(known, vectors)
        return np.array([item.scores["urgency"]["now"] for item in model.judge(texts, rows)])

    return judge


def vectors_alone(settings: Settings) -> Judge:
    """The heads over sentence vectors; one n-gram is left, as a vectorizer needs one."""
    return ours(replace(settings, grams=1, share=0.0))


def grams_alone(settings: Settings) -> Judge:
    """The heads over n-grams; the vectors are nought."""
    both = ours(replace(settings, share=0.0))
    return lambda known, vectors, texts, rows: both(known, vectors * 0, texts, rows * 0)


def fused(settings: Settings, share: float) -> Judge:
    """Two models, one for each kind of features; a mean of their probabilities."""
    first, second = vectors_alone(settings), grams_alone(settings)

    def judge(
        known: Sequence[Sample], vectors: Floats, texts: Sequence[str], rows: Floats
    ) -> Doubles:
        given = (known, vectors, texts, rows)
        return share * first(*given) + (1 - share) * second(*given)

    return judge


def averaged(settings: Settings) -> Judge:
    """Our model and the two of late fusion, a mean of the three."""
    whole, late = ours(settings), fused(settings, 0.5)
    return lambda *given: (whole(*given) + 2 * late(*given)) / 3


def crossed(work: Bench, judge: Judge, messages: Messages) -> Doubles:
    """Every training message judged by a model that never saw its family."""
    found = np.zeros(len(messages.texts))
    for learn, ask in work.folds:
        found[ask] = judge(
            [work.known[place] for place in learn],
            messages.vectors[learn],
            [messages.texts[place] for place in ask],
            messages.vectors[ask],
        )
    return found


def on_dev(work: Bench, judge: Judge, training: Messages, dev: Messages) -> Doubles:
    """Dev judged by a model that learned all training messages."""
    return judge(work.known, training.vectors, dev.texts, dev.vectors)


def figures(chances: Doubles, messages: Messages) -> str:
    """Danger found at several shares of false alarms, by language, and the Brier score."""
    parts = []
    for name in GROUPS:
        here = messages.group == name
        calm = messages.urgency[here] == "none"
        danger = messages.urgency[here] == "now"
        found = [
            recall_at(chances[here], danger, threshold_at(chances[here], calm, share)).share
            for share in ALARMS
        ]
        parts.append(f"{name} " + "/".join(f"{value:.0f}" for value in found))
    error = brier(chances.tolist(), (messages.urgency == "now").tolist())
    return f"{' '.join(parts)}  brier {error:.4f}"


def at(chances: Doubles, messages: Messages, limit: float) -> str:
    """Danger found and false alarms at one threshold, by language."""
    parts = []
    for name in GROUPS:
        here = messages.group == name
        shares = [
            rate((chances[here & (messages.urgency == level)] >= limit).tolist()).share
            for level in ("now", "none", "soon")
        ]
        parts.append(f"{name} " + "/".join(f"{share:.1f}" for share in shares))
    return "  ".join(parts)


def measure(work: Bench, title: str, judge: Judge, training: Messages, dev: Messages) -> None:
    """Print one line by cross-validation and one on dev."""
    started = time.perf_counter()
    inside, outside = crossed(work, judge, training), on_dev(work, judge, training, dev)
    print(f"{title}  ({time.perf_counter() - started:.0f} s)")
    print(f"  folds  {figures(inside, work.training)}   at 0.5: {at(inside, work.training, 0.5)}")
    print(f"  dev    {figures(outside, work.dev)}   at 0.5: {at(outside, work.dev, 0.5)}")
    sys.stdout.flush()


def settings() -> None:
    """The heads' settings."""
    work = bench()
    shares = "/".join(f"{100 * share:g}" for share in ALARMS)
    print(f"{len(work.known)} messages; danger found at {shares} % false alarms")
    for item in SETTINGS:
        measure(work, str(item), ours(item), work.training, work.dev)
    chosen = configured(ROOT)[0]
    inside = crossed(work, ours(chosen), work.training)
    outside = on_dev(work, ours(chosen), work.training, work.dev)
    print(f"\n{chosen}: danger/false alarm/soon alarm by threshold")
    for limit in GRID["danger"]:
        print(f"  {limit:.2f}  folds  {at(inside, work.training, limit)}")
        print(f"        dev    {at(outside, work.dev, limit)}")


def ideas() -> None:
    """What was tried beside the pipeline as it is."""
    work = bench()
    chosen = configured(ROOT)[0]
    plain = ours(chosen)
    measure(work, "as it is", plain, work.training, work.dev)
    bare = [
        item.encoded(work.store.of([bare_romanian(text) for text in item.texts]))
        for item in (work.training, work.dev)
    ]
    measure(work, "(a) encoded without Romanian marks", plain, *bare)
    measure(work, "(b) sentences apart, the maximum", apart(chosen, work), work.training, work.dev)
    for name, judge in (
        ("sentence vectors alone", vectors_alone(chosen)),
        ("n-grams alone", grams_alone(chosen)),
        ("(c) late fusion, half and half", fused(chosen, 0.5)),
        ("(c) late fusion and ours, thirds", averaged(chosen)),
    ):
        measure(work, name, judge, work.training, work.dev)


_MARKS = str.maketrans("ăâîșțşţĂÂÎȘȚŞŢ", "aaiststAAISTST")


def bare_romanian(text: str) -> str:
    """A text without the marks of Romanian letters; other languages keep theirs."""
    return text.translate(_MARKS)


def apart(chosen: Settings, work: Bench) -> Judge:
    """The maximum over the whole message and each of its sentences."""

    def judge(
        known: Sequence[Sample], vectors: Floats, texts: Sequence[str], rows: Floats
    ) -> Doubles:
        model = FacetModel(chosen).fit(known, vectors)
        owner, pieces = _pieces(texts)
        said = model.judge([*texts, *pieces], np.vstack([rows, work.store.of([*pieces, ""])[:-1]]))
        chances = np.array([item.scores["urgency"]["now"] for item in said])
        found = chances[: len(texts)].copy()
        np.maximum.at(found, owner, chances[len(texts) :])
        return found

    return judge


def _pieces(texts: Sequence[str]) -> tuple[NDArray[np.int_], list[str]]:
    """The sentences of messages that have several, and which message each is from."""
    owner: list[int] = []
    pieces: list[str] = []
    for place, text in enumerate(texts):
        parts = [part.strip() for part in re.split(r"(?<=[.!?。！？؟])\s*|\n+", text)]
        parts = [part for part in parts if re.search(r"\w", part)]
        if len(parts) > 1:
            owner += [place] * len(parts)
            pieces += parts
    return np.array(owner, int), pieces


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
    "ideas": ideas,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
