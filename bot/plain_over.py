"""That a danger has passed, said in so many words: police came, he was taken, she is at her aunt's.

The model hears the door that was broken and not that everybody is out. Counts in a talk alone, and
above all after an alarm: what was never told cannot be over. Reads text as `bot.nlu.heads.plain`
leaves it.
"""

from __future__ import annotations

import re

_HELP = (
    r"(police|polis|cops|coppers|officers?|feds|bobbies|garda|gardai|ambulance|paramedics?"
    r"|fire ?m[ae]n|fire ?fighters?|(fire )?brigade|fire engine)"
)
_HELP_RO = r"(politia|politi[sș]ti\w*|ambulanta|salvarea|smurd\w*|jandarm\w*|pompier\w*)"
_KIN = (
    r"(mum|mam|mom|dad|sister|brother|aunt\w*|uncle|nan|gran\w*|cousin|friend|mate|neighbour"
    r"|daughter|son|parents|in.?laws|colleague|pal)"
)
_KIN_RO = (
    r"(mama|tata|sora|frate\w*|matusa\w*|unchi\w*|bunic\w*|vara|varul|veri\w*|prieten\w*|vecin\w*"
    r"|fiica|fiul|cumnat\w*|nas\w*|coleg\w*)"
)
_SAFE = re.compile(
    "|".join(
        (
            # Those who came to help took somebody away, or got somebody out.
            r"\b" + _HELP + r" (\w+ ){0,3}(came|cam"
            r"|come|arrived|here|there|broke|stopped|took|takes?|taken|taking"
            r"|got"
            r"|arrested|nicked|lifted|caught|found|(have|has|has got|have got) (him|her|them))\b",
            r"\b(been|was|were|is|are|got|get|tenant|man|boss) (arrested|nicked|lifted)\b"
            r"|\b(in custody|in handcuffs|in (a|the) cells?)\b"
            r"|\b(man|he|boss|boyfriend|husband|uncle) (has been |was |been |.s been |s been "
            r"|got )(taken away|led away|driven off|lifted|nicked|arrested)\b"
            r"|\b(they|theyve|they.ve) (all |have )?(legged it|ran off|scarpered|ran away)\b"
            r"|\b(he|hes|he.s) (has )?"
            r"(legged it|scarpered|drove off|driven off)\b"
            r"|\b" + _KIN + r" (has |have )?(sent|chased|saw) (him|her|them) (off|away)\b",
            r"\b(false alarm|alarma falsa|speriat\w* degeaba|all good now"
            r"|totu?l? (e )?in regula)\b",
            r"\b(got|get|carried|pulled) (me|him|her|us|them|everyone|all) out\b"
            r"|\b(fetched|rescued) (me|him|her|us|them)\b"
            r"|\b(brought|took) (me|him|her|us|them) home\b"
            r"|\b(coming|going|back|is|hes|he.?s|shes|she.?s) home (now|safe)\b|\bcoming home\b"
            r"|\ball (\w+ )?(out|safe)\b",
            r"\b(in|at) (the )?(hospital|a and e|a&e|ward)\b.{0,60}\b(ok|fine|live|stable"
            r"|better|safe"
            r"|alright|with (him|her|me|them))\b",
            # Somebody is with people who mean well.
            r"\b(im|i.?m|i am|we.?re|we are|shes|she.?s|hes|he.?s) (\w+ )?"
            r"(at|with|in the car with) "
            r"(my|his|her|our|me|the) " + _KIN,
            r"\b(im|i.?m|i am|we.?re|we are|she.?s|shes|he.?s|hes|she is|he is) (all |now |home )*"
            r"(safe|ok|okay|alright|fine)\b|\b(its|it.?s|am|me) (ok|okay|alright|over|safe)\b",
            r"\b" + _HELP + r" (\w+ ){0,2}(brings?|brought) (him|her|them|us)\b(?! back to)",
            _HELP_RO + r" .{0,20}\b(venit|vint|luat|ridicat|arestat|gasit|oprit|scos|dus)\b"
            r"|\b(venit|vinit|vint) " + _HELP_RO + r"|\bcatuse\w*\b",
            r"\b(l|i|le)[- ]?(a|au) (arestat|ridicat|saltat)\b|\b(la sectie|la politie"
            r"|arestat\w*)\b",
            r"\b(m|ne|l|i|o|le)[- ]?(a|au|o)? ?(scos|salvat|gasit)\w*\b.{0,20}"
            r"\b(la timp|afara|politi\w*|vecin\w*)\b",
            r"\bla (spital|urgente|upu)\b.{0,60}\b(bine|stabil\w*|traieste|mai bine|la timp|cu el"
            r"|cu ea|cu mine|scapat)\b",
            r"\b(sunt|sint|suntem|sintem|e|este) (acum )?(la|cu) "
            + _KIN_RO
            + r"|\b(sunt|sint|suntem|e|este|is) (in siguranta|bine|teafar\w*|la mine)\b",
        )
    )
)
# Whoever frightened them is away for a while.
_GONE = re.compile(
    r"\b(he|she|they|boss|hes|shes|theyre|man|my man)( is| are| has| have|.s|.re|.ve)?( just)?"
    r" (gone|left|away|off|out) (off |out )?(to|at|til|till|until|in|with|now)\b"
    r"|\b(gone|left|went|drove|ran|walked) (off|home|away|for good)\b"
    r"|\b(he|she|they) (has |have )?left\b(?! (me|us|him|her|them|the|a|my|blood|marks))"
    r"|\b(he|she|they)( has| have|.s|.ve|ve|s) (all |just )?driven (off|away|aff)\b"
    r"|\b(he|she|they) drove aff\b"
    r"|\b(is|are|s|hes|theyre) on the (ferry|bus|train|plane|coach)\b"
    r"|\b(a|o|au) (plecat|iesit) (la|pana|cu|in|acasa|de tot)\b|\bs.?a (dus|linistit|calmat)\b"
)
# Over, and yet not.
_YET = re.compile(
    r"\b(he.?s|hes|they.?re|theyre|is|are|came|come|comes|coming|straight|keeps?|let) (\w+ )?"
    r"(back|outside|returning)\b|\b(still(?! (shak|trembl|cry|in shock|scared|upset|afraid)\w*)"
    r"|again|any minute|not coming|won.?t come|nobody came"
    r"|no one came|on (his|the|their) (way|stairs)|bleeding|unconscious|not breathing"
    r"|passed out|screaming|banging|knife|gun)\b"
    r"|\b(vine|vin|se intoarce|s.?a intors|s.?au intors|revin|iar|inca|sangereaza|lesinat\w*"
    r"|inconstient\w*|nu respira|tipa|urla|bate in usa|cutit\w*|pistol\w*)\b"
)
# "She is not coming back", "nu se intoarce pana vineri".
_NOT_BACK = re.compile(
    r"\b(not|won.?t be|isn.?t|aint|wont be|nu (se|mai)( se)?) ?(coming |intoar\w+ |vine )?(back)?\b"
)


