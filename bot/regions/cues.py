"""Reads from the words around a place what part it plays: where someone is, was, or is not.

For: `mentions` and `resolve`. The cue words of each language are those of `phrases`.
May import: the standard library, `phrases`, `text`.
"""

from __future__ import annotations

from collections.abc import Callable, Container

from bot.regions.phrases import Role, beginning, ending
from bot.regions.text import Token

_REACH = 9
_TAKEN_BACK = 4
_PARTS = 3


_STANDING = frozenset({Role.NOW, Role.PAST, Role.WAS, Role.ORIGIN})

_CHINESE = (
    ("出生", Role.PAST),
    ("以前", Role.PAST),
    ("之前", Role.PAST),
    ("曾", Role.PAST),
    ("来自", Role.ORIGIN),
    ("從", Role.ORIGIN),
    ("从", Role.ORIGIN),
    ("住在", Role.NOW),
    ("家人", Role.FAMILY),
    ("父母", Role.FAMILY),
    ("妈妈", Role.FAMILY),
    ("爸爸", Role.FAMILY),
    ("老家", Role.FAMILY),
)
_TIMES = frozenset("week weeks month months year years time".split())  # noqa: SIM905
_OFFICES = frozenset("police council services social office".split())  # noqa: SIM905
_LEAVING = frozenset({Role.PAST, Role.WAS, Role.ORIGIN})


def leads(words: list[Token], at: int) -> str:
    """Tell whether the words before one say that a place follows.

    Args:
        words: the message.
        at: the word that may be a place.

    Returns:
        "strong" after words that only places follow ("live in"), "plain" after a preposition
        of place, else "".
    """
    if not at or words[at].gap == ".":
        return ""
    if words[at].gap == "," and words[at - 1].text not in {"in", "at"}:
        return ""
    if ending("strong", words, at) or _now_before(words, at):
        return "strong"
    if words[at - 1].text == "the" and at > 1 and not words[at - 1].gap:
        at -= 1
    return "plain" if ending("place", words, at) else ""


def _now_before(words: list[Token], at: int) -> bool:
    """Tell whether a preposition that follows a cue of place stands before a word."""
    direct = ending("before", words, at)
    if direct and direct[0] > 1 and direct[1] in {Role.NOW, Role.HELPED}:
        return True
    hit = ending("place", words, at)
    if not hit:
        return False
    cue = ending("before", words, at) or ending("before", words, at - hit[0])
    return cue is not None and cue[1] in _STANDING


def follows(
    known: Callable[[str], bool], weak: Callable[[str], bool], words: list[Token], after: int
) -> bool:
    """Tell whether a wider place stands right after ("Sale, Manchester", "Hook in Hampshire").

    Args:
        known: whether a key is a name.
        weak: whether a name is an ordinary word too.
        words: the message.
        after: the word after the one in question.

    Returns:
        True when a name that is no ordinary word follows directly, or after "in" or "near".
    """
    if after < len(words) and words[after].gap != "." and words[after].text in {"in", "near", "uk"}:
        if words[after].text == "uk":
            return True
        after += 1
        after += after < len(words) and words[after].text == "the"
    if after >= len(words) or words[after].gap == ".":
        return False
    one = words[after].text
    two = " ".join(w.text for w in words[after : after + 2])
    return any(known(name) and not weak(name) and len(name) > 3 for name in (two, one))


def nearby(between: list[Token]) -> bool:
    """Tell whether the words between two places say that the one lies near the other.

    Args:
        between: the words after the first place and before the second.

    Returns:
        True for "near", "not far from", "langa" and the like.
    """
    if between and between[-1].text == "the":
        between = between[:-1]
    hit = ending("near", between, len(between))
    return hit is not None and hit[0] == len(between)


def after_nearby(words: list[Token], at: int, taken: Container[int]) -> bool:
    """Tell whether a word stands after a place and "near" ("Newport next to Cowes").

    Args:
        words: the message.
        at: the word in question.
        taken: words that are known to be places.

    Returns:
        True when it does.
    """
    hit = ending("near", words, at)
    return hit is not None and at - hit[0] - 1 in taken and not words[at].gap


def corrects(between: list[Token]) -> bool:
    """Tell whether the words between two places take the first one back.

    Args:
        between: the words after the first place and before the second.

    Returns:
        True for "sorry", "I mean", "adică" and the like, with at most two words after it.
    """
    ends = range(len(between), max(len(between) - 3, 0), -1)
    return len(between) <= _TAKEN_BACK and any(ending("instead", between, e) for e in ends)


