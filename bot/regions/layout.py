"""The layout of the compiled index file, shared by `build` (writes) and `index` (reads).

    magic, uint32 length of the header, header (JSON), then the sections it lists:

    outcodes   4 bytes each, sorted, padded with spaces
    sectors    10 uint32 an outcode: 0 nothing, 1.. a district + 1, BLOCK.. a unit block + BLOCK
    starts     uint32, where an outcode's counts begin (one more at the end)
    counts     pairs of uint16: district, number of postcodes (at most 65,535)
    blocks     676 uint16 a block, one a unit ("AA".."ZZ"): 0 or a district + 1
    squares    uint32 each, sorted: which grid, column and row of 500 metres
    owners     uint16 each: the district of most postcodes in that square

All numbers are little-endian. A section starts at a multiple of four.
May import: the standard library only.
"""

from __future__ import annotations

from pathlib import Path

MAGIC = b"SPIX0002"
FOLDER = Path(__file__).parents[2] / ".signpost" / "regions"
FILE = FOLDER / "postcodes.idx"
BLOCK = 1_000_000
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
UNITS = len(LETTERS) ** 2
CELL = 500


def unit_number(letters: str) -> int:
    """Number the two letters of an inward code.

    Args:
        letters: two letters of `LETTERS`.

    Returns:
        0 to 675.

    Raises:
        ValueError: when they are not capital letters.
    """
    return LETTERS.index(letters[0]) * len(LETTERS) + LETTERS.index(letters[1])


def square(irish: bool, east: float, north: float) -> int:
    """Number the 500-metre square of a position.

    Args:
        irish: True on the Irish grid, False on the British.
        east: eastings in metres, not negative.
        north: northings in metres, not negative.

    Returns:
        A number below 2**25 that sorts by grid, column, row.
    """
    return irish << 24 | (int(east) // CELL & 0xFFF) << 12 | int(north) // CELL & 0xFFF
