"""To whom or what a few words go back: "right and the girl", "și cu al meu?", "she has the same".

Reads text as `bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

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
