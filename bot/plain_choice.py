"""Which of two matters comes first, where a few words say so: "the wages first", "și banii?".

The model hears one message alone, and in three words there is little to hear. Reads text as
`bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

# Longer ones tell a story, and "first" is only a part of it.
_MOST_WORDS = 8
_FIRST = re.compile(
    r"\b(now|back to|on ?to) (the|my|our) \w+ (thing|bit|issue|matter|problem|stuff)\b"
    r"|\bonly (now|pls|please)\b|\b(doar|numai) (va rog|te rog)\b"
    r"|\b(first|1st|firstly|start(ing)? with|begin with|mai intai|intai|inti|mai inti"
    r"|in primul rand"
    r"|incep(em)? cu|prima data)\b"
)
# "The first one" is one of the contacts, and no matter of its own.
_FIRST_ONE = re.compile(
    r"\b(first|1st) (one|wan|1|number|line|contact|lot)\b|\bprimul( numar| contact)?\b"
    r"|\bprima( linie)?\b(?! (data|oara))"
)
# "And the wages?" takes a matter up again; "and my husband?" may be about anything.
_AGAIN = re.compile(
    r"^((ok|okay|right|so|now|acum|then|bun|bine|gata|thanks|ta|mersi)[ ,.]+)*"
    r"(and|but|what about|how about|back to|about|si|dar|iar|si cu"
    r"|dar cu|cu|despre) (the |my |our |pt |pentru |cu |de )?(holiday |last )?\w+"
    r"( mei| mele| mea| meu)?( thing)?"
    r"( then| again| now| what do i do( about (it|that))?| ce (ma )?fac| cum (fac|ramane)"
    r"| atunci)?$"
)
_TAKEN_UP = frozenset({"labour_rights", "out_of_scope"})
# What the matter is called, its need, and its topic.
_CALLED = (
    (
        re.compile(
            r"\b(wages?|pay|money|salar\w+|banii?|bani|plata|leafa|tips|hours|holiday pay|job"
            r"|work|munca|serviciu\w*)\b"
        ),
        "labour_rights",
        "money",
    ),
    (
        re.compile(
            r"\b(pics?|pictures?|photos?|nudes?|videos?|vids?|poze\w*|filmari\w*|filmulet\w*)\b"
        ),
        "support",
        "images",
    ),
    (
        re.compile(r"\b(room|housing|house|flat|somewhere to (stay|sleep)|cazare\w*|casa)\b"),
        "support",
        "housing",
    ),
    (
        re.compile(
            r"\b(landlord|landlady|deposit|rent|eviction|proprietar\w*|chiri[ae]\w*"
            r"|garanti[ae]\w*)\b"
        ),
        "out_of_scope",
        "housing",
    ),
    (
        re.compile(r"\b(husband|wife|partner|boyfriend|ex|sot\w*|barbat\w*|iubit\w*)\b"),
        "support",
        "domestic_abuse",
    ),
)


def first_one(text: str) -> bool:
    """Whether a few words speak of the first of the contacts.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_FIRST_ONE.search(text))


def says_first(text: str) -> bool:
    """Whether a few words put one of several matters first, whichever that is.

    Args:
        text: lower case, without marks on letters.
    """
    return len(text.split()) <= _MOST_WORDS and bool(_FIRST.search(text))


def matter_first(text: str) -> tuple[str, str] | None:
    """The need and the topic that a few words put first; None where they do not say so.

    Args:
        text: lower case, without marks on letters.
    """
    if len(text.split()) > _MOST_WORDS:
        return None
    found = [(need, topic) for named, need, topic in _CALLED if named.search(text)]
    if len(found) != 1:
        return None
    need, topic = found[0]
    named = need in _TAKEN_UP or topic == "images"
    again = named and _AGAIN.match(text.rstrip("?!. "))
    return found[0] if again or _FIRST.search(text) else None


_ANOTHER = re.compile(
    r"^(and |ok |right |oh |also |thanks |cheers )*(the |an?)? ?(other|another|different|separate"
    r"|unrelated|one more|second) (thing|matter|question|q|issue|case|situation|patient|client"
    r"|pupil|family)\b"
    r"|^(and |ok |oh |also |then )*(from|about|with) (another|a different) "
    r"(job|house|place|family|shift|ward|lady|man|woman|girl|boy|lad|person|worker|case)\b"
    r"|^(and |ok |oh |also )*(on another note|something else|sth else|by the way|btw)\b"
    r"|^(si |ok |a |mai am )*(inca ceva|mai e (ceva|una)|alt(ceva| lucru)"
    r"|(o |inca o |si o )?(alta )?(intrebare"
    r"|treaba|chestie)"
    r"|((o |un )?alt[ae]?|inca (un|o)|al doilea|a doua) (situatie|caz|pacient\w*|client\w*|elev\w*"
    r"|familie|poveste)\b"
    r"|apropo)\b"
)


def another_matter(text: str) -> bool:
    """Whether a message opens by saying that it is about something else than before.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_ANOTHER.search(text))


_UNPAID = re.compile(
    r"\b(hasn.?t|haven.?t|havent|not|never|didn.?t|won.?t|isn.?t|aint) (been |getting |ever )?"
    r"(pay|paid|paying)\b"
    r"|\bowes? (me|us) .{0,25}(wages?|weeks?|months?|pay|hours)\b"
    r"|\b(unpaid|my last|holiday) (wages?|pay|weeks?|shifts?)\b"
    r"|\bnu (mi|ne|m|ni).?(a|au)? ?(mai )?(platit|dat|plateste|da)\b.{0,30}"
    r"\b(leafa|salari\w*|banii|lun[ai]|ore\w*)\b"
)


def says_unpaid(text: str) -> bool:
    """Whether a message speaks of wages that were not paid, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_UNPAID.search(text))


