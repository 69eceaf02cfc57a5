"""Checks of the training messages, and of the wall between them and what scores the bot.

Each rule below is a small function whose first line is the rule in words; all faults come at
once, with file and line. A message that is in training and in a held-out set would be scored
from memory, so that counts as a fault too.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Final

from bot import marked
from bot.check import Fault
from bot.marked import Marked
from bot.question_keys import QUESTIONS
from bot.training_data import Block, loose, read, same
from bot.vocabulary import AGES, BARRIERS, NEEDS, TOPICS, URGENCIES, WHO

EVALUATION: Final = Path("tests") / "eval"
CONVERSATIONS: Final = Path("tests") / "conversations"

# Metadata that every block must hold.
NEEDED: Final = ("family", "language", "urgency", "who")
# The words that metadata may hold; None for anything.
WORDS: Final[Mapping[str, frozenset[str] | None]] = {
    "family": None,
    "language": None,
    "urgency": frozenset(URGENCIES),
    "who": frozenset(WHO),
    "age": frozenset(AGES) - {"unknown"},
    "topics": frozenset(TOPICS),
    "barriers": frozenset(BARRIERS),
    "question": frozenset(QUESTIONS),
}
# These may hold several words, with commas between them.
SEVERAL: Final = frozenset({"topics", "barriers", "age"})
FAMILY: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE: Final = re.compile(r"[a-z]{2}(-[A-Z][a-z]{3})?")
# Everyone writes 999 and 101, and a debt may be 18000 pounds; longer ones are phone numbers.
LONG_NUMBER: Final = 6
# "Hello" stands in any set and "in Leeds" in any conversation; from so many words on, a text is
# nobody else's.
OWN_IN_SET: Final = 2
OWN_IN_TALK: Final = 4


@dataclass(frozen=True)
class Example:
    """One training message with its block."""

    block: Block
    line: int
    text: str

    def fault(self, what: str, mend: str) -> Fault:
        """An error on the message's line."""
        return Fault(self.block.file, self.line, what, mend)

    @property
    def place(self) -> str:
        """Its file and line, as a fault quotes them."""
        return f"{self.block.file}:{self.line}"


def check(root: Path) -> list[Fault]:
    """Check the training messages of a project.

    Args:
        root: the project's folder.

    Returns:
        All faults, by file and line.
    """
    reading = read(root)
    faults = [Fault(file, item.line, item.what, item.mend) for file, item in reading.troubles]
    for block in reading.blocks:
        faults.extend(_block_faults(block))
    examples = [
        Example(block, line, text) for block in reading.blocks for line, text in block.examples
    ]
    numbers = _numbers(root / "resources.yaml")
    for example in examples:
        faults.extend(_text_faults(example, numbers))
    faults.extend(_twice(examples))
    faults.extend(_leaks(root, examples))
    return sorted(faults)


def _block_faults(block: Block) -> Iterator[Fault]:
    for rule in BLOCK_RULES:
        yield from rule(block)


def _intent(block: Block) -> Iterator[Fault]:
    """The intent is one of the needs."""
    if block.intent.value not in NEEDS:
        what = f"intent: unknown word '{block.intent.value}'"
        yield Fault(block.file, block.intent.line, what, _nearest(block.intent.value, NEEDS))


def _complete(block: Block) -> Iterator[Fault]:
    """Every block says its family, language, urgency and who writes."""
    for key in NEEDED:
        if key not in block.metadata:
            yield Fault(block.file, block.line, f"{key} is missing", f"add {key} to the metadata")


def _known(block: Block) -> Iterator[Fault]:
    """Metadata holds known keys and known words only."""
    for key, value in block.metadata.items():
        if key not in WORDS:
            mend = _nearest(key, WORDS)
            yield Fault(block.file, value.line, f"{key} is not a key of the metadata", mend)
            continue
        for word in _words(key, value):
            yield from _word(block, key, word, value.line)


def _words(key: str, value: Marked) -> list[str]:
    text = "" if value.value is None else str(value.value)
    return [part.strip() for part in text.split(",")] if key in SEVERAL else [text]


def _word(block: Block, key: str, word: str, line: int) -> Iterator[Fault]:
    allowed = WORDS[key]
    if allowed is not None and word not in allowed:
        what = f"{key}: unknown word '{word}'"
        yield Fault(block.file, line, what, _nearest(word, allowed))
    if key == "family" and not FAMILY.fullmatch(word):
        mend = "use small letters, digits and single hyphens"
        yield Fault(block.file, line, f"family: '{word}' is not a slug", mend)
    if key == "language" and not LANGUAGE.fullmatch(word):
        mend = "write two letters, with the script where it matters, as in hi-Latn"
        yield Fault(block.file, line, f"language: '{word}' is not a code", mend)


def _nearest(word: object, allowed: Mapping[str, object] | frozenset[str]) -> str:
    near = get_close_matches(str(word), sorted(allowed), 1)
    return f"did you mean {near[0]}?" if near else f"use one of {', '.join(sorted(allowed))}"


def _filled(block: Block) -> Iterator[Fault]:
    """A block holds messages, each on a line that begins with a hyphen."""
    if not block.examples:
        yield Fault(block.file, block.line, "holds no messages", "add one, or take the block out")
    for line in block.stray:
        what = "this line does not begin with a hyphen, so that Rasa passes it over"
        yield Fault(block.file, line, what, "begin it with a hyphen, or join it to the one above")


