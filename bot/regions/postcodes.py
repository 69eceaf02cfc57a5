"""Finds postcodes in a message, whole or partial, and looks them up.

For: `mentions`. The index is made by `build`; without it a table of outcodes answers, so that a
postcode still gives the police area of its outcode.
May import: the standard library, `areas`, `index`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from bot.regions.areas import NATION_OF_CODE, districts, nation_of
from bot.regions.index import Index, open_index

_CLEAR = 0.9
_USUAL = 4
_SPACED = (7, 6, 5)  # every letter by itself: "S Y 2 0 9 R F"
_DIGIT = str.maketrans("OILSZB", "011528")
_ALPHA = str.maketrans("0158", "OISB")
_OUTCODE = re.compile(r"NPT|[A-Z]{1,2}[0-9][0-9A-Z]?")  # NPT: Newport until 1984
_UNIT = re.compile(r"[0-9][ABD-HJLNP-UW-Z]{2}")
_CHUNK = re.compile(r"(?<!['’A-Za-z0-9])[A-Za-z0-9]+")
_GAP = re.compile(r"[ \t\-.,_]{0,3}")
_CROWN = {"JE": "JE", "GY": "GG", "IM": "IM"}


@dataclass(frozen=True)
class Found:
    """A postcode in a message and what it leads to.

    `shares` holds (police area or None, nation or None, share of the postcodes), largest first.
    `sure` is False where the letters are also a word, a road or a level ("m8", "M6", "b1").
    """

    start: int
    end: int
    shown: str
    district: str | None
    shares: tuple[tuple[str | None, str | None, float], ...]
    country: str
    sure: bool
    kind: str


def find(text: str) -> list[Found]:
    """Find all postcodes of a message.

    Args:
        text: the message as typed.

    Returns:
        Whole postcodes, sectors and outcodes in order, without overlaps.
    """
    if not any(map(str.isdigit, text)):
        return []
    chunks = list(_CHUNK.finditer(text))
    found: list[Found] = []
    at = 0
    while at < len(chunks):
        for width in (*_SPACED, 4, 3, 2, 1):
            group = chunks[at : at + width]
            if width > _USUAL and any(len(chunk[0]) > 1 for chunk in group):
                continue
            if len(group) == width and _together(text, group) and (hit := _read(text, group)):
                found.append(hit)
                at += width
                break
        else:
            at += 1
    return found


def _together(text: str, group: list[re.Match[str]]) -> bool:
    """Tell whether chunks stand close enough to be one postcode."""
    pairs = pairwise(group)
    return all(_GAP.fullmatch(text[a.end() : b.start()]) for a, b in pairs)


def _read(text: str, group: list[re.Match[str]]) -> Found | None:
    """Read one group of chunks as a whole postcode, a sector or an outcode."""
    parts = [chunk[0].upper() for chunk in group]
    whole = "".join(parts)
    if not any(c.isdigit() for c in whole) or not 2 <= len(whole) <= 7:
        return None
    span = (group[0].start(), group[-1].end())
    raw = text[span[0] : span[1]]
    for out, unit in _splits(parts, raw):
        if hit := _unit(span, out, unit):
            return hit
    return _part(span, parts, raw)


def _part(span: tuple[int, int], parts: list[str], raw: str) -> Found | None:
    """Read chunks as an outcode or a sector."""
    whole = "".join(parts)
    if not any(c.isdigit() for c in parts[0]) and len(parts[0]) > 1 and not raw.isupper():
        return None
    if len(parts) == 2 and re.fullmatch("[0-9O]", parts[1]):
        return _partial(span, _mend(parts[0]), parts[1].replace("O", "0"), raw)
    if len(parts) == 1 and len(whole) <= 4:
        return _partial(span, _mend(whole), "", raw)
    if len(parts) == 2 and len(whole) <= 4 and raw.isupper() and parts[1].isdigit():
        return _partial(span, whole, "", raw)
    return None


def _splits(parts: list[str], raw: str) -> list[tuple[str, str]]:
    """Return the ways to read chunks as outward and inward code, the plain one first."""
    whole = "".join(parts)
    out, unit = whole[:-3], whole[-3:]
    usual = parts in ([whole], [out, unit])
    spaced = len(parts) == len(whole) or _area_apart(parts) or _end_apart(parts)
    if not 5 <= len(whole) <= 7 or not (usual or spaced or raw.isupper()):
        return []
    ways = [(out, unit)]
    digits = any(c.isdigit() for c in out[1:] + unit[:1])
    if usual and digits and (unit[0].isdigit() or unit[0] in "OI"):
        ways.append((_mend(out), unit[0].translate(_DIGIT) + unit[1:].translate(_ALPHA)))
    return ways


def _area_apart(parts: list[str]) -> bool:
    """Tell whether the space of a postcode slipped behind its letters ("np 19gy")."""
    if len(parts) != 2 or not parts[0].isalpha():
        return False
    return parts[0] not in _AREAS_LIKE_WORDS and parts[1][-2:] not in _COUNTED


def _end_apart(parts: list[str]) -> bool:
    """Tell whether the space of a postcode slipped before its last letters ("wn69 rx")."""
    if len(parts) != 2 or len(parts[1]) != 2 or not parts[0][-1:].isdigit():
        return False
    return parts[0][:2].isalpha() and parts[1].isalpha() and parts[1] not in _TWO_LETTERS


_TWO_LETTERS = frozenset(
    "WE HE AT BY AS AN BE UP US GO EX LA SE DE TE SA NE PE DA RE AL".split()  # noqa: SIM905
)
# "la 10am", "de 21st": words before hours and ordinals, not areas of the post.
_AREAS_LIKE_WORDS = frozenset({"LA", "DE", "SO", "ME"})
_COUNTED = frozenset("ST ND RD TH HR YR GB LB FT EU PP".split())  # noqa: SIM905


def _mend(out: str) -> str:
    """Put right an outcode typed with O for 0, I or L for 1, or the other way about."""
    if open_index().has(out):
        return out
    for letters in (2, 1):
        tail = out[letters:]
        fixed = out[:letters].translate(_ALPHA) + tail[:1].translate(_DIGIT)
        for last in (tail[1:], tail[1:].translate(_DIGIT)):
            if tail and open_index().has(fixed + last):
                return fixed + last
    return out


def _unit(span: tuple[int, int], out: str, unit: str) -> Found | None:
    """Look up a whole postcode."""
    if not (_OUTCODE.fullmatch(out) and _UNIT.fullmatch(unit)):
        return None
    index = open_index()
    if out[:2] in _CROWN and out[2:3].isdigit():
        return Found(*span, out, None, (), _CROWN[out[:2]], True, "postcode")
    if not index.has(out):
        return None
    code = index.district(out, unit)
    if code is None:
        shares = _shares(index, out, unit[0])
        return Found(*span, out, None, shares, "GB", True, "outcode") if shares else None
    place = districts().get(code)
    area = place.police_area if place else None
    name = place.name if place else None
    return Found(*span, out, name, ((area, nation_of(code), 1.0),), "GB", True, "postcode")


def _partial(span: tuple[int, int], out: str, sector: str, raw: str) -> Found | None:
    """Look up an outcode or a sector."""
    if not _OUTCODE.fullmatch(out):
        return None
    if out[:2] in _CROWN and out[2:3].isdigit():
        return Found(*span, out, None, (), _CROWN[out[:2]], raw[:2].isupper(), "outcode")
    index = open_index()
    if not index.has(out):
        return None
    shares = _shares(index, out, sector) or _shares(index, out, "")
    two = out[1].isalpha()
    sure = (two or (raw[:1].isupper() and out[0] != "M")) and raw.lower() not in _WORDS
    return Found(*span, f"{out} {sector}".strip(), None, shares, "GB", sure, "outcode")


_WORDS = frozenset(
    "b1 b2 b3 b4 m8 w8 l8 g8 ne1 me2 co2 m1 m2 m3 m4 m5 m6 e10 g7 g20 dh1 ch4"  # noqa: SIM905
    " s1 s2 s3 e1 e2 l1 n1 g1 w1 w2 l2 so2".split()
)


Share = tuple["str | None", "str | None", float]


def _shares(index: Index, out: str, sector: str) -> tuple[Share, ...]:
    """Return the police areas of an outcode or sector with their shares."""
    counts: dict[tuple[str | None, str | None], int] = {}
    for code, count in index.counts(out, sector).items():
        place = districts().get(code)
        nation = place.nation if place else NATION_OF_CODE.get(code[:1])
        where = (place.police_area if place else None, nation)
        counts[where] = counts.get(where, 0) + count
    total = sum(counts.values())
    ranked = sorted(counts.items(), key=lambda item: -item[1])
    return tuple((area, nation, count / total) for (area, nation), count in ranked)


def clear(found: Found) -> bool:
    """Tell whether one police area holds nearly all of what a postcode names.

    Args:
        found: a postcode of a message.

    Returns:
        True when at least nine tenths of its postcodes lie in one area.
    """
    return bool(found.shares) and found.shares[0][2] >= _CLEAR
