"""Matches misspelt names ("burmingham", "middlesboro") by edit distance.

For: `mentions`. A word that exists in some language is never taken for a misspelling:
`near_misses.txt` lists those that lie close to a name.
May import: the standard library, rapidfuzz, `areas`, `gazetteer`, `text`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from bot.regions.areas import rows
from bot.regions.gazetteer import Gazetteer, Place, gazetteer
from bot.regions.text import Token, fold, key

ASKED, PLACED, BARE = 4_000, 20_000, 60_000
_LEAST_OF_SEVERAL = 10
_LEAST_HEARD, _LONG_HEARD = 5, 8
_LEAST_GREAT = 7
_LEAST_TOWN = 4
_ONLY_WRITTEN = 2
_KINDS = frozenset({"town", "suburb", "district"})
_CLIPPED = re.compile(r"([a-z]{1,2})'([a-z]{3,})")
_BY_HAND = frozenset({"county", "nation"})


@lru_cache(maxsize=3)
def _targets(least: int) -> tuple[str, ...]:
    """Return the names long and large enough to be guessed at."""
    book = gazetteer()
    return tuple(
        name
        for name, places in book.names.items()
        if len(name) >= 5 and name.isascii() and not name.startswith("the ")
        if name not in book.weak or _great(name, places[0])
        if any(_worth(name, place, least) for place in places)
    )


def _great(name: str, place: Place) -> bool:
    """Tell whether an ordinary word is so large a town that it is misspelt, too ("Readding")."""
    main = place.kind in _KINDS and name == key(place.name)
    return main and place.weight >= BARE and len(name) >= _LEAST_GREAT


def _worth(name: str, place: Place, least: int) -> bool:
    """Tell whether a name is worth guessing at: a main name at home, or an English country."""
    if place.country != "GB":
        plain = " " not in name and name == key(place.name)
        return place.kind == "country" and least < BARE and plain
    if place.kind in _BY_HAND or place.kind == "ruling":
        return len(name) >= 6 or name == key(place.name)
    return place.weight >= least and place.kind in _KINDS and name == key(place.name)


@lru_cache(maxsize=1)
def _words() -> frozenset[str]:
    """Return the ordinary words that lie near a name."""
    return frozenset(word for cells in rows("near_misses.txt") for word in cells[0].split())


@lru_cache(maxsize=1)
def _slips() -> dict[str, str]:
    """Return the names too short for edit distance by their likely misspellings."""
    return {slip: name for name, typed in rows("slips.tsv") for slip in typed.split()}


def slip(typed: str) -> str | None:
    """Return the short name that a word is a likely misspelling of ("leds", "hul").

    Args:
        typed: a folded word.

    Returns:
        The key of a name, or None.
    """
    return _slips().get(typed)


def clipped(raw: str, book: Gazetteer) -> tuple[str, tuple[Place, ...]] | None:
    """Read a name whose middle an apostrophe stands for ("B'mouth", "W'hampton").

    Args:
        raw: a word as typed.
        book: the names.

    Returns:
        The key of the largest town that fits and all that fit, or None.
    """
    cut = _CLIPPED.fullmatch(fold(raw))
    if not cut:
        return None
    fits = [
        (places[0].weight, name)
        for name, places in book.names.items()
        if name.startswith(cut[1]) and name.endswith(cut[2]) and len(name) > len(raw)
        if " " not in name and places[0].country == "GB" and places[0].weight >= BARE
    ]
    ranked = [name for _, name in sorted(fits, reverse=True)]
    return (ranked[0], tuple(book.names[name][0] for name in ranked)) if ranked else None


def allowed(length: int, *, placed: bool, asked: bool) -> int:
    """Return how many letters may be wrong in a word of some length.

    Args:
        length: letters of the word.
        placed: whether the sentence says that it is a place.
        asked: whether the message answers the question where the person is.

    Returns:
        The largest edit distance that still counts.
    """
    if length < 5:
        return 0
    if asked:
        return 1 if length < 7 else 2 if length < 11 else 3
    if placed:
        return 1 if length < 9 else 2 if length < 13 else 3
    return 0 if length < 7 else 1 if length < 9 else 2


def nearest(
    group: list[Token], *, placed: bool, asked: bool, whole: bool, town: bool = False
) -> str | None:
    """Return the name that some words most likely misspell.

    Args:
        group: one to three words that stand together.
        placed: whether a word before them says that a place follows.
        asked: whether the message answers the question where the person is.
        whole: whether the message has hardly another word.
        town: whether a word for a town stands before them ("orasul Slou").

    Returns:
        The key of a name, or None.
    """
    typed = " ".join(word.text for word in group)
    if town and len(group) == 1 and (heard := _alike(typed, least=_LEAST_TOWN)):
        return heard
    most = allowed(len(typed.replace(" ", "")), placed=placed, asked=asked or whole or town)
    least = ASKED if asked else PLACED if placed or whole else BARE
    if not most or not typed.isascii() or typed.replace(" ", "").isdigit():
        return None
    if len(group) > 1:
        return _of_several(group, typed, most, least, whole=whole)
    if typed in _words():
        return None
    found = _closest(typed, most, least)
    if not found and whole and group[0].capital and len(typed) >= _LONG_HEARD:
        found = _closest(typed, 1, ASKED)
    if found or asked or whole:
        return found or _alike(typed)
    written = (placed or group[0].capital) and len(typed) >= _LEAST_GREAT
    return _alike(typed, most=_ONLY_WRITTEN) if written else None


def _of_several(
    group: list[Token], typed: str, most: int, least: int, *, whole: bool
) -> str | None:
    """Return the name that two or three words misspell together."""
    if len(typed) < _LEAST_OF_SEVERAL:
        only = whole and len(typed) == _LEAST_OF_SEVERAL - 1
        return _closest(typed, 1, PLACED) if only else None
    words = _words()
    plain = typed in words or all(w.text in words or len(w.text) < 4 for w in group)
    return None if plain else _closest(typed, most, least)


def sound(word: str) -> str:
    """Reduce a word to the consonants that are heard in it, as spoken in England.

    Args:
        word: a folded word.

    Returns:
        The first letter and the consonants after it ("livapool" and "liverpool" are both "lvpl").
    """
    for letters, heard in _SPOKEN:
        word = letters.sub(heard, word)
    return _TWICE.sub(r"\1", word[:1] + _SILENT.sub("", word[1:]))


_SPOKEN = tuple(
    (re.compile(letters), heard)
    for letters, heard in (
        ("ph", "f"),
        ("gh", ""),
        ("ck|q", "k"),
        ("c(?=[eiy])", "s"),
        ("c(?!h)", "k"),
        ("z", "s"),
        ("r(?![aeiouy])", ""),
    )
)
_SILENT = re.compile("[aeiouyh]")
_TWICE = re.compile(r"(.)\1+")


@lru_cache(maxsize=1)
def _sounds() -> dict[str, tuple[str, ...]]:
    """Return the large towns by how they sound."""
    found: dict[str, tuple[str, ...]] = {}
    for name in _targets(BARE):
        if " " not in name:
            found[sound(name)] = (*found.get(sound(name), ()), name)
    return found


@lru_cache(maxsize=512)
def _alike(typed: str, least: int = _LEAST_HEARD, most: int = 0) -> str | None:
    """Return the large town that a word sounds like, if it is spelt not too far from it."""
    if len(typed) < least or not typed.isascii():
        return None
    near = [(OSA.distance(typed, name), name) for name in _sounds().get(sound(typed), ())]
    most = most or (2 if len(typed) < _LONG_HEARD else 3)
    return min((pair for pair in near if pair[0] <= most), default=(0, None))[1]


@lru_cache(maxsize=512)
def _closest(typed: str, most: int, least: int) -> str | None:
    """Return the closest of the names, the largest where several are as close."""
    names = _targets(least)
    hits = extract(typed, names, scorer=OSA.distance, score_cutoff=most, limit=12)
    book = gazetteer()
    ranked = sorted(
        (
            distance + (name[0] != typed[0] and name[1:] != typed) * 0.9,
            -book.names[name][0].weight,
            name,
        )
        for name, distance, _ in hits
        if name[0] == typed[0] or distance <= 1
    )
    return ranked[0][2] if ranked and ranked[0][0] <= most else None
