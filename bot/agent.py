"""Rasa's agent with our stores: in memory, or in Redis when `SIGNPOST_REDIS_URL` is set."""

from __future__ import annotations

from pathlib import Path

from rasa.core.agent import Agent
from rasa.core.lock_store import LockStore
from rasa.core.tracker_store import TrackerStore
from rasa.core.utils import AvailableEndpoints

from bot import shortcuts
from bot.redis_link import Link
from bot.redis_state import RedisLockStore, RedisTrackerStore
from bot.runner import StraightRunner
from bot.settings import ROOT
from bot.state import ForgetfulTrackerStore, PromptLockStore


def load(model: Path, redis_url: str = "") -> Agent:
    """Load a model into an agent; takes seconds, and may run in a thread of its own.

    Args:
        model: the model's file.
        redis_url: where conversations are kept; empty for this process's memory.

    Returns:
        An agent that answers.

    Raises:
        Exception: whatever Rasa raises for a model that is broken.
    """
    endpoints = AvailableEndpoints.read_endpoints(str(ROOT / "endpoints.yml"))
    store, locks = _stores(redis_url)
    agent = Agent(generator=endpoints.nlg, tracker_store=store, lock_store=locks)
    # Rasa's wrapper would put a store that never forgets in place of ours when ours fails.
    agent.tracker_store = store
    agent.load_model(str(model))
    agent.processor.graph_runner = StraightRunner(agent.processor.graph_runner)
    shortcuts.take(agent.processor)
    return agent


def _stores(redis_url: str) -> tuple[TrackerStore, LockStore]:
    if not redis_url:
        return ForgetfulTrackerStore(), PromptLockStore()
    link = Link(redis_url)
    return RedisTrackerStore(None, link), RedisLockStore(link)


def trouble(agent: Agent) -> str:
    """What is wrong with the agent's store, in a few fixed words; empty while nothing is."""
    link = getattr(agent.tracker_store, "link", None)
    return link.trouble if isinstance(link, Link) else ""
