"""An age, where a number says it: "nephew is 13", "am 15 ani", "em 15 tuổi", "她二十岁".

The model sees digits all alike, since an hour, a price and an age look the same in most messages.
Of the training messages in which an age under 18 is found so, 94 of 100 are labelled as a child's.
The model must think so too: far less surely than without a number, and far more surely where the
number is a grown-up's (`bot.thresholds`). Reads text as `bot.nlu.heads.folded` leaves it: digits of
any script as 0 to 9.
"""

from __future__ import annotations

import re

# 1 to 99, and no hour, date, price or longer number.
_AGE = r"(?<![\d£$€:.,])[1-9]\d?(?![\d:%£€]|[.,]\d|st\b|nd\b|rd\b|th\b)"
# Durations run from one to ten years; a number above eight with "years" is more often an age.
_TEENS = r"(?<![\d.,])(?:9|1\d)"
_KIN = (
    r"(?:daughter|son|sister|brother|girl|boy|lad|lass|kid|child|nephew|niece|cousin|grandson"
    r"|granddaughter|pupil|student|bairn|wean)"
)
_KIN_RO = (
    r"(?:fata|fetita|baiat\w*|copil\w*|fiu\w*|fiica|frate\w*|sora|soru\w*|nepot\w*|nepoat\w*"
    r"|verisoar\w*|pusti\w*|elev\w*|minor\w*)"
)
_ENDS = (
    r"(?= ?(?:$|[.,;!?)]|and\b|but\b|n\b|yo\b|y/o|yrs?\b|years?[ -]old|my\b|they\b|he\b|she\b"
    r"|his\b|her\b|with\b|at most|max|or\b|in (?:year|school|[jfmasond][a-z]+)|this|next|now\b"
    r"|hes\b|shes\b|btw|tho\b|tbh"
    r"|so\b|i\b|im\b|from\b|[fm]\b|since [a-z]|not\b|nu\b))"
)

_AGES = re.compile(
    "|".join(
        (
            r"\b(?:i.?m|i am|im|s?he.?s|s?he is|(?<!it )(?<!now )(?<!time )is|only|just|aged?"
            r"|turned|barely|maybe|nearly|almost) (?:only |just |about |nearly |maybe |like |even "
            r"|truly |really |actually |now )?" + _AGE + _ENDS,
            r"\b(?:they are|they.?re|kids are|children are|both|aged) "
            + _AGE
            + r" (?:and|&|n) "
            + _AGE,
            r"(?<!\d)[1-9]\d?[ -]?(?:yo\b|y/o|yrs? old|years? old|year[- ]old)",
            r"\b"
            + _KIN
            + r",? (?:is |of |aged |about |only |whos |who.s )*"
            + _AGE
            + r"(?! (?:days|weeks|months|hours|years ago|times|of)\b)",
            r"\b(?:man|woman|bloke|lady|client|patient|worker|guy),? (?:of|aged) " + _AGE + r"\b",
            r"^" + _AGE + r" (?:here|f\b|m\b|yr|yo)",
            r"^(?:[89]|1\d)(?:[.,;] ?(?=[a-z])|[fm]\b)",
            r"\b(?:(?:am|are|n-are|n are)(?: doar| abia| cam| vreo| aproape| numai)?|implineste"
            r"|implinesc|implinit|fac|face) " + _AGE + r" (?:de )?(?:ani|anisori)\b",
            # "Are 21 nu 16", "eu am 15": without the word for years.
            r"\b(?:am|are|n-are|n are)(?: doar| abia| numai)? (?:9|[1-6]\d)"
            r"(?= ?(?:$|[.,;?)]|nu\b|nici\b|sa nu\b|si (?:nu|el|ea|eu|sunt|e)\b|iar\b|dar\b))",
            r"\b(?:barbat|femeie|om|doamna|domn|client\w*|pacient\w*|muncitor\w*)(?: \w+)?,? de "
            + _AGE
            + r" (?:de )?ani\b",
            r"\b" + _KIN_RO + r"(?: \w+)?,? de " + _AGE + r" (?:de )?(?:ani|anisori)\b",
            r"(?<!de )(?<!dupa )(?<!acum )(?<!acu )(?<!peste )(?<!la )"
            r"\b(?:9|1\d) ani\b(?! de)",
            r"\b(?:mam|ma|moja? \w+|corka|syn|siostra|brat) " + _AGE + r" ?(?:lat|l\b)",
            r"\b(?:9|[1-6]\d)[ -]?letni\w*",
            r"\b(?:tengo|tiene|con solo|cumpli|cumple) " + _AGE + r" anos\b",
            r"\b(?:tenho|tem|com) (?:so |uns )?" + _AGE + r" anos\b",
            r"\b(?:nina|nino|chica|chico|menina|menino|miuda|filha|filho|hija|hijo|sobrinha"
            r"|sobrina|sobrino|sobrinho) (?:de|com|con) (?:unos |uns )?" + _AGE + r" anos\b",
            r"\b(?:j.?ai|(?<!y )a|fille|garcon|soeur|frere|gamine?|petite?) (?:que |seulement "
            r"|a peine |de )?(?:[4-9]|[1-6]\d) ans\b(?! (?:que|de|plus))",
            _TEENS + r" (?:рок\w*|лет)\b|(?:мені|йому|ій|сину|доньці|дочці|сестрі|брату) " + _AGE,
            _AGE + r" tuoi\b",
            _AGE + r" vjec\w*",
            _AGE + r" ?[岁歲]",
            r"(?<![一二三四五六七八九十])[一二三四五六七八九]?十?[一二三四五六七八九]?[岁歲]",
            r"عمر\w* (?:حوالي |تقريبا )?" + _AGE + r"(?!\d)",
            r"\b(?:umar|umr|age) (?:hai |sirf |meri )?" + _AGE + r"\b",
            _TEENS + r" (?:saal|sal|saala|baras) (?:k[aie]|da|di|de)\b",
        )
    )
)
# "In year 9", "lớp 8": a form at school.
_FORM = re.compile(r"\bin (?:year|yr) (?:[1-9]|1[0-3])\b|\blop (?:[6-9]|1[0-2])\b")
# "A woman in her thirties", "bloke here, 40s"; the nineties are years.
_DECADE = re.compile(
    r"(?<!the )\b(?:[2-7]0s|in (?:my|his|her|their) (?:early |mid |late )?[a-z]+ties)\b"
)
# "I was 14 when it began" tells of someone who is grown up by now.
_ONCE = re.compile(
    r"\b(?:was|were|since (?:i|he|she|we|they|the age)|when i|era|eram|aveam?"
    r"|byl\w*|mialam|mialem|tenia|tinha|avais|avait)\b"
)


