"""What is left of a message beside a harmless part: "are you a bot? he has a gun".

The model reads a message as a whole, and a question to the bot, an idiom or homework told first
can calm what stands beside it. What is left is then judged apart, and counts where it is danger.
Free of Rasa.
"""

from __future__ import annotations

import re

# A question of so many words is put to us; a longer one tells something itself.
_MOST_ASKED = 10
_LEAST_LEFT = 2
_ASKED = re.compile(r"^([^.?!]{2,90})\?+\s+(.+)$", re.DOTALL)
# "And the videos? He sent one": that goes on with what was told.
_GOES_ON = re.compile(
    r"^\s*(and|or|but|what about|how about|si|și|sau|dar|iar|y|et|mais|pero|mas|va|the|dhe|aur|та|а"
    r"|чи|a|i|e)\b",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"[,.;!?…]+\s*|\s+[-–]+\s+|\s+(?=(?:but|dar|anyway|honestly|actually|de fapt)\b)", re.IGNORECASE
)
# What people are busy with, and what they say of themselves in jest.
_HARMLESS = re.compile(
    r"\b(essay|homework|coursework|thesis|assignment|dissertation|revising|revision|exam|journalist"
    r"|reporter|author here|lol|haha\w*|literally|starving|could murder|die for|dying for|slave to"
    r"|killing me|sounds? (like a|mad|crazy|daft)|like a film|tem[ae]\w*|licen[tț]\w*|eseu\w*"
    r"|jurnalist\w*|pare (un )?film|sun[aă] (ciudat|aiurea)|sclav\w* (telefon|la)\w*"
    r"|m[aă] omoar[aă] cu|mor de)\b",
    re.IGNORECASE,
)
# Invented, supposed, or long ago: what is left is that as well.
_INVENTED = re.compile(
    r"\b(novel\w*|stor(y|ies)|character\w*|heroine|hero|script|book|soap|episode|serial\w*"
    r"|in (a|the|my|this) (film|movie|game|show|dream|play)|if|imagine|suppose|example"
    r"|scenario|case study|slide|quiz|translate|how do you say|(un|in|din|unui) roman|romanul\w*"
    r"|poveste\w*|personaj\w*|erou\w*|eroin\w*|dac[aă]|exemplu|joc\w*|vis|used to"
    r"|years ago|last (week|month|year|night)|yesterday|ieri|asear[aă]|anul trecut)\b",
    re.IGNORECASE,
)
_OURS = re.compile(
    r"\b(i|im|i.m|me|my|us|our|we|mum|dad|m[aă]|mi|ne|meu|mea|mei|sunt|mama|tata)\b", re.IGNORECASE
)


def left_beside(text: str) -> str | None:
    """What a message says beside a question to us or a harmless clause.

    Args:
        text: the message as typed.

    Returns:
        What is left, to be judged apart; None where nothing is, or where it is invented.
    """
    if _INVENTED.search(text):
        return None
    asked = _ASKED.match(text.strip())
    if asked and len(asked[1].split()) <= _MOST_ASKED and not _GOES_ON.match(asked[1]):
        return _enough(asked[2])
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause.strip()]
    kept = [clause for clause in clauses if not _HARMLESS.search(clause)]
    rest = ", ".join(kept)
    return _enough(rest) if 0 < len(kept) < len(clauses) and _OURS.search(rest) else None


def _enough(rest: str) -> str | None:
    """What is left, where it is more than a word and asks nothing."""
    rest = rest.strip()
    return rest if len(rest.split()) >= _LEAST_LEFT and not rest.endswith("?") else None


__all__ = ["left_beside"]
