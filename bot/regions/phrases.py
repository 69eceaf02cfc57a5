"""Holds the cue words of each language, and finds the one that ends or begins at a word.

For: `cues`, and whoever asks for the part that a place plays. The words are in `cues.tsv`.
May import: the standard library, `areas`, `text`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import IntEnum
from functools import lru_cache

from bot.regions.areas import rows
from bot.regions.text import Token, key


class Role(IntEnum):
    """The part a place plays; the highest counts."""

    NOT = 0
    PAST = 1
    ASIDE = 2
    FAMILY = 3
    WAS = 4
    ORIGIN = 5
    TOWARDS = 6
    BARE = 7
    PLACED = 8
    NOW = 9
    HELPED = 10


_ROLES = {
    "not": Role.NOT,
    "past": Role.PAST,
    "was": Role.WAS,
    "origin": Role.ORIGIN,
    "family": Role.FAMILY,
    "towards": Role.TOWARDS,
    "now": Role.NOW,
    "helped": Role.HELPED,
}

_SIDES = frozenset(
    "place strong stop near instead person then name thing kept-place kin self held"  # noqa: SIM905
    " town speak sibling threat present captive firm chief".split()
)
Cue = tuple[str, ...]


@dataclass
class _Side:
    """The cues of one side. A cue's rank is its place in their order: the longest first.

    Most words end no cue. So this is asked for several of a message's words again and again, and
    looks nothing up but what may stand there.

    Attributes:
        whole: rank and role by cue.
        lengths: the lengths of the cues that end with a word, the longest first.
        starred: cues whose last word stands for any ending, by its first two letters.
    """

    whole: dict[Cue, tuple[int, Role | None]] = field(default_factory=dict)
    lengths: dict[str, list[int]] = field(default_factory=dict)
    starred: dict[str, list[tuple[int, Cue, Role | None]]] = field(default_factory=dict)

    def add(self, rank: int, cue: Cue, role: Role | None) -> None:
        """Add a cue; ranks must come in order."""
        if cue[-1].endswith("*"):
            self.starred.setdefault(cue[-1][:-1][:2], []).append((rank, cue, role))
            return
        self.whole.setdefault(cue, (rank, role))
        lengths = self.lengths.setdefault(cue[-1], [])
        if len(cue) not in lengths:
            lengths.append(len(cue))

    def ending(self, words: list[Token], end: int) -> tuple[int, Role | None] | None:
        """Find the first cue that ends before a word: its length and its role."""
        last = words[end - 1].text
        found = None
        for length in self.lengths.get(last, ()):
            if length > end:
                continue
            group = words[end - length : end]
            hit = self.whole.get(tuple([word.text for word in group]))
            if hit and not any([word.gap for word in group[1:]]):
                found = hit[0], length, hit[1]
                break
        for rank, cue, role in self.starred.get(last[:2], ()):
            if found and found[0] < rank:
                break
            if len(cue) <= end and _stands(cue, words[end - len(cue) : end]):
                return len(cue), role
        return found[1:] if found else None


@dataclass(frozen=True)
class _Cues:
    """All cues: by side, and those that follow a place by their first two letters."""

    sides: dict[str, _Side]
    after: dict[str, list[tuple[Cue, Role | None]]]


@lru_cache(maxsize=1)
def _cues() -> _Cues:
    sides: dict[str, _Side] = {}
    after: dict[str, list[tuple[Cue, Role | None]]] = {}
    told = sorted(_read(), key=lambda one: -len(one[1]))
    for rank, (side, cue, role) in enumerate(told):
        if side == "after":
            after.setdefault(cue[0].rstrip("*")[:2], []).append((cue, role))
        else:
            sides.setdefault(side, _Side()).add(rank, cue, role)
    return _Cues(sides, after)


def _read() -> Iterator[tuple[str, Cue, Role | None]]:
    """Yield each cue of the file with its side and its role."""
    for kind, phrases in rows("cues.tsv"):
        side = kind if kind in _SIDES else "before"
        if kind.startswith("after-"):
            side = "after"
        role = _ROLES.get(kind.removeprefix("after-"))
        for phrase in phrases.split(";"):
            star = phrase.strip().endswith("*")
            cue = tuple(key(phrase.replace("*", "")).split())
            if cue:
                yield side, (*cue[:-1], cue[-1] + "*") if star else cue, role


def _stands(cue: Cue, group: list[Token]) -> bool:
    """Tell whether a cue is these words, without marks between them."""
    same = all(_same(part, word.text) for part, word in zip(cue, group))
    return same and not any(word.gap for word in group[1:])


def _same(cue: str, word: str) -> bool:
    """Compare one word of a cue, whose star stands for any ending."""
    return word.startswith(cue[:-1]) if cue.endswith("*") else word == cue


def ending(side: str, words: list[Token], end: int) -> tuple[int, Role | None] | None:
    """Find the longest cue of a side that ends before a word.

    Args:
        side: a kind of cue that is no role ("place", "kin"), else "before".
        words: the message.
        end: the word after the cue.

    Returns:
        The cue's length in words and the role it gives, or None.
    """
    known = _cues().sides.get(side) if end > 0 else None
    return known.ending(words, end) if known else None


def beginning(words: list[Token], start: int) -> Iterator[tuple[int, Role | None]]:
    """Find the cues that follow a place and begin with a word, the longest first.

    Args:
        words: the message.
        start: the cue's first word.

    Yields:
        Where the cue ends, and the role it gives.
    """
    for cue, role in _cues().after.get(words[start].text[:2], ()):
        group = words[start : start + len(cue)]
        if len(group) == len(cue) and all(_same(c, w.text) for c, w in zip(cue, group)):
            yield start + len(cue), role
