"""Which of several things a few words pick: the third one, the last, the Welsh one.

Reads text as `bot.nlu.heads.plain` leaves it, digits as 0 to 9.
"""

from __future__ import annotations

import re

# Longer messages tell a story of their own.
_MOST_WORDS = 8
LAST = -1
_ORDINALS = (
    (2, r"\b(second|2nd|(number|no|nr|option) (2|two)|al doilea|al 2.?lea|a doua|numarul doi)\b"),
    (3, r"\b(third|3rd|(number|no|nr|option) (3|three)|al treilea|al 3.?lea|a treia)\b"),
    (4, r"\b(fourth|4th|(number|no|nr|option) (4|four)|al patrulea|al 4.?lea|a patra)\b"),
    (LAST, r"\b(last|bottom|final) (one|wan|line|number|contact|option)\b|\b(ultimul|ultima)\b"),
)
_FIRST = re.compile(r"\b(first|1st|(number|no|nr|option) (1|one)|primul|prima)\b")
_NATIONS = (
    ("Northern Ireland", re.compile(r"\b(northern irish|irish|ulster)\b")),
    ("Wales", re.compile(r"\b(welsh|wales|galez[a]?|tara galilor)\b")),
    ("Scotland", re.compile(r"\b(scottish|scots|scotland|scotian[a]?|scotia)\b")),
    ("England", re.compile(r"\b(english|england|englezesc|anglia)\b")),
)
_DENIED = re.compile(r"\b(not|isn.?t|nu|no)\b")
_SIDE = re.compile(
    r"\b(welsh|scottish|english) (side|bit|part|end) (of|from)\b"
    r"|\b(on|over) the (welsh|scottish|english) side\b"
)
_AN_ADDRESS = re.compile(
    r"((its|it.?s|im|i.?m|in|at|la|e|is|postcode|post code|my|the|ok|live|stau|sunt|adresa|yes|da)"
    r"[ ,]+)*"
    r"([a-z]{1,2}\d[\da-z]?( ?\d([a-z]{2})?)?"
    r"|[a-z]{1,2} \d[\da-z]?( \d([a-z]{2})?)?"
    r"|\d{1,4}[a-z]?,? ([a-z'.-]+ ){1,3}(street|st|road|rd|lane|ln|avenue|ave|close|drive|way|grove"
    r"|terrace|court|crescent|gardens|place|square|hill|row)(,? [a-z' -]+){0,3})[ .!]*"
)


def ordinal(text: str) -> int:
    """Which of several contacts or places a few words name by its number.

    Args:
        text: lower case, without marks on letters, digits as 0 to 9.

    Returns:
        1 to 4, -1 for the last one, 0 where they name none.
    """
    if len(text.split()) > _MOST_WORDS:
        return 0
    found = [number for number, named in _ORDINALS if re.search(named, text)]
    if len(found) == 1:
        return found[0]
    return 1 if not found and _FIRST.search(text) else 0


def nation_of(text: str) -> str:
    """The nation whose place a few words pick: "the Welsh one"; empty for none.

    Args:
        text: lower case, without marks on letters.
    """
    if len(text.split()) > _MOST_WORDS or _DENIED.search(text):
        return ""
    found = [nation for nation, named in _NATIONS if named.search(text)]
    return found[0] if len(found) == 1 else ""


def side_of_border(text: str) -> str:
    """The nation on whose side of a border somebody is: "on the Welsh side of Chester"; or empty.

    Args:
        text: lower case, without marks on letters.
    """
    side = _SIDE.search(text)
    return next((nation for nation, named in _NATIONS if side and named.search(side[0])), "")


def only_an_address(text: str) -> bool:
    """Whether a message is a postcode, or a house number with its road, and nothing else.

    Args:
        text: lower case, without marks on letters, digits as 0 to 9.
    """
    return bool(_AN_ADDRESS.fullmatch(text.strip()))


__all__ = ["LAST", "nation_of", "only_an_address", "ordinal", "side_of_border"]
