"""What the benchmark promises: honest figures, bots treated alike, nothing left running."""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from benchmark import growth, rounds
from benchmark.bots import FLOOR, Bot, Training, answered, by_itself, this_bot
from benchmark.clients import at_once, one_by_one, read_head, turns
from benchmark.figures import (
    Measure,
    Results,
    Spread,
    busy,
    percentile,
    ratio,
    short,
    spread,
    table,
    verdict,
)
from benchmark.messages import CONVERSATIONS
from benchmark.processes import BotFailedError, environment, python, running

FIGURES = st.floats(min_value=0, max_value=1e6)
ONE = Spread(1.0, 1.0, 1.0)
TALKS = [["hello", "who can help?"], ["bună ziua"]]
# Starts a child of its own, says which, and ignores the polite signal, as a hung bot might.
STUBBORN = (
    "import signal, subprocess, sys, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); "
    "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)']); "
    "print(child.pid, flush=True); time.sleep(60)"
)


@pytest.fixture
def port() -> Iterator[int]:
    """A server that repeats each message as a bot would answer, but fails at "break"."""

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            data = json.dumps([{"text": asked["message"]}]).encode()
            self.send_response(500 if asked["message"] == "break" else 200)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Echo)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("values", "share", "wanted"),
    [
        ([5.0], 0.95, 5.0),
        ([1.0, 2.0, 3.0], 0.5, 2.0),
        ([4.0, 1.0, 3.0, 2.0], 0.5, 2.5),
        ([float(number) for number in range(101)], 0.95, 95.0),
        ([0.0, 10.0], 0.95, 9.5),
    ],
)
def test_percentile_of_known_values(values: list[float], share: float, wanted: float) -> None:
    """A percentile lies between its neighbours in proportion, whatever the order of the values."""
    assert percentile(values, share) == pytest.approx(wanted)


@given(st.lists(FIGURES, min_size=1), st.floats(0, 1), st.floats(0, 1))
def test_percentile_stays_within(values: list[float], one: float, other: float) -> None:
    """A percentile is never outside the values, and a greater share never gives less."""
    low, high = sorted((one, other))
    assert min(values) <= percentile(values, low) <= max(values)
    assert percentile(values, low) <= percentile(values, high) + 1e-6


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1.0], 1.5), ([1.0], -0.1)])
def test_percentile_of_nothing(values: list[float], share: float) -> None:
    """No figure is made up where there is none."""
    with pytest.raises(ValueError, match="at least one value"):
        percentile(values, share)


def test_spread_leaves_out_what_was_not_measured() -> None:
    """A round without a figure neither counts as nought nor spoils the others."""
    assert spread([3.0, None, 1.0, 8.0]) == Spread(1.0, 3.0, 8.0)
    assert spread([None, None]) is None
    assert spread([]) is None


def test_spread_shows_its_range() -> None:
    """The range is shown where the rounds differ, and only there."""
    assert str(Spread(9.61, 9.9, 10.2)) == "9.90 (9.61–10.2)"
    assert str(ONE) == "1.00"


def test_ratio() -> None:
    """A ratio is ours by the starter's, and there is none when either is missing or nought."""
    assert ratio(Spread(1, 2, 9), Spread(1, 4, 5)) == pytest.approx(0.5)
    assert ratio(None, ONE) is None
    assert ratio(ONE, None) is None
    assert ratio(ONE, Spread(0, 0, 0)) is None


@pytest.mark.parametrize(
    ("value", "goal", "wanted"),
    [(0.8, 0.8, "met"), (0.801, 0.8, "missed"), (None, 0.8, ""), (0.1, None, "")],
)
def test_verdict(value: float | None, goal: float | None, wanted: str) -> None:
    """A goal is met up to its very edge; without a figure or a goal nothing is claimed."""
    assert verdict(value, goal) == wanted


@pytest.mark.parametrize(
    ("value", "wanted"), [(0.1234, "0.12"), (12.34, "12.3"), (1234.5, "1234"), (0, "0.00")]
)
def test_short(value: float, wanted: str) -> None:
    """Figures show about three digits, so that noise does not look like knowledge."""
    assert short(value) == wanted


def test_a_busy_machine_is_told() -> None:
    """Figures from a machine that had other work to do come with a warning."""
    assert busy(2.1, 2) == ""
    assert "7.9" in busy(7.9, 2)


def test_table() -> None:
    """The table holds both bots, the ratio, the goal and the verdict, in columns that line up."""
    measures = [Measure("a", "start", "s", 0.5), Measure("b", "answers", "1/s")]
    ours: Results = {"a": [10.0, 12.0], "b": [54.0, None]}
    lines = table(ours, {"a": [40.0, 44.0]}, measures).splitlines()
    assert lines[1].split() == [
        *["start", "s", "11.0", "(10.0–12.0)", "42.0", "(40.0–44.0)"],
        *["0.26x", "≤", "0.5x", "met"],
    ]
    assert lines[2].split() == ["answers", "1/s", "54.0", "–", "–"]
    column = lines[0].index("signpost") + len("signpost")
    assert lines[1][:column].endswith("(10.0–12.0)")
    assert lines[2][:column].endswith("54.0")


