"""The clients: one after the other over one connection, or many at once; only to 127.0.0.1."""

from __future__ import annotations

import asyncio
import http.client
import json
import time
import uuid
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Any

HOST = "127.0.0.1"
PATH = "/webhooks/rest/webhook"
ANSWER_SECONDS = 30.0

Judge = Callable[[Any], bool]


@dataclass
class Tally:
    """What a run of requests gave.

    Attributes:
        milliseconds: of each right answer.
        wrong: requests without one.
        seconds: how long the run took.
    """

    milliseconds: list[float] = field(default_factory=list)
    wrong: int = 0
    seconds: float = 0.0

    @property
    def rate(self) -> float:
        """Right answers a second."""
        return len(self.milliseconds) / self.seconds if self.seconds else 0.0


def turns(conversations: Sequence[Sequence[str]]) -> Iterator[tuple[str, str]]:
    """Messages without end, with their sender: each conversation is a new person's."""
    for talk in cycle(conversations):
        sender = uuid.uuid4().hex
        for message in talk:
            yield sender, message


def body(sender: str, message: str) -> bytes:
    """The body of a request to the REST channel."""
    return json.dumps({"sender": sender, "message": message}).encode()


def ask(connection: http.client.HTTPConnection, sender: str, message: str) -> Any:
    """Ask one question over an open connection.

    Returns:
        The answer's JSON data; None when its status is not 200.

    Raises:
        OSError: when the connection fails or the answer is late.
        http.client.HTTPException: when it breaks off.
        ValueError: when it is not JSON.
    """
    headers = {"Content-Type": "application/json"}
    connection.request("POST", PATH, body(sender, message), headers)
    response = connection.getresponse()
    data = response.read()
    return json.loads(data) if response.status == http.client.OK else None


def answers(port: int, message: str, judge: Judge) -> bool:
    """Whether a bot gives a right answer now, over a connection of its own."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        return judge(ask(connection, uuid.uuid4().hex, message))
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        connection.close()


def fetch(port: int, path: str) -> Any:
    """The JSON data of a page of a bot; None when there is none."""
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", path)
        return json.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, ValueError):
        return None
    finally:
        connection.close()


def one_by_one(
    port: int, conversations: Sequence[Sequence[str]], count: int, judge: Judge
) -> Tally:
    """Ask questions one after the other over one kept connection.

    Args:
        port: where the bot listens.
        conversations: what to ask, over and over.
        count: how many questions.
        judge: tells a right answer.
    """
    tally = Tally()
    connection = http.client.HTTPConnection(HOST, port, timeout=ANSWER_SECONDS)
    began = time.perf_counter()
    for (sender, message), _ in zip(turns(conversations), range(count)):
        start = time.perf_counter()
        try:
            right = judge(ask(connection, sender, message))
        except (OSError, http.client.HTTPException, ValueError):
            connection.close()
            right = False
        _count(tally, right, start)
    connection.close()
    tally.seconds = time.perf_counter() - began
    return tally


def at_once(
    port: int,
    conversations: Sequence[Sequence[str]],
    clients: int,
    seconds: float,
    judge: Judge,
) -> Tally:
    """Ask questions from many clients at the same time, each over its own kept connection.

    Args:
        port: where the bot listens.
        conversations: what to ask; each client begins at another one.
        clients: how many.
        seconds: after which no client asks again; answers under way still count.
        judge: tells a right answer.
    """
    return asyncio.run(_crowd(port, conversations, clients, seconds, judge))


async def _crowd(
    port: int,
    conversations: Sequence[Sequence[str]],
    clients: int,
    seconds: float,
    judge: Judge,
) -> Tally:
    tally = Tally()
    began = time.perf_counter()
    await asyncio.gather(
        *(
            _client(
                port,
                turns([*conversations[at:], *conversations[:at]]),
                began + seconds,
                judge,
                tally,
            )
            for at in (number % len(conversations) for number in range(clients))
        )
    )
    tally.seconds = time.perf_counter() - began
    return tally


async def _client(
    port: int, asked: Iterator[tuple[str, str]], until: float, judge: Judge, tally: Tally
) -> None:
    line = Line(port)
    while time.perf_counter() < until:
        start = time.perf_counter()
        try:
            right = judge(await asyncio.wait_for(line.ask(*next(asked)), ANSWER_SECONDS))
        except (OSError, EOFError, ValueError, asyncio.TimeoutError):
            line.close()
            right = False
            await asyncio.sleep(0.05)  # a dead server must not be hammered
        _count(tally, right, start)
    line.close()


def _count(tally: Tally, right: bool, start: float) -> None:
    if right:
        tally.milliseconds.append((time.perf_counter() - start) * 1000)
    else:
        tally.wrong += 1


class Line:
    """A connection that is kept open between questions, for asyncio."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, sender: str, message: str) -> Any:
        """Ask one question.

        Returns:
            The answer's JSON data; None when its status is not 200.

        Raises:
            OSError: when the connection fails.
            EOFError: when the answer breaks off.
            ValueError: when it cannot be read.
        """
        if self._streams is None:
            self._streams = await asyncio.open_connection(HOST, self._port)
        reader, writer = self._streams
        content = body(sender, message)
        writer.write(
            f"POST {PATH} HTTP/1.1\r\nHost: {HOST}:{self._port}\r\n"
            f"Content-Type: application/json\r\nContent-Length: {len(content)}\r\n\r\n".encode()
            + content
        )
        await writer.drain()
        status, length, closing = read_head(await reader.readuntil(b"\r\n\r\n"))
        data = await reader.readexactly(length)
        if closing:
            self.close()
        return json.loads(data) if status == http.client.OK else None

    def close(self) -> None:
        """Give the connection up; the next question opens another."""
        if self._streams is not None:
            self._streams[1].close()
            self._streams = None


def read_head(head: bytes) -> tuple[int, int, bool]:
    """Read the head of an answer.

    Args:
        head: everything up to and with the empty line.

    Returns:
        The status, the length of the body, and whether the server closes the connection.

    Raises:
        ValueError: when there is no status or no length.
    """
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = {
        name.strip().lower(): value.strip()
        for name, found, value in (line.partition(":") for line in lines)
        if found
    }
    if "content-length" not in fields:
        raise ValueError("an answer without Content-Length")
    closing = fields.get("connection", "").lower() == "close"
    return int(first[9:12]), int(fields["content-length"]), closing