def says_over(text: str) -> str:
    """Whether a message says that a danger has passed, or that help is there.

    Args:
        text: lower case, without marks on letters.

    Returns:
        `safe`; `gone` where whoever frightened them is only away; empty where it says neither,
        or where something in it says that the danger goes on.
    """
    if _YET.search(_NOT_BACK.sub("", text)):
        return ""
    if _SAFE.search(text):
        return "safe"
    return "gone" if _GONE.search(text) else ""


_WHOM = (
    r"(him|her|them|(the|my|our|that|one of the) (\w+ )?(lads?|lass\w*|girls?|boys?|kids?|child"
    r"|children|baby|bairns?|weans?|wom[ae]n|daughter|son|sister|brother|workers?|neighbour"
    r"|friends?|mates?|wife|husband|cousin|colleague|mum|mam|dad|others?))"
)
_WHOM_RO = (
    r"(ea|el|ei|ele|fat[ae]|fetita|fetele|baiat\w*|baietii|copil\w*|bebe\w*|sora|fratele|fiica"
    r"|fiul|femeia|omul|colega|colegul|vecina)"
)
# Whoever frightened them has gone, and has taken somebody along.
_TAKES_ALONG = re.compile(
    r"\b(gone|left|away|off|drove|driven|driving|ran|leaving|went)\b.{0,15}\bwith " + _WHOM + r"\b"
    r"|\b"
    + _WHOM
    + r" (is |was |are |were |still )?(in|inside) (it|the (van|car|boot|back|lorry))\b"
    r"|\b(took|takes?|taken|taking|drag\w*|bundled|puts?|got|shoved) "
    + _WHOM
    + r" (with (him|them|her)|away|off"
    r"|in(to)? (a|the|his|their) (van|car|boot|lorry|back))\b"
    r"|\b(plecat|fugit|dus|iesit|tulit)\b.{0,12}\bcu " + _WHOM_RO + r"\b(?! la (politie|spital))"
    r"|\b(a|au|o) (luat|dus|bagat|suit|urcat|pus|impins|tras)[- ]?(o|l|i|le)?\b.{0,14}"
    r"\b(cu (ei|el|ea)|in (masina"
    r"|duba|portbagaj|dubita))\b|\b(o|l|i|le|m)[- ]?(a|au) (luat|bagat|suit|urcat) (cu|in)\b"
)
# "Neighbours rang it in and they took him off": those who came are meant.
_HELPERS = re.compile(
    r"\b(rang|rung|called|phoned) it in\b|\b"
    + _HELP
    + r"\b|\b"
    + _HELP_RO
    + r"\b|\b(ambulance|salvare\w*|smurd)\b"
)


