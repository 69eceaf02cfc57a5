"""`make bench`: this bot beside the untouched starter project of `rasa init`, in one run.

    python scripts/bench.py [--rounds 2] [--quick] [--fresh] [--json FILE]

Ends with 0 whatever the figures are, with 1 when a part could not be measured: it says which, and
the others are printed all the same. docs/benchmark.md says how to read the table.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from benchmark.bots import Training, get_starter, starter, this_bot, train_ours
from benchmark.chats import lines
from benchmark.chats import measure as on_telegram
from benchmark.figures import busy, short, spread, table
from benchmark.growth import Extent
from benchmark.growth import faults as growth_faults
from benchmark.growth import lines as growth_lines
from benchmark.growth import measure as growth
from benchmark.processes import BotFailedError
from benchmark.rounds import Outcome, Plan, measure, parts


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmark and print it.

    Args:
        argv: the arguments; the process's own by default.

    Returns:
        0; 1 when a part could not be measured; 130 when stopped.
    """
    options = _parser().parse_args(argv)
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _stop)
    try:
        with tempfile.TemporaryDirectory(prefix="signpost-bench-") as work:
            return 0 if _run(options, Path(work)) else 1
    except KeyboardInterrupt:
        print("Stopped; every process of the benchmark was ended.", file=sys.stderr)
        return 130


def _stop(number: int, frame: object) -> None:
    """Treat the other signals that end a process as Ctrl-C, so that children are ended too."""
    raise KeyboardInterrupt


def _parser() -> argparse.ArgumentParser:
    plan = Plan()
    parser = argparse.ArgumentParser("bench", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=_positive, default=plan.rounds, help="repeats of all")
    parser.add_argument(
        "--requests", type=_positive, default=plan.requests, help="questions one at a time"
    )
    parser.add_argument("--clients", type=_positive, default=plan.clients, help="clients at once")
    parser.add_argument(
        "--seconds", type=_positive, default=int(plan.seconds), help="how long they ask"
    )
    parser.add_argument(
        "--quick", action="store_true", help="do not train: take the last recorded training"
    )
    parser.add_argument(
        "--fresh", action="store_true", help="make and train the starter anew, not the kept one"
    )
    parser.add_argument(
        "--chats", type=_positive, default=1_000, help="people who write at once on Telegram"
    )
    parser.add_argument(
        "--chat-seconds", type=_positive, default=60, help="how long they go on; see docs"
    )
    parser.add_argument("--json", type=Path, help="write every figure to this file too")
    parser.add_argument("--turns", type=_positive, default=500, help="of the longest conversation")
    parser.add_argument(
        "--replicas", type=_positive, nargs="*", default=[1, 2, 4], help="how many servers"
    )
    parser.add_argument(
        "--soak", type=int, default=60, help="seconds at 80 %% of the load; 0 for none"
    )
    return parser


def _positive(text: str) -> int:
    number = int(text)
    if not 0 < number <= 100_000:
        raise argparse.ArgumentTypeError("must be from 1 to 100000")
    return number


def _run(options: argparse.Namespace, work: Path) -> bool:
    """Measure and print all parts; whether each could be measured."""
    plan = Plan(
        rounds=options.rounds,
        requests=options.requests,
        clients=options.clients,
        seconds=float(options.seconds),
    )
    data: dict[str, Any] = {"machine": _machine(), "plan": asdict(plan)}
    parts_of_it = {
        "beside the starter": lambda: _beside(options, plan, work, data),
        "the parts alone": lambda: _parts(work, data),
        "Telegram": lambda: _chats(options, work, data),
        "growth": lambda: _growth(options, plan, work, data),
    }
    faults: dict[str, str] = {}
    for name, part in parts_of_it.items():
        try:
            print("\n".join(part()), flush=True)
        except (BotFailedError, OSError, ValueError, ArithmeticError, LookupError) as error:
            faults[name] = f"{type(error).__name__}: {error}"
            print(f"{name}: not measured, {faults[name]}", file=sys.stderr, flush=True)
        faults |= growth_faults(data.get("growth", {}))
        if options.json:
            # After each part, so that what was measured is there whatever comes next.
            text = json.dumps({**data, "faults": faults}, indent=1, ensure_ascii=False)
            options.json.write_text(text + "\n", encoding="utf-8")
    return not faults


