"""Decides whether the name of a town abroad counts where it stands ("in calais", "Lille, we are").

For: `mentions` and `standing`. Towns abroad are many and their names are words of many languages,
so that a preposition, the start of the message or a word for a camp must speak for them.
May import: the standard library, `cues`, `gazetteer`, `text`, `world`.
"""

from __future__ import annotations

from bot.regions import world
from bot.regions.cues import after_town, leads, named
from bot.regions.gazetteer import Gazetteer, Place
from bot.regions.text import Token

# "for lima", "by amadora": prepositions that lead to people and things as often as to places.
_LOOSE = frozenset("for by on off with between do de da di ku bo i as to".split())  # noqa: SIM905
_CAMPS = frozenset(
    "camp compound port airport lager tabara oboz campo jungle refuge"  # noqa: SIM905
    " club farm factory warehouse brothel hotel prison hospital oras orasul".split()
)
_LINKS = frozenset(
    "and but with for since now because at by working he she they we i who where until dar si"  # noqa: SIM905
    " unde cu pentru ca ale gdzie bo z y pero donde con e mas onde com et mais ou in on near"
    " under la na no nas nos pe sub langa sur sous chez bij op te ne nga aici tu here there"
    " this that which every all today cand when als avec dhe por ku me а але де і и но где з с"
    " та ma dove und aber wo mit jest".split()
)
_AT = frozenset({"ở", "à"})
_KIN = frozenset("mẹ má bố cha ông bà vợ chồng nhà".split())  # noqa: SIM905
_BEING = frozenset(
    "suis est sommes sont vis habite travaille coince coincee bloque bloquee enfermee enferme"  # noqa: SIM905
    " retenue retenu".split()
)
# States of the USA as Americans write them, without those that are words of ours as well.
_STATES = frozenset(
    "AL AK AZ AR CA CO CT FL GA IL IA KS KY MD MA MI MN MS MO MT NE NV NH NJ NM NY NC ND OH PA RI"  # noqa: SIM905
    " SC SD TN TX UT VT VA WA WV WI WY".split()
)
_STATES_WRITTEN = frozenset("Mass Conn Penn Calif Ala".split())  # noqa: SIM905
_POSTCODE_AREAS = frozenset("AL CA CO CT IL NE PA WV WA".split())  # noqa: SIM905

_NEAR = 4
_LEAST, _LONG = 4, 7


def phrase_ends(words: list[Token], after: int) -> bool:
    """Tell whether a phrase ends before a word: "stuck in rome with him", not "in nice house".

    Args:
        words: the message.
        after: the word after the phrase.

    Returns:
        True at the end, before a comma or a full stop, and before words that link clauses.
    """
    return after >= len(words) or bool(words[after].gap) or words[after].text in _LINKS


def plainly(words: list[Token], at: int, width: int) -> bool:
    """Tell whether the sentence makes a town of a name that is hardly anything else.

    Args:
        words: the message.
        at: the name's first word.
        width: how many words it has.

    Returns:
        True after a preposition of place or a word for a camp, and where it opens the message.
    """
    after = at + width
    ends = phrase_ends(words, after)
    if not at:
        return after < len(words) and bool(words[after].gap)
    capital = words[at].capital
    lead = leads(words, at)
    if lead and (lead == "strong" or words[at - 1].text not in _LOOSE or capital):
        return ends or capital
    # "ở", "à": folded they are articles of other languages.
    if words[at - 1].raw.casefold() in _AT and not words[at].gap:
        kin = any(w.raw.casefold() in _KIN for w in words[max(at - _NEAR, 0) : at - 1])
        # "rentrer à Lomé", "maman à Dakar": the French one needs a word for being there.
        stays = words[at - 1].raw.casefold() == "ở" or (at > 1 and words[at - 2].text in _BEING)
        return (capital or ends) and stays and not kin
    camp = words[at - 1].text in _CAMPS or after_town(words, at)
    return camp and not words[at].gap and ends


def town(words: list[Token], at: int, book: Gazetteer, *, asked: bool) -> tuple[int, Place] | None:
    """Find a smaller town abroad that starts at a word and counts there.

    Args:
        words: the message.
        at: a word that starts no name of the gazetteer.
        book: the gazetteer, for the names of countries.
        asked: whether the message answers the question where the person is.

    Returns:
        How many words it has and the place, or None.
    """
    known = world.starting(words[at].text)
    if not known or named(words, at):
        return None
    for width in range(min(world.LONGEST, len(words) - at), 0, -1):
        group = words[at : at + width]
        place = known.get(" ".join(w.text for w in group))
        if not place or any(w.gap for w in group[1:]):
            continue
        named_so = _named_country(words, at + width, place, book)
        if named_so or _stands(words, at, width, place, asked=asked):
            return width, place
    return None


def namesake_of(words: list[Token], name: str, after: int) -> str | None:
    """Tell which country's state stands in short behind a British name: "Newark NJ".

    Args:
        words: the message.
        name: the key of the place.
        after: the word behind it.

    Returns:
        A country's code, or None. "Lancaster LA" is where its postcode begins.
    """
    if after >= len(words) or words[after].gap == ".":
        return None
    raw = words[after].raw
    if raw.upper() == "NZ":
        return "NZ"
    if raw in _STATES_WRITTEN and words[after].gap == ",":
        return "US"
    ends = after + 1 == len(words) or bool(words[after + 1].gap) or phrase_ends(words, after + 1)
    shouted = _shouted(words) or not ends
    return "US" if raw in _STATES - {_own_code(name, raw)} and not shouted else None


def _own_code(name: str, code: str) -> str:
    """Return a code that is more likely the start of the town's own postcode."""
    return code if code in _POSTCODE_AREAS and name[:1] == code[:1].lower() else ""


def _stands(words: list[Token], at: int, width: int, place: Place, *, asked: bool) -> bool:
    """Tell whether a town of the wider table counts; one that is a word needs a capital, too."""
    word = words[at]
    sure = place.kind == "world"
    if len(words) <= width + (2 if asked else 0):
        return sure or (asked and word.capital)
    if sure:
        whole = sum(len(w.text) for w in words[at : at + width])
        led = whole >= _LONG and leads(words, at) and words[at - 1].text not in _LOOSE
        return (
            bool(led)
            or plainly(words, at, width)
            or (_closes(words, at, width) and _proper(words, at))
        )
    if not at:
        return width > 1 and word.capital and plainly(words, at, width)
    lead = leads(words, at)
    written = word.capital and not _shouted(words)
    placed = lead == "strong" or (bool(lead) and phrase_ends(words, at + width))
    return written and (placed or after_town(words, at))


def _closes(words: list[Token], at: int, width: int) -> bool:
    """Tell whether a name stands alone at the end of a message ("no pay, no papers, foggia")."""
    return at + width == len(words) and words[at].gap in {",", "."}


def _proper(words: list[Token], at: int) -> bool:
    """Tell whether a word is long enough, or written so, that it is hardly a slip of the pen."""
    return words[at].capital or len(words[at].text) > _LEAST


def _shouted(words: list[Token]) -> bool:
    """Tell whether all words of a message are in capitals."""
    return all(w.raw.isupper() for w in words if w.raw.isalpha())


def _named_country(words: list[Token], after: int, place: Place, book: Gazetteer) -> bool:
    """Tell whether a town's country follows it ("cork ireland", "Bari, Italy")."""
    if after >= len(words) or words[after].gap == ".":
        return False
    found = book.names.get(words[after].text, ())
    return any(p.kind == "country" and p.country == place.country for p in found)
