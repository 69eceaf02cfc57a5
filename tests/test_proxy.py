"""What stands in front: the files are sound by real tools, and a real Caddy does what they say."""

from __future__ import annotations

import http.client
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import ROOT, Server, free_port, serve

CADDYFILE = ROOT / "deploy" / "Caddyfile"
COMPOSE = ROOT / "docker-compose.yml"


def needs(program: str) -> pytest.MarkDecorator:
    """Skip where a program is not there, and say which."""
    reason = f"needs {program} (on Debian: apt-get install {program})"
    return pytest.mark.skipif(shutil.which(program) is None, reason=reason)


@needs("docker-compose")
def test_the_compose_file_is_sound() -> None:
    """Compose itself takes the file; without a password for Redis it says what to do."""
    command = ["docker-compose", "-f", str(COMPOSE), "config"]
    env = {**os.environ, "REDIS_PASSWORD": "made-up"}
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    del env["REDIS_PASSWORD"]
    refused = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    assert refused.returncode != 0
    assert "REDIS_PASSWORD" in refused.stderr


def test_only_the_proxy_is_published() -> None:
    """Neither the bot nor Redis has a port outside; each container is as small as it can be."""
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert [name for name, service in services.items() if "ports" in service] == ["proxy"]
    for name, service in services.items():
        assert service["read_only"] is True, name
        assert service["cap_drop"] == ["ALL"], name
        assert "no-new-privileges:true" in service["security_opt"], name
        assert service["memswap_limit"] == service["mem_limit"], name
        assert service["ulimits"]["core"] == 0, name
        assert service["pids_limit"] <= 256, name
    assert "outside" not in services["bot"]["networks"] + services["redis"]["networks"]
    assert "volatile-ttl" in services["redis"]["command"]


def test_no_container_runs_as_root() -> None:
    """Each image names a user, and so does Redis's service."""
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    stages = dockerfile.split("\nFROM ")[1:]
    run = [stage for stage in stages if " AS build" not in stage.splitlines()[0]]
    assert len(run) == 2
    assert all("\nUSER " in stage for stage in run)
    services = yaml.safe_load(COMPOSE.read_text(encoding="utf-8"))["services"]
    assert services["redis"]["user"] not in ("0", "root")


