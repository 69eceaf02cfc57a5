"""Reads who is spoken of before a place, and whether it is the present that is spoken of.

For: `resolve`. "My mum in Vietnam has to pay" does not say where the writer is.
May import: the standard library, `phrases`, `text`.
"""

from __future__ import annotations

from collections.abc import Container

from bot.regions.phrases import ending
from bot.regions.text import Token

# "сестра в Полтаві", "اختي في بيروت": languages without the word "is" go on with "in".
_IS = frozenset("is s e este jest esta est ist eshte are є hai to в у во في".split())  # noqa: SIM905
_BEING = frozenset("is s e este jest esta est ist eshte are є".split())  # noqa: SIM905
_WITH = frozenset("with cu z ze con com avec mit me з с со مع".split())  # noqa: SIM905
_REACH = 9
_FAR = 14
# "she is in", "now hes in": about the relative that was named before.
_PRONOUNS = frozenset(
    "hes shes theyre he's she's they're he she they ea el ei ele ona ono on oni вона він она он"  # noqa: SIM905
    " ella ela ele elle il ai ajo هو هي".split()
)
_STATES = _IS | frozenset("being lives works stays lucreaza sta pracuje".split())  # noqa: SIM905
# "the woman i am worried about is in Margate": the writer is spoken of, and is not there.
_MINDS = frozenset(
    "worried know knew met told love think thought mentioned saw call called help helped wrote"  # noqa: SIM905
    " talk talked spoke worry speaking asking writing concerned".split()
)
_KEPT = frozenset("being made maid slave servant worked beaten locks holds holding".split())  # noqa: SIM905
_YOUNG = frozenset("lad boy boys mate mates pal housemate flatmate roommate colleague".split())  # noqa: SIM905
# Those who may as well be the ones who hold someone.
_FOLK = frozenset("man men people person guy guys lady someone somebody neighbour".split())  # noqa: SIM905
_SERVES = frozenset(
    "maid slave servant prisoner captive hostage badanta menajera servitoare sclava"  # noqa: SIM905
    " opiekunka sluzaca empregada criada sirvienta bonne domestique sherbetore".split()
)
_MEANT = 4
_SHORTLY = 6
_BUT = frozenset("but dar pero ale mas mais aber ma но але".split())  # noqa: SIM905
_CLOSE = frozenset("friend boyfriend girlfriend mate prietena prietenul amiga amigo".split())  # noqa: SIM905
# "my mum in Belfast is ill", "he is fine": news of somebody, and no call for help there.
_NEWS = frozenset(
    "ill sick poorly unwell dying fine ok okay bine bolnav bolnava chora chory enfermo"  # noqa: SIM905
    " enferma malade krank".split()
)
# "they" may be all who are in need.
_ONE = _PRONOUNS - frozenset({"they", "theyre", "they're", "ei", "ele", "oni", "ono"})
_HAVE = frozenset("have ive got avem tengo habe".split())  # noqa: SIM905
_OTHERS = frozenset("her him them who that where ii il o li".split()) | _PRONOUNS  # noqa: SIM905
_WENT = frozenset("went gone flew travelled goes going drove plecat dus merge".split())  # noqa: SIM905
_OURSELVES = frozenset("me us my our ma ne mine noi mnie nas".split())  # noqa: SIM905
_TOGETHER = frozenset("we we're us noi ne mergem plecam nas nous nos".split())  # noqa: SIM905
_STAYS = frozenset("live living stay staying based stau locuiesc".split())  # noqa: SIM905
_OWNED = 2  # "sora mea e", "motra ime eshte"
_TAKEN_BACK = 4


def of_kin(words: list[Token], first: int) -> bool:
    """Tell whether a place is only where relatives are ("my mum in Vietnam has to pay").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when a relative is the nearest person before it in its sentence, unless the words
        between say that the relative is held there.
    """
    pronoun = served = False
    for end in range(first, max(first - _REACH, 0), -1):
        if words[end].gap == ".":
            return False
        pronoun = pronoun or words[end - 1].text in _PRONOUNS
        kin = ending("kin", words, end) or ending("sibling", words, end)
        if kin and (_together(words, end - kin[0]) or _held_before(words, end - kin[0])):
            return False
        served = served or words[end - 1].text in _SERVES
        if ending("kin", words, end):
            return not (served and any(w.text in _IS for w in words[end : end + _OWNED]))
        if kin:
            # "my sister is in France" is about her; "my brother in Honduras" about the writer.
            present = pronoun or any(w.text in _IS for w in words[end : end + _OWNED])
            return not present or (_threat(words) and not _captive(words))
        if ending("held", words, end) or ending("self", words, end):
            return False
    return False


