"""Shortcuts around what Rasa does again at each message, with the same results.

Each stands in a module that says what Rasa does, and has a test that compares it with Rasa's own.
Imports Rasa, and nothing of ours but what takes part in the graph.
"""

from __future__ import annotations

from rasa.core.processor import MessageProcessor

from bot.nlu import grams
from bot.shortcuts import actions, quiet, rules


def take(processor: MessageProcessor) -> None:
    """Take all of them.

    Args:
        processor: with a loaded model, whose graph `bot.runner` runs.
    """
    components = processor.graph_runner.components()
    rules.remember(components)
    grams.quicken(components)
    actions.keep()
    quiet.hush(processor)
    quiet.settle(processor)
