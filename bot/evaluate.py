"""`signpost eval`: scores the bot on held-out messages. docs/evaluation.md says how to read it.

Trains the heads on `data/nlu/` as `make train` does, lets the same code hear, decide and route,
and prints what came of it. dev is for choosing, test for reporting.
"""

from __future__ import annotations

import json
import shutil
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, replace
from pathlib import Path
from typing import Any

import numpy as np
import yaml

from bot.directory import Directory, load
from bot.evaluation import tables
from bot.evaluation.judging import Outcome, outcome
from bot.evaluation.pipelines import STOCK, Judged, Trial, pipelines
from bot.evaluation.sets import CACHE, FOLDER, Case, Vectors, digest, read_cases, samples
from bot.nlu import heads, network
from bot.nlu.heads import FacetModel, Sample, Settings
from bot.settings import ROOT
from bot.thresholds import Thresholds

SETS = ("dev", "test")
BASELINE = ROOT / FOLDER / "baseline.json"
_KEPT = 4


def run(
    set_name: str = "dev",
    compare: int | None = None,
    baseline: Path | None = None,
    save: bool = False,
) -> int:
    """Score a set and print the tables.

    Args:
        set_name: `dev` or `test`.
        compare: also train and score the other pipelines, on about so many messages or, for
            0, on all; takes minutes to hours.
        baseline: figures to compare with; by default those that are stored, if any.
        save: store this run's figures as the new baseline.

    Returns:
        The exit code: 0.

    Raises:
        BadSet: if a set cannot be read.
        OSError: if a file is missing.
    """
    vectors = Vectors(ROOT)
    known = samples(ROOT)
    outcomes = judged(known, cases(set_name), vectors)
    _say([f"{set_name}: {len(outcomes)} messages, {len(known)} learned", ""])
    _say(tables.report(outcomes))
    stored = _stored(baseline or BASELINE)
    found = tables.figures(outcomes)
    _say(tables.changes(found, stored.get(set_name, {})) if set_name in stored else [])
    if save:
        _save(baseline or BASELINE, {**stored, set_name: found})
    if compare is not None:
        _compare(set_name, part(known, compare) if compare else known, vectors)
    return 0


def cases(set_name: str) -> list[Case]:
    """The messages of a set by its name."""
    return read_cases(ROOT / FOLDER / f"{set_name}.tsv")


def judged(known: Sequence[Sample], asked: Sequence[Case], vectors: Vectors) -> list[Outcome]:
    """Learn the samples and answer the cases, with the settings and thresholds of config.yml.

    Args:
        known: training samples.
        asked: the cases of a set.
        vectors: where sentence vectors come from.

    Returns:
        One outcome a case.
    """
    settings, limits = configured(ROOT)
    model = trained(known, settings, vectors)
    texts = [case.text for case in asked]
    verdicts = model.judge(texts, vectors.of(texts))
    directory: Directory = load(ROOT / "resources.yaml")
    return [outcome(case, said, limits, directory) for case, said in zip(asked, verdicts)]


def configured(root: Path) -> tuple[Settings, Thresholds]:
    """The heads' settings and the thresholds that the bot runs with.

    Args:
        root: the project's folder.

    Returns:
        The defaults of the code, and what config.yml puts in their place.
    """
    config = yaml.safe_load((root / "config.yml").read_text(encoding="utf-8"))
    given: dict[str, Any] = {}
    for component in config.get("pipeline") or ():
        given.update(component)
    settings = {item.name for item in fields(Settings)} & set(given)
    limits = {item.name for item in fields(Thresholds)} & set(given)
    return (
        Settings(**{name: type(getattr(Settings(), name))(given[name]) for name in settings}),
        Thresholds(**{name: float(given[name]) for name in limits}),
    )


def trained(known: Sequence[Sample], settings: Settings, vectors: Vectors) -> FacetModel:
    """The facet model for these samples; kept, so that only a change costs a training.

    Args:
        known: training samples.
        settings: of the heads.
        vectors: where sentence vectors come from.

    Returns:
        The model as it is after saving and loading, which is the one that answers people.
    """
    folder = ROOT / CACHE / f"model-{_version(known, settings, vectors)}"
    try:
        return FacetModel.load(folder)
    except (OSError, ValueError, KeyError):
        folder.mkdir(parents=True, exist_ok=True)
    _note("training the heads …")
    model = FacetModel(settings).fit(known, vectors.of([item.text for item in known]))
    model.save(folder)
    _forget_old(folder.parent)
    return FacetModel.load(folder)


