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
REGION_REPEATS, ENCODER_REPEATS = 200, 20


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

    def load() -> None:
        from bot.regions import locate

        locate(TEXTS[0])

    loaded = timed(load)
    from bot.regions import locate

    return {
        "load_ms": loaded,
        "each_us": [1000 * value for value in typical(locate, REGION_REPEATS)],
    }


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
