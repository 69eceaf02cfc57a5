"""Chooses among the places of a message: where the person to be helped is now.

For: `locate`. It weighs mentions against one another; it finds none itself.
May import: the standard library, `areas`, `cues`, `mentions`, `model`, `gazetteer`,
`neighbours`, `people`, `text`, `whose`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.regions.areas import police_areas
from bot.regions.gazetteer import Place, gazetteer
from bot.regions.mentions import Mention
from bot.regions.model import NOWHERE, Located, Option
from bot.regions.neighbours import settle
from bot.regions.people import about_another, at_present, of_kin, of_others, of_us_all
from bot.regions.phrases import Role
from bot.regions.text import Token
from bot.regions.whose import ascribe

_CLEARLY = 4.0
_MOST = 5
_SHORT = 3
_WIDER = frozenset("in near the at of area town city by close to postcode".split())  # noqa: SIM905
_LISTS = frozenset("and or si sau i lub oraz y et und oder и і или або e o".split())  # noqa: SIM905
_THERE = frozenset("there acolo colo tam alla la-bas".split())  # noqa: SIM905


Where = tuple[str | None, str | None, str]


def where(place: Place) -> Where:
    """Return what of a place matters: police area, nation, country."""
    return place.area, place.nation, place.country


def resolve(words: Sequence[Token], mentions: Sequence[Mention], asked: bool) -> Located:
    """Choose where the person to be helped is now.

    Args:
        words: the message.
        mentions: its places.
        asked: whether the message answers the question where the person is.

    Returns:
        One place, several to choose from, or nothing.
    """
    found = _linked(words, settle(words, ascribe(words, mentions, asked=asked)))
    excluded = [m for m in found if m.role is Role.NOT]
    ranked = [m for m in found if _usable(m, words, asked)]
    if not ranked:
        return _only_denied(excluded, found)
    ranked = _without_wide(ranked)
    best = max(_rank(m) for m in ranked)
    chosen = [m for m in ranked if _rank(m) == best]
    home = [m for m in chosen if _at_home(m)]
    if not home and best is Role.NOW:
        # "I am in Spain, my daughter works in Hull": the one here is the one to be helped.
        there = [m for m in ranked if _at_home(m) and m.role is not Role.TOWARDS]
        home = [m for m in there if about_another(list(words), m.first)]
        chosen = home or chosen
    if home and best < Role.NOW:
        chosen = home
    elif best >= Role.NOW and not all(m in home for m in chosen) and home:
        chosen = home if chosen[-1] in home else chosen[-1:]
    if best >= Role.BARE and len(chosen) > 1:
        chosen = [m for m in chosen if at_present(list(words), m.first)] or chosen
    hints = [m for m in found if m.role > Role.ORIGIN and m.role is not Role.NOT]
    located = _answer(words, chosen, hints, excluded, found)
    located = replace(located, beside="" if asked else _beside_writer(list(words), chosen))
    aside = [m for m in found if m.role is Role.ASIDE]
    # "I'm in Leicester, she's in Cluj": the talk may have been about her all the time.
    return replace(located, kin=_kin(aside)) if aside and located.country == "GB" else located


def _beside_writer(words: list[Token], chosen: Sequence[Mention]) -> str:
    """Say whether all that was chosen may be another's place, or one that is yet to come."""
    asks_there = any(w.text in _THERE for w in words)
    if not asks_there and all(m.role is Role.TOWARDS and of_us_all(words, m.first) for m in chosen):
        return "coming"
    theirs = all(m.found is None and of_others(words, m.first) for m in chosen)
    return "theirs" if theirs else ""


def _at_home(mention: Mention) -> bool:
    """Tell whether a mention may be a place in the UK."""
    return any(p.country == "GB" for p in mention.options)


def _without_wide(ranked: list[Mention]) -> list[Mention]:
    """Put a place for the nation or region around it that the message also names."""
    kept: list[Mention] = []
    exact = [m for m in ranked if m.role >= Role.ORIGIN and m.options[0].area]
    roles: dict[int, Role] = {}
    for mention in ranked:
        wide = mention.options[0].area is None and mention.options[0].country == "GB"
        inside = [o for o in exact if wide and _within(o.options[0], mention.options[0])]
        if not inside:
            kept.append(mention)
        for one in inside:
            if one.role in {Role.BARE, Role.PLACED}:
                roles[one.first] = max(one.role, mention.role)
    return [replace(m, role=roles.get(m.first, m.role)) for m in kept]


def _rank(mention: Mention) -> int:
    """Rank a mention by its role; a postcode is at least a place where someone is."""
    if mention.found is not None and mention.role in {Role.BARE, Role.PLACED, Role.TOWARDS}:
        return Role.NOW
    if mention.role is Role.TOWARDS and mention.how in {"name", "run"}:
        return Role.TOWARDS
    return mention.role


