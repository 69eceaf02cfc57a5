"""Talking to the bot in a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from bot import terminal


class Parrot:
    """A bot that notes what it is told and answers with two buttons."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, str]] = []
        self.strangers = 0

    def say(self, text: str, sender: str) -> list[dict[str, Any]]:
        """One message with a button, and one with another."""
        self.heard.append((text, sender))
        return [
            {"text": f"heard {text}", "buttons": [{"title": "Yes", "payload": "go:self"}]},
            {"text": "and", "buttons": [{"title": "No", "payload": "go:other"}]},
        ]

    def stranger(self) -> str:
        """A new id each time."""
        self.strangers += 1
        return f"stranger {self.strangers}"


def chat(monkeypatch: pytest.MonkeyPatch, typed: list[Any], language: str = "en") -> Parrot:
    """A talk in which this is typed; an exception stands for a key that ends it."""
    lines: Iterator[Any] = iter([*typed, EOFError()])

    def read(prompt: str = "") -> str:
        line = next(lines)
        if isinstance(line, BaseException):
            raise line
        return str(line)

    monkeypatch.setattr("builtins.input", read)
    bot = Parrot()
    assert terminal.chat(bot, language) == 0
    return bot


def said(bot: Parrot) -> list[str]:
    """What the bot was told."""
    return [text for text, _ in bot.heard]


@pytest.mark.parametrize("language", ["en", "ro"])
def test_it_begins_in_the_language_that_was_asked_for(
    monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    """`--lang ro` begins in Romanian, before anything is typed."""
    assert said(chat(monkeypatch, [], language)) == [f"/{language}"]


def test_a_number_presses_a_button(monkeypatch: pytest.MonkeyPatch) -> None:
    """Typing a button's number presses it, counted over all messages of the reply."""
    assert said(chat(monkeypatch, ["1", " 2 "]))[1:] == ["go:self", "go:other"]


@pytest.mark.parametrize("typed", ["0", "3", "999", "-1", "1.5", "one"])
def test_another_number_is_said(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """A number that is no button, such as 999, is said as it is."""
    assert said(chat(monkeypatch, [typed]))[1:] == [typed]


def test_it_is_one_conversation(monkeypatch: pytest.MonkeyPatch) -> None:
    """All that is typed belongs to one conversation."""
    bot = chat(monkeypatch, ["hello", "", "help"])
    assert {sender for _, sender in bot.heard} == {"stranger 1"}


@pytest.mark.parametrize("typed", ["/exit", "/quit"])
def test_leaving_forgets(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """`/exit` ends the talk and has it forgotten."""
    assert said(chat(monkeypatch, [typed, "never said"]))[1:] == ["/forget"]


@pytest.mark.parametrize("key", [EOFError(), KeyboardInterrupt()])
def test_a_key_ends_it_quietly(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], key: BaseException
) -> None:
    """Ctrl-D and Ctrl-C end the talk without a stack trace."""
    chat(monkeypatch, [key])
    assert "Traceback" not in "".join(capsys.readouterr())


def test_a_reply_is_shown_with_its_buttons(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each message is shown, and each button with the number to type."""
    chat(monkeypatch, [])
    shown = capsys.readouterr().out
    assert "heard /en\n[1] Yes\n" in shown
    assert "and\n[2] No\n" in shown


def test_no_colour_where_nobody_looks(capsys: pytest.CaptureFixture[str]) -> None:
    """What is written to a file or another program has no colour codes in it."""
    message = {"text": "hello", "buttons": [{"title": "Yes", "payload": "x"}]}
    assert list(terminal.lines(message, 4)) == ["hello", "[4] Yes", ""]


def test_colour_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """In a terminal buttons stand out, unless NO_COLOR is set."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.delenv("NO_COLOR", raising=False)
    message = {"text": "hello", "buttons": [{"title": "Yes", "payload": "x"}]}
    assert "\033[1m[1] Yes\033[0m" in list(terminal.lines(message))
    monkeypatch.setenv("NO_COLOR", "1")
    assert "[1] Yes" in list(terminal.lines(message))
