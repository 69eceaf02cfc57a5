"""Decides whether the first half of a postcode by itself is one ("its g42", "the b21").

For: `mentions`. "m25", "b12" and "s21" are roads, vitamins and telephones as well.
May import: the standard library, `cues`, `postcodes`, `text`.
"""

from __future__ import annotations

import re

from bot.regions.cues import leads
from bot.regions.postcodes import Found
from bot.regions.text import Token

_ROAD_BEFORE = frozenset("the on road motorway off junction vitamin level".split())  # noqa: SIM905
# Before one letter and figures: telephones, cars, vitamins, buses, forms, beds.
_THING_BEFORE = frozenset(
    "vitamins vitamina witamina witaminy galaxy samsung iphone huawei redmi bmw audi bus route"  # noqa: SIM905
    " line gate platform terminal form visa size bolt nut room flat bed block zone section ward"
    " bay seat unit table and or class take takes taking injection injections deficiency marimea"
    " poziom rozmiar bulon autobuz linia".split()
)
_ROAD_AFTER = frozenset(
    "motorway junction services road northbound southbound bus form visa vitamin vitamins"  # noqa: SIM905
    " injection injections deficiency phone summit level exam test bolt bolts battery".split()
)
_CODE_BEFORE = frozenset({"postcode", "code", "cod", "postal", "postcod"})
_CODE_AFTER = frozenset({"postcode", "area"})
_IT_IS = frozenset("its it's is says starts say reads area address near around in by".split())  # noqa: SIM905
_ITS = frozenset({"its", "it's"})
_OWN = frozenset("the main a our my his her their this that high same".split())  # noqa: SIM905
_STREETS = frozenset("road street lane avenue st rd close estate flats park house shop".split())  # noqa: SIM905
_REACH = 4


def outcode_stands(words: list[Token], first: int, last: int, code: Found, *, asked: bool) -> bool:
    """Tell whether an outcode is one where it stands.

    Args:
        words: the message.
        first: its first word.
        last: its last word.
        code: what it would be.
        asked: whether the message answers the question where the person is.

    Returns:
        True when nothing speaks for a road, and its form or the words around it for a postcode.
    """
    before = words[first - 1].text if first and not words[first].gap else ""
    after = words[last + 1].text if last + 1 < len(words) and not words[last + 1].gap else ""
    if _exit(words, first, last):
        return False
    if after in _CODE_AFTER or _street(words, first):
        return True
    thing = before in _THING_BEFORE and not code.shown[1:2].isalpha()
    if before in _ROAD_BEFORE or thing or after in _ROAD_AFTER:
        return False
    if code.sure or asked or before in _CODE_BEFORE or len(words) <= last - first + 2:
        return True
    return bool(leads(words, first)) or (_long(code) and _plain(words, first, last))


def _exit(words: list[Token], first: int, last: int) -> bool:
    """Tell whether "M6" is a motorway beside one of its exits ("J19 M6", "M6 junction 19")."""
    road = first == last and words[first].text[0] in "am" and words[first].text[1:].isdigit()
    if not road:
        return False
    beside = [w.text for w in (*words[max(first - 2, 0) : first], *words[last + 1 : last + 2])]
    return any(re.fullmatch(r"j\d{1,2}|junction|jct|exit", text) for text in beside)


def _long(code: Found) -> bool:
    """Tell whether an outcode has two digits, so that it is hardly a list's number or a level."""
    return sum(c.isdigit() for c in code.shown) >= 2


def _plain(words: list[Token], first: int, last: int) -> bool:
    """Tell whether a phrase is the outcode alone: at the start, or after "its", to its end."""
    before = words[first - 1].text if first and not words[first].gap else ""
    if last + 1 < len(words) and not words[last + 1].gap:
        return before in _ITS
    return not before or before in _IT_IS


def _street(words: list[Token], first: int) -> bool:
    """Tell whether an outcode follows a street ("on the main road b21", not "road b21")."""
    if not first or words[first].gap or words[first - 1].text not in _STREETS:
        return False
    led = [w.text for w in words[max(first - _REACH, 0) : first - 1]]
    return bool(_OWN.intersection(led[-2:])) or words[first - 1].text not in {"road"}
