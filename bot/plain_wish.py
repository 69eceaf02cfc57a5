"""How and for whom somebody wishes an answer: in English, for a mother, for the one told of.

Reads text as `bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

_IN_ENGLISH = re.compile(
    r"\b(scri\w*|raspun\w*|spune\w*|zi mi|zi.mi|vorbi\w*|treci|acum|te rog|va rog|se poate"
    r"|poti)\b.{0,15}"
    r"\b(in|pe) engleza\b(?! nu)|\bin english (please|pls|again|now)\b|\b(answer|write|reply"
    r"|say it) in english\b"
)
# "What do I say when they answer in English" wishes for nothing.
_THEY_ANSWER = re.compile(
    r"\b(cand|daca|ca|ei|ea|el|suna|linie|numar\w*|acolo|lor)\b.{0,25}\b(raspun\w*|vorbesc"
    r"|vorbeste)"
    r".{0,10}\bengleza\b"
)
_IN_ROMANIAN = re.compile(
    r"\b(write|answer|reply|say it|speak) (to me |back |me )?in romanian\b"
    r"|\bin romanian (please|pls)\b"
)


def language_wished(text: str) -> str | None:
    """The language in which a message asks to be answered, whatever it is written in.

    Args:
        text: lower case, without marks on letters.

    Returns:
        `en` or `ro`; None where it asks for neither.
    """
    if _IN_ENGLISH.search(text) and not _THEY_ANSWER.search(text):
        return "en"
    return "ro" if _IN_ROMANIAN.search(text) else None


_NOT_ME = re.compile(
    r"^(no,? |ok,? |sorry,? |its |it.?s |nu,? )*"
    r"(not (for |about )?me\b|nu (e )?(vorba )?(de |despre )?(eu|mine)\b)"
)
_FOR_PARENT = re.compile(
    r"\b(can|could|would|may|should|is there (someone|somebody|anyone)) (for )?(my|ma|me|our) "
    r"(mum|mam|mom|ma|dad"
    r"|da|nan|gran|granny|auntie|aunt|uncle|parents)\b"
    r"|\b(mama|tata|bunica|matusa)( mea| meu)? (poate|ar putea|are voie)\b"
)


def says_not_me(text: str) -> bool:
    """Whether a message opens by saying that it is not about the writer.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_NOT_ME.search(text))


def asks_for_parent(text: str) -> bool:
    """Whether a message asks for a parent or another grown-up of the family: "can my mum ring".

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_FOR_PARENT.search(text))


# So few words ask it and tell no story of their own.
_MOST_WORDS_ASKED = 14
_WHOM_TO_ASK = re.compile(
    r"\b(someone|somebody|anyone|anybody|one|line|number)( else)? (for )?"
    r"(she|he|they|her|him|them) (can |could |may |might |to )+"
    r"(talk|speak|ring|call|text|write|chat)\b"
    r"|\bwho (can|could|should) (she|he|they) (talk|speak|ring|call|text|write|chat)\b"
    r"|\b(cu|la|pe) cine (poate|ar putea) (vorbi|suna|scrie)\b"
)
_THEMSELVES = re.compile(
    r"\b(someone|somebody|anyone|anybody|who|where|can|could|would|may) .{0,30}"
    r"\b(she|he|they|her|him|them)\b.{0,20}\b(talk|speak|ring|call|text|chat|write|message)\b"
    r".{0,25}\b(hersel\w*|himsel\w*|themsel\w*|(on|by) (her|his|their) own|without me)\b"
    r"|\b(cineva|cine|unde|poate|ar putea)\b.{0,25}\b(vorbi|vorbeasca|suna|sune|scrie)\b.{0,20}"
    r"\b(ea|el) (singura?|insasi|insusi|personal)\b"
    r"|\b(ea|el) (singura?|insasi|insusi)\b.{0,25}\b(vorb|sun|scri)\w*"
)


def asks_for_themselves(text: str) -> bool:
    """Whether a message asks with whom another could talk: "someone she can talk to herself".

    Args:
        text: lower case, without marks on letters.
    """
    few = len(text.split()) <= _MOST_WORDS_ASKED
    return bool(_THEMSELVES.search(text) or (few and _WHOM_TO_ASK.search(text)))
