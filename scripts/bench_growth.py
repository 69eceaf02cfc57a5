"""How Signpost grows: longer conversations, a larger directory, more replicas, hours of load.

    python scripts/bench_growth.py [--turns 200] [--replicas 1 2] [--seconds 10] [--soak 0]

Ends with 0 whatever the figures are. Replicas share a Redis that this starts (Debian's
`redis-server`); without one they are left out. docs/benchmark.md says how to read it.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from datetime import datetime, timezone
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark.bots import ROOT, python, this_bot
from benchmark.clients import _crowd, answers, one_by_one
from benchmark.figures import percentile
from benchmark.processes import Process, environment, free_port

from bot.directory import Coverage

CLIENTS = 16
START_SECONDS = 180
SIZES = (45, 500, 5_000)


def main() -> int:
    """Run all parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--turns", type=int, default=200)
    parser.add_argument("--replicas", type=int, nargs="*", default=[1, 2])
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--soak", type=float, default=0.0, help="seconds at 80 %% of the load")
    given = parser.parse_args()
    directory_size()
    with tempfile.TemporaryDirectory(prefix="signpost-growth-") as folder:
        run_servers(Path(folder), given)
    return 0


def directory_size() -> None:
    """A reply's routing and writing with more and more resources of the same kinds."""
    from bot import brain, replies
    from bot.conversation import Conversation
    from bot.regions import police_areas

    speaker = brain.speaker()
    talk = Conversation(
        need="support",
        act="contacts",
        detail="region_set",
        nation="England",
        police_area="lancashire",
    )
    first, areas = 0.0, sorted(police_areas())
    for size in SIZES:
        real = list(speaker.directory)
        # Copies serve one police area each, as local services do.
        copies = [
            replace(real[n % len(real)], id=f"copy-{n}", coverage=local(areas[n % len(areas)]))
            for n in range(size)
        ]
        kept = {item.id: item for item in [*real, *copies][: max(size, len(real))]}
        larger = with_resources(speaker, kept)
        now = datetime.now(timezone.utc)
        took = []
        for _ in range(20):
            began = time.perf_counter()
            replies.reply(talk, larger, now)
            took.append((time.perf_counter() - began) * 1000)
        middle = statistics.median(took)
        first = first or middle
        print(f"resources {len(kept):5}: {middle:6.2f} ms a reply, +{middle - first:.2f} ms")


def local(area: str) -> Coverage:
    """The coverage of a service of one police area."""
    return Coverage(frozenset({"GB"}), frozenset(), frozenset({area}))


def with_resources(speaker: object, kept: object) -> object:
    """The speaker with another directory."""
    return type(speaker)(type(speaker.directory)(kept), speaker.words)  # type: ignore[attr-defined]


def run_servers(folder: Path, given: argparse.Namespace) -> None:
    """The parts that need servers."""
    redis, env = None, {"SIGNPOST_RATE": "0"}
    if shutil.which("redis-server"):
        port = free_port()
        redis = Process(
            ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"],
            folder,
            environment(),
            folder / "redis.txt",
        )
        env["SIGNPOST_REDIS_URL"] = f"redis://127.0.0.1:{port}/0"
    else:
        print("no redis-server: one replica alone, in memory")
        given.replicas = [1]
    try:
        for count in given.replicas:
            replicas(folder, count, env, given)
    finally:
        if redis:
            redis.end()


def replicas(folder: Path, count: int, env: dict[str, str], given: argparse.Namespace) -> None:
    """Start so many, and measure them."""
    bot, ports, started = this_bot(), [], []
    try:
        for number in range(count):
            ports.append(free_port())
            command = python("-m", "bot.cli", "serve", "--port", str(ports[-1]))
            started.append(Process(command, ROOT, environment(extra=env), folder / f"{number}.txt"))
        for port in ports:
            end = time.monotonic() + START_SECONDS
            while not answers(port, *bot.first):
                if time.monotonic() > end:
                    raise SystemExit(started[0].tail())
                time.sleep(0.2)
        if count == 1:
            long_conversation(ports[0], given.turns)
        tallies = asyncio.run(crowd(ports, given.seconds))
        rate = sum(tally.rate for tally in tallies)
        times = [value for tally in tallies for value in tally.milliseconds]
        wrong = sum(tally.wrong for tally in tallies)
        print(
            f"replicas {count}: {rate:5.1f} answers a second, 95th percentile "
            f"{percentile(times, 0.95):.0f} ms, {wrong} wrong, {CLIENTS} clients"
        )
        if given.soak:
            soak(ports, started, rate, given.soak)
    finally:
        for process in started:
            process.end()


async def crowd(ports: list[int], seconds: float) -> list:
    """The clients, shared between the replicas."""
    bot = this_bot()
    each = CLIENTS // len(ports)
    return await asyncio.gather(
        *(_crowd(port, bot.talks, each, seconds, bot.judge) for port in ports)
    )


def long_conversation(port: int, turns: int) -> None:
    """One conversation: its late turns against its early ones, the same messages."""
    messages = ["is it free?", "what was the number again?", "in Preston", "I need help"]
    talk = [[messages[turn % 4] for turn in range(turns)]]
    tally = one_by_one(port, talk, turns, this_bot().judge)
    early, late = tally.milliseconds[1:41], tally.milliseconds[-40:]
    a, b = statistics.median(early), statistics.median(late)
    print(
        f"one conversation: turns 2-41 {a:.1f} ms, the last 40 of {turns} {b:.1f} ms, {b / a:.2f}x"
    )


def soak(ports: list[int], started: list[Process], rate: float, seconds: float) -> None:
    """Messages at 80 % of what it can do: memory at the start and at the end."""
    before = sum(process.memory() or 0 for process in started)
    end, pause, bot = time.monotonic() + seconds, 1 / (0.8 * rate), this_bot()
    asked = 0
    while time.monotonic() < end:
        began = time.monotonic()
        one_by_one(ports[asked % len(ports)], bot.talks[asked % len(bot.talks) :], 4, bot.judge)
        asked += 4
        time.sleep(max(0.0, 4 * pause - (time.monotonic() - began)))
    after = sum(process.memory() or 0 for process in started)
    print(
        f"soak {seconds:.0f} s, {asked} messages: {before:.0f} MB, then {after:.0f} MB "
        f"({(after / before - 1) * 100:+.1f} %)"
    )


if __name__ == "__main__":
    sys.exit(main())
