"""The `signpost` command: parsing and printing only; the work is done elsewhere.

Imports what a command needs inside that command, so that `signpost where` does not wait for
Rasa to load.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import socket
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.check import Invalid
from bot.settings import ROOT, BadSetting, Settings
from bot.words import BadWords


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command.

    Args:
        argv: the arguments; the process's own by default.

    Returns:
        The exit code: 0 when all is well, 1 for a fault that was reported, 2 for a bad call.
    """
    arguments = _parser().parse_args(argv)
    command: Callable[[argparse.Namespace], int] = arguments.run
    try:
        return command(arguments)
    except (BadSetting, BadWords, FileNotFoundError, Invalid) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser("signpost", description="Signpost, from the command line.")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    serve = _command(commands, "serve", _serve, "answer over HTTP")
    serve.add_argument("--host", help="address to listen on (default: HOST or 127.0.0.1)")
    serve.add_argument("--port", type=int, help="port to listen on (default: PORT or 5005)")
    again = _command(commands, "reload", _reload, "have the running server take the directory anew")
    again.add_argument("--host", help="where it listens (default: HOST or 127.0.0.1)")
    again.add_argument("--port", type=int, help="where it listens (default: PORT or 5005)")
    fixed = _command(commands, "floor", _floor, "the fixed reply, for a proxy to give alone")
    fixed.add_argument("--json", action="store_true", help="as clients read it")
    fixed.add_argument("--html", action="store_true", help="as a page")
    chat = _command(commands, "chat", _chat, "talk to the bot in this terminal")
    chat.add_argument("--lang", default="en", help="language to begin in: en or ro")
    train = _command(commands, "train", _train, "train the model, unless it is up to date")
    train.add_argument("--force", action="store_true", help="train even when it is up to date")
    check = _command(commands, "check", _check, "check directory, words and training data")
    check.add_argument("files", nargs="*", type=Path, help="files to report on (default: all)")
    ask = _command(commands, "ask", _ask, "one message, one reply")
    ask.add_argument("text")
    ask.add_argument("--json", action="store_true", help="print the reply as clients read it")
    ask.add_argument("--why", action="store_true", help="say what was understood, for curators")
    where = _command(commands, "where", _where, "what place a text names, a JSON object a line")
    where.add_argument("text", nargs="*", help="texts, or - to read lines from standard input")
    where.add_argument("--file", type=Path, help="read lines from a file too, one message a line")
    where.add_argument("--asked", action="store_true", help='as answers to "where are you?"')
    where.add_argument("--json", action="store_true", help="JSON (the default and only form)")
    where.set_defaults(usage=where)
    where.add_argument("--why", action="store_true", help="add how it was understood")
    route = _command(commands, "route", _route, "a situation as JSON in, a plan out")
    route.add_argument("situation", nargs="?", default="-", help="JSON, or - for standard input")
    route.add_argument("--json", action="store_true", help="print the plan as JSON")
    route.add_argument("--at", help="time to plan for, as 2026-12-25T03:00 (default: now)")
    test = _command(commands, "test", _test, "play conversation scripts")
    test.add_argument("scripts", nargs="+", type=Path)
    test.add_argument("--channel", default="local", help="local, rest or telegram")
    test.add_argument("--url", default="http://127.0.0.1:5005", help="server of a REST channel")
    test.add_argument(
        "--at", help="the time of the replies, such as 2026-11-17T12:00; now by default"
    )
    evaluate = _command(commands, "eval", _evaluate, "score the held-out messages")
    evaluate.add_argument("--set", default="dev", choices=("dev", "test"), dest="name")
    evaluate.add_argument(
        "--compare",
        nargs="?",
        type=int,
        const=0,
        metavar="N",
        help="train other pipelines beside, on all messages or on about N of them",
    )
    evaluate.add_argument("--baseline", type=Path, help="figures to compare with")
    return parser


def _command(
    commands: Any, name: str, run: Callable[[argparse.Namespace], int], text: str
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=text)
    parser.set_defaults(run=run)
    return parser


def _one_thread() -> None:
    """One message is small work: threads that wait for more of it cost twice the processor time.

    Must come before numpy is imported, which reads these once.
    """
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")


def _serve(arguments: argparse.Namespace) -> int:
    _one_thread()
    settings = _settings(arguments)
    if not _checked(data=False) or not _can_listen(settings):
        return 1
    from bot import server

    print(f"Signpost is starting on http://{settings.host}:{settings.port}", flush=True)
    server.serve(settings)
    return 0


def _settings(arguments: argparse.Namespace) -> Settings:
    """The environment's settings, with an address from the command line before it."""
    given = {"HOST": arguments.host, "PORT": arguments.port}
    named = {name: str(value) for name, value in given.items() if value is not None}
    return Settings.read({**os.environ, **named})


def _reload(arguments: argparse.Namespace) -> int:
    from bot import reload

    settings = _settings(arguments)
    try:
        taken, told = reload.reload(settings.host, settings.port)
    except (reload.NotRunning, PermissionError) as error:
        print(error, file=sys.stderr)
        return 1
    print(told if taken else f"not taken: {told}", file=sys.stdout if taken else sys.stderr)
    return 0 if taken else 1


def _floor(arguments: argparse.Namespace) -> int:
    from bot import brain, floor_page

    if arguments.html:
        print(floor_page.front())
    elif arguments.json:
        messages = [{"recipient_id": "", **brain.current().floor.message()}]
        body = {"error": "no bot answers at this moment", "messages": messages}
        print(json.dumps(body, ensure_ascii=False))
    else:
        print(brain.current().floor.message()["text"])
    return 0