def _forget_old(folder: Path) -> None:
    """Keep the last few models: each is some megabytes, and every change of data makes one."""
    kept = sorted(folder.glob("model-*"), key=lambda path: path.stat().st_mtime, reverse=True)
    for path in kept[_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _version(known: Sequence[Sample], settings: Settings, vectors: Vectors) -> str:
    """Names everything that the model depends on, its code among it."""
    code = [Path(str(item.__file__)).read_text(encoding="utf-8") for item in (heads, network)]
    return digest([*code, vectors.version, str(asdict(settings)), *_labelled(known)])


def _labelled(known: Sequence[Sample]) -> list[str]:
    return [f"{item.text}\t{sorted(_plain(item.labels).items())}" for item in known]


def _plain(labels: Any) -> dict[str, str]:
    return {
        key: str(sorted(value) if isinstance(value, frozenset) else value)
        for key, value in labels.items()
    }


def part(known: Sequence[Sample], count: int) -> list[Sample]:
    """Some of the samples, by whole families taken at random, the same ones each time.

    Args:
        known: training samples.
        count: how many at least, where there are so many.

    Returns:
        The samples of the families taken, in their order.
    """
    sizes = Counter(item.labels["family"] for item in known)
    families = sorted(sizes)
    np.random.default_rng(1).shuffle(families)
    taken, total = set(), 0
    for family in families:
        if total >= count:
            break
        taken.add(family)
        total += sizes[family]
    return [item for item in known if item.labels["family"] in taken]


def _compare(set_name: str, known: Sequence[Sample], vectors: Vectors) -> None:
    """Train each pipeline once, choose its threshold on dev, and score it on the set."""
    _say(["", f"{len(known)} messages learned by each"])
    dev, asked = cases("dev"), cases(set_name)
    texts = [case.text for name in SETS for case in cases(name)]
    on_dev, on_set = [], []
    for name in pipelines(Settings()):
        whole = _trial(name, known, texts, vectors)
        on_dev.append(_answers(whole, texts, dev))
        on_set.append(_answers(whole, texts, asked))
    _say(tables.comparison(on_set, asked, tables.limits_on(on_dev, dev)))


def _trial(name: str, known: Sequence[Sample], texts: Sequence[str], vectors: Vectors) -> Trial:
    """One pipeline's answers; kept, as the stock ones of Rasa take many minutes to learn."""
    settings, _ = configured(ROOT)
    ours = "" if name in STOCK else _version(known, settings, vectors)
    version = digest([name, ours, *_labelled(known), *texts])
    path = ROOT / CACHE / f"trial-{version}.json"
    if path.exists():
        title, answers, *costs = json.loads(path.read_text(encoding="utf-8"))
        return Trial(title, tuple(Judged(*item) for item in answers), *costs)
    _note(f"training {name} …")
    trial = pipelines(settings)[name](known, texts, vectors)
    path.write_text(json.dumps(list(vars(trial).values())), encoding="utf-8")
    return trial


def _answers(trial: Trial, texts: Sequence[str], asked: Sequence[Case]) -> Trial:
    by = dict(zip(texts, trial.judged))
    return replace(trial, judged=tuple(by[case.text] for case in asked))


def _stored(path: Path) -> dict[str, Any]:
    try:
        return dict(json.loads(path.read_text(encoding="utf-8")))
    except FileNotFoundError:
        return {}


def _save(path: Path, figures: dict[str, Any]) -> None:
    path.write_text(json.dumps(figures, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    _note(f"stored in {path.name}")


def _say(lines: Sequence[str] | Iterator[str]) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")


def _note(text: str) -> None:
    """Progress, apart from the tables, so that these can be kept in a file."""
    sys.stderr.write(f"{time.strftime('%H:%M:%S')} {text}\n")
