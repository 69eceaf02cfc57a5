"""Danger, or the lack of it, said in so many words: a small backstop under the model.

The model was taught by hints, and can take a plain sentence for a calmer one. Each pattern here
names violence or a weapon together with the present moment or place, or a way to die at hand. On
the 50,508 training messages they match 35 of danger now and none that is not; whatever would match
a calm one belongs to the model and not here. Reads text as `bot.nlu.heads.plain` leaves it.
"""

from __future__ import annotations

import re

from bot.plain_grave import attacked

_VIOLENCE = (
    r"(hitting|beating|battering|attacking|strangling|choking|stabbing|kicking|punching|raping)"
)
_WEAPON = r"(guns?|kni(?:fe|ves)|machetes?|axes?|hammers?|bats?|pistols?|shotguns?|crowbars?)"
_HURTS_RO = r"(bate|bat|loveste|lovesc|strange de gat|violeaza|injunghie)"

PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        _VIOLENCE + r" (me|her|him|us|them|someone|a|the|my)\b.*\b(now|at this (very )?moment)\b",
        r"\b(right now|at this (very )?moment)\b.*" + _VIOLENCE,
        r"\b" + _WEAPON + r" (is |are |standing |stood )?(at|outside|by) (my|our|the)\b",
        r"\b(ma|ne|o|il|l) ?" + _HURTS_RO + r"\b.*\b(acum|acuma|in clipa asta|in momentul asta)\b",
        # A way to die at hand.
        r"\b(standing|stood|sat|sitting|im|i am|up) (up )?(on|at) (the|a|top of the) "
        r"(edge of the |top of the )?(bridge|roof|ledge|edge|tracks|balcony|railing)\b",
        r"\b(rope|belt|cord|noose|wire|sheet|flex)s? (is |are )?(over|round|around|from|tied to) "
        r"(the|a|my) (beam|rafter|pipe|bann?ister|tree|hook|door|neck)\b",
        r"\b(took|taken|swallowed|necked) (all|the whole|a load|loads|every|too many)\b.{0,20}"
        r"\b(pills?|tablets?|paracetamol|tabs|box|packet)\b|\b(tablets|pills) (all )?lined up\b",
        r"\bam (luat|inghitit|baut) (toate|tot|o cutie|un pumn)\b.{0,25}"
        r"\b(pastile\w*|medicamente\w*|folia|cutia)\b|\bfuni[ae]\w* (peste|de|pe) grinda",
        r"\b(acum|acuma)\b.{0,12}\b(ma|ne|o|il) ?" + _HURTS_RO + r"\b",
        r"\b(imi|ne|mi|ni) (sparge?|forteaza|darama) (usa|poarta|geamul|fereastra)\b",
        # "Da, e in pericol": an answer, and none that doubts.
        r"^((da|yes|yeah|ok|aye|nu,|no,)[,.! ]+)?(acum |now )?((ea|el|viata (ei|lui|mea)) )?"
        r"(e|este|sunt|is|(she|he|they|i|her life|his life)( is|.s| are|.re|.m| am)?) "
        r"in (pericol|danger)( acum| acuma| now| right now)?[ .!]*$",
        r"\b(e|este|sunt|suntem|is|are|am|im|i.m|she.?s|he.?s|they.?re) in (pericol|danger) "
        r"(chiar )?(acum|acuma|now|right now)\b",
        # Held by force, or as a hostage; and an overdose that somebody has taken.
        r"\b(ma|ne|o|il|ii|le) (tine|tin) (cu forta|sechestrat\w*|prizonier\w*) (in|intr|la|aici)\b"
        r"|\b(sunt|suntem|e|este) sechestrat\w*",
        r"\b(took|taken) an overdose( now| just now| of \w+)?[ .!]*$",
        # A cry for rescue that Vietnamese use for nothing less.
        r"\bcuu (voi|em|toi|minh|chi)\b",
    )
)
# Long ago, only supposed, asked about, or on a stage.
_NOT_NOW = re.compile(
    r"\b(ago|was|were|came|had|last|used to|if|what|would|should|test|film|movie|game|essay"
    r"|level|nivel\w*|zombie|not (right )?now|usually|nu (chiar )?acuma?|de obicei"
    r"|daca|ce|era|erau|e plecat\w*|film|joc|test|eseu|(la (munca|lucru)|plecat\w*) (acum|acuma)"
    r"|acum (un|o|doi|doua|trei|cativa|cateva)|acuma? (doarme|a plecat|nu e|s.?a (calmat|culcat)"
    r"|e (la (munca|lucru)|liniste|calm|dus))|now (he.?s |she.?s |they.?re |he is )?"
    r"(asleep|sleeping|gone|away|at work|calm|quiet)|(asleep|sleeping) now)\b"
)

