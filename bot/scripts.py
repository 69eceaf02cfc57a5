"""Conversation scripts: what a person says, and what must and must not come back.

`play` plays a script over anything that answers messages, and holds every reply against the
general promises as well; `run` is the command `signpost test`.
"""

from __future__ import annotations

import datetime as dt
import http.client
import json
import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, urlsplit

from bot import brain
from bot.check import Fault, Invalid
from bot.conversation import PRESS, PRESSES
from bot.promises import Breach, Promises, Reply, shorten
from bot.script_file import Expectation, Script, Turn

Say = Callable[[str, str], list[dict[str, Any]]]
# What came where that is not what was wanted; None where it is.
Got = Callable[[Reply, Any], str | None]

URL = "http://127.0.0.1:5005"
WEBHOOK = "/webhooks/rest/webhook"
TIMEOUT_SECONDS = 15
FAILED, UNUSABLE = 1, 2


class Unreachable(Exception):
    """A channel gives no answer that can be read; the text says which and why."""


@dataclass(frozen=True)
class Failure:
    """Where a script was not kept to: what it expected there, and what came."""

    file: str
    line: int
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: expected {self.expected}, got {self.got}"


def play(script: Script, say: Say) -> list[Failure]:
    """Play a script as a new person.

    Args:
        script: what is said and expected.
        say: sends a text under a sender id and gives the messages of the reply.

    Returns:
        Every expectation that was not met, and every general promise that was broken.
    """
    sender = f"script-{secrets.token_urlsafe(12)}"
    failures: list[Failure] = []
    buttons: list[tuple[str, str]] = []
    for turn in script.turns:
        text = _pressed(turn.text, buttons) if turn.pressed else turn.text
        if text is None:
            titles = ", ".join(title for title, _ in buttons)
            failures.append(Failure(script.file, turn.line, f"a button {turn.text}", f"[{titles}]"))
            continue
        reply = Reply(say(text, sender))
        failures += [Failure(script.file, line, b.expected, b.got) for line, b in _met(turn, reply)]
        buttons = reply.buttons
    return failures


def _pressed(name: str, buttons: Sequence[tuple[str, str]]) -> str | None:
    """What a button sends: one that was just shown, by its title, or any by its token."""
    shown = (payload for title, payload in buttons if title.casefold() == name.casefold())
    token = name.removeprefix(PRESS)
    known = PRESS + token if token in PRESSES or token.startswith("at_") else None
    return next(shown, known)


def _met(turn: Turn, reply: Reply) -> Iterator[tuple[int, Breach]]:
    for breach in promises().broken(reply):
        yield turn.line, breach
    for expectation in turn.expectations:
        got = _GOT[expectation.key](reply, expectation.value)
        if got is not None:
            yield expectation.line, Breach(_wanted(expectation), got)


def _wanted(expectation: Expectation) -> str:
    value = expectation.value
    return f"{expectation.key} {', '.join(value) if isinstance(value, list) else value}"


@lru_cache(maxsize=1)
def promises() -> Promises:
    """What every reply is held to, by the directory and the words of this project."""
    return Promises(brain.speaker())


def _ids(fits: Callable[[list[str], Any], bool]) -> Got:
    def got(reply: Reply, value: Any) -> str | None:
        return None if fits(reply.ids, value) else f"[{', '.join(reply.ids)}]"

    return got


def _listed(value: str | list[str]) -> list[str]:
    return [value] if isinstance(value, str) else value


def _texts(wanted: bool) -> Got:
    def got(reply: Reply, value: Any) -> str | None:
        said = reply.text.casefold()
        kept = all((part.casefold() in said) is wanted for part in value)
        return None if kept else f'"{shorten(reply.text)}"'

    return got


def _same(look: Callable[[Reply], str]) -> Got:
    return lambda reply, value: None if look(reply) == value else look(reply)


_GOT: Mapping[str, Got] = {
    "first": _ids(lambda ids, value: bool(ids) and ids[0] in _listed(value)),
    "contacts": _ids(lambda ids, value: ids == value),
    "shows": _ids(lambda ids, value: set(value) <= set(ids)),
    "hides": _ids(lambda ids, value: not set(value) & set(ids)),
    "no_contacts": _ids(lambda ids, value: bool(ids) is not value),
    "says": _texts(wanted=True),
    "never": _texts(wanted=False),
    "language": _same(lambda reply: promises().language(reply)),
    "asks": _same(lambda reply: promises().asks(reply)),
    "urgency": _same(lambda reply: str(reply.custom.get("urgency", "none"))),
}


