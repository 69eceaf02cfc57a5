"""Fine-tune the encoder's upper layers on `data/nlu/`, once in a while, by hand.

    python scripts/tune_encoder.py           writes bot/nlu/encoder_adapter.npz (about an hour)
    python scripts/tune_encoder.py --trial   leaves a quarter of the families out and says what
                                             tuning does to them; writes nothing

`make train` does not run this: it trains the heads on vectors of the encoder as it is. Run it
after the training messages have changed much; then `python -m bot.nlu.encoder_build`, `make
train` and `make eval`. The same messages, settings and number of threads give the same file.
docs/decisions/fine-tuning.md says what was compared.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import numpy as np
from sklearn.model_selection import GroupKFold

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from bot.evaluation.scores import recall_at, threshold_at
from bot.evaluation.sets import samples
from bot.nlu.encoder_adapter import ADAPTER_FILE, STOCK, Adapter
from bot.nlu.encoder_source import Source
from bot.nlu.heads import FacetModel, Floats, Sample
from bot.nlu.reading import legible
from bot.nlu.varied import varied
from bot.settings import ROOT
from scripts.tuning.layers import Layer
from scripts.tuning.learning import Facets, Places, Recipe, Tuner
from scripts.tuning.states import States

ALARMS = (0.015, 0.025, 0.04)
GROUPS = ("en", "ro", "other")


def main() -> None:
    """Tune, and write or tell."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--trial", action="store_true", help="leave families out, write nothing")
    for field in fields(Recipe):
        parser.add_argument(f"--{field.name}", type=type(field.default), default=field.default)
    options = vars(parser.parse_args())
    trial = options.pop("trial")
    recipe = Recipe(**options)
    known = samples(ROOT)
    print(f"{len(known)} messages, {recipe}", flush=True)
    source = Source()
    states = States([_typed(sample) for sample in known], source, recipe.first)
    tuner = Tuner(source, states, Facets.of(known), recipe)
    if trial:
        _try(tuner, known)
        return
    changes = tuner.tune(np.arange(len(known)), _say)
    _adapter(changes, recipe.first).save()
    print(f"{ADAPTER_FILE.name}: {ADAPTER_FILE.stat().st_size / 1e6:.1f} MB")


def _typed(sample: Sample) -> str:
    """What the encoder is to read of a message: perhaps as another would have typed it."""
    return legible(varied(sample.text, sample.labels["language"], sample.labels["need"]))


def _say(line: str) -> None:
    print(line, flush=True)


def _adapter(changes: Sequence[Layer], first: int) -> Adapter:
    """The changes under the names that the weight file gives the matrices."""
    return Adapter(
        {
            f"l{number}.{part.removesuffix('.down')}.w": (
                np.asarray(change[part]),
                np.asarray(change[part.replace(".down", ".up")]),
            )
            for number, change in enumerate(changes, start=first)
            for part in change
            if part.endswith(".down")
        },
        STOCK,
    )


def _try(tuner: Tuner, known: Sequence[Sample]) -> None:
    """Say how much danger is found in families left out, without and with tuning."""
    families = [sample.labels["family"] for sample in known]
    learned, left = next(GroupKFold(4).split(families, groups=families))
    untouched: list[Layer] = []
    _tell("stock", tuner, untouched, known, (learned, left))
    changes = tuner.tune(learned, _say)
    _tell("tuned", tuner, changes, known, (learned, left))


def _tell(
    name: str,
    tuner: Tuner,
    changes: list[Layer],
    known: Sequence[Sample],
    split: tuple[Places, Places],
) -> None:
    learned, left = split
    rows: tuple[Floats, Floats] = tuner.vectors(learned, changes), tuner.vectors(left, changes)
    model = FacetModel().fit([known[place] for place in learned], rows[0])
    asked = [known[place] for place in left]
    verdicts = model.judge([sample.text for sample in asked], rows[1])
    chances = [verdict.scores["urgency"]["now"] for verdict in verdicts]
    urgencies = [sample.labels["urgency"] for sample in asked]
    languages = [sample.labels["language"] for sample in asked]
    for group in GROUPS:
        held = [n for n, language in enumerate(languages) if _group(language) == group]
        scores = [chances[n] for n in held]
        calm = [urgencies[n] == "none" for n in held]
        danger = [urgencies[n] == "now" for n in held]
        found = [recall_at(scores, danger, threshold_at(scores, calm, share)) for share in ALARMS]
        shares = " / ".join(f"{rate.share:.0f}" for rate in found)
        print(f"{name}, {group}: {shares} % of danger found at 1.5 / 2.5 / 4 % alarms", flush=True)


def _group(language: str) -> str:
    return language if language in GROUPS else "other"


if __name__ == "__main__":
    main()