_DENIED = re.compile(
    r"\b(nu|not|isn.?t|aint|nobody|no one|nimeni|never)( (?!nu\b)\w+){0,3} (in )?"
    r"(pericol|danger|forta|sechestr\w*)"
)


def says_danger(text: str) -> bool:
    """Whether a message says plainly that someone is being hurt now.

    Args:
        text: lower case, without marks on letters.

    Returns:
        True when a pattern matches and nothing says that it is past, supposed or asked.
    """
    if attacked(text):
        return True
    if _NOT_NOW.search(text) or _DENIED.search(text):
        return False
    return any(pattern.search(text) for pattern in PATTERNS)


_HURTS = re.compile(
    r"\b(hits|hit|beats|beat|batters|kicks|punches|slaps|chokes|strangles|rapes|hurts) "
    r"(me|her|him|us|them)\b|\b(ma|ne|o|il|l) ?" + _HURTS_RO + r"\b"
)


def tells_of_violence(text: str) -> bool:
    """Whether a message says that somebody is being hurt, be it now or at other times.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_HURTS.search(text))


# A weapon in somebody's hand, in languages of which the model saw few messages. Of the training
# messages in them that match 54 are danger now and 6 are not: the model must think of danger too.
_ARMED = re.compile(
    "|".join(
        (
            r"\b(a|ont|tient|tiennent|sort|brandit) (sorti )?(un |une |son |le |des )?(couteau"
            r"|flingue"
            r"|pistolet|arme|hache|machette|batte|cutter)\b|couteau (a|sous|sur) (la|ma"
            r"|sa) (gorge|main)",
            r"\b(asperge|arrose)\w* (d.essence|d.acide)",
            r"\b(tiene|tienen|saco|saca|trae|con) (un |una |el |la )?(cuchillo|navaja|pistola"
            r"|machete"
            r"|arma|hacha|escopeta)\b|(cuchillo|navaja|pistola) (en|al|a) (la |el |mi |su )?(cuello"
            r"|mano|garganta|cabeza)",
            r"\b(tem|tao com|ta com|esta com|estao com|puxou|pegou|com|segura) (um |uma |a "
            r"|o )?(faca"
            r"|arma|pistola|facao|machado|navalha)\b",
            r"\b(ma|maja|trzyma|wyciagnal|z|przystawil\w*) (noz\w*|pistolet\w*|siekier\w*|maczet\w*"
            r"|brzytw\w*)\b",
            r"(має|мають|тримає|витяг\w*|з|із|схопив) (ніж|ножем|ножа|сокир\w*|пістолет\w*|битою"
            r"|биту)"
            r"|ніж (до|біля|на) (горл|ши)",
            r"\b(cam|ke|di|rut|vac|gi|chia) (con )?(dao|sung|bua|riu|ma tau)\b",
            r"\b(ka|kane|nxori|nxorri|me|mban|e ka) (nje )?(thik\w*|pistolet\w*|kobur\w*"
            r"|sopat\w*)\b",
            r"(معه|معاه|معو|ماسك|ماسكين|حامل|شايل|رافع|حاطط|حط|بيده|بايده|طلع|سحب) (ال)?"
            r"(سكين|موس|مسدس|سلاح|ساطور|فاس)",
            r"(拿着?|持|举着?|握着?|有|掏出)(一?把|了)?(菜|水果|砍)?(刀|枪|斧)(?!片)",
            r"\b(chaku|chaaku|chakku|churi|chhuri|chhura|pistol|bandook|talwar|gandasa|kirpan"
            r"|katta) "
            r"(hai|he|leke|le kar|lekar|lai ke|nikal\w*|kadd\w*|dikha\w*|laga\w*|rakh\w*|gale"
            r"|gardan|haath|hath|utha\w*)\b",
        )
    )
)


def names_weapon(text: str) -> bool:
    """Whether a message names a weapon in somebody's hand, in the languages with few messages.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_ARMED.search(text))


