"""What the player of conversation scripts promises to those who write them."""

from __future__ import annotations

import datetime as dt
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from bot import brain, nlg, replies, scripts
from bot.check import Invalid
from bot.conversation import Conversation
from bot.promises import Reply
from bot.script_file import EXPECTATIONS, Script
from bot.scripts import Failure, RestBot, play, run

NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.timezone.utc)
SUPPORT = Conversation(need="support", who="self", act="contacts", where="declined")
DANGER = Conversation(need="emergency", urgency="now", act="contacts", detail="danger")
THANKS = Conversation(act="talk", detail="thanks")
Message = dict[str, Any]


def speaks(conversation: Conversation) -> list[Message]:
    """A real reply, as a channel would send it."""
    message = replies.reply(conversation, brain.speaker(), NOON)
    buttons = [{"title": title, "payload": payload} for title, payload in message.buttons]
    return [
        {"recipient_id": "x", "text": message.text, "buttons": buttons, "custom": message.custom}
    ]


def write(folder: Path, text: str) -> Path:
    """A script file."""
    path = folder / "script.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def script_of(folder: Path, turns: str, language: str = "en") -> Script:
    """A script of some turns, the first on line 4."""
    return Script.load(write(folder, f"title: t\nlanguage: {language}\nturns:\n{turns}"))


def test_a_script_knows_its_lines(tmp_path: Path) -> None:
    """Turns and expectations carry the line they stand on, so that a failure can be found."""
    script = script_of(
        tmp_path, "  - say: hi\n    no_contacts: true\n  - press: danger\n    says: [a]\n"
    )
    assert [turn.line for turn in script.turns] == [4, 6]
    assert [turn.expectations[0].line for turn in script.turns] == [5, 7]
    assert [turn.pressed for turn in script.turns] == [False, True]


