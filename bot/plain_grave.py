"""What must not be missed, in the plain words of the languages with few messages.

The model was taught by hints, and of the ten further languages by a few thousand messages each: a
plain cry ("ratunku, mąż mnie bije") can be rarer in them than a hint. Each pattern was counted over
the 106,941 training messages: those of violence match 20 of danger now and no calm one, those of
wishing to die 24 of 24 about it, those of rape 29 of 30. Reads text as `bot.nlu.heads.plain` leaves
it, with й and ї as и and і.
"""

from __future__ import annotations

import re

# A cry for help and violence in one breath, or violence and "now".
_ATTACKED = tuple(
    re.compile(pattern)
    for pattern in (
        r"\b(ratunku|pomocy|pomozcie)\b.*\b(bij[ea]|dusi|kopie|zabij\w*|leje)\b"
        r"|\b(bij[ea]|dusi|kopie|zabije)\b.*\b(ratunku|pomocy)\b"
        r"|\b(teraz|wlasnie) (mnie |nas |ja )?(bij[ea]|dusi|kopie)\b"
        r"|\b(bij[ea]|dusi|kopie) (mnie|nas|ja) (teraz|wlasnie)\b",
        r"\b(aidez|secours|a l.?aide)\b.*\b(frappe|tape|etrangle|bat|tue|cogne)\b"
        r"|\b(frappe|tape|etrangle|bat|tue)\b.*\b(aidez|secours)\b"
        r"|\ben train de (me|m|nous|la) ?.?(frapper|taper|etrangler|battre|tabasser|violer)\b"
        r"|\b(me|nous|la) (frappe|tape|bat|etrangle)\b.{0,12}\b(maintenant|tout de suite)\b",
        r"(рятуите|допоможіть|врятуите|поможіть).*(б.?є\b|бють|б.ють|душить|вбив)"
        r"|(б.?є\b|б.ють|душить).*(рятуите|допоможіть)"
        r"|зараз (мене|нас|іі) (б.?є\b|бють|б.ють|душить)"
        r"|(б.?є|бють|б.ють|душить) (мене|нас|іі) зараз",
        r"(الحقوني|ساعدوني|انقذوني|النجد[هة]|الحقونا).*(يضرب|بيضرب|يخنق|بيخنق|يقتل|يذبح)"
        r"|(يضرب|بيضرب|يخنق|يقتل).*(الحقوني|ساعدوني|انقذوني)"
        r"|[يت]ضربن[ايى].{0,6}(الحين|الان|هلا|هلق|هسه|دلوقتي?|دابا)",
        r"\bndihm\w*\b.*\b(rreh|vret|mbyt|po me)\b|\b(rreh|vret|mbyt)\b.*\bndihm\w*"
        r"|\bpo me (rreh|rrah|godet|mbyt|qellon)|\bme (rreh|rrah) (tani|tash)\b",
        r"\b(auxilio|socorro|ayud\w+)\b.*\b(pega|pegando|golpea\w*|ahorca\w*|estrangul\w*)\b"
        r"|\bme (esta|estan) (pegando|golpeando|ahorcando|ahogando|pateando|violando)\b"
        r"|\bme (pega|golpea) (ahora|ahorita)\b",
        r"\b(socorro|me ajud\w+)\b.*\b(bate\w*|batendo|espanc\w*|estrangul\w*)\b"
        r"|\b(bate|batendo|espanca\w*|estrangul\w*)\b.*\b(socorro|me ajud\w*)"
        r"|\b(ta|esta|tao|estao) me (batendo|espancando|enforcando|chutando|agredindo)\b(?! um)"
        r"|\b(ta|esta) a bater.?me\b|\bme (bate|batendo) agora\b",
        r"\b[dđ]ang ([dđ]anh|bop co|[dđ]am|chem) (toi|em|minh|chi|con|chau)\b",
        r"正在(打|掐|踢|砍|揍)(我|她)|(打|掐)我.{0,6}救(我|命)|救命.{0,10}打我",
        r"\b(bachao|bachaiye|bachalo|madad)\b.*\b(maar|mar) (raha|rahi|rahe|ria)\b"
        r"|\b(mujhe|muje|mujhko|use|usko) (abhi |bahut )?(maar|peet) (raha|rahi|rahe)\b"
        r"|\b(mainu|menu|mennu|ohnu) (hun |bahut )?(maar|kutt) (reha|riha|rahe|ria|rhe)\b",
    )
)
_PAST = re.compile(
    r"\b(wczoraj|kiedys|nie|hier|avant|pas|dje|dikur|ayer|antes|ontem|hom qua|kal|pehle|nahi|si|se"
    r"|agar|jesli|neu)\b|вчора|раніше|якщо|امس|كان|قبل|اذا|昨天|以前|上次|如果|没"
)
_WISH_TO_DIE = re.compile(
    "|".join(
        (
            r"\b(chc[ei] (juz )?(sie zabic|umrzec|ze soba skonczyc)|mam (juz )?dosc zycia"
            r"|nie chce (mi sie )?(juz )?zyc)\b",
            r"не хочу (більше )?жити|(?<!не )хочу (вмерти|померти)|вб.ю себе"
            r"|хочу покінчити (з собою|з життям)",
            r"\b(no quiero (seguir )?vivi\w*|quiero (morir(?!me de| de|\w* de)\w*|matarme)"
            r"|suicidarme|quitarme la vida)\b",
            r"\b(quero (morrer|me matar)|nao (quero|aguento) (mais )?viver|vou me matar"
            r"|me suicidar)\b(?! de)",
            r"\b(je (ne )?veux plus vivre|je veux mourir|envie (de mourir|d.?en finir)"
            r"|me suicider)\b(?! de)",
            r"\b(dua te vdes|(do te )?vras veten|(s.?|nuk )dua te jetoj|te vetevritem)\b",
            r"\b((toi|em|minh|con|chau|chi) (chi )?muon chet|muon (tu tu|tu sat)"
            r"|khong muon song)\b",
            r"不想活|我想死(?!你|她|他)|想自杀|想自殺|活不下去|结束生命",
            r"(ابي|ابغى|اريد ان|بدي|عايز[هة]?) (اموت|موت)\b|(بدي|اريد|عايز[هة]?|راح|رح) انتحر"
            r"|ما (ابغى|ابي|بدي|اريد|عاد بدي) (اعيش|عيش)|مابي اعيش|اقتل نفسي",
            r"\b(khudkushi kar\w*|marna chaht[aie]|marne ka (dil|mann)|jeena nahi|apni jaan (le|de)"
            r"|marna chaund[ai]|jeena ni|jeen nu (dil|jee) ni)\b",
        )
    )
)
_NOT_SO = re.compile(r"\bnie chce (sie zabic|umrzec)|\bno quiero mori|haha|jaja|kkk|哈哈|ههه")
_RAPED = re.compile(
    r"\bzgwa[lł]c\w*|\bgwa[lł]ci\w*|اغتصب|强奸|強姦|强暴|性侵|\bhiep [dđ]am\b"
    r"|\bbi (\w+ )?hiep\b|\bcuong hiep\b|\bperdhun\w*|\bestupr\w*|зґвалт|згвалт"
)


def attacked(text: str) -> bool:
    """Whether somebody cries for help while they are hurt, in one of the further languages.

    Args:
        text: lower case, without marks on letters.
    """
    return not _PAST.search(text) and any(pattern.search(text) for pattern in _ATTACKED)


def wishes_to_die(text: str) -> bool:
    """Whether the writer wishes to die, in one of the further languages.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_WISH_TO_DIE.search(text)) and not _NOT_SO.search(text)


def tells_of_rape(text: str) -> bool:
    """Whether a message names rape, in one of the further languages.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_RAPED.search(text))


_CUTTING = re.compile(
    r"\b(fgm|circumcis\w*|cutting season|genital (mutilation|cutting)|circumci[zs]\w*|excizi\w*)\b"
)
_BOYS = re.compile(r"\b(boys?|sons?|him|his|baiat\w*|fiu\w*|foreskin)\b")


def fears_cutting(text: str) -> bool:
    """Whether a message names the cutting of girls, in English or Romanian.

    Args:
        text: lower case, without marks on letters.
    """
    return bool(_CUTTING.search(text)) and not _BOYS.search(text)


__all__ = ["attacked", "fears_cutting", "tells_of_rape", "wishes_to_die"]
