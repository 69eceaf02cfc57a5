"""The answer to one update: what to ask the brain, and what Telegram adds to its reply.

Decides; sends nothing. The contacts are the brain's, the same as on every other channel.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, Protocol

from bot.conversation import PRESS
from bot.floor import Floor
from bot.telegram.inbound import Inbound
from bot.telegram.render import Button, Outgoing, Style, render, written
from bot.words import Words

# The commands of the menu, in its order. `/sterge` is `/forget` to who reads Romanian.
COMMANDS: Final = ("help", "language", "privacy", "forget", "exit", "start")
FORGET_NAMES: Final = ("forget", "sterge")
# Where the charity's page may send people to, by the name in the link.
ENTRIES: Final = {
    "support": "support",
    "report": "report",
    "anonymous": "anonymous",
    "danger": "danger",
    "privacy": "privacy",
}
# Payloads that are Telegram's own and never reach the brain.
SHARE_PLACE: Final = "tg:place"

Messages = list[dict[str, Any]]


class Brain(Protocol):
    """Whoever answers: the same for every channel."""

    @property
    def floor(self) -> Floor:
        """The fixed replies."""

    async def say(self, sender: str, text: str) -> Messages:
        """Answer a message of a sender."""

    async def language(self, sender: str) -> str:
        """The language of a sender's conversation; empty before there is one."""

    async def forget(self, sender: str) -> None:
        """Forget a sender's conversation."""


@dataclass
class Answer:
    """What to send, and what to do beside it.

    Attributes:
        out: the messages, in order.
        clear: whether the messages of the chat are to be deleted first.
        not_cleared: what to send instead when Telegram refuses that.
        drop: whether nothing of the chat shall be kept.
    """

    out: list[Outgoing]
    clear: bool = False
    not_cleared: list[Outgoing] = field(default_factory=list)
    drop: bool = False


