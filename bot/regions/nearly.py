"""Matches misspelt names ("burmingham", "middlesboro") by edit distance.

For: `mentions`. A word that exists in some language is never taken for a misspelling:
`near_misses.txt` lists those that lie close to a name.
May import: the standard library, rapidfuzz, `areas`, `gazetteer`, `text`.
"""

from __future__ import annotations

from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.regions.areas import rows
from bot.regions.gazetteer import gazetteer
from bot.regions.text import Token

PLACED, BARE = 4_000, 60_000


@lru_cache(maxsize=2)
def _targets(least: int) -> tuple[str, ...]:
    """Return the names long and large enough to be guessed at."""
    book = gazetteer()
    return tuple(
        name
        for name, places in book.names.items()
        if len(name) >= 5
        and name.isascii()
        and name not in book.weak
        and (places[0].weight >= least or (places[0].kind == "country" and least == PLACED))
    )


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the ordinary words that lie near a name."""
    return frozenset(word for cells in rows("near_misses.txt") for word in cells[0].split())


def allowed(length: int, placed: bool) -> int:
    """Return how many letters may be wrong in a word of some length.

    Args:
        length: letters of the word.
        placed: whether the sentence says that it is a place.

    Returns:
        The largest edit distance that still counts.
    """
    if length < 5:
        return 0
    if placed:
        return 1 if length < 7 else 2 if length < 11 else 3
    return 0 if length < 7 else 1 if length < 9 else 2


def nearest(group: list[Token], *, placed: bool, asked: bool) -> str | None:
    """Return the name that some words most likely misspell.

    Args:
        group: one to three words that stand together.
        placed: whether a word before them says that a place follows.
        asked: whether the message answers the question where the person is.

    Returns:
        The key of a name, or None.
    """
    typed = " ".join(word.text for word in group)
    sure = placed or asked
    most = allowed(len(typed.replace(" ", "")), sure)
    if not most or not typed.isascii() or typed.replace(" ", "").isdigit():
        return None
    words = _words()
    if typed in words or (len(group) > 1 and all(w.text in words or len(w.text) < 4 for w in group)):
        return None
    return _closest(typed, most, PLACED if sure else BARE)


@lru_cache(maxsize=512)
def _closest(typed: str, most: int, least: int) -> str | None:
    """Return the closest of the names, the largest where several are as close."""
    names = _targets(least)
    hits = extract(typed, names, scorer=OSA.distance, score_cutoff=most, limit=12)
    book = gazetteer()
    ranked = sorted(
        (distance + (typed[0] != name[0]) * 0.9, -book.names[name][0].weight, name)
        for name, distance, _ in hits
        if name[0] == typed[0] or distance <= 1
    )
    return ranked[0][2] if ranked and ranked[0][0] <= most else None
