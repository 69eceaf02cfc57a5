"""Strips the endings that languages put on a place's name ("Londynie", "Manchesterben").

For: `mentions`. The endings are the data file's.
May import: the standard library, `areas`, `text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from bot.regions.areas import rows
from bot.regions.text import Token, fold

_LEAST = 4


@lru_cache(maxsize=1)
def _endings() -> tuple[tuple[str, str], ...]:
    """Return pairs of an ending and what stands in its place, longest first."""
    pairs = []
    for cells in rows("endings.tsv"):
        for ending in cells[1].split():
            cut, _, put = ending.partition(">")
            pairs.append((fold(cut), fold(put)))
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@lru_cache(maxsize=1)
def _beginnings() -> tuple[str, ...]:
    """Return what Arabic and Amharic write before a name in one word."""
    return ("بال", "ال", "ب", "ل", "و", "በ", "ከ", "የ", "ለ")


def stems(word: Token) -> Iterator[str]:
    """Yield the forms that a word may be an inflection of.

    Args:
        word: a word that is no known name.

    Yields:
        Folded forms, those with the longest ending stripped first.
    """
    if len(word.head) >= _LEAST and word.head != word.text:
        yield word.head
    for cut, put in _endings():
        if word.text.endswith(cut) and len(word.text) - len(cut) >= _LEAST:
            yield word.text[: -len(cut)] + put
    for start in _beginnings():
        if word.text.startswith(start) and len(word.text) - len(start) >= _LEAST - 1:
            yield word.text[len(start) :]
