"""Reads the compiled postcode index, memory-mapped, or the table of outcodes in its place.

For: `postcodes` and `coordinates`. `build` writes the file, `layout` describes it.
May import: the standard library, `areas`, `layout`.
"""

from __future__ import annotations

import json
import mmap
import struct
from bisect import bisect_left
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from bot.regions.areas import rows
from bot.regions.layout import BLOCK, FILE, MAGIC, UNITS, square, unit_number

_RINGS = 8


class Index(Protocol):
    """What both kinds of index answer. Codes are district codes."""

    def has(self, out: str) -> bool:
        """Tell whether an outcode exists."""
        ...

    def district(self, out: str, unit: str) -> str | None:
        """Return the district of a whole postcode, else of its sector, else None."""
        ...

    def counts(self, out: str, sector: str) -> Counter[str]:
        """Return how many postcodes of an outcode (and sector, if not "") lie in each district."""
        ...

    def around(self, irish: bool, east: float, north: float) -> Counter[str]:
        """Return the districts around a point with their nearness, empty far from any postcode."""
        ...


class Compiled:
    """The memory-mapped index."""

    def __init__(self, file: Path) -> None:
        """Map the file.

        Args:
            file: an index written by `build`.

        Raises:
            ValueError: when it is not one, or of another layout.
            OSError: when it cannot be read.
        """
        with file.open("rb") as opened:
            self._map = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        view = memoryview(self._map)
        if bytes(view[:8]) != MAGIC:
            raise ValueError("not an index of this layout")
        (length,) = struct.unpack_from("<I", view, 8)
        header = json.loads(bytes(view[12 : 12 + length]))
        self.edition: str = header["edition"]
        self.codes: list[str] = header["codes"]
        part = {n: view[at : at + size] for n, (at, size) in header["sections"].items()}
        names = bytes(part["outcodes"]).decode("ascii")
        self._outcodes = {names[i : i + 4].strip(): i // 4 for i in range(0, len(names), 4)}
        self._sectors = part["sectors"].cast("I")
        self._starts = part["starts"].cast("I")
        self._counts = part["counts"].cast("H")
        self._blocks = part["blocks"].cast("H")
        self._squares = part["squares"].cast("I")
        self._owners = part["owners"].cast("H")

    def has(self, out: str) -> bool:
        """Tell whether an outcode exists."""
        return out in self._outcodes

    def district(self, out: str, unit: str) -> str | None:
        """Return the district of a whole postcode, else of its sector, else None."""
        row = self._outcodes.get(out)
        if row is None:
            return None
        entry = self._sectors[row * 10 + int(unit[0])]
        if not entry:
            return None
        if entry < BLOCK:
            return self.codes[entry - 1]
        block = (entry - BLOCK) * UNITS
        exact = self._blocks[block + unit_number(unit[1:])]
        if exact:
            return self.codes[exact - 1]
        votes = self.counts(out, unit[0]).most_common(2)
        return votes[0][0] if len(votes) == 1 else None

    def counts(self, out: str, sector: str) -> Counter[str]:
        """Return how many postcodes of an outcode (and sector, if not "") lie in each district."""
        row = self._outcodes.get(out)
        found: Counter[str] = Counter()
        if row is None:
            return found
        if not sector:
            for at in range(self._starts[row], self._starts[row + 1]):
                found[self.codes[self._counts[2 * at]]] += self._counts[2 * at + 1]
            return found
        entry = self._sectors[row * 10 + int(sector)]
        if 0 < entry < BLOCK:
            found[self.codes[entry - 1]] = 1
        elif entry:
            block = (entry - BLOCK) * UNITS
            found.update(self.codes[c - 1] for c in self._blocks[block : block + UNITS] if c)
        return found

    def around(self, irish: bool, east: float, north: float) -> Counter[str]:
        """Return the districts around a point with their nearness, empty far from any postcode."""
        found: Counter[str] = Counter()
        for ring in range(_RINGS):
            for dx in range(-ring, ring + 1):
                step = 1 if abs(dx) == ring else 2 * ring
                for dy in range(-ring, ring + 1, step or 1):
                    where = square(irish, max(east + dx * 500, 0), max(north + dy * 500, 0))
                    at = bisect_left(self._squares, where)
                    if at < len(self._squares) and self._squares[at] == where:
                        found[self.codes[self._owners[at]]] += 1_000 // (1 + dx * dx + dy * dy)
            if found and ring:
                return found
        return found


class Outcodes:
    """The table of outcodes that the package ships: no units, no positions."""

    edition = ""

    def __init__(self) -> None:
        """Read the table."""
        self._table: dict[str, str] = {out: counts for out, counts in rows("outcodes.tsv")}

    def has(self, out: str) -> bool:
        """Tell whether an outcode exists."""
        return out in self._table

    def district(self, out: str, unit: str) -> str | None:
        """Return the district of an outcode that lies in one alone, else None."""
        votes = self.counts(out, "")
        return next(iter(votes)) if len(votes) == 1 else None

    def counts(self, out: str, sector: str) -> Counter[str]:
        """Return how many postcodes of an outcode lie in each district."""
        pairs = (pair.split(":") for pair in self._table.get(out, "").split(";") if pair)
        return Counter({code: int(count) for code, count in pairs})

    def around(self, irish: bool, east: float, north: float) -> Counter[str]:
        """Return nothing: the table holds no positions."""
        return Counter()


@lru_cache(maxsize=1)
def open_index() -> Index:
    """Open the compiled index, or the table of outcodes when there is none that can be read.

    Returns:
        The index; the same one each time until `open_index.cache_clear()`.
    """
    try:
        return Compiled(FILE)
    except (OSError, ValueError, KeyError, TypeError, struct.error):
        return Outcodes()
