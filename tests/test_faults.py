"""The floor, tested by breaking things under a real server: every message gets a useful answer."""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import ROOT, WEBHOOK, Server, copied, full_disk, serve

if TYPE_CHECKING:
    from bot.local import LocalBot

FLOOR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]
DANGER = "he has locked me in and he is coming back to hurt me"
IDLE = 10_000
MANY_MEGABYTES = 100


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A server for the faults that it must outlive."""
    started = serve(env={"SIGNPOST_RATE": "0"}).wait("ok")
    yield started
    started.stop()


@pytest.fixture
def victim() -> Iterator[Server]:
    """A server that may be spoilt."""
    started = serve().wait("ok")
    yield started
    started.stop()


def ids(messages: list[dict[str, Any]]) -> list[str]:
    """The contacts of a reply."""
    return [card["id"] for m in messages for card in m.get("custom", {}).get("contacts", [])]


def answers_rightly(server: Server, times: int = 3) -> None:
    """Each message is answered, by the model, with the emergency number first."""
    for number in range(times):
        answer = server.post({"sender": f"right {number}", "message": DANGER})
        assert answer.status == 200
        assert ids(answer.json)[0] == "emergency-999"
        assert ids(answer.json) != FLOOR


def answers_usefully(server: Server, times: int = 3) -> None:
    """Each message is answered with the emergency number first, be it from the floor."""
    for number in range(times):
        answer = server.post({"sender": f"useful {number}", "message": DANGER})
        assert answer.status == 200
        assert ids(answer.json)[0] == "emergency-999"


@pytest.mark.parametrize("fault", ["cut in half", "empty", "rubbish"])
def test_a_broken_model_brings_the_floor(tmp_path: Path, fault: str) -> None:
    """A model file that is broken is told in `/health`, and every message gets the four numbers."""
    project = copied(tmp_path / "project", "models")
    (project / "models").mkdir()
    [model, *_] = sorted((ROOT / "models").glob("signpost-*.tar.gz"))
    whole = model.read_bytes()
    broken = {"cut in half": whole[: len(whole) // 2], "empty": b"", "rubbish": os.urandom(10_000)}
    (project / "models" / model.name).write_bytes(broken[fault])
    server = serve(project, {"PYTHONPATH": str(project)}).wait("degraded")
    answer = server.post({"sender": "x", "message": DANGER})
    server.stop()
    assert (answer.status, ids(answer.json)) == (200, FLOOR)


def test_the_floor_answers_while_the_model_loads() -> None:
    """From the first second that the port is open, a message gets the four numbers."""
    server = serve()
    end = time.monotonic() + 120
    while time.monotonic() < end:
        try:
            answer = server.post({"sender": "early", "message": DANGER})
            break
        except OSError:
            time.sleep(0.02)
    health = server.get("/health")
    if health.json["status"] == "starting":
        assert health.status == 503
        assert health.json["answers"] is False
    assert ids(answer.json)[0] == "emergency-999"
    server.wait("ok")
    answers_rightly(server)
    assert server.get("/health").json["reasons"] == []
    server.stop()


def test_a_full_disk_stops_no_answer(server: Server) -> None:
    """When not one byte more can be written to any file, messages are answered as ever."""
    with full_disk(server):
        answers_rightly(server)
        assert server.get("/health").json["status"] == "ok"


def test_a_disk_that_is_full_at_the_start_brings_the_floor(tmp_path: Path) -> None:
    """A model that cannot be unpacked is no reason to be silent."""
    project = copied(tmp_path / "project")
    program = "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))\n"
    program += "from bot.cli import main\nsys.exit(main(['serve']))\n"
    (project / "full.py").write_text(program)
    env = {"PYTHONPATH": str(project)}
    server = Server([sys.executable, "full.py"], project, env).wait("degraded")
    answer = server.post({"sender": "x", "message": DANGER})
    server.stop()
    assert ids(answer.json) == FLOOR


def test_no_memory_left_stops_no_answer(victim: Server) -> None:
    """When the system gives no more memory, messages are answered, be it from the floor."""
    answers_rightly(victim, 1)
    status = Path(f"/proc/{victim.process.pid}/status").read_text()
    size = next(int(row.split()[1]) for row in status.splitlines() if row.startswith("VmSize"))
    resource.prlimit(victim.process.pid, resource.RLIMIT_AS, (size * 1024, size * 1024))
    answers_usefully(victim, 20)


def test_a_process_that_stood_still_goes_on(server: Server) -> None:
    """Messages that came while the process stood still are answered when it wakes up."""
    os.kill(server.process.pid, signal.SIGSTOP)
    with ThreadPoolExecutor(4) as pool:
        waiting = [
            pool.submit(server.post, {"sender": f"still {n}", "message": DANGER}) for n in range(4)
        ]
        time.sleep(1.5)
        os.kill(server.process.pid, signal.SIGCONT)
        assert all(ids(answer.result().json)[0] == "emergency-999" for answer in waiting)
    answers_rightly(server)


STALLING = """
import sys, time
from bot import duty
duty.STALLED_SECONDS = 6.0
from rasa.core.agent import Agent
handle = Agent.handle_message
async def stall(agent, message):
    if message.text == "stand still":
        time.sleep(600)
    return await handle(agent, message)
