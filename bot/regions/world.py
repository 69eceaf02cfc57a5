"""Looks up the smaller towns abroad in a table that is searched in place and holds no memory.

For: `mentions`. The largest towns abroad and the countries are the gazetteer's.
May import: the standard library, `areas`, `gazetteer`.
"""

from __future__ import annotations

import mmap
from collections.abc import Mapping
from functools import lru_cache

from bot.regions.areas import DATA
from bot.regions.gazetteer import Place

LONGEST = 4
_NONE: Mapping[str, Place] = {}


@lru_cache(maxsize=1)
def _table() -> mmap.mmap:
    """Map the table, whose lines are sorted by their bytes."""
    with (DATA / "world.tsv").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


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
        start = table.rfind(b"\n", 0, (low + high) // 2) + 1
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
