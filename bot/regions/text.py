"""Folding and cutting of messages so that any spelling of a name meets the same key.

For: everything in the package that compares words.
May import: the standard library only.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

_LETTERS = str.maketrans(
    {"ł": "l", "đ": "d", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th"}
    | dict.fromkeys("’‘`´ʼʻ＇′", "'")
    | {"ي": "ی", "ك": "ک", "أ": "ا", "إ": "ا", "آ": "ا", "ة": "ه", "ھ": "ه", "ہ": "ه", "ё": "е"}
)
_BREAK = (
    r"\s!\"#$%&()*+,\-./:;<=>?@\[\\\]^_`{|}~"
    r"«»“”„‟‹›…。，、；：？！؟،؛।–—―•·（）「」『』\u200b\u200e\u200f"
)
_WORD = re.compile(rf"[^{_BREAK}]+")
_SENTENCE = re.compile(r"[.!?;\n\r…。؟！？।]|\s[-–—]\s")
_ABBREVIATION = re.compile(r"\b(st|nr|mt|approx|jct|rd|dr|mr|mrs)\.", re.IGNORECASE)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0eff\u1000-\u109f]")
_PLAIN = re.compile(r"[A-Za-z \-]+")  # most names, quicker than the whole way
_SAME = {"saint": "st", "sainte": "st", "nr": "near"}


def fold(text: str) -> str:
    """Reduce letters to a plain form: lower case, no accents on Latin, Greek or Cyrillic.

    Args:
        text: any text.

    Returns:
        The folded text; lengths may differ from the original.
    """
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    text = unicodedata.normalize("NFKD", text)
    text = re.sub(r"[\u0300-\u036f\u064b-\u0655\u0670]", "", text)
    return unicodedata.normalize("NFC", text).translate(_LETTERS)


@dataclass(frozen=True)
class Token:
    """One word of a message.

    `head` is the part before an apostrophe ("londra" of "Londra'da"), else the word itself.
    `gap` says what stood before it: "" a space, "," a comma or other mark, "." a sentence's end.
    """

    text: str
    head: str
    raw: str
    start: int
    end: int
    gap: str

    @property
    def capital(self) -> bool:
        """Tell whether the word was written with a capital letter."""
        return self.raw[:1].isupper()


# "M-am întors în țară", "mama e în țară": the country is Romania, and a country of theirs else.
_IN_THE_COUNTRY = re.compile(
    r"(?<!\w)((?:[iî]nto[ra]\w*|r[aă]mas\w*|acas[aă]|e|este|sunt|is|st[aă]|stau|ajuns\w*|[iî]napoi)"
    r"\s+)[iî]n\s+[tțţ]ar[aă](?!\w)"
    r"(?!\s+(?:asta|aia|aceasta|aceea|mea|ta|sa|noastr\w+|voastr\w+|lor|lui|ei|str[aă]in\w+))",
    re.IGNORECASE,
)


def spelled_out(text: str) -> str:
    """Name the country that Romanians call "the country".

    Args:
        text: the message as typed.

    Returns:
        The message, with "în țară" as "în România" where somebody is or has come back there.
    """
    return _IN_THE_COUNTRY.sub(r"\1in Romania", text)


def tokens(text: str) -> list[Token]:
    """Cut a message into words.

    Args:
        text: the message as typed.

    Returns:
        The words in order, folded, with what separated them.
    """
    text = _ABBREVIATION.sub(lambda m: m[1] + " ", text.replace("&", " and "))
    found: list[Token] = []
    end = 0
    for match in _WORD.finditer(text):
        raw = match[0].strip("'’‘`")
        folded = fold(raw)
        plain = folded.replace("'", "")
        if not plain:
            continue
        head = folded.split("'", 1)[0] or plain
        gap = _gap(text[end : match.start()]) if found else "."
        same = _SAME.get(plain, plain)
        found.append(Token(same, _SAME.get(head, head), raw, match.start(), match.end(), gap))
        end = match.end()
    return found


def _gap(between: str) -> str:
    """Classify what stands between two words."""
    if _SENTENCE.search(between):
        return "."
    return "," if re.search(r"[,:()/、，،؛\[\]\"“”«»]", between) else ""


def key(name: str) -> str:
    """Return the form under which a name is stored and looked up.

    Args:
        name: a place name as people write it.

    Returns:
        Its folded words with single spaces.
    """
    if _PLAIN.fullmatch(name):
        return " ".join(_SAME.get(w, w) for w in name.lower().replace("-", " ").split())
    return " ".join(token.text for token in tokens(name))


def unspaced(text: str) -> bool:
    """Tell whether a text uses a script that sets no spaces between words.

    Args:
        text: any text.

    Returns:
        True when a Chinese, Japanese, Korean, Thai, Lao or Burmese character occurs.
    """
    return _UNSPACED.search(text) is not None