def _can_listen(settings: Settings) -> bool:
    """Whether the address is free; says what to do when it is not, before anything loads."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        socket.create_server((settings.host, settings.port), family=family).close()
    except OSError as error:
        reason = str(error.strerror or error).partition(" (")[0]
        print(
            f"cannot listen on {settings.host}, port {settings.port}: {reason}; "
            "set HOST or PORT to another",
            file=sys.stderr,
        )
        return False
    return True


def _chat(arguments: argparse.Namespace) -> int:
    from bot import terminal

    return terminal.chat(_bot(), arguments.lang)


def _train(arguments: argparse.Namespace) -> int:
    if not _checked(data=True):
        return 1
    from bot import logs

    logs.configure()
    from bot import model

    if arguments.force or not model.path_for().exists():
        print("Training the model (a few minutes, once) …", flush=True)
    try:
        path = model.train(force=arguments.force)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return 1
    print(f"Model: {path.relative_to(ROOT)}")
    return 0


def _checked(data: bool) -> bool:
    """Whether the files are sound; prints every fault when they are not.

    The training data counts only where a model is to be made of it.
    """
    from bot.check import errors, run_checks

    faults = errors(run_checks(ROOT, data=data))
    _print_all(faults, sys.stderr)
    return not faults


def _print_all(lines: Iterable[object], out: Any = None) -> None:
    for line in lines:
        print(line, file=out or sys.stdout)


def _check(arguments: argparse.Namespace) -> int:
    from bot.check import errors, run_checks

    missing = [path for path in arguments.files if not path.is_file()]
    if missing:
        _print_all((f"{path}: there is no such file" for path in missing), sys.stderr)
        return 2
    faults = run_checks(ROOT)
    if arguments.files:
        wanted = {path.resolve() for path in arguments.files}
        faults = [fault for fault in faults if (ROOT / fault.file).resolve() in wanted]
    _print_all(faults)
    wrong = errors(faults)
    print(f"{len(wrong)} errors, {len(faults) - len(wrong)} warnings", file=sys.stderr)
    return 1 if wrong else 0


def _bot() -> Any:
    from bot import logs
    from bot.check import errors, run_checks

    logs.configure()
    faults = errors(run_checks(ROOT, data=False))
    if faults:
        raise Invalid(faults)
    from bot.local import LocalBot

    return LocalBot()


def _ask(arguments: argparse.Namespace) -> int:
    bot = _bot()
    sender = bot.stranger()
    messages = bot.say(arguments.text, sender)
    if arguments.why:
        from bot.why import explain

        _print_all(explain(bot.conversation(sender)))
    if arguments.json:
        print(json.dumps(messages, ensure_ascii=False))
    elif not arguments.why:
        from bot.terminal import lines

        _print_all(line for message in messages for line in lines(message))
    return 0


def _where(arguments: argparse.Namespace) -> int:
    from bot.regions import locate

    if not arguments.text and not arguments.file:
        arguments.usage.error("give a text, - or --file")
    if arguments.file and not arguments.file.is_file():
        print(f"{arguments.file}: there is no such file", file=sys.stderr)
        return 2
    texts: Iterable[str] = sys.stdin if arguments.text == ["-"] else arguments.text
    if arguments.file:
        texts = [*texts, *arguments.file.read_text(encoding="utf-8").splitlines()]
    for text in texts:
        found = asdict(locate(text.rstrip("\n"), asked=arguments.asked))
        reasons = {name: found.pop(name) for name in ("denied", "why")}
        shown = {"text": text.rstrip("\n"), **found, **(reasons if arguments.why else {})}
        print(json.dumps(shown, ensure_ascii=False), flush=True)
    return 0


def _route(arguments: argparse.Namespace) -> int:
    from bot import brain, routing, situation

    text = sys.stdin.read() if arguments.situation == "-" else arguments.situation
    try:
        given = situation.from_json(json.loads(text))
        at = _moment(arguments.at)
    except (ValueError, TypeError, AttributeError) as error:
        print(f"not a situation: {error}", file=sys.stderr)
        return 2
    chosen = routing.plan(given, brain.speaker().directory, at)
    if arguments.json:
        print(json.dumps(_plan(chosen), ensure_ascii=False))
    else:
        _print_all(f"{item['id']}: {'; '.join(item['why'])}" for item in _plan(chosen)["contacts"])
    return 0


def _moment(text: str | None) -> dt.datetime:
    """A time in London unless it says otherwise; now when none is given."""
    if text is None:
        return dt.datetime.now(dt.timezone.utc)
    moment = dt.datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo("Europe/London"))


def _plan(chosen: Any) -> dict[str, Any]:
    contacts = [
        {
            "id": choice.resource.id,
            "state": choice.state,
            "ways": [way.number or way.url for way in choice.ways],
            "why": list(choice.why),
        }
        for choice in chosen.choices
    ]
    return {"urgency": chosen.level, "contacts": contacts}


def _test(arguments: argparse.Namespace) -> int:
    from bot import logs

    logs.configure()
    from bot import scripts

    at = _moment(arguments.at) if arguments.at else None
    return scripts.run(arguments.scripts, arguments.channel, arguments.url, at)


def _evaluate(arguments: argparse.Namespace) -> int:
    from bot import logs

    logs.configure()
    from bot import evaluate

    return evaluate.run(arguments.name, arguments.compare, arguments.baseline)


if __name__ == "__main__":
    sys.exit(main())
