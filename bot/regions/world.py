"""Looks up the smaller towns abroad in a table of one megabyte that is searched as it is read.

For: `mentions`. The largest towns abroad and the countries are the gazetteer's.
May import: the standard library, `areas`, `gazetteer`.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from bot.regions.areas import DATA
from bot.regions.gazetteer import Place

LONGEST = 4
_NONE: Mapping[str, Place] = {}


@lru_cache(maxsize=1)
def _table() -> bytes:
    """Read the table, whose lines are sorted by their bytes.

    It is not mapped: a file that is written anew while it is mapped ends the process.
    """
    return (DATA / "world.tsv").read_bytes()


@lru_cache(maxsize=4096)
def starting(word: str) -> Mapping[str, Place]:
    """Return the towns whose names start with a word.

    Args:
        word: a folded word.

    Returns:
        Places by folded name; the kind is "world", or "word" where the name is a word as well.
    """
    table, wanted = _table(), word.encode(errors="replace")
    low, high = 0, len(table)
    while low < high:
        middle = (low + high) // 2
        start = table.rfind(b"\n", low, middle) + 1 or low
        end = table.find(b"\n", start)
        if table[start:end] < wanted:
            low = end + 1
        else:
            high = start
    found: dict[str, Place] = {}
    while table[low : low + len(wanted)] == wanted:
        end = table.find(b"\n", low)
        name, country, mark, shown = table[low:end].decode().split("\t")
        if name == word or name.startswith(word + " "):
            kind = "word" if mark == "word" else "world"
            found[name] = Place(shown, None, None, country, 0, kind)
        elif name > word + " ~":
            break
        low = end + 1
    return found or _NONE