BLOCK_RULES: Final[tuple[Callable[[Block], Iterator[Fault]], ...]] = (
    _intent,
    _complete,
    _known,
    _filled,
)


def _text_faults(example: Example, numbers: Mapping[str, str]) -> Iterator[Fault]:
    yield from _not_empty(example)
    yield from _brackets(example)
    yield from _phone_numbers(example, numbers)


def _not_empty(example: Example) -> Iterator[Fault]:
    """A message says something."""
    if not example.text:
        yield example.fault("the message is empty", "write it, or take the line out")


def _brackets(example: Example) -> Iterator[Fault]:
    """A message holds no brackets that Rasa reads as its own marks."""
    found = sorted(set(example.text) & set("[]{}"))
    if found:
        what = f"the message holds {' '.join(found)}"
        yield example.fault(what, "take them out: Rasa reads them as marks of an entity")


def _phone_numbers(example: Example, numbers: Mapping[str, str]) -> Iterator[Fault]:
    """A message holds no number of the directory, which may change without it."""
    for run in re.findall(r"\+?\d[\d \-()]*\d", example.text):
        digits = re.sub(r"\D", "", run)
        if digits in numbers:
            what = f"the message holds the number of {numbers[digits]}"
            yield example.fault(what, "take the number out, or put other digits in")


def _numbers(path: Path) -> dict[str, str]:
    """The directory's longer numbers as digits, each with the resource that it belongs to."""
    found: dict[str, str] = {}
    tree, _ = marked.read(path) if path.exists() else (None, [])
    for resource in _list(tree, "resources"):
        for contact in _list(resource, "contacts"):
            number = contact.value.get("number") if isinstance(contact.value, dict) else None
            digits = re.sub(r"\D", "", str(number.value)) if number is not None else ""
            if len(digits) >= LONG_NUMBER:
                found[digits] = str(resource.value["id"].value)
    return found


def _list(tree: Marked | None, key: str) -> list[Marked]:
    held = tree.value.get(key) if tree is not None and isinstance(tree.value, dict) else None
    return held.value if held is not None and isinstance(held.value, list) else []


def _twice(examples: Sequence[Example]) -> Iterator[Fault]:
    """No message stands twice, and above all not with other labels."""
    first: dict[str, Example] = {}
    for example in examples:
        earlier = first.setdefault(same(example.text), example)
        if earlier is example or not example.text:
            continue
        differing = _differing(earlier.block, example.block)
        if differing:
            what = f"the same message has another {', '.join(differing)} in {earlier.place}"
            yield example.fault(what, "decide by its meaning, and keep one of the two")
        else:
            yield example.fault(f"the same message is in {earlier.place}", "keep one of the two")


def _differing(one: Block, other: Block) -> list[str]:
    """The labels in which two blocks differ; a family is only a group, not a label."""
    found = [] if one.intent.value == other.intent.value else ["intent"]
    for key in WORDS:
        if key != "family" and _label(one, key) != _label(other, key):
            found.append(key)
    return found


def _label(block: Block, key: str) -> frozenset[str]:
    value = block.metadata.get(key)
    return frozenset(_words(key, value)) if value is not None else frozenset()


def _leaks(root: Path, examples: Sequence[Example]) -> Iterator[Fault]:
    """No message of training scores the bot, and no message scores it in two sets."""
    seen = {loose(example.text): example.place for example in examples}
    scored: dict[str, str] = {}
    for file, line, text in _held_out(root):
        key = loose(text)
        if len(key.split()) < OWN_IN_SET:
            continue
        if key in seen:
            mend = "write another message with another meaning here, or take this one out"
            yield Fault(file, line, f"this message is also in training, in {seen[key]}", mend)
        elif key in scored and scored[key].rpartition(":")[0] != file:
            yield Fault(file, line, f"this message is also in {scored[key]}", "keep one of the two")
        scored.setdefault(key, f"{file}:{line}")
    for file, line, text in _said(root):
        key = loose(text)
        if key in seen and len(key.split()) >= OWN_IN_TALK:
            what = f"this message is also in training, in {seen[key]}"
            yield Fault(file, line, what, "say it in other words here")


def _held_out(root: Path) -> Iterator[tuple[str, int, str]]:
    """File, line and text of every message of the held-out sets."""
    for path in sorted((root / EVALUATION).glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as file:
            rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
            header = next(rows, [])
            place = header.index("text") if "text" in header else -1
            for line, row in enumerate(rows, start=2):
                if row:
                    yield path.relative_to(root).as_posix(), line, row[min(place, len(row) - 1)]


def _said(root: Path) -> Iterator[tuple[str, int, str]]:
    """File, line and text of everything that a person says in a conversation script."""
    for path in sorted((root / CONVERSATIONS).rglob("*.y*ml")):
        tree, _ = marked.read(path)
        for turn in _list(tree, "turns"):
            said = turn.value.get("say") if isinstance(turn.value, dict) else None
            if said is not None and isinstance(said.value, str):
                yield path.relative_to(root).as_posix(), said.line, said.value
