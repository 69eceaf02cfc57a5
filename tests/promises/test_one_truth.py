"""Every number has one home, `resources.yaml`, so that one edit mends it everywhere."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from serving import ROOT

from bot.numbers import digits
from bot.words import load_words

PLACES = (
    "bot/**/*",
    "data/**/*",
    "docs/**/*",
    "scripts/**/*",
    "*.md",
    "*.yml",
    "Makefile",
    "Dockerfile",
    "compose*.yaml",
    ".ci/*",
)
TEXTS = {".py", ".yaml", ".yml", ".md", ".txt", ".tsv", ".json", ".html", ".js", ".css", ".sh", ""}
# Written as people write numbers: groups of digits with single spaces or hyphens between.
GROUPS = re.compile(r"(?<![\w.])\+?\d(?:[ \u00a0-]?\d){4,}(?![\w.]*\d)")
# A telephone number of the UK or of Romania, as it looks outside of any list.
LIKE_A_NUMBER = re.compile(
    r"(?<![\d.])(?:(?:\+|00)4[04][ -]?\d|0[1-9])(?:[ -]?\d){8,9}(?![\d.]*\d)"
)


def files() -> Iterator[Path]:
    """Every text file of the project in which a number could hide, the directory apart."""
    for pattern in PLACES:
        for path in sorted(ROOT.glob(pattern)):
            if path.is_file() and path.suffix in TEXTS and "__pycache__" not in path.parts:
                yield path


def name(path: Path) -> str:
    """A file's name in the project."""
    return path.relative_to(ROOT).as_posix()


@lru_cache(maxsize=1)
def tree() -> dict:
    """The directory as plain data."""
    return yaml.safe_load((ROOT / "resources.yaml").read_text(encoding="utf-8"))


def numbers() -> set[str]:
    """The digits of every number of the directory."""
    contacts = (item for resource in tree()["resources"] for item in resource["contacts"])
    return {digits(item["number"]) for item in contacts if item.get("number")}


def retired() -> set[str]:
    """The digits of every number that must never be given again."""
    return {digits(item["number"]) for item in tree()["retired"]}


def found_in(path: Path, wanted: set[str]) -> list[str]:
    """`file:line: number` for each of the wanted numbers in a file."""
    rows = path.read_text(encoding="utf-8").splitlines()
    return [
        f"{name(path)}:{line}: {match.group()}"
        for line, row in enumerate(rows, 1)
        for match in GROUPS.finditer(row)
        if digits(match.group()) in wanted
    ]


def test_the_search_sees_the_files_that_matter() -> None:
    """The search covers code, words, training data, documents and the files at the top."""
    seen = {name(path) for path in files()}
    assert {"bot/floor.py", "bot/words/en.yaml", "README.md", "domain.yml", "Makefile"} <= seen
    assert any(path.startswith("data/nlu/") for path in seen)
    assert any(path.startswith("docs/decisions/") for path in seen)
    assert found_in(ROOT / "resources.yaml", numbers()), "the search finds no number at all"


def test_no_number_is_written_outside_the_directory() -> None:
    """A charity that mends a number mends it once: nothing else of the project repeats it."""
    long = {number for number in numbers() if len(number) > 5}
    assert [hit for path in files() for hit in found_in(path, long)] == []


def test_nothing_that_looks_like_a_number_is_written_outside_the_directory() -> None:
    """No telephone number is written anywhere else, not even one that the directory lacks.

    The data about places is left out: its columns are grid references and names.
    """
    hits = [
        f"{name(path)}:{line}: {match.group()}"
        for path in files()
        if not name(path).startswith("bot/regions/data/")
        for line, row in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for match in LIKE_A_NUMBER.finditer(row)
        if match.group() != string.digits
    ]
    assert hits == []


def test_no_retired_number_is_left_anywhere() -> None:
    """A number that no longer answers stands in the list of retired numbers and nowhere else."""
    assert retired()
    assert [hit for path in files() for hit in found_in(path, retired())] == []
    text = (ROOT / "resources.yaml").read_text(encoding="utf-8")
    living = text[: text.index("\nretired:")]
    hits = [m.group() for m in GROUPS.finditer(living) if digits(m.group()) in retired()]
    assert hits == []


@pytest.mark.parametrize("language", sorted(load_words(ROOT)))
def test_words_hold_no_digit(language: str) -> None:
    """The sentences that a translator edits hold no digit of any script, in any language."""
    texts = load_words(ROOT)[language].texts
    assert texts
    assert {key: text for key, text in texts.items() if any(map(str.isdigit, text))} == {}


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a Python file that are no docstrings, with their lines."""
    found = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(found) if isinstance(node, ast.Expr)}
    for node in ast.walk(found):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in said:
            yield node.lineno, node.value


def test_code_holds_no_short_number() -> None:
    """Not even 999 or 101 is written in code: it names the resource, and the number comes along."""
    short = "|".join(sorted(number for number in numbers() if len(number) <= 5))
    alone = re.compile(rf"(?<![\w-])(?:{short})(?![\w-])")
    hits = [
        f"{name(path)}:{line}: {text[:60]!r}"
        for path in sorted((ROOT / "bot").rglob("*.py"))
        for line, text in strings(path)
        if alone.search(text)
    ]
    assert hits == []