def goes_on(between: list[Token]) -> bool:
    """Tell whether the words between two places say that the second came later ("then").

    Args:
        between: the words after the first place and before the second.

    Returns:
        True for "then", "apoi" and the like.
    """
    ends = range(len(between), 0, -1)
    # "In Hull, next week Nottingham": they are in Hull yet.
    return any(ending("then", between, e) and not _of_time(between, e) for e in ends)


def _of_time(between: list[Token], end: int) -> bool:
    """Tell whether a word says when: "next week"."""
    return end < len(between) and between[end].text in _TIMES


def named(words: list[Token], at: int) -> bool:
    """Tell whether a word is someone's or something's name ("called Chelsea", "drives a Bentley").

    Args:
        words: the message.
        at: the word in question.

    Returns:
        True when it is, unless a word for a place stands before ("a village called Norton").
    """
    if not at or words[at].gap:
        return False
    hit = ending("name", words, at)
    if not hit and ending("speak", words, at):
        return at + 1 == len(words) or words[at + 1].text not in _OFFICES
    if hit:
        start = at - hit[0]
        return not any(ending("kept-place", words, end) for end in (start, start - 1))
    return ending("thing", words, at) is not None


def after_town(words: list[Token], at: int) -> bool:
    """Tell whether a word for a town stands right before a word ("orasul Slou", "city of Lids").

    Args:
        words: the message.
        at: the word in question.

    Returns:
        True when it does.
    """
    return bool(at) and not words[at].gap and ending("town", words, at) is not None


def role_of(
    words: list[Token],
    first: int,
    last: int,
    before: str = "",
    taken: Container[int] = (),
) -> Role:
    """Decide the part that a place plays from the nearest cue before or after it.

    Args:
        words: the message.
        first: the place's first word.
        last: the place's last word.
        before: what stands before the place within the same word, in scripts without spaces.
        taken: words that are known to be other places.

    Returns:
        Its role.
    """
    if before:
        return _unspaced(before)
    after = _after(words, last)
    if after is not None and not (after is Role.WAS and _arrived(words, first, taken)):
        return after
    first = _address(words, first, taken)
    role = _before(words, first, taken)
    if role is not None:
        return role
    return Role.PLACED if leads(words, first) else Role.BARE


def _arrived(words: list[Token], first: int, taken: Container[int]) -> bool:
    """Tell whether somebody came to stay: "moved to Bristol last week" is where they are."""
    to = bool(first) and words[first - 1].text == "to"
    return to and _before(words, first, taken) in {Role.NOW, Role.HELPED}


def _before(words: list[Token], first: int, taken: Container[int]) -> Role | None:
    """Return the role that the words before a place give it."""
    for end in range(first, max(first - _REACH, 0), -1):
        if words[end].gap:
            return None
        hit = ending("before", words, end)
        if hit and hit[1] is not None and _reaches(hit[0], hit[1], end, first, taken):
            return hit[1]
        if hit is None or hit[1] is Role.NOT:
            if end < first and ending("person", words, end):
                return Role.HELPED
            if ending("stop", words, end):
                return None
    return None


def _reaches(length: int, role: Role, end: int, first: int, taken: Container[int]) -> bool:
    """Tell whether a cue that ends before word `end` still speaks of the place at `first`."""
    if role is Role.NOT:
        return end >= first - 1
    # "moved from Leicester to Derby": what "from" says holds for Leicester alone.
    if role in _LEAVING and any(i in taken for i in range(end, first)):
        return False
    # "sold me to a man in Leeds": a bare "to" leads only to what follows it.
    return not (role is Role.TOWARDS and length == 1 and end < first - 1)


def _address(words: list[Token], first: int, taken: Container[int]) -> int:
    """Return where an address begins whose last part is a place ("in Benidorm, Spain")."""
    if words[first].gap != ",":
        return first
    start = first
    while start and first - start < _PARTS and words[start - 1].capital and start - 1 not in taken:
        start -= 1
        if words[start].gap:
            break
    lead = start < first and not words[start].gap and ending("place", words, start)
    return start if lead else first


def _unspaced(before: str) -> Role:
    """Return the role that the characters before a Chinese name give it."""
    for word, role in _CHINESE:
        if word in before:
            return role
    return Role.NOW if before.endswith(("在", "於")) else Role.PLACED


def _after(words: list[Token], last: int) -> Role | None:
    """Return the role that the words after a place give it."""
    for start in range(last + 1, min(last + 4, len(words))):
        if words[start].gap:
            return None
        for end, role in beginning(words, start):
            closed = end == len(words) or bool(words[end].gap)
            if role is not Role.NOW or (closed and start == last + 1):
                return role
        if ending("stop", words, start + 1):
            return None
    return None
