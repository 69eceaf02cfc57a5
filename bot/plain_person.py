"""Who is to be helped, where they say it in so many words: for lines that serve men alone.

The model does not learn gender, as hardly any message needs it. Reads text as
`bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

# "I'm 27, a bloke", "im 24 (m)", "am 26 de ani, barbat".
_AGED_MAN = (
    r"\b(i.?m|im|i am) \d\d,? \(?(an? )?(m|male|man|guy|lad|bloke|fella)\b"
    r"|\bam \d\d (de )?ani,? (si )?(sunt )?(barbat|baiat)\b"
)
# "My wife hits me" and "I am a man" in the languages of the bot.
_MALE = re.compile(
    "|".join(
        (
            r"\b(i.?m|im|i am|as|being) (just )?an? (\w+ )?"
            r"(man|bloke|guy|lad|fella|fellow|dad|father|husband)\b",
            r"\b(line|lines|help|helpline|number|place|somewhere|anywhere|support|group|refuge"
            r"|shelter"
            r"|anything|something|anyone) (\w+ )?for (just |only )?(men|blokes|lads|guys|fellas)\b"
            r"|\bdo (men|blokes|lads|guys) (get|count|ring|call)\b|^(bloke|lad|guy|man) here\b"
            r"|\b(men|blokes|lads|guys) (like me|as well|too)\b",
            r"\b\d\d,? (an? )?(guy|bloke|lad|man|male)\b|\b(guy|bloke|lad|man),? (gay|straight"
            r"|bi)\b"
            r"|\bgay (lads|guys|men|man|lad|guy|bloke|blokes)\b|\b(baieti|baiat|barbat"
            r"|barbati) gay\b",
            r"\b(son|brother|dad|father|uncle|grandad|nephew|mate|cousin).?s "
            r"(girlfriend|gf|wife|missus)\b.{0,20}\b(him|he)\b",
            r"\b(my|me|the) (wife|missus|ex[- ]?wife)\b(?!'?s? visa)",
            r"\b(son|brother|dad|father|uncle|grandad|mate|cousin|friend)\b.{0,30}"
            r"\b(of his|his|by the) (\w+ )?(girlfriend|wife|missus)\b",
            r"\b(lad|bloke|guy|man|he|hes|brother|son|mate|nephew|uncle)\b.{0,40}\bhis "
            r"(boyfriend|husband)\b",
            r"\b(sunt|is|ca) (un )?(barbat|baiat|tata)\b|\bpentru barbati\b|\bbarbati ca mine\b",
            r"\b(sotia|nevasta|muierea|fosta sotie)( mea)?\b",
            _AGED_MAN,
            r"\bmoja zona\b|\bzona mnie\b|\bjestem (mezczyzna|facetem)\b",
            r"\bvo (toi|em|minh|tao)\b|\bgruaja ime\b|\bjam burre\b",
            r"\bmi (esposa|mujer)\b|\bsoy (un )?hombre\b",
            r"\bminha (mulher|esposa)\b|\bsou homem\b",
            r"\bma femme\b|\bje suis un homme\b|\bmeri (biwi|patni|gharwali|vohti)\b",
            r"моя дружина|моя жінка|я чоловік[, ]|زوجتي|مراتي|我老婆|我妻子|我太太",
        )
    )
)


_LGBT = re.compile(
    r"\b(gay|lesbian\w*|lesbica|lesbijk\w*|trans|transgender\w*|transsexual|bisexual\w*|bi|queer"
    r"|lgbt\w*|homosexual\w*|homoseksual\w*|gej\w*|nonbinary|non-binary|enby|pride|coming out"
    r"|came out|outed|outing|homosexuel\w*|lesbienne|maricon|marica|tortillera|sapatao|viado"
    r"|hamjins\w*|hijra|khusra|dong tinh|les|bede|travesti\w*|drag)\b"
    r"|\bouts? me\b"
    r"|гей|геєм|гея|лесбі|транс|同性|拉拉|男同|女同|مثلي|مثلية|شاذ|متحول"
)


_HIS_MAN = re.compile(
    r"\bmy (bf|boyfriend|husband|fella|male partner)\b|\b(iubitul|prietenul|sotul|partenerul) meu\b"
    r"|\btot (barbat|baiat)\b"
)
_A_MAN = re.compile(
    r"\b(i.?m|im|i am|as) (just )?an? (\w+ )?(man|bloke|guy|lad|fella)\b"
    r"|\b\d\d,? an? (guy|man|lad)\b|" + _AGED_MAN + r""
    r"|\b(sunt|ca|is) (un )?(barbat|baiat)\b|\btot (barbat|baiat)\b"
)


def loves_a_man(text: str) -> bool:
    """Whether a man speaks of his boyfriend or husband.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_HIS_MAN.search(text) and _A_MAN.search(text))


