"""The training messages of `data/nlu/` as plain data, each with its file and line.

Reads the same YAML blocks that Rasa reads. Free of Rasa, so that the check and the evaluation
start at once.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bot import marked
from bot.marked import Marked, Trouble

FOLDER = Path("data") / "nlu"

# What Rasa takes off the end of an example.
_AROUND = "\n\r "


@dataclass(frozen=True)
class Block:
    """One block of a file: examples that share all labels.

    Attributes:
        file: path below the project's folder.
        line: where the block begins.
        intent: the need.
        metadata: keys as they are written, each with its line.
        examples: (line, text) of each example.
        stray: lines among the examples that Rasa would pass over.
    """

    file: str
    line: int
    intent: Marked
    metadata: Mapping[str, Marked]
    examples: tuple[tuple[int, str], ...]
    stray: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What a project's training files hold: blocks, and what is wrong with the YAML."""

    blocks: list[Block] = field(default_factory=list)
    troubles: list[tuple[str, Trouble]] = field(default_factory=list)


def read(root: Path) -> Reading:
    """Read every training file of a project.

    Args:
        root: the project's folder.

    Returns:
        All blocks in the order of the files, and what could not be read.
    """
    reading = Reading()
    for path in sorted((root / FOLDER).rglob("*.yml")):
        file = path.relative_to(root).as_posix()
        tree, troubles = marked.read(path)
        reading.troubles.extend((file, trouble) for trouble in troubles)
        for item in _items(tree):
            reading.blocks.append(_block(file, item))
    return reading


def _items(tree: Marked | None) -> Iterator[Marked]:
    """The blocks that hold an intent; synonyms and lookups are Rasa's own business."""
    top = tree.value if tree is not None and isinstance(tree.value, dict) else {}
    listed = top.get("nlu")
    for item in listed.value if listed is not None and isinstance(listed.value, list) else ():
        if isinstance(item.value, dict) and "intent" in item.value:
            yield item


def _block(file: str, item: Marked) -> Block:
    empty = Marked(None, item.line)
    metadata = item.value.get("metadata", empty)
    kept = metadata.value if isinstance(metadata.value, dict) else {}
    lines = list(_lines(item.value.get("examples", empty)))
    examples = tuple((line, text[1:].strip(_AROUND)) for line, text in lines if text[0] == "-")
    stray = tuple(line for line, text in lines if text[0] != "-")
    return Block(file, item.line, item.value["intent"], kept, examples, stray)


def _lines(examples: Marked) -> Iterator[tuple[int, str]]:
    """The lines of a `|` text; its mark is on the bar, so the first stands one below."""
    for place, text in enumerate(str(examples.value or "").splitlines(), start=1):
        if text.strip():
            yield examples.line + place, text.lstrip()


def same(text: str) -> str:
    """What two texts share that differ in case and spaces only."""
    return " ".join(unicodedata.normalize("NFC", text).casefold().split())


def loose(text: str) -> str:
    """What two texts share that also differ in marks on letters and in punctuation."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.findall(r"\w+", bare)) or same(text)
