"""Phone numbers as the directory writes them: are they real, and what are their digits.

Google's numbering data (`phonenumbers`) knows which numbers and short codes exist in each
country. It does not know which of them answers: that takes a source.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import phonenumbers
from phonenumbers import shortnumberinfo

# Dialled before another number to reach it by text relay; the numbering data has no such pairs.
RELAY_PREFIX = "18001"
COUNTRIES = frozenset(phonenumbers.SUPPORTED_REGIONS)
# Where a directory of the UK and Romania can only name what works in any country.
ELSEWHERE = COUNTRIES - {"GB", "RO"}


def digits(number: str) -> str:
    """The digits of a number, as a British caller would dial them.

    Args:
        number: The number in any spelling.

    Returns:
        Digits only, with +44 turned into the leading nought, so that two spellings of one
        number compare equal.
    """
    kept = "".join(mark for mark in number if mark.isascii() and mark.isdigit())
    return "0" + kept[2:] if number.lstrip().startswith("+44") else kept


def number_fault(number: str, countries: Iterable[str]) -> str | None:
    """What is wrong with a number, if anything.

    Args:
        number: The number as written.
        countries: Where it can be dialled; "*" or none at all counts as the UK.

    Returns:
        The fault in words, or None where the number exists in every one of the countries.
    """
    regions = [country for country in countries if country in COUNTRIES] or ["GB"]
    wrong = [region for region in regions if not _exists(_after_relay(number), region)]
    return f"{number} is no number of {', '.join(wrong)}" if wrong else None


def _after_relay(number: str) -> str:
    prefix, _, rest = number.partition(" ")
    return rest if prefix == RELAY_PREFIX and rest else number


def _exists(number: str, region: str) -> bool:
    try:
        parsed = phonenumbers.parse(number, region)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) or _is_short(number, parsed, region)


def _is_short(number: str, parsed: Any, region: str) -> bool:
    """A short code: known outright, or in the range of codes that anyone may call for nothing.

    The data lists few Romanian codes by name, so there a code of the harmonised ranges
    (112, 116…, 119) counts when its length is possible.
    """
    if number.strip().startswith("+"):
        return False
    if shortnumberinfo.is_valid_short_number_for_region(parsed, region):
        return True
    possible = shortnumberinfo.is_possible_short_number_for_region(parsed, region)
    return possible and region != "GB" and digits(number).startswith("11")
