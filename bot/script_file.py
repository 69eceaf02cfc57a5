"""The files of conversation scripts: what may stand in one, read with the line of everything.

`Script.load` is the way in; `bot.scripts` plays what it gives. docs/conversations.md is the
manual for those who write scripts. Imports nothing of Rasa, Telegram or HTTP.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot import brain
from bot.check import Fault, Invalid
from bot.marked import Marked, read
from bot.promises import QUESTIONS
from bot.routing import LEVELS

MOST_REPEATS = 1_000_000

_SCRIPT_KEYS = ("title", "language", "about", "turns")
_SPOKEN = ("say", "press")
_REPEAT = ("text", "times", "then")

# What is wrong with the value of an expectation, and its mend; None where nothing is.
Wrong = tuple[str, str] | None


@dataclass(frozen=True)
class Expectation:
    """One thing that a reply must be: its key, what is wanted, and the line it stands on."""

    key: str
    value: Any
    line: int


@dataclass(frozen=True)
class Turn:
    """What a person types, or the button they press, and what must come back."""

    text: str
    pressed: bool
    line: int
    expectations: tuple[Expectation, ...]


@dataclass(frozen=True)
class Script:
    """One conversation, as its file tells it."""

    file: str
    title: str
    language: str
    about: str
    turns: tuple[Turn, ...]

    @classmethod
    def load(cls, path: Path) -> Script:
        """Read a script.

        Args:
            path: its YAML file.

        Returns:
            The script, with the line of each turn and expectation.

        Raises:
            bot.check.Invalid: listing every fault as `file:line: what → mend`.
        """
        tree, troubles = read(path)
        found = [Fault(str(path), item.line, item.what, item.mend) for item in troubles]
        if tree is None or found:
            raise Invalid(found)
        reader = _Reader(str(path))
        script = reader.script(tree)
        if reader.faults:
            raise Invalid(reader.faults)
        return script


@dataclass
class _Reader:
    """Turns the tree of one file into a script, noting all faults on the way."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, line: int, what: str, mend: str) -> None:
        self.faults.append(Fault(self.file, line, what, mend))

    def script(self, tree: Marked) -> Script:
        items = self.mapping(tree, _SCRIPT_KEYS)
        turns = items.get("turns", Marked([], tree.line))
        if not isinstance(turns.value, list) or not turns.value:
            self.fault(turns.line, "has no turns", "write at least one `- say: …` under `turns:`")
        return Script(
            file=self.file,
            title=self.text(items.get("title"), "title", tree.line),
            language=self.language(items.get("language"), tree.line),
            about=self.text(items["about"], "about", tree.line) if "about" in items else "",
            turns=tuple(self.turn(item) for item in _items(turns)),
        )

    def mapping(self, marked: Marked, allowed: Sequence[str]) -> dict[str, Marked]:
        if not isinstance(marked.value, dict):
            self.fault(marked.line, "is not a list of keys", f"use {', '.join(allowed)}")
            return {}
        for key, value in marked.value.items():
            if key not in allowed:
                self.fault(value.line, f"unknown key {key}", f"use {', '.join(allowed)}")
        return {key: item for key, item in marked.value.items() if key in allowed}

    def text(self, marked: Marked | None, key: str, line: int) -> str:
        if marked is not None and isinstance(marked.value, str) and marked.value.strip():
            return marked.value
        self.fault(marked.line if marked else line, f"{key} is missing", f"write {key}: and words")
        return ""

    def language(self, marked: Marked | None, line: int) -> str:
        codes = brain.speaker().words
        if marked is not None and marked.value in codes:
            return str(marked.value)
        mend = f"write language: and one of {', '.join(codes)}"
        self.fault(marked.line if marked else line, "no language that the bot speaks", mend)
        return ""

    def turn(self, marked: Marked) -> Turn:
        items = self.mapping(marked, (*_SPOKEN, *EXPECTATIONS))
        spoken = [key for key in _SPOKEN if key in items]
        expected = [key for key in EXPECTATIONS if key in items]
        if len(spoken) != 1:
            self.fault(marked.line, "a turn needs one of say and press", "write one of the two")
            return Turn("", False, marked.line, ())
        if not expected:
            mend = f"add at least one of {', '.join(EXPECTATIONS)}"
            self.fault(marked.line, "a turn that expects nothing", mend)
        return Turn(
            text=self.spoken(items[spoken[0]]),
            pressed=spoken[0] == "press",
            line=marked.line,
            expectations=tuple(self.expectation(key, items[key]) for key in expected),
        )

    def spoken(self, marked: Marked) -> str:
        if isinstance(marked.value, dict):
            return self.repeated(marked)
        if not isinstance(marked.value, str):
            self.fault(marked.line, "is not a text", "put it in quotes")
        return str(marked.value)

    def repeated(self, marked: Marked) -> str:
        inner = self.mapping(marked, ("repeat",)).get("repeat", Marked({}, marked.line))
        parts = {key: item.value for key, item in self.mapping(inner, _REPEAT).items()}
        text, times, then = parts.get("text"), parts.get("times"), parts.get("then", "")
        count = times if isinstance(times, int) and times <= MOST_REPEATS else 0
        if isinstance(text, str) and isinstance(then, str) and count > 0:
            return text * count + then
        mend = 'write repeat: {text: "a ", times: 500}, with then: "…" for what follows'
        self.fault(marked.line, "cannot be repeated", mend)
        return ""

    def expectation(self, key: str, marked: Marked) -> Expectation:
        value = marked.plain()
        wrong = EXPECTATIONS[key](value)
        if wrong:
            self.fault(marked.line, f"{key}: {wrong[0]}", wrong[1])
        return Expectation(key, value, marked.line)


def _items(marked: Marked) -> list[Marked]:
    return marked.value if isinstance(marked.value, list) else []


def _wrong_id(value: Any) -> Wrong:
    known = isinstance(value, str) and value in brain.speaker().directory
    return None if known else (f"unknown contact {value}", "use an id of resources.yaml")


def _wrong_ids(value: Any) -> Wrong:
    if not isinstance(value, list) or not value:
        return "is not a list of contacts", "write ids in square brackets"
    return next(filter(None, map(_wrong_id, value)), None)


def _wrong_first(value: Any) -> Wrong:
    return _wrong_ids(value) if isinstance(value, list) else _wrong_id(value)


def _wrong_texts(value: Any) -> Wrong:
    sound = isinstance(value, list) and value and all(isinstance(v, str) and v for v in value)
    return None if sound else ("is not a list of texts", 'write ["one", "another"]')


def _wrong_true(value: Any) -> Wrong:
    return None if value is True else ("can only be true", "write true, or leave the line out")


def _among(*allowed: str) -> Callable[[Any], Wrong]:
    def wrong(value: Any) -> Wrong:
        mend = f"use one of {', '.join(allowed)}"
        return None if value in allowed else (f"{value} is not known", mend)

    return wrong


def _wrong_language(value: Any) -> Wrong:
    return _among(*brain.speaker().words)(value)


# Every expectation that a turn may hold.
EXPECTATIONS: Mapping[str, Callable[[Any], Wrong]] = {
    "first": _wrong_first,
    "contacts": _wrong_ids,
    "shows": _wrong_ids,
    "hides": _wrong_ids,
    "no_contacts": _wrong_true,
    "says": _wrong_texts,
    "never": _wrong_texts,
    "language": _wrong_language,
    "asks": _among(*QUESTIONS, "nothing"),
    "urgency": _among(*LEVELS.values()),
}
