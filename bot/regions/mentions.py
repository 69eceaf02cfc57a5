"""Finds the places that a message names: the longest known name at each point.

For: `resolve`. It decides what is a place, not which of several places counts.
May import: the standard library, `cues`, `gazetteer`, `nearly`, `postcodes`, `text`.
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.regions import postcodes
from bot.regions.cues import Role, follows, leads, role_of
from bot.regions.endings import stems
from bot.regions.gazetteer import LONGEST, Gazetteer, Place, gazetteer
from bot.regions.nearly import nearest
from bot.regions.text import Token, tokens, unspaced

_SHORT = 4
_BIG = 20_000


@dataclass(frozen=True)
class Mention:
    """A place in a message: words `first` to `last`, what it may mean, and its role there."""

    first: int
    last: int
    key: str
    shown: str
    options: tuple[Place, ...]
    role: Role
    how: str
    ask: bool | None = None
    found: postcodes.Found | None = None


def find(text: str, asked: bool) -> tuple[list[Token], list[Mention]]:
    """Find all places of a message.

    Args:
        text: the message as typed.
        asked: whether it answers the question where the person is.

    Returns:
        The words, and the places in order without overlaps.
    """
    words = tokens(text)
    book = gazetteer()
    taken: dict[int, Mention] = {}
    for code in postcodes.find(text):
        if mention := _postcode(words, code, asked):
            taken.update(dict.fromkeys(range(mention.first, mention.last + 1), mention))
    at = 0
    while at < len(words):
        if at in taken:
            at += 1
            continue
        hit = _known(book, words, at, asked, taken)
        if hit:
            taken.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
            at = hit.last + 1
        else:
            at += 1
    for at in range(len(words)):
        if at not in taken and (hit := _unknown(book, words, at, asked, taken)):
            taken.update(dict.fromkeys(range(hit.first, hit.last + 1), hit))
    found = sorted(set(taken.values()), key=lambda m: (m.first, m.last))
    return words, found


def _postcode(words: list[Token], code: postcodes.Found, asked: bool) -> Mention | None:
    """Turn a postcode into a mention, unless its letters are more likely a word or a road."""
    inside = [i for i, w in enumerate(words) if w.start < code.end and w.end > code.start]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    before = words[first - 1].text if first else ""
    after = words[last + 1].text if last + 1 < len(words) else ""
    if code.kind == "outcode":
        road = before in _ROAD_BEFORE or after in _ROAD_AFTER
        placed = leads(words, first) or before in _CODE_BEFORE or after in _CODE_AFTER
        alone = len(words) <= last - first + 2
        if road or not (code.sure or asked or (placed and before != "the") or alone):
            return None
    options = tuple(
        Place(code.shown, area, nation, "GB", int(share * 1000), code.kind)
        for area, nation, share in code.shares
    )
    if not options:
        options = (Place(code.shown, None, None, code.country, 1000, code.kind),)
    role = role_of(words, first, last)
    ask = not postcodes.clear(code) if code.shares else False
    return Mention(first, last, code.shown, code.shown, options, role, code.kind, ask, code)


_ROAD_BEFORE = frozenset({"the", "road", "motorway", "off", "junction", "vitamin", "level"})
_ROAD_AFTER = frozenset({"motorway", "junction", "services", "road", "northbound", "southbound"})
_CODE_BEFORE = frozenset({"postcode", "code", "cod", "postal", "postcod"})
_CODE_AFTER = frozenset({"postcode", "area"})


def _known(
    book: Gazetteer, words: list[Token], at: int, asked: bool, taken: dict[int, Mention]
) -> Mention | None:
    """Return the longest known name that starts at a word."""
    for width in range(min(LONGEST, len(words) - at), 0, -1):
        group = words[at : at + width]
        if any(at + i in taken for i in range(width)):
            continue
        if any(w.gap == "." for w in group[1:]) or sum(w.gap == "," for w in group[1:]) > 1:
            continue
        name = " ".join(w.text for w in group)
        if name not in book.names and width > 1:
            name = _variant(book, group, name)
        if name in book.names:
            if width > 1 and any(w.gap for w in group[1:]) and book.rulings.get(name) is None:
                if not _one_place(book, name):
                    continue
            if _street(words, at + width, name):
                return None
            if _counts(book, name, words, at, width, asked):
                return _make(book, name, words, at, width, "name")
            if width == 1:
                return None
    word = words[at]
    if word.text in book.joined and word.text not in book.weak:
        return _make(book, book.joined[word.text], words, at, 1, "joined")
    if unspaced(word.raw):
        return _inside(book, words, at)
    if word.head != word.text and word.head in book.names:
        if _counts(book, word.head, words, at, 1, asked):
            return _make(book, word.head, words, at, 1, "apostrophe")
    return None


def _variant(book: Gazetteer, group: list[Token], name: str) -> str:
    """Return another way to read a group of words: "Hendon in Sunderland", "Newport's"."""
    inside = [w.text for i, w in enumerate(group) if not (0 < i < len(group) - 1 and w.text == "in")]
    for other in (
        " ".join(inside),
        " ".join([*(w.text for w in group[:-1]), group[-1].head]),
    ):
        if other in book.names and (other == name or book.names[other][0].kind == "suburb"):
            return other
        if other in book.names and len(inside) == len(group):
            return other
    return name


_STREETS = frozenset(
    ["road", "rd", "street", "st", "lane", "ln", "avenue", "ave", "drive", "close", "crescent", "way", "terrace", "grove", "gardens", "place", "court", "square", "row", "hill", "roundabout", "united", "fc", "afc", "rovers", "wanderers", "albion"]
)


def _street(words: list[Token], after: int, name: str) -> bool:
    """Tell whether a name is only the first part of a street's or a club's ("London Road")."""
    if after >= len(words) or words[after].gap or name in _WHOLE:
        return False
    return words[after].text in _STREETS


_WHOLE = frozenset({"uk", "england"})


def _one_place(book: Gazetteer, name: str) -> bool:
    """Tell whether a name written with a comma inside is still one name ("hull, city of")."""
    return any(p.kind in {"district", "force", "suburb"} for p in book.names[name])


def _counts(
    book: Gazetteer, name: str, words: list[Token], at: int, width: int, asked: bool
) -> bool:
    """Tell whether a name counts as a place here; ordinary words need a reason."""
    raw = words[at].raw
    if width == 1 and len(name) < 3 and name.isascii() and not (raw.isupper() or name == "uk"):
        return False
    whole = len(words) <= width + 2
    if len(words) == 1 and raw[:1].isupper():
        if name in book.mild or (len(raw) <= 3 and raw.isupper()):
            return True
    if width == 1 and at and words[at - 1].text in _TITLES and not words[at].gap:
        return False
    weak = name in book.weak or (len(name) < _SHORT and name.isascii() and name != "uk")
    small = book.names[name][0].weight < 2_000 and book.names[name][0].country == "GB"
    if not weak and not (small and width == 1 and not words[at].capital):
        return True
    if at and words[at].gap != "." and _after_place(book, words, at):
        return True
    if asked and (whole or leads(words, at) or words[at].capital):
        return True
    if name in book.never:
        return False
    if follows(book.names.__contains__, book.weak.__contains__, words, at + width):
        return True
    if not weak:
        return leads(words, at)
    lead = leads(words, at)
    if name in _MONTHS:
        return at > 1 and words[at - 2].text in _DWELL
    if lead == "strong":
        return True
    shouting = all(w.raw.isupper() for w in words if w.raw.isalpha())
    return lead == "plain" and words[at].capital and not shouting


def _after_place(book: Gazetteer, words: list[Token], at: int) -> bool:
    """Tell whether a place's name stands right before ("Newport IoW", "Newcastle, Staffs")."""
    one = words[at - 1].text
    places = book.names.get(one, ())
    return bool(places) and one not in book.weak and places[0].weight >= _BIG and len(one) > _SHORT


