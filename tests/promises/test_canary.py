"""A phrase that is typed is nowhere afterwards: the whole process tree is searched for it.

Two real servers, one of them on Telegram too, with a real Redis that writes its dump and its log
of changes to a disk, so that there is something to search. The phrase is typed in every place of
every channel, at every log level and while things are broken; then files, Redis, logs, figures,
the environment, the memory of what is kept, and the sockets are searched.
"""

from __future__ import annotations

import json
import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import places
import pytest
from redis_process import NEEDED, Redis
from serving import ROOT, Server, full_disk, serve
from telegram_api import TOKEN, TelegramApi
from telegram_people import environment

pytestmark = NEEDED
HERE = Path(__file__).resolve().parent
CANARY = f"kingfisher{secrets.token_hex(6)}"
CHANNELS = ("rest", "web", "telegram")
LEVELS = ("debug", "info", "warning")
FAULTS = ("Redis hangs", "Redis is gone", "Redis is full", "the disk is full")
TIMES = (*(f"logs at {level}" for level in LEVELS), *FAULTS)
# What is no message, and gets no number.
SILENT = ("no HTTP", "stay", "forget")
ESTABLISHED = "01"


def _value(client: Any, key: bytes) -> bytes:
    """All that a key holds, of whatever kind: turns in a queue live for seconds beside talks."""
    kind = client.type(key)
    if kind == b"string":
        return client.get(key) or b""
    if kind == b"hash":
        return b" ".join(part for pair in client.hgetall(key).items() for part in pair)
    assert kind in (b"zset", b"none"), f"{key!r} is a {kind!r}, which is not searched"
    return b" ".join(client.zrange(key, 0, -1))


