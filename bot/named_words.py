"""The words around a service's name that tell whether it is asked for.

Each pattern was read against every training message that names a service. Reads text as
`bot.named.tidy` leaves it: plain, without apostrophes, with single spaces.
"""

from __future__ import annotations

import re

# English, Romanian, Polish, Spanish, French, Portuguese, Albanian; Vietnamese, Hindi, Urdu and
# Punjabi; Ukrainian.
_ASKING = """
a about address again an and any are asap at available based be by call can charity chat contact
contacting could details do does email exactly find fone for form from get getting give got have
hello helpline hey hi hotline how i im in info information into is it like line link looking me
my need nr num numba number numbers of ok on online or org organisation page phone pls plz
please reach right ring s service services site so speak speaking talk talking tel telephone
tell text thank thanks thats the them there they this through to touch u uk up use using via
want wanna was web website what whats when where wheres which who whos with would you your
ai ajung al ale am apela apelez apelul aveti bine buna ca care ce cel cer cine contacta
contactez contactul cu cum cumva da dai dati dau de despre din doresc e este exista fac faceti
gasesc ii iau imi intru la legatura le linia lor lui ma mai merci mi multumesc nr numar numaru
numarul o obtin pagina pe pentru poate pot pt rog sa salut scriu se serviciul si site siteul
spune spuneti stii suna sun sunati sunt te telefon telefonic telefonul ul un unde va vorbesc
vorbi vreau vrea as ziua
numer do jak co to jest kontakt z prosze moge zadzwonic skontaktowac sie gdzie kto poprosze
numero como contacto contactar que es quien el los las por favor telefono puedo llamar c est
quoi comment contacter s il vous plait telephone qui quel appeler joindre je peux du da ligar
telefone quem qual posso numri ku cfare eshte si te kontaktoj
so đien thoai cua gi lien he voi dien ka ki ke ko kya hai kaise karu batao chahiye номер як що
таке телефон даи даите подзвонити до зателефонувати
"""
# With nothing but these beside it, a name is a request for it.
ASKING = frozenset(_ASKING.split())

# The line was tried, and nobody helped. Then it is not what to show again.
FAILED = re.compile(
    r"\b(nobody|no one|noone|none|they|it|she|he|line) (ever )?(has |have |is |was |just |keeps? |"
    r"kept )*(answer\w*|pick\w* up|replie[sd]|respond\w*|engaged|rang out|rings out|ringing)\b|"
    r"\b(didnt|dont|never|not|doesnt|wont|wouldnt|no) (get |got )?(an )?(answer\w*|pick\w* up|"
    r"help(ed)? me|repl\w+)\b|\b(voicemail|answerphone|on hold|hung up|engaged tone|rang out)\b|"
    r"\b(nu|n|nimeni n|nimeni nu) (a|au|mi a|mi au|imi)? ?(raspun\w*)|\bsuna (ocupat|in gol)\b"
)

_SOMEONE = (
    r"(some(one|body)|lad(y|ies)|w[oa]m[ae]n|m[ae]n|persons?|people|workers?|caseworkers?|guys?|"
    r"officers?|volunteers?|girls?|team|staff|friends?|letters?|leaflets?|posters?|cards?)"
)
_TRIED = (
    r"(rang|rung|called|phoned|texted|emailed|messaged|wrote|written|contacted|tried|trying|"
    r"spoke|spoken|talked|went|gone|been|asked|used|gave|given|reported|referred|sent|joined|"
    r"helped|supported|housed|placed|lived?|lives|living|stay|stays|staying|stayed|work|works|"
    r"worked|working|volunteer|volunteers|volunteered|volunteering|donate|donated|left|reached|"
    r"waiting|got|moved|met|took|taken|ran|fled|brought|drove|walked)"
)
_STEP = r"(the|a|an|my|our|your|to|with|from|by|at|in|on|of|via|through|for|and|it|this|me|him|her|"
_STEP += r"them|us|already|back|once|twice|both|last|house|hostel|flat|up|out|into|about|"
_STEP += "someone|somebody)"

