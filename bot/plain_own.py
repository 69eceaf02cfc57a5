"""What a message says outright of its writer, or of who hits: an age, a sex, a boss.

The model hears that an age is told, or that somebody hits, and not always whose or who. `own_age`
reads text as `bot.nlu.heads.folded` leaves it, the others as `plain` does.
"""

from __future__ import annotations

import re

# Younger children do not write, and so small a number counts something else.
_NUMBER = r"(?:[1-9]\d|[7-9])(?![\d:%£€]|[.,]\d)"
# "Im 20 minutes away", "am 12 lei", "im 12 weeks".
_NO_UNIT = (
    r"(?! ?(?:vjec|min|hour|hr|day|week|wk|month|quid|pound|lei\b|mile|met(?:re|er)|people|k\b|km"
    r"|am\b|pm\b|de lei|ore\b|zile|luni|copii|street|door|house|floor|stop|yard|feet|foot|stone|kg"
    r"|per|times|shift|to\b|of\b|in\b|st\b|nd\b|rd\b|th\b|o.?clock|clock|saptamani|prieteni|frati"
    r"|colegi|euro|lire|bani|mii\b|oameni|fete|baieti))"
)
_SOON = r"(?:only |just |now |like |about |nearly |almost |already |actually |still )*"
_PERSON = (
    r"(?:(?:an? )?(?:\w+ )?(?:man|woman|girl|boy|lad|lass|bloke|guy|kid|teenager|student)"
    r",? (?:of |aged |age )?)?"
)
_OWN = re.compile(
    "|".join(
        part.replace("@", _NUMBER + _NO_UNIT)
        for part in (
            r"\b(?:i.?m|im|i am) " + _SOON + _PERSON + "@",
            r"(?:^|[.,;!?] ?)(?:and )?me (?:is )?@(?= ?(?:$|[.,;!?]|and\b|my\b|[mf]\b))",
            r"\b(?:am|implinesc|fac) (?:doar |abia |numai )?@ (?:de )?(?:ani|anisori)\b"
            r"(?! de (?:cand|munca|exper|viata|casnicie|inchis))",
            r"\b(?:tengo|cumpli|tenho|j.?ai) (?:so |solo |que |seulement )?@ (?:anos|ans)\b",
            r"\b(?:mam|skonczyl[ae]m) @ ?(?:lat|l\b)|(?:мені|маю) @|عمري @",
            r"我(?:今年|才|只有)? ?@ ?[岁歲]|\b(?:em|con|chau|toi|minh) (?:moi |chi )?@ tuoi\b",
            r"\bjam @ vjec|\bmeri (?:umar|umr|age) @|\bmain @ (?:saal|sal) k[aie]\b",
        )
    )
)
_PUPIL = re.compile(
    r"\b(?:i.?m|im|i am) in (?:year|yr) (?:[1-9]|1[0-3])\b"
    r"|\b(?:is|sunt|sint) (?:elev[a]? )?in clasa (?:a )?(?:[1-9]|1[0-2]|[ivx]+)[- ]?a?\b"
)
# "I was 14 when it began", and "when I was".
_THEN = re.compile(r"\b(?:was|since|when|cand|aveam|eram|de la)\W*$")
ADULT_FROM = 18
_A_PUPIL = 13


def own_age(text: str) -> int | None:
    """The age that writers tell of themselves, in years.

    Args:
        text: lower case, without marks on letters, digits as 0 to 9.

    Returns:
        The last one told, 13 for a pupil who names a form at school, or None.
    """
    told = [m for m in _OWN.finditer(text) if not _THEN.search(text[: m.start()])]
    if told:
        return int(re.findall(r"\d+", told[-1][0])[-1])
    return _A_PUPIL if _PUPIL.search(text) else None


_WOMAN = re.compile(
    r"\b(im|i.?m|i am|as|being) (just )?an? (\w+ )?(woman|girl|lass|female|mum|mother|lesbian)\b"
    r"|\b(two|both|we are|we.?re) (women|lesbians|girls)\b|\b(im|i.?m|i am) not a (man|bloke|guy)\b"
    r"|\blesbian (couple|relationship|marriage)\b"
    r"|\b(sunt|ca|is|sint) (o )?(femeie|fata|mama|lesbiana)\b|\b(doua|amandoua) (femei|fete)\b"
)
_BOSS = re.compile(
    r"\b(boss\w*|gaffer|gangmaster|manager|supervisor|foreman|employer|agent|captain|skipper"
    r"|head chef|ganger|sef\w*|patron\w*|stapan\w*|angajator\w*|vataf\w*)\b"
)
_AT_HOME = re.compile(
    r"\b(husband|hubby|wife|missus|partner|boyfriend|girlfriend|bf|gf|ex|fella|spouse|fiance\w*"
    r"|marri\w*|divorc\w*|in.?laws?|mother.in|step\w+|lover|dating|relationship|dad|father|uncle"
    r"|aunt\w*|parents"
    r"|sot\w*|nevasta\w*|iubit\w*|logodnic\w*|concubin\w*|soacr\w*|socr\w*|tata|unchi\w*|parinti\w*"
    r"|casator\w*|divort\w*)\b"
)


def says_woman(text: str) -> bool:
    """Whether the writer says, in English or Romanian, that she is a woman, or that both are.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_WOMAN.search(text))


def names_boss(text: str) -> bool:
    """Whether a message names somebody at work who may be the one who hits, and nobody at home.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_BOSS.search(text)) and not _AT_HOME.search(text)


def names_nobody_at_home(text: str) -> bool:
    """Whether a message names no partner and none of those who decide at home.

    Args:
        text: lower case, without marks on letters.
    """
    return not _AT_HOME.search(text)


__all__ = ["ADULT_FROM", "names_boss", "names_nobody_at_home", "own_age", "says_woman"]
