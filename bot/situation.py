"""What we know of a person's situation: the router's whole input.

A closed vocabulary for each facet (see `bot.vocabulary` for what each word means). Nothing here
holds a word that the person typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from bot.vocabulary import AGES, BARRIERS, GENDERS, NATIONS, NEEDS, TOPICS, URGENCIES, WHO

_ONE_OF = {
    "urgency": URGENCIES,
    "who": WHO,
    "need": NEEDS,
    "age": AGES,
    "gender": GENDERS,
}
_SOME_OF = {"topics": TOPICS, "barriers": BARRIERS}


@dataclass(frozen=True)
class Situation:
    """Who needs what, how soon, where, and what stands in the way.

    Attributes:
        urgency: `now` for danger now or within hours, `soon` for exploitation or threats with
            no danger stated for this moment, `none` otherwise.
        who: who writes about whom: `self`, `other`, `professional`, `unknown`.
        need: what the person wants.
        age: age group of the person to be helped.
        gender: of the person to be helped, where it decides who may help.
        topics: what it is about, where that decides who should help.
        barriers: what stands between the person and a phone call.
        nation: one of the four nations, or None while unknown.
        police_area: slug of a territorial police force, or None.
        country: ISO 3166 alpha-2 of where the person to be helped is; None counts as the UK.
        question: key of the question of fact that was asked, or None.
        language: code of the language that they write in, or None.
    """

    urgency: str = "none"
    who: str = "unknown"
    need: str = "support"
    age: str = "unknown"
    gender: str = "unknown"
    topics: frozenset[str] = frozenset()
    barriers: frozenset[str] = frozenset()
    nation: str | None = None
    police_area: str | None = None
    country: str | None = None
    question: str | None = None
    language: str | None = None

    def __post_init__(self) -> None:
        """Refuse a word outside the vocabulary.

        Raises:
            ValueError: naming the facet, the word, and the words allowed.
        """
        for name, allowed in _ONE_OF.items():
            _refuse(name, {getattr(self, name)}, allowed)
        for name, allowed in _SOME_OF.items():
            _refuse(name, set(getattr(self, name)), allowed)
        if self.nation is not None:
            _refuse("nation", {self.nation}, NATIONS)

    @property
    def in_uk(self) -> bool:
        """Whether the person to be helped is in the UK, as far as we know."""
        return self.country in (None, "GB")

    @property
    def danger_now(self) -> bool:
        """Whether an emergency service must come first."""
        return self.urgency == "now"


def _refuse(name: str, given: set[str], allowed: Iterable[str]) -> None:
    """Raise ValueError if `given` holds a word that is not `allowed`."""
    unknown = sorted(given - set(allowed))
    if unknown:
        raise ValueError(f"{name}: unknown {', '.join(unknown)}; one of {', '.join(allowed)}")


def from_json(data: dict[str, Any]) -> Situation:
    """Build a situation from plain JSON data.

    Args:
        data: facets by name; lists for `topics` and `barriers`.

    Returns:
        The situation, absent facets at their defaults.

    Raises:
        ValueError: for an unknown facet or word.
    """
    known = {item.name for item in fields(Situation)}
    unknown = sorted(set(data) - known)
    if unknown:
        raise ValueError(f"unknown facet {', '.join(unknown)}; one of {', '.join(sorted(known))}")
    values = dict(data)
    for name in _SOME_OF:
        if name in values:
            values[name] = frozenset(values[name])
    return Situation(**values)