def _usable(mention: Mention, words: Sequence[Token], asked: bool) -> bool:
    """Tell whether a mention may say where someone is at all."""
    abroad = all(p.country != "GB" for p in mention.options)
    if mention.role in {Role.NOT, Role.PAST, Role.ASIDE}:
        return False
    if mention.role in {Role.ORIGIN, Role.FAMILY}:
        return not abroad
    if abroad and not asked and of_kin(list(words), mention.first):
        return False
    bare = mention.role is Role.BARE and not asked and len(words) > _SHORT
    return not (abroad and (bare or mention.role is Role.TOWARDS))


def _linked(words: Sequence[Token], found: list[Mention]) -> list[Mention]:
    """Give a place the role of the one it stands beside ("born in Leeds, Yorkshire")."""
    linked: list[Mention] = []
    for one in found:
        mention, before = one, linked[-1] if linked else None
        if _opens(words, one):
            # "Craigavon, by the mill": a message that opens with a place is from there.
            mention = replace(one, role=Role.PLACED)
        if before and mention.role in {Role.BARE, Role.PLACED}:
            between = [w.text for w in words[before.last + 1 : mention.first]]
            gaps = [w.gap for w in words[before.last + 1 : mention.first + 1]]
            listed = bool(between) and all(t in _LISTS for t in between)
            beside = not between or (len(between) == 1 and between[0] in {"in", "near"})
            led = mention.role is Role.PLACED
            apart = before.role is Role.NOT and (led or not _around_it(before, mention))
            joined = "." not in gaps and (beside or (listed and not led)) and not apart
            if joined:
                mention = replace(mention, role=before.role)
        linked.append(mention)
    return linked


def _opens(words: Sequence[Token], one: Mention) -> bool:
    """Tell whether a town opens a message, or stands alone at the end of one, if it is abroad."""
    foreign = one.options[0].kind == "abroad"
    if one.role is not Role.BARE or (_larger(one.options[0]) and not foreign):
        return False
    after = one.last + 1
    if not one.first:
        return after < len(words) and bool(words[after].gap)
    return foreign and after == len(words) and bool(words[one.first].gap)


def _around_it(first: Mention, second: Mention) -> bool:
    """Tell whether a place is the county or nation of the one before ("not in Leeds, Kent")."""
    wide = second.options[0]
    return _larger(wide) and any(_within(p, wide) for p in first.options)


def _larger(place: Place) -> bool:
    """Tell whether a place is as large as a county, so that towns lie in it."""
    return place.area is None or place.kind in {"county", "nation", "region", "force"}


def _answer(
    words: Sequence[Token],
    chosen: list[Mention],
    hints: list[Mention],
    excluded: list[Mention],
    found: list[Mention],
) -> Located:
    """Put together the answer from the mentions of the highest role."""
    narrowed = [(m, _narrow(m, hints, excluded)) for m in chosen]
    narrowed = [(m, options) for m, options in narrowed if options]
    if not narrowed:
        return _only_denied(excluded, found)
    narrowed = _specific(words, narrowed)
    names = tuple(dict.fromkeys(_name(m, options[0]) for m, options in narrowed))
    why = tuple(_why(m) for m in found)
    if len(narrowed) == 1:
        mention, options = narrowed[0]
        return _single(mention, options, names, why)
    spots = list(dict.fromkeys(where(options[0]) for _, options in narrowed))
    if len(spots) == 1:
        return _located(narrowed[0][1][0], names, (), why)
    labelled = tuple(
        dict.fromkeys(_option(_name(m, options[0]), options[0]) for m, options in narrowed)
    )
    return _ambiguous([options[0] for _, options in narrowed], labelled, names, why)


def _only_denied(excluded: Sequence[Mention], found: Sequence[Mention]) -> Located:
    """Nowhere, with what it is not ("not the one in London") and where a relative is."""
    areas = dict.fromkeys(place.area for m in excluded for place in m.options if place.area)
    why = tuple(_why(m) for m in found)
    return replace(NOWHERE, why=why, denied=tuple(areas), kin=_kin(found))


def _kin(found: Sequence[Mention]) -> str | None:
    """The country abroad where a relative is; None where there is none, or more than one."""
    placed = [m for m in found if m.role > Role.BARE or m.role is Role.ASIDE]
    countries = {place.country for m in placed for place in m.options} - {"GB"}
    return countries.pop() if len(countries) == 1 else None


def _narrow(mention: Mention, hints: Sequence[Mention], excluded: Sequence[Mention]) -> list[Place]:
    """Drop the readings of a mention that other places of the message rule out."""
    options = list(mention.options)
    for other in (m for m in excluded if _larger(m.options[0])):
        barred = {where(p) for p in other.options}
        wide = {p.nation for p in other.options if p.area is None or p.kind == "nation"}
        kept = [p for p in options if where(p) not in barred and p.nation not in wide]
        options = kept or options if mention.key != other.key else options
    if len(options) > 1:
        for other in hints:
            if other.first == mention.first or not _settled(other):
                continue
            only = other.options[0]
            kept = [p for p in options if _within(p, only)]
            if kept and len(kept) < len(options):
                options = kept
    return options


