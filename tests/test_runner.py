"""The graph, run straight through, gives what Rasa's own runner gives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.engine.constants import PLACEHOLDER_MESSAGE, PLACEHOLDER_TRACKER
from rasa.engine.runner.dask import DaskGraphRunner
from rasa.shared.core.trackers import DialogueStateTracker

if TYPE_CHECKING:
    from bot.local import LocalBot


def run(bot: LocalBot, runner: Any, text: str) -> dict[str, Any]:
    """What a runner makes of a first message."""
    processor = bot._agent.processor
    tracker = DialogueStateTracker("x", processor.domain.slots)
    target = processor.model_metadata.nlu_target
    inputs = {PLACEHOLDER_MESSAGE: [UserMessage(text)], PLACEHOLDER_TRACKER: tracker}
    [message] = runner.run(inputs=inputs, targets=[target])[target]
    data: dict[str, Any] = message.as_dict(only_output_properties=True)
    return data


@pytest.mark.parametrize("text", ["he has locked me in", "e gratis?", "", "go:danger", "Preston"])
def test_it_gives_what_dask_gives(local_bot: LocalBot, text: str) -> None:
    """Understanding is the same, whichever runner runs the graph."""
    straight = local_bot._agent.processor.graph_runner
    dask = DaskGraphRunner.__new__(DaskGraphRunner)
    dask._graph_schema, dask._instantiated_nodes = straight.schema, straight._nodes
    dask._execution_context = None
    assert run(local_bot, straight, text) == run(local_bot, dask, text)
