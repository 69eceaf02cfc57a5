"""How Signpost grows, without the comparison: what `make bench` prints last.

    python scripts/bench_growth.py [--turns 500] [--replicas 1 2 4] [--seconds 10] [--soak 60]

Ends with 0 whatever the figures are. Replicas share a Redis that this starts (Debian's
`redis-server`); without one there is one alone. docs/benchmark.md says how to read it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark.growth import Extent, lines, measure


def main() -> int:
    """Run all parts."""
    extent = Extent()
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=extent.turns)
    parser.add_argument("--replicas", type=int, nargs="*", default=list(extent.replicas))
    parser.add_argument("--seconds", type=float, default=extent.seconds)
    parser.add_argument(
        "--soak", type=float, default=extent.soak, help="seconds at 80 %% of the load"
    )
    parser.add_argument("--json", type=Path, help="write every figure to this file too")
    given = parser.parse_args()
    extent = Extent(given.turns, tuple(given.replicas), extent.clients, given.seconds, given.soak)
    with tempfile.TemporaryDirectory(prefix="signpost-growth-") as work:
        found = measure(extent, Path(work), lambda text: print(f"growth: {text}", file=sys.stderr))
    print("\n".join(lines(found)))
    if given.json:
        given.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
