"""The `signpost` command: what it prints, and what it says of a bad call."""

from __future__ import annotations

import io
import json
import os
import re
import socket
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import serving

from bot import brain, cli
from bot.check import Fault, Invalid
from bot.cli import main
from bot.settings import ROOT

if TYPE_CHECKING:
    from bot.local import LocalBot

Output = pytest.CaptureFixture[str]
WHERE_KEYS = {"text", "nation", "police_area", "places", "ambiguous", "alternatives"}


@pytest.fixture
def asked(local_bot: LocalBot, monkeypatch: pytest.MonkeyPatch) -> None:
    """`signpost ask` with the bot that is loaded already."""
    monkeypatch.setattr(cli, "_bot", lambda: local_bot)


def rows(capsys: Output) -> list[Any]:
    """What was printed, a JSON object a line."""
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_where_prints_an_object_a_line(capsys: Output) -> None:
    """`signpost where` says which police area and nation each text names."""
    assert main(["where", "I live near Preston", "Cardiff", "nowhere at all"]) == 0
    preston, cardiff, nothing = rows(capsys)
    assert set(preston) >= WHERE_KEYS
    assert preston["text"] == "I live near Preston"
    assert (preston["nation"], preston["police_area"]) == ("England", "lancashire")
    assert cardiff["nation"] == "Wales"
    assert (nothing["nation"], nothing["police_area"]) == (None, None)
    assert "why" not in preston


