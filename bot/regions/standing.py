"""Decides whether a name counts as a place where it stands; ordinary words need a reason.

For: `mentions`. "I take a bath" names no town, "I live in Bath" does.
May import: the standard library, `cues`, `foreign`, `gazetteer`, `text`, `things`.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from bot.regions.cues import after_nearby, follows, leads, named
from bot.regions.foreign import plainly
from bot.regions.gazetteer import Gazetteer
from bot.regions.text import Token
from bot.regions.things import acts

SHORT = 4
BIG = 20_000
_SMALL = 2_000
_TITLES = frozenset(
    "mr mrs ms miss dr doctor sir sister officer sergeant inspector pc"  # noqa: SIM905
    " professor aunt auntie uncle domnul doamna doctorul pan pani senor senora monsieur"
    " madame frau herr".split()
)
_MONTHS = frozenset({"march", "may"})
_DWELL = frozenset(
    "live lives living lived stay staying based work works working".split()  # noqa: SIM905
)
_STREETS = frozenset(
    "road rd street st lane ln avenue ave drive close crescent terrace grove gardens place"  # noqa: SIM905
    " court square row hill roundabout united fc afc rovers wanderers albion"
    " sauce cheese pudding shirt jersey pasty pasties tart bun rock fan fans kit puddings tarts"
    " sausage sausages cake cakes biscuits peppermint peppermints toffee marmalade mustard cider"
    " ale gin lager terrier dictionary exam exams accent accents tartan wellington shirts".split()
)
# Towns that are called so, too: behind another word they end the name of a road.
_ROADS = _STREETS & frozenset({"street", "grove"})
_BUILDINGS = frozenset(
    "house tower towers estate hotel mansions mansion mount lodge court buildings flats"  # noqa: SIM905
    " arms inn heights villas apartments".split()
)
_AROUND = frozenset(
    "a an the by near behind above below next off on in up down outside opposite"  # noqa: SIM905
    " we they just somewhere round over beside working o la langa stau sunt".split()
)
# "its Street", "just Street": an answer, and no road's name before it.
_SAYS_WHERE = frozenset("its it's is im i'm just live me we answer say said called".split())  # noqa: SIM905
_BESIDE = frozenset("by at off on behind opposite".split())  # noqa: SIM905
# "Hyde, please": what follows someone's name or an exclamation.
_TALK = frozenset(
    "please thanks thank can could will would do does is are was i you your he she his her"  # noqa: SIM905
    " yes no ok okay hi hello hey help who what why how when where and but or so if".split()
)
_OF_TOWNS = frozenset("town station docks direction way area".split())  # noqa: SIM905
_CENTRES = frozenset({"centre", "center"})
_WHOLE = frozenset({"uk", "england"})
# Kinds of places whose names people bear; a force or a prison may well do something.
_PEOPLED = frozenset("town suburb district county ruling abroad country label".split())  # noqa: SIM905


@dataclass(frozen=True)
class Spot:
    """A name in a message: its key, the words, where it starts, how many words it has.

    `taken` tells the words that are other places.
    """

    book: Gazetteer
    name: str
    words: list[Token]
    at: int
    width: int
    asked: bool
    taken: Container[int] = ()

    @property
    def first(self) -> Token:
        """The name's first word."""
        return self.words[self.at]

    @property
    def before(self) -> Token | None:
        """The word before it in the same clause."""
        return self.words[self.at - 1] if self.at and not self.first.gap else None


def street(spot: Spot) -> bool:
    """Tell whether a name is only the first part of a street's, a club's or a thing's.

    Args:
        spot: a name in a message.

    Returns:
        True when a word for a street or a club follows directly.
    """
    after = spot.at + spot.width
    if _ends_road(spot):
        return True
    if after >= len(spot.words) or spot.words[after].gap or spot.name in _WHOLE:
        return False
    return spot.words[after].text in _STREETS or _building(spot, after)


def names_road(book: Gazetteer, group: list[Token]) -> bool:
    """Tell whether words are a town's name and a word for a road or a house ("Durham Court").

    Args:
        book: the gazetteer.
        group: two or more words of a message.

    Returns:
        True when they are, so that they misspell no longer name.
    """
    return group[0].text in book.names and group[-1].text in _STREETS | _BUILDINGS


def _ends_road(spot: Spot) -> bool:
    """Tell whether a town's name only ends a road's: "Derby Street", not "in Street"."""
    if spot.name not in _ROADS or spot.before is None or leads(spot.words, spot.at):
        return False
    return spot.before.text not in _SAYS_WHERE


def _building(spot: Spot, after: int) -> bool:
    """Tell whether a house bears a town's name in another town: "Exeter House in Putney"."""
    words, book = spot.words, spot.book
    if words[after].text not in _BUILDINGS:
        return False
    nearer = after + 1
    if nearer < len(words) and words[nearer].gap != "." and words[nearer].text in _BESIDE:
        nearer += 1
    return follows(book.names.__contains__, book.weak.__contains__, words, nearer)


