"""What stands in the way of a call, said in so many words.

The model learned barriers from few messages. Of the training messages in which `says_deaf` finds
deafness nine in ten are labelled so; `says_voiceless` counts in danger alone, where 20 of 24 are.
Reads text as `bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

_DEAF = re.compile(
    "|".join(
        (
            r"\b(i.?m|im|i am|am|is|he.?s|she.?s|shes|hes|being|friend|born|^) ?deaf\b",
            r"\bdeaf (since|from|and|here)\b|\bdeaf (?!ears?\b|to\b|aid)\w+|\bhard of hearing\b",
            r"\b(can.?t|cannot|cant|don.?t|do not|doesn.?t) hear "
            r"(on|over|the (phone|line)|phone|calls)",
            r"\b(i|my) (use|have) (a )?(textphone|bsl|hearing aid)",
            r"\bnu aud\b|\b(sunt|e|este) surda?\b|\bnie s[lł]ysze\b",
            r"\bjestem g[lł]ucha?\b|\bg[lł]uch[ya]\b",
            r"\b(soy|es) sord[oa]\b|\b(sou|e) surd[oa]\b|\b(suis|est) sourde?\b|\bmalentendant",
            r"\b(bi|toi) diec\b|\bkhiem thinh\b|\bjam (i |e )?shurdher\b|\b(глух|глуха|глухий)\b",
            r"(أنا|انا) (أطرش|اطرش|طرشا|أصم|اصم|صما)|聋|听不见|\bsunn? nahi sakt[ai]\b",
        )
    )
)
_VOICELESS = re.compile(
    r"\b(can.?t|cannot|cnt|cant|can not|not able to) "
    r"(talk|speak|call|ring|phone|make a sound|whisper)\b"
    r"(?! (english|to (my|any|a |the police)|about|with|it))"
    r"|\bnu pot (vorbi|suna|scoate un sunet)\b(?! (cu|romana|engleza|despre))"
    r"|\bno puedo (hablar|llamar)\b(?! (con|de|ingles))"
    r"|\bnao (posso|consigo) (falar|ligar)\b(?! (com|ingles))"
    r"|\bje (ne )?peux pas (parler|appeler)\b|\bnie moge (mowic|rozmawiac|dzwonic)\b(?! (po|z))"
    r"|\bkhong (noi|goi) duoc\b|\bs.?mund te (flas|telefonoj)\b|не можу (говорити|дзвонити)"
    r"|(ما بقدر|مش قادر[ةه]?|لا أستطيع|ما اقدر) (أحكي|احكي|أتكلم|اتكلم|أتصل|اتصل)"
    r"|不能(说话|出声|打电话)"
    r"|\b(bol|baat|gall?) (nahi|nhi|ni|nai) (kar )?sak[dt]?[dt][aie]\b"
    r"|\bawaz nahi (kar|nikal) sakt[ai]\b|\bne mozhu (hovoryty|dzvonyty)\b|\bnuk flas dot\b"
    r"|\bkhong the (noi|goi)\b"
)


# "Sant la o ferma in anglia": who writes so is no longer abroad, whatever the model makes of it.
_HERE = re.compile(
    r"\b(sunt|sant|sint|suntem|santem|lucrez|lucram|stau|stam|locuiesc|am ajuns|m-am mutat)"
    r"(?: (?:la|intr-o|intr-un|pe|cu) (?:o |un )?\w+)* (in|la|din) "
    r"(anglia|uk|marea britanie|scotia|irlanda de nord|tara galilor)\b"
    r"|\b(i.?m|im|i am|we.?re|we are|i live|i work|we live|we work)(?: \w+){0,4} in "
    r"(england|the uk|uk|britain|scotland|wales|northern ireland)\b"
)


def says_here(text: str) -> bool:
    """Whether the writer says to be in the United Kingdom.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_HERE.search(text))


def says_deaf(text: str) -> bool:
    """Whether someone in the message cannot hear.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_DEAF.search(text))


def says_voiceless(text: str) -> bool:
    """Whether the writer cannot speak aloud now, or cannot make a call.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_VOICELESS.search(text))


_WATCHED = re.compile(
    r"\b(watch(es|ing)|listen(s|ing)|can hear|hears|checks|beside me|next to me|behind me)\b"
    r"|\b(langa mine|ma (aude|vede|pazeste|verifica|asculta)|se uita)\b"
)


_AFRAID = re.compile(
    r"\b(scared|afraid|frightened|terrified|petrified|shaking|speriat\w*|frica|teama|panica\w*"
    r"|tremur\w*)\b"
)


def says_afraid(text: str) -> bool:
    """Whether a message says that somebody is afraid, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_AFRAID.search(text))


def says_watched(text: str) -> bool:
    """Whether a message says that somebody watches or hears the writer, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_WATCHED.search(text))


