"""Figures for whoever runs the bot, in Prometheus's format, that tell of nobody.

Labels are words of closed lists. Counts of what people did are rounded down to tens and not
shown under ten, so that neither one person nor the step from one reading to the next is seen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.samples import Sample

from bot import brain

STEP = 10
CHANNELS = ("rest", "web", "telegram", "whatsapp", "sms")
BUCKETS = (0.01, 0.02, 0.03, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 3.0)
OTHER = "other"
TYPE = CONTENT_TYPE_LATEST


class Metrics:
    """The counts of one server process."""

    def __init__(self) -> None:
        self._people = CollectorRegistry()
        self._machine = CollectorRegistry()
        ProcessCollector(registry=self._machine)
        self._answers = self._counter("answers", "Answers given.", "channel", "language", "urgency")
        self._shown = self._counter("contacts_shown", "How often a resource was shown.", "resource")
        self._floor = self._counter("floor", "Answers from the floor.", "channel", "why")
        self._forgets = self._counter("forgets", "Conversations deleted when asked.", "channel")
        self._seconds = Histogram(
            "signpost_answer_seconds",
            "From a message to its answer.",
            buckets=BUCKETS,
            registry=self._people,
        )

    def _counter(self, name: str, text: str, *labels: str) -> Counter:
        return Counter(f"signpost_{name}", text, labels, registry=self._people)

    def answered(self, channel: str, messages: Iterable[dict[str, Any]], seconds: float) -> None:
        """Count an answer.

        Args:
            channel: over which it went.
            messages: the answer.
            seconds: how long it took.
        """
        customs = [message.get("custom") or {} for message in messages]
        contacts = next((item for item in customs if item.get("type") == "contacts"), {})
        language = _known(contacts.get("language"), brain.speaker().words)
        urgency = _known(contacts.get("urgency"), ("emergency", "urgent", "routine"))
        self._answers.labels(_known(channel, CHANNELS), language, urgency).inc()
        for card in contacts.get("contacts", ()):
            self._shown.labels(_known(card.get("id"), brain.speaker().directory)).inc()
        if any(item.get("type") == "forgotten" for item in customs):
            self._forgets.labels(_known(channel, CHANNELS)).inc()
        self._seconds.observe(seconds)

    def floored(self, channel: str, why: str) -> None:
        """Count an answer from the floor.

        Args:
            channel: over which it went.
            why: `failed` or `limit`.
        """
        self._floor.labels(_known(channel, CHANNELS), why).inc()

    def page(self, status: str, reasons: int) -> bytes:
        """The whole page.

        Args:
            status: of `/health`.
            reasons: how many reasons it gives.
        """
        own = _Rounded(self._people, status, reasons)
        return bytes(generate_latest(own)) + bytes(generate_latest(self._machine))


class _Rounded(CollectorRegistry):
    """What is shown: the counts of people in tens, and the state of the bot as it is."""

    def __init__(self, people: CollectorRegistry, status: str, reasons: int) -> None:
        super().__init__()
        self._people = people
        self._status, self._reasons = status, reasons

    def collect(self) -> Iterator[Metric]:
        for metric in self._people.collect():
            metric.samples = list(_rounded(metric.samples))
            yield metric
        edition = brain.current()
        resources = len(edition.speaker.directory)
        yield _gauge("ready", "1 when /health is ok.", float(self._status == "ok"))
        yield _gauge("alarms", "How many reasons /health gives.", float(self._reasons))
        yield _gauge("resources", "Resources in the directory.", float(resources))
        yield _gauge("directory_loaded_seconds", "When the directory was loaded.", edition.loaded)


def _gauge(name: str, text: str, value: float) -> Metric:
    return GaugeMetricFamily(f"signpost_{name}", text, value)


def _rounded(samples: Iterable[Sample]) -> Iterator[Sample]:
    """Counts in tens, none under ten; no times of first use, which would tell of one person."""
    for sample in samples:
        if sample.name.endswith("_created"):
            continue
        if sample.name.endswith("_sum"):
            yield sample._replace(value=float(round(sample.value)))
            continue
        value = sample.value // STEP * STEP
        if value:
            yield sample._replace(value=value)


def _known(word: object, words: Any) -> str:
    """A word of a closed list, or `other`."""
    return word if isinstance(word, str) and word in words else OTHER
