"""A phrase that is typed is nowhere afterwards: the whole process tree is searched for it.

Two real servers with a real Redis that writes its dump and its log of changes to a disk, so that
there is something to search. The phrase is typed in every place, in order and while things are
broken; then files, Redis, logs, figures, the environment and the sockets are searched.
"""

from __future__ import annotations

import os
import secrets
import signal
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from redis_process import NEEDED, Redis
from serving import ROOT, serve

pytestmark = NEEDED
CANARY = f"kingfisher{secrets.token_hex(6)}"
WORDS = f"my name is {CANARY}, he locked me in at {CANARY} road"


class Tree:
    """Two servers and a Redis, after everything was typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
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
        self.servers = [serve(env=env), serve(env=env)]
        for server in self.servers:
            server.wait("ok")
        self.answers: list[tuple[str, int, bytes]] = []
        self.during: dict[str, bytes] = {}
        self._type_all()

    def _type_all(self) -> None:
        self._type("in order")
        self._flood()
        self.redis.hang()
        self._type("Redis hangs")
        self.redis.go_on()
        self._wait()
        self.redis.client().config_set("maxmemory", "1mb")
        self._type("Redis is full")
        self.redis.client().config_set("maxmemory", "0")
        client = self.redis.client()
        self.during["values"] = b"".join(
            bytes(key) + (client.get(key) or b"") for key in client.scan_iter("signpost:talk:*")
        )
        client.save()
        self._crash()

    def _type(self, when: str) -> None:
        """Type the phrase in every place of the first server, and once at the second."""
        bodies: dict[str, Any] = {
            "message": {"sender": "someone", "message": WORDS},
            "sender": {"sender": CANARY, "message": "I need help"},
            "broken JSON": f'{{"sender": "x", "message": "{CANARY}'.encode(),
            "not a text": {"sender": "x", "message": [CANARY]},
            "too large": {"sender": "x", "message": f"{CANARY} " * 20_000},
            "an intent": {"sender": "x", "message": f'/support{{"where": "{CANARY}"}}'},
            "a button": {"sender": "x", "message": f"go:at_{CANARY}"},
            "other keys": {"sender": "x", "message": "hello", "metadata": {"name": CANARY}},
        }
        for place, body in bodies.items():
            answer = self.servers[0].post(body)
            self.answers.append((f"{place}, {when}", answer.status, answer.body))
        headers = {"User-Agent": CANARY, "X-Forwarded-For": CANARY, "Cookie": CANARY}
        for path in (f"/{CANARY}?q={CANARY}", f"/health?{CANARY}", f"/webhooks/rest/{CANARY}"):
            answer = self.servers[0].request("GET", path, None, headers)
            self.answers.append((f"{path}, {when}", answer.status, answer.body))
        self.servers[1].post({"sender": "someone", "message": WORDS})

    def _flood(self) -> None:
        """Over every limit, and more at once than are answered at once."""
        with ThreadPoolExecutor(8) as pool:
            list(
                pool.map(
                    lambda n: self.servers[0].post({"sender": f"f{n % 2}", "message": WORDS}),
                    range(100),
                )
            )

    def _wait(self) -> None:
        for server in self.servers:
            end = time.monotonic() + 20
            while server.get("/health").json["status"] != "ok":
                assert time.monotonic() < end
                server.post({"sender": "waits", "message": "hello"})
                time.sleep(0.2)

    def _crash(self) -> None:
        """What is read of living processes; then one dies by a fault, the other is told to stop."""
        for number, server in enumerate(self.servers):
            place = Path(f"/proc/{server.process.pid}")
            for name in ("environ", "cmdline", "comm", "limits"):
                self.during[f"{name} {number}"] = (place / name).read_bytes()
            for path in ("/metrics", "/health"):
                self.during[f"{path} {number}"] = server.get(path).body
        self.sockets = far_ports(self.servers[0].process.pid)
        os.kill(self.servers[0].process.pid, signal.SIGABRT)
        self.servers[0].process.wait(20)
        self.servers[1].stop()
        self.redis.client().save()

    def written(self) -> Iterator[Path]:
        """Every file that was made or changed since it began, where a server could write."""
        places = [ROOT, self.folder, self.redis.folder, Path.cwd(), Path("/var/crash")]
        for place in places:
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
            if f"socket:[{parts[9]}]" in own and parts[3] == "01":
                ports.add(int(parts[2].split(":")[1], 16))
    return ports


@pytest.fixture(scope="module")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tree]:
    """The processes, after everything."""
    found = Tree(tmp_path_factory.mktemp("tree"))
    yield found
    for server in found.servers:
        server.stop()
    found.redis.end()


def mentions(content: bytes) -> bool:
    """Whether the phrase is in it, in any common spelling."""
    small = content.lower()
    return any(CANARY.encode(code) in small for code in ("utf-8", "utf-16-le", "utf-16-be"))


def test_everything_was_answered(tree: Tree) -> None:
    """Whatever is typed, and whatever is broken, the answer gives a number."""
    for place, status, body in tree.answers:
        if not place.startswith("/health"):
            assert status in (200, 400, 404, 413), place
            assert b"999" in body, place


def test_redis_writes_no_typed_word_to_its_disk(tree: Tree) -> None:
    """Redis's dump, its log of changes and its own log were written, and hold no typed word."""
    files = {
        path.name: path.read_bytes() for path in tree.redis.folder.rglob("*") if path.is_file()
    }
    assert any(name.endswith(".rdb") for name in files)
    assert any("aof" in name and b"signpost:talk:" in held for name, held in files.items())
    assert [name for name, held in files.items() if mentions(held)] == []


def test_redis_holds_no_typed_word(tree: Tree) -> None:
    """What Redis held of a running conversation was facets under a hash."""
    assert b"urgency" in tree.during["values"]
    assert not mentions(tree.during["values"])


def test_no_log_holds_a_typed_word(tree: Tree) -> None:
    """All that the servers wrote, crash and shutdown included, holds no typed word."""
    for server in tree.servers:
        assert '"event": "answered"' in server.log
        assert not mentions(server.log.encode())


def test_no_figure_and_no_environment_holds_a_typed_word(tree: Tree) -> None:
    """`/metrics`, `/health`, the process's name, arguments and environment hold none."""
    assert [name for name, held in tree.during.items() if mentions(held)] == []


def test_no_file_holds_a_typed_word(tree: Tree) -> None:
    """No file that was written meanwhile, by whatever process, holds a typed word."""
    assert [path for path in tree.written() if mentions(path.read_bytes())] == []


def test_memory_is_never_dumped(tree: Tree) -> None:
    """A crash leaves no dump of memory, in which a message might be."""
    limits = tree.during["limits 0"].decode().splitlines()
    row = next(line for line in limits if line.startswith("Max core file size"))
    assert row.split()[4:6] == ["0", "0"]
    dumps = [path for path in tree.written() if path.name.startswith("core")]
    assert dumps == []


def test_it_talks_to_redis_and_to_who_asks_alone(tree: Tree) -> None:
    """The only connection that a server has of its own is the one to Redis."""
    assert tree.sockets - {tree.redis.port} == set()
    assert tree.redis.port in tree.sockets


def test_answers_do_not_repeat_what_was_typed(tree: Tree) -> None:
    """No answer repeats a word, which someone might read over a shoulder; a sender id apart."""
    for place, _, body in tree.answers:
        if not place.startswith("sender"):
            assert not mentions(body), place
