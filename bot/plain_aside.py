"""What a message says of itself on the side: no name, nobody forces me, that was years ago.

Reads text as `bot.nlu.heads.plain` leaves it: lower case, without marks on letters, digits as 0.
"""

from __future__ import annotations

import re

_NAMELESS = re.compile(
    r"\b(dont|don.?t|do not|dinna|didn.?t|wouldn.?t|rather not|not) (want|wish|like|have|put|give"
    r"|use|need|giv)(ing)? (to )?(give |put |say |leave |tell )?(them )?(my|ma|me|any|our) "
    r"(own )?(name|details)\b"
    r"|\b(keep|leave) (my|ma|me) (name )?out (of it|ay it)\b|\bwithout (giving )?(my|ma|a) name\b"
    r"|\bno ?names?\b|\bnobody (must |should |to |can )?(know|knew|knows) (it was|its|it.?s) me\b"
    r"|\b(nu|fara) (doresc|vreau|as vrea|imi dau|dau|zic|spun|pun)?(,? ?(sa|sa mi|sa.?mi|sa imi))?"
    r" ?"
    r"(dau |spun |zic |apara |apar |stie |pun )?(mi )?numele( meu)?\b|\bfara (sa dau )?nume\b"
)
_UNFORCED = re.compile(
    r"\b(no ?(one|body)( is|.s)?|nobody.?s|im not|i.?m not|not|wasn.?t|aint) (being |been )?"
    r"(forc(ed|es|ing)|mak(es|ing) me|threaten(ed|s|ing)|lock(ed|ing)|trapped|traffick\w+)\b"
    r"|\b(no|nah no|without) threats?\b|\b(can|could|free to) (leave|quit|go|walk out) "
    r"(when|whenever|any ?time)\b|(?<!if )\bi just quit\b"
    r"|\bnu (ma |m.?a |ne |ne.?a )(tine|tinut|obliga|obligat|forteaza|fortat|ameninta"
    r"|amenintat|incuie|bate) nimeni\b|\bfara (amenintari|forta)\b"
    r"|\bnimeni nu (ma|ne|m.?a) \w+\b|\bpot (sa )?(plec|pleca) (cand|oricand)\b"
    r"|\b(actele|pasaportul|buletinul) (e|sunt|is|ii) (la mine|la noi|acasa)\b"
)
_JUST_WAGES = re.compile(
    r"\b(just|only) (want|after|need|asking for|about) (me|my|ma|the|what)? ?"
    r"(money|wages|pay|owed|tips|holiday)\b"
    r"|\b(doar|numai|decat|atat) (banii|leafa|salariul|plata)\b"
)
_LONG_AGO = re.compile(
    r"\b(\w+ )?years (ago|back)\b|\b(last|previous) (year|summer|winter|spring|autumn|christmas"
    r"|easter)\b|\b(back )?in 0000\b"
    r"|\bacum (vreo )?\w+ (de )?ani\b|\b(anul|vara|iarna|toamna|primavara) trecut\w*\b"
    r"|\bani in urma\b"
)
_STILL = re.compile(
    r"\b(now|still|again|tonight|today|this (morning|evening|minute)|just|acum(?! \w+ (de )?ani)"
    r"|acuma|inca|iar|azi|diseara|la noapte|chiar|amu)\b"
)
# "Before was Newcastle", "when I come first, in Birmingham": nobody is to be helped there.
_ONCE_THERE = re.compile(
    r"^(and )?before( that)? (was|i was|we were|in|it was)\b|\bwhen i (first )?(come|came|arrived)"
    r"( here)?( first)?,? (in|at|to)\b|\bused to (live|be|work|stay) (in|at)\b"
    r"|^(si )?inainte (de asta )?(am (fost|stat|lucrat)|eram|era|la|in)\b|\bprima data (am|la|in)\b"
)


# "Someone here, in Brăila", "im home in Cluj", "I write from Lagos": the writer is there.
_PRESENT_HERE = re.compile(
    r"\b(here|aici|aicea|tu|tutaj|aqui|aca|ici|ketu|hier|yahan|ithe),? (in|la|at|w|en|em|a|ne)\b"
    r"|\b(im|i.?m|i am|we.?re|we are) (now |still |back |home |at home |safe |already )*in\b"
    r"|\b(sunt|sint|eu is|eu ii|suntem|stau|am ajuns|locuiesc|amu-s|acum-s|io-s|is acasa) "
    r"(acum |acasa,? |deja |iar |inapoi )*(in|la)\b|\b(la noi|acasa|home|inapoi) (in|la)\b"
    r"|\b(calling|call|writing|write|text|texting|ring|ringing|scriu|sun|suna|intreb|de aici)"
    r"( you| va| acum)? (from|din)\b"
)


# "He is in Spain now", "el e plecat în Spania": that is where he is.
_HE_IS_THERE = re.compile(
    r"\b(he|hes|he.?s|(the|my) (boss|husband|ex|boyfriend|bf|partner)|gaffer|madam|el|seful|sefa"
    r"|patronul|patroana|omul|barbatul|barbatu|sotul|fostul|ala)\b.{0,12}"
    r"\b(is|s|e|este|ii|gone|left|flew|went|plecat|dus)\b.{0,12}\b(in|to|la)\b"
    r"|\bhe.?s (gone |back |away |now )*(in|to)\b"
)


def says_he_is_there(text: str) -> bool:
    """Whether a message says where the one who controls somebody has gone, or is.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_HE_IS_THERE.search(text))


def says_present_here(text: str) -> bool:
    """Whether a message says that the writer is at the place it names.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_PRESENT_HERE.search(text))


def says_nameless(text: str) -> bool:
    """Whether somebody wants to give no name, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_NAMELESS.search(text))


def says_unforced(text: str) -> bool:
    """Whether somebody says that nobody forces them, or that wages are all they want.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_UNFORCED.search(text) or _JUST_WAGES.search(text))


def says_long_ago(text: str) -> bool:
    """Whether a story is of another year, and nothing in it is of now.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_LONG_AGO.search(text)) and not _STILL.search(text)


def says_once_there(text: str) -> bool:
    """Whether a place is named as one where somebody was before.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_ONCE_THERE.search(text)) and not re.search(r"\b(now|acum|amu)\b", text)


__all__ = [
    "says_he_is_there",
    "says_long_ago",
    "says_nameless",
    "says_once_there",
    "says_present_here",
    "says_unforced",
]