_CLAUSES = re.compile(r"[,;.!?]+ ")
_CHINESE = {character: number for number, character in enumerate("一二三四五六七八九", start=1)}
ADULT_FROM = 18
# So many words after an age may say that it was once: "14 when it began".
_NEAR = 3


_WORDS = {
    word: str(number)
    for number, words in {
        6: "six sase",
        7: "seven sapte",
        8: "eight opt",
        9: "nine noua",
        10: "ten zece",
        11: "eleven unsprezece unspe",
        12: "twelve doisprezece doispe douasprezece douaspe",
        13: "thirteen treisprezece treispe",
        14: "fourteen paisprezece paispe",
        15: "fifteen cincisprezece cinspe cinsprezece",
        16: "sixteen saisprezece saispe",
        17: "seventeen saptesprezece saptespe",
        18: "eighteen optsprezece optispe",
        19: "nineteen nouasprezece nouaspe",
        20: "twenty douazeci",
        30: "thirty treizeci",
        40: "forty patruzeci",
    }.items()
    for word in words.split()
}
# Written out, a number is read beside its "years" alone: "ten" is an hour more often.
_WRITTEN = re.compile(
    r"\b("
    + "|".join(_WORDS)
    + r")(?=[ -]years?[ -]old|[ -]yrs?[ -]old| ?y/?o\b| (?:ani|anisori)\b)"
    r"|(?<=\baged )(" + "|".join(_WORDS) + r")\b"
    # "Hes twenty he had his birthday": `_AGES` looks at what comes after it.
    r"|(?<=\bhes )(" + "|".join(_WORDS) + r")\b|(?<=\bhe.s )(" + "|".join(_WORDS) + r")\b"
)


def says_child(text: str) -> bool:
    """Whether a message tells of someone under 18 by a number.

    Args:
        text: lower case, without marks on letters, digits as 0 to 9.
    """
    return bool(_FORM.search(text)) or any(age < ADULT_FROM for age in _told(text))


def says_adult(text: str) -> bool:
    """Whether a message tells ages by numbers, and nobody's under 18.

    Args:
        text: as for `says_child`.
    """
    if _FORM.search(text):
        return False
    ages = _told(text)
    return min(ages) >= ADULT_FROM if ages else bool(_DECADE.search(text))