def counts(spot: Spot) -> bool:
    """Tell whether a name counts as a place.

    Args:
        spot: a name in a message.

    Returns:
        True when it does.
    """
    raw = spot.first.raw
    if spot.width == 1:
        if len(spot.name) <= 2 and spot.name.isascii() and not (raw.isupper() or spot.name == "uk"):
            return False
        if len(spot.words) == 1 and raw[:1].isupper() and _alone(spot, raw):
            return True
        if spot.before and (spot.before.text in _TITLES or named(spot.words, spot.at)):
            return False
        if spot.book.names[spot.name][0].kind in _PEOPLED and acts(spot.words, spot.at):
            return False
    weak = spot.name in spot.book.weak or _abbreviation(spot.name)
    if not weak and not (_village(spot) and not spot.first.capital):
        return not road_elsewhere(spot)
    return _has_reason(spot, weak=weak)


def road_elsewhere(spot: Spot) -> bool:
    """Tell whether a known road is another town's: "Church Street, Ballymena" is none in London.

    Args:
        spot: a name in a message.

    Returns:
        True when a name follows around which no place of the road's name is known.
    """
    after = spot.at + spot.width
    road = spot.width > 1 and spot.words[after - 1].text in _STREETS
    if not road or after == len(spot.words):
        return False
    book = spot.book

    def other(name: str) -> bool:
        return name in book.names and not _holds(spot, name)

    followed = follows(other, book.weak.__contains__, spot.words, after)
    return followed and spot.words[after].text != "uk"


def _alone(spot: Spot, raw: str) -> bool:
    """Tell whether a weak name may be a whole message."""
    known = spot.name in spot.book.mild or spot.name in spot.book.slang
    return known or (len(raw) < SHORT and raw.isupper())


def _abbreviation(name: str) -> bool:
    """Tell whether a name is so short that it is as likely something else."""
    return len(name) < SHORT and name.isascii() and name != "uk"


def _village(spot: Spot) -> bool:
    """Tell whether a name of one word is that of a small place at home."""
    best = spot.book.names[spot.name][0]
    return spot.width == 1 and best.weight < _SMALL and best.country == "GB"


def _has_reason(spot: Spot, *, weak: bool) -> bool:
    """Tell whether the question, a wider place or the words before make a name a place."""
    lead = leads(spot.words, spot.at)
    whole = len(spot.words) <= spot.width + 2
    if spot.asked and (whole or lead or spot.first.capital):
        return True
    if spot.first.gap != "." and (
        _after_place(spot) or after_nearby(spot.words, spot.at, spot.taken)
    ):
        return True
    if spot.name in spot.book.never:
        return False
    city = spot.name in spot.book.cities and plainly(spot.words, spot.at, spot.width)
    city = city and (spot.at > 0 or spot.name not in spot.book.people)
    if city or _opens(spot) or (_of_town(spot) and (lead or spot.first.capital)):
        return True
    weaker = spot.book.weak.__contains__
    home = spot.book.names[spot.name][0].country == "GB"
    # "It was in March in London."
    month = spot.name in _MONTHS and _then_in(spot)
    if (
        home
        and not month
        and follows(lambda name: _holds(spot, name), weaker, spot.words, spot.at + spot.width)
    ):
        return True
    return bool(lead) if not weak else _led(spot, lead)


def _holds(spot: Spot, wider: str) -> bool:
    """Tell whether a place is around a name: Somerset around Street, and Wigan around no Street."""
    return any(
        here.country == there.country
        and there.nation in (None, here.nation)
        and there.area in (None, here.area)
        for here in spot.book.names[spot.name]
        for there in spot.book.names.get(wider, ())
    )


def _then_in(spot: Spot) -> bool:
    """Tell whether "in" follows a name without a comma, as it does a month."""
    after = spot.words[spot.at + spot.width : spot.at + spot.width + 1]
    return bool(after) and not after[0].gap and after[0].text == "in"


def _opens(spot: Spot) -> bool:
    """Tell whether a name opens a message and its surroundings follow ("Ayr, the caravan park")."""
    after = spot.at + spot.width
    if spot.at or after >= len(spot.words) or not spot.words[after].gap:
        return False
    home = spot.book.names[spot.name][0].country == "GB"
    written = spot.first.capital or spot.name in spot.book.mild
    if not home or not written or spot.name in spot.book.people or spot.name in _MONTHS:
        return False
    around = spot.words[after].text in _AROUND
    unusual = spot.name in spot.book.mild and spot.words[after].text not in _TALK
    return around or (unusual and spot.first.capital)


def _of_town(spot: Spot) -> bool:
    """Tell whether what only towns have follows a name: "Wolves town centre", "Reading station"."""
    after = spot.words[spot.at + spot.width : spot.at + spot.width + 2]
    if not after or after[0].gap or spot.name in spot.book.people:
        return False
    centre = after[0].text == "city" and after[-1].text in _CENTRES
    return centre or after[0].text in _OF_TOWNS


def _led(spot: Spot, lead: str) -> bool:
    """Tell whether the words before an ordinary word make it a place."""
    if spot.name in _MONTHS:
        return spot.at > 1 and spot.words[spot.at - 2].text in _DWELL
    shouting = all(w.raw.isupper() for w in spot.words if w.raw.isalpha())
    written = spot.first.capital and not shouting
    return lead == "strong" or (lead == "plain" and (written or spot.name in spot.book.slang))


def _after_place(spot: Spot) -> bool:
    """Tell whether a place's name stands right before ("Newport IoW", "Newcastle, Staffs")."""
    if not spot.at:
        return False
    one = spot.words[spot.at - 1].text
    places = spot.book.names.get(one, ())
    large = bool(places) and places[0].weight >= BIG
    return large and one not in spot.book.weak and len(one) > SHORT
