"""Which services a message names, and whether naming them asks for them.

`Names` is built from the `called` of each resource in the directory. "Samaritans number please"
asks for the Samaritans; "I rang the Samaritans and nobody answered" does not, and neither does
"not the Samaritans" nor "the Salvation Army house where I live". Pure: the standard library and
rapidfuzz, and nothing of Rasa, Telegram or HTTP.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.named_words import ASKING, FAILED, NOT_AFTER, NOT_BEFORE, OTHER_NATIONS
from bot.nlu.heads import plain

# From so many words on a message tells a story, and a name in it may be beside the point.
FEW_WORDS = 8
# A shorter name is an ordinary word with one letter changed.
TYPO_FROM = 7
# And a shorter one is another word with an "s" behind it.
PLURAL_FROM = 5
# So many words on each side tell whether a name is asked for.
AROUND = 7


@dataclass(frozen=True)
class Called:
    """The services that a message asks for by name.

    Attributes:
        ids: of the resources; empty for none.
        few: whether the message has few words.
        bare: whether it holds nothing but names and words of asking.
        questions: the questions of fact that are about these services.
    """

    ids: frozenset[str] = frozenset()
    few: bool = False
    bare: bool = False
    questions: frozenset[str] = frozenset()


NOBODY = Called()


@dataclass(frozen=True)
class Service:
    """A resource as far as its names go: they are lower case, without marks on letters."""

    id: str
    names: tuple[str, ...]
    questions: frozenset[str] = frozenset()
    embassy: bool = False


@dataclass(frozen=True)
class _Hit:
    name: str
    start: int
    end: int


def tidy(text: str) -> str:
    """A text as names are compared: plain, without apostrophes, with single spaces.

    Args:
        text: what was typed, or a name.
    """
    return " ".join(re.sub(r"[^\w\s]|_", " ", re.sub(r"['’‘`´ʼ]", "", plain(text))).split())


class Names:
    """Finds the names of services in messages."""

    def __init__(self, services: Iterable[Service]) -> None:
        """Take in the names.

        Args:
            services: those that can be asked for; two of different areas may share a name.
        """
        self._services: dict[str, list[Service]] = {}
        for service in services:
            for name in service.names:
                self._services.setdefault(tidy(name), []).append(service)
        self._first = _by_first_word(self._services)
        # In scripts without spaces a name stands inside a run of letters.
        self._unspaced = [name for name in self._services if re.match("[\u3040-\u9fff]", name)]
        self._typed = _typed(self._services)

    def called(self, text: str) -> Called:
        """The services that a message asks for.

        Args:
            text: what was typed.

        Returns:
            Their ids, and what kind of message it is; `NOBODY` where none is asked for.
        """
        words = tidy(text).split()
        few = len(words) <= FEW_WORDS
        hits = list(self._hits(words)) or (list(self._misspelt(words)) if few else [])
        hits = [hit for hit in hits if self._asked(words, hit)]
        if not hits or FAILED.search(" ".join(words)):
            return NOBODY
        found = [service for hit in hits for service in self._services[hit.name]]
        return Called(
            frozenset(service.id for service in found),
            few,
            _bare(words, hits),
            frozenset(key for service in found for key in service.questions),
        )

    def _hits(self, words: list[str]) -> Iterator[_Hit]:
        """The names in a message from left to right, the longest at each place."""
        place = 0
        while place < len(words):
            hit = self._at(words, place)
            if hit is not None:
                yield hit
            place = hit.end if hit is not None else place + 1

    def _at(self, words: list[str], place: int) -> _Hit | None:
        first = words[place]
        for start in dict.fromkeys((first, first.removesuffix("s"))):
            for name, size in self._first.get(start, ()):
                given = " ".join(words[place : place + size])
                if given == name or (given == f"{name}s" and len(name) >= PLURAL_FROM):
                    return _Hit(name, place, place + size)
        inside = (name for name in self._unspaced if name in first)
        return next((_Hit(name, place, place + 1) for name in inside), None)

    def _misspelt(self, words: list[str]) -> Iterator[_Hit]:
        """A long name with one letter wrong, missing, doubled or swapped."""
        for place, word in enumerate(words):
            # The first letter is seldom the wrong one, and often makes another word.
            for size, names in self._typed.get(word[0], {}).items():
                given = " ".join(words[place : place + size])
                if len(given) < TYPO_FROM or place + size > len(words):
                    continue
                close = extractOne(given, names, scorer=OSA.distance, score_cutoff=1)
                if close:
                    yield _Hit(close[0], place, place + size)
                    return

    def _asked(self, words: list[str], hit: _Hit) -> bool:
        """Whether what stands around a name leaves it asked for."""
        before = " ".join(words[max(0, hit.start - AROUND) : hit.start])
        after = " ".join(words[hit.end : hit.end + AROUND])
        if any(service.embassy for service in self._services[hit.name]):
            near = " ".join((before, hit.name, after))
            if OTHER_NATIONS.search(near):
                return False
        return not NOT_BEFORE.search(before) and not NOT_AFTER.search(after)


def _by_first_word(names: Iterable[str]) -> Mapping[str, list[tuple[str, int]]]:
    """Names by their first word, each with its number of words, the longest first."""
    found: dict[str, list[tuple[str, int]]] = {}
    for name in sorted(names, key=lambda item: -len(item)):
        found.setdefault(name.split()[0], []).append((name, len(name.split())))
    return found


def _typed(names: Mapping[str, list[Service]]) -> Mapping[str, Mapping[int, list[str]]]:
    """The names in which a typo is looked for, by first letter and number of words.

    "Consulatul" is Romania's, "consulate" anyone's: an embassy must be named with its country.
    """
    found: dict[str, dict[int, list[str]]] = {}
    for name, services in names.items():
        size = len(name.split())
        if len(name) >= TYPO_FROM and (size > 1 or not any(item.embassy for item in services)):
            found.setdefault(name[0], {}).setdefault(size, []).append(name)
    return found


def _bare(words: list[str], hits: list[_Hit]) -> bool:
    """Whether nothing is said but names and words of asking."""
    named = {place for hit in hits for place in range(hit.start, hit.end)}
    return all(word in ASKING for place, word in enumerate(words) if place not in named)