# "No, he's a grown man"; of oneself, a number does as well.
_GROWN = re.compile(
    r"\b(grown[ -]?(man|woman|up|ups|men|women)|an adult|adults|over (18|eighteen)"
    r"|adult (man|woman|male|female|lady|gentleman|client|patient)"
    r"|(not|isnt|isn.t|arent|aren.t) (a )?(kids?|child|children|minors?)"
    r"|in toata firea|om mare|(e|sunt|is) (major|majora|adult|adulta)"
    r"|nu (e|sunt|is) (un )?(copil|minor)\w*)\b"
)
_OWN = re.compile(
    r"\b(?:i.?m|i am|im|am|mam|tengo|tenho|j.?ai) (?:only |just |now |already )?(1[89]|[2-9]\d)\b"
    r"(?![:.,%]\d| ?(?:min|hour|day|week|month|quid|pound|lei|mile|people|k\b|am\b|pm\b|de lei"
    r"|ore|zile|luni|minute|copii))"
)


def says_grown(text: str) -> bool:
    """Whether a few words put right that the person is grown up.

    Args:
        text: as for `says_child`.
    """
    return not says_child(text) and bool(_OWN.search(text) or _GROWN.search(text))


_CORRECTS = re.compile(
    r"\b(sorry|actually|i mean|i meant|wrong|mistake|my bad|correction|got mixed up"
    r"|mixed (him|her|them)|de fapt|scuze|gresit|greseala|gresisem|am vrut sa (zic|spun|scriu)"
    r"|ma refeream"
    r"|(ma )?corectez|corectie|correction|tell a lie|nu nu|(truly|really) [1-9]\d"
    r"|[1-9]\d (ani )?(not|nu) [1-9]\d|(not|nu) [1-9]\d)\b"
)


# "19 not 17 sorry, 17's her sister", "nu 16, are 21": the other number is a child's.
_NOT_A_CHILDS = re.compile(
    r"\b(1[89]|[2-9]\d)( ani| years old)?,? (not|nu) [1-9]\d?\b(?! (ani|years))"
    r"|\b(not|nu) (e |are )?(1[0-7]|[1-9])( ani)?,? (\w+ )?(is |s |e |are |a fi |hes |shes |ci )?"
    r"(1[89]|[2-9]\d)\b"
)


# "I am 17. no wait, I turned 18": what comes after it holds.
_RATHER = re.compile(
    r"\b(no,? wait|wait,? no|no,? actually|actually|i mean|i meant|tell a lie|de fapt|ba nu"
    r"|adica)\b"
)


def takes_back(text: str) -> bool:
    """Whether a child's age is taken back number for number: "19 not 17", "17, no wait, 18".

    Args:
        text: as for `says_child`.
    """
    before, _, after = _RATHER.sub("\0", text, count=1).partition("\0")
    rather = bool(after) and says_child(before) and says_adult(after)
    return rather or bool(_NOT_A_CHILDS.search(text))


def corrects_to_grown(text: str) -> bool:
    """Whether a message takes back a child's age: "sorry, this one is 19".

    Args:
        text: as for `says_child`.
    """
    grown = says_adult(text) or says_grown(text)
    return takes_back(text) or (grown and bool(_CORRECTS.search(text)))


def says_own_adult(text: str) -> bool:
    """Whether the writer is 18 or more by their own words, and tells of no child beside.

    "I meant my sister is 17, im 19": the child's age is taken back for the writer.

    Args:
        text: as for `says_child`.
    """
    return bool(_OWN.search(text)) and (not says_child(text) or bool(_CORRECTS.search(text)))


def _told(text: str) -> list[int]:
    """The ages in a message; none of a clause that says what once was."""
    text = _WRITTEN.sub(lambda found: _WORDS[found[0]], text)
    return [_number(found[0]) for found in _AGES.finditer(text) if _holds_now(text, found)]


def _holds_now(text: str, found: re.Match[str]) -> bool:
    """Whether the clause around an age does not say that it is long ago."""
    before = _CLAUSES.split(text[: found.end()])[-1]
    after = _CLAUSES.split(text[found.end() :])[0].split()[:_NEAR]
    return not _ONCE.search(" ".join([before, *after]))


def _number(found: str) -> int:
    """The last number in what was found; Chinese numerals up to 99."""
    digits = re.findall(r"\d+", found)
    if digits:
        return int(digits[-1])
    tens, ten, ones = found.rstrip("岁歲 ").rpartition("十")
    return (10 * _CHINESE.get(tens, 1) if ten else 0) + _CHINESE.get(ones, 0)
