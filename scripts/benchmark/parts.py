"""Times of two parts alone: the sentence encoder and the region look-up.

    python scripts/benchmark/parts.py

Prints one JSON object; a part that cannot be measured gives `{"fault": …}`. It runs in a process
of its own, so that loading is timed from nothing.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

TEXTS = (
    "I am in Preston",
    "near the Aldi in Accy",
    "my postcode is BB1 7DY",
    "he took my papers and I have not been paid for three months",
    "I came from Bucharest to London, they brought me to a farm near Boston in Lincolnshire and "
    "now I do not know where I am, somewhere near Newcastle",
)
REGION_REPEATS, ENCODER_REPEATS, INDEX_REPEATS = 200, 20, 10_000


def timed(work: Callable[[], Any]) -> float:
    """Milliseconds that a call takes."""
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1000


def typical(work: Callable[[str], Any], repeats: int) -> list[float]:
    """The median milliseconds of a call, for each of the texts."""
    return [median(timed(partial(work, text)) for _ in range(repeats)) for text in TEXTS]


def regions() -> dict[str, Any]:
    """The region look-up: until the first answer, and microseconds a text."""
    from bot.regions import locate, warm_up
    from bot.regions.areas import DATA
    from bot.regions.index import open_index
    from bot.regions.layout import FILE

    def load() -> None:
        locate(TEXTS[0])

    before = resident_mb()
    opened = timed(open_index)
    loaded = timed(load)
    warm_up()
    held = resident_mb() - before
    index = open_index()
    each = timed(lambda: [index.district("PR1", "2HE") for _ in range(INDEX_REPEATS)])
    return {
        "load_ms": loaded,
        "index_ms": opened,
        "postcode_us": 1000 * each / INDEX_REPEATS,
        "memory_mb": held,
        "disk_mb": (FILE.stat().st_size if FILE.is_file() else 0) / 1e6,
        "tables_mb": sum(file.stat().st_size for file in DATA.iterdir()) / 1e6,
        "each_us": [1000 * value for value in typical(locate, REGION_REPEATS)],
    }


def resident_mb() -> float:
    """The memory that this process holds by itself now, in MB."""
    lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    return sum(int(line.split()[1]) for line in lines if line.startswith("Private")) / 1000


def encoder() -> dict[str, Any]:
    """The sentence encoder: until the first vector, and milliseconds a text."""
    kept: list[Any] = []

    def load() -> None:
        from bot.nlu.encoder import SentenceEncoder

        kept.append(SentenceEncoder())
        kept[0].encode([TEXTS[0]])

    loaded = timed(load)
    each = typical(lambda text: kept[0].encode([text]), ENCODER_REPEATS)
    return {"load_ms": loaded, "each_ms": each, "runtime": str(kept[0].runtime)}


def measured(part: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The figures of a part, or why there are none."""
    try:
        return part()
    except Exception as error:
        return {"fault": f"{type(error).__name__}: {error}"}


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    print(json.dumps({"regions": measured(regions), "encoder": measured(encoder)}))