class Tree:
    """Two servers, a Redis and Telegram, after everything was typed."""

    def __init__(self, folder: Path, api: TelegramApi) -> None:
        self.folder, self.api = folder, api
        self.began = time.time()
        self.redis = Redis("--appendonly", "yes", "--appendfsync", "always", "--loglevel", "debug")
        env = {
            "SIGNPOST_REDIS_URL": self.redis.url,
            "SIGNPOST_RATE": "30",
            "SIGNPOST_PROXIES": "1",
            "LOG_LEVEL": "DEBUG",
            "HOME": str(folder),
            "TMPDIR": str(folder),
        }
        program = [sys.executable, str(HERE / "watched_server.py"), str(folder)]
        watched = Server(program, ROOT, {**env, **environment(api, folder / "telegram")})
        self.servers = [watched, serve(env=env)]
        for server in self.servers:
            server.wait("ok")
        self.answers: dict[tuple[str, str], list[tuple[str, int, bytes]]] = {}
        self.chats: list[int] = []
        self.logs: dict[str, str] = {}
        self.during: dict[str, bytes] = {}
        self.sockets: dict[str, list[set[int]]] = {}
        self._type_all()
        self._look()
        self._crash()
        self.written = set(self._written())

    def _type_all(self) -> None:
        for level in LEVELS:
            self.servers[0].post({"sender": "tester", "message": f"log at {level}"})
            self._type(f"logs at {level}")
        self._flood()
        self.servers[0].post({"sender": "tester", "message": "log at debug"})
        self.redis.hang()
        self._type("Redis hangs")
        self.redis.go_on()
        self._wait()
        self.redis.kill()
        self._type("Redis is gone")
        self.redis.start()
        self._wait()
        self.redis.client().config_set("maxmemory", "1mb")
        self._type("Redis is full")
        self.redis.client().config_set("maxmemory", "0")
        self._wait()
        with full_disk(*self.servers):
            self._type("the disk is full")
        self._wait()
        # What is kept when all is in order is what is looked into.
        list(places.on_rest(self.servers[1], CANARY))

    def _type(self, when: str) -> None:
        """Type the phrase in every place of every channel."""
        before = len(self.servers[0].log)
        self.answers["rest", when] = list(places.on_rest(self.servers[0], CANARY))
        self.answers["web", when] = list(places.on_the_web(self.servers[0], CANARY))
        chats = places.on_telegram(self.api, self.servers[0], CANARY)
        sent = [message for chat in chats for message in self.api.sent(chat)]
        self.answers["telegram", when] = [("chat", 200, m.html.encode()) for m in sent]
        self.chats += chats
        self.servers[1].post({"sender": "someone", "message": places.sentence(CANARY)})
        self.logs[when] = self.servers[0].log[before:]
        self.sockets[when] = [far_ports(server.process.pid) for server in self.servers]

    def _flood(self) -> None:
        """Over every limit, and more at once than are answered at once."""
        text = places.sentence(CANARY)
        with ThreadPoolExecutor(8) as pool:
            sent = pool.map(
                lambda n: self.servers[0].post({"sender": f"f{n % 2}", "message": text}), range(100)
            )
            assert all(b"999" in answer.body for answer in sent)

    def _wait(self) -> None:
        for server in self.servers:
            end = time.monotonic() + 60
            while server.get("/health").json["status"] != "ok":
                assert time.monotonic() < end, server.get("/health").text
                server.post({"sender": "waits", "message": "hello"})
                time.sleep(0.2)

    def _look(self) -> None:
        """What is read of Redis and of living processes."""
        client = self.redis.client()
        self.during["values"] = b"".join(
            bytes(key) + _value(client, key) for key in client.scan_iter("*")
        )
        client.save()
        for number, server in enumerate(self.servers):
            place = Path(f"/proc/{server.process.pid}")
            for name in ("environ", "cmdline", "comm", "limits"):
                self.during[f"{name} {number}"] = (place / name).read_bytes()
            for path in ("/metrics", "/health"):
                self.during[f"{path} {number}"] = server.get(path).body
            links = [link.readlink() for link in (place / "fd").iterdir() if link.is_symlink()]
            self.during[f"open files {number}"] = "\n".join(map(str, links)).encode()

    def _crash(self) -> None:
        """One dies by a fault, the other is told to stop."""
        os.kill(self.servers[0].process.pid, signal.SIGABRT)
        self.servers[0].process.wait(20)
        self.servers[1].stop()
        self.redis.client().save()

    @property
    def notes(self) -> list[dict[str, str]]:
        """What the first server opened for writing and connected to."""
        lines = (self.folder / "watched.jsonl").read_text().splitlines()
        return [json.loads(line) for line in lines]

    def _written(self) -> Iterator[Path]:
        """Every file that was made or changed since it began, where a server could write."""
        noted = {ROOT / note["what"] for note in self.notes if note["kind"] == "write"}
        yield from (path for path in noted if path.is_file())
        for place in [ROOT, self.folder, self.redis.folder, Path.cwd(), Path("/var/crash")]:
            for folder, _, names in os.walk(place):
                for name in names:
                    path = Path(folder, name)
                    if path.is_file() and path.stat().st_mtime >= self.began - 1:
                        yield path


def far_ports(pid: int) -> set[int]:
    """The ports at the far ends of the connections that a process has."""
    own = set()
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            own.add(str(link.readlink()))
        except FileNotFoundError:
            continue
    ports = set()
    for table in ("tcp", "tcp6"):
        for row in Path(f"/proc/{pid}/net/{table}").read_text().splitlines()[1:]:
            parts = row.split()
            if f"socket:[{parts[9]}]" in own and parts[3] == ESTABLISHED:
                ports.add(int(parts[2].split(":")[1], 16))
    return ports


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    """The processes, after everything."""
    with TelegramApi() as api:
        found = Tree(tmp_path_factory.mktemp("tree"), api)
        yield found
        for server in found.servers:
            server.stop()
        found.redis.end()


def mentions(content: bytes) -> bool:
    """Whether the phrase is in it, in any common spelling."""
    return places.mentions(content, CANARY)


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("when", TIMES)
def test_everything_was_answered(tree: Tree, channel: str, when: str) -> None:
    """Whatever is typed, and whatever is broken, the answer gives a number."""
    answers = tree.answers[channel, when]
    assert len(answers) >= 8
    for place, status, body in answers:
        if place not in SILENT:
            assert status in (200, 400, 403, 404, 413), (place, status)
            assert b"999" in body or channel == "telegram", (place, body)
    assert b"999" in b"".join(body for _, _, body in answers)