# Said before a name: they know it, come from it, or will not have it.
NOT_BEFORE = re.compile(
    "|".join(
        (
            rf"\b(i|we|she|he|they|ive|weve|shes|hes|have|has|had|was|were|am|im|is|are|been|who|"
            rf"just|already|and|also|even|then|nurse|mum|friend|sister|brother) {_TRIED}"
            rf"( {_STEP})*$",
            rf"^{_TRIED}( {_STEP})*$",
            rf"\b(rang|phoned|texted|emailed|messaged|contacted|spoke|spoken|work(s|ed|ing)?|"
            rf"volunteer(s|ed|ing)?|voluntar\w*)( {_STEP})*$",
            # Romanian "acas" is home as often as a service: one goes there without "la".
            r"\b(merg\w*|mearga|duc\w*|ajung\w*|vin|vii|vine|plec\w*|intor\w*|trimit\w*|inapoi|"
            r"fug\w*|vreau|vrea|vrem|sunt|stau|sta|las\w*)$",
            r"\b(i|we|she|he|they|ive|have|has|had|and) told( the)?$",
            r"\b(is this|are you|am i (talking|speaking) (to|with))( the)?$",
            # Whoever writes from there: "debt adviser at Citizens Advice".
            r"\b(nurse|fnp|advis[eo]r|matron|teacher|manager|solicitor|receptionist|doctor|gp|"
            r"midwife|counsellor|rep|student)( here)? (at|from|in|with|for)( the| a)?$",
            r"\b(intreb|scriu|vorbesc) de la$|\b(usa|poarta|avem|vazut|voluntar\w*|lucrea\w*) la$|"
            r"\bla (usa|poarta)$",
            rf"(?<!to )(?<!with )\b{_SOMEONE} (from|at|of|with|in)( the| a)?$",
            r"\b(im|am|is|are|was|were|be|been|being|currently|now) (already |still |now )?"
            r"(with|in|at|under|by)( the| a)?$",
            r"\b(not|no|nor|dont|doesnt|never|without|than|besides|except|apart from|instead of|"
            r"against|scared of|afraid of|hate|(thing|service|line|one|place) like|anyone but)"
            r"( (the|a|to|want|need|call|ring|phone|trust|like|with|from|by|involve|any|of|go|"
            r"speak|talk|another|into|at|on|really|have))*$",
            r"\b(am|ai|a|au|ati|m a|m au|ne a|ne au) (mai |tot |deja |si )*"
            r"(sunat|vorbit|scris|fost|incercat|contactat|apelat|mers|ajuns|cerut|intrebat|"
            r"zis|spus|anuntat|dus|primit|"
            r"trimis|luat|cazat|stat|lucrat)"
            r"( (la|cu|pe|de|deja|si|pentru|un|o|cei|celor|lui|din|in|"
            r"legatura|ajutor|de la|pana|azi|ieri))*$",
            r"\b(sunt|stau|locuiesc|lucrez|eram|suntem|stam|cineva|doamna|domnul|femeia|omul) "
            r"(deja |acum )*(la|in|cu|de la|din|pe)( un| o)?$",
            r"\b(nu|fara|decat|in afara de|in loc de|nici)( (vreau|sun|sa|suna|la|cu|de|pe|pe la|"
            r"vorbesc|implic|mai|cred|imi|place|am|incredere|in))*$",
            r"\b(dzwonil\w*|rozmawial\w*|nie|bez|llame|hable|sin|appele|parle|sans|pas|liguei|"
            r"falei|nao|sem|telefonova|fola|pa|nuk|jo)"
            r"( (do|z|a|al|con|la|le|les|a la|me|ne|pas))*$",
        )
    )
)
# Said after a name: what it did, or a thing that only bears its name.
NOT_AFTER = re.compile(
    r"^(on (me|us|him|her|them)|no (thanks|thank|use|good)|didnt|"
    r"did not|never|wont|would not|wouldnt|couldnt|couldn t|doesnt|arent|isnt|said|says|"
    r"say|told|tells|hung|was|were|had|gave|took|came|comes|put|sent|moved|kicked|found|got|"
    r"helped|keeps (on|saying|ringing|telling)|kept|already|"
    r"(ha(s|ve|d)|is|are) (been|told|got|said|put|moved|given|already|"
    r"found|shut|closed|engaged|busy|useless|no use|not|helping|asking|coming|now)|"
    r"(safe ?)?(house|hostel|flat|shelter|place|accommodation|shops?|store|band|worker|"
    r"workers|lady|woman|man|caseworker|support worker|people|officer|guy|volunteers?|van|church|"
    r"kettle|uniform|poster|leaflet|letter|card)\b|line (was|is) (engaged|busy|closed|shut)|"
    r"nu (a|mi|m|au|ne|e|raspund\w*|vor|ma)|n (a|au)|a (zis|spus|raspuns|venit|fost|inchis)|"
    r"au (zis|spus|raspuns|venit|fost|inchis)|(mi|m|ne) (a|au)|e (inchis|ocupat)|zice|zic|spune ca)"
    r"\b"
)
# Another country's embassy is another one.
OTHER_NATIONS = re.compile(
    r"\b(moldov\w*|polon\w*|poli[sz]\w*|poland|pols\w*|ucrain\w*|ukrain\w*|bulgar\w*|ungar\w*|"
    r"hungar\w*|alban\w*|italia\w*|itali\w*|spani\w*|span\w+|german\w*|german\w*|franc\w*|"
    r"french|britani\w*|british|vietnam\w*|chin\w+|philippin\w*|filipin\w*|india\w*|nigeria\w*|"
    r"american\w*|turk\w*|turc\w*|serb\w*|greek|greec\w*|portug\w*|brazil\w*)\b"
)
