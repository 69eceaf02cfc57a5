"""Rasa's rules, asked once for each course that a conversation can take.

To find the next action, Rasa's policy compares the conversation with every rule, some 200
comparisons a time and two or three times a message. What it finds depends on little: which actions
were run, which intents were read, and the slots that rules speak of. So it is remembered by these.
Nothing that was typed is among them.
"""

from __future__ import annotations

import copy
import json
from collections.abc import Hashable, Iterable
from typing import Any

from rasa.core.policies.policy import PolicyPrediction
from rasa.core.policies.rule_policy import RULES, RULES_FOR_LOOP_UNHAPPY_PATH, RulePolicy
from rasa.shared.core.constants import USER
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActionExecutionRejected,
    ActiveLoop,
    BotUttered,
    DefinePrevUserUtteredFeaturization,
    Event,
    LoopInterrupted,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY

# How many are kept before all are forgotten; people rarely bring about a thousand.
MOST = 2_000

Prediction = tuple[PolicyPrediction, str | None]


def remember(components: Iterable[Any]) -> None:
    """Let the rule policies of a model remember what they find.

    Args:
        components: the model's, loaded.
    """
    for component in components:
        if isinstance(component, RulePolicy):
            component._predict = RememberedRules(component).predict


class RememberedRules:
    """A rule policy's predictions by the course of the conversation."""

    def __init__(self, policy: RulePolicy) -> None:
        self._ask = policy._predict
        self._kept: dict[Hashable, Prediction] = {}
        # A rule about words or entities would make these count, too.
        self.usable = all(
            set(state.get(USER, {})) <= {INTENT}
            for kind in (RULES, RULES_FOR_LOOP_UNHAPPY_PATH)
            for rule in policy.lookup.get(kind, {})
            for state in json.loads(rule)
        )

    def predict(self, tracker: DialogueStateTracker, domain: Domain) -> Prediction:
        """Predict the next action.

        Args:
            tracker: the conversation.
            domain: always the same one.

        Returns:
            What the policy's own `_predict` gives; the caller may change it.
        """
        course = course_of(tracker.events, tracker) if self.usable else None
        if course in self._kept:
            prediction, source = self._kept[course]
            return _fresh(prediction), source
        found: Prediction = self._ask(tracker, domain)
        # Where no rule fits, the rest of the conversation counts; events are not shared.
        if course is not None and any(found[0].probabilities) and not found[0].events:
            if len(self._kept) >= MOST:
                self._kept.clear()
            self._kept[course] = _fresh(found[0]), found[1]
        return found


def course_of(events: Iterable[Event], tracker: DialogueStateTracker) -> Hashable | None:
    """What of a conversation the rules can read.

    Args:
        events: all of its events.
        tracker: for which slots count.

    Returns:
        A key: conversations with the same key get the same predictions. None when an event is
        of a kind that is not expected here.
    """
    course: list[Hashable] = []
    counting = {name for name, slot in tracker.slots.items() if slot.influence_conversation}
    for event in events:
        kind = type(event)
        if kind is SlotSet:
            if event.key in counting:
                course.append((event.key, repr(event.value)))
        elif kind in _READ:
            course.append((kind, *_READ[kind](event)))
        elif kind is not BotUttered:
            return None
    return tuple(course)


_READ: dict[type[Event], Any] = {
    ActionExecuted: lambda e: (e.action_name, e.action_text, e.hide_rule_turn),
    ActionExecutionRejected: lambda e: (e.action_name,),
    ActiveLoop: lambda e: (e.name,),
    DefinePrevUserUtteredFeaturization: lambda e: (e.use_text_for_featurization,),
    LoopInterrupted: lambda e: (e.is_interrupted,),
    SessionStarted: lambda e: (),
    UserUttered: lambda e: (
        e.intent.get(INTENT_NAME_KEY),
        bool(e.text),
        bool(e.entities),
        e.use_text_for_featurization,
    ),
}


def _fresh(known: PolicyPrediction) -> PolicyPrediction:
    """A prediction like one that is kept: Rasa changes those that it is given."""
    new = copy.copy(known)
    new.probabilities = list(known.probabilities)
    new.events, new.optional_events = [], list(known.optional_events)
    return new
