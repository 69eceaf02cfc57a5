"""Nothing that is typed is kept, logged or sent anywhere.

A phrase made up for each run is typed wherever something can be typed; then every log, every
file and the memory of the bot are searched for it.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
import secrets
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import places
import pytest
from places import Typed
from serving import ROOT, Server

if TYPE_CHECKING:
    from bot.local import LocalBot

HERE = Path(__file__).resolve().parent
LOOPBACK = ("127.", "::1", "localhost", "('127.", "('::1'", "('localhost'", "/")
# As the kernel writes addresses: nobody (listening, or not connected), and this machine.
NOBODY = ("0" * 8, "0" * 32)
THIS_MACHINE_6 = "0" * 24 + "01000000"
FOUR_IN_SIX = "0000000000000000FFFF0000"


LEVELS = ("debug", "info", "warning")
# What is no message, and gets no number.
SILENT = ("no HTTP", "stay", "forget")
# Answers to a program about itself: its own sender id, its own origin.
TOLD_BACK = ("sender", "half a character", "origin")


class Watched:
    """A watched server after everything was typed, once at each log level."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.canary = f"kingfisher{secrets.token_hex(6)}"
        self.home, self.temp = folder / "home", folder / "temp"
        self.home.mkdir()
        self.temp.mkdir()
        self.began = time.time()
        env = {"HOME": str(self.home), "TMPDIR": str(self.temp), "LOG_LEVEL": "DEBUG"}
        program = [sys.executable, str(HERE / "watched_server.py"), str(folder)]
        self.server = Server(program, ROOT, env).wait("ok")
        self.replies: dict[str, list[tuple[str, int, bytes]]] = {}
        self.logs: dict[str, str] = {}
        for level in LEVELS:
            self.server.post({"sender": "tester", "message": f"log at {level}"})
            before = len(self.server.log)
            self.replies[level] = list(self._type())
            self.logs[level] = self.server.log[before:]
        self.far_ends = far_ends(self.server.process.pid)

    def _type(self) -> Typed:
        """Type the phrase in every place; gives the place, the status and the answer."""
        yield from places.on_rest(self.server, self.canary)
        yield from places.on_the_web(self.server, self.canary)
        for part in ("words", "understanding", "handler"):
            body = {"sender": part, "message": f"break the {part} {self.canary}"}
            answer = self.server.post(body)
            yield f"{part} fail", answer.status, answer.body
        raw = json.dumps({"message": f"break the handler {self.canary}"}).encode()
        origin = {"Origin": self.server.url}
        answer = self.server.request("POST", places.MESSAGE, raw, origin)
        yield "widget fails", answer.status, answer.body

    def mentions(self, content: bytes) -> bool:
        """Whether the phrase is in it."""
        return places.mentions(content, self.canary)

    @property
    def notes(self) -> list[dict[str, str]]:
        """What the server opened for writing and connected to."""
        lines = (self.folder / "watched.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def written_files(self) -> set[Path]:
        """The files that were made or changed since it began, and all that it opened to write."""
        noted = {ROOT / note["what"] for note in self.notes if note["kind"] == "write"}
        changed = {path for path in files_under(ROOT) if self.is_new(path)}
        return {path for path in noted if path.is_file()} | changed | self.own_files()

    def is_new(self, path: Path) -> bool:
        """Whether a file was changed since it began; one that has gone meanwhile was not."""
        try:
            return path.stat().st_ctime >= self.began
        except FileNotFoundError:
            return False

    def own_files(self) -> set[Path]:
        """All that is in its home and in its folder for temporary files."""
        return set(files_under(self.home)) | set(files_under(self.temp))


def files_under(folder: Path) -> Iterator[Path]:
    """Every plain file of a folder, without following links."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path


def processes(pid: int) -> Iterator[int]:
    """A process and all that it started."""
    yield pid
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in children.read_text().split():
            yield from processes(int(child))


def far_ends(pid: int) -> list[str]:
    """The far ends of the sockets of a process and its children, as the kernel has them."""
    own = set()
    for each in processes(pid):
        for link in Path(f"/proc/{each}/fd").iterdir():
            try:
                own.add(str(link.readlink()))
            except FileNotFoundError:
                continue
    found = []
    for table in ("tcp", "tcp6", "udp", "udp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            parts = row.split()
            if f"socket:[{parts[9]}]" in own:
                found.append(parts[2].split(":")[0])
    return found


def is_here(address: str) -> bool:
    """Whether a far end, as the kernel writes it, is this machine or nobody."""
    four = address.removeprefix(FOUR_IN_SIX)
    return address in (*NOBODY, THIS_MACHINE_6) or (len(four) == 8 and four.endswith("7F"))


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """A watched server to which everything was typed."""
    seen = Watched(tmp_path_factory.mktemp("watched"))
    yield seen
    seen.server.stop()


@pytest.mark.parametrize("level", LEVELS)
def test_everything_that_was_typed_was_answered(watched: Watched, level: str) -> None:
    """Whatever is typed, and whatever breaks, the answer names an emergency number."""
    for place, status, body in watched.replies[level]:
        if place not in SILENT:
            assert status in (200, 400, 403, 404, 413), (place, status, body)
            assert b"999" in body, (place, body)


@pytest.mark.parametrize("level", LEVELS)
def test_no_log_holds_what_was_typed(watched: Watched, level: str) -> None:
    """At every log level, nothing that a person typed is in what the server writes out."""
    log = watched.logs[level]
    assert ('"level": "debug"' in log) == (level == "debug"), "this is not the level"
    assert '"exception": "ValueError"' in log, "the failures were not logged"
    assert not watched.mentions(log.encode()), [
        line for line in log.splitlines() if watched.canary in line
    ][:3]
    assert not watched.mentions(watched.server.log.encode())


def test_no_file_holds_what_was_typed(watched: Watched) -> None:
    """Nothing that a person typed reaches a file, in the project or anywhere else."""
    leaked = [path for path in watched.written_files() if watched.mentions(path.read_bytes())]
    assert leaked == []


def test_the_conversation_in_memory_holds_no_word(watched: Watched) -> None:
    """What is remembered of a conversation is what kind of help fits, never a typed word."""
    memory = (watched.folder / "memory.txt").read_bytes()
    assert b"urgency" in memory, "there is no conversation to look into"
    assert not watched.mentions(memory)


def test_health_tells_of_failures(watched: Watched) -> None:
    """When Rasa keeps failing while the bot runs, the floor answers and `/health` tells."""
    for _ in range(3):
        watched.server.post({"sender": "h", "message": "break the handler"})
    health = watched.server.get("/health")
    assert (health.status, health.json["status"]) == (503, "degraded")
    watched.server.post({"sender": "h", "message": "hello"})
    assert watched.server.get("/health").json["status"] == "ok"


def test_replies_do_not_repeat_what_was_typed(watched: Watched) -> None:
    """A reply never repeats a person's words, which someone might read over their shoulder.

    Only the sender id comes back, to the program that sent it.
    """
    for place, _, body in (reply for level in LEVELS for reply in watched.replies[level]):
        if place not in TOLD_BACK:
            assert not watched.mentions(body), (place, body)


def test_no_connection_leaves_while_serving(watched: Watched) -> None:
    """While it answers, the bot talks to nobody but the one who asked, on this machine."""
    assert watched.far_ends, "the kernel showed no socket at all"
    assert [end for end in watched.far_ends if not is_here(end)] == []
    asked = [note["what"] for note in watched.notes if note["kind"] == "network"]
    assert [place for place in asked if not place.startswith(LOOPBACK)] == []


OFFLINE = """
import sys
tried = []
def refuse(event, values):
    if event in ("socket.connect", "socket.sendto", "socket.sendmsg", "socket.getaddrinfo",
                 "socket.gethostbyname"):
        tried.append(event)
        raise OSError("the network is out of bounds: " + event)
sys.addaudithook(refuse)
from bot import logs
logs.configure()
import bot.model
import rasa
import rasa.telemetry
from bot.local import LocalBot
messages = LocalBot().say("he has locked me in and he is coming back to hurt me", "somebody")
print("telemetry", rasa.telemetry.is_telemetry_enabled())
print("tried", tried)
print("first", messages[0]["custom"]["contacts"][0]["id"])
"""


@pytest.fixture(scope="module")
def offline(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What a bot says of itself that was loaded and asked with the network refused."""
    home = tmp_path_factory.mktemp("home")
    kept = {key: value for key, value in os.environ.items() if not key.startswith("RASA_")}
    result = subprocess.run(
        [sys.executable, "-c", OFFLINE],
        cwd=ROOT,
        env={**kept, "HOME": str(home)},
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    return result.stdout


def test_no_connection_is_tried_while_loading(offline: str) -> None:
    """Loading Rasa and the model, and answering, works without a network and asks for none."""
    assert "tried []" in offline
    assert "first emergency-999" in offline


def test_telemetry_is_off(offline: str) -> None:
    """Rasa's own reports about its users are switched off."""
    assert "telemetry False" in offline


def test_no_log_record_holds_what_was_typed(
    local_bot: LocalBot, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Inside the process, too, no log line is made of a typed word, even when the reply fails."""
    from bot import logs

    canary = f"kingfisher{secrets.token_hex(6)}"
    sender = local_bot.stranger()
    with caplog.at_level(logging.DEBUG):
        local_bot.say(f"I am {canary} and I need help", sender)
        kept = local_bot._agent.tracker_store._kept[sender]

        def fail(*_: Any) -> None:
            raise RuntimeError(canary)

        monkeypatch.setattr("bot.nlg.replies.reply", fail)
        assert "999" in local_bot.say(f"{canary} again", sender)[0]["text"]
        monkeypatch.setattr("bot.nlu.sense.locate", fail)
        assert "999" in local_bot.say(f"{canary} once more", sender)[0]["text"]
    assert caplog.records
    written = [logs.ContentFree().format(record) for record in caplog.records]
    assert [line for line in written if canary in line] == []
    assert canary not in repr(kept)
    assert canary.encode() not in pickle.dumps(kept)


def test_the_watch_sees_a_connection() -> None:
    """The check of connections is a real one: it finds a socket that is open."""
    with (
        socket.create_server(("127.0.0.1", 0)) as listening,
        socket.create_connection(listening.getsockname()),
    ):
        assert "0100007F" in far_ends(os.getpid())
    assert not is_here("08080808")
