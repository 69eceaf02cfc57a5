"""The trained model: where it is, whether it fits the project's files, and making it.

A model is trained into a file of a temporary name and moved into place when it is whole, so
that a training that was interrupted never leaves half a model behind.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from bot.settings import ROOT

MODELS = ROOT / "models"
# What a model is made of: a change in any of these calls for a new one.
SOURCES = (
    "config.yml",
    "domain.yml",
    "data/**/*.yml",
    "bot/nlu/encoder*.py",
    "bot/nlu/encoder_adapter.npz",
    "bot/nlu/facets.py",
    "bot/nlu/importer.py",
    "bot/nlu/heads.py",
    "bot/nlu/labels.py",
    "bot/nlu/network.py",
    "bot/nlu/sentences.py",
)


# No training takes this long.
STALE_SECONDS = 2 * 3600


class NoModel(FileNotFoundError):
    """There is no trained model."""


def fingerprint(root: Path = ROOT) -> str:
    """A short name for the content of everything that a model is made of.

    Args:
        root: the project's top folder.
    """
    digest = hashlib.sha256()
    for path in _sources(root):
        digest.update(path.relative_to(root).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _sources(root: Path) -> Iterator[Path]:
    for pattern in SOURCES:
        yield from sorted(root.glob(pattern))


def path_for(root: Path = ROOT) -> Path:
    """Where the model for the files as they are now belongs."""
    return root / "models" / f"signpost-{fingerprint(root)}.tar.gz"


def newest_model() -> Path:
    """The model to serve: the one for the files as they are, else the newest there is.

    Returns:
        An existing file.

    Raises:
        NoModel: when nothing was trained yet.
    """
    fitting = path_for()
    if fitting.exists():
        return fitting
    models = sorted(MODELS.glob("signpost-*.tar.gz"), key=lambda path: path.stat().st_mtime)
    if not models:
        raise NoModel(f"no model in {MODELS}: run `make train`")
    return models[-1]


def train(root: Path = ROOT, force: bool = False) -> Path:
    """Train a model unless there is one for the files as they are.

    Args:
        root: the project's top folder.
        force: train even so.

    Returns:
        The model's file. Older models stay until this one is in place, then go.

    Raises:
        RuntimeError: when Rasa gave no model; the last good one is untouched.
    """
    target = path_for(root)
    if target.exists() and not force:
        return target
    target.parent.mkdir(exist_ok=True)
    _sweep(target.parent)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".training-") as folder:
        made = _rasa_train(root, Path(folder))
        made.replace(target)
    for old in target.parent.glob("signpost-*.tar.gz"):
        if old != target:
            old.unlink()
    return target


def _sweep(folder: Path) -> None:
    """Take away what a training that was killed left behind; one under way is younger."""
    for left in folder.glob(".training-*"):
        if time.time() - left.stat().st_mtime > STALE_SECONDS:
            shutil.rmtree(left, ignore_errors=True)


def _rasa_train(root: Path, folder: Path) -> Path:
    from rasa.model_training import train as rasa_train

    result = rasa_train(
        domain=str(root / "domain.yml"),
        config=str(root / "config.yml"),
        training_files=[str(root / "data")],
        output=str(folder),
        fixed_model_name="model",
        force_training=True,
    )
    if result.code != 0 or result.model is None:
        raise RuntimeError("Rasa could not train a model; the last good one is untouched")
    return Path(result.model)