@pytest.mark.parametrize("pair", [pair for talk in CONVERSATIONS for pair in talk])
def test_both_bots_read_as_much(pair: tuple[str, str]) -> None:
    """Neither bot is given shorter messages than the other."""
    ours, theirs = map(len, pair)
    assert abs(ours - theirs) <= max(6, 0.1 * ours)


def test_messages_are_of_several_lengths() -> None:
    """A word, a sentence and a story are all asked."""
    lengths = [len(ours) for talk in CONVERSATIONS for ours, _ in talk]
    assert min(lengths) < 10
    assert any(30 < length < 60 for length in lengths)
    assert max(lengths) > 120


def test_every_conversation_is_a_new_person() -> None:
    """Conversations do not grow without end: each has a sender of its own."""
    asked = [turn for turn, _ in zip(turns(TALKS), range(6))]
    assert [message for _, message in asked[:3]] == ["hello", "who can help?", "bună ziua"]
    assert asked[0][0] == asked[1][0]
    assert len({sender for sender, _ in asked}) == 4


def test_environment_is_safe() -> None:
    """A benchmark on a charity's machine uses neither its chat token nor its store nor its port."""
    given_variables = {
        "PATH": "/bin",
        "TELEGRAM_BOT_TOKEN": "x",
        "SIGNPOST_REDIS_URL": "x",
        "PORT": "1",
        "RASA_TELEMETRY_ENABLED": "true",
    }
    made = environment(given_variables, {"PYTHONPATH": "/here"})
    assert made == {
        "PATH": "/bin",
        "RASA_TELEMETRY_ENABLED": "false",
        "PYTHONUNBUFFERED": "1",
        "PYTHONPATH": "/here",
    }


def test_only_on_this_machine() -> None:
    """Our bot is started on 127.0.0.1 and on the port that was asked for."""
    command = this_bot().command_on(5999)
    assert command[command.index("--host") + 1] == "127.0.0.1"
    assert command[-2:] == ["--port", "5999"]


@pytest.mark.parametrize("data", [None, [], {}, [{}], [{"text": ""}], "text", [1]])
def test_silence_is_no_answer(data: object) -> None:
    """An answer that says nothing does not count as an answer."""
    assert not answered(data)
    assert not by_itself(data)


def test_the_floor_is_no_answer() -> None:
    """The fixed reply that stands in for a broken model does not count as a fast answer."""
    fixed = [{"text": "…", "custom": {"contacts": [{"id": name} for name in FLOOR]}}]
    usual = [{"text": "…", "custom": {"contacts": [{"id": name} for name in FLOOR[::-1]]}}]
    assert answered(fixed)
    assert not by_itself(fixed)
    assert by_itself(usual)


def test_read_head() -> None:
    """The head of an answer gives status, length and whether the connection stays."""
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 12\r\nConnection: keep-alive\r\n\r\n"
    assert read_head(head) == (200, 12, False)
    assert read_head(head.replace(b"keep-alive", b"close")) == (200, 12, True)


@pytest.mark.parametrize("head", [b"HTTP/1.1 200 OK\r\n\r\n", b"?\r\nContent-Length: 1\r\n\r\n"])
def test_unreadable_head(head: bytes) -> None:
    """What is no HTTP is an error, not a figure."""
    with pytest.raises(ValueError):
        read_head(head)


def test_one_by_one_counts_right_and_wrong(port: int) -> None:
    """Failed requests are counted apart and their times never mixed with the others."""
    tally = one_by_one(port, [["hello", "break", "thanks"]], 9, answered)
    assert (len(tally.milliseconds), tally.wrong) == (6, 3)
    assert tally.rate > 0


def test_at_once_counts_right_and_wrong(port: int) -> None:
    """Many clients at once get their own answers, and stop when the time is over."""
    tally = at_once(port, [["hello", "break"], ["thanks"]], 4, 1.0, answered)
    assert tally.milliseconds
    assert tally.wrong
    assert 1.0 <= tally.seconds < 10


def test_a_dead_server_gives_no_figures() -> None:
    """When nobody listens, every request counts as wrong and none gets a time."""
    assert one_by_one(1, TALKS, 3, answered).milliseconds == []
    tally = at_once(1, TALKS, 2, 0.1, answered)
    assert tally.milliseconds == []
    assert tally.wrong