def _together(words: list[Token], kin: int) -> bool:
    """Tell whether the writer is with the relative: "acum stau cu sora mea in Iasi"."""
    for at in range(kin - 1, max(kin - 3, -1), -1):
        if words[at].text in _WITH:
            return any(ending("self", words, end) for end in range(at, max(at - 3, 0), -1))
    return False


def _held_before(words: list[Token], kin: int) -> bool:
    """Tell whether a relative is the one who is held: "they keep my cousin in a window"."""
    return any(ending("held", words, end) for end in range(kin, max(kin - 3, 0), -1))


def _threat(words: list[Token]) -> bool:
    """Tell whether a message speaks of threats or debts."""
    return any(ending("threat", words, end) for end in range(1, len(words) + 1))


def _captive(words: list[Token]) -> bool:
    """Tell whether a message says that someone other than the writer is held or made to work."""
    return any(ending("captive", words, end) for end in range(1, len(words) + 1))


def is_there(words: list[Token], first: int, places: Container[int]) -> bool:
    """Tell whether someone to be helped is said to be at a place ("my lad is kept in Cheadle").

    Args:
        words: the message.
        first: the place's first word.
        places: words that belong to the message's places.

    Returns:
        True when a person who is, lives or is held stands before it in the same clause.
    """
    held = state = False
    for end in range(first, max(first - _FAR, 0), -1):
        at = end - 1
        if words[end].gap == "." or at in places:
            return False
        held = held or ending("held", words, end) is not None or words[at].text in _KEPT
        if words[at].text in _STATES:
            state = True
        near = ending("person", words, end) or ending("sibling", words, end)
        if near or words[at].text in _YOUNG:
            return state
        if ending("kin", words, end) or words[at].text in _FOLK:
            return state and held
        if ending("self", words, end) and not _minds(words, end):
            return False
    return False


def _minds(words: list[Token], end: int) -> bool:
    """Tell whether "I" only thinks of someone: "the woman i am worried about is in Margate"."""
    return any(w.text in _MINDS for w in words[end : end + _MEANT])


def about_another(words: list[Token], first: int) -> bool:
    """Tell whether someone else is spoken of before a place ("my brother got a job in Hull").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when a word for a friend or relative stands before it in its sentence.
    """
    for end in range(first, max(first - _REACH, 0), -1):
        if ending("person", words, end):
            return True
        if words[end - 1].gap == ".":
            return ending("person", words, end) is not None
    return False


def at_present(words: list[Token], first: int) -> bool:
    """Tell whether a word for "now" stands right before a place ("maintenant Birmingham").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when it does, with at most three words between them and no comma.
    """
    for end in range(first, max(first - _TAKEN_BACK, 0), -1):
        if ending("present", words, end):
            return True
        if words[end - 1].gap:
            return False
    return False


def of_writer(words: list[Token], first: int) -> bool:
    """Tell whether the writer is the one spoken of in a place's clause ("and I live in Leeds").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when "I" or "we" stands before it there, or the clause begins with "living".
    """
    start = _clause(words, first)
    own = any(ending("self", words, end) for end in range(first, start, -1))
    return own or words[start].text in _STAYS


def in_passing(words: list[Token], first: int, last: int) -> bool:
    """Tell whether a place only comes up with somebody who needs no help there.

    Args:
        words: the message.
        first: the place's first word.
        last: its last word.

    Returns:
        True for a lawyer's seat, a boss's journey, news of a relative, and "I have a brother in".
    """
    start = _clause(words, first)
    ends = range(first, start, -1)
    if any(ending("self", words, end) or ending("held", words, end) for end in ends):
        return _owned(words, start, first, last) and not in_trouble(words, last)
    firm = next((end for end in ends if ending("firm", words, end)), None)
    if firm is not None:
        is_at = {w.text for w in words[firm:first]} & (_BEING | {"registered", "based"})
        registered = words[firm - 1].text == "registered"
        onward = {w.text for w in words[last + 1 : last + 2]} & _OTHERS
        return bool(is_at or registered) and not onward
    if any(ending("chief", words, end) for end in ends):
        return any(w.text in _WENT for w in words[start:first])
    if any(_person(words, end) for end in ends):
        owned = _owned(words, start, first, last)
        return _news(words, last) or (owned and not in_trouble(words, last))
    return False