def takes_along(text: str) -> bool:
    """Whether those who frightened somebody have left and taken a person with them.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_TAKES_ALONG.search(text)) and not _HELPERS.search(text)


_FOUND = re.compile(
    r"\bfound (him|her|them|safe|alive)\b|\b(turned up|walked in|(is|s|come|came|back) home)\b"
    r"|\b(am|a|au) dat de (el|ea|ei|ele)\b|\b(l|i|le|o)[- ]?(am|a|au) gasit\b|\bam gasit[- ]?o\b"
    r"|\b(he.?s|she.?s|he has|she has|has|just) (rung|called|phoned|texted|messaged)\b"
    r"|(^|[.!?] )a sunat\b"
    r"|(?<!nu )\b(a|au) (aparut|venit acasa|ajuns acasa)\b|\bs.?a intors\b"
)


def says_found(text: str) -> bool:
    """Whether somebody who was missing is there again.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_FOUND.search(text))


# "I ran away last night", "am scapat de el": behind them, where nobody is after them.
_GOT_AWAY = re.compile(
    r"\b(i|we|she|he|they|ive|i.?ve) (\w+ )?(ran away|escaped|got away|got out|fled|left him"
    r"|left them)\b"
    r".{0,40}\b(last (night|week|month)|yesterday|days? ago|weeks? ago|months? ago)\b"
    r"|\b(am|a|au) (scapat|fugit|evadat)\b.{0,30}\b(aseara|ieri|alaltaieri|saptamana trecuta"
    r"|luna trecuta|acum o (saptamana|luna)|azi dimineata)\b|\b(aseara|ieri) (am|a|au) (scapat"
    r"|fugit)\b"
    r"|\bam scapat( de (el|ei|ea|acolo|toti|toate))?[ .!]*$"
)
_WITNESSED = re.compile(
    r"\b(heard|saw|seen|am auzit|am vazut|auzit|vazut)\b.{0,60}\b(last (night|week)|yesterday"
    r"|the other"
    r" (night|day)|on (monday|tuesday|wednesday|thursday|friday|saturday|sunday)|aseara|ieri"
    r"|alaltaieri|azi noapte|saptamana trecuta)\b"
)
_STILL_ON = re.compile(
    r"\b(ma (cauta|caut|urmar\w*|vaneaz\w*)|dupa mine|after (me|us|her|him)|looking for|chas\w*"
    r"|follow\w*"
    r"|find|found|gasi\w*|vine|vin|afara|outside|bleed\w*|sanger\w*|hurt|ranit\w*|cold|frig|nowhere"
    r"|strad\w*|street|woods|padure|field|camp|hid\w*|ascun\w*|still|inca|again|now|acum\w*"
    r"|again|iar"
    r"|missing|gone|disparut\w*|alone|singur\w*|eat\w*|food|mancat\w*|mancare|hungry|foame|m0+"
    r"|motorway|autostrad\w*|blood|sange|breath\w*|respir\w*|knows?|stie|stiu|text\w*|call\w*|rang"
    r"|sun[ae]|sunat|mesaj\w*|silent|quiet|liniste|dying|lesin\w*|pregnan\w*|insarcinat\w*"
    r"|im 0+|am 0+|i.m 0+|nowhere|sleep\w*|dorm\w*|locked|incui\w*|knife|gun|cutit\w*|hospital"
    r"|spital|not (seen|come|answer)|since"
    r"|threat\w*|ameninta\w*|tonight|diseara|coming|baby|bebe\w*|child\w*|copi\w*|dead|mort|body)\b"
)


def lies_behind(text: str) -> bool:
    """Whether a message tells of an escape or a sight of another day, and of nothing that goes on.

    Args:
        text: lower case, without marks on letters.
    """
    told = _GOT_AWAY.search(text) or _WITNESSED.search(text)
    return bool(told) and not _STILL_ON.search(text)


__all__ = ["lies_behind", "says_found", "says_over", "takes_along"]
