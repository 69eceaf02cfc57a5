"""The conversation, carried from message to message, as a Rasa graph component.

Reads the conversation from the tracker's slots, takes the message into it with
`bot.dialogue.step`, and gives what changed as entities, from which Rasa fills the slots. So
the slots, and with them rules and forms, hold facets and never a word that was typed.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITIES, INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot import brain
from bot.by_name import taken
from bot.conversation import Conversation, Heard, from_slots, to_slots
from bot.dialogue import step
from bot.hearing import hear, language_of
from bot.nlu.facets import VERDICT, VERDICT_LEFT
from bot.nlu.sentences import SentenceFeaturizer
from bot.outright import beside_harmless, outright
from bot.pressing import press
from bot.regions import locate
from bot.thresholds import Thresholds

FORMS = {"where_form": "where", "whom_form": "whom"}
# So many words may name a place that was asked for some turns ago.
LATE = 2
# Slots that say what the next reply is: given at every message, changed or not.
ALWAYS = frozenset({"act", "detail", "ask", "options", "turns", "where", "whom"})


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class DialogueSense(GraphComponent, EntityExtractorMixin):
    """Gives the conversation after each message as entities.

    It learns nothing; it is registered as trainable because Rasa hands the tracker only to
    such components.
    """

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before this component."""
        return [SentenceFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """None: the thresholds stand in `bot.thresholds`."""
        return {}

    def __init__(self, resource: Resource) -> None:
        self._limits = Thresholds()
        self._resource = resource

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DialogueSense:
        """Rasa's constructor."""
        return cls(resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing to learn."""
        return self._resource

    def process(self, messages: list[Message], tracker: DialogueStateTracker) -> list[Message]:
        """Take each message into the conversation."""
        for message in messages:
            self._take(message, tracker)
        return messages

    def _take(self, message: Message, tracker: DialogueStateTracker) -> None:
        before = from_slots(tracker.current_slot_values())
        asked = FORMS.get(tracker.active_loop_name or "", "")
        heard = self._heard(message, asked, before)
        after = step(before, heard, asked)
        message.set(ENTITIES, _entities(before, after), add_to_output=True)
        if heard.press is not None:
            intent = {INTENT_NAME_KEY: heard.need, "confidence": 1.0}
            message.set(INTENT, intent, add_to_output=True)

    def _heard(self, message: Message, asked: str, before: Conversation) -> Heard:
        text = message.get(TEXT) or ""
        opens = _nothing_told(before)
        pressed = press(text)
        verdict = message.get(VERDICT)
        if pressed is not None:
            return pressed
        if verdict is None:
            return Heard(empty=True)
        late = _answers_late(before, text)
        place = locate(text, asked=asked == "where" or late)
        heard = hear(text, verdict, place, self._limits, opens, bool(asked))
        if left := message.get(VERDICT_LEFT):
            heard = beside_harmless(heard, left, place, self._limits, opens)
        heard = outright(heard, text, opens=opens)
        if opens and before.turns:
            # A page or a greeting has told the language before.
            heard = replace(heard, language=language_of(text, verdict, self._limits, opens=False))
        if late and place.country and heard.urgency != "now":
            # "Reading" is asked of nobody; it tells where.
            heard = replace(heard, need="followup", question="fu_region", need_sure=True, second="")
        called = brain.speaker().directory.names.called(text)
        return taken(heard, called, verdict, self._limits)


def _nothing_told(before: Conversation) -> bool:
    """Whether there is nothing to follow up yet: no message came before, or a greeting alone."""
    return not (before.need or before.topics or before.question) and before.urgency == "none"


def _answers_late(before: Conversation, text: str) -> bool:
    """Whether a word or two may name the place that we asked for some turns ago: "reading"."""
    asked = before.where in ("passed", "declined")
    return asked and not before.nation and 0 < len(text.split()) <= LATE


def _entities(before: Conversation, after: Conversation) -> list[dict[str, Any]]:
    """One entity for each slot to fill; an empty text stands for nothing known."""
    old, new = to_slots(before), to_slots(after)
    return [
        {"entity": name, "value": value, "start": 0, "end": 0, "extractor": "DialogueSense"}
        for name, value in new.items()
        if (name in ALWAYS or value != old[name]) and (value or name not in ("where", "whom"))
    ]
