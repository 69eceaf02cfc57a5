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
            r"\b(landlord|landlady|deposit|rent|eviction|proprietar\w*|chiri[ae]\w*|garanti[ae]\w*)\b"
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


# "Right and the girl", "acum despre frate": so somebody goes back to a person of whom they told.
_MOST_WORDS_BACK = 12
_OPENS = (
    r"^(ok|okay|right|so|now|then|and|but|good|thanks|ta|cheers|bun|bine|acum|deci|si|iar|dar|gata"
    r"|lovely|great|brilliant|perfect|fine|sure|yeah|yes|yep|nah|no|oh|ah|well|anyway|aye|cool|kk?"
    r"|super|aha|mno|pai|asa|da|nu|multumesc|mersi|ms|,|\.|!| )*"
)
# "Mine" is Romanian for "me" as well.
_BACK = r"((going |gan )?back t[oa]e?|(ma )?intorc la|revin la|revenind la|inapoi la) "
_TURNS = r"(and|about|what about|how about|for|despre|cu|si|iar|legat de|pentru|pt|" + _BACK[1:]
_GOES_BACK = re.compile(_OPENS + _BACK)
_OTHER_MATTER = re.compile(
    _OPENS + r"(?:" + _TURNS + r")?(the )?"
    r"((other|first) (thing|matter|question|problem|bit)|second (thing|matter|problem)"
    r"|prima (treaba|chestie|problema|intrebare)|primul lucru"
    r"|cealalta (treaba|chestie|problema)|celalalt lucru|a doua (treaba|chestie|problema)"
    r"|al doilea lucru)\b"
)
_PERSON = re.compile(
    _OPENS + _TURNS + r"(the |that |my |our |a )?(girls?|boys?|lads?|lass|wom[ae]n|m[ae]n|kids?"
    r"|child(ren)?|neighbours?|friends?|mates?|flatmate|colleague|sisters?|brothers?|cousins?"
    r"|nephew|niece|mum|mam|dad|son|daughter|pupil|student|patient|client|customer|tenant|guest"
    r"|worker|resident|(first|other|second|last) (man|woman|lad|lass|girl|boy|gentleman|lady"
    r"|one|case"
    r"|patient|client|pupil)|her|them|elev\w*|pacient\w*|client\w*|chirias\w*|muncitor\w*"
    r"|fat[ae]|fetel\w*|baiat\w*|baieti\w*|copi[il]\w*|vecin\w*|prieten\w*|coleg\w*|colocatar\w*"
    r"|sora\w*|frate\w*|fratii|var\w*|verisoar\w*|nepo\w*|mama|tata|ea|ei|ele|femei\w*)\b"
)
_HIM = re.compile(
    _OPENS + _TURNS + r"(the |my )?(him|he|husband|partner|boyfriend|bf|ex|sot\w*|barbat\w*"
    r"|iubit\w*|el)\b"
)
_ME = re.compile(
    _OPENS + _TURNS + r"(me|myself|mine|my (own )?(one|thing|case|situation)|eu|la mine|mie"
    r"|pe mine)\b"
    r"|\b(for me|pentru mine) (again|iar)\b"
    r"|"
    + _OPENS
    + r"(and|what about|pt|pentru|cu|despre) (my (money|wages|pay|passport|papers|id)\b"
    r"|(ban\w+|leaf\w+|salari\w+|act\w+|pasaport\w+|hartii\w+) (mei|mele|mea|meu)$)"
)

