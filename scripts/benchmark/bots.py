"""The two bots: how each is made, trained, started, asked and judged."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmark.clients import HOST, Judge
from benchmark.messages import conversations
from benchmark.processes import ROOT, environment, python, running
from bot.floor import LINES
from bot.health import PROBE, is_right

STORE = ROOT / ".signpost" / "bench"
TRAINING_SECONDS = 1800.0
NOTE = "bench.json"
# What our training reads; `bot` itself is imported from where it is.
OUR_SOURCES = ("config.yml", "domain.yml", "data")
OUR_TRAINING = (
    "import sys; from pathlib import Path; from bot import logs; logs.configure(); "
    "from bot.model import train; train(Path(sys.argv[1]), force=True)"
)
STARTER_HELLO = ("hello", "Hey! How are you?")
FLOOR = [resource_id for resource_id, _ in LINES]


@dataclass(frozen=True)
class Bot:
    """One of the bots under test.

    Attributes:
        name: what the report calls it.
        cwd: its working directory.
        command: how it is started, but for the port.
        talks: what it is asked.
        first: the first message, and what tells a right answer to it.
        judge: what tells a right answer to any message.
        health: the page that tells its state, where it has one.
    """

    name: str
    cwd: Path
    command: tuple[str, ...]
    talks: Sequence[Sequence[str]]
    first: tuple[str, Judge]
    judge: Judge
    health: str = ""

    def command_on(self, port: int) -> list[str]:
        """The command that starts it on a port of this machine alone."""
        return python(*self.command, "--port", str(port))


def this_bot() -> Bot:
    """Signpost, as `make run` starts it."""
    return Bot(
        "signpost",
        ROOT,
        ("-m", "bot.cli", "serve", "--host", HOST),
        conversations(ours=True),
        (PROBE, lambda data: by_itself(data) and is_right(data)),
        by_itself,
        "/health",
    )


def starter(folder: Path) -> Bot:
    """The starter project in a folder, as `rasa run` starts it.

    Args:
        folder: where `rasa init` made and trained it.
    """
    hello, wanted = STARTER_HELLO
    return Bot(
        "starter",
        folder,
        ("-m", "rasa", "run", "--interface", HOST),
        conversations(ours=False),
        (hello, lambda data: answered(data) and data[0].get("text") == wanted),
        answered,
    )


def answered(data: Any) -> bool:
    """Whether an answer says something at all."""
    return isinstance(data, list) and any(
        isinstance(item, dict) and (item.get("text") or item.get("custom")) for item in data
    )


def by_itself(data: Any) -> bool:
    """Whether our bot answered from its model, not from the floor that stands in for it."""
    return answered(data) and not any(_ids(item) == FLOOR for item in data)


def _ids(item: dict[str, Any]) -> list[str]:
    return [card.get("id", "") for card in item.get("custom", {}).get("contacts", [])]


@dataclass(frozen=True)
class Training:
    """How long a training took, and when that was."""

    seconds: float
    day: str

    @classmethod
    def read(cls, file: Path) -> Training | None:
        """A training that was noted earlier, or None."""
        try:
            data = json.loads(file.read_text(encoding="utf-8"))
            return cls(float(data["seconds"]), str(data["day"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def write(self, file: Path) -> None:
        """Note it, whole or not at all."""
        file.parent.mkdir(parents=True, exist_ok=True)
        draft = file.with_suffix(".new")
        draft.write_text(json.dumps({"seconds": self.seconds, "day": self.day}), encoding="utf-8")
        draft.replace(file)


def train_ours(work: Path, quick: bool) -> Training | None:
    """Train our model into a folder of its own; the model in use is not touched.

    Args:
        work: a temporary folder.
        quick: take the time that was noted at the last training of a benchmark.

    Returns:
        The training; None when it is to be quick and none was noted.

    Raises:
        BotFailedError: when the training fails.
    """
    note = STORE / "signpost.json"
    if quick:
        return Training.read(note)
    project = work / "signpost"
    project.mkdir()
    for name in OUR_SOURCES:
        _copy(ROOT / name, project / name)
    path = os.pathsep.join(filter(None, [str(ROOT), os.environ.get("PYTHONPATH")]))
    done = _timed(python("-c", OUR_TRAINING, str(project)), project, work, path)
    done.write(note)
    return done


def get_starter(work: Path, fresh: bool) -> tuple[Path, Training]:
    """The trained starter project, in a temporary folder outside this project.

    Args:
        work: the temporary folder.
        fresh: make and train it anew even where an earlier benchmark kept one.

    Returns:
        Its folder, and its training.

    Raises:
        BotFailedError: when `rasa init` fails.
    """
    kept = STORE / f"starter-{version('rasa')}"
    folder = work / "starter"
    known = None if fresh else Training.read(kept / NOTE)
    if known is not None:
        shutil.copytree(kept, folder)
        return folder, known
    folder.mkdir()
    command = python("-m", "rasa", "init", "--no-prompt", "--init-dir", str(folder))
    done = _timed(command, work, work)
    _keep(folder, kept, done)
    return folder, done


def _keep(folder: Path, kept: Path, done: Training) -> None:
    """Keep the project for the next benchmark; the note makes the copy count, so it comes last."""
    kept.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=kept.parent, prefix=".starter-") as draft:
        copy = Path(draft) / "project"
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".rasa", "__pycache__"))
        done.write(copy / NOTE)
        shutil.rmtree(kept, ignore_errors=True)
        copy.replace(kept)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copy2(source, target)


def _timed(command: list[str], cwd: Path, work: Path, path: str = "") -> Training:
    """Run a training; `path` is where it finds modules beside the installed ones."""
    env = environment(extra={"PYTHONPATH": path} if path else None)
    with running(command, cwd, env, work / "training.log") as process:
        seconds = process.wait(TRAINING_SECONDS)
    return Training(seconds, datetime.now(timezone.utc).date().isoformat())