@pytest.mark.parametrize(
    ("turn", "line", "words"),
    [
        ("  - say: hi\n    frist: crimestoppers\n", 5, "frist"),
        ("  - say: hi\n    first: nobody\n", 5, "nobody"),
        ("  - say: hi\n    first: [crimestoppers, nobody]\n", 5, "nobody"),
        ("  - say: hi\n    shows: [crimestoppers, nobody]\n", 5, "nobody"),
        ("  - say: hi\n    hides: crimestoppers\n", 5, "list"),
        ("  - say: hi\n    says: []\n", 5, "list of texts"),
        ("  - say: hi\n    no_contacts: false\n", 5, "true"),
        ("  - say: hi\n    asks: why\n", 5, "why"),
        ("  - say: hi\n    urgency: now\n", 5, "now"),
        ("  - say: hi\n    language: xx\n", 5, "xx"),
        ("  - say: hi\n", 4, "expects nothing"),
        ("  - first: crimestoppers\n", 4, "one of say and press"),
        ("  - say: hi\n    press: danger\n    no_contacts: true\n", 4, "one of say and press"),
        ("  - say: 12\n    no_contacts: true\n", 4, "not a text"),
        ("  - say: {repeat: {text: a, times: 0}}\n    no_contacts: true\n", 4, "repeated"),
        ("  - say: {again: 3}\n    no_contacts: true\n", 4, "again"),
        ("  - just words\n", 4, "list of keys"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, turn: str, line: int, words: str) -> None:
    """What cannot stand in a script is an error that names the line and the word."""
    with pytest.raises(Invalid) as caught:
        script_of(tmp_path, turn)
    assert any(f.line == line and words in f.what for f in caught.value.faults), caught.value


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Whoever mends a script sees everything that is wrong with it in one go."""
    text = "language: xx\nturns:\n  - say: hi\n    first: nobody\n    tone: kind\n"
    with pytest.raises(Invalid) as caught:
        Script.load(write(tmp_path, text))
    assert len(caught.value.faults) == 4


def test_a_long_text_can_be_repeated(tmp_path: Path) -> None:
    """A very long message need not be written out."""
    say = '{repeat: {text: "a ", times: 50000, then: end}}'
    script = script_of(tmp_path, f"  - say: {say}\n    no_contacts: true\n")
    assert len(script.turns[0].text) == 100_003
    assert script.turns[0].text.endswith("a end")


def answers(*replies_in_turn: list[Message]) -> scripts.Say:
    """A bot that gives fixed replies, whatever is said."""
    waiting: Iterator[list[Message]] = iter(replies_in_turn)
    return lambda text, sender: next(waiting)


def test_a_script_that_is_kept_to_has_no_failures(tmp_path: Path) -> None:
    """Every kind of expectation can be met."""
    turns = (
        "  - say: I got out\n    first: salvation-army-referral\n"
        "    shows: [modern-slavery-helpline]\n    hides: [emergency-999]\n"
        "    says: [SALVATION ARMY]\n    never: [slavery act]\n    language: en\n"
        "    asks: nothing\n    urgency: routine\n"
        "  - say: thanks\n    no_contacts: true\n    language: en\n"
        "  - say: and again\n    first: [crimestoppers, salvation-army-referral]\n"
    )
    script = script_of(tmp_path, turns)
    said = answers(speaks(SUPPORT), speaks(THANKS), speaks(SUPPORT))
    assert play(script, said) == []


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("first: crimestoppers", "[salvation-army-referral, "),
        ("first: [crimestoppers, modern-slavery-helpline]", "[salvation-army-referral, "),
        ("contacts: [salvation-army-referral]", "[salvation-army-referral, "),
        ("shows: [diicot]", "[salvation-army-referral, "),
        ("hides: [modern-slavery-helpline]", "[salvation-army-referral, "),
        ("no_contacts: true", "[salvation-army-referral, "),
        ("says: [weather]", '"'),
        ("never: [salvation]", '"'),
        ("language: ro", "en"),
        ("asks: where", "nothing"),
        ("urgency: emergency", "routine"),
    ],
)
def test_a_failure_names_file_line_and_what_came(tmp_path: Path, expected: str, got: str) -> None:
    """A script that is not kept to says where, what was expected, and what came instead."""
    script = script_of(tmp_path, f"  - say: I got out\n    {expected}\n")
    (failure,) = play(script, answers(speaks(SUPPORT)))
    key = expected.partition(":")[0]
    assert str(failure).startswith(f"{tmp_path / 'script.yaml'}:5: expected {key} ")
    assert f", got {got}" in str(failure)


def test_every_expectation_can_be_judged() -> None:
    """Whatever may be written in a script is looked at when it is played."""
    assert set(scripts._GOT) == set(EXPECTATIONS)


def test_a_button_is_pressed_by_its_title(tmp_path: Path) -> None:
    """A title sends what that button sends; a token sends itself."""
    said: list[str] = []

    def say(text: str, sender: str) -> list[Message]:
        said.append(text)
        return speaks(DANGER)

    turns = "".join(
        f"  - {spoken}\n    first: emergency-999\n"
        for spoken in ("say: help", "press: no danger NOW", "press: lang_ro", "press: at_essex")
    )
    assert play(script_of(tmp_path, turns), say) == []
    assert said == ["help", "go:safe", "go:lang_ro", "go:at_essex"]


def test_a_button_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    """Nobody can press what was not shown; the turns after it are played all the same."""
    turns = "  - press: Fly away\n    no_contacts: true\n  - say: ta\n    no_contacts: true\n"
    failures = play(script_of(tmp_path, turns), answers(speaks(THANKS)))
    assert [(f.line, f.expected) for f in failures] == [(4, "a button Fly away")]


def test_each_play_is_a_new_person(tmp_path: Path) -> None:
    """Two plays never share what the bot remembers."""
    senders: list[str] = []

    def say(text: str, sender: str) -> list[Message]:
        senders.append(sender)
        return speaks(THANKS)

    script = script_of(tmp_path, "  - say: a\n    no_contacts: true\n" * 2)
    play(script, say)
    play(script, say)
    assert senders[0] == senders[1] != senders[2] == senders[3]


def test_a_question_of_ours_is_seen_in_its_own_message(tmp_path: Path) -> None:
    """`asks` tells which question follows the answer."""
    asked = replies.question(SUPPORT, brain.speaker(), "where")
    question = {"recipient_id": "x", "text": asked.text}
    script = script_of(tmp_path, "  - say: hi\n    asks: where\n    says: [town]\n")
    assert play(script, answers([*speaks(SUPPORT), question])) == []


@pytest.fixture
def server() -> Iterator[str]:
    """A server that answers as the bot's does, and refuses the message `bad`."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            refused = body["message"] == "bad"
            answer: object = (
                {"error": "no", "messages": speaks(DANGER)} if refused else speaks(SUPPORT)
            )
            if self.path != scripts.WEBHOOK or not body["sender"]:
                answer = "not here"
            self.send_response(400 if refused else 200)
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

        def log_message(self, *args: object) -> None:
            """Keep quiet."""

    with HTTPServer(("127.0.0.1", 0), Handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http.server_port}"
        http.shutdown()


def test_rest_plays_over_http(server: str, tmp_path: Path, capsys: Any) -> None:
    """The same script runs against a server, by its address."""
    path = write(
        tmp_path,
        "title: t\nlanguage: en\nturns:\n  - say: hi\n    first: salvation-army-referral\n",
    )
    assert run([path], "rest", server) == 0
    assert "1 scripts, 0 failed" in capsys.readouterr().out


def test_a_refusal_is_read_for_what_it_gives_the_person(server: str) -> None:
    """A 4xx carries numbers, and those count as the reply."""
    assert Reply(RestBot(server).say("bad", "x")).ids[0] == "emergency-999"


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "127.0.0.1:5005", "ftp://x"])
def test_an_unreachable_server_is_told(url: str, tmp_path: Path, capsys: Any) -> None:
    """Without a server there is a sentence and exit code 2, and no stack trace."""
    path = write(tmp_path, "title: t\nlanguage: en\nturns:\n  - say: hi\n    no_contacts: true\n")
    assert run([path], "rest", url) == 2
    assert url in capsys.readouterr().out