def test_nothing_is_left_running(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that will not end and its own children are gone when Ctrl-C ends the benchmark."""
    monkeypatch.setattr("benchmark.processes.GRACE_SECONDS", 0.2)
    log = tmp_path / "log"
    with (
        suppress(KeyboardInterrupt),
        running(python("-c", STUBBORN), tmp_path, os.environ, log) as process,
    ):
        grandchild = _first_line(log)
        assert _alive(grandchild)
        assert (process.memory() or 0) > 5
        raise KeyboardInterrupt
    _until(lambda: not _alive(grandchild))


def _first_line(log: Path) -> int:
    _until(lambda: log.read_text().endswith("\n"))
    return int(log.read_text())


def _alive(pid: int) -> bool:
    """Whether a process runs; one that ended and was not yet collected does not."""
    try:
        os.kill(pid, 0)
        state = Path(f"/proc/{pid}/stat")
        return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _until(condition: object, seconds: float = 15.0) -> None:
    end = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < end, "waited too long"
        time.sleep(0.02)


def test_a_process_that_ended_is_noticed(tmp_path: Path) -> None:
    """A bot that ends by itself is reported with its code and the end of what it printed."""
    command = python("-c", "print('no model'); raise SystemExit(3)")
    with running(command, tmp_path, os.environ, tmp_path / "log") as process:
        with pytest.raises(BotFailedError, match=r"code 3\nno model"):
            process.wait(20)
        with pytest.raises(BotFailedError, match="code 3"):
            process.check()


def test_training_is_remembered(tmp_path: Path) -> None:
    """The time of a training is read back as it was noted, and a broken note is no time."""
    file = tmp_path / "deep" / "note.json"
    assert Training.read(file) is None
    Training(73.8, "2026-11-22").write(file)
    assert Training.read(file) == Training(73.8, "2026-11-22")
    file.write_text('{"seconds": ')
    assert Training.read(file) is None


def test_rounds_alternate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither bot always goes first, and both go through every round."""
    order: list[str] = []

    def one_round(bot: Bot, *_: object) -> dict[str, float | None]:
        order.append(bot.name)
        return {"rate": float(len(order))}

    monkeypatch.setattr(rounds, "_round", one_round)
    bots = [
        Bot(name, tmp_path, (), TALKS, ("hello", answered), answered) for name in ("ours", "theirs")
    ]
    ours, theirs = rounds.measure(bots, rounds.Plan(rounds=3), tmp_path, lambda _: None)
    assert order == ["ours", "theirs", "theirs", "ours", "ours", "theirs"]
    assert ours.figures == {"rate": [1.0, 4.0, 5.0]}
    assert theirs.figures == {"rate": [2.0, 3.0, 6.0]}


def test_turns_are_taken_twenty_at_a_time() -> None:
    """The first turn does not count, and the last twenty stand for the last one."""
    times = [100.0, *range(1, 101)]
    assert growth.near(times, 2) == 10.5
    assert growth.near(times, 60) == 49.5
    assert growth.near(times, 500) == 90.5


def test_a_part_that_fails_takes_none_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever cannot be measured is named, with its reason, and the other parts are told."""

    def fail(*_: object) -> None:
        raise BotFailedError("it did not come up")

    monkeypatch.setattr(growth, "_servers", fail)
    monkeypatch.setattr(growth, "_sized_apart", lambda work: {"reply_ms": {"90": 0.5, "500": 0.7}})
    found = growth.measure(growth.Extent(replicas=(1, 2), soak=1), tmp_path, lambda text: None)
    assert set(growth.faults(found)) <= {"conversation", "soak", "replicas 1", "replicas 2"}
    assert {"conversation", "soak", "replicas 1"} <= set(growth.faults(found))
    told = growth.lines(found, 10.0)
    assert told[0].endswith("500 resources 0.70 ms; a whole answer 1.02x")
    assert all("it did not come up" in line for line in told[1:])


def test_growth_is_told_in_words() -> None:
    """Ratios to the first turn and to one replica, and how memory went."""
    found = {
        "directory": {"fault": "x"},
        "conversation": {"turn_ms": {"2": 10.0}, "ratio": {"2": 1.0}, "wrong": 0},
        "replicas": {
            "1": {"rate": 50.0, "p95_ms": 20.0, "wrong": 0, "clients": 16},
            "2": {"rate": 90.0, "p95_ms": 25.0, "wrong": 0, "clients": 16},
        },
        "soak": {
            "seconds": 600.0,
            "share": 0.8,
            "messages": 24_000,
            "wrong": 0,
            "memory_before_mb": 700.0,
            "memory_after_mb": 707.0,
            "growth": 0.01,
        },
    }
    told = "\n".join(growth.lines(found))
    assert "90.0 answers a second, 1.80x one" in told
    assert "80% of the load" in told
    assert "(+1.0%)" in told
