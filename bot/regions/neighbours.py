"""Lets neighbouring places of a message settle one another: near, instead of, abroad.

For: `resolve`. "Richmond near Darlington" is the northern one, "Derby, sorry, Stoke" is Stoke,
"Boston, Massachusetts" is not in Lincolnshire.
May import: the standard library, `areas`, `cues`, `gazetteer`, `mentions`,
`phrases`, `positions`, `text`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.regions.areas import districts
from bot.regions.cues import corrects, goes_on, nearby
from bot.regions.gazetteer import Place
from bot.regions.mentions import Mention
from bot.regions.phrases import Role
from bot.regions.positions import NEAR_KM, Spot, spots
from bot.regions.text import Token

# Countries whose towns bear British names; elsewhere "London, Romania" is a list.
_NAMESAKES = frozenset({"US", "CA", "AU", "NZ", "ZA", "JM"})
_BESIDE_KM = 15.0
_POSTAL_KM = 60.0  # from the middle of a county to towns just outside it
_LARGE = 50_000
_BEFORE = 6
_FROM = frozenset({"from", "din", "la", "z", "ze", "de"})
_GONE = frozenset(
    "moved took taken brought sent drove driven transferred ran fled escaped came went got"  # noqa: SIM905
    " mutat dus adus luat luata trimis fugit venit przewiezli zabrali".split()
)
_YET_TO_GO = frozenset(
    "will being going want wants plan be get getting next tomorrow vor vrea vreau maine sa".split()  # noqa: SIM905
)
_COUNTIES = frozenset({"county"})
_TOWNS = frozenset({"abroad", "world", "word"})
_WIDE = frozenset({"country", "state"})


def settle(words: Sequence[Token], mentions: Sequence[Mention]) -> list[Mention]:
    """Apply to each pair of neighbours what the words between them say.

    Args:
        words: the message.
        mentions: its places, in order.

    Returns:
        The places, with readings that a neighbour rules out taken away.
    """
    found = list(mentions)
    for at in range(len(found) - 1):
        first, second = found[at], found[at + 1]
        between = list(words[first.last + 1 : second.first + 1])
        if corrects(list(words[first.last + 1 : second.first])):
            found[at] = replace(first, role=Role.NOT)
            found[at + 1] = replace(second, role=max(first.role, second.role))
        elif _moved_on(first, second) and (
            goes_on(list(words[first.last + 1 : second.first])) or _driven(first, second, between)
        ):
            found[at] = replace(first, role=min(first.role, Role.WAS))
            found[at + 1] = replace(second, role=max(second.role, Role.NOW))
        elif _taken(words, first, second, between):
            found[at] = replace(first, role=Role.WAS)
            found[at + 1] = replace(second, role=Role.NOW)
        elif _namesake(first, second, between):
            found[at] = replace(
                first, options=second.options, role=max(first.role, Role.PLACED), ask=None
            )
        elif _elsewhere(first, second, between):
            # "Huntington, Cambs", and the one we know lies at York: the county is what counts.
            found[at] = replace(first, options=second.options[:1], ask=None)
        elif options := _beside(first, second, between):
            found[at] = replace(first, options=options, ask=None)
    return found


def _moved_on(first: Mention, second: Mention) -> bool:
    """Tell whether the second of two places may be where someone went from the first."""
    home = any(p.country == "GB" for p in second.options)
    return home and first.role is not Role.NOT and second.role not in {Role.NOT, Role.PAST}


def _driven(first: Mention, second: Mention, between: Sequence[Token]) -> bool:
    """Tell whether someone was taken on: "arrived at Stansted and were driven to Norwich"."""
    both = first.role is Role.NOW and second.role is Role.NOW
    return both and len(between) > 1 and between[-2].text == "to"


def _taken(
    words: Sequence[Token], first: Mention, second: Mention, between: Sequence[Token]
) -> bool:
    """Tell whether someone has gone on: "moved us from Leicester to Croydon", not "will move"."""
    along = [w.text for w in between[:-1]] in (["to"], ["la"], ["in"], ["do"], ["a"])
    start = max(first.first - _BEFORE, 0)
    before = [w.text for w in words[start : first.first]]
    if not along or not before or before[-1] not in _FROM:
        return False
    return bool(_GONE.intersection(before)) and not _YET_TO_GO.intersection(before)


def _namesake(first: Mention, second: Mention, between: Sequence[Token]) -> bool:
    """Tell whether a British name stands before the country of its namesake."""
    wide = second.options[0]
    joined = all(w.gap != "." for w in between) and [w.text for w in between[:-1]] in ([], ["in"])
    home = any(p.country == "GB" for p in first.options) and first.found is None
    if first.options[0].kind in _TOWNS and wide.kind == "country":
        return joined  # "tripoli lebanon"
    return home and joined and wide.kind in _WIDE and wide.country in _NAMESAKES


def _elsewhere(first: Mention, second: Mention, between: Sequence[Token]) -> bool:
    """Tell whether a county stands behind a name and holds no place of that name."""
    county = second.options[0]
    if len(between) != 1 or between[0].gap == "." or county.kind not in _COUNTIES:
        return False
    if county.area is None or first.options[0].country != "GB" or first.found is not None:
        return False
    here = any(p.area in {None, county.area} for p in first.options)
    near = any(spot.area == county.area for spot in spots(first.key))
    return not (here or near or _borders(first, county.area)) and first.options[0].weight < _LARGE


def _borders(first: Mention, county: str) -> bool:
    """Tell whether a town lies beside a county that its post goes by ("Sidcup, Kent")."""
    best = _closest([*spots(first.key)], [*spots(county)])
    return best is not None and best[0] <= _POSTAL_KM


def _beside(first: Mention, second: Mention, between: Sequence[Token]) -> tuple[Place, ...]:
    """Return the one reading of the first place that lies at the second, or nothing."""
    abroad = any(p.country != "GB" for p in (first.options[0], second.options[0]))
    if abroad or first.found is not None or any(w.gap == "." for w in between):
        return ()
    near = nearby(list(between[:-1]))
    exact = any(True for _ in spots(second.key))
    if not near and (len(between) > 1 or _sure(first) or not exact):
        return ()
    best = _nearest(first, second, near)
    if best and (best[0] <= NEAR_KM or (not exact and not _sure(first))):
        return _reading(first, best[1])
    # "Hope near Wrexham", and no Hope that we know lies there: Wrexham is what counts.
    small = not _sure(first) or first.options[0].weight < _LARGE
    return second.options[:1] if best and near and exact and small else ()


def _nearest(first: Mention, second: Mention, near: bool) -> tuple[float, str] | None:
    """Return how far the first place's closest reading lies from the second, and where."""
    ends = _ends(second)
    starts = [*spots(first.key)]
    known = {spot.area for spot in starts}
    # A reading by hand without a spot of its own stands in the middle of its area.
    starts += [s for p in first.options if p.area and p.area not in known for s in spots(p.area)]
    best = _closest(starts, ends)
    if near and (best is None or best[0] > _BESIDE_KM):
        longer = _closest([*spots(first.key, longer=True)], ends)
        best = min((way for way in (best, longer) if way), default=None)
    return best


def _ends(second: Mention) -> list[Spot]:
    """Return where the second place may lie: its own spots, else the middle of its area."""
    areas = {p.area for p in second.options}
    ends = [spot for spot in spots(second.key) if spot.area in areas]
    return ends or [s for area in areas if area and len(areas) == 1 for s in spots(area)]


def _closest(starts: Sequence[Spot], ends: Sequence[Spot]) -> tuple[float, str] | None:
    """Return the smallest distance between two groups, and the district where it starts."""
    pairs = [(a.distance(b), a.code) for a in starts for b in ends]
    return min(pairs, default=None)


def _sure(mention: Mention) -> bool:
    """Tell whether a mention means one place by itself."""
    return not mention.ask and len({p.area for p in mention.options}) == 1


def _reading(mention: Mention, code: str) -> tuple[Place, ...]:
    """Return a mention's reading in a district, made new when the gazetteer left it out."""
    district = districts().get(code)
    area = district.police_area if district else code
    kept = tuple(p for p in mention.options if p.area == area)
    if kept or district is None:
        return kept[:1]
    name = mention.options[0].name
    new = Place(name, district.police_area, district.nation, "GB", 0, "town")
    return (new,)