Agent.handle_message = stall
from bot.cli import main
sys.exit(main(["serve"]))
"""


def test_a_stalled_loop_ends_the_process() -> None:
    """A server whose loop no longer turns ends itself, so that a new one takes its place."""
    from bot import duty

    server = Server([sys.executable, "-c", STALLING], ROOT, {}).wait("ok")
    answers_rightly(server, 1)
    with ThreadPoolExecutor(1) as pool:
        never = pool.submit(server.post, {"sender": "x", "message": "stand still"})
        assert server.process.wait(60) == duty.STALLED_CODE
        assert isinstance(never.exception(), (OSError, http.client.HTTPException))
    assert '"event": "stalled, ending"' in server.log
    server.stop()


def is_alive(server: Server) -> bool:
    """What the container's health check says."""
    program = [sys.executable, "-m", "bot.alive"]
    environment = {**os.environ, "PORT": str(server.port)}
    return subprocess.run(program, cwd=ROOT, env=environment, check=False).returncode == 0


def test_the_health_check_sees_a_process_that_stands_still(server: Server) -> None:
    """While the process stands still its health check fails, and when it goes on it passes."""
    assert is_alive(server)
    os.kill(server.process.pid, signal.SIGSTOP)
    try:
        assert not is_alive(server)
    finally:
        os.kill(server.process.pid, signal.SIGCONT)
    assert is_alive(server)
    answers_rightly(server)


def test_idle_connections_hold_nobody_up(server: Server) -> None:
    """Ten thousand connections that say nothing keep nobody from an answer."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard < IDLE + 1_000:
        pytest.skip(f"this system allows {hard} open files")
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with ExitStack() as held:
        for _ in range(IDLE):
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
        answers_rightly(server)
    answers_rightly(server)


def test_slow_senders_hold_nobody_up(server: Server) -> None:
    """Requests that never end are ended with the numbers, and keep nobody from an answer."""
    start = f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n".encode()
    with ExitStack() as held:
        slow = [
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            for _ in range(200)
        ]
        for line in slow[:100]:
            line.sendall(start)
        for line in slow[100:]:
            line.sendall(start + b'\r\n{"sender')
        answers_rightly(server)
        got = b""
        while part := slow[0].recv(65536):
            got += part
        assert got.startswith(b"HTTP/1.1 408")
        assert b"999" in got


@pytest.mark.parametrize("chunked", [False, True])
def test_a_huge_body_is_refused_at_once(server: Server, chunked: bool) -> None:
    """A body of 100 MB is not read to its end, takes no memory, and still gets the numbers."""
    before = memory(server)
    line = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    line.putrequest("POST", WEBHOOK)
    if chunked:
        line.putheader("Transfer-Encoding", "chunked")
    else:
        line.putheader("Content-Length", str(MANY_MEGABYTES * 2**20))
    line.endheaders()
    sent, part = 0, b"x" * 2**20
    frame = b"%x\r\n%s\r\n" % (len(part), part) if chunked else part
    try:
        while sent < MANY_MEGABYTES:
            line.send(frame)
            sent += 1
    except OSError:
        pass
    try:
        answer = line.getresponse()
        assert answer.status == 413
        assert b"999" in answer.read()
    except (OSError, http.client.HTTPException):
        assert sent < MANY_MEGABYTES, "it took everything and said nothing"
    line.close()
    assert memory(server) - before < 20 * 2**20
    answers_rightly(server)


def memory(server: Server) -> int:
    """The resident memory of a server, in bytes."""
    pages = int(Path(f"/proc/{server.process.pid}/statm").read_text().split()[1])
    return pages * resource.getpagesize()


@pytest.mark.parametrize("hours", [-24 * 400, -2, 2, 24 * 400])
def test_the_clock_jumps(local_bot: LocalBot, monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    """When the clock is set forward or back in a conversation, its next message is answered."""
    sender = local_bot.stranger()
    local_bot.say("I was made to work on a farm in Preston. I got out.", sender)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + hours * 3600)
    assert ids(local_bot.say(DANGER, sender))[0] == "emergency-999"
    monkeypatch.undo()
    assert ids(local_bot.say(DANGER, sender))[0] == "emergency-999"


def test_a_stop_finishes_what_is_being_answered() -> None:
    """Told to stop, it answers all that has arrived, waits for no idler, and ends within 5 s."""
    server = serve(env={"SIGNPOST_RATE": "0"}).wait("ok")
    body = json.dumps({"sender": "last", "message": DANGER}).encode()
    lines = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=30) for _ in range(60)]
    with ExitStack() as held:
        _idle, slow = (
            held.enter_context(socket.create_connection(("127.0.0.1", server.port), timeout=30))
            for _ in range(2)
        )
        slow.sendall(f"POST {WEBHOOK} HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n{{".encode())
        for line in lines:
            line.connect()
        for line in lines:
            line.request("POST", WEBHOOK, body, {"Content-Type": "application/json"})
        # Each was taken on when the first answer is there.
        first = lines[0].getresponse()
        began = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        answers = [first, *(line.getresponse() for line in lines[1:])]
        assert {answer.status for answer in answers} == {200}
        assert all(ids(json.loads(answer.read()))[0] == "emergency-999" for answer in answers)
        assert server.process.wait(15) == 0
        assert time.monotonic() - began < 5
    server.stop()
