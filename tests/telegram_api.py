"""A Bot API server for tests, over real HTTP, that refuses what Telegram refuses. Not a test file.

    with TelegramApi() as api:
        chat = api.chat()
        api.text(chat, "hello")
        api.wait(lambda: api.sent(chat))

It keeps updates until they are confirmed, by polling or by a webhook's 200; it can be told to
answer 429, 5xx, or not at all, for one chat or for all; and it writes down every call.
"""

from __future__ import annotations

import http.client
import itertools
import json
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import telegram_rules as rules
from telegram_rules import Refused, bad

TOKEN = "123456:" + "test_" * 7
BOT = {"id": 123456, "is_bot": True, "first_name": "Signpost", "username": "signpost_test_bot"}
METHODS: dict[str, frozenset[str]] = {
    "getMe": frozenset(),
    "getUpdates": frozenset({"offset", "limit", "timeout", "allowed_updates"}),
    "sendMessage": frozenset(
        {"chat_id", "text", "parse_mode", "link_preview_options", "reply_markup"}
        | {"message_thread_id", "disable_notification"}
    ),
    "answerCallbackQuery": frozenset({"callback_query_id", "text", "show_alert"}),
    "deleteMessages": frozenset({"chat_id", "message_ids"}),
    "setMyCommands": frozenset({"commands", "language_code"}),
    "setWebhook": frozenset({"url", "secret_token", "allowed_updates", "max_connections"}),
    "deleteWebhook": frozenset({"drop_pending_updates"}),
}
TWO_DAYS = 48 * 3600


@dataclass(frozen=True)
class Call:
    """One call: when, which method, with what; and what was answered."""

    at: float
    method: str
    given: Mapping[str, Any]
    status: int


@dataclass
class Sent:
    """A message in a chat, of either side."""

    id: int
    chat: int
    text: str
    at: float
    ours: bool
    html: str = ""
    markup: Mapping[str, Any] = field(default_factory=dict)
    given: Mapping[str, Any] = field(default_factory=dict)

    @property
    def buttons(self) -> list[dict[str, Any]]:
        """The inline buttons under it."""
        return [b for row in self.markup.get("inline_keyboard", []) for b in row]


@dataclass
class Trouble:
    """Something to go wrong: for which chat (0: for all), how, how often."""

    status: int
    times: int
    chat: int = 0
    method: str = "sendMessage"
    retry_after: int = 0
    hang: float = 0.0
    # Whether the message is taken all the same: the answer alone is lost.
    taken: bool = False


