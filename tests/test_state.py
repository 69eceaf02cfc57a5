"""What is remembered of a conversation, for how long, and what is not."""

from __future__ import annotations

import asyncio
import pickle

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot import state
from bot.settings import ROOT
from bot.state import ForgetfulTrackerStore, PromptLockStore, forget

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
CANARY = "kingfisher in the greenhouse"
MINUTE = 60


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = 1_000.0

    def __call__(self) -> float:
        """What time it is."""
        return self.now

    def pass_minutes(self, minutes: float) -> None:
        """Let time go by."""
        self.now += minutes * MINUTE


@pytest.fixture
def clock() -> Clock:
    """The time that the store sees."""
    return Clock()


@pytest.fixture
def store(clock: Clock, monkeypatch: pytest.MonkeyPatch) -> ForgetfulTrackerStore:
    """A store that forgets after ten idle minutes."""
    monkeypatch.setenv("SIGNPOST_FORGET_MINUTES", "10")
    return ForgetfulTrackerStore(DOMAIN, clock=clock)


def talk(store: ForgetfulTrackerStore, sender: str = "anna", **slots: str) -> None:
    """One turn, with the events that Rasa makes of it."""
    asyncio.run(_talk(store, sender, slots))


async def _talk(store: ForgetfulTrackerStore, sender: str, slots: dict[str, str]) -> None:
    tracker = await store.get_or_create_tracker(sender)
    parsed = {"text": CANARY, "intent": {"name": "support"}, "entities": [{"value": CANARY}]}
    events = [
        ActionExecuted("action_listen"),
        UserUttered(CANARY, {"name": "support"}, [{"value": CANARY}], parsed),
        *[SlotSet(name, value) for name, value in slots.items()],
        ActionExecuted("utter_signpost"),
        BotUttered(f"you said {CANARY}", {"custom": {"type": "contacts"}}),
        ActionExecuted("action_listen"),
    ]
    for event in events:
        tracker.update(event, DOMAIN)
    await store.save(tracker)


def recall(store: ForgetfulTrackerStore, sender: str = "anna") -> DialogueStateTracker | None:
    """The conversation as the next message finds it."""
    return asyncio.run(store.retrieve(sender))


def kept_events(store: ForgetfulTrackerStore, sender: str = "anna") -> int:
    """How many events are kept of a conversation."""
    return len(store._kept[sender][1])


def test_a_conversation_goes_on(store: ForgetfulTrackerStore, clock: Clock) -> None:
    """Within the time, the bot knows what kind of help was asked for, and where."""
    talk(store, need="support", nation="Wales")
    clock.pass_minutes(9.9)
    tracker = recall(store)
    assert tracker is not None
    assert tracker.get_slot("need") == "support"
    assert tracker.get_slot("nation") == "Wales"
    assert tracker.latest_action_name == "action_listen"


def test_it_is_forgotten_after_the_idle_time(store: ForgetfulTrackerStore, clock: Clock) -> None:
    """After the idle minutes nothing of a conversation is left in memory, for anybody."""
    talk(store, need="support")
    clock.pass_minutes(10.1)
    assert recall(store, "somebody else") is None
    assert not store._kept
    assert recall(store) is None


def test_each_message_starts_the_time_again(store: ForgetfulTrackerStore, clock: Clock) -> None:
    """The time runs from the last message, for each conversation by itself."""
    talk(store, "anna", need="support")
    talk(store, "ion", need="report")
    clock.pass_minutes(6)
    talk(store, "anna", nation="Wales")
    clock.pass_minutes(6)
    assert recall(store, "ion") is None
    assert recall(store, "anna") is not None
    assert set(asyncio.run(store.keys())) == {"anna"}


def test_it_is_forgotten_at_once_when_asked(store: ForgetfulTrackerStore) -> None:
    """A wish to be forgotten is met at once, and touches nobody else's conversation."""
    talk(store, "anna", need="support")
    talk(store, "ion", need="report")
    asyncio.run(forget(store, "anna"))
    assert list(store._kept) == ["ion"]
    asyncio.run(forget(FailSafeTrackerStore(store), "ion"))
    assert not store._kept
    asyncio.run(forget(store, "never seen"))


def test_a_long_conversation_takes_no_more_room(store: ForgetfulTrackerStore) -> None:
    """The 200th turn keeps no more than the 3rd, so a long talk never becomes slow."""
    counts = []
    for turn in range(1, 201):
        talk(store, need="support", turns=str(turn))
        counts.append(kept_events(store))
    assert counts[199] <= counts[2]
    assert counts[199] < state.MAX_EVENTS
    tracker = recall(store)
    assert tracker is not None
    assert tracker.get_slot("turns") == "200"


def test_what_was_known_early_is_still_known_late(store: ForgetfulTrackerStore) -> None:
    """What was said in the first message still counts after many others."""
    talk(store, nation="Scotland", barriers="deaf")
    for _ in range(60):
        talk(store)
    tracker = recall(store)
    assert tracker is not None
    assert (tracker.get_slot("nation"), tracker.get_slot("barriers")) == ("Scotland", "deaf")


def test_an_open_question_stays_open(store: ForgetfulTrackerStore) -> None:
    """A question that the bot asked is still open when the answer comes."""

    async def ask() -> None:
        tracker = await store.get_or_create_tracker("anna")
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        tracker.update(UserUttered(CANARY, {"name": "support"}), DOMAIN)
        tracker.update(ActionExecuted("where_form"), DOMAIN)
        tracker.update(ActiveLoop("where_form"), DOMAIN)
        tracker.update(SlotSet("requested_slot", "where"), DOMAIN)
        tracker.update(ActionExecuted("action_listen"), DOMAIN)
        await store.save(tracker)

    asyncio.run(ask())
    tracker = recall(store)
    assert tracker is not None
    assert tracker.active_loop_name == "where_form"
    assert tracker.get_slot("requested_slot") == "where"


def test_no_typed_word_is_kept(store: ForgetfulTrackerStore) -> None:
    """Neither what was typed nor what was answered is in memory, only facts of fixed words."""
    talk(store, need="support", nation="Wales")
    talk(store)
    kept = pickle.dumps(dict(store._kept)) + repr(store._kept).encode()
    assert b"Wales" in kept
    assert CANARY.encode() not in kept
    assert all(word.encode() not in kept for word in ("kingfisher", "greenhouse"))


def test_there_is_a_limit_to_how_many_are_kept(
    store: ForgetfulTrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A flood of strangers pushes the oldest conversations out, and never fills the memory."""
    monkeypatch.setattr(state, "MAX_CONVERSATIONS", 3)
    for sender in "abcde":
        talk(store, sender)
    assert list(store._kept) == ["c", "d", "e"]


def test_a_second_message_waits_only_for_the_first() -> None:
    """Two messages of one person are answered in turn, the second right after the first."""

    async def both() -> list[str]:
        locks, order = PromptLockStore(), []

        async def one(name: str, seconds: float) -> None:
            async with locks.lock("anna"):
                order.append(f"{name} begins")
                await asyncio.sleep(seconds)
                order.append(f"{name} ends")

        first = asyncio.create_task(one("first", 0.05))
        await asyncio.sleep(0.01)
        await asyncio.wait_for(asyncio.gather(first, one("second", 0)), 0.5)
        return order

    assert asyncio.run(both()) == ["first begins", "first ends", "second begins", "second ends"]
