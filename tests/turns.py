"""Conversations for tests, made of what was heard. Not a test file."""

from __future__ import annotations

from bot.conversation import Conversation, Heard
from bot.dialogue import step


def after(*messages: Heard) -> Conversation:
    """A conversation after several messages."""
    conversation = Conversation()
    for heard in messages:
        conversation = step(conversation, heard)
    return conversation