class TelegramApi:
    """The server, and the people who write to the bot."""

    def __init__(self, port: int = 0) -> None:
        self.lock = threading.Condition()
        self.calls: list[Call] = []
        self.messages: list[Sent] = []
        self.troubles: list[Trouble] = []
        self.queue: dict[int, dict[str, Any]] = {}
        self.known: set[int] = set()
        self.blocked: set[int] = set()
        self.presses: set[str] = set()
        self.commands: dict[str, list[dict[str, str]]] = {}
        self.webhook: dict[str, Any] = {}
        # Where the webhook's host really listens.
        self.deliver_to = ""
        self.refused: list[tuple[str, str]] = []
        self._numbers = defaultdict(lambda: itertools.count(1))
        self._updates = itertools.count(1000)
        self._chats = itertools.count(10**12 + 7001)
        self._threads: list[threading.Thread] = []
        self.closing = False
        self._httpd = _Server(("127.0.0.1", port), _handler(self))
        self._httpd.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._httpd.server_address[1]}"
        threading.Thread(target=self._httpd.serve_forever, args=(0.05,), daemon=True).start()

    def __enter__(self) -> TelegramApi:
        return self

    def __exit__(self, *_: object) -> None:
        with self.lock:
            self.closing = True
            self.lock.notify_all()
        self._httpd.shutdown()
        self._httpd.server_close()

    # What people do.

    def chat(self) -> int:
        """A new person's private chat, who has pressed start."""
        with self.lock:
            chat = next(self._chats)
            self.known.add(chat)
            return chat

    def text(self, chat: int, text: str, **more: Any) -> int:
        """Someone writes; gives the update's id."""
        return self.message(chat, text=text, **more)

    def message(self, chat: int, language: str = "en", edited: bool = False, **content: Any) -> int:
        """Someone sends a message of any kind; gives the update's id."""
        with self.lock:
            number = next(self._numbers[chat])
            sent = Sent(number, chat, str(content.get("text", "")), time.time(), ours=False)
            self.messages.append(sent)
            body = {
                "message_id": number,
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private", "first_name": "A"},
                "from": person(chat, language),
                **content,
            }
            if edited:
                body["edit_date"] = int(time.time())
            return self.update({"edited_message" if edited else "message": body})

    def press(self, chat: int, data: str, language: str = "en") -> int:
        """Someone presses a button with this data; gives the update's id."""
        with self.lock:
            query = f"press{len(self.presses)}"
            self.presses.add(query)
            shown = [m for m in self.messages if m.chat == chat and m.ours]
            message = {
                "message_id": shown[-1].id if shown else 1,
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private", "first_name": "A"},
                "text": "…",
            }
            return self.update(
                {
                    "callback_query": {
                        "id": query,
                        "from": person(chat, language),
                        "chat_instance": str(chat),
                        "message": message,
                        "data": data,
                    }
                }
            )

    def update(self, content: dict[str, Any]) -> int:
        """Queue an update of any kind; gives its id."""
        with self.lock:
            number = next(self._updates)
            self.queue[number] = {"update_id": number, **content}
            self.lock.notify_all()
        if self.webhook:
            self._deliver(number)
        return number

    def _deliver(self, number: int) -> None:
        work = threading.Thread(target=self._push, args=(number,), daemon=True)
        self._threads.append(work)
        work.start()

    def _push(self, number: int) -> None:
        """Send an update to the webhook until it is confirmed, as Telegram does."""
        for wait in (0.0, 0.2, 0.5, 1.0, 2.0, 4.0, 8.0):
            time.sleep(wait)
            if self.closing or self.post(self.queue.get(number, {})) == 200:
                with self.lock:
                    self.queue.pop(number, None)
                return

    def post(self, body: Any, secret: str | None = None) -> int:
        """Send a body to the webhook; gives the status, 0 when nobody answers."""
        at = urlsplit(self.deliver_to or self.webhook["url"])
        path = urlsplit(self.webhook["url"]).path
        shown = self.webhook.get("secret_token", "") if secret is None else secret
        line = http.client.HTTPConnection(at.hostname or "", at.port or 80, timeout=15)
        headers = {"Content-Type": "application/json", "X-Telegram-Bot-Api-Secret-Token": shown}
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        try:
            line.request("POST", path, raw, headers)
            return line.getresponse().status
        except OSError:
            return 0
        finally:
            line.close()

    # What is looked at.

    def sent(self, chat: int) -> list[Sent]:
        """What the bot sent to a chat."""
        with self.lock:
            return [m for m in self.messages if m.chat == chat and m.ours]

    def seen(self, chat: int) -> list[Sent]:
        """What stands in a chat, of both sides."""
        with self.lock:
            return [m for m in self.messages if m.chat == chat]

    def called(self, method: str) -> list[Call]:
        """The calls of a method."""
        with self.lock:
            return [call for call in self.calls if call.method == method]

    def wait(self, until: Callable[[], Any], seconds: float = 60.0) -> Any:
        """Wait until something is true; gives it."""
        end = time.monotonic() + seconds
        with self.lock:
            while not (found := until()):
                left = end - time.monotonic()
                assert left > 0, f"waited in vain; refused: {self.refused[-5:]}"
                self.lock.wait(min(left, 0.2))
            return found

    def trouble(self, status: int, times: int = 1, **more: Any) -> None:
        """Let calls go wrong."""
        with self.lock:
            self.troubles.append(Trouble(status, times, **more))

    # What the bot calls.

    def answer(self, bot: str, method: str, given: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """Answer a call as the Bot API words it, and write it down."""
        status, answer = 200, {"ok": True}
        try:
            if bot != f"bot{TOKEN}":
                raise Refused(401, "Unauthorized")
            answer["result"] = self.call(method, given)
        except Refused as error:
            status = error.status
            answer = {"ok": False, "error_code": status, "description": error.words}
            if error.parameters:
                answer["parameters"] = error.parameters
        with self.lock:
            self.calls.append(Call(time.monotonic(), method, given, status))
            if status == 400:
                self.refused.append((method, str(answer["description"])))
            self.lock.notify_all()
        return status, answer

    def call(self, method: str, given: dict[str, Any]) -> Any:
        """Answer a call of the bot."""
        trouble = self._troubled(method, given)
        if trouble and trouble.hang:
            time.sleep(trouble.hang)
        if trouble and not trouble.taken:
            self._fail(trouble)
        unknown = set(given) - METHODS.get(method, frozenset())
        if method not in METHODS or unknown:
            raise Refused(404, f"Not Found: {method} {sorted(unknown)}")
        result = getattr(self, f"_{method}")(given)
        if trouble:
            self._fail(trouble)
        return result

    def _fail(self, trouble: Trouble) -> None:
        if trouble.status == 429:
            words = f"Too Many Requests: retry after {trouble.retry_after}"
            raise Refused(429, words, retry_after=trouble.retry_after)
        raise Refused(trouble.status, "trouble")

    def _troubled(self, method: str, given: Mapping[str, Any]) -> Trouble | None:
        with self.lock:
            for trouble in self.troubles:
                here = trouble.chat in (0, given.get("chat_id"))
                if trouble.method == method and here and trouble.times > 0:
                    trouble.times -= 1
                    return trouble
        return None

    def _getMe(self, given: dict[str, Any]) -> Any:
        return BOT

    def _getUpdates(self, given: dict[str, Any]) -> Any:
        if self.webhook:
            raise Refused(409, "Conflict: can't use getUpdates method while webhook is active")
        limit, end = int(given.get("limit", 100)), time.monotonic() + int(given.get("timeout", 0))
        with self.lock:
            for number in [n for n in self.queue if n < int(given.get("offset", 0))]:
                del self.queue[number]
            while not self.queue and not self.closing and (left := end - time.monotonic()) > 0:
                self.lock.wait(min(left, 0.5))
            return [self.queue[number] for number in sorted(self.queue)[:limit]]

    def _reachable(self, chat: Any) -> None:
        if chat not in self.known:
            raise bad("chat not found")
        if chat in self.blocked:
            raise Refused(403, "Forbidden: bot was blocked by the user")

    def _sendMessage(self, given: dict[str, Any]) -> Any:
        self._reachable(given.get("chat_id"))
        text = rules.text_of(str(given.get("text", "")), given.get("parse_mode"))
        rules.markup(given.get("reply_markup"))
        with self.lock:
            chat = given["chat_id"]
            number = next(self._numbers[chat])
            markup = given.get("reply_markup") or {}
            self.messages.append(
                Sent(number, chat, text, time.time(), True, str(given["text"]), markup, given)
            )
            return {
                "message_id": number,
                "date": int(time.time()),
                "chat": {"id": chat, "type": "private" if chat > 0 else "supergroup"},
                "from": BOT,
                "text": text,
            }

    def _answerCallbackQuery(self, given: dict[str, Any]) -> Any:
        if len(given.get("text", "")) > rules.ANSWER_LONGEST:
            raise bad("MESSAGE_TOO_LONG")
        with self.lock:
            if given["callback_query_id"] not in self.presses:
                raise bad("query is too old and response timeout expired or query ID is invalid")
            self.presses.discard(given["callback_query_id"])
        return True

    def _deleteMessages(self, given: dict[str, Any]) -> Any:
        self._reachable(given["chat_id"])
        wanted = given["message_ids"]
        if not 1 <= len(wanted) <= 100:
            raise bad("message identifiers must be from 1 to 100")
        with self.lock:
            here = [m for m in self.messages if m.chat == given["chat_id"] and m.id in wanted]
            if any(time.time() - m.at > TWO_DAYS for m in here):
                raise bad("message can't be deleted")
            self.messages[:] = [m for m in self.messages if m not in here]
        return True

    def _setMyCommands(self, given: dict[str, Any]) -> Any:
        rules.commands(given["commands"], given.get("language_code", ""))
        self.commands[given.get("language_code", "")] = given["commands"]
        return True

    def _setWebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = given
        for number in sorted(self.queue):
            self._deliver(number)
        return True

    def _deleteWebhook(self, given: dict[str, Any]) -> Any:
        self.webhook = {}
        if given.get("drop_pending_updates"):
            self.queue.clear()
        return True


class _Server(ThreadingHTTPServer):
    request_queue_size = 256

    def handle_error(self, *_: object) -> None:
        """A bot that was killed in the middle of a call is meant to be."""


def person(chat: int, language: str = "en") -> dict[str, Any]:
    """Who writes in a private chat."""
    return {"id": chat, "is_bot": False, "first_name": "A", "language_code": language}


def _read(content_type: str, body: bytes) -> dict[str, Any]:
    """The arguments of a call, as the Bot API takes them: a form whose values may be JSON."""
    if not body:
        return {}
    if content_type.startswith("application/json"):
        return dict(json.loads(body))
    pairs = parse_qsl(body.decode(), keep_blank_values=True, strict_parsing=True)
    return {key: value if key == "text" else _value(value) for key, value in pairs}


def _value(text: str) -> Any:
    try:
        return json.loads(text)
    except ValueError:
        return text


def _handler(api: TelegramApi) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            _, bot, method = self.path.split("/", 2)
            given = _read(self.headers.get("Content-Type", ""), body)
            status, answer = api.answer(bot, method, given)
            self._send(status, json.dumps(answer).encode())

        do_GET = do_POST

        def _send(self, status: int, body: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)
            except OSError:
                pass  # the bot was stopped meanwhile

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    return Handler
