"""The bot in this process, for the terminal, for scripts and for tests: no server, no socket."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from rasa.core.agent import Agent

from bot import agent
from bot.channels.guard import Ask, Guard, new_sender
from bot.conversation import Conversation, from_slots
from bot.model import newest_model
from bot.state import forget

Result = TypeVar("Result")


class LocalBot:
    """Loads the model once and answers messages as the REST channel does."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._guard = Guard(timeout=30.0)
        self._agent: Agent = agent.load(newest_model())

    def say(self, text: str, sender: str) -> list[dict[str, Any]]:
        """Send one message.

        Args:
            text: what is typed.
            sender: whose conversation it belongs to.

        Returns:
            The messages of the reply.
        """
        return self._loop.run_until_complete(self._say(text, sender))

    async def _say(self, text: str, sender: str) -> list[dict[str, Any]]:
        messages = await self._guard.answer(Ask(sender, text, "rest"), self._agent.handle_message)
        if any(item.get("custom", {}).get("type") == "forgotten" for item in messages):
            await forget(self._agent.tracker_store, sender)
        return messages

    @property
    def agent(self) -> Agent:
        """Rasa's agent."""
        return self._agent

    @property
    def guard(self) -> Guard:
        """What every message goes through."""
        return self._guard

    def run(self, work: Coroutine[Any, Any, Result]) -> Result:
        """Do something in this bot's loop.

        Args:
            work: for example another channel's way to answer.

        Returns:
            What it gives.
        """
        return self._loop.run_until_complete(work)

    def conversation(self, sender: str) -> Conversation:
        """What is remembered of a sender."""
        tracker = self._loop.run_until_complete(self._agent.tracker_store.retrieve(sender))
        return from_slots(tracker.current_slot_values() if tracker else {})

    @staticmethod
    def stranger() -> str:
        """A new sender id."""
        return new_sender()
