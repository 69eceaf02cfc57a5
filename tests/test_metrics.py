"""What whoever runs the bot can see, and what nobody can see from it."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

sys.path.insert(0, str(Path(__file__).resolve().parent))

import serving
from serving import Server

from bot import brain
from bot.metrics import BUCKETS, Metrics

CONTACTS = {
    "custom": {
        "type": "contacts",
        "language": "ro",
        "urgency": "urgent",
        "contacts": [{"id": "salvation-army-referral"}],
    }
}
FORGOTTEN = {"custom": {"type": "forgotten"}}


def samples(metrics: Metrics) -> dict[str, float]:
    """Every sample of the page, by its name and labels as they are written."""
    page = metrics.page("ok", 0).decode()
    return {
        sample.name + str(sorted(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def count(metrics: Metrics, name: str) -> float:
    """The sum of a counter over all its labels."""
    return sum(value for key, value in samples(metrics).items() if key.startswith(name))


def answer(times: int, message: dict[str, Any], channel: str = "web") -> Metrics:
    """Counts after so many equal answers."""
    metrics = Metrics()
    for _ in range(times):
        metrics.answered(channel, [message], 0.02)
    return metrics


@pytest.mark.parametrize(
    ("times", "shown"), [(0, 0), (1, 0), (9, 0), (10, 10), (11, 10), (19, 10), (137, 130)]
)
def test_counts_are_shown_in_tens(times: int, shown: int) -> None:
    """Nobody can see that a single person wrote, not even from the difference of two readings."""
    metrics = answer(times, CONTACTS)
    for name in ("signpost_answers_total", "signpost_contacts_shown_total"):
        assert count(metrics, name) == shown
    assert count(metrics, "signpost_answer_seconds_count") == shown


@given(st.lists(st.sampled_from(["en", "ro", "xx", "kingfisher", None]), max_size=40))
def test_no_count_under_ten_is_ever_shown(languages: list[str | None]) -> None:
    """Whatever is answered, each count of people's doings is a multiple of ten, from ten on."""
    metrics = Metrics()
    for language in languages:
        custom = {**CONTACTS["custom"], "language": language}
        metrics.answered("rest", [{"custom": custom}], 0.5)
    for name, value in samples(metrics).items():
        if re.match(r"signpost_(answers|contacts|floor|forgets|answer_seconds)", name):
            assert name.startswith("signpost_answer_seconds_sum") or (
                value >= 10 and not value % 10
            )
        assert not name.split("[")[0].endswith("_created"), "tells when somebody first wrote"


def test_labels_are_words_of_closed_lists() -> None:
    """No label can hold a word that somebody typed, nor an id."""
    metrics = Metrics()
    odd = {
        "custom": {
            "type": "contacts",
            "language": "kingfisher",
            "urgency": "kingfisher",
            "contacts": [{"id": "kingfisher"}, {"id": 7}, {}],
        }
    }
    for _ in range(20):
        metrics.answered("kingfisher", [odd, FORGOTTEN, {}], 0.1)
        metrics.floored("kingfisher", "limit")
    page = metrics.page("ok", 0).decode()
    assert "kingfisher" not in page
    assert 'channel="other",language="other",urgency="other"' in page


def test_places_are_not_counted() -> None:
    """Where people are is in no figure."""
    names = set(re.findall(r'(\w+)="', answer(50, CONTACTS).page("ok", 0).decode()))
    assert names <= {"channel", "language", "urgency", "resource", "why", "le"}


def test_wishes_to_be_forgotten_are_counted() -> None:
    """The charity sees that forgetting is used."""
    assert count(answer(12, FORGOTTEN), "signpost_forgets_total") == 10


def test_the_latency_of_answers_can_be_read() -> None:
    """Buckets add up, so that Prometheus can work out a percentile."""
    found = samples(answer(100, CONTACTS))
    names = [f"signpost_answer_seconds_bucket[('le', '{edge}')]" for edge in BUCKETS]
    values = [found.get(name, 0.0) for name in names]
    assert values == [0.0] + [100.0] * (len(BUCKETS) - 1)


def test_the_page_is_there(server: Server) -> None:
    """`/metrics` can be read by Prometheus, and says whether the bot is ready."""
    for number in range(12):
        server.post({"sender": f"metrics {number}", "message": "he has locked me in"})
    page = server.get("/metrics")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/plain")
    families = {family.name: family for family in text_string_to_metric_families(page.text)}
    assert families["signpost_ready"].samples[0].value == 1
    assert families["signpost_resources"].samples[0].value == len(brain.speaker().directory)
    shown = {s.labels["resource"]: s.value for s in families["signpost_contacts_shown"].samples}
    assert shown["emergency-999"] >= 10
    assert "process_resident_memory_bytes" in families


@pytest.fixture(scope="module")
def server() -> Server:
    """The server that all tests share."""
    return serving.shared()