def test_a_running_server_has_its_own_clock(server: str, tmp_path: Path, capsys: Any) -> None:
    """The time of the replies is chosen for the bot in this process alone."""
    path = write(tmp_path, "title: t\nlanguage: en\nturns:\n  - say: hi\n    no_contacts: true\n")
    noon = dt.datetime(2026, 11, 17, 12, tzinfo=dt.timezone.utc)
    assert run([path], "rest", server, noon) == 2
    assert "--at" in capsys.readouterr().out


def test_replies_may_be_written_as_at_another_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line that opens in the morning is closed at three, whenever the script is played."""
    seen: list[str] = []
    speaker = brain.speaker()

    def reply(conversation: object, words: object, at: dt.datetime) -> object:
        seen.append(at.isoformat())
        return replies.reply(THANKS, speaker, at)

    monkeypatch.setattr("bot.nlg.replies", SimpleNamespace(reply=reply))
    nlg.stand_still(dt.datetime(2026, 11, 17, 3, tzinfo=dt.timezone.utc))
    try:
        nlg.SignpostNLG()._written("utter_signpost", THANKS)
    finally:
        nlg.stand_still(None)
    nlg.SignpostNLG()._written("utter_signpost", THANKS)
    assert seen[0] == "2026-11-17T03:00:00+00:00" != seen[1]


def test_run_prints_what_failed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    """The command prints each failure with file and line, and ends with 1."""
    monkeypatch.setattr(scripts, "CHANNELS", {"fake": lambda url: answers(speaks(SUPPORT))})
    path = write(tmp_path, "title: t\nlanguage: en\nturns:\n  - say: hi\n    first: anitp\n")
    assert run([tmp_path], "fake") == 1
    first, last = capsys.readouterr().out.splitlines()
    assert first.startswith(f"{path}:5: expected first anitp, got [salvation-army-referral, ")
    assert last == "1 scripts, 1 failed; 0 of 1 turns right (0.0 %)"


def test_run_plays_nothing_while_a_script_is_faulty(tmp_path: Path, capsys: Any) -> None:
    """A script that cannot be read ends the command with 2, naming file and line."""
    path = write(tmp_path, "title: t\nlanguage: en\nturns:\n  - say: hi\n")
    assert run([path]) == 2
    assert f"{path}:4:" in capsys.readouterr().out


def test_run_names_a_path_that_is_not_there(tmp_path: Path, capsys: Any) -> None:
    """A wrong path is told, not passed over."""
    assert run([tmp_path / "none.yaml"]) == 2
    assert "none.yaml" in capsys.readouterr().out


def test_a_failure_reads_like_a_sentence() -> None:
    """The line that staff see says where, what was expected and what came."""
    failure = Failure("a.yaml", 3, "first anitp", "[crimestoppers]")
    assert str(failure) == "a.yaml:3: expected first anitp, got [crimestoppers]"
