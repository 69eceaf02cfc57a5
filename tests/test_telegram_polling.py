"""The bot on Telegram by polling: a real server, real HTTP, and a Bot API that is strict."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

import serving
from serving import ROOT, Server
from telegram_api import TOKEN, TelegramApi
from telegram_people import (
    CALM,
    DANGER,
    Person,
    answers_on_a_full_disk,
    environment,
    kill,
    start,
    telegram,
    words,
)

from bot import brain, scripts
from bot.script_file import Script
from bot.telegram.keys import Keys
from bot.telegram.lanes import WORKERS
from bot.telegram.player import contacts_in
from bot.telegram.tokens import issue

COMMANDS = {"/privacy": "privacy", "/help": "help", "/language": "choose_language"}


@pytest.fixture(scope="module")
def server(api: TelegramApi, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The bot, polling."""
    bot = start(api, tmp_path_factory.mktemp("telegram"))
    yield bot
    bot.stop()


@pytest.fixture
def person(api: TelegramApi, server: Server) -> Person:
    """Someone who never wrote before."""
    return Person(api)


def test_a_person_is_answered(person: Person) -> None:
    """Danger gets the emergency number first, bold, with no preview of any page."""
    sent = person.says(DANGER)
    assert sent.html.startswith("Call <b>999</b> now")
    assert sent.given["link_preview_options"] == {"is_disabled": True}
    assert any(button.get("copy_text") == {"text": "999"} for button in sent.buttons)


def test_a_button_works_and_its_waiting_sign_ends(person: Person) -> None:
    """A pressed button is answered twice: the sign on it ends, and a message comes."""
    person.says(DANGER)
    api = person.api
    before = len(api.called("answerCallbackQuery"))
    assert words().get("talk.safe") in person.presses("No danger now").text
    # Both go out side by side, so the message may be there first.
    api.wait(lambda: len(api.called("answerCallbackQuery")) > before)
    assert [call.status for call in api.called("answerCallbackQuery")[before:]] == [200]


def test_a_button_of_another_chat_does_not_work(person: Person, api: TelegramApi) -> None:
    """A button that was given to one person does nothing in the chat of another."""
    other = Person(api)
    data = issue(Keys(TOKEN), other.chat, "go:safe")
    person.says(DANGER)
    assert words().get("talk.safe") not in person.says(data).text
    assert words().get("talk.safe") in other.says(data).text


def test_menus_are_set_in_every_language(server: Server, api: TelegramApi) -> None:
    """The menu of commands speaks each language; Romanian has its own word for forgetting."""
    assert set(api.commands) == {"", *brain.speaker().words}
    names = {code: [item["command"] for item in menu] for code, menu in api.commands.items()}
    assert "forget" in names["en"]
    assert "sterge" in names["ro"]


def test_forget_clears_the_chat(person: Person, api: TelegramApi) -> None:
    """After `/forget` nothing stands in the chat but the line that says so."""
    for text in ("I got out of forced labour in Preston", "is it free?"):
        person.says(text)
    assert len(api.seen(person.chat)) == 4
    api.text(person.chat, "/forget")
    done = words().get("telegram.forgotten")
    api.wait(lambda: any(done in message.text for message in api.seen(person.chat)))
    assert len(api.seen(person.chat)) == 1


def test_forget_says_when_telegram_refuses(person: Person, api: TelegramApi) -> None:
    """Where Telegram does not let messages be deleted, the bot does not claim that it did."""
    person.says(CALM)
    api.trouble(400, chat=person.chat, method="deleteMessages")
    assert words().get("telegram.forgotten_in_part") in person.says("/forget").text


def test_too_many_requests_hold_up_one_chat_alone(api: TelegramApi, server: Server) -> None:
    """A 429 is waited for in that chat alone; the others are answered meanwhile, none is lost."""
    slow, others = Person(api), [Person(api) for _ in range(5)]
    api.trouble(429, chat=slow.chat, retry_after=6)
    began = time.monotonic()
    api.text(slow.chat, "/privacy")
    api.text(slow.chat, "/help")
    for other in others:
        other.says(CALM)
    assert not api.sent(slow.chat), "the others were not held up"
    api.wait(lambda: len(api.sent(slow.chat)) == 2)
    assert time.monotonic() - began >= 6
    first, second = api.sent(slow.chat)
    assert words().get("telegram.privacy") in first.text
    assert words().get("telegram.help") in second.text