class Answers:
    """Makes answers with the brain and the words."""

    def __init__(self, brain: Brain, style: Style, bot_name: Callable[[], str]) -> None:
        """Hold what is needed.

        Args:
            brain: who answers.
            style: words and numbers.
            bot_name: the bot's user name, once it is known.
        """
        self._brain = brain
        self._style = style
        self._bot_name = bot_name
        self._words = style.speaker.words

    async def to(self, item: Inbound, sender: str) -> Answer:
        """Answer an update.

        Args:
            item: the update; a press carries its payload, or an empty text where the button was
                not one of ours.
            sender: the chat as it is known in everything that is kept.
        """
        kinds: dict[str, Callable[[Inbound, str], Awaitable[Answer]]] = {
            "text": self._text,
            "press": self._press,
            "place": self._place,
            "no_place": self._no_place,
            "unreadable": self._unreadable,
            "group": self._group,
            "left": self._left,
            "lost": self._lost,
        }
        return await kinds[item.kind](item, sender)

    async def _language(self, item: Inbound, sender: str) -> Words:
        """The words to answer in: the conversation's, else those of the person's app."""
        return self._style.speaker.language(await self._brain.language(sender) or item.language)

    async def _text(self, item: Inbound, sender: str) -> Answer:
        if item.text.startswith("/"):
            command, _, rest = item.text[1:].partition(" ")
            return await self._command(item, sender, command.partition("@")[0].casefold(), rest)
        if item.text in {words.get("telegram.share_place_no") for words in self._words.values()}:
            return await self._without_keyboard(item, sender, f"{PRESS}skip", "place_not_taken")
        return await self._ask(item, sender, item.text)

    async def _command(self, item: Inbound, sender: str, command: str, rest: str) -> Answer:
        if command == "start":
            return await self._start(item, sender, rest.strip())
        if command == "language":
            return await self._choose_language(item, sender)
        more = f"telegram.{command}" if command in ("help", "privacy") else ""
        answer = await self._ask(item, sender, item.text.partition("@")[0], more=more)
        if command in ("exit", "stop", "quit"):
            await self._brain.forget(sender)
        return answer

    async def _start(self, item: Inbound, sender: str, payload: str) -> Answer:
        """`/start`, alone or from a link: `ro`, `report`, `ro-report`."""
        parts = payload.casefold().replace("_", "-").split("-")
        language = next((part for part in parts if part in self._words), item.language)
        entry = next((ENTRIES[part] for part in parts if part in ENTRIES), "start")
        if language in self._words and not await self._brain.language(sender):
            # Said to the brain first, so that the greeting itself is in that language.
            await self._brain.say(sender, f"{PRESS}lang_{language}")
        return await self._ask(item, sender, f"{PRESS}{entry}")

    async def _choose_language(self, item: Inbound, sender: str) -> Answer:
        words = await self._language(item, sender)
        buttons = tuple(
            (Button(other.name, "press", f"{PRESS}lang_{code}"),)
            for code, other in self._words.items()
        )
        return Answer(written(self._own(words, "choose_language"), self._style, buttons))

    def _own(self, words: Words, *keys: str) -> str:
        """A text of Telegram's own words, with the safety line: no reply is a dead end."""
        sentences = [words.get(f"telegram.{key}") for key in keys]
        return "\n\n".join([*sentences, words.get("safety_line", emergency=self._emergency)])

    @property
    def _emergency(self) -> str:
        return self._style.speaker.directory["emergency-999"].contacts[0].number or ""

    async def _ask(self, item: Inbound, sender: str, text: str, more: str = "") -> Answer:
        """Ask the brain, and write its reply for Telegram.

        Args:
            item: the update.
            sender: the chat.
            text: what the brain is asked.
            more: key of a sentence to add above the safety line.
        """
        messages = await self._brain.say(sender, text)
        words = await self._reply_words(item, sender, messages)
        if any(m.get("custom", {}).get("type") == "forgotten" for m in messages):
            await self._brain.forget(sender)
            return self._forgotten(words)
        if more and messages:
            messages[0]["text"] = self._above_safety(messages[0].get("text", ""), more, words)
        before = words.get("telegram.unseen") if item.unseen else ""
        return Answer(render(messages, words, self._style, before, self._offer(messages, words)))

    async def _reply_words(self, item: Inbound, sender: str, messages: Messages) -> Words:
        """The words of the language that a reply is in."""
        said = (m.get("custom", {}).get("language") for m in messages)
        code = next(filter(None, said), "")
        return self._style.speaker.language(code) if code else await self._language(item, sender)

    def _above_safety(self, text: str, key: str, words: Words) -> str:
        safety = words.get("safety_line", emergency=self._emergency)
        above = text.removesuffix(safety).rstrip()
        # Where the emergency number stands first, the line is not there and not wanted.
        last = [safety] if text.endswith(safety) else []
        return "\n\n".join([above, words.get(key), *last])

    async def _without_keyboard(self, item: Inbound, sender: str, text: str, key: str) -> Answer:
        """An answer after the keyboard for a position, which a message of its own takes away.

        One message cannot both end that keyboard and have buttons.
        """
        answer = await self._ask(item, sender, text)
        words = await self._language(item, sender)
        first = written(words.get(f"telegram.{key}"), self._style)[0]
        return Answer([replace(first, end_place=True), *answer.out])

    def _offer(self, messages: Messages, words: Words) -> Sequence[Button]:
        """Where we ask for a place, a button that offers to send the position."""
        asked = words.get("ask.where")
        if any(message.get("text") == asked for message in messages):
            return (Button(words.get("telegram.share_place"), "press", SHARE_PLACE),)
        return ()

    def _forgotten(self, words: Words) -> Answer:
        done, refused = (
            written(self._own(words, key), self._style)
            for key in ("forgotten", "forgotten_in_part")
        )
        return Answer(done, clear=True, not_cleared=refused, drop=True)

    async def _press(self, item: Inbound, sender: str) -> Answer:
        if item.text == SHARE_PLACE:
            words = await self._language(item, sender)
            return Answer([self._place_keyboard(words)])
        return await self._ask(item, sender, item.text)

    def _place_keyboard(self, words: Words) -> Outgoing:
        labels = ("telegram.share_place_yes", "telegram.share_place_no")
        rows = tuple((Button(words.get(key), "keyboard", ""),) for key in labels)
        message = written(self._own(words, "share_place_lead"), self._style)[0]
        return replace(message, rows=rows, ask_place=True)

    async def _place(self, item: Inbound, sender: str) -> Answer:
        return await self._without_keyboard(item, sender, item.text, "place_taken")

    async def _no_place(self, item: Inbound, sender: str) -> Answer:
        words = await self._language(item, sender)
        message = written(self._own(words, "place_unknown"), self._style)[0]
        return Answer([replace(message, end_place=True)])

    async def _unreadable(self, item: Inbound, sender: str) -> Answer:
        words = await self._language(item, sender)
        return Answer(self._with_numbers(words, "only_text"))

    def _with_numbers(self, words: Words, key: str) -> list[Outgoing]:
        """A sentence of Telegram's own, and the four numbers of the floor."""
        fixed = self._brain.floor.message(words.language)
        # The floor's own first line says that something failed; this sentence stands for it.
        numbers = fixed["text"].partition("\n")[2]
        text = words.get(f"telegram.{key}")
        return render([{**fixed, "text": numbers}], words, self._style, before=text)

    async def _lost(self, item: Inbound, sender: str) -> Answer:
        """Their message was taken and then lost in a restart."""
        return Answer(self._with_numbers(self._style.speaker.language(item.language), "lost"))

    def fixed(self, language: str) -> list[Outgoing]:
        """The floor, for when making the answer failed altogether."""
        words = self._style.speaker.language(language)
        return render([self._brain.floor.message(words.language)], words, self._style)

    def old_button(self, language: str) -> str:
        """The line that a phone shows for a moment after the press of a button we do not know."""
        return self._style.speaker.language(language).get("telegram.old_button")

    async def _group(self, item: Inbound, sender: str) -> Answer:
        words = self._style.speaker.language(item.language)
        link = Button(
            words.get("telegram.group_button"), "open", f"https://t.me/{self._bot_name()}"
        )
        return Answer(written(self._own(words, "group"), self._style, ((link,),)))

    async def _left(self, item: Inbound, sender: str) -> Answer:
        """They blocked the bot: nothing can be sent, and nothing of them shall be kept."""
        await self._brain.forget(sender)
        return Answer([], drop=True)