# "And my tips then", "și cu tipsurile mele ce fac": a thing of the writer's own.
_OWN_THING = re.compile(
    _OPENS + r"(what about|how about|about|back to|despre|cu|de|la|pentru|pt|legat de)? ?"
    r"(?:(?:my|mi) (?:own )?\w+\b|(?:alea |ala |aia )?(?:cu )?\w+(?: \w+)? (?:mele|mei|mea|meu)\b)"
)
# "And my sister", "si cu fiica mea": hers.
_KIN = re.compile(
    r"\b(my|mi) (own )?(girl\w*|boy\w*|lad\w*|lass\w*|wom[ae]n|m[ae]n|kids?|child\w*|neighbou?r"
    r"|friends?|mate|flatmate|housemate|colleague|sister|brother|cousin|nephew|niece|mum|mam|mom"
    r"|dad|son|daughter|pupil|student|patient|client|customer|tenant|guest|worker|husband|wife"
    r"|partner|ex|boss|nan|gran\w*|auntie|aunt|uncle|parents|family|baby|missus|bf|gf)\b"
    r"|\b(fat[ae]|fetel\w*|fetit\w*|baiat\w*|baieti\w*|copi[il]\w*|vecin\w*|prieten\w*|coleg\w*"
    r"|colocatar\w*|so[rt]\w*|frate\w*|fratii|var\w*|veris\w*|nepo\w*|mama|tata|mam[ei]\w*"
    r"|femei\w*|fiu\w*|fiic\w*|fii\w*|barbat\w*|iubit\w*|unchi\w*|matus\w*|bunic\w*|parint\w*"
    r"|familia|nevast\w*|cumnat\w*|sef\w*|patron\w*|client\w*|pacient\w*|elev\w*) "
    r"(mele|mei|mea|meu)\b"
)


def goes_back(text: str) -> str:
    """To what a few words go back that was told before.

    Args:
        text: lower case, without marks on letters.

    Returns:
        `other` for the other matter, `person`, `him` or `me` for somebody, empty for none.
    """
    if len(text.split()) > _MOST_WORDS_BACK and not _GOES_BACK.search(text):
        return ""
    kinds = (("other", _OTHER_MATTER), ("me", _ME), ("person", _PERSON), ("him", _HIM))
    said = next((kind for kind, pattern in kinds if pattern.search(text)), "")
    if not said and _OWN_THING.search(text) and not _KIN.search(text):
        return "me"
    return said


# "My cousin had this as well", "si ei i-a facut la fel": the matter of another is the one told.
_SAME = re.compile(
    r"\b(same|identical|this|that|it) (thing |story |trick )?(too|as well|aswell|an aw|happened"
    r"|an all)\b"
    r"|\b(the|exact|exactly the|its the|is the|had the|got the|in the|gets the)? ?same "
    r"(thing|trick|off|by|from|with|way|happened|situation|problem|boat|matter|story|carry.?on"
    r"|bother|craic|for (him|her|them))\b"
    r"|\b(is|has|had|got|gets) (it|the same|this|that)( too| as well| done)?$"
    r"|\b(si (ei|lui|ea|el|lor)|ei|lui) .{0,20}\b(la fel|asa|tot asa|aceeasi|acelasi lucru"
    r"|a patit)\b"
    r"|\b(la fel|tot asa|aceeasi (treaba|chestie|problema|poveste)|acelasi lucru"
    r"|a patit(.o)? (la fel|si)|caz asemanator|ceva asemanator)\b|\bsimilar (case|thing)\b"
    r"|\btot (acolo|la ei|pe ala|numarul ala) (sun|scri)\w*"
    r"|\b(do|does|can|could|would) (she|he|they) (ring|call|use) the same\b"
    r"|\bsomething (very |quite )?similar\b|\bsame sort of\b"
)


def says_same(text: str) -> bool:
    """Whether a message says that somebody has the same matter as was told before.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_SAME.search(text))


_IN_ENGLISH = re.compile(
    r"\b(scri\w*|raspun\w*|spune\w*|zi mi|zi.mi|vorbi\w*|treci|acum|te rog|va rog|se poate"
    r"|poti)\b.{0,15}"
    r"\b(in|pe) engleza\b(?! nu)|\bin english (please|pls|again|now)\b|\b(answer|write|reply"
    r"|say it) in english\b"
)
# "What do I say when they answer in English" wishes for nothing.
_THEY_ANSWER = re.compile(
    r"\b(cand|daca|ca|ei|ea|el|suna|linie|numar\w*|acolo|lor)\b.{0,25}\b(raspun\w*|vorbesc|vorbeste)"
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


__all__ = [
    "another_matter",
    "asks_for_parent",
    "asks_for_themselves",
    "first_one",
    "goes_back",
    "language_wished",
    "matter_first",
    "says_first",
    "says_not_me",
    "says_same",
    "says_unpaid",
]
