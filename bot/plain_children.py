"""That somebody has children, or with whom these are: told beside a matter of their own.

"Am si o fetita de 3 ani" is said by a mother, and the model hears a child. Reads text as
`bot.nlu.heads.plain` leaves it, digits as 0.
"""

from __future__ import annotations

import re

# A longer message tells a story, and may well be about the child.
_MOST_WORDS = 11
_KIDS_EN = (
    r"(kids?|child|children|son|daughter|sons|daughters|baby|babies|toddler|bairns?|weans?"
    r"|little (one|ones|girl|boy)|newborn)"
)
_KIDS_RO = (
    r"(copi\w*|fetit\w*|fat[ae]|fiica|fiu|baiat\w*|baiet\w*|bebe\w*|nou.?nascut\w*|prunc\w*|gemeni)"
)
_HAS = re.compile(
    "|".join(
        (
            r"\b(i|we|ive|i.ve|weve|we.ve)( have|.ve)?( also| got)* "
            r"(a |an |one |two |three |four |five |0+ |small |little |young |wee |baby |0 )*"
            r"(year old |month old |yr old )?" + _KIDS_EN + r"\b",
            r"\b(my|our|me) (\w+ )?" + _KIDS_EN + r" (is |are |s |is only |are only )?"
            r"(with (me|us)|asleep|sleeping|at school|at nursery|at home|here|0+|small|little)\b",
            r"\b(he.?s|hes|he is) the (father|dad) of (my|the|her)\b|\b(baby|child|kid) is his\b",
            r"\b(am|avem) (si |doar |deja )?(un |o |doi |doua |trei |patru |cinci |0+ )?"
            + _KIDS_RO
            + r"\b",
            r"\b"
            + _KIDS_RO
            + r" (mea |meu |mei |mele )?(e|este|sunt|is|ii|are|au) (cu mine|la mine|acasa"
            r"|la scoala|la gradinita|langa mine|mic[ia]?\b|0+)",
            r"\be (si )?tatal (copil\w*|fetitei|baiat\w*)\b",
            r"\bteng?o (un[ao]?|dos|tres|0+) (hij|nin|beb)\w*"
            r"|\btenho (uma?|dois|duas|tres|0+) (filh|beb|crianc)\w*"
            r"|\bj.?ai (une?|deux|trois|0+) (petite? )?(fils|fille|enfants?|bebe|garcon)\b",
            r"\bmam (\w+ )?(dziecko|dzieci|cork[ei]|syna|synow|coreczk\w*|synka)\b"
            r"|(у мене|маю|в мене) .{0,14}(дитина|дити|діти|дітеи|донька|дочка|син|дитину)",
            r"\bkam (nje |dy |tre |0+ )?(femij\w*|vajz\w*|djal\w*|bebe\w*|cuna)\b"
            r"|\b(toi|em|chi|minh|chau) co (mot |hai |ba |0+ )?(con|be|[dđ]ua)\b"
            r"|\bcon toi 0+ tuoi\b",
            r"我(有|还有).{0,8}(孩子|女儿|儿子|宝宝|小孩)|我(的)?(孩子|女儿|儿子|宝宝)0*",
            r"(عندي|معي) .{0,4}(بنت|ولد|طفل|ابن|اولاد|اطفال|بيبي)",
            r"\bmer[aei] (ek |do |teen |0+ |choti |chota )*(beti|beta|bacha|bachi|bache|bachay"
            r"|bacche"
            r"|dhee|puttar|munda|kudi)\b",
        )
    )
)
# The child is the matter.
_THEIRS = re.compile(
    r"\b(miss|lost|took|taken|takes?|disparut\w*|luat\w*|rapit\w*|lovest\w*|bat[ei]?|hits?|hurt\w*"
    r"|beat\w*|made|makes?|forc\w*|pune|obliga\w*|sold|vand\w*|marry|marita\w*|school sent|abus\w*"
    r"|touch\w*|groom\w*|drugs|phone|cazut\w*|fell|fall\w*|mov(e|es|ing|ed)|car|van|masin\w*"
    r"|wak\w*|breath\w*|respir\w*|blood|bleed\w*|sang\w*|ill|sick|bolnav\w*|fever|febr\w*|hungry"
    r"|foame|milk|lapte|lock\w*|incui\w*|inchis\w*|kill\w*|omo[ar]\w*|threat\w*|ameninta\w*"
    r"|scream\w*|cry\w*|plang\w*|tip[ae]|now|acum\w*|won.?t|wont|nu|not|pills|pastil\w*|knife"
    r"|cutit\w*|he|him|they|them|el|ei|lui)\b"
)


def has_children(text: str) -> bool:
    """Whether few words say that somebody has children, and nothing of what befalls these.

    Args:
        text: lower case, without marks on letters, digits as 0.
    """
    few = len(text.split()) <= _MOST_WORDS
    return few and bool(_HAS.search(text)) and not _THEIRS.search(text)


__all__ = ["has_children"]
