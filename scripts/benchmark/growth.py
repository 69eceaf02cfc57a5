"""How Signpost grows: a larger directory, longer conversations, more replicas, minutes of load.

Each part gives figures or `{"fault": …}`, so that one that fails takes none of the others along.
"""

from __future__ import annotations

import asyncio
import json
import shutil
import statistics
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timezone
from functools import partial
from pathlib import Path
from typing import Any

if __name__ == "__main__":
    sys.path[:0] = [str(Path(__file__).resolve().parents[n]) for n in (2, 1)]

from benchmark.bots import ROOT, python, this_bot
from benchmark.clients import Tally, _crowd, answers, one_by_one
from benchmark.figures import percentile
from benchmark.processes import BotFailedError, Process, environment, free_port, running

START_SECONDS = 240.0
SIZE_SECONDS = 300.0
SIZES = (500, 5_000)
# How many turns at a place in a conversation are taken together: each message as often.
NEAR = 20
SHARE = 0.8
TURNS = ("is it free?", "what was the number again?", "in Preston", "I need help")

Figures = dict[str, Any]
Say = Callable[[str], None]


@dataclass(frozen=True)
class Extent:
    """How much is measured.

    Attributes:
        turns: of the longest conversation.
        replicas: how many servers, one count after the other.
        clients: how many ask at once, shared between the replicas.
        seconds: how long they ask.
        soak: seconds at 80 % of the load; 0 for none.
    """

    turns: int = 500
    replicas: tuple[int, ...] = (1, 2, 4)
    clients: int = 16
    seconds: float = 10.0
    soak: float = 60.0


def measure(extent: Extent, work: Path, say: Say) -> Figures:
    """Measure every part.

    Args:
        extent: how much.
        work: folder for output.
        say: told what happens.

    Returns:
        Figures by part: `directory`, `conversation`, `replicas` (by count) and `soak`.
    """
    found: Figures = {"replicas": {}}

    def take(part: str, run: Callable[[], Figures]) -> Figures:
        say(part)
        try:
            return run()
        except (BotFailedError, OSError, ValueError, ArithmeticError, KeyError) as error:
            return {"fault": f"{type(error).__name__}: {error}"}

    found["directory"] = take("replies with a larger directory", partial(_sized_apart, work))
    with _store(work) as shared:
        for count in extent.replicas if shared else (1,):
            run = partial(_replicas, count, shared, extent, work)
            found["replicas"][str(count)] = take(f"replicas: {count}", run)
        long = partial(_alone, shared, work, partial(_conversation, extent.turns))
        found["conversation"] = take(f"a conversation of {extent.turns} turns", long)
        if extent.soak:
            soak = partial(_alone, shared, work, partial(_soak, extent))
            found["soak"] = take(f"a soak of {extent.soak:.0f} s", soak)
    return found


@contextmanager
def _store(work: Path) -> Iterator[dict[str, str]]:
    """A Redis that replicas share: its settings, or none where there is no `redis-server`."""
    if not shutil.which("redis-server"):
        yield {}
        return
    port = free_port()
    command = ["redis-server", "--port", str(port), "--save", "", "--bind", "127.0.0.1"]
    with running(command, work, environment(), work / "redis.log"):
        yield {"SIGNPOST_REDIS_URL": f"redis://127.0.0.1:{port}/0"}


@contextmanager
def _servers(count: int, shared: dict[str, str], work: Path) -> Iterator[dict[int, Process]]:
    """So many servers, once all answer: their processes by port."""
    env = environment(extra={"SIGNPOST_RATE": "0", "SIGNPOST_ADDRESS_RATE": "0", **shared})
    bot, started = this_bot(), {}
    try:
        for number in range(count):
            port = free_port()
            command = python("-m", "bot.cli", "serve", "--port", str(port))
            started[port] = Process(command, ROOT, env, work / f"replica{number}.log")
        for port, process in started.items():
            end = time.monotonic() + START_SECONDS
            while not answers(port, *bot.first):
                process.check()
                if time.monotonic() > end:
                    raise BotFailedError(f"a replica did not answer\n{process.tail()}")
                time.sleep(0.2)
        yield started
    finally:
        for process in started.values():
            process.end()