@needs("caddy")
def test_the_proxys_file_is_sound() -> None:
    """Caddy takes the file as it is shipped."""
    done = subprocess.run(
        ["caddy", "validate", "--adapter", "caddyfile", "--config", str(CADDYFILE)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr


@needs("caddy")
def test_the_proxy_sends_nobody_to_a_port_that_is_not_published() -> None:
    """HTTP/3 would be announced on the container's own port, where nothing is reached."""
    done = subprocess.run(
        ["caddy", "adapt", "--adapter", "caddyfile", "--config", str(CADDYFILE)],
        capture_output=True,
        text=True,
        check=True,
    )
    servers = json.loads(done.stdout)["apps"]["http"]["servers"]
    assert all(server["protocols"] == ["h1", "h2"] for server in servers.values())


class Front:
    """A real Caddy with the shipped file, on plain HTTP and before servers of a test."""

    def __init__(self, folder: Path, servers: list[Server]) -> None:
        self.port = free_port()
        floor = folder / "floor"
        floor.mkdir()
        for name in ("json", "html"):
            done = subprocess.run(
                [sys.executable, "-m", "bot.cli", "floor", f"--{name}"],
                cwd=ROOT,
                capture_output=True,
                check=True,
            )
            (floor / f"floor.{name}").write_bytes(done.stdout)
        text = CADDYFILE.read_text(encoding="utf-8")
        start = text.index("dynamic a bot 5005 {")
        end = text.index("}", start) + 1
        upstreams = " ".join(f"127.0.0.1:{server.port}" for server in servers)
        text = text[:start] + f"to {upstreams}" + text[end:]
        text = text.replace("/srv/floor", str(floor))
        text = text.replace("{$SIGNPOST_SITE:localhost}", f"http://127.0.0.1:{self.port}")
        (folder / "Caddyfile").write_text(text)
        self.log = folder / "log.txt"
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                ["caddy", "run", "--adapter", "caddyfile", "--config", str(folder / "Caddyfile")],
                env={**os.environ, "HOME": str(folder), "XDG_DATA_HOME": str(folder)},
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        end_time = time.monotonic() + 20
        while time.monotonic() < end_time:
            try:
                self.ask("GET", "/")
                return
            except OSError:
                time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, bytes]:
        """One request."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        line.request(method, path, body, {"Content-Type": "application/json"})
        answer = line.getresponse()
        return answer.status, answer.read()

    def stop(self) -> None:
        """End it."""
        os.killpg(self.process.pid, signal.SIGTERM)
        self.process.wait(20)


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Server]]:
    """Two servers behind the proxy."""
    env = {"SIGNPOST_PROXIES": "1"}
    started = [serve(env=env), serve(env=env)]
    yield [server.wait("ok") for server in started]
    for server in started:
        server.stop()


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory, servers: list[Server]) -> Iterator[Front]:
    """The proxy before them."""
    proxy = Front(tmp_path_factory.mktemp("proxy"), servers)
    yield proxy
    proxy.stop()


@needs("caddy")
def test_the_page_is_published(front: Front) -> None:
    """The front page comes through, with its numbers."""
    status, body = front.ask("GET", "/")
    assert status == 200
    assert b'href="tel:999"' in body


@needs("caddy")
@pytest.mark.parametrize("page", ["/", "/directory", "/directory/areas", "/embed"])
def test_what_a_page_names_is_published_too(front: Front, page: str) -> None:
    """Its style, its script and every page that it leads to come through as well."""
    status, body = front.ask("GET", page)
    assert status == 200
    named = set(re.findall(r'(?:href|src|action)="(/[^"#?]*)', body.decode()))
    assert named
    for path in sorted(named):
        assert front.ask("GET", path)[0] == 200, path


@needs("caddy")
@pytest.mark.parametrize(
    "path", ["/health", "/metrics", "/webhooks/rest/webhook", "/webhooks/rest/", "/x", "//health"]
)
def test_nothing_else_is_published(front: Front, path: str) -> None:
    """What is for the people who run it is not to be had from outside; the numbers are."""
    status, body = front.ask("POST" if "webhook" in path else "GET", path)
    assert status in (404, 301, 308)
    assert status != 404 or b"999" in body
    assert b"signpost_ready" not in body
    assert b"up_seconds" not in body


@needs("caddy")
def test_a_large_body_is_refused(front: Front) -> None:
    """More than 16 KB does not reach the bot."""
    status, _ = front.ask("POST", "/webhooks/web/message", b"x" * 40_000)
    assert status in (400, 404, 413, 502)


@needs("caddy")
def test_with_one_replica_gone_the_other_answers(front: Front, servers: list[Server]) -> None:
    """Nobody sees that a replica was killed; when the last is gone, the proxy gives the numbers."""
    servers[0].process.kill()
    servers[0].process.wait(10)
    for _ in range(10):
        status, body = front.ask("GET", "/")
        assert status == 200
        assert b'href="tel:999"' in body
    servers[1].process.kill()
    servers[1].process.wait(10)
    status, body = front.ask("GET", "/")
    assert status in (502, 503)
    assert b'href="tel:999"' in body
    status, body = front.ask("POST", "/webhooks/web/message", b"{}")
    assert status in (502, 503)
    assert b'"emergency-999"' in body


@needs("caddy")
def test_the_proxy_logs_no_address_and_no_path(front: Front) -> None:
    """Its error lines hold no request."""
    assert b"remote_ip" not in front.log.read_bytes()
    assert b"kingfisher" not in front.log.read_bytes()
