"""Compiles the ONS postcode directory into the index that `index` maps.

    python -m bot.regions.build [--force]

Takes about ten seconds once; a second run sees the same edition and does nothing. The file is
written beside its place and moved there whole, so that a run that is cut short leaves no half file.
May import: the standard library, `areas`, `layout`, `source`.
"""

from __future__ import annotations

import hashlib
import json
import os
import struct
import sys
import tempfile
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bot.regions.areas import DATA, nation_of
from bot.regions.layout import BLOCK, FILE, MAGIC, UNITS, square, unit_number
from bot.regions.source import edition, postcodes


class _Tally:
    """What is counted while the directory is read once."""

    def __init__(self) -> None:
        self.units: dict[str, dict[str, dict[int, str]]] = defaultdict(lambda: defaultdict(dict))
        self.squares: dict[int, Counter[str]] = defaultdict(Counter)

    def read(self, table: Iterable[tuple[str, str, float, float]]) -> None:
        """Count every postcode of the four nations."""
        for postcode, code, east, north in table:
            if nation_of(code) is None:
                continue
            self.units[postcode[:-3]][postcode[-3]][unit_number(postcode[-2:])] = code
            if east:
                self.squares[square(code[0] == "N", east, north)][code] += 1


def compile_index(table: Iterable[tuple[str, str, float, float]], label: str) -> bytes:
    """Compile postcodes into the bytes of an index.

    Args:
        table: postcode without space, district code, eastings, northings.
        label: the edition that the index calls itself.

    Returns:
        The whole file.

    Raises:
        ValueError: when a postcode ends in a letter that none may end in.
    """
    tally = _Tally()
    tally.read(table)
    seen = {c for sectors in tally.units.values() for u in sectors.values() for c in u.values()}
    codes = sorted(seen)
    number = {code: at for at, code in enumerate(codes)}
    outcodes = sorted(tally.units)
    sectors, starts, counts, blocks = array("I"), array("I"), array("H"), array("H")
    for out in outcodes:
        starts.append(len(counts) // 2)
        total: Counter[str] = Counter()
        for digit in "0123456789":
            units = tally.units[out].get(digit, {})
            total.update(units.values())
            sectors.append(_sector(units, number, blocks))
        for code, count in total.most_common():
            counts.extend((number[code], min(count, 65_535)))
    starts.append(len(counts) // 2)
    where = sorted(tally.squares)
    owners = array("H", (number[tally.squares[s].most_common(1)[0][0]] for s in where))
    parts = {
        "outcodes": "".join(out.ljust(4) for out in outcodes).encode("ascii"),
        "sectors": sectors.tobytes(),
        "starts": starts.tobytes(),
        "counts": counts.tobytes(),
        "blocks": blocks.tobytes(),
        "squares": array("I", where).tobytes(),
        "owners": owners.tobytes(),
    }
    return _assemble(parts, codes, label)


def _sector(units: dict[int, str], number: dict[str, int], blocks: array[int]) -> int:
    """Return the entry of one sector, adding a block where it runs over a border."""
    if not units:
        return 0
    here = set(units.values())
    if len(here) == 1:
        return number[here.pop()] + 1
    entry = BLOCK + len(blocks) // UNITS
    block = array("H", bytes(2 * UNITS))
    for unit, code in units.items():
        block[unit] = number[code] + 1
    blocks.extend(block)
    return entry


def _assemble(parts: dict[str, bytes], codes: list[str], label: str) -> bytes:
    """Put the sections behind a header that says where each one is."""
    length = 4096
    while True:
        at, sections = 12 + length, {}
        for name, part in parts.items():
            sections[name] = (at, len(part))
            at += len(part) + -len(part) % 4
        header = json.dumps({"edition": label, "codes": codes, "sections": sections}).encode()
        if len(header) <= length:
            break
        length *= 2
    body = b"".join(part + bytes(-len(part) % 4) for part in parts.values())
    return MAGIC + struct.pack("<I", length) + header.ljust(length) + body


def label() -> str:
    """Name the edition that an index would have now: the postcodes' and the district table's.

    Returns:
        For example "2026.1.1+3f1c0a9b".
    """
    table = (DATA / "police_areas.csv").read_bytes()
    return f"{edition()}+{hashlib.sha256(table).hexdigest()[:8]}"


def built(file: Path = FILE) -> str | None:
    """Return the edition of the index that is there.

    Args:
        file: where it would be.

    Returns:
        Its label, or None when there is none that can be read.
    """
    try:
        with file.open("rb") as opened:
            if opened.read(8) != MAGIC:
                return None
            (length,) = struct.unpack("<I", opened.read(4))
            found = json.loads(opened.read(length))["edition"]
            return found if isinstance(found, str) else None
    except (OSError, ValueError, KeyError, struct.error):
        return None


def build(file: Path = FILE, *, force: bool = False) -> bool:
    """Make the index unless the right one is there.

    Args:
        file: where to put it.
        force: make it in any case.

    Returns:
        True when it was made, False when nothing had to be done.

    Raises:
        OSError: when the folder cannot be written.
        importlib.metadata.PackageNotFoundError: when the postcode package is not installed.
    """
    wanted = label()
    if not force and built(file) == wanted:
        return False
    data = compile_index(postcodes(), wanted)
    file.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=file.name, suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def main(arguments: list[str] | None = None) -> int:
    """Run as a command.

    Args:
        arguments: `--force` to make the index again; None takes the command line's.

    Returns:
        The exit code.
    """
    given = sys.argv[1:] if arguments is None else arguments
    made = build(force="--force" in given)
    size = FILE.stat().st_size / 1e6
    print(f"postcode index {built()}: {'made' if made else 'already there'}, {size:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