def of_others(words: list[Token], first: int) -> bool:
    """Tell whether a place's clause speaks of others alone: "he lives in Belfast".

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when "he", "they" or a boss stands in it and no "I" or "us", and the message names
        no friend or relative.
    """
    start = _clause(words, first)
    ends = range(first, start, -1)
    if any(ending("self", words, end) or words[end - 1].text in _OURSELVES for end in ends):
        return False
    if any(_person(words, end) for end in _ends(words)):
        return False
    others = {w.text for w in words[start:first]} & _PRONOUNS
    return bool(others) or any(ending("chief", words, end) for end in ends)


def of_us_all(words: list[Token], first: int) -> bool:
    """Tell whether a place's clause speaks of several who go or are brought: "we go to Hull".

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when "we" or "us" stands in it.
    """
    start = _clause(words, first)
    return any(w.text in _TOGETHER for w in words[start:first])


def in_trouble(words: list[Token], last: int) -> bool:
    """Tell whether a message tells more of somebody than being at a place.

    Args:
        words: the message.
        last: the place's last word.

    Returns:
        True when they are held or threatened, or the words behind the place go on about them.
    """
    if any(ending("captive", words, end) and not _own(words, end) for end in _ends(words)):
        return True
    after = words[last + 1 :]
    more = any(w.text in _OTHERS for w in after) or (bool(after) and after[0].text in _WITH)
    return more and not _news(words, last)


def merely_is(words: list[Token], first: int) -> bool:
    """Tell whether a clause says no more than that someone is at a place ("she is in Hull").

    Args:
        words: the message.
        first: the place's first word.

    Returns:
        True when it is short, has a word for being, and none for being held.
    """
    start = _clause(words, first)
    group = words[start:first]
    if start and words[start - 1].text in _BUT and not words[start].gap:
        return False
    close = any(w.text in _CLOSE | _ONE for w in group) or any(
        ending(side, words, end) for side in ("sibling", "kin") for end in range(first, start, -1)
    )
    held = any(ending("held", words, end) for end in range(first, start, -1))
    being = any(w.text in _STATES - {"being"} or w.text in _PRONOUNS for w in group)
    return close and being and not held and len(group) <= _SHORTLY


def _clause(words: list[Token], first: int) -> int:
    """Return where the clause begins in which a place stands."""
    start = first
    while start and first - start < _REACH:
        linked = start < first and ending("stop", words, start)
        if words[start].gap or (linked and words[start - 1].text not in _IS):
            break
        start -= 1
    return start


def _ends(words: list[Token]) -> range:
    """Return the ends of all words."""
    return range(1, len(words) + 1)


def _own(words: list[Token], end: int) -> bool:
    """Tell whether "I" stands shortly before a word: "I was forced to work"."""
    return any(ending("self", words, at) for at in range(end, max(end - _MEANT, 0), -1))


def _person(words: list[Token], end: int) -> bool:
    """Tell whether a word for a friend or a relative ends before a word."""
    return any(ending(side, words, end) for side in ("person", "sibling", "kin"))


def _owned(words: list[Token], start: int, first: int, last: int) -> bool:
    """Tell whether the writer has somebody at a place, no more: "I have a brother in Glasgow"."""
    closed = last + 1 == len(words) or bool(words[last + 1].gap)
    kin = [at for at in (first - 2, first - 1) if at > start and _person(words, at)]
    if not closed or not kin or _BUT.intersection(w.text for w in words[start - 1 : start]):
        return False
    return any(w.text in _HAVE for w in words[max(start, kin[0] - _TAKEN_BACK) : kin[0]])


def _news(words: list[Token], last: int) -> bool:
    """Tell whether a place is followed by how somebody is: "is ill", "he is fine"."""
    after = words[last + 1 : last + 1 + _MEANT]
    states = [at for at, w in enumerate(after) if w.text in _NEWS]
    return bool(states) and all(w.text in _STATES | _OTHERS for w in after[: states[0]])
