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
            r"^((oh|no|sorry|ah|lol|haha|scuze|nu|a|ok) |i mean(t)? )*"
            r"(its|it.?s|it is|it was|thats|that.?s|that was|this was|all|era|a fost"
            r"|e vorba de|adica)"
            r"( (just|only|all|from|in|on|off|a|an|the|un|o|din|de la|la|doar|numai|my))* "
            + _SCREEN
            + r"\b",
            r"^((oh|no|sorry|ah|lol|haha|scuze|nu|a|ok) )*"
            r"(its|it.?s|it was|that was|this is|this was|(i am|im|i.?m|i was) (just|only)"
            r"|just|only|e"
            r"|era|doar|numai|a fost)( (just|only|all|doar|numai))? "
            r"(a test|testing|test|testat|testez|training|a demo|an exercise|exercitiu|un test"
            r"|an example|exemplu|made up|inventat|inventata|a joke|gluma|kidding|pretend"
            r"|role ?play|a dream|un vis)\b",
            r"^((oh|no|sorry|ah|ok|scuze) )*(wrong (chat|window)|(its|it.?s|it was|that was"
            r"|that.?s) "
            r"(fictional|not real|nothing real)|that isn.?t real|nu e real\w*"
            r"|am gresit (chatul|fereastra|conversatia))\b",
        )
    )
)
# "Not a test", "this is real", "he turned the telly up".
_REAL = re.compile(
    r"\b(not|isn.?t|no|nu e|nu este|nu|nici) (just |only )?(a |an |un |o |in |din )?(test|joke|game"
    r"|film|movie|story|drill|prank|gluma|joc|serial|poveste|exercitiu|fiction|pretend|dream)\w*\b"
    r"|\b(this|it|that|its|e|este|chiar|asta) (is |.s |e )?(real|really happening|for real|pe bune"
    r"|adevarat\w*|de.?adevaratelea)\b|\b(turn\w*|put|throw\w*|threw|smash\w*|broke\w*|behind"
    r"|he|hes|she|shes|they|theyre|him|her|el|ea|ei|lui|my|sotul|seful|now|acum|help|ajut\w*|but"
    r"|dar|hit\w*|hurt\w*|beat\w*|kill\w*|die|dead|loves?te|omoar\w*|same|news|stiri\w*|said|says"
    r"|zice|zis|calls?|until|till|when|and|si)\b"
)


def says_unreal(text: str) -> bool:
    """Whether a message says that what was told is a film's, a game's or a test's.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_UNREAL.search(text)) and not _REAL.search(text)


__all__ = ["says_unreal"]