def says_lgbt(text: str) -> bool:
    """Whether a message says that the writer is gay, lesbian, bisexual or trans.

    Args:
        text: lower case, without marks on letters.

    Returns:
        True for a word for it, and for a man who speaks of his boyfriend.
    """
    return bool(_LGBT.search(text)) or loves_a_man(text)


def says_male(text: str) -> bool:
    """Whether the writer says that he is a man, or speaks of his wife.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_MALE.search(text))


# Somebody at home, in English and Romanian.
_AT_HOME = re.compile(
    r"\b(husband|hubby|wife|missus|partner|boyfriend|girlfriend|bf|gf|ex|fella|bloke|spouse"
    r"|fiance\w*"
    r"|marri\w*|divorc\w*|in.?laws?|mum|mam|mom|mother|dad|father|parents|step\w+|family|home|kids"
    r"|son|daughter|brother|sister|uncle|aunt\w*|cousins?|niece|nephew|go(ing)? out w(ith)?"
    r"|relationship|date|dating|lover|my man|ma man"
    r"|sot\w*|nevasta\w*|barbat\w*|iubit\w*|prieten\w*|logodnic\w*|concubin\w*|soacr\w*|socr\w*"
    r"|mama|tata|parinti\w*|familia|acasa|frate\w*|sora|copii\w*|divort\w*|casator\w*)\b"
)


def names_family(text: str) -> bool:
    """Whether a message names a partner, a relative or home, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_AT_HOME.search(text))


# Rape and what comes near it, in English and Romanian.
_SEXUAL = re.compile(
    r"\b(rap(e|ed|ist|ing)|sex\w*|assault\w*|molest\w*|grop\w*|touch\w*|forced (himself|me|her|him)"
    r"|naked|bed|consent\w*|spik\w*|drunk|said no|saying no|virgin\w*|underwear|knickers|smear"
    r"|viol\w*|abuz\w*|atin\w*|pipai\w*|dezbrac\w*|goal[ae]|pat|am zis nu|spus nu|chiloti\w*)\b"
)


def says_sexual(text: str) -> bool:
    """Whether a message names a sexual assault or what belongs to one, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_SEXUAL.search(text))


_ROMANIAN = re.compile(
    r"\b(roman(ia|ian|ians|iei|a|i)|rumun\w*|rumen\w*|roumain\w*|ruman\w*|moldov\w*|buletin\w*"
    r"|bucharest"
    r"|bucuresti|iasi|cluj|bacau|galati|constanta|craiova|timisoara|brasov|ploiesti|suceava"
    r"|botosani"
    r"|oradea|sibiu|arad|braila|vaslui|chisinau)\b"
)
_OTHER_NATION = re.compile(
    r"\b(british|english|irish|uk|polish|albanian|vietnamese|chinese|nigerian|ghanaian|indian"
    r"|pakistani"
    r"|bangladeshi|filipin\w*|ukrainian|sudanese|eritrean|bulgarian|hungarian|brazilian|portuguese"
    r"|spanish|french|italian|lithuanian|latvian|slovak|czech|turkish|syrian|afghan|iranian|iraqi"
    r"|kurdish|egyptian|ethiopian|somali|kenyan|zimbabwean|jamaican|thai|nepali|sri lankan|russian"
    r"|american|german) (passport|id|papers?|visa|embassy|consul\w*|citizen)\b"
    r"|\bfrom (ghana|nigeria|albania|vietnam|china|poland|india|pakistan|bangladesh|the philippines"
    r"|philippines|ukraine|sudan|eritrea|ethiopia|bulgaria|brazil|kenya|zimbabwe|uganda|gambia"
    r"|senegal"
    r"|thailand|nepal|syria|iran|iraq|afghanistan|turkey|egypt|somalia|jamaica|lithuania|latvia)\b"
)


def is_romanian(text: str) -> bool:
    """Whether a message names Romania or Moldova, a town there, or an identity card of theirs.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_ROMANIAN.search(text))


def of_another_nation(text: str) -> bool:
    """Whether a message says, in English, that somebody or their papers are of another country.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_OTHER_NATION.search(text))


_PRONOUNS = frozenset(
    "he she they him her them it we us i me el ea ei ele eu noi ala aia on ona oni ai ajo ata"  # noqa: SIM905
    " ele ela eles elas il elle ils elles ellos ellas wo woh wi anh".split()
)


def only_a_pronoun(text: str) -> bool:
    """Whether a message breaks off after its first word, which tells nothing: "he".

    Args:
        text: lower case, without marks on letters.
    """
    return text.strip(" .…?!") in _PRONOUNS


_INTRODUCES = re.compile(
    r"^(eu |ca |ok |da |well |sorry )*(sunt|sint|is|s|im|i am|i.m) (un |o |a )?"
    r"(fata|baiat|femeie|barbat|girl|boy|woman|man|guy|bloke|lad)[ .!]*$"
)


def only_introduces(text: str) -> bool:
    """Whether a message says no more than whether a man or a woman writes: "sunt fata".

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_INTRODUCES.search(text))
