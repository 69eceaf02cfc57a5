"""YAML with line numbers: what a check needs to say where a fault is.

`read` gives a tree of `Marked`, each value with its line. Words such as `no` and `yes` stay
words here: YAML's own habit of reading them as booleans would turn `police: no` into false.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

# C code where it was built with it: eight times as fast, and the directory is long.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_INTEGER = re.compile(r"-?(0|[1-9][0-9]*)$")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")
_CONSTANTS: Mapping[str, bool | None] = {
    "": None,
    "null": None,
    "~": None,
    "true": True,
    "false": False,
}


@dataclass(frozen=True)
class Marked:
    """A value of a YAML file and the line it stands on.

    `value` is a dict of `Marked`, a list of `Marked`, or a scalar.
    """

    value: Any
    line: int

    def plain(self) -> Any:
        """The value without lines, all the way down."""
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items()}
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        return self.value

    def scalars(self) -> Iterator[Marked]:
        """Every scalar below, in the order of the file."""
        if isinstance(self.value, dict):
            children = list(self.value.values())
        elif isinstance(self.value, list):
            children = self.value
        else:
            yield self
            return
        for child in children:
            yield from child.scalars()


@dataclass(frozen=True)
class Trouble:
    """Something wrong with the YAML itself: where, what, and how to mend it."""

    line: int
    what: str
    mend: str


def read(path: Path) -> tuple[Marked | None, list[Trouble]]:
    """Read a YAML file, keeping the line of every value.

    Args:
        path: The file.

    Returns:
        The tree, or None where it could not be read; and what is wrong with the YAML.
    """
    try:
        loader = _Loader(path.read_text(encoding="utf-8"))
        node = loader.get_single_node()
    except OSError as error:
        return None, [Trouble(1, f"cannot be read: {error.strerror}", "check the path")]
    except UnicodeDecodeError as error:
        return None, [Trouble(1, f"is not UTF-8 at byte {error.start}", "save it as UTF-8")]
    except yaml.YAMLError as error:
        return None, [_syntax(error)]
    if node is None:
        return None, [Trouble(1, "is empty", "bring back the last good version")]
    builder = _Builder()
    return builder.build(node), builder.troubles


def _syntax(error: yaml.YAMLError) -> Trouble:
    mark = getattr(error, "problem_mark", None)
    what = getattr(error, "problem", None) or "cannot be read"
    line = mark.line + 1 if mark else 1
    return Trouble(line, f"YAML: {what}", "check quotes, brackets and indents here and just above")


@dataclass
class _Builder:
    """Turns the nodes of one file into `Marked`, noting what is wrong on the way."""

    troubles: list[Trouble] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def build(self, node: yaml.Node) -> Marked:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.ScalarNode):
            return Marked(_scalar(node.value, quoted=bool(node.style)), line)
        if id(node) in self.seen:
            # An alias may hold itself, or unfold to millions of values.
            mend = "write the value out again"
            self.troubles.append(Trouble(line, "is used again through an alias", mend))
            return Marked(None, line)
        self.seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return Marked(self.mapping(node), line)
        return Marked([self.build(item) for item in node.value], line)

    def mapping(self, node: yaml.MappingNode) -> dict[str, Marked]:
        found: dict[str, Marked] = {}
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in found:
                self.troubles.append(Trouble(line, f"{name} is given twice", "keep one of the two"))
            marked = self.build(value)
            # The mark of an empty value is at the next token; its key's line is the useful one.
            found[name] = Marked(None, line) if marked.value is None else marked
        return found


def _scalar(text: str, *, quoted: bool) -> str | int | bool | dt.date | None:
    if quoted:
        return text
    if text in _CONSTANTS:
        return _CONSTANTS[text]
    if _INTEGER.match(text):
        return int(text)
    return _date(text) if _DATE.match(text) else text


def _date(text: str) -> dt.date | str:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return text