def _replicas(count: int, shared: dict[str, str], extent: Extent, work: Path) -> Figures:
    with _servers(count, shared, work) as started:
        return asyncio.run(_asked_at_once(list(started), extent))


async def _asked_at_once(ports: list[int], extent: Extent) -> Figures:
    """The clients, shared between the replicas."""
    bot, each = this_bot(), max(1, extent.clients // len(ports))
    asked = (_crowd(port, bot.talks, each, extent.seconds, bot.judge) for port in ports)
    tallies: list[Tally] = await asyncio.gather(*asked)
    times = [value for tally in tallies for value in tally.milliseconds]
    return {
        "rate": sum(tally.rate for tally in tallies),
        "p95_ms": percentile(times, 0.95),
        "wrong": sum(tally.wrong for tally in tallies),
        "clients": each * len(ports),
    }


def _alone(
    shared: dict[str, str], work: Path, run: Callable[[dict[int, Process]], Figures]
) -> Figures:
    with _servers(1, shared, work) as started:
        return run(started)


def _conversation(turns: int, started: dict[int, Process]) -> Figures:
    """One conversation: how long its turns take, as it grows."""
    [port] = started
    bot = this_bot()
    one_by_one(port, bot.talks, 40, bot.judge)  # nothing of it is the server's warming up
    talk = [[TURNS[turn % len(TURNS)] for turn in range(turns)]]
    tally = one_by_one(port, talk, turns, bot.judge)
    places = [turn for turn in (2, 50, 100, 200, 300, 400) if turn < turns]
    around = {turn: near(tally.milliseconds, turn) for turn in (*places, turns)}
    return {
        "turn_ms": {str(turn): value for turn, value in around.items()},
        "ratio": {str(turn): value / around[2] for turn, value in around.items()},
        "wrong": tally.wrong,
    }


def near(times: Sequence[float], turn: int) -> float:
    """What turns take up to one place: the middle of the twenty that end there.

    Args:
        times: of each turn, the first one too, which begins the conversation and does not count.
        turn: which; for the first ones the twenty from the second on.
    """
    start = max(1, min(turn, len(times)) - NEAR)
    return statistics.median(times[start : start + NEAR])


def _soak(extent: Extent, started: dict[int, Process]) -> Figures:
    """Messages at 80 % of what it can do: memory at the start and at the end."""
    [(port, process)] = started.items()
    full = asyncio.run(_asked_at_once([port], extent))
    bot, pause = this_bot(), 1 / (SHARE * full["rate"])
    before, readings, asked, wrong = process.memory() or 0.0, [], 0, 0
    began = time.monotonic()
    while time.monotonic() - began < extent.soak:
        turn = one_by_one(port, bot.talks[asked % len(bot.talks) :], 4, bot.judge)
        asked, wrong = asked + 4, wrong + turn.wrong
        # By the clock of the whole: a pause that was overslept is made good.
        time.sleep(max(0.0, began + asked * pause - time.monotonic()))
        if time.monotonic() - began > extent.soak * (len(readings) + 1) / 10:
            readings.append(process.memory() or 0.0)
    seconds = time.monotonic() - began
    after = process.memory() or 0.0
    return {
        "seconds": seconds,
        "messages": asked,
        "wrong": wrong,
        "rate": asked / seconds,
        "share": asked / seconds / full["rate"],
        "memory_before_mb": before,
        "memory_after_mb": after,
        "memory_mb": readings,
        "growth": after / before - 1,
    }


def _sized_apart(work: Path) -> Figures:
    """The directory's part, in a process of its own that loads the bot."""
    log = work / "directory.json"
    command = python(str(Path(__file__).resolve()))
    with running(command, ROOT, environment(), log) as process:
        process.wait(SIZE_SECONDS)
    return dict(json.loads(log.read_text(encoding="utf-8").splitlines()[-1]))


def directory_size(sizes: Sequence[int] = SIZES) -> Figures:
    """A reply's routing and writing with the directory as it is, and with larger ones.

    Args:
        sizes: how many resources; copies serve one police area each, as local services do.

    Returns:
        `reply_ms` by the number of resources.
    """
    from bot import brain, replies
    from bot.conversation import Conversation
    from bot.directory import Coverage
    from bot.regions import police_areas

    speaker = brain.speaker()
    real, areas = list(speaker.directory), sorted(police_areas())
    talk = Conversation(
        need="support",
        act="contacts",
        detail="region_set",
        nation="England",
        police_area="lancashire",
    )
    now, found = datetime.now(timezone.utc), {}
    for size in (len(real), *sizes):
        local = [
            replace(
                real[n % len(real)],
                id=f"copy-{n}",
                coverage=Coverage(
                    frozenset({"GB"}), frozenset(), frozenset({areas[n % len(areas)]})
                ),
            )
            for n in range(size - len(real))
        ]
        kept = {item.id: item for item in [*real, *local]}
        larger = type(speaker)(type(speaker.directory)(kept), speaker.words)
        took = []
        for _ in range(50):
            began = time.perf_counter()
            replies.reply(talk, larger, now)
            took.append((time.perf_counter() - began) * 1000)
        found[str(len(kept))] = statistics.median(took)
    return {"reply_ms": found}


def lines(found: Figures, answer_ms: float | None = None) -> list[str]:
    """What came out, in words.

    Args:
        found: of `measure`.
        answer_ms: what a whole answer takes, to say what a larger directory adds to it.
    """
    told = [_directory_line(found["directory"], answer_ms), _conversation_line(found)]
    single = found["replicas"].get("1", {}).get("rate")
    for count, each in found["replicas"].items():
        if "fault" in each:
            told.append(f"replicas {count}: not measured, {each['fault']}")
            continue
        times = f", {each['rate'] / single:.2f}x one" if single else ""
        told.append(
            f"replicas {count}: {each['rate']:.1f} answers a second{times}, 95th percentile "
            f"{each['p95_ms']:.0f} ms, {each['wrong']} wrong, {each['clients']} clients"
        )
    return [*told, *([_soak_line(found["soak"])] if "soak" in found else [])]


def faults(found: Figures) -> dict[str, str]:
    """The parts that could not be measured, and why."""
    parts = {name: part for name, part in found.items() if name != "replicas"}
    parts |= {f"replicas {count}": part for count, part in found.get("replicas", {}).items()}
    return {name: part["fault"] for name, part in parts.items() if "fault" in part}


def _directory_line(part: Figures, answer_ms: float | None) -> str:
    if "fault" in part:
        return f"larger directory: not measured, {part['fault']}"
    times = part["reply_ms"]
    told = ", ".join(f"{count} resources {value:.2f} ms" for count, value in times.items())
    least, most = next(iter(times.values())), list(times.values())[-1]
    whole = f"; a whole answer {1 + (most - least) / answer_ms:.2f}x" if answer_ms else ""
    return f"routing and writing a reply: {told}{whole}"


def _conversation_line(found: Figures) -> str:
    part = found["conversation"]
    if "fault" in part:
        return f"long conversation: not measured, {part['fault']}"
    told = ", ".join(
        f"{turn}: {value:.1f} ms ({part['ratio'][turn]:.2f}x)"
        for turn, value in part["turn_ms"].items()
    )
    return f"one conversation, by turn: {told}; {part['wrong']} wrong"


def _soak_line(part: Figures) -> str:
    if "fault" in part:
        return f"soak: not measured, {part['fault']}"
    return (
        f"soak of {part['seconds']:.0f} s at {part['share']:.0%} of the load: {part['messages']} "
        f"messages, {part['wrong']} wrong; memory {part['memory_before_mb']:.0f} MB, then "
        f"{part['memory_after_mb']:.0f} MB ({part['growth']:+.1%})"
    )


if __name__ == "__main__":
    print(json.dumps(directory_size()))
