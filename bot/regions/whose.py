"""Decides whose place each mention is: the writer's, another's who needs help, or nobody's here.

For: `resolve`. "I live in Leeds, my sister is in Cork" speaks of help in Leeds.
May import: the standard library, `mentions`, `people`, `phrases`, `text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.regions.mentions import Mention
from bot.regions.people import in_passing, in_trouble, is_there, merely_is, of_writer
from bot.regions.phrases import Role
from bot.regions.text import Token

_MAY_BE_THEIRS = frozenset({Role.HELPED, Role.NOW, Role.PLACED})


def ascribe(words: Sequence[Token], mentions: Sequence[Mention], *, asked: bool) -> list[Mention]:
    """Give each mention the role of the one whose place it is.

    Args:
        words: the message.
        mentions: its places.
        asked: whether the message answers the question where the person is.

    Returns:
        The places, those of people and firms that only come up in passing marked so.
    """
    found = _held(words, mentions)
    if asked:
        return found
    text = list(words)
    ours = [m for m in found if _ours(text, m)]
    alone = len(found) == 1
    return [replace(m, role=Role.ASIDE) if _aside(text, m, ours, alone=alone) else m for m in found]


def _ours(words: list[Token], mention: Mention) -> bool:
    """Tell whether a mention is where the writer says to be or to have been, in the UK."""
    home = any(place.country == "GB" for place in mention.options)
    role = mention.role in {Role.NOW, Role.WAS}
    return home and role and of_writer(words, mention.first)


def _aside(words: list[Token], mention: Mention, ours: Sequence[Mention], *, alone: bool) -> bool:
    """Tell whether a mention is another's place that does not matter here."""
    if mention.role in {Role.NOT, Role.PAST, Role.WAS} or mention in ours:
        return False
    if alone and in_passing(words, mention.first, mention.last):
        return True
    # Told last, or abroad, another's place is a side note to the writer's.
    abroad = all(place.country != "GB" for place in mention.options)
    beside = any(abroad or own.last < mention.first for own in ours)
    mere = mention.role in _MAY_BE_THEIRS and merely_is(words, mention.first)
    return beside and mere and not in_trouble(words, mention.last)


def _held(words: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Lift the place where someone is said to be held above where the writer is."""
    if len(mentions) < 2:
        return list(mentions)
    places = {at for m in mentions for at in range(m.first, m.last + 1)}
    lifted = {Role.BARE, Role.PLACED, Role.WAS, Role.NOW}
    return [
        replace(m, role=Role.HELPED)
        if m.role in lifted and is_there(list(words), m.first, places)
        else m
        for m in mentions
    ]
