"""Reads who is spoken of before a place, and whether it is the present that is spoken of.

For: `resolve`. "My mum in Vietnam has to pay" does not say where the writer is.
May import: the standard library, `phrases`, `text`.
"""

from __future__ import annotations

from bot.regions.phrases import ending
from bot.regions.text import Token

_IS = frozenset("is s e este jest esta est ist eshte are є hai to".split())  # noqa: SIM905
_WITH = frozenset("with cu z ze con com avec mit me з с со مع".split())  # noqa: SIM905
_REACH = 9
_TAKEN_BACK = 4


def of_kin(words: list[Token], first: int) -> bool:
    """Tell whether a place is only where relatives are ("my mum in Vietnam has to pay").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when a relative is the nearest person before it in its sentence, unless the words
        between say that the relative is held there.
    """
    for end in range(first, max(first - _REACH, 0), -1):
        if words[end].gap == ".":
            return False
        kin = ending("kin", words, end) or ending("sibling", words, end)
        if kin and _together(words, end - kin[0]):
            return False
        if ending("kin", words, end):
            return True
        if kin:
            # "my sister is in France" is about her; "my brother in Honduras" about the writer.
            return end == len(words) or words[end].text not in _IS or _threat(words)
        if ending("held", words, end) or ending("self", words, end):
            return False
    return False


def _together(words: list[Token], kin: int) -> bool:
    """Tell whether the writer is with the relative: "acum stau cu sora mea in Iasi"."""
    for at in range(kin - 1, max(kin - 3, -1), -1):
        if words[at].text in _WITH:
            return any(ending("self", words, end) for end in range(at, max(at - 3, 0), -1))
    return False


def _threat(words: list[Token]) -> bool:
    """Tell whether a message speaks of threats or debts."""
    return any(ending("threat", words, end) for end in range(1, len(words) + 1))


def about_another(words: list[Token], first: int) -> bool:
    """Tell whether someone else is spoken of before a place ("my brother got a job in Hull").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when a word for a friend or relative stands before it in its sentence.
    """
    for end in range(first, max(first - _REACH, 0), -1):
        if ending("person", words, end):
            return True
        if words[end - 1].gap == ".":
            return ending("person", words, end) is not None
    return False


def at_present(words: list[Token], first: int) -> bool:
    """Tell whether a word for "now" stands right before a place ("maintenant Birmingham").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when it does, with at most three words between them and no comma.
    """
    for end in range(first, max(first - _TAKEN_BACK, 0), -1):
        if ending("present", words, end):
            return True
        if words[end - 1].gap:
            return False
    return False