_POLICE = r"(the )?(police|polis|peelers|cops|feds|politie|politia)"
_WELCOME = re.compile(
    _POLICE + r" (is|are|would be|e|este) (fine|ok|okay|alright|grand|good|bine|in regula)\b"
    r"|\b(fine|ok|okay|happy|alright) (with|w|to (ring|call|tell)) " + _POLICE + r"\b"
    r"|\b(dont|don.?t|do not) mind (ringing |calling |telling )?" + _POLICE + r"\b"
)
_REFUSED = re.compile(
    r"^(please |but |si |dar )*(no|not|without|don.?t (want|call)|nu vreau|fara|nu) "
    + _POLICE
    + r"( please| pls| ok| va rog| te rog)?[ .!]*$"
)


# "I should prefer therapy to anything with police", "dar nu poliției".
_NO_POLICE = re.compile(
    r"\b(do not|don.?t|dont|dinn?ae?|wouldn.?t|not) (wish|want) (for |any |ony |no )?"
    + _POLICE
    + r"\b"
    r"|^(but |please |pls |aye |and |just )*(do not|don.?t|dont|dinn?ae?) "
    r"(tell|ring|call|phone|involve) (any |ony )?" + _POLICE + r"\b"
    r"|\b(no|not|without|avoid|anything with|nothing with|keep out|instead of|rather than) (any "
    r"|to |involving "
    r"|the )*" + _POLICE + r"(?! (yet|station|number))\b"
    r"|\b(nu|fara) (vreau |la |cu |prin |de )*(politi[aei]\w*)\b|\brefuz[ae]? politi[ae]\w*"
)
_WANTED = re.compile(
    r"\b(want|like|prefer|rather|going|decided|need|ready|ok) (to |2 )?(do it |go |be )?"
    r"(tell|ring|call|phone|report( it)? to|talk to|speak to|go to|to|through|via|with) "
    + _POLICE
    + r"\b"
    r"|\bring (the )?(police|cops) and be done\b|\bprefer (politia|poliția|the police|police)\b"
    r"|\b(can|could) i (speak|talk) (directly )?(to|with) " + _POLICE + r"\b"
    r"|\bpot (sa )?(vorbi|vorbesc|suna|sun)( direct)? (cu |la )?politi[aei]\w*"
    r"|\b(vreau|as vrea|prefer|vrem|trebuie)( totusi| si eu)? (sa )?(anunt|sun|chem|merg la"
    r"|ma duc la|spun la"
    r"|reclam la|vorbesc cu)? ?(la )?politi[aei]\w*"
)


# The same in the other languages of the bot, and who is afraid of them.
_NO_POLICE_ELSEWHERE = re.compile(
    r"\b(nie|boj[ea]|bez|zeby|aby) .{0,18}polic(ja|ji|je|jo)\b"
    r"|(не|боюс\w+|без|щоб) .{0,18}поліц|поліц\w+ не"
    r"|\b(khong|[dđ]ung|so) .{0,18}(cong an|canh sat)"
    r"|(别|不要|不想|不用|怕|不敢).{0,6}(警察|报警|報警)"
    r"|(لا|ما|مش|بدون|خايف\w*|اخاف|بخاف) .{0,18}(الشرطة|شرطة|البوليس)"
    r"|\bpolice (ko )?(mat|nahi|nhi|na|nu nahi|te nahi|(se|ton) (bahut )?dar+d?a?)\b"
    r"|\bpolice (nu|ko) .{0,12}(nahi|mat|na)\b|\bbina police\b|\bno .{0,18}polici[ao]\b"
    r"|\bn(ao|ão) .{0,18}polici[ao]\b|\bmiedo .{0,12}policia\b|\bmedo .{0,12}policia\b"
    r"|\b(pas|peur) .{0,18}(la |de )police\b|\b(mos|nuk|pa|frike) .{0,18}polici\w*"
)
# "Czy policja się dowie": that asks, and refuses nothing; a report to them that went unheard.
_ASKS = re.compile(r"[?？؟]|\b(czy|nie (pomog|przyjech|zrobi)\w*)\b|(чи|допомог|приїха)")


def wants_police(text: str) -> bool:
    """Whether a message asks for the police in so many words, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_WANTED.search(text)) and not _NO_POLICE.search(text)


def no_police(text: str) -> bool:
    """Whether a message says that there are to be no police.

    Args:
        text: lower case, without marks on letters.
    """
    refused = _NO_POLICE.search(text) or (
        _NO_POLICE_ELSEWHERE.search(text) and not _ASKS.search(text)
    )
    return bool(refused) and not _WELCOME.search(text)


def welcomes_police(text: str) -> bool:
    """Whether a message says that the police are welcome, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_WELCOME.search(text))


def refuses_police(text: str) -> bool:
    """Whether a few words say no more than that there are to be no police.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_REFUSED.search(text))
