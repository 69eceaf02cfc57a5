"""The replies, as Rasa's natural language generator.

Rasa asks for three utterances: the reply, and the two questions that may follow it. Each is
written by `bot.replies` from the slots. Whatever goes wrong, the floor is returned instead:
`None` here would mean silence.
"""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from rasa.core.nlg.generator import NaturalLanguageGenerator
from rasa.shared.core.domain import Domain
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import EndpointConfig

from bot import brain, replies
from bot.conversation import Conversation, from_slots

QUESTIONS = {"utter_ask_where": "where", "utter_ask_whom": "whom"}
FORGOTTEN = {"type": "forgotten"}

logger = logging.getLogger("signpost.nlg")
# The time by which replies are written, where it stands still: for scripts that are played.
_stands_at: dt.datetime | None = None


def stand_still(at: dt.datetime | None) -> None:
    """Write every reply from now on as at one time, or as at the real one again.

    Args:
        at: an aware time; None for the clock.
    """
    global _stands_at  # noqa: PLW0603 one process has one clock
    _stands_at = at


class SignpostNLG(NaturalLanguageGenerator):
    """Writes every reply from the conversation in the slots."""

    def __init__(
        self, endpoint_config: EndpointConfig | None = None, domain: Domain | None = None
    ) -> None:
        brain.current()  # a broken directory stops the start, not an answer

    async def generate(
        self,
        utter_action: str,
        tracker: DialogueStateTracker,
        output_channel: str,
        **kwargs: Any,
    ) -> dict[str, Any]:
        """Write an utterance.

        Args:
            utter_action: `utter_signpost`, `utter_ask_where` or `utter_ask_whom`.
            tracker: read for its slots alone.
            output_channel: not used; every channel gets the same words.
            **kwargs: Rasa's own.

        Returns:
            A fresh dict with `text` and, where there are any, `buttons` and `custom`.
        """
        try:
            conversation = from_slots(tracker.current_slot_values())
            return self._written(utter_action, conversation)
        except Exception:
            logger.exception("reply failed, floor used")
            return brain.current().floor.message()

    def _written(self, utter_action: str, conversation: Conversation) -> dict[str, Any]:
        about, speaker = QUESTIONS.get(utter_action), brain.speaker()
        if about:
            message = replies.question(conversation, speaker, about)
        else:
            now = _stands_at or dt.datetime.now(dt.timezone.utc)
            message = replies.reply(conversation, speaker, now)
        custom = dict(message.custom) or (FORGOTTEN if conversation.detail == "forgotten" else {})
        buttons = [{"title": title, "payload": payload} for title, payload in message.buttons]
        filled = {"text": message.text, "buttons": buttons, "custom": dict(custom)}
        return {key: value for key, value in filled.items() if value}