def _settled(mention: Mention) -> bool:
    """Tell whether a mention by itself would be answered with one place."""
    if mention.ask is not None or len(mention.options) == 1:
        return not mention.ask
    return mention.options[0].weight >= _CLEARLY * mention.options[1].weight


def _within(place: Place, wider: Place) -> bool:
    """Tell whether a reading agrees with a place that the message also names."""
    if place.country != wider.country:
        return False
    if wider.area is not None:
        return place.area == wider.area
    if wider.within:
        return place.area in wider.within
    return wider.nation is None or place.nation == wider.nation


def _specific(
    words: Sequence[Token], narrowed: list[tuple[Mention, list[Place]]]
) -> list[tuple[Mention, list[Place]]]:
    """Drop mentions that only say less than another ("Leeds, England", "Slough, London")."""
    whole = [pair for pair in narrowed if pair[0].how == "postcode"]
    if whole:
        return whole
    kept: list[tuple[Mention, list[Place]]] = []
    for mention, options in narrowed:
        wide = options[0].area is None and options[0].country == "GB"
        others = [o for m, o in narrowed if m is not mention]
        if wide and any(o[0].area and _within(o[0], options[0]) for o in others):
            continue
        if kept and _beside(words, kept[-1][0], mention):
            continue
        kept.append((mention, options))
    return kept


def _beside(words: Sequence[Token], first: Mention, second: Mention) -> bool:
    """Tell whether the second place only says more of the first, as in an address."""
    between = [w.text for w in words[first.last + 1 : second.first]]
    gaps = [w.gap for w in words[first.last + 1 : second.first + 1]]
    return "." not in gaps and all(t in _WIDER for t in between)


def _single(
    mention: Mention, options: list[Place], names: tuple[str, ...], why: tuple[str, ...]
) -> Located:
    """Answer from one mention: choose, or ask when no reading outweighs the others."""
    labels = _labels(mention, options)
    if options[0].within and len(options) == 1:
        parts = (replace(options[0], area=slug) for slug in options[0].within[:_MOST])
        return _located(options[0], names, tuple(_option(names[0], p) for p in parts), why)
    if len({where(p) for p in options}) == 1:
        return _located(options[0], names, (), why)
    decided = mention.ask if len(options) == len(mention.options) else None
    if decided is None:
        decided = options[0].weight < _CLEARLY * options[1].weight
    if decided:
        return _ambiguous(options, labels, names, why)
    return _located(options[0], names, labels, why)


def _located(
    place: Place, names: tuple[str, ...], others: tuple[Option, ...], why: tuple[str, ...]
) -> Located:
    """Answer with one place."""
    return Located(place.nation, place.area, place.country, names, False, others, why)


def _ambiguous(
    options: Sequence[Place],
    labels: Sequence[Option],
    names: tuple[str, ...],
    why: tuple[str, ...],
) -> Located:
    """Answer with a choice, keeping what all the options share."""
    nations = {p.nation for p in options}
    countries = {p.country for p in options}
    nation = nations.pop() if len(nations) == 1 else None
    country = countries.pop() if len(countries) == 1 else None
    if len(labels) < 2:
        return _located(options[0], names, (), why)
    return Located(nation, None, country, names, True, tuple(labels[:_MOST]), why)


def _labels(mention: Mention, options: Sequence[Place]) -> tuple[Option, ...]:
    """Return the options of one name with labels fit for buttons, one for each area."""
    ruling = gazetteer().rulings.get(mention.key)
    by_hand = {where(p): label for label, p in ruling.options} if ruling else {}
    found: dict[Where, Option] = {}
    for place in options:
        label = by_hand.get(where(place))
        option = Option(label, place.nation, place.area) if label else _option(place.name, place)
        found.setdefault(where(place), option)
    return tuple(found.values())[:_MOST]


def _option(name: str, place: Place) -> Option:
    """Make an option whose label tells the area in words that people know."""
    return Option(f"{name} ({_around(place)})", place.nation, place.area)


def _around(place: Place) -> str:
    """Say where a place lies, for a button."""
    if place.country != "GB":
        return place.country
    if place.area is None:
        return place.nation or "UK"
    if place.nation in {"Scotland", "Northern Ireland"}:
        return place.nation
    area = police_areas()[place.area]
    name = _EVERYDAY.get(area.slug) or area.name
    for tail in (" Police Service", " Police", " Constabulary"):
        name = name.removesuffix(tail)
    return f"Wales, {name}" if place.nation == "Wales" else name


_EVERYDAY = {"metropolitan": "London", "city-of-london": "City of London"}


def _name(mention: Mention, place: Place) -> str:
    """Name a place for the answer: a postcode by its district."""
    if mention.found is not None and mention.found.district:
        return mention.found.district
    return place.name


def _why(mention: Mention) -> str:
    """Explain a mention to a curator."""
    seen = ", ".join(dict.fromkeys(p.area or p.nation or p.country for p in mention.options[:4]))
    return f"{mention.key!r} ({mention.how}, {mention.role.name.lower()}): {seen}"
