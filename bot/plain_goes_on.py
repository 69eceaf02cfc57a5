"""That a danger goes on, or is back: the feared one's word, others' opinions, "he's home".

The model hears "she's fine" and not who says so. What is read here counts within a talk alone,
behind an alarm or abuse at home: by themselves these words are harmless. Reads text as
`bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

_SAYS = r"(just |only )?(say|says|said|sayin|saying|reckons?|thinks?|told me|tells me|swears?|goes)"
_NEAR = (
    r"(husband|wife|partner|boyfriend|girlfriend|bf|gf|fella|missus|boss|gaffer|manager"
    r"|supervisor|landlord|mum|mam|mom|dad"
    r"|nan|mate|friend|flatmate|housemate|colleague|teacher|sister|brother|uncle|auntie|aunt)"
)
_NEAR_RO = (
    r"(sot\w*|nevasta|iubit\w*|prieten\w*|sef\w*|patron\w*|mama|tata|sora|frate\w*|coleg\w*"
    r"|vecin\w*|colocatar\w*)"
)
_HEARSAY = re.compile(
    "|".join(
        (
            # Somebody near would rather leave it.
            r"^(but |and |now |ok |well )*(my |the |our )?" + _NEAR + r" " + _SAYS + r"\b.{0,60}"
            r"\b(business|nosey|nosy|domestic|leave (it|them)|stay out|overreact\w*|messing|joking"
            r"|always like|nothing|ignore|imagining|back to work|has to leave|keep out|calm down"
            r"|the telly|the tv|don.?t get involved)\b",
            r"^(dar |si |iar |acum )*" + _NEAR_RO + r"( meu| mea)? (zice|spune|crede|a zis|a spus)"
            r"\b.{0,60}\b(treaba noastra|nu ne (bagam|priveste)|sa nu (ma|ne) bag\w*|exager\w*"
            r"|glumes\w*|asa sunt ei|stau linistit\w*|nu e nimic|sa (o )?las)\b",
            # Who is to be helped begs for silence.
            r"\b(he|she|they)( is| are|.s|s|.re)? (just )?(says|said|told me|begging me|begged me"
            r"|begs me|wants me) (to )?(do ?n.?t|not to|to not|not) (call|ring|phone|tell|dial|say)"
            r"\b",
            r"\b(zice|spune|m.?a rugat|ma roaga) sa nu (sun|spun|zic|chem|anunt)\b",
            # The one who is feared says that all is well.
            r"\b(he|they|bloke|man|guy|fella|husband|boyfriend|dad|owner)( \w+){0,5} "
            r"(said|says|told me|reckons|swears|shouted)( that)? (she|shes|she.s|her|everything"
            r"|everythings|its|it.s|it is|all|there.?s nothing|the girl|the lad|the kid)\b.{0,12}"
            r"\b(fine|ok|okay|alright|good|nothing|asleep|well)\b",
            r"\b(zice|a zis|spune|a spus) (ca )?(ea )?(e|este|totul e) (bine|ok|in regula)\b",
            # A wave, a nod.
            r"\b(she|he|they|girl|lad) (just |only )?(waved|nodded|smiled|shook (her|his) head)\b",
        )
    )
)
_RAGES = re.compile(
    r"\b(angry|furious|drunk|raging|break(s|ing)?|broke|smash\w*|throw\w*|kick\w*|bang\w*|shout\w*"
    r"|scream\w*|hit\w*|nervos|nervoas\w*|beat|furios\w*|sparge|arunca|tipa|urla|loveste|bate)\b"
)
_BACK = re.compile(
    r"\b(he|hes|he.s|she|shes|she.s|they|theyre|they.re|theyve|they.ve|boss|husband|boyfriend"
    r"|wife|stepdad|step dad|my man|dad)( is| are| has| have|.s)?( just| now| already)? "
    r"(back|home|returned|walked in|in the house|in the flat|(come|came|comes|got) (back|home|in))"
    r"\b|\b(s.?a|s.?au) intors\b|\b(a|au) revenit\b|\b(a|au) (venit|ajuns) (acasa|iar|inapoi)\b"
    r"|^(a|au) ajuns$|\be (iar |din nou )?acasa\b"
)
# Another day, somebody else, an errand; or one who only takes leave because of it.
_NOT_BACK = re.compile(
    r"\b(not|never|isn.?t|hasn.?t|when|whenever|if|before|until|till|unless|after|usually|always"
    r"|every|soon|later|tomorrow|yesterday|last|monday|tuesday|wednesday|thursday|friday|saturday"
    r"|sunday|week|\d+|went|to|from|safe|safely|sober|calm|sorry he|got to go|gtg|gotta|bye|brb"
    r"|daughter|son|sister|brother|kids?|child\w*|girl|boy|mum|mam"
    r"|nu|cand|daca|pana|maine|diseara|ieri|luni|marti|miercuri|joi|vineri|sambata|duminica"
    r"|tarziu|treaz|calm\w*|inchid|trebuie|in tara|in romania|copi\w+|fat[ae]|fetit\w*|baiat\w*"
    r"|fiu\w*|fiic\w*|sor[ai]\w*|frat\w*|mam[ae]|cu bine|mea|meu|mei|mele|ti)\b"
)
_FEW = 6
_SOME = 14


def says_hearsay(text: str) -> bool:
    """Whether a message gives what others say or wish about a danger: none of it ends one.

    Args:
        text: lower case, without marks on letters.
    """
    return len(text.split()) <= 2 * _SOME and bool(_HEARSAY.search(text))


def says_returned(text: str) -> bool:
    """Whether a few words say that somebody is back, in anger or with nothing else told.

    Args:
        text: lower case, without marks on letters.
    """
    if not _BACK.search(text):
        return False
    if _RAGES.search(text) and len(text.split()) <= _SOME:
        return True
    return len(text.split()) <= _FEW and not _NOT_BACK.search(text)


__all__ = ["says_hearsay", "says_returned"]
