"""The directory changes under a running bot: good changes at once, bad ones never."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import Answer, Server, copied, serve

PRESTON = "I was made to work on a farm in Preston. I got out."
ALERT = "The phones are down today. Use the web form."


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose files can be changed."""
    return copied(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def server(project: Path) -> Iterator[Server]:
    """A server of it."""
    started = serve(project, {"PYTHONPATH": str(project)}).wait("ok")
    yield started
    started.stop()


@pytest.fixture
def directory(project: Path, server: Server) -> Iterator[Path]:
    """The directory file; as it was, and taken again, after the test."""
    path = project / "resources.yaml"
    before = path.read_text(encoding="utf-8")
    yield path
    path.write_text(before, encoding="utf-8")
    assert reload(project, server).returncode == 0


def reload(project: Path, server: Server) -> subprocess.CompletedProcess[str]:
    """`signpost reload`, as a person on duty types it."""
    return subprocess.run(
        [sys.executable, "-m", "bot.cli", "reload", "--port", str(server.port)],
        cwd=project,
        env={**os.environ, "PYTHONPATH": str(project)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def edit(path: Path, change: Callable[[str], str]) -> None:
    """Change the file as an editor does; the change must change something."""
    text = path.read_text(encoding="utf-8")
    changed = change(text)
    assert changed != text
    path.write_text(changed, encoding="utf-8")


def with_alert(resource: str) -> Callable[[str], str]:
    """One line of YAML on a resource."""
    line = f'- id: {resource}\n    alert: {{en: "{ALERT}", ro: "Azi nu merge."}}\n'
    return lambda text: text.replace(f"- id: {resource}\n", line, 1)


def card(answer: Answer, resource: str) -> dict[str, Any]:
    """A contact of an answer."""
    cards = [card for m in answer.json for card in m.get("custom", {}).get("contacts", [])]
    return next(card for card in cards if card["id"] == resource)


def test_an_alert_is_live_after_a_reload(project: Path, server: Server, directory: Path) -> None:
    """One line on a resource, a reload, and everybody who is shown it reads the alert."""
    say = {"sender": "alert", "message": "I escaped from forced labour and need a safe place"}
    assert card(server.post(say), "salvation-army-referral")["alert"] is None
    edit(directory, with_alert("salvation-army-referral"))
    done = reload(project, server)
    assert (done.returncode, done.stderr) == (0, "")
    assert "resources" in done.stdout
    answer = server.post(say)
    assert card(answer, "salvation-army-referral")["alert"] == ALERT
    assert ALERT in answer.json[0]["text"]
    floor = server.get("/nothing").json["messages"][0]
    assert ALERT in floor["text"], "the floor names the resource too"


def test_a_conversation_goes_on_through_a_reload(
    project: Path, server: Server, directory: Path
) -> None:
    """A reload takes nothing from a conversation that is under way."""
    server.post({"sender": "goes on", "message": PRESTON})
    edit(directory, with_alert("lancashire-victim-services"))
    assert reload(project, server).returncode == 0
    again = server.post({"sender": "goes on", "message": "what was the number again?"})
    assert card(again, "lancashire-victim-services")["alert"] == ALERT


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda text: text[: len(text) // 2], r"resources\.yaml"),
        (lambda text: "", r"resources\.yaml"),
        (lambda text: "\x00\xff", r"resources\.yaml"),
        (lambda text: text.replace("status: active", "status: actve", 1), r"resources\.yaml:\d+:"),
        (
            lambda text: re.sub(r"- id: emergency-999\n", "- id: other\n", text, count=1),
            "emergency-999",
        ),
    ],
    ids=["cut in half", "empty", "binary", "a typing error", "no emergency number"],
)
def test_a_broken_directory_is_refused(
    project: Path, server: Server, directory: Path, change: Callable[[str], str], told: str
) -> None:
    """A broken file is refused, the last good one answers, and `/health` says what is wrong."""
    edition = server.get("/health").json["directory"]["edition"]
    edit(directory, change)
    done = reload(project, server)
    assert done.returncode == 1
    assert re.search(told, done.stderr)
    health = server.get("/health")
    assert (health.status, health.json["status"]) == (200, "degraded")
    assert health.json["directory"]["edition"] == edition
    assert re.search(told, health.json["reasons"][0])
    answer = server.post({"sender": "broken", "message": PRESTON})
    assert card(answer, "lancashire-victim-services")["alert"] is None


def test_a_missing_directory_is_refused(project: Path, server: Server, directory: Path) -> None:
    """A file that is gone is no reason to have no numbers."""
    directory.unlink()
    assert reload(project, server).returncode == 1
    assert card(server.post({"sender": "m", "message": PRESTON}), "lancashire-victim-services")


def test_the_signal_alone_reloads(server: Server, directory: Path) -> None:
    """SIGHUP does the same, for whoever has only the process."""
    edit(directory, with_alert("emergency-999"))
    before = server.get("/health").json["directory"]["reloads"]
    os.kill(server.process.pid, signal.SIGHUP)
    end = time.monotonic() + 30
    while server.get("/health").json["directory"]["reloads"] == before:
        assert time.monotonic() < end
        time.sleep(0.1)
    assert ALERT in server.get("/nothing").json["messages"][0]["text"]


def test_messages_are_answered_during_a_reload(project: Path, server: Server) -> None:
    """Nobody waits for a reload: each message is answered, and none from the floor."""
    os.kill(server.process.pid, signal.SIGHUP)
    for number in range(20):
        answer = server.post({"sender": f"during {number}", "message": PRESTON})
        assert card(answer, "lancashire-victim-services")


def test_where_nothing_runs_it_says_so(project: Path) -> None:
    """`signpost reload` without a server fails with a line that says where it looked."""
    done = subprocess.run(
        [sys.executable, "-m", "bot.cli", "reload", "--port", "9"],
        cwd=project,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert "no server answers at http://127.0.0.1:9/health" in done.stderr
