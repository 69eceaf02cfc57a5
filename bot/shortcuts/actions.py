"""Rasa's own actions, made once, and its filling of slots, which looks only where it may find.

Rasa makes all of its own actions anew to find one of them by name, four times a message. And it
goes through the mappings of every slot at each message, although most are filled from entities
that the message does not have.
"""

from __future__ import annotations

import copy
from collections.abc import Sequence

from rasa.core.actions import action
from rasa.core.actions.action import Action, ActionExtractSlots
from rasa.core.channels.channel import OutputChannel
from rasa.core.nlg import NaturalLanguageGenerator
from rasa.shared.core.constants import MAPPING_TYPE
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import Event
from rasa.shared.core.slot_mappings import SlotMappingType
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import ENTITY_ATTRIBUTE_TYPE
from rasa.utils.endpoints import EndpointConfig

_FROM_ENTITY = str(SlotMappingType.FROM_ENTITY)
_rasas_own = action.default_actions


class ExtractSlots(ActionExtractSlots):
    """Rasa's action that fills the slots, shown only those that can be filled."""

    async def run(
        self,
        output_channel: OutputChannel,
        nlg: NaturalLanguageGenerator,
        tracker: DialogueStateTracker,
        domain: Domain,
    ) -> list[Event]:
        """Fill the slots.

        Args:
            output_channel: for Rasa's.
            nlg: for Rasa's.
            tracker: the conversation.
            domain: all slots.

        Returns:
            The same events that Rasa's own action gives.
        """
        few = copy.copy(domain)
        few.slots = fillable(domain.slots, tracker)
        events: list[Event] = await super().run(output_channel, nlg, tracker, few)
        return events


def fillable(slots: Sequence[Slot], tracker: DialogueStateTracker) -> list[Slot]:
    """The slots that the latest message may fill.

    Args:
        slots: all of them.
        tracker: the conversation.

    Returns:
        Those with a mapping from an entity of the message, or from anything else.
    """
    message = tracker.latest_message
    named = {entity.get(ENTITY_ATTRIBUTE_TYPE) for entity in message.entities} if message else set()
    return [
        slot
        for slot in slots
        if any(
            mapping.get(MAPPING_TYPE) != _FROM_ENTITY or mapping.get(ENTITY_ATTRIBUTE_TYPE) in named
            for mapping in slot.mappings
        )
    ]


def keep() -> None:
    """Let Rasa find its own actions among those made now."""
    made = _made(None)

    def default_actions(action_endpoint: EndpointConfig | None = None) -> list[Action]:
        return made if action_endpoint is None else _made(action_endpoint)

    action.default_actions = default_actions


def _made(endpoint: EndpointConfig | None) -> list[Action]:
    own = [one for one in _rasas_own(endpoint) if not isinstance(one, ActionExtractSlots)]
    return [*own, ExtractSlots(endpoint)]
