"""The sentences that people read, by language and key.

Each language is one file here, `<code>.yaml`, which a translator edits; `README.md` beside them
says how. A key is the path to a sentence, as in `talk.greeting`. English has every key and is
what a missing sentence falls back to. This package imports nothing of Rasa or the web.
"""

from __future__ import annotations

import string
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bot.marked import Marked, read
from bot.question_keys import QUESTIONS

REFERENCE: Final = "en"
META: Final = ("language", "name", "direction", "status")

# The keys under `questions`: each question of fact that the understanding of a message can name.
# Follow-ups, goodbyes, small talk and the unclear are answered from `talk`.
_NO_QUESTION: Final = ("fu_", "stop_", "st_", "un_")
QUESTION_KEYS: Final = frozenset(key for key in QUESTIONS if not key.startswith(_NO_QUESTION))


def words_folder(root: Path) -> Path:
    """The folder of the words files.

    Args:
        root: the top folder of the project.

    Returns:
        The folder, whether or not it exists.
    """
    return root / "bot" / "words"


def placeholders(text: str) -> frozenset[str]:
    """The names in curly brackets in a sentence.

    Args:
        text: a sentence from a words file.

    Returns:
        The names; a bracket that holds nothing gives the empty name.

    Raises:
        ValueError: if a bracket is not closed, or closed without having been opened.
    """
    return frozenset(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


def flatten(tree: Marked, prefix: str = "") -> Iterator[tuple[str, Marked]]:
    """Walk a words file down to its sentences.

    Args:
        tree: what `bot.marked.read` gave.
        prefix: the key of that tree, empty at the top.

    Yields:
        The dotted key and the value with its line.
    """
    for name, value in tree.value.items():
        key = f"{prefix}.{name}" if prefix else name
        if isinstance(value.value, dict):
            yield from flatten(value, key)
        else:
            yield key, value


@dataclass(frozen=True)
class Words:
    """The sentences of one language.

    `language` is its code, `name` what its speakers call it, `direction` is `ltr` or `rtl`, and
    `status` is `draft` until people have reviewed it.
    """

    language: str
    name: str
    direction: str
    status: str
    texts: Mapping[str, str]
    fallback: Words | None = None

    def has(self, key: str) -> bool:
        """Whether this language itself, without falling back to English, has the key."""
        return bool(self.texts.get(key))

    def get(self, key: str, **values: str) -> str:
        """A sentence, ready to be shown.

        Args:
            key: for example `talk.greeting`.
            values: what to put in the place of each `{name}`; those not needed are ignored.

        Returns:
            The sentence, in English where this language has none. No bracket is left in it.

        Raises:
            KeyError: if English has no such key either, or a value that it needs is missing or
                empty. Nobody is told to press or call nothing.
        """
        text = self.texts.get(key) or (self.fallback.texts.get(key) if self.fallback else None)
        if not text:
            raise KeyError(key)
        missing = placeholders(text) - {name for name, value in values.items() if value}
        if missing:
            raise KeyError(f"{key} ({self.language}) needs a value for {sorted(missing)}")
        return text.format_map(values)


class BadWords(ValueError):
    """A words file cannot be used; the text names it, and says why."""


def load_words(root: Path) -> Mapping[str, Words]:
    """Read every language.

    Args:
        root: the top folder of the project.

    Returns:
        The words by language code, English first.

    Raises:
        BadWords: if English is missing, or a file is not sound YAML or has no `meta`.
    """
    files = sorted(words_folder(root).glob("*.yaml"), key=lambda file: file.stem != REFERENCE)
    if not files or files[0].stem != REFERENCE:
        raise BadWords(f"no {REFERENCE}.yaml in {words_folder(root)}")
    english = _load(root, files[0], None)
    return {REFERENCE: english} | {file.stem: _load(root, file, english) for file in files[1:]}


def _load(root: Path, file: Path, fallback: Words | None) -> Words:
    tree, troubles = read(file)
    if tree is None or troubles or not isinstance(tree.value, dict):
        fault = troubles[0].what if troubles else "is not a list of keys"
        raise BadWords(f"{file.relative_to(root)}: {fault} (`signpost check` tells the line)")
    texts = {key: str(value.value) for key, value in flatten(tree) if value.value is not None}
    missing = [name for name in META if f"meta.{name}" not in texts]
    if missing:
        raise BadWords(f"{file.relative_to(root)}: meta has no {', '.join(missing)}")
    meta = {name: texts[f"meta.{name}"] for name in META}
    sentences = {key: text for key, text in texts.items() if not key.startswith("meta.")}
    return Words(texts=sentences, fallback=fallback, **meta)
