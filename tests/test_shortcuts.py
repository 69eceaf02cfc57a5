"""The shortcuts around Rasa give what Rasa itself gives, in real conversations."""

from __future__ import annotations

import ast
import copy
import inspect
import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from rasa.core.actions import action
from rasa.core.actions.action import ActionExtractSlots
from rasa.core.policies.rule_policy import RulePolicy
from rasa.shared.core.events import ActionExecuted, FollowupAction, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversation import PRESS
from bot.nlu.grams import Grams
from bot.nlu.heads import FacetModel
from bot.script_file import Script
from bot.shortcuts import actions, quiet, rules
from bot.shortcuts.tracker import Tracker

if TYPE_CHECKING:
    from bot.local import LocalBot

FOLDER = Path(__file__).parent / "conversations"
SCRIPTS = [Script.load(file) for file in sorted(FOLDER.glob("*.yaml"))]
TALKS = [
    [
        PRESS + turn.text if turn.pressed and not turn.text.startswith(PRESS) else turn.text
        for turn in script.turns
    ]
    for script in SCRIPTS
]


def play(bot: LocalBot) -> None:
    """All conversation scripts, each with a stranger."""
    for talk in TALKS:
        sender = bot.stranger()
        for text in talk:
            bot.say(text, sender)


def state(tracker: DialogueStateTracker) -> dict[str, Any]:
    """All that a conversation knows of itself."""
    known = dict(vars(tracker))
    known["slots"] = {name: vars(slot) for name, slot in tracker.slots.items()}
    # Empty messages are made anew, and differ in nothing but when.
    for name in ("latest_message", "latest_bot_utterance"):
        known[name] = {k: v for k, v in vars(known[name]).items() if k != "timestamp"}
    return known


def component(bot: LocalBot, kind: str) -> Any:
    """A component of the model."""
    found = bot.agent.processor.graph_runner.components()
    return next(one for one in found if type(one).__name__ == kind)