# "Delete this", and nothing else.
_FORGET = re.compile(
    r"^(please |pls |ok |just |can you |could you |now |va rog |te rog |sa |por favor )*"
    r"(delete|erase|wipe|clear|forget (it|this|that|all|everything|me|us|what|my)\b|forget$|remove"
    r"|sterg[ei](ti)?|uit[ai](ti)?\b|borra|elimina|apaga"
    r"|apague|efface|supprime|usun|skasuj|wykasuj|xoa|fshij?e?|видали|зітри|امسح|احذف|删)"
)
_FEW = 8
# Behind the wish there may be a reason: "delete this, my children use the phone".
_WITH_REASON = 20


def says_forget(text: str) -> bool:
    """Whether a message asks for what was written to be deleted, and says nothing more.

    All but 2 of the 39 training messages that it matches do.

    Args:
        text: lower case, without marks on letters.
    """
    wish = re.split(r"[,.;?]", text)[0]
    short = len(wish.split()) <= _FEW and len(text.split()) <= _WITH_REASON
    return short and bool(_FORGET.search(text))


# "Not urgent" in the languages of the bot, as `plain` leaves it.
_CALM = re.compile(
    "|".join(
        (
            r"\b(not|no|isn.?t|aint|nothing|non|without) (an? |in |really |that |so |any )*"
            r"(immediate )?(emergency|urgent|urgency|danger|rush|hurry)\b",
            r"\bnon[- ](emergency|urgent)\b",
            r"\bnext (month|year|spring|summer|autumn|winter|term)\b",
            r"\bin (two|three|a few) months\b|\b(luna|anul) (viitoare|viitor|care vine)\b",
            r"\bla (vara|toamna|iarna|primavara|anul)\b",
            r"\b(safe|fine|ok|okay) (now|today|at the moment)\b",
            r"\b(nu|fara) (e |i |este |nicio |nici o |o )*(urgent\w*|graba|pericol\w*)",
            r"\bn.?are graba\b|\be (bine|ok) (azi|acum)\b|\be in siguranta\b",
            r"\bnie (jest |ma )*(pilne|pilnie|niebezpieczenstwa|spieszy)",
            r"\bkhong (co )?(gap|khan cap|nguy hiem)|\bs.?(eshte|asht) urgjent\w*",
            r"\bno (es|hay) (urgent\w+|una emergencia|peligro|prisa)",
            r"\bnao (e|ha) (urgente|uma emergencia|perigo|pressa)",
            r"\b(pas|rien d.?)(une |un )* ?(urgent\w*|urgence|danger)",
            r"\b(urgent|emergency|khatra|jaldi|zaroori)\w* (nahi|nai|nhi|nahin|ni)\b",
            r"не (терміново|срочно)|нема небезпеки|不(紧急|急|着急|緊急)|没有?危险",
            r"\b(calm|quiet|fine|ok|okay|alright|grand|asleep) (today|at the (minute|moment))\b",
            r"\b(today|tonight|right now|now) (is |he.?s |shes |she.?s |they.?re |it.?s )+"
            r"(calm|quiet|fine|ok|okay|alright|grand)\b",
            r"^(no+|nope|nah|nu)?[ ,.]*(not|nu) (right |just |chiar |exact )?"
            r"(now|acum|acuma|momentan|in clipa asta|at the (minute|moment)|this (second|moment))"
            r"[ .!]*$",
            # Whoever frightened them is in a cell.
            r"\b(police|cops|feds) (have |has |just |came and |came )*(arrested|nicked|lifted"
            r"|took|taken|got) (him|them)\b|\b(politia|politisti\w*) .{0,12}"
            r"(l.?a|l.?au|i.?au|ia|lau|la) (luat|arestat|ridicat)\b",
            r"\b(not this minute|(nothing (is )?happening|no violence) (right )?now)\b",
            r"\b(azi|acum|acuma|momentan) (e |i |este |sunt )*"
            r"(calm\w*|liniste|linistit\w*|bine|ok)\b",
            r"\bacum nu (e|se intampla) nimic\b|\bdzis(iaj)? (jest |mam )?spok\w*",
            r"\bhoy (esta |todo )*tranquil\w*|\bahora no pasa nada\b",
            r"\bhoje (esta |ta )*(calmo|tranquil\w*)|\baujourd.?hui (il est |c.?est )*calme",
            r"\bhom nay (thi )?(yen|on|binh thuong)|\bsot (eshte |asht )?(qet\w*|mire)",
            r"\b(aaj|ajj|abhi|hun) (wo |oh |sab )*(shant|theek|thik|sakoon|sukoon|chup)\b",
            r"сьогодні (він |все )*(спокійн|тихо)\w*|今天(没事|平静|还好)",
            r"اليوم (هو )?(هادي|هادئ|تمام)",
            r"ليس(ت)? (عاجل\w*|طار\w*)|مش (مستعجل\w*|طار\w*)",
            # Low, and no harm meant: "I'm not going to do anything".
            r"\b(i|im|i.?m) (am )?(not|never|wont|won.?t|wouldn.?t|aint) "
            r"((going|gonna|planning|about|plan|to|on|ever|really) )*"
            r"(do(ing)? (anything|owt|nowt|something|nothing)"
            r"|(hurt|harm|kill|top|end)(ing)? (myself|meself|it))\b",
            r"\b(i|im|i.?m) (am )?not (going|gonna|goin) to[ .!]*$"
            r"|\b(havent|haven.?t|have not|dont have|don.?t have|not got) (got )?(any|them|none)"
            r"( \w+)? (with me|here|in the house|on me)\b",
            # "Nobody beats him, he is only tired."
            r"\b(nobody|no ?one|noone) (is |has |have |ever |was )*(beat|hit|hurt|touch|attack)\w*"
            r"|\b(nu (ma|ne|il|o|l|m.?a|l.?a) (bate|loveste|batut|lovit|atinge|atins)"
            r"|n.?a (batut|lovit|atins)) nimeni\b|\bnimeni nu (ma|ne|il|o|l|m.?a|l.?a) "
            r"(bate|loveste|batut|lovit|atinge|atins)\b",
            r"\bnot suicidal\b|\b(nothing|owt|anything) (daft|silly)\b",
            r"\bnu (fac|voi face|o sa fac) (nimic|nicio prostie|prostii)\b"
            r"|\bnu (imi|ma|o sa imi|o sa ma) (fac rau|omor|sinucid)\b",
        )
    )
)


_COMING = re.compile(
    r"(?<!nu mai )(?<!nu )\b(vine|vin)\b(?! (acasa )?(maine|luni|abia))"
    r"|(?<!not )(?<!isnt )(?<!isn.t )(?<!aint )\b(is|he.?s|shes|she.?s|they.?re|are) "
    r"(now )?coming\b"
)


def says_coming(text: str) -> bool:
    """Whether a message says that somebody is on the way, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_COMING.search(text))


def says_calm(text: str) -> bool:
    """Whether a message says itself that nothing is urgent.

    It does not settle the matter: some say so with a knife in the room. The model must then be
    surer before it hears danger.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_CALM.search(text))
