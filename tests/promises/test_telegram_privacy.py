"""Nothing that is written on Telegram is kept or logged, nor the token, nor who wrote.

A phrase made up for each run is sent in every way, at every log level, with faults on both sides;
then every log, every file and the memory of the bot are searched for it, for the bot's token and
for the numbers of the chats.
"""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from places import on_telegram
from serving import ROOT, Server
from telegram_api import TOKEN, TelegramApi
from telegram_people import environment
from test_privacy import far_ends, is_here

HERE = Path(__file__).resolve().parent
LEVELS = ("debug", "info", "warning")
PARTS = ("words", "understanding", "handler")


class Watched:
    """A watched bot to which everything was sent, once at each log level."""

    def __init__(self, folder: Path, api: TelegramApi) -> None:
        self.folder, self.api = folder, api
        self.canary = f"kingfisher{secrets.token_hex(6)}"
        self.home, self.temp, self.state = folder / "home", folder / "temp", folder / "state"
        self.home.mkdir()
        self.temp.mkdir()
        env = {"HOME": str(self.home), "TMPDIR": str(self.temp), "LOG_LEVEL": "DEBUG"}
        program = [sys.executable, str(HERE / "watched_server.py"), str(folder)]
        self.server = Server(program, ROOT, {**env, **environment(api, self.state)}).wait("ok")
        self.chats: list[int] = []
        self.levels: dict[str, str] = {}
        for level in LEVELS:
            self.server.post({"sender": "tester", "message": f"log at {level}"})
            before = len(self.server.log)
            broken = (f"break the {part} {self.canary}" for part in PARTS)
            texts = [{"text": text} for text in broken]
            self.chats += on_telegram(api, self.server, self.canary, *texts)
            self.levels[level] = self.server.log[before:]

    def files(self) -> Iterator[Path]:
        """All that it wrote: what it opened for writing, its home, its state."""
        lines = (self.folder / "watched.jsonl").read_text().splitlines()
        noted = [json.loads(line) for line in lines]
        yield from {ROOT / note["what"] for note in noted if note["kind"] == "write"}
        for place in (self.home, self.temp, self.state):
            yield from place.rglob("*")


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    """The bot after everything was sent to it."""
    with TelegramApi() as api:
        seen = Watched(tmp_path_factory.mktemp("watched"), api)
        yield seen
        seen.server.stop()


@pytest.mark.parametrize("level", LEVELS)
def test_no_log_holds_a_message_or_the_token(watched: Watched, level: str) -> None:
    """At every log level neither what was written nor the token nor a chat is in the log."""
    log = watched.levels[level]
    assert ('"level": "debug"' in log) == (level == "debug"), "this is not the level"
    assert "telegram" in log
    for secret in (watched.canary, TOKEN, TOKEN.split(":")[1], watched.api.url):
        assert secret.lower() not in log.lower()
    assert [chat for chat in watched.chats if str(chat) in log] == []


def test_no_file_holds_a_message_or_a_chat(watched: Watched) -> None:
    """What is on the disk holds no word, no token, and no chat by its number."""
    files = [path for path in watched.files() if path.is_file()]
    assert any(path.parent == watched.state for path in files), "nothing was noted at all"
    for path in files:
        content = path.read_bytes()
        assert watched.canary.encode() not in content.lower(), path
        assert TOKEN.encode() not in content, path
        if path.parent == watched.state:
            assert [chat for chat in watched.chats if str(chat).encode() in content] == []


def test_the_memory_of_conversations_holds_no_word_and_no_chat(watched: Watched) -> None:
    """What is remembered of a conversation is under a hash, and holds no word and no position."""
    memory = (watched.folder / "memory.txt").read_bytes()
    assert b"lancashire" in memory, "the position was not even understood"
    assert watched.canary.encode() not in memory
    assert b"53.76" not in memory
    assert [chat for chat in watched.chats if f"'{chat}'".encode() in memory] == []


def test_no_reply_repeats_what_was_written(watched: Watched) -> None:
    """No answer on Telegram repeats a person's words."""
    ours = [message for message in watched.api.messages if message.ours]
    assert ours
    assert [m.text for m in ours if watched.canary in m.text.lower()] == []


def test_only_the_bot_api_is_called(watched: Watched) -> None:
    """While it answers on Telegram, the bot connects to the Bot API server and to nobody else."""
    ends = far_ends(watched.server.process.pid)
    assert ends, "the kernel showed no socket at all"
    assert [end for end in ends if not is_here(end)] == []
