"""Finds the places that a message names: the longest known name at each point.

For: `resolve`. It decides what is a place, not which of several places counts.
May import: the standard library, `cues`, `endings`, `foreign`, `gazetteer`, `nearly`, `outcodes`,
`phrases`, `postcodes`, `standing`, `text`, `things`, `world`.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.regions import postcodes, things, world
from bot.regions.cues import after_town, leads, role_of
from bot.regions.endings import stems
from bot.regions.foreign import namesake_of, phrase_ends, plainly, town
from bot.regions.gazetteer import LONGEST, Gazetteer, Place, gazetteer
from bot.regions.nearly import clipped, nearest, slip
from bot.regions.outcodes import outcode_stands
from bot.regions.phrases import Role
from bot.regions.standing import BIG, SHORT, Spot, counts, names_road, road_elsewhere, street
from bot.regions.text import Token, key, tokens, unspaced

# "la rosii" is among tomatoes: a short foreign name with an ending needs its capital.
_SHORTEST = 6


@dataclass(frozen=True)
class Mention:
    """A place in a message: words `first` to `last`, what it may mean, and its role there."""

    first: int
    last: int
    key: str
    options: tuple[Place, ...]
    role: Role
    how: str
    ask: bool | None = None
    found: postcodes.Found | None = None


@dataclass
class Spots:
    """A message that is being read: its words and the places found so far, by word."""

    words: list[Token]
    book: Gazetteer
    asked: bool
    taken: dict[int, Mention] = field(default_factory=dict)

    def take(self, mention: Mention | None) -> None:
        """Keep a mention, if there is one."""
        if mention:
            self.taken.update(dict.fromkeys(range(mention.first, mention.last + 1), mention))

    def spot(self, name: str, at: int, width: int) -> Spot:
        """Make the spot of a name in this message."""
        return Spot(self.book, name, self.words, at, width, self.asked, self.taken)


def find(text: str, asked: bool) -> tuple[list[Token], list[Mention]]:
    """Find all places of a message.

    Args:
        text: the message as typed.
        asked: whether it answers the question where the person is.

    Returns:
        The words, and the places in order without overlaps.
    """
    spots = Spots(tokens(text), gazetteer(), asked)
    for code in postcodes.find(text):
        spots.take(_postcode(spots.words, code, asked))
    barred = things.words_of(spots.words)
    for read in (_known, _abroad, _unknown):
        for at in range(len(spots.words)):
            if at not in spots.taken and at not in barred:
                spots.take(read(spots, at))
    found = sorted(set(spots.taken.values()), key=lambda m: (m.first, m.last))
    return spots.words, found


def _postcode(words: list[Token], code: postcodes.Found, asked: bool) -> Mention | None:
    """Turn a postcode into a mention, unless its letters are more likely a word or a road."""
    inside = [i for i, w in enumerate(words) if w.start < code.end and w.end > code.start]
    if not inside:
        return None
    first, last = inside[0], inside[-1]
    if code.kind == "outcode" and not outcode_stands(words, first, last, code, asked=asked):
        return None
    options = tuple(
        Place(code.shown, area, nation, "GB", int(share * 1000), code.kind)
        for area, nation, share in code.shares
    )
    if not options:
        options = (Place(code.shown, None, None, code.country, 1000, code.kind),)
    role = role_of(words, first, last)
    ask = not postcodes.clear(code) if code.shares else False
    return Mention(first, last, code.shown, options, role, code.kind, ask, code)


def _known(spots: Spots, at: int) -> Mention | None:
    """Return the longest known name that starts at a word."""
    longest = LONGEST if spots.words[at].text in spots.book.firsts else 1
    for width in range(min(longest, len(spots.words) - at), 0, -1):
        name = _name_of(spots, at, width)
        if name is None:
            continue
        spot = spots.spot(name, at, width)
        if street(spot):
            return None
        if counts(spot):
            return _make(spot, "name")
        if width == 1 or name in spots.book.never:
            # "Victoria Park" is in every town, and its first word no Victoria in London.
            return None
    return _hidden(spots, at)


def _name_of(spots: Spots, at: int, width: int) -> str | None:
    """Return the key that some words form together, if it is a name."""
    names, group = spots.book.names, spots.words[at : at + width]
    if any(at + i in spots.taken for i in range(width)) or any(w.gap == "." for w in group[1:]):
        return None
    name = " ".join(w.text for w in group)
    if name not in names and width > 1:
        name = _variant(spots.book, group, name)
    if name not in names or (width == 1 and _door(spots, at, name)):
        return None
    cut = any(w.gap for w in group[1:])
    one = any(p.kind in {"district", "force", "label", "suburb"} for p in names[name])
    return name if one or not cut or name in spots.book.rulings else None


def _door(spots: Spots, at: int, name: str) -> bool:
    """Whether a short foreign name in small letters is more likely a word: "la ușă", a door."""
    place, word = spots.book.names[name][0], spots.words[at]
    if place.country == "GB" or len(name) >= _SHORTEST or word.capital or not name.isascii():
        return False
    if not word.raw.isascii() or place.kind == "state":
        return True
    if at and spots.words[at - 1].text == "the":
        return False
    # "in spain" is Spain, "la usa", at the door, no America: English names need less.
    english = name == key(place.name) or place.kind == "abroad"
    if len(name) < SHORT or not english:
        return True
    if place.kind != "country" and name in spots.book.weak and not phrase_ends(spots.words, at + 1):
        return True
    opens = not at and phrase_ends(spots.words, 1)
    sure = opens or name in spots.book.cities or leads(spots.words, at) == "strong"
    return len(name) == SHORT and not sure


def _abroad(spots: Spots, at: int) -> Mention | None:
    """Return the smaller town abroad that starts at a word."""
    found = town(spots.words, at, spots.book, asked=spots.asked) or _bent(spots.words, at)
    if not found or any(i in spots.taken for i in range(at, at + found[0])):
        return None
    width, place = found
    last = at + width - 1
    role = role_of(spots.words, at, last, taken=spots.taken)
    role = Role.PLACED if role is Role.BARE else role
    return Mention(at, last, key(place.name), (place,), role, "world")


def _bent(words: list[Token], at: int) -> tuple[int, Place] | None:
    """Find a smaller town abroad with an ending: "w Rzeszowie", "у Полтаві"."""
    if not (at and words[at].capital and leads(words, at) and phrase_ends(words, at + 1)):
        return None
    # "в Полтаву" is where someone goes, "у Луцьку" where someone is.
    going = words[at].text.endswith(("у", "ю"))
    names = [n for n in stems(words[at]) if not going or n.endswith("к")]
    places = (world.starting(name).get(name) for name in names)
    place = next((p for p in places if p and (p.kind == "world" or not p.name.isascii())), None)
    return (1, place) if place else None


def _hidden(spots: Spots, at: int) -> Mention | None:
    """Find a name written in one word, inside a run without spaces, or before an apostrophe."""
    book, word = spots.book, spots.words[at]
    if word.text in book.joined and word.text not in book.weak:
        return _make(spots.spot(book.joined[word.text], at, 1), "joined")
    if unspaced(word.raw):
        return _inside(book, spots.words, at)
    if short := clipped(word.raw, book):
        return replace(_make(spots.spot(short[0], at, 1), "clipped"), options=short[1], ask=None)
    spot = spots.spot(word.head, at, 1)
    if word.head != word.text and word.head in book.names and counts(spot):
        return _make(spot, "apostrophe")
    return None


def _variant(book: Gazetteer, group: list[Token], name: str) -> str:
    """Return another way to read a group of words: "Hendon in Sunderland", "Newport's"."""
    last = len(group) - 1
    inside = [w.text for i, w in enumerate(group) if w.text != "in" or i in {0, last}]
    joined = " ".join(inside)
    if joined in book.names and book.names[joined][0].kind == "suburb":
        return joined
    bare = " ".join([*(w.text for w in group[:-1]), group[-1].head])
    return bare if bare in book.names else name


def _make(spot: Spot, how: str) -> Mention:
    """Make a mention of a known name."""
    ruling = spot.book.rulings.get(spot.name)
    options = spot.book.names[spot.name]
    last = spot.at + spot.width - 1
    country = namesake_of(spot.words, spot.name, last + 1)
    if country and options[0].country == "GB":
        options, ruling = (Place(options[0].name, None, None, country, 0, "abroad"),), None
    role = role_of(spot.words, spot.at, last, taken=spot.taken)
    if role is Role.BARE and spot.at and options[0].country != "GB":
        role = Role.PLACED if plainly(spot.words, spot.at, spot.width) else role
    ask = ruling.ask if ruling else None
    return Mention(spot.at, last, spot.name, options, role, how, ask)


def _inside(book: Gazetteer, words: list[Token], at: int) -> Mention | None:
    """Find a name inside a run of a script without spaces; the longest, the last if several."""
    run = words[at].text
    for width in range(min(10, len(run)), 1, -1):
        for start in range(len(run) - width, -1, -1):
            name = book.unspaced.get(run[start : start + width])
            # 福州话 is a language and 福建人 are people.
            if name and run[start + width : start + width + 1] not in _TONGUES:
                role = role_of(words, at, at, before=run[:start])
                return Mention(at, at, name, book.names[name], role, "run")
    return None


_TONGUES = frozenset("话話语語人菜")


def _unknown(spots: Spots, at: int) -> Mention | None:
    """Try a word that is no known name as an inflected or a misspelt one."""
    words = spots.words
    lead, alone = bool(leads(words, at)), spots.asked and len(words) <= SHORT
    if lead or alone or words[at].capital or not words[at].text.isascii():
        for name in stems(words[at]):
            if _inflected(spots, at, name, lead):
                return _make(spots.spot(name, at, 1), "ending")
    if (short := slip(words[at].text)) and plainly(words, at, 1):
        return _make(spots.spot(short, at, 1), "misspelt")
    for width in (3, 2, 1):
        group = words[at : at + width]
        if len(group) < width or any(at + i in spots.taken for i in range(width)):
            continue
        if not _torn(spots, at, group) and (guess := _guess(spots, at, group, lead, alone)):
            spot = spots.spot(guess, at, width)
            return None if road_elsewhere(spot) else _make(spot, "misspelt")
    return None


def _torn(spots: Spots, at: int, group: list[Token]) -> bool:
    """Tell whether words are no one name: cut apart, known, or opened by "in" ("w Gillinghma")."""
    if len(group) == 1:
        return group[0].text in spots.book.names
    cut = any(w.gap for w in group[1:]) or names_road(spots.book, group)
    return cut or bool(leads(spots.words, at + 1))


def _inflected(spots: Spots, at: int, name: str, lead: bool) -> bool:
    """Tell whether a word is a known name with an ending."""
    word, places = spots.words[at], spots.book.names.get(name, ())
    short = len(name) < _SHORTEST and not word.capital and word.text.isascii()
    abroad = bool(places) and places[0].country != "GB"
    proper = lead and word.capital and at > 0
    sound = name not in spots.book.weak or proper
    return sound and _large(places) and not (short and abroad)


def _guess(spots: Spots, at: int, group: list[Token], lead: bool, alone: bool) -> str | None:
    """Return the name that some words misspell, unless it is an ordinary word without reason."""
    whole = len(spots.words) <= len(group) + 1
    asked = alone or (spots.asked and lead)
    town = after_town(spots.words, at)
    # "rexham. factory": a message that opens with one word by itself may say where it is from.
    opens = not at and len(group) < len(spots.words) and bool(spots.words[len(group)].gap)
    guess = nearest(group, placed=lead or town or opens, asked=asked, whole=whole, town=town)
    if guess in spots.book.weak and not (lead or asked or whole or town):
        return None
    return guess if guess and all(guess != w.text for w in group) else None


def _large(places: tuple[Place, ...]) -> bool:
    """Tell whether a name is known enough to be met with an ending."""
    return bool(places) and (places[0].weight >= BIG or places[0].kind in {"country", "nation"})