def test_where_reads_lines(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """With `-` it reads a text a line, so that a whole list can be tried."""
    monkeypatch.setattr("sys.stdin", io.StringIO("Leeds\n\nGlasgow\n"))
    assert main(["where", "-", "--why"]) == 0
    found = rows(capsys)
    assert [row["text"] for row in found] == ["Leeds", "", "Glasgow"]
    assert found[2]["nation"] == "Scotland"
    assert "why" in found[0]


def test_route_prints_a_plan(capsys: Output) -> None:
    """`signpost route --json` gives the contacts of a situation, best first, each with why."""
    assert main(["route", '{"urgency": "now"}', "--json", "--at", "2026-12-25T03:00"]) == 0
    [plan] = rows(capsys)
    assert plan["urgency"] == "emergency"
    first = plan["contacts"][0]
    assert first["id"] == "emergency-999"
    assert first["ways"][0] == "999"
    assert first["why"]


def test_route_reads_standard_input(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an argument the situation comes from another program."""
    monkeypatch.setattr("sys.stdin", io.StringIO('{"need": "report", "nation": "Wales"}'))
    assert main(["route"]) == 0
    assert re.match(r"[a-z0-9-]+: \w", capsys.readouterr().out)


@pytest.mark.parametrize(
    "situation",
    [
        "",
        "{",
        "[1]",
        "7",
        "null",
        '{"urgency": "very"}',
        '{"mood": "bad"}',
        '{"topics": [["x"]]}',
        '{"nation": 5}',
    ],
)
def test_route_says_what_is_no_situation(capsys: Output, situation: str) -> None:
    """What is no situation is refused with a reason and exit code 2, never a stack trace."""
    assert main(["route", situation, "--json"]) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith("not a situation: ")
    assert shown.out == ""


def test_route_says_what_is_no_time(capsys: Output) -> None:
    """A time that cannot be read is refused the same way."""
    assert main(["route", "{}", "--at", "tomorrow"]) == 2
    assert "tomorrow" in capsys.readouterr().err


def test_check_counts(capsys: Output) -> None:
    """`signpost check` ends with 0 where no fault stops the start, and counts what it found."""
    assert main(["check", str(ROOT / "resources.yaml")]) == 0
    assert re.search(r"^0 errors, \d+ warnings$", capsys.readouterr().err, re.MULTILINE)


def test_check_tells_every_fault(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each fault is a line with file, line, what and mend; an error makes the exit code 1."""
    faults = [
        Fault("bot/words/ro.yaml", 7, "talk.bye: is missing", "translate it"),
        Fault("resources.yaml", 3, "no number", "add one"),
        Fault("resources.yaml", 9, "old", "look again", "warning"),
    ]
    monkeypatch.setattr("bot.check.run_checks", lambda *_, **__: faults)
    assert main(["check"]) == 1
    shown = capsys.readouterr()
    assert "resources.yaml:3: no number → add one\n" in shown.out
    assert "resources.yaml:9: warning: old → look again\n" in shown.out
    assert "2 errors, 1 warnings" in shown.err
    assert main(["check", str(ROOT / "bot/words/ro.yaml")]) == 1
    assert "resources.yaml" not in capsys.readouterr().out
    assert main(["check", str(ROOT / "config.yml")]) == 0


def test_check_says_when_a_file_is_not_there(capsys: Output) -> None:
    """A file that does not exist is never reported as sound."""
    assert main(["check", "resorces.yaml"]) == 2
    assert "resorces.yaml" in capsys.readouterr().err


def test_a_broken_directory_is_told_without_a_stack_trace(
    capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command tells the faults of a broken directory, a line each."""

    def broken() -> None:
        raise Invalid([Fault("resources.yaml", 3, "no number", "add one")])

    monkeypatch.setattr(brain, "speaker", broken)
    assert main(["route", "{}"]) == 1
    assert capsys.readouterr().err == "resources.yaml:3: no number → add one\n"


@pytest.mark.parametrize("command", ["serve", "ask", "chat", "train"])
def test_a_broken_file_stops_the_start(
    capsys: Output, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """With a broken file nothing starts and nothing is trained; all faults are listed."""
    faults = [Fault("resources.yaml", line, "no number", "add one") for line in (3, 8)]
    monkeypatch.setattr("bot.check.run_checks", lambda *_, **__: faults)
    monkeypatch.setattr("bot.logs.configure", lambda *_: None)
    assert main([command, *(["hello"] if command == "ask" else [])]) == 1
    assert capsys.readouterr().err.splitlines() == [str(fault) for fault in faults]


def test_a_port_that_is_taken_is_told(capsys: Output) -> None:
    """Where another program has the port, the message names it and what to change."""
    with socket.create_server(("127.0.0.1", 0)) as line:
        port = line.getsockname()[1]
        assert main(["serve", "--port", str(port)]) == 1
    error = capsys.readouterr().err
    assert str(port) in error
    assert "PORT" in error


@pytest.mark.parametrize("port", ["0", "70000", "-5"])
def test_a_port_that_cannot_be_is_told(capsys: Output, port: str) -> None:
    """A port out of range is refused at once, as in the environment."""
    assert main(["serve", f"--port={port}"]) == 1
    assert "1 to 65535" in capsys.readouterr().err


def test_a_bad_setting_is_told(capsys: Output, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad environment variable stops the start with its name."""
    monkeypatch.setenv("PORT", "x")
    assert main(["serve"]) == 1
    assert "PORT='x'" in capsys.readouterr().err


@pytest.mark.parametrize("call", [[], ["nosuch"], ["ask"], ["where"], ["serve", "--port", "x"]])
def test_a_bad_call_shows_how_to_call(capsys: Output, call: list[str]) -> None:
    """A command that does not exist, or lacks something, shows how it is called and ends with 2."""
    with pytest.raises(SystemExit) as ended:
        main(call)
    assert ended.value.code == 2
    assert capsys.readouterr().err.startswith("usage: signpost")


def test_every_command_has_help(capsys: Output) -> None:
    """`signpost --help` says in a line what each command is for."""
    with pytest.raises(SystemExit) as ended:
        main(["--help"])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    for command in ("serve", "chat", "train", "check", "ask", "where", "route"):
        assert re.search(rf"^ +{command} +\w", shown, re.MULTILINE)


@pytest.mark.usefixtures("asked")
def test_ask_prints_a_reply_for_people(capsys: Output) -> None:
    """`signpost ask` prints the reply as a person reads it."""
    assert main(["ask", "he has locked me in and he is coming back to hurt me"]) == 0
    assert "999" in capsys.readouterr().out


@pytest.mark.usefixtures("asked")
def test_ask_prints_a_reply_for_programs(capsys: Output) -> None:
    """`signpost ask --json` prints the reply as the REST channel gives it."""
    assert main(["ask", "he has locked me in and he is coming back to hurt me", "--json"]) == 0
    [messages] = rows(capsys)
    assert messages[0]["custom"]["contacts"][0]["id"] == "emergency-999"
    assert messages[0]["recipient_id"]


@pytest.mark.usefixtures("asked")
def test_ask_says_why(capsys: Output) -> None:
    """`signpost ask --why` tells a curator what was understood, and why these contacts."""
    assert main(["ask", "he has locked me in and he is coming back to hurt me", "--why"]) == 0
    shown = capsys.readouterr().out
    assert "urgency: now" in shown
    assert "1. emergency-999: " in shown


@pytest.mark.parametrize("text", ["", "\x00", "/restart", "{emergency}", "🙂"])
@pytest.mark.usefixtures("asked")
def test_ask_answers_anything(capsys: Output, text: str) -> None:
    """Whatever is asked is answered."""
    assert main(["ask", text]) == 0
    assert "999" in capsys.readouterr().out


def test_where_reads_a_file_of_lines(capsys: Output, tmp_path: Path) -> None:
    """A curator's file gives one object a line, as answers to the question if so asked."""
    file = tmp_path / "lines.txt"
    file.write_text("sale\nRichmond near Darlington\n", encoding="utf-8")
    assert main(["where", "--asked", "--why", "--file", str(file)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert first["police_area"] == "greater-manchester"
    assert second["police_area"] == "north-yorkshire"
    assert second["why"]
    assert main(["where", "--file", str(tmp_path / "none.txt")]) == 2


def test_where_needs_no_model(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Place names can be tried in any folder and without a trained model."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.model.newest_model", lambda: pytest.fail("a model was looked for"))
    assert main(["where", "Preston"]) == 0


def test_a_broken_words_file_is_told_in_one_line(tmp_path: Path) -> None:
    """A words file that cannot be read is named, with its fault, and without a stack trace."""
    project = serving.copied(tmp_path / "project")
    words = project / "bot" / "words" / "en.yaml"
    words.write_text(words.read_text(encoding="utf-8") + "  x: [\n", encoding="utf-8")
    program = [sys.executable, "-m", "bot.cli", "route", "{}"]
    environment = {**os.environ, "PYTHONPATH": str(project)}
    ran = subprocess.run(
        program, cwd=project, env=environment, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert ran.stderr.startswith("bot/words/en.yaml: ")
    assert "Traceback" not in ran.stderr
    assert len(ran.stderr.splitlines()) == 1
