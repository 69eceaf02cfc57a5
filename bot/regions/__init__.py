"""Regions: which nation and police area of the UK a message speaks of, offline.

    >>> locate("near the Aldi in Accy").police_area
    'lancashire'

For: the region component, the channels that pass a position, and `signpost where`.
May import: the standard library and rapidfuzz; nothing of Rasa, Telegram or HTTP.
"""

from __future__ import annotations

from bot.regions.areas import police_areas
from bot.regions.coordinates import from_coordinates
from bot.regions.mentions import find
from bot.regions.model import NOWHERE, Located, Option, PoliceArea
from bot.regions.resolve import resolve
from bot.regions.text import spelled_out

__all__ = [
    "Located",
    "Option",
    "PoliceArea",
    "from_coordinates",
    "locate",
    "police_areas",
    "warm_up",
]

_START, _END = 4_000, 1_000
# From so many words on, an answer tells more than where.
_ANSWER = 6

# One of each kind of reading: a name, an answer, an ending, a misspelling, a postcode, neighbours,
# a town abroad.
_PROBES = (
    "I live in Burmingham, PR1 2HE",
    "jestem w Londynie",
    "Richmond near Darlington",
    "Livapool",
    "we are in Foggiano",
)


def warm_up() -> None:
    """Read every table, so that the first message does not wait for them."""
    for probe in _PROBES:
        for asked in (False, True):
            locate(probe, asked=asked)


def locate(text: str, *, asked: bool = False) -> Located:
    """Tell where the person to be helped is, from what someone wrote.

    Args:
        text: the message; of a very long one only the start and the end are read.
        asked: whether it answers the question "where are you?", so that ordinary words that are
            also places (Bath, Sale, Hook) count as places.

    Returns:
        What was understood; all fields empty when nothing was.
    """
    if len(text) > _START + _END:
        text = text[:_START] + " … " + text[-_END:]
    text = spelled_out(text)
    words, mentions = find(text, asked)
    if asked and len(words) > _ANSWER:
        # A long answer names its place as any message does: "clienti" in it is no Clent.
        plain = locate(text)
        if plain.police_area:
            return plain
    return resolve(words, mentions, asked) if mentions else NOWHERE
