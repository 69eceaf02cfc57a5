"""The changed training messages as a Rasa graph component: see `bot.nlu.varied`."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.labels import sample
from bot.nlu.varied import varied


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class TypingStyles(GraphComponent):
    """Lets the model learn from some messages as others would have typed them."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> TypingStyles:
        """Rasa's constructor."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Leave what people type as it is."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Change a share of the training messages, always the same ones."""
        for message in training_data.intent_examples:
            known = sample(message)
            if known.text:
                text = varied(known.text, known.labels["language"], known.labels["need"])
                message.set(TEXT, text)
        return training_data


__all__ = ["TypingStyles"]
