"""The facet classifier as a Rasa graph component.

Sets the intent (the need), and leaves every facet's probabilities on the message for the
components after it. The judging itself is `bot.nlu.heads`.
"""

from __future__ import annotations

import logging
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.exceptions import RasaException
from rasa.shared.nlu.constants import INTENT, INTENT_NAME_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu.heads import FacetModel, Settings
from bot.nlu.labels import sample
from bot.nlu.sentences import ENCODER, LEFT, SentenceFeaturizer, sentence_vector

VERDICT = "verdict"
VERDICT_LEFT = "verdict_left"

logger = logging.getLogger("signpost.train")


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class FacetClassifier(IntentClassifier, GraphComponent):
    """Judges intent, urgency, who, question, language, topics, barriers and age at once."""

    @classmethod
    def required_components(cls) -> list[type]:
        """What must come before this component."""
        return [SentenceFeaturizer]

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Settings of the heads; `docs/decisions/pipeline.md` says how they were chosen."""
        return vars(Settings())

    def __init__(self, config: dict[str, Any], storage: ModelStorage, resource: Resource) -> None:
        self._settings = Settings(
            float(config["strength"]),
            int(config["grams"]),
            float(config["share"]),
            int(config["plenty"]),
        )
        self._storage = storage
        self._resource = resource
        self._model: FacetModel | None = None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> FacetClassifier:
        """Rasa's constructor, before training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> FacetClassifier:
        """Rasa's constructor, after training."""
        component = cls(config, model_storage, resource)
        with model_storage.read_from(resource) as folder:
            component._model = FacetModel.load(folder)
        return component

    def train(self, training_data: TrainingData) -> Resource:
        """Train every head on the examples that carry an intent."""
        examples = [item for item in training_data.intent_examples if item.get(TEXT)]
        vectors = [sentence_vector(item) for item in examples]
        if not examples or any(vector is None for vector in vectors):
            raise RasaException("FacetClassifier needs examples with SentenceFeaturizer's features")
        samples = [sample(item) for item in examples]
        logger.info("learning from %d messages", len(samples))
        encoder = examples[0].get(ENCODER) or ""
        rows = np.stack(vectors)  # type: ignore[arg-type]
        model = FacetModel(self._settings).fit(samples, rows, encoder)
        with self._storage.write_to(self._resource) as folder:
            model.save(folder)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Judge the messages."""
        for message in messages:
            self._judge(message)
        return messages

    def _judge(self, message: Message) -> None:
        vector = sentence_vector(message)
        if self._model is None or vector is None:
            return
        known = message.get(ENCODER) == self._model.encoder
        rows = vector[np.newaxis] if known else None
        verdict = self._model.judge([message.get(TEXT) or ""], rows)[0]
        if told := message.get(LEFT):
            left, beside = told
            apart = self._model.judge([left], beside[np.newaxis] if known else None)[0]
            message.set(VERDICT_LEFT, (left, apart), add_to_output=False)
        ranking = [
            {INTENT_NAME_KEY: name, "confidence": score} for name, score in verdict.ranked("need")
        ]
        message.set(VERDICT, verdict, add_to_output=False)
        message.set(INTENT, ranking[0], add_to_output=True)
        message.set("intent_ranking", ranking[:5], add_to_output=True)