def test_every_prediction_is_that_of_the_rules(
    local_bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is remembered for a conversation is what Rasa's policy finds for it."""
    policy = component(local_bot, "RulePolicy")
    remembered = rules.RememberedRules(_bare(policy))
    assert remembered.usable
    seen = {"all": 0, "asked": 0}
    ask = remembered._ask

    def counted(*given: Any) -> Any:
        seen["asked"] += 1
        return ask(*given)

    def both(tracker: DialogueStateTracker, domain: Any) -> Any:
        seen["all"] += 1
        prediction, source = remembered.predict(tracker, domain)
        theirs, their_source = ask(tracker, domain)
        assert vars(prediction) == vars(theirs)
        assert source == their_source
        # Whoever gets a prediction may change it.
        prediction.probabilities[:] = []
        prediction.events.append(FollowupAction("action_listen"))
        return theirs, their_source

    remembered._ask = counted
    monkeypatch.setattr(policy, "_predict", both)
    play(local_bot)
    assert seen["all"] > 2 * seen["asked"] > 0
    assert "locked me in" not in repr(remembered._kept)


def _bare(policy: RulePolicy) -> RulePolicy:
    """A policy without the shortcut."""
    bare = copy.copy(policy)
    vars(bare).pop("_predict", None)
    return bare


def test_rules_about_words_are_not_remembered(local_bot: LocalBot) -> None:
    """Where a rule speaks of more than intents, Rasa is asked each time."""
    policy = _bare(component(local_bot, "RulePolicy"))
    policy.lookup = {"rules": {json.dumps([{"user": {"text": "help"}}]): "utter_signpost"}}
    assert not rules.RememberedRules(policy).usable


def test_remembered_predictions_are_bounded(
    local_bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many courses conversations take, only so many are kept."""
    monkeypatch.setattr(rules, "MOST", 5)
    remembered = rules.RememberedRules(_bare(component(local_bot, "RulePolicy")))
    monkeypatch.setattr(component(local_bot, "RulePolicy"), "_predict", remembered.predict)
    for talk in TALKS[:10]:
        sender = local_bot.stranger()
        for text in talk:
            local_bot.say(text, sender)
            assert len(remembered._kept) <= rules.MOST


def test_a_copy_of_a_conversation_is_as_rasa_makes_it(
    local_bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before each action of each script, both ways to copy give the same, and apart from it."""
    quick, counted = Tracker.copy, []

    def both(tracker: Tracker) -> DialogueStateTracker:
        ours, theirs = quick(tracker), DialogueStateTracker.copy(tracker)
        assert state(ours) == state(theirs)
        before = state(copy.deepcopy(tracker))
        for changed in (SlotSet("need", "report"), ActionExecuted("where_form")):
            ours.update(changed)
        ours.interrupt_loop(True)
        assert state(tracker) == before
        counted.append(tracker)
        return theirs

    monkeypatch.setattr(Tracker, "copy", both)
    play(local_bot)
    assert len(counted) > len(TALKS)


def test_an_unusual_conversation_is_copied_by_rasa(local_bot: LocalBot) -> None:
    """After an event that leaves no lasting state, the events are played again."""
    domain = local_bot.agent.domain
    tracker = Tracker.empty("x", domain.slots)
    tracker.update(UserUttered("hello", {"name": "smalltalk"}))
    tracker.update(FollowupAction("utter_signpost"))
    tracker.clear_followup_action()
    assert tracker.copy().followup_action == "utter_signpost"


def test_an_empty_conversation_is_as_rasa_makes_it(local_bot: LocalBot) -> None:
    """With and without known slots."""
    slots = local_bot.agent.domain.slots
    assert state(Tracker.empty("x", slots)) == state(DialogueStateTracker("x", slots))
    assert state(Tracker.empty("x", None)) == state(DialogueStateTracker("x", None))


def test_slots_are_filled_as_rasa_fills_them(
    local_bot: LocalBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At every turn of every script."""
    quick, counted = actions.ExtractSlots.run, []

    async def both(self: Any, *given: Any) -> Any:
        ours = await quick(self, *given)
        theirs = await ActionExtractSlots.run(self, *given)
        assert [(e.key, e.value) for e in ours] == [(e.key, e.value) for e in theirs]
        counted.append(ours)
        return theirs

    monkeypatch.setattr(actions.ExtractSlots, "run", both)
    play(local_bot)
    # A form looks once more.
    assert len(counted) >= sum(map(len, TALKS))


def test_rasas_actions_hold_nothing_of_a_conversation(local_bot: LocalBot) -> None:
    """The actions that are made once are those that Rasa makes, and stay as they were made."""
    kept = action.default_actions(None)
    made = actions._rasas_own(None)
    assert {one.name() for one in kept} == {one.name() for one in made}
    local_bot.say("he has locked me in", local_bot.stranger())
    assert kept is action.default_actions(None)
    of_made = {one.name(): vars(one) for one in made}
    for one in kept:
        assert vars(one) == of_made[one.name()]


@pytest.mark.parametrize("module", quiet.MODULES, ids=lambda module: module.__name__)
def test_nothing_is_copied_but_for_debug_lines(module: Any) -> None:
    """Else the copies could not be left out."""
    tree = ast.parse(inspect.getsource(module))
    uses = [node for node in ast.walk(tree) if _is_name(node, "copy")]
    in_lines = [
        node
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "structlogger.debug"
        for node in ast.walk(call)
        if _is_name(node, "copy")
    ]
    assert uses
    assert uses == in_lines


def _is_name(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Name) and node.id == name


def texts() -> Iterator[str]:
    """What people type, and what nobody does."""
    yield from (text for talk in TALKS for text in talk)
    yield from (
        "",
        " ",
        "!!!",
        "a",
        "zzzzqqqq",
        "😀",
        "e e e e e",
        "12 345",
        "a\u0301 ß ŞŢ",
        "x" * 3000,
    )


def test_n_grams_are_weighed_as_scikit_learn_weighs_them(local_bot: LocalBot) -> None:
    """To the bit and in the same order, for one message and for several."""
    model = component(local_bot, "FacetClassifier")._model
    quick = Grams(model._grams)
    every = list(texts())
    for given in (*([text] for text in every), every):
        ours, theirs = quick(given), FacetModel._features(model, given).astype(np.float32)
        assert ours.shape == theirs.shape
        assert ours.dtype == theirs.dtype
        for part in ("data", "indices", "indptr"):
            np.testing.assert_array_equal(getattr(ours, part), getattr(theirs, part))


def test_a_loaded_model_takes_every_shortcut(local_bot: LocalBot) -> None:
    """None of them is lost on the way from the file to the answer."""
    processor = local_bot.agent.processor
    assert isinstance(component(local_bot, "FacetClassifier")._model._features, Grams)
    predict = component(local_bot, "RulePolicy")._predict
    assert isinstance(predict.__self__, rules.RememberedRules)
    assert isinstance(local_bot.agent.tracker_store.init_tracker("x"), Tracker)
    assert all(module.copy is quiet._Uncopied for module in quiet.MODULES)
    assert processor.domain.is_empty() is type(processor.domain).is_empty(processor.domain)
