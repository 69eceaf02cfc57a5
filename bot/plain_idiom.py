"""Frightening words that frighten nobody: idioms, and what is invented.

"My back is killing me", "ma bate gandul", "in my novel he has a knife". The model learned many of
them and not all; where one is found, danger needs to be nearly certain. Reads text as
`bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

_BODY = (
    r"(back|head|feet|foot|legs?|knees?|shoes?|neck|shoulders?|tooth|teeth|eyes|hands|wrists?"
    r"|commute"
    r"|heat|traffic|suspense|wifi|heels|hips?|tummy|stomach|cramps|hayfever)"
)
_BODY_RO = (
    r"(spate\w*|capu\w*|picioare\w*|mijlocu\w*|burta|maseaua|dintii|genunch\w*|umeri\w*|gat\w*"
    r"|dor\w*|oboseala|caldura|plictiseala|mirosu\w*|asteptarea|navet\w*|traficu\w*)"
)
_IDIOMS = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(my|me|ma|these|the|this) (\w+ )?"
        + _BODY
        + r" (is|are|s|has been|.s) (\w+ )?(killing|murdering) me\b",
        r"\b((he|they|she) )?shot (me|us|him|her) an? (text|message|msg|email|look|smile|glance)\b",
        r"\bbleed(s|ing)? (me|us|him|her|them) dry\b",
        r"\b(beat|beats|beating|thrashed|battered|slaughtered|destroyed) (me|us|him|her) (at|in"
        r"|on) (fifa|chess|cards|pool|darts|football|monopoly|tennis|uno|mario|scrabble"
        r"|the (game|quiz))",
        r"\b(blow|burn)(ing|s)? up my phone\b|\bmy phone is (on fire|dead|blowing up)\b",
        r"\b(hostage|captive) (by|to) (the|my) (m0+|traffic|cat|dog|weather|sofa)\b",
        r"\bma (omoara|ucide|omora|termina) (\w+ )?" + _BODY_RO,
        r"\b" + _BODY_RO + r" (asta )?ma (omoara|ucide|termina)\b",
        r"\bma bate (gandul|vantul|soarele|norocul|ploaia|la cap)\b",
        r"\b(ma|ne) bat cu (engleza|lectiile|gandul|somnul|temele|actele|hartiile)\b",
        r"\bmor de (ras|foame|somn|plictiseala|dor|rusine|frig|cald|oboseala|nerabdare)\b",
        r"\bnu (mai )?(da|dau|a dat|au dat) (niciun )?semn\w* de viata (la telefon|pe (whatsapp"
        r"|telefon|messenger|facebook)|de (cand a plecat|\w+ (zile|saptamani|luni)))\b",
    )
)
# The sentence itself says that it is invented, or on a screen.
_SOAPS = (
    r"(hollyoaks|eastenders|corrie|coronation street|emmerdale|line of duty|squid game"
    r"|happy valley|peaky blinders|love island|game of thrones|stranger things|breaking bad)"
)
_INVENTED = re.compile(
    r"\b(in|on) " + _SOAPS + r"\b|\bin (my|the|this) (novel|screenplay|story|script|soap|roman)\b"
    r"|\bin my (book|film|play|game|dream|campaign)\b"
    r"|\b(my|the|our) (character|heroine|villain|protagonist|main character)s?\b"
    r"|\b(for|writing) (my|a|an|this|the) (novel|short story|screenplay|script|thriller"
    r"|d&d|dnd|campaign|murder mystery|drama)\b|\bfor my (story|book|play)\b"
    r"|\bscriu (un|o|la un|la o) (roman|poveste|scenariu|piesa|carte|nuvela)\b"
    r"|\b(personaj\w*|eroina|eroul) (meu|mea|din|e|este|are)\b"
    r"|\bin (serialu\w*|telenovela|romanul)\b"
    r"|\bin (serial|film) (o|il|un|doi|barbat\w*|ea|el|se|au|a)\b"
)
_TRUE = re.compile(
    r"\b(this is real|for real|its real|it.?s real|not (a |in a )?(film|story|game|joke|drill)"
    r"|really happening|pe bune|e adevarat\w*|real life|in reality|but (he|i|my|they|she|we)"
    r"|dar (el|ma|ne|sotul)|help|ajutor|ajutati|right now|just now|now|acum\w*|same|like (in|on)"
    r"|also|too|la fel|ca in"
    r"|(my|our|me) (own )?(step)?.?(dad|mum|mam|mom|father|mother|husband|wife|partner|boyfriend"
    r"|girlfriend|ex|bf|gf|boss|uncle|aunt\w*|brother|sister|son|daughter|fella|man|cousin|mate"
    r"|friend|landlord|neighbour|child\w*|baby|kids?)"
    r"|(sot|barbat|iubit|tat|sef|frate|unchi|patron|concubin)\w* (meu|mea)|sotul|seful|tata)\b"
)

# What stands beside an idiom may be a danger all the same.
_GRAVE = re.compile(
    r"\b(kni(fe|ves)|gun|lock\w*|hit\w*|beat\w*|bat\w*|lovest\w*|lovesc|chok\w*|strangl\w*"
    r"|bleed\w*|blood|sang\w*|cutit\w*|threat\w*|ameninta\w*|help|ajut\w*|kill\w*|omoa?r\w*|die"
    r"|dying|mor"
    r"|hurt\w*|rap(e|ed|ing)|viol\w*|incui\w*|inchis\w*|escape|fug\w*|scream\w*|tip[ae]|chest"
    r"|breath\w*"
    r"|piept\w*|respir\w*|passport|pasapo\w*|push\w*|fell|fall\w*|stairs|kick\w*|punch\w*"
    r"|slap\w*|drag\w*|grab\w*|lovit\w*|cazut\w*|lesin\w*|pastil\w*|pills?|tablets?|pregnan\w*"
    r"|insarcinat\w*|gravid\w*|weeks|waters|lorry|camion\w*|container\w*|van|dub[ae]\w*|afara"
    r"|outside|lasat\w*|left|unconscious|collaps\w*|faint\w*|food|eat\w*|fed|mancare\w*|mananc\w*"
    r"|he|hes|they|theyre|el|ei|sot\w*|sef\w*|patron\w*|boss\w*|husband|boyfriend|dad|trapped"
    r"|captive|hostage|prisoner|stuck|blocat\w*|frig\w*|freez\w*|cold|jos|nemisca\w*|misca)\b"
)


def says_idiom(text: str) -> bool:
    """Whether a message holds an idiom that sounds like violence, and nothing else that does.

    Args:
        text: lower case, without marks on letters.
    """
    found = next((pattern for pattern in _IDIOMS if pattern.search(text)), None)
    return found is not None and not _GRAVE.search(found.sub(" ", text))


def says_invented(text: str) -> bool:
    """Whether a message says that what it tells is from a story, a game or a soap.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_INVENTED.search(text)) and not _TRUE.search(text)


__all__ = ["says_idiom", "says_invented"]
