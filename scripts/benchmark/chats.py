"""The bot on Telegram under load, against the strict Bot API server of the tests.

    python scripts/benchmark/chats.py [--chats 1000] [--seconds 60]

First every chat writes in the same moment: how long until all are answered gives the rate that
one process sustains. Then the chats write at seven tenths of that rate for a while, and the time
from each message to its answer is taken. Counts what was lost, doubled or out of order.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import threading
import time
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "scripts"), str(ROOT / "tests")]

from telegram_api import TOKEN, TelegramApi  # noqa: E402

from benchmark.figures import percentile  # noqa: E402
from benchmark.processes import (  # noqa: E402
    BotFailedError,
    Process,
    environment,
    free_port,
    python,
    running,
)
from bot import brain  # noqa: E402

SHARE = 0.7
START_SECONDS = 240.0
WAIT_SECONDS = 600.0
# Turn about, so that the order of the answers in a chat can be seen.
TEXTS = ("my boss keeps my passport and does not pay me", "/privacy")


@dataclass(frozen=True)
class Load:
    """What came out.

    Attributes:
        chats: how many people wrote.
        sustained: answers a second while all of them waited.
        rate: messages a second of the second part.
        messages: how many those were.
        median_ms, p95_ms, worst_ms: from a message to its answer, in the second part.
        lost, doubled, disordered: messages without an answer, answers too many, chats whose
            answers came in another order.
    """

    chats: int
    sustained: float
    rate: float
    messages: int
    median_ms: float
    p95_ms: float
    worst_ms: float
    lost: int
    doubled: int
    disordered: int


class People:
    """The chats, what each wrote and when."""

    def __init__(self, api: TelegramApi, count: int) -> None:
        self.api = api
        self.chats = [api.chat() for _ in range(count)]
        self.wrote: dict[int, list[float]] = {chat: [] for chat in self.chats}

    def write(self, chat: int) -> None:
        """The next message of a chat."""
        text = TEXTS[len(self.wrote[chat]) % len(TEXTS)]
        self.wrote[chat].append(time.time())
        self.api.text(chat, text)

    def wait(self) -> None:
        """Until each message has an answer, or long enough."""
        end = time.monotonic() + WAIT_SECONDS
        while time.monotonic() < end and self.missing():
            time.sleep(0.05)

    def missing(self) -> int:
        """How many messages have no answer."""
        answered: dict[int, int] = {}
        with self.api.lock:
            for message in self.api.messages:
                answered[message.chat] = answered.get(message.chat, 0) + message.ours
        return sum(max(len(w) - answered.get(chat, 0), 0) for chat, w in self.wrote.items())

    def answers(self) -> dict[int, list[tuple[float, str]]]:
        """Time and text of what each chat got."""
        with self.api.lock:
            ours = [(m.chat, m.at, m.text) for m in self.api.messages if m.ours]
        found: dict[int, list[tuple[float, str]]] = {chat: [] for chat in self.chats}
        for chat, at, text in ours:
            found[chat].append((at, text))
        return found


def measure(work: Path, chats: int, seconds: float) -> Load:
    """Run both parts.

    Args:
        work: folder for the bot's log and state.
        chats: how many people write.
        seconds: how long the second part takes.

    Raises:
        BotFailedError: when the bot does not start.
    """
    with TelegramApi() as api:
        port = free_port()
        env = environment(
            extra={
                "TELEGRAM_BOT_TOKEN": TOKEN,
                "TELEGRAM_API_URL": api.url,
                "TELEGRAM_STATE": str(work / "telegram"),
                "PORT": str(port),
            }
        )
        command = python("-m", "bot.cli", "serve", "--port", str(port))
        with running(command, ROOT, env, work / "telegram.log") as process:
            _until_it_asks(api, process)
            people = People(api, chats)
            began = time.time()
            for chat in people.chats:
                people.write(chat)
            people.wait()
            sustained = chats / (time.time() - began)
            return _steady(people, sustained, seconds)


def _until_it_asks(api: TelegramApi, process: Process) -> None:
    end = time.monotonic() + START_SECONDS
    while not api.called("getUpdates") and not api.called("setMyCommands"):
        process.check()
        if time.monotonic() > end:
            raise BotFailedError("the bot did not come up on Telegram")
        time.sleep(0.05)


def _steady(people: People, sustained: float, seconds: float) -> Load:
    """The chats in turn, at an even rate that does not wait for answers."""
    rate = sustained * SHARE
    before = {chat: len(wrote) for chat, wrote in people.wrote.items()}
    count = int(rate * seconds)
    began = time.monotonic()
    for number in range(count):
        threading.Event().wait(max(0.0, began + number / rate - time.monotonic()))
        people.write(people.chats[number % len(people.chats)])
    people.wait()
    got = people.answers()
    times = [
        (at - wrote) * 1000
        for chat, all_wrote in people.wrote.items()
        for wrote, (at, _) in list(zip(all_wrote, got[chat]))[before[chat] :]
    ]
    return Load(
        chats=len(people.chats),
        sustained=sustained,
        rate=rate,
        messages=count,
        median_ms=percentile(times, 0.5),
        p95_ms=percentile(times, 0.95),
        worst_ms=max(times),
        lost=people.missing(),
        doubled=sum(max(len(got[chat]) - len(w), 0) for chat, w in people.wrote.items()),
        disordered=sum(not _in_order(texts) for texts in got.values()),
    )


def _in_order(got: list[tuple[float, str]]) -> bool:
    """Whether the answers of a chat come turn about, as its messages did."""
    privacy = brain.speaker().language("en").get("telegram.privacy")
    return all((privacy in text) is bool(place % 2) for place, (_, text) in enumerate(got))


def lines(load: Load) -> list[str]:
    """What came out, in words."""
    return [
        f"on Telegram, {load.chats} chats at once: {load.sustained:.1f} answers a second; "
        f"then {load.messages} messages at {load.rate:.1f} a second:",
        f"  median {load.median_ms:.0f} ms, 95th percentile {load.p95_ms:.0f} ms, worst "
        f"{load.worst_ms:.0f} ms; lost {load.lost}, doubled {load.doubled}, out of order "
        f"{load.disordered}",
    ]


def main() -> int:
    """Run it alone."""
    parser = argparse.ArgumentParser("telegram")
    parser.add_argument("--chats", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=60.0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="signpost-bench-") as work:
        load = measure(Path(work), options.chats, options.seconds)
    print("\n".join(lines(load)))
    print(json.dumps(asdict(load)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
