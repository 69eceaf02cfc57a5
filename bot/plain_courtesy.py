"""A greeting, thanks or a goodbye, and nothing else: "good evening sir", "ok cheers for that".

In three words there is little to hear: who greeted was taken for somebody in danger, and who
thanked got the contacts once more. Reads text as `bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

_THANKS = (
    r"(thanks?|thank (you|u|ya|yous)|thankyou|thx|tks|ty|tysm|cheers|ta|much obliged|obliged"
    r"|(much )?appreciated?( it| that)?|grateful|god bless( you)?|bless( you| u)?|diolch"
    r"|multumesc\w*|multam|mersi|merci|ms|mersic|va multumim|multumim|sarumana"
    r"|doamne ajuta|dumnezeu sa va dea sanatate|sanatate)"
)
# "Help" by itself is a cry for it, and "yes" an answer: neither stands here.
_AROUND = (
    r"(ok(ay|i|ey)?|right|so|very|much|a lot|lots|loads|million|a|for|that|this|all|the|your|ur|u"
    r"|you|(for|your|ur|the) help|(pt|pentru) (tot )?ajutor\w*"
    r"|time|info|numbers?|now|then|again|really|everything|mate|love|pal|hun|hen|duck"
    r"|pet|big man|lad|lass|sir|madam|grand|great|brilliant|sound|lovely|perfect|nice( one)?|cool"
    r"|fab|magic|good|one|well|and|an|bye|ta ra|see ya|x+|kk?|got it|noted|will do"
    r"|so kind|kind|of|have been|been|most|indeed|too|"
    r"bun|bine|gata|clar|super|perfect|am inteles|inteles|mult|mult de tot|frumos|tare|pt|pentru"
    r"|de|tot|raspuns\w*|timp\w*|rabdare\w*|si|o|zi|seara|noapte|buna|numai|va|iti"
    r"|tuturor|dumneavoastra|dvs|la revedere|pa|pup)"
)
_ONLY = re.compile(rf"(?=.*\b{_THANKS}\b)({_THANKS}|{_AROUND})([\s,.!]+({_THANKS}|{_AROUND}))*")

_GREETS = (
    r"(hi+|hello+|hell?o|hey+|heya|hiya|hullo|helo|howdy|yo|good (morning|afternoon|evening|day)"
    r"|morning|evening|alright|buna|salut\w*|servus|noroc|ola|alo|sarut ?mana|sarumana|ceau)"
)
_POLITE = (
    r"(sir|madam|ma.?am|miss|mister|mr|dear|friend|mate|pal|love|all|there|everyone|team|to|you|u"
    r"|po|please|pls|sorry|apologies|for|excuse me|(to )?(bother|disturb|trouble)(ing)?|the|so"
    r"|very|much|again|how are (you|u)|x+|and|"
    r"ziua|dimineata|seara|zi|va|doamna|domnule|domnu|domnisoara|scuze|scuzati|ma|de|pentru|pt"
    r"|deranj\w*|rog|te|iertati|iertare|tuturor|si|ce faceti|ce mai faceti|sunteti bine)"
)
_ONLY_GREETS = re.compile(
    rf"(?=.*\b{_GREETS}\b)({_GREETS}|{_POLITE})([\s,.!?]+({_GREETS}|{_POLITE}))*"
)


# "Caps lock is stuck, I'm not shouting": it says something of the keyboard alone.
_CAPITALS = re.compile(
    r"\b((sorry |scuze )?((about|for|pentru|pt|de) )?((the|my) )?(caps( lock)?|capitals|capslock"
    r"|majuscule(le)?)( (are|is|key|e|sunt))*( (stuck|broken|jammed|on|blocat\w*))?"
    r"|((the|my|this) )?(key|phone|keyboard|keypad|shift|tastatura)( is|.s| e)?"
    r" (stuck|jammed|blocat\w*|stricat\w*)|(i am|i.?m|im|me) not shouting|nu tip( la voi)?)\b"
)
# A key that is stuck may be a door's.
_OF_CAPITALS = re.compile(r"caps|capitals|majuscul|shouting|keyboard|tastatura|nu tip")


def only_greets(text: str) -> bool:
    """Whether a message greets, in English or Romanian, and says nothing more.

    What it says of its capital letters does not count.

    Args:
        text: lower case, without marks on letters.
    """
    rest = _CAPITALS.sub(" ", text) if _OF_CAPITALS.search(text) else text
    bare = re.sub(r"\W+", " ", rest).strip()
    if rest != text and not bare:
        return True
    return bool(_ONLY_GREETS.fullmatch(bare if rest != text else text.strip(" .!,?")))


def only_thanks(text: str) -> bool:
    """Whether a message thanks, in English or Romanian, and says nothing more.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_ONLY.fullmatch(text.strip(" .!,")))


__all__ = ["only_greets", "only_thanks"]