def _beside(options: argparse.Namespace, plan: Plan, work: Path, data: dict[str, Any]) -> list[str]:
    _say("the starter of `rasa init`: made and trained, unless an earlier run kept it")
    folder, theirs = get_starter(work, options.fresh)
    _say("our training" + (": as recorded" if options.quick else ""))
    ours = train_ours(work, options.quick)
    outcomes = measure([this_bot(), starter(folder)], plan, work, _say)
    for outcome, training in zip(outcomes, (ours, theirs)):
        outcome.figures["training"] = [training.seconds if training else None]
    data["signpost"], data["starter"] = (outcome.figures for outcome in outcomes)
    return _report(plan, outcomes, (ours, theirs))


def _parts(work: Path, data: dict[str, Any]) -> list[str]:
    _say("the encoder and the region look-up alone")
    alone = data["alone"] = parts(work)
    return [
        _part("region look-up alone", "us", alone["regions"]),
        _held(alone["regions"]),
        _part("sentence encoder alone", "ms", alone["encoder"]),
    ]


def _chats(options: argparse.Namespace, work: Path, data: dict[str, Any]) -> list[str]:
    _say(f"{options.chats} chats on Telegram, against the strict server of the tests")
    load = on_telegram(work, options.chats, options.chat_seconds)
    data["telegram"] = asdict(load)
    return lines(load)


def _growth(options: argparse.Namespace, plan: Plan, work: Path, data: dict[str, Any]) -> list[str]:
    replicas = tuple(options.replicas)
    extent = Extent(options.turns, replicas, plan.clients, plan.seconds, float(options.soak))
    found = data["growth"] = growth(extent, work, _say)
    single = spread(data.get("signpost", {}).get("single_median", []))
    return growth_lines(found, single.middle if single else None)


def _say(text: str) -> None:
    print(f"bench: {text}", file=sys.stderr, flush=True)


def _report(
    plan: Plan, outcomes: Sequence[Outcome], trainings: Sequence[Training | None]
) -> list[str]:
    ours, theirs = outcomes
    return [
        "",
        f"Signpost beside the starter of `rasa init`: {_machine()}",
        f"{plan.rounds} rounds, {plan.requests} questions one at a time, {plan.clients} clients "
        f"for {plan.seconds:.0f} s; each figure is the middle (least–greatest) of the rounds",
        "",
        table(ours.figures, theirs.figures),
        "",
        f"not answered, or not as they should be: signpost {ours.wrong} of {ours.asked}, "
        f"starter {theirs.wrong} of {theirs.asked}",
        f"trained on: signpost {_day(trainings[0])}, starter {_day(trainings[1])}",
        busy(max(ours.load, theirs.load), os.cpu_count() or 1),
    ]


def _machine() -> str:
    return (
        f"Rasa {version('rasa')}, Python {platform.python_version()}, "
        f"{os.cpu_count()} processors, load average now {os.getloadavg()[0]:.1f}"
    )


def _day(training: Training | None) -> str:
    return training.day if training else "not yet (leave out --quick)"


def _part(title: str, unit: str, figures: dict[str, Any]) -> str:
    if "fault" in figures:
        return f"{title}: not measured, {figures['fault']}"
    each = spread(figures[f"each_{unit}"])
    sign = {"us": "µs"}.get(unit, unit)
    runtime = f" ({figures['runtime']})" if "runtime" in figures else ""
    return f"{title}{runtime}: {each} {sign} a text, {short(figures['load_ms'])} ms to load"


def _held(regions: dict[str, Any]) -> str:
    """What the regions hold and how quick a postcode is, beside the goals that they have."""
    if "fault" in regions:
        return "postcode index: not measured"
    return (
        f"postcode index: {regions['postcode_us']:.1f} µs a look-up (goal 20), "
        f"{short(regions['index_ms'])} ms to open (50), {regions['disk_mb']:.1f} MB on disk (25); "
        f"index and names together {regions['memory_mb']:.0f} MB of memory (30), "
        f"tables {regions['tables_mb']:.1f} MB"
    )


if __name__ == "__main__":
    sys.exit(main())
