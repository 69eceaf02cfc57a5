"""Asks for every postcode of the ONS directory and compares the answer with its district's force.

    python scripts/check_postcodes.py [--every N] [--sentences N]

About 2.7 million look-ups in the index, and one in a hundred of them in a sentence as well: half a
minute. `--sentences 1` reads every one in a sentence (six minutes), `--every 50` takes a sample.
Prints how many agree, the time of one look-up and any that differ, and exits 1 when one does.
"""

from __future__ import annotations

import argparse
import sys
import time
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from bot.regions.areas import districts, nation_of
from bot.regions.build import build
from bot.regions.index import open_index
from bot.regions.postcodes import find
from bot.regions.source import postcodes


def check(every: int, sentences: int) -> tuple[int, int, list[str], float, float]:
    """Look up postcodes in the index, and some of them in a sentence as well.

    Args:
        every: take each postcode whose number is a multiple of this.
        sentences: of those, read each whose number is a multiple of this in a sentence.

    Returns:
        How many were asked, how many have no district, which differ, and the seconds spent in
        the index and in the text.
    """
    build()
    index, table = open_index(), districts()
    asked = without = 0
    wrong: list[str] = []
    in_index = in_text = 0.0
    for number, (postcode, code, _, _) in enumerate(islice(postcodes(), 0, None, every)):
        if nation_of(code) is None:
            without += 1
            continue
        asked += 1
        start = time.perf_counter()
        found = index.district(postcode[:-3], postcode[-3:])
        in_index += time.perf_counter() - start
        area = table[found].police_area if found in table else None
        if area != table[code].police_area:
            wrong.append(f"{postcode}: {area}, not {table[code].police_area}")
        if number % sentences == 0:
            start = time.perf_counter()
            read = find(f"i am at {postcode.lower()} now")
            in_text += time.perf_counter() - start
            if len(read) != 1 or read[0].shares[0][0] != table[code].police_area:
                wrong.append(f"{postcode} in a sentence: {read}")
    return asked, without, wrong, in_index, in_text


def main() -> int:
    """Run the check.

    Returns:
        1 when an answer differs, else 0.
    """
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--every", type=int, default=1)
    parser.add_argument("--sentences", type=int, default=100)
    given = parser.parse_args()
    started = time.perf_counter()
    asked, without, wrong, in_index, in_text = check(given.every, given.sentences)
    print(f"{asked:,} postcodes asked, {asked - len(wrong):,} answered with their district's force")
    print(f"{without:,} have no district of the four nations (Crown dependencies, none given)")
    one, sentence = in_index / asked * 1e6, in_text / asked * 1e6 * given.sentences
    print(f"a look-up {one:.1f} µs, in a sentence {sentence:.0f} µs")
    print(f"{time.perf_counter() - started:.0f} s in all")
    print("\n".join(wrong[:20]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