@pytest.mark.parametrize("channel", CHANNELS)
def test_answers_do_not_repeat_what_was_typed(tree: Tree, channel: str) -> None:
    """No answer repeats a word, which someone might read over a shoulder.

    A program is told its own sender id, and a page that may not ask its own origin.
    """
    for when in TIMES:
        for place, _, body in tree.answers[channel, when]:
            if place not in ("sender", "half a character", "origin"):
                assert not mentions(body), (place, when)


@pytest.mark.parametrize("when", TIMES)
def test_no_log_holds_a_typed_word(tree: Tree, when: str) -> None:
    """At every level and in every failure, the log holds no word, no chat and no token."""
    log = tree.logs[when]
    if when != "the disk is full":
        debug = when not in ("logs at info", "logs at warning")
        assert ('"level": "debug"' in log) == debug, "this is not the level"
        assert '"channel": "web"' in log
        assert '"channel": "telegram"' in log
    assert not mentions(log.encode())
    assert [chat for chat in tree.chats if str(chat) in log] == []


def test_no_crash_and_no_end_is_logged_with_a_typed_word(tree: Tree) -> None:
    """All that the servers wrote, crash and shutdown included, holds no word and no secret."""
    for server in tree.servers:
        assert '"event": "answered"' in server.log
        assert not mentions(server.log.encode())
        assert TOKEN not in server.log
        assert tree.redis.url not in server.log


def test_redis_writes_no_typed_word_to_its_disk(tree: Tree) -> None:
    """Redis's dump, its log of changes and its own log were written, and hold no typed word."""
    files = {
        path.name: path.read_bytes() for path in tree.redis.folder.rglob("*") if path.is_file()
    }
    assert any(name.endswith(".rdb") for name in files)
    assert any("aof" in name and b"signpost:talk:" in held for name, held in files.items())
    assert [name for name, held in files.items() if mentions(held)] == []
    for chat in tree.chats:
        assert not any(str(chat).encode() in held for held in files.values()), "who wrote"


def test_redis_holds_no_typed_word(tree: Tree) -> None:
    """What Redis held of a running conversation was facets under a hash."""
    assert b"urgency" in tree.during["values"]
    assert not mentions(tree.during["values"])


def test_no_figure_and_no_environment_holds_a_typed_word(tree: Tree) -> None:
    """`/metrics`, `/health`, a process's name, arguments, environment and open files hold none."""
    assert [name for name, held in tree.during.items() if mentions(held)] == []


def test_no_file_holds_a_typed_word(tree: Tree) -> None:
    """No file that was written meanwhile, by whatever process, holds a typed word."""
    assert any(path.parent == tree.folder / "telegram" for path in tree.written)
    assert [path for path in tree.written if mentions(path.read_bytes())] == []


@pytest.mark.parametrize("number", [0, 1])
def test_memory_is_never_dumped(tree: Tree, number: int) -> None:
    """A crash leaves no dump of memory, in which a message might be."""
    limits = tree.during[f"limits {number}"].decode().splitlines()
    row = next(line for line in limits if line.startswith("Max core file size"))
    assert row.split()[4:6] == ["0", "0"]
    dumps = [path for path in tree.written if path.name.startswith("core")]
    assert dumps == []


@pytest.mark.parametrize("when", TIMES)
def test_it_talks_to_redis_to_telegram_and_to_who_asks_alone(tree: Tree, when: str) -> None:
    """The connections that a server has of its own are those to Redis and to Telegram's server."""
    redis, telegram = tree.redis.port, urlsplit(tree.api.url).port
    first, second = tree.sockets[when]
    assert first <= {redis, telegram}
    assert second <= {redis}
    if when not in FAULTS:
        assert (first, second) == ({redis, telegram}, {redis})


def test_it_asks_for_nobody_elses_address(tree: Tree) -> None:
    """In all that time the server on Telegram looked up and connected to nobody else."""
    asked = [note["what"] for note in tree.notes if note["kind"] == "network"]
    ports = (str(tree.redis.port), str(urlsplit(tree.api.url).port))
    places_asked = [place for place in asked if place not in ("127.0.0.1", "localhost")]
    assert [
        p for p in places_asked if "127.0.0.1" not in p or not p.strip(")").endswith(ports)
    ] == []