@pytest.mark.parametrize("status", [500, 502, 503])
def test_a_fault_of_telegram_is_tried_again(person: Person, api: TelegramApi, status: int) -> None:
    """When Telegram fails, the answer is sent again until it is taken, and only once."""
    api.trouble(status, times=2, chat=person.chat)
    assert person.says(DANGER).text.startswith("Call 999")
    person.says("/help")
    assert len(api.sent(person.chat)) == 2


def test_what_telegram_refuses_goes_out_plainly(person: Person, api: TelegramApi) -> None:
    """If Telegram refuses how a message is written, its words and numbers go out all the same."""
    api.trouble(400, chat=person.chat)
    sent = person.says(DANGER)
    assert "999" in sent.text
    assert "parse_mode" not in sent.given


def test_who_blocked_the_bot_holds_up_nobody(api: TelegramApi, server: Server) -> None:
    """A person who blocked the bot, or left Telegram, is given up at once, and nobody waits."""
    gone, other = Person(api), Person(api)
    before = telegram(server)["gone"]
    api.blocked.add(gone.chat)
    api.text(gone.chat, CALM)
    stranger = 999_999
    api.message(stranger, text=CALM)
    other.says(CALM)
    api.wait(lambda: telegram(server)["gone"] == before + 2)
    api.wait(lambda: telegram(server)["waiting"] == 0)


def test_an_update_that_comes_twice_is_answered_once(person: Person, api: TelegramApi) -> None:
    """When Telegram repeats an update that was answered, nothing is sent again."""
    number = api.text(person.chat, CALM)
    update = dict(api.queue.get(number) or {})
    api.wait(lambda: api.sent(person.chat) and number not in api.queue)
    if update:
        with api.lock:
            api.queue[number] = update
            api.lock.notify_all()
    person.says("/help")
    assert len(api.sent(person.chat)) == 2


def test_an_update_is_confirmed_only_when_it_is_answered(person: Person, api: TelegramApi) -> None:
    """While an answer is not accepted, Telegram still has the message, so a crash loses nothing."""
    # Telegram takes five seconds to take the answer; meanwhile the bot asks for more and more.
    api.trouble(500, chat=person.chat, hang=5.0)
    asked = len(api.called("getUpdates"))
    number = api.text(person.chat, CALM)
    api.wait(lambda: len(api.called("getUpdates")) >= asked + 4)
    assert not api.sent(person.chat)
    assert number in api.queue
    api.wait(lambda: api.sent(person.chat) and number not in api.queue)


def test_order_is_kept_and_nothing_is_lost_or_doubled(api: TelegramApi, server: Server) -> None:
    """Many chats at once: each gets one answer to each message, in the order it wrote."""
    chance = random.Random(6)
    plan = {api.chat(): chance.choices(list(COMMANDS), k=3) for _ in range(40)}
    for turn in range(3):
        for chat, said in plan.items():
            api.text(chat, said[turn])
    api.wait(lambda: all(len(api.sent(chat)) >= 3 for chat in plan), 120)
    for chat, said in plan.items():
        wanted = [words().get(f"telegram.{COMMANDS[command]}") for command in said]
        got = [sent.text for sent in api.sent(chat)]
        assert len(got) == 3
        assert all(sentence in text for sentence, text in zip(wanted, got))


def everywhere(server: Server, api: TelegramApi, script: Script) -> list[tuple[Any, Any]]:
    """Play a script over REST and over Telegram; gives the contacts of every turn of both."""
    rest, person = scripts.RestBot(server.url), Person(api, script.language)
    speaker, turns = brain.speaker(), []
    rest_buttons: list[tuple[str, str]] = []
    shown: list[tuple[str, str]] = []
    for turn in script.turns:
        said = scripts._pressed(turn.text, rest_buttons) if turn.pressed else turn.text
        messages = rest.say(said or "", f"{script.file}-{person.chat}")
        rest_buttons = [
            (b["title"], b["payload"]) for m in messages for b in m.get("buttons") or []
        ]
        cards = [c["id"] for m in messages for c in m.get("custom", {}).get("contacts", [])]
        pressed = scripts._pressed(turn.text, shown) if turn.pressed else None
        if pressed and "~" not in pressed:
            pressed = issue(Keys(TOKEN), person.chat, pressed)
        sent = person.says(pressed or turn.text)
        shown = [(b["text"], b["callback_data"]) for b in sent.buttons if "callback_data" in b]
        turns.append((cards, contacts_in(sent.text, speaker)))
    return turns


