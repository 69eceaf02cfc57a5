"""Tells names of things and people that hold a place's name ("beef wellington", "Kent hits me").

For: `mentions` and `standing`. The phrases are in `things.txt`.
May import: the standard library, `areas`, `text`.
"""

from __future__ import annotations

from functools import lru_cache

from bot.regions.areas import rows
from bot.regions.text import Token, key

_DOES = frozenset(
    "hits hit beats says said tells told takes took keeps makes made locks locked sells sold"  # noqa: SIM905
    " brings brought hurts threatens threatened forces forced wants gives gave pays pushes slaps"
    " slapped raped touches touched shouts shouted lies lied texts texted messages messaged asks"
    " asked thinks promised owns promises watches follows drives calls rang rings bought grabbed"
    " punched kicked kicks punches spits screams swears fed feeds ma mi-a m-a imi".split()
)
_HAS = frozenset("has had got wont won't doesn't doesnt didn't didnt never is".split())  # noqa: SIM905
_OURS = frozenset("my me our us let lets making keeping hitting taking using".split())  # noqa: SIM905
_OPENERS = frozenset("and but because so when then if that cause cos".split())  # noqa: SIM905


@lru_cache(maxsize=1)
def _phrases() -> dict[str, tuple[tuple[str, ...], ...]]:
    """Return the phrases by their first word."""
    found: dict[str, tuple[tuple[str, ...], ...]] = {}
    for cells in rows("things.txt"):
        for phrase in cells[0].split(";"):
            words = tuple(key(phrase).split())
            if words:
                found[words[0]] = (*found.get(words[0], ()), words)
    return found


def words_of(words: list[Token]) -> set[int]:
    """Return which words of a message belong to the name of a thing.

    Args:
        words: the message.

    Returns:
        Their numbers.
    """
    table, found = _phrases(), set[int]()
    for at, word in enumerate(words):
        for phrase in table.get(word.text, ()):
            group = words[at : at + len(phrase)]
            if tuple(w.text for w in group) == phrase and not any(w.gap for w in group[1:]):
                found.update(range(at, at + len(phrase)))
    return found


def acts(words: list[Token], at: int) -> bool:
    """Tell whether a name does what only a person does ("Kent hits me", "but Chester has my bag").

    Args:
        words: the message.
        at: the name.

    Returns:
        True when it opens a clause and such a verb follows.
    """
    if at + 1 >= len(words) or words[at + 1].gap:
        return False
    if at and not words[at].gap and words[at - 1].text not in _OPENERS:
        return False
    verb = words[at + 1].text
    if verb in _DOES:
        return True
    return verb in _HAS and at + 2 < len(words) and words[at + 2].text in _OURS
