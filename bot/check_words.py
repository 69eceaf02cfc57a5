"""Checks of the words files: every sentence in every language, and no digit in any of them.

English is the reference. Each rule below is a small function whose first line is the rule in
words; all faults come at once, with file and line, so that a translator can mend them in one go.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.check import Fault
from bot.marked import Marked, read
from bot.words import META, QUESTION_KEYS, REFERENCE, flatten, placeholders, words_folder

DIRECTIONS: Final = ("ltr", "rtl")
STATUSES: Final = ("draft", "reviewed")
LONGEST_SENTENCE: Final = 24
# Letters that look right and are not: with a cedilla, where Romanian has a comma below.
WRONG_LETTERS: Final = {"ro": {"ş": "ș", "ţ": "ț", "Ş": "Ș", "Ţ": "Ț"}}

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+|\n")


@dataclass(frozen=True)
class Sheet:
    """One words file as it is checked: its values by dotted key, each with its line."""

    file: str
    language: str
    values: Mapping[str, Marked]

    def fault(self, key: str, what: str, mend: str) -> Fault:
        """An error at a key, or at the top where the file has no such key."""
        line = self.values[key].line if key in self.values else 1
        return Fault(self.file, line, f"{key}: {what}", mend)

    @property
    def texts(self) -> dict[str, str]:
        """The sentences by key, without `meta`; those that are empty are left out."""
        found = {key: "" if v.value is None else str(v.value) for key, v in self.values.items()}
        return {k: text for k, text in found.items() if text.strip() and not _is_meta(k)}

    @property
    def allowed(self) -> frozenset[str]:
        """The placeholders that `meta` lists."""
        start = "meta.placeholders."
        return frozenset(key[len(start) :] for key in self.values if key.startswith(start))


def check(root: Path) -> list[Fault]:
    """Check the words of every language.

    Args:
        root: the top folder of the project.

    Returns:
        All faults, by file and line. Long sentences are warnings only.
    """
    faults: list[Fault] = []
    sheets = _sheets(root, faults)
    english = sheets.get(REFERENCE)
    if english is None:
        return sorted(faults or [_no_english(root)])
    for sheet in sheets.values():
        for rule in RULES:
            faults.extend(rule(sheet, english))
    return sorted(faults)


def _no_english(root: Path) -> Fault:
    file = (words_folder(root) / f"{REFERENCE}.yaml").relative_to(root).as_posix()
    return Fault(file, 1, "is missing", "bring it back: every language is held against it")


def _sheets(root: Path, faults: list[Fault]) -> dict[str, Sheet]:
    sheets = {}
    for path in sorted(words_folder(root).glob("*.yaml")):
        file = path.relative_to(root).as_posix()
        tree, troubles = read(path)
        faults.extend(Fault(file, item.line, item.what, item.mend) for item in troubles)
        if tree is not None and isinstance(tree.value, dict):
            sheets[path.stem] = Sheet(file, path.stem, dict(flatten(tree)))
        elif tree is not None:
            faults.append(Fault(file, 1, "holds no keys", "write it as en.yaml is written"))
    return sheets


def _is_meta(key: str) -> bool:
    return key.startswith("meta.")


def _meta(sheet: Sheet, _: Sheet) -> Iterator[Fault]:
    """`meta` says which language it is, what it is called, its direction and its status."""
    allowed = {"language": (sheet.language,), "direction": DIRECTIONS, "status": STATUSES}
    for name in META:
        key = f"meta.{name}"
        choices = allowed.get(name, ())
        if key not in sheet.values:
            yield sheet.fault(key, "is missing", "add it, as in en.yaml")
        elif choices and sheet.values[key].value not in choices:
            what = f"cannot be {sheet.values[key].value}"
            yield sheet.fault(key, what, f"write {' or '.join(choices)}")


def _meta_keys(sheet: Sheet, english: Sheet) -> Iterator[Fault]:
    """`meta` holds nothing else; only English lists the placeholders."""
    listed = sheet.language == english.language
    for key in filter(_is_meta, sheet.values):
        name = key.removeprefix("meta.")
        if name not in META and not (listed and name.startswith("placeholders.")):
            yield sheet.fault(key, "is not a key of meta", "take it out")


def _same_keys(sheet: Sheet, english: Sheet) -> Iterator[Fault]:
    """Every language has the keys of English and no others."""
    ours, theirs = set(sheet.values), set(english.values)
    for key in filter(lambda key: not _is_meta(key), theirs - ours):
        line = english.values[key].line
        yield sheet.fault(key, "is missing", f"translate {english.file} line {line}")
    for key in filter(lambda key: not _is_meta(key), ours - theirs):
        yield sheet.fault(key, "is not a key of English", "take it out, or mend its spelling")


def _questions(sheet: Sheet, english: Sheet) -> Iterator[Fault]:
    """English answers every question that can be understood, and no other."""
    if sheet.language != english.language:
        return
    start = "questions."
    answered = {key.removeprefix(start) for key in sheet.values if key.startswith(start)}
    for key in sorted(QUESTION_KEYS - answered):
        yield sheet.fault(start + key, "has no answer", "write two to five short sentences")
    for key in sorted(answered - QUESTION_KEYS):
        mend = "take it out, or add it to bot/question_keys.py"
        yield sheet.fault(start + key, "is not a question that we understand", mend)


def _not_empty(sheet: Sheet, _: Sheet) -> Iterator[Fault]:
    """Nothing is left empty, and each value is one text."""
    for key, value in sheet.values.items():
        if isinstance(value.value, list):
            yield sheet.fault(key, "is a list", "write it as one text")
        elif value.value is None or not str(value.value).strip():
            yield sheet.fault(key, "is empty", "write the sentence")


def _no_digits(sheet: Sheet, _: Sheet) -> Iterator[Fault]:
    """No digit of any script: numbers come from the directory alone."""
    for key, text in sheet.texts.items():
        if any(letter.isdigit() for letter in text):
            mend = "write it in words, or use a placeholder such as {emergency}"
            yield sheet.fault(key, "holds a digit", mend)


def _braces(sheet: Sheet, english: Sheet) -> Iterator[Fault]:
    """Placeholders are those of the list, and the same as in English."""
    known = english.texts
    for key, text in sheet.texts.items():
        names = _names(text)
        if names is None:
            yield sheet.fault(key, "has a stray curly bracket", "write it as {name}")
            continue
        for name in sorted(names - english.allowed):
            mend = f"use one of {', '.join(sorted(english.allowed))}"
            yield sheet.fault(key, f"{{{name}}} is not a placeholder", mend)
        expected = _names(known.get(key, text)) or frozenset()
        for name in sorted(expected - names):
            yield sheet.fault(key, f"{{{name}}} is missing", "put it in, as English has it")
        for name in sorted((names & english.allowed) - expected):
            yield sheet.fault(key, f"{{{name}}} is not in the English", "take it out")


def _names(text: str) -> frozenset[str] | None:
    try:
        return None if "{{" in text or "}}" in text else placeholders(text)
    except ValueError:
        return None


def _letters(sheet: Sheet, _: Sheet) -> Iterator[Fault]:
    """Letters are the language's own."""
    wrong = WRONG_LETTERS.get(sheet.language, {})
    for key, text in sheet.texts.items():
        for letter in sorted(set(text) & set(wrong)):
            yield sheet.fault(key, f"has {letter} with a cedilla", f"write {wrong[letter]}")


def _short(sheet: Sheet, _: Sheet) -> Iterator[Fault]:
    """Sentences are short enough to be taken in by someone who is frightened."""
    for key, text in sheet.texts.items():
        longest = max(len(sentence.split()) for sentence in _SENTENCE_END.split(text))
        if longest > LONGEST_SENTENCE:
            what = f"{key}: has a sentence of {longest} words"
            mend = "make two of it"
            yield Fault(sheet.file, sheet.values[key].line, what, mend, "warning")


RULES: Final[tuple[Callable[[Sheet, Sheet], Iterator[Fault]], ...]] = (
    _meta,
    _meta_keys,
    _same_keys,
    _questions,
    _not_empty,
    _no_digits,
    _braces,
    _letters,
    _short,
)
