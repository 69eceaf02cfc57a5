"""What the running bot speaks from: the directory, the words, and the floor made of them.

Loaded once, and again when whoever runs the bot asks for it. A bot with a broken directory does
not start; a running one keeps the last good one, and says so.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from hashlib import blake2b

from bot import floor
from bot.check import Invalid, errors, run_checks
from bot.directory import load
from bot.floor import Floor
from bot.replies import Speaker
from bot.settings import ROOT
from bot.words import load_words

# How much of a list of faults goes into `/health`; the file and the line come first in each.
SHOWN_FAULTS = 5


@dataclass(frozen=True)
class Brain:
    """One edition of directory and words.

    Attributes:
        speaker: both of them.
        floor: the fixed replies made of them.
        edition: a short name for the content of `resources.yaml`.
        loaded: when, in seconds since 1970.
    """

    speaker: Speaker
    floor: Floor
    edition: str
    loaded: float = field(default_factory=time.time)


class _Current:
    brain: Brain | None = None
    faults: tuple[str, ...] = ()


def speaker() -> Speaker:
    """The directory and words of this project.

    Returns:
        The speaker, the same object at every call until a reload.

    Raises:
        bot.check.Invalid: when `resources.yaml` is broken.
        bot.words.BadWords: when a words file is broken.
    """
    return current().speaker


def current() -> Brain:
    """The edition that answers now; loaded at the first call. Raises as `speaker` does."""
    if _Current.brain is None:
        _Current.brain = _read()
    return _Current.brain


def _read() -> Brain:
    path = ROOT / "resources.yaml"
    edition = blake2b(path.read_bytes(), digest_size=6).hexdigest()
    speaking = Speaker(load(path), load_words(ROOT))
    return Brain(speaking, floor.build(speaking), edition)


def reload() -> tuple[str, ...]:
    """Take the files as they are now, or stay with the last good ones.

    Takes about a second, and may run in a thread of its own: the new edition takes the old one's
    place at once, whole, and conversations go on.

    Returns:
        The faults that kept the new files out; empty when they were taken.
    """
    try:
        faults = tuple(str(fault) for fault in errors(run_checks(ROOT, data=False)))
        if not faults:
            _Current.brain = _read()
    except (Invalid, OSError, ValueError, KeyError) as error:
        faults = tuple(str(error).splitlines()) or (type(error).__name__,)
    _Current.faults = faults
    return faults


def trouble() -> str:
    """What is wrong with the files on the disk, as the last reload found; empty for nothing."""
    shown = "; ".join(_Current.faults[:SHOWN_FAULTS])
    return f"the files on the disk are broken, the last good ones answer: {shown}" if shown else ""
