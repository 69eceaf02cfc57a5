"""One bot at a time through the same measurements, round after round in alternating order."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark.bots import Bot
from benchmark.clients import Tally, answers, at_once, fetch, one_by_one
from benchmark.figures import Results, percentile
from benchmark.processes import (
    ROOT,
    BotFailedError,
    Process,
    environment,
    free_port,
    python,
    running,
)

START_SECONDS = 240.0
PAUSE_SECONDS = 0.05
PARTS_SECONDS = 120.0

Say = Callable[[str], None]


@dataclass(frozen=True)
class Plan:
    """How much is asked of each bot.

    Attributes:
        rounds: how often all is repeated.
        requests: questions one after the other.
        warm_up: questions before those, not counted.
        clients: how many ask at once.
        seconds: how long they do.
    """

    rounds: int = 2
    requests: int = 200
    warm_up: int = 20
    clients: int = 16
    seconds: float = 10.0


@dataclass
class Outcome:
    """What the rounds gave for one bot.

    Attributes:
        figures: of each round, by measure.
        asked: how many questions.
        wrong: how many of them got no right answer.
        load: the greatest load of the machine before a start.
    """

    figures: Results
    asked: int = 0
    wrong: int = 0
    load: float = 0.0

    def take(self, figures: dict[str, float | None]) -> None:
        """Add the figures of a round."""
        for key, value in figures.items():
            self.figures.setdefault(key, []).append(value)

    def count(self, tally: Tally, what: str, bot: Bot) -> Tally:
        """Count the answers of a run.

        Raises:
            BotFailedError: when not one of them was right.
        """
        self.asked += len(tally.milliseconds) + tally.wrong
        self.wrong += tally.wrong
        if not tally.milliseconds:
            raise BotFailedError(f"{bot.name} gave no right answer: {what}")
        return tally


def measure(bots: Sequence[Bot], plan: Plan, work: Path, say: Say) -> list[Outcome]:
    """Measure the bots, never two at the same time.

    Args:
        bots: in the order of the first round; the next round turns it round.
        plan: how much.
        work: temporary folder for their output.
        say: told what happens.

    Returns:
        What each gave, in the order of the bots.

    Raises:
        BotFailedError: when one of them does not start or does not answer.
    """
    outcomes = [Outcome({}) for _ in bots]
    pairs = list(zip(bots, outcomes))
    for number in range(plan.rounds):
        for bot, outcome in pairs if number % 2 == 0 else reversed(pairs):
            load = os.getloadavg()[0]
            outcome.load = max(outcome.load, load)
            say(f"round {number + 1} of {plan.rounds}: {bot.name} (load average {load:.1f})")
            outcome.take(_round(bot, outcome, plan, work))
    return outcomes


def _round(bot: Bot, outcome: Outcome, plan: Plan, work: Path) -> dict[str, float | None]:
    port = free_port()
    log = work / f"{bot.name}.log"
    with running(bot.command_on(port), bot.cwd, environment(), log) as process:
        try:
            first = _first_answer(bot, process, port)
            loaded = process.memory()
            figures = _load(bot, outcome, plan, process, port)
        except BotFailedError as error:
            raise BotFailedError(f"{error}\n{process.tail()}") from error
        memory = {"memory_loaded": loaded, "memory_after": process.memory()}
        return {"first_answer": first, **figures, **memory}


def _first_answer(bot: Bot, process: Process, port: int) -> float:
    """Seconds from the start of the process to the first right answer over HTTP."""
    message, judge = bot.first
    while time.monotonic() - process.started < START_SECONDS:
        process.check()
        if answers(port, message, judge):
            return time.monotonic() - process.started
        _check_health(bot, port)
        time.sleep(PAUSE_SECONDS)
    raise BotFailedError(f"{bot.name} gave no right answer within {START_SECONDS:.0f} s")


def _check_health(bot: Bot, port: int) -> None:
    """Do not wait for a bot that says itself that it will not get well."""
    health = fetch(port, bot.health) if bot.health else None
    if isinstance(health, dict) and health.get("status") == "degraded":
        raise BotFailedError(f"{bot.name} is degraded: {health.get('reasons')}")


def _load(
    bot: Bot, outcome: Outcome, plan: Plan, process: Process, port: int
) -> dict[str, float | None]:
    one_by_one(port, bot.talks, plan.warm_up, bot.judge)
    before = process.cpu_seconds()
    single = one_by_one(port, bot.talks, plan.requests, bot.judge)
    after = process.cpu_seconds()
    outcome.count(single, "one question after the other", bot)
    crowd = at_once(port, bot.talks, plan.clients, plan.seconds, bot.judge)
    outcome.count(crowd, f"{plan.clients} clients at once", bot)
    used = None if before is None or after is None else after - before
    return {
        "single_median": percentile(single.milliseconds, 0.5),
        "single_p95": percentile(single.milliseconds, 0.95),
        "cpu": None if used is None else used * 1000 / plan.requests,
        "rate": crowd.rate,
        "load_p95": percentile(crowd.milliseconds, 0.95),
    }


def parts(work: Path) -> dict[str, Any]:
    """The times of the encoder and the region look-up alone, or why there are none.

    Args:
        work: temporary folder.
    """
    log = work / "parts.json"
    script = str(ROOT / "scripts" / "benchmark" / "parts.py")
    try:
        with running(python(script), ROOT, environment(), log) as process:
            process.wait(PARTS_SECONDS)
        last = log.read_text(encoding="utf-8").splitlines()[-1]
        return dict(json.loads(last))
    except (BotFailedError, ValueError, IndexError) as error:
        fault = {"fault": str(error)}
        return {"regions": fault, "encoder": fault}