_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "domnul", "doamna", "pan", "pani"})
_MONTHS = frozenset({"march", "may"})
_DWELL = frozenset("live lives living lived stay staying based work works working".split())


def _make(
    book: Gazetteer, name: str, words: list[Token], at: int, width: int, how: str
) -> Mention:
    """Make a mention of a known name."""
    ruling = book.rulings.get(name)
    last = at + width - 1
    shown = book.names[name][0].name
    role = role_of(words, at, last)
    ask = ruling.ask if ruling else None
    return Mention(at, last, name, shown, book.names[name], role, how, ask)


def _inside(book: Gazetteer, words: list[Token], at: int) -> Mention | None:
    """Find a name inside a run of a script without spaces; the longest, the last if several."""
    run = words[at].text
    for width in range(min(10, len(run)), 1, -1):
        for start in range(len(run) - width, -1, -1):
            if name := book.unspaced.get(run[start : start + width]):
                role = role_of(words, at, at, before=run[:start])
                return Mention(at, at, name, book.names[name][0].name, book.names[name], role, "run")
    return None


def _unknown(
    book: Gazetteer, words: list[Token], at: int, asked: bool, taken: dict[int, Mention]
) -> Mention | None:
    """Try a word that is no known name as an inflected or a misspelt one."""
    lead = leads(words, at)
    alone = asked and len(words) <= 4
    for name in stems(words[at]):
        places = book.names.get(name)
        foreign = not words[at].text.isascii()
        if places and name not in book.weak and (lead or alone or foreign or words[at].capital):
            if places[0].weight >= _BIG or places[0].kind in {"country", "nation"}:
                return _make(book, name, words, at, 1, "ending")
    for width in (3, 2, 1):
        span = range(at, at + width)
        group = words[at : at + width]
        if group[0].text in book.names and width == 1:
            continue
        if len(group) < width or any(i in taken for i in span) or any(w.gap for w in group[1:]):
            continue
        whole = len(words) <= width + 1
        name = nearest(group, placed=bool(lead), asked=alone or (asked and bool(lead)), whole=whole)
        if name and name not in book.weak:
            return _make(book, name, words, at, width, "misspelt")
    return None