_BEST = re.compile(
    r"\b(which|what|who|whats|whos|care|pe care|pe cine|la care|la cine)\b.{0,30}\b(best|better"
    r"|(ring|call|phone|try|contact|ask|one|number|line) first|right one|recommend\w*"
    r"|mai bun\w*|intai|inti|prima data|potrivit\w*|recomand\w*)\b"
)
_AFRAID_TO_CALL = re.compile(
    r"\b(scared|afraid|frightened|nervous|anxious|ashamed|embarrassed|terrified) (to|of|about) "
    r"(call|ring|phon|speak|talk)\w*"
    r"|\b(mi.?e|imi e|mi.?i) (cam |foarte |tare )?(frica|rusine|teama) (sa|de) (ii |le |va )?"
    r"(sun|telefon|vorb)\w*"
)


def asks_best(text: str) -> bool:
    """Whether a few words ask which of the contacts is best, or comes first.

    Args:
        text: lower case, without marks on letters.
    """
    return len(text.split()) <= _MOST_WORDS and bool(_BEST.search(text))


def afraid_to_call(text: str) -> bool:
    """Whether a few words say that somebody does not dare to ring.

    Args:
        text: lower case, without marks on letters.
    """
    return len(text.split()) <= _MOST_WORDS and bool(_AFRAID_TO_CALL.search(text))


_AGAIN_PLEASE = re.compile(
    r"^((te|va) rog |please |pls |mai )*(trimite|trimiteti|repeta|repetati|da(?=[ -]*mi\b)"
    r"|dati(?=[ -]*mi\b)|send|resend"
    r"|repeat|give)([ -]?(mi|me|it|them|that|the (numbers?|message|list)))* ?(iar|din nou"
    r"|inca o data|o data|again|once more)"
    r"( (numarul|numerele|mesajul|lista|it|please|pls|te rog|va rog))*[ .!?]*$"
)
_TURNED_AWAY = re.compile(
    r"\b(rang|called|phoned|tried|asked|told|said|went|spoke)\b.{0,40}\b(can ?n?.?t|cannot"
    r"|could ?n.?t|wouldn.?t|won.?t|didn.?t|don.?t) (help|do (anything|nothing|much)"
    r"|want to (help|know))\b"
    r"|\b(sunat|zis|spus|intrebat|vorbit|fost)\b.{0,40}\bnu (ma |m-?a?u? ?|ne |pot |poate |au |a )+"
    r"(sa )?(ma |ne )?(ajut\w*|putut ajuta|vrut)"
    r"|^(they|the police|police|council) (can.?t|couldn.?t|won.?t|wouldn.?t|didn.?t) (even )?help"
    r"( me| us)?$"
)
_EMERGENCY_NUMBER = re.compile(
    r"\b(what|which|whats|what.s|care|ce|unde|cine)\b.{0,30}\b(number|numar\w*|dial|ring|call"
    r"|sun|suna)\b"
    r".{0,40}\b(emergenc\w*|danger|urgent[ae]|pericol|attack\w*|atac\w*)\b"
    r"|\b(if|in case|daca|in caz).{0,30}\b(emergenc\w*|danger|urgent[ae]|pericol|attack\w*"
    r"|atac\w*)\b"
    r".{0,20}\b(what|which|who|where|care|ce|unde|cine)\b.{0,12}\b(number|numar\w*|dial|ring"
    r"|call|sun)\b"
    r"|\b(the|your|uk|what.?s the) emergency (phone )?number\b|\bnumar\w* de urgenta\b"
)
_ASKED_NOW = re.compile(
    r"\b(now|acum|acuma|help|ajut\w*|non|nu (e|este)|not|silent\w*|speak\w*|talk\w*|text\w*|sms"
    r"|deaf|quiet\w*|hear\w*|vorb\w*|scri\w*|surd\w*|without|fara)\b"
)
_MOST_WORDS_TOLD = 16
# Whoever turned them away, this is not told of a refusal alone.
_HURT = re.compile(
    r"\b(faint\w*|bleed\w*|blood|kni(fe|ves)|gun|breath\w*|unconscious|collaps\w*|lock\w*|hit\w*"
    r"|beat\w*|kill\w*|die|dying|chok\w*|strangl\w*|rap(e|ed|ing)|attack\w*|outside|coming|tonight"
    r"|now|hurt\w*|threat\w*|seizure|overdose|pills|tablets|sang\w*|lesin\w*|cutit\w*|arma"
    r"|pistol\w*|respir\w*|incui\w*|inchis\w*|bat[ei]?|batut\w*|lov\w*|omo[ar]\w*|mor|moare"
    r"|viol\w*|afara|vine|vin|diseara|acum\w*|ranit\w*|ameninta\w*|pastil\w*)\b"
)


def asks_again(text: str) -> bool:
    """Whether a few words ask for the contacts once more: "trimite iar".

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_AGAIN_PLEASE.search(text))


def turned_away(text: str) -> bool:
    """Whether somebody says that those whom they asked could not help.

    Args:
        text: lower case, without marks on letters.
    """
    few = len(text.split()) <= _MOST_WORDS_TOLD
    return few and bool(_TURNED_AWAY.search(text)) and not _HURT.search(text)


def asks_emergency_number(text: str) -> bool:
    """Whether a message asks which number an emergency has, with none told.

    Args:
        text: lower case, without marks on letters.
    """
    few = len(text.split()) <= _MOST_WORDS_TOLD
    return few and bool(_EMERGENCY_NUMBER.search(text)) and not _ASKED_NOW.search(text)