def test_every_conversation_gives_the_same_contacts_as_rest(
    api: TelegramApi, server: Server
) -> None:
    """All conversation scripts: the same contacts in the same order as over REST, in every turn."""
    everything = scripts.load_all([ROOT / "tests" / "conversations"])
    with ThreadPoolExecutor(4) as pool:
        played = list(pool.map(lambda script: everywhere(server, api, script), everything))
    different = [
        (script.file, number, rest, seen)
        for script, turns in zip(everything, played)
        for number, (rest, seen) in enumerate(turns, 1)
        if rest != seen
    ]
    assert different == []
    assert sum(bool(rest) for turns in played for rest, _ in turns) > 200


def test_telegram_refused_nothing(api: TelegramApi, server: Server) -> None:
    """In all of the above Telegram had nothing to refuse but what the tests made it refuse."""
    made = {"trouble", "Bad Request: chat not found"}
    assert [item for item in api.refused if item[1] not in made] == []


def test_without_telegram_everything_else_serves(tmp_path: Path) -> None:
    """Telegram out of reach at the start: the bot serves, tells it, and connects later."""
    port = serving.free_port()
    dead = TelegramApi.__new__(TelegramApi)
    dead.url = f"http://127.0.0.1:{port}"
    server = serving.serve(env=environment(dead, tmp_path)).wait("degraded", passing="ok")
    try:
        while (
            "telegram" not in (health := server.get("/health")).json or not health.json["answers"]
        ):
            time.sleep(0.05)
        assert health.status == 200, "a proxy must not take the bot away"
        assert health.json["telegram"]["status"] == "unreachable"
        assert "Telegram" in health.json["reasons"][0]
        assert "999" in server.post({"sender": "x", "message": DANGER}).text
        with TelegramApi(port) as api:
            person = Person(api)
            assert "999" in person.says(DANGER).text
            assert server.get("/health").json["status"] == "ok"
    finally:
        server.stop()


def test_a_full_disk_silences_nobody(api: TelegramApi, server: Server) -> None:
    """While nothing can be written to the disk, everybody is answered, once."""
    answers_on_a_full_disk(api, server)


def test_after_an_outage_danger_is_answered_first(tmp_path: Path) -> None:
    """What waited while the bot was away is all answered, and danger before the rest."""
    with TelegramApi() as api:
        calm = [api.chat() for _ in range(110)]
        for chat in calm:
            api.text(chat, CALM)
        lost = api.chat()
        api.text(lost, DANGER)
        server = start(api, tmp_path)
        try:
            api.wait(lambda: all(api.sent(chat) for chat in [*calm, lost]), 120)
            order = [m.chat for m in api.messages if m.ours]
            assert order.index(lost) < WORKERS
            assert len(order) == 111
        finally:
            server.stop()


def test_a_killed_bot_leaves_nobody_without_an_answer(tmp_path: Path) -> None:
    """Killed in the middle of a burst and started again: everybody is answered.

    Twice at most those whose send was in flight, for which Telegram has no way to tell.
    """
    with TelegramApi() as api:
        server = start(api, tmp_path)
        chats = [api.chat() for _ in range(160)]
        for chat in chats:
            api.text(chat, CALM)
        api.wait(lambda: len(api.called("sendMessage")) >= 40)
        kill(server)
        before = len([m for m in api.messages if m.ours])
        assert before < 160, "it was killed too late to show anything"
        server = start(api, tmp_path)
        try:
            api.wait(lambda: all(api.sent(chat) for chat in chats), 120)
            api.wait(lambda: not api.queue and telegram(server)["waiting"] == 0)
            twice = [chat for chat in chats if len(api.sent(chat)) > 1]
            print(f"killed after {before} of 160; answered twice: {len(twice)}")
            assert len(twice) <= WORKERS
            assert not [chat for chat in chats if len(api.sent(chat)) > 2]
            lost = words().get("telegram.lost")
            assert not [m for m in api.messages if m.ours and lost in m.text]
        finally:
            server.stop()
