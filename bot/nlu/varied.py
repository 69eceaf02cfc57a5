"""Training messages as others would have typed the same: with a greeting, a typo, no commas.

Whoever says sorry first, or thanks the bot before the next question, means what they would have
meant without. The model learns that from a share of the messages, changed here; which ones and
how hangs on their text alone, so that the same data gives the same model.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Callable
from random import Random

SHARE = 0.35
"""How many of the messages are changed."""

# Each letter of a mistyped message is swapped, lost or doubled with this chance.
_TYPO = 0.03
# Shorter texts may hang on each letter, or on having nothing around them.
_LETTERS = 14
_WORDS = 4
_BOTH = 0.25

_OPENINGS = {
    "en": (
        "hello.", "hi,", "hi there.", "hey,", "good morning.", "good evening,", "evening all,",
        "hiya", "sorry to bother you but", "sorry if this is the wrong place,", "please,",
        "excuse me", "not sure if you can help but", "i hope someone reads this.", "right so",
        "ok so", "i dont know how to say this but", "hello sir", "dear sir or madam,",
        "so basically",
    ),
    "ro": (
        "buna ziua.", "buna,", "bună seara,", "salut", "salutare,", "sarut mana,", "ma scuzati,",
        "scuze de deranj,", "nu stiu daca scriu unde trebuie,", "va rog frumos,", "alo,", "noroc,",
        "nu știu cum să zic,", "deci", "uitati,", "vreau sa va intreb,", "doamna,",
        "buna dimineata,", "fratilor,", "am si eu o problema,",
    ),
    "pl": ("dzień dobry,", "dzien dobry.", "cześć,", "hej", "przepraszam że piszę,", "witam,"),
    "vi": ("xin chào,", "chào anh chị,", "alo,", "cho em hỏi,", "xin lỗi làm phiền,"),
    "sq": ("pershendetje,", "përshëndetje.", "tungjatjeta,", "me falni,", "miredita,"),
    "ar": ("السلام عليكم،", "مرحبا،", "لو سمحت،", "آسف على الإزعاج،", "مساء الخير،"),
    "zh": ("你好，", "您好，", "请问，", "不好意思，", "打扰了，"),
    "pt": ("olá,", "oi,", "bom dia,", "boa noite,", "desculpe incomodar,"),
    "uk": ("добрий день,", "вітаю,", "доброго вечора,", "вибачте,", "привіт,"),
    "es": ("hola,", "buenas,", "buenos días,", "perdón que moleste,", "disculpe,"),
    "fr": ("bonjour,", "bonsoir,", "salut,", "désolé de déranger,", "excusez-moi,"),
    "hi": ("namaste,", "hello ji,", "maaf kijiye,", "suniye,", "bhaiya,"),
    "ur": ("assalam o alaikum,", "salam,", "maaf kijiye ga,", "bhai sahab,", "suniye,"),
    "pa": ("sat sri akal ji,", "ssa ji,", "maaf karna,", "hello ji,", "veer ji,"),
}  # fmt: skip
_CLOSINGS = {
    "en": (
        "please help", "thanks", "thank you", "thank you in advance", "i dont know what to do",
        "what should i do", "any advice?", "can you help?", "god bless", "pls", "sorry",
        "sorry for long message", "what can i do", "please answer", "x",
    ),
    "ro": (
        "va rog", "va rog ajutati-ma", "multumesc", "mulțumesc frumos", "mersi",
        "nu stiu ce sa fac", "ce sa fac", "ce pot face?", "ma puteti ajuta?", "ajutor va rog",
        "scuze", "astept raspuns",
        "doamne ajuta",
    ),
    "pl": ("proszę o pomoc", "dziękuję", "co robić?", "nie wiem co robić"),
    "vi": ("giúp em với", "cảm ơn", "em không biết làm sao", "phải làm gì ạ"),
    "sq": ("ju lutem ndihmë", "faleminderit", "nuk di çfarë të bëj", "cfare te bej"),
    "ar": ("ساعدوني من فضلكم", "شكرا", "لا أعرف ماذا أفعل", "ماذا أفعل؟"),
    "zh": ("请帮帮我", "谢谢", "我不知道怎么办", "怎么办？"),
    "pt": ("por favor me ajude", "obrigado", "não sei o que fazer", "o que eu faço?"),
    "uk": ("допоможіть будь ласка", "дякую", "не знаю що робити", "що робити?"),
    "es": ("ayuda por favor", "gracias", "no sé qué hacer", "¿qué hago?"),
    "fr": ("aidez-moi svp", "merci", "je ne sais pas quoi faire", "que faire ?"),
    "hi": ("please madad kijiye", "dhanyavaad", "samajh nahi aa raha kya karu", "kya karu?"),
    "ur": ("meherbani kar ke madad karein", "shukriya", "samajh nahi aa raha kya karun"),
    "pa": ("kirpa karke madad karo", "dhanvaad", "samajh nahi aunda ki kara", "ki kariye?"),
}  # fmt: skip
# What comes before the next question within a talk.
_ON = {
    "en": ("ok", "ok thanks.", "right", "thanks,", "cheers.", "ok and", "hmm", "alright", "yeah"),
    "ro": ("ok", "bine,", "multumesc,", "mersi.", "am inteles,", "aha", "ok si", "bun", "da"),
}
# What opens or closes these says what they mean themselves.
_SELF = frozenset({"smalltalk", "stop", "unclear", "abuse"})
_IN_TALK = frozenset({"followup", "information", "access"})
_MARKS = re.compile(r"(?<!\d)[.,;:!-]+(?!\d)")

_Change = Callable[[str, str, Random], str]


def varied(text: str, language: str, need: str) -> str:
    """A training message, perhaps typed in another way; its labels hold for both.

    Args:
        text: the message as written.
        language: its language, of those that the bot hears.
        need: its need.

    Returns:
        The text for about two in three, and for the others one or two changes of it.
    """
    chance = Random(zlib.crc32(text.encode()))  # noqa: S311 nothing is kept secret by it
    if chance.random() >= SHARE:
        return text
    changes = _changes(text, need)
    if not changes:
        return text
    base = language.partition("-")[0]
    for change in chance.sample(changes, min(len(changes), 1 + (chance.random() < _BOTH))):
        text = change(text, base, chance)
    return text


def _changes(text: str, need: str) -> list[_Change]:
    changes: list[_Change] = []
    if len(text) >= _LETTERS:
        changes += [_mistyped, _unmarked]
    if need in _SELF:
        return changes
    if need in _IN_TALK:
        changes.append(_gone_on)
    elif len(text.split()) >= _WORDS or not text.isascii():
        changes += [_opened, _closed]
    return changes


def _opened(text: str, language: str, chance: Random) -> str:
    return f"{chance.choice(_OPENINGS.get(language, _OPENINGS['en']))} {text}"


def _closed(text: str, language: str, chance: Random) -> str:
    between = "" if text[-1:] in ".!?…。？" or chance.random() < SHARE else "."
    return f"{text}{between} {chance.choice(_CLOSINGS.get(language, _CLOSINGS['en']))}"


def _gone_on(text: str, language: str, chance: Random) -> str:
    return f"{chance.choice(_ON[language])} {text}" if language in _ON else text


def _unmarked(text: str, language: str, chance: Random) -> str:
    """Without punctuation and without marks on letters, as many type on a phone."""
    bare = " ".join(_MARKS.sub(" ", text).split())
    if language not in ("ro", "pl", "pt", "es", "fr", "sq"):
        return bare
    letters = unicodedata.normalize("NFKD", bare)
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _mistyped(text: str, language: str, chance: Random) -> str:
    if language in ("zh", "ar"):
        return text
    letters = list(text)
    for place in range(1, len(letters) - 1):
        if not letters[place].isalpha() or chance.random() >= _TYPO:
            continue
        kind = chance.randrange(3)
        if kind == 0 and letters[place + 1].isalpha():
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
        else:
            letters[place] = "" if kind == 1 else letters[place] * 2
    return "".join(letters)


__all__ = ["SHARE", "varied"]