class RestBot:
    """A running bot, over HTTP."""

    def __init__(self, url: str = URL) -> None:
        self._at: SplitResult = urlsplit(url)
        if self._at.scheme not in ("http", "https") or not self._at.hostname:
            raise Unreachable(f"{url} is no address of a server; write one like {URL}")

    def say(self, text: str, sender: str) -> list[dict[str, Any]]:
        """Send one message.

        Args:
            text: what is typed.
            sender: whose conversation it belongs to.

        Returns:
            The messages of the reply; of a refusal, those that it carries for the person.

        Raises:
            Unreachable: when no answer comes, or none that can be read.
        """
        body = json.dumps({"sender": sender, "message": text})
        try:
            answer = json.loads(self._post(body))
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise Unreachable(f"{self._at.geturl()}: {error}") from error
        messages = answer.get("messages") if isinstance(answer, dict) else answer
        if not isinstance(messages, list):
            raise Unreachable(f"{self._at.geturl()}: the answer is no list of messages")
        return messages

    def _post(self, body: str) -> bytes:
        secure = self._at.scheme == "https"
        connect = http.client.HTTPSConnection if secure else http.client.HTTPConnection
        connection = connect(self._at.hostname or "", self._at.port, timeout=TIMEOUT_SECONDS)
        try:
            path = self._at.path.rstrip("/") + WEBHOOK
            connection.request("POST", path, body, {"Content-Type": "application/json"})
            return connection.getresponse().read()
        finally:
            connection.close()


def _local() -> Say:
    from bot.local import LocalBot  # Rasa takes seconds to load, and the other channel has none

    return LocalBot().say


def _telegram() -> Say:
    from bot.telegram import player  # the same

    return player.start().say


CHANNELS: Mapping[str, Callable[[str], Say]] = {
    "local": lambda _: _local(),
    "rest": lambda url: RestBot(url).say,
    "telegram": lambda _: _telegram(),
}


def run(
    paths: Sequence[str | Path],
    channel: str = "local",
    url: str = URL,
    at: dt.datetime | None = None,
) -> int:
    """Play scripts and print what was not met.

    Args:
        paths: script files, or folders of them.
        channel: a key of `CHANNELS`.
        url: of the running server, for a channel that needs one.
        at: the time of all replies, as lines open and close; now by default. A running server has
            a clock of its own.

    Returns:
        0 when all is well, 1 when a script was not kept to, 2 when a script or the channel
        cannot be used.
    """
    try:
        scripts = load_all(paths)
        if at is not None:
            _stand_still(channel, at)
        say = CHANNELS[channel](url)
        failures = [failure for script in scripts for failure in play(script, say)]
    except (Invalid, Unreachable, FileNotFoundError) as error:
        print(error)
        return UNUSABLE
    for failure in failures:
        print(failure)
    failed = len({failure.file for failure in failures})
    turns, wrong = sum(len(script.turns) for script in scripts), _wrong_turns(scripts, failures)
    share = 100 * (turns - wrong) / turns
    print(
        f"{len(scripts)} scripts, {failed} failed; "
        f"{turns - wrong} of {turns} turns right ({share:.1f} %)"
    )
    return FAILED if failures else 0


def _stand_still(channel: str, at: dt.datetime) -> None:
    if channel == "rest":
        raise Unreachable("a running server has a clock of its own: leave out --at")
    from bot import nlg  # Rasa takes seconds to load, and a running server needs none

    nlg.stand_still(at)


def _wrong_turns(scripts: Sequence[Script], failures: Sequence[Failure]) -> int:
    """In how many turns anything failed: a failure belongs to the turn that begins above it."""
    begins = {script.file: [turn.line for turn in script.turns] for script in scripts}
    found = {
        (item.file, max((line for line in begins[item.file] if line <= item.line), default=0))
        for item in failures
    }
    return len(found)


def load_all(paths: Sequence[str | Path]) -> list[Script]:
    """Read scripts.

    Args:
        paths: script files, or folders of them.

    Returns:
        The scripts, those of a folder by name.

    Raises:
        bot.check.Invalid: with the faults of all files.
        FileNotFoundError: when a path or the scripts of a folder are missing.
    """
    scripts: list[Script] = []
    faults: list[Fault] = []
    for path in paths_of(paths):
        try:
            scripts.append(Script.load(path))
        except Invalid as error:
            faults += error.faults
    if faults:
        raise Invalid(faults)
    return scripts


def paths_of(paths: Sequence[str | Path]) -> list[Path]:
    """The script files that are named, or that are in the folders that are named."""
    found: list[Path] = []
    for path in map(Path, paths):
        files = sorted(path.glob("*.yaml")) if path.is_dir() else [path] if path.is_file() else []
        if not files:
            raise FileNotFoundError(f"{path}: no script there")
        found += files
    return found
