"""That a danger was none: it was on the telly, in a game, a test, the wrong chat.

Counts in a talk alone, after an alarm: by itself a word for a film says nothing. Reads text as
`bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

_SCREEN = (
    r"(telly|tv|television|netflix|youtube|film|movie|soap|series|serial|telenovel\w*|radio|game"
    r"|joc"
    r"|televizor\w*|book|novel|story|carte|roman|poveste|show|play|podcast|piesa|eastenders|corrie"
    r"|coronation street|hollyoaks|emmerdale|casualty|fiction|fictiune|cartoon|desene)"
)
_UNREAL = re.compile(
    "|".join(
        (
            r"\b(its|it.?s|it was|thats|that.?s|that was|was|just|only|sorry|i mean|i meant|meant"
            r"|watching|all|from|e|era|este|doar|numai|scuze|adica|vorbesc de|e vorba de)"
            r"( \w+){0,2}? " + _SCREEN + r"\b",
            r"\b(its|it.?s|it was|this is|just|only|i am|im|i.?m|e|era|doar|numai|am)( \w+)? "
            r"(a test|testing|test|testat|testez|training|a demo|an exercise|exercitiu|un test"
            r"|an example|exemplu|made up|inventat|inventata|a joke|gluma|kidding|pretend"
            r"|role ?play|a dream|un vis|a nightmare)\b",
            r"\b(wrong (chat|window|person|number|one)|fictional|isn.?t real|not real|nothing real"
            r"|nu e real\w*|am gresit (chatul|fereastra|conversatia))\b",
        )
    )
)
# "Not a test", "this is real", "he turned the telly up".
_REAL = re.compile(
    r"\b(not|isn.?t|no|nu e|nu este|nu|nici) (just |only )?(a |an |un |o |in |din )?(test|joke|game"
    r"|film|movie|story|drill|prank|gluma|joc|serial|poveste|exercitiu|fiction|pretend|dream)\w*\b"
    r"|\b(this|it|that|its|e|este|chiar|asta) (is |.s |e )?(real|really happening|for real|pe bune"
    r"|adevarat\w*|de.?adevaratelea)\b|\b(turn\w*|put|throw\w*|threw|smash\w*|broke\w*|behind)\b"
)


def says_unreal(text: str) -> bool:
    """Whether a message says that what was told is a film's, a game's or a test's.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_UNREAL.search(text)) and not _REAL.search(text)


__all__ = ["says_unreal"]
