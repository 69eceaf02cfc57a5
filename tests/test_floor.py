"""The floor: the fixed reply that goes out when all else fails."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from serving import ROOT, Server, serve

from bot import brain, floor

FOUR = ["emergency-999", "police-101", "salvation-army-referral", "modern-slavery-helpline"]
BUILT = floor.build(brain.speaker())


def ids(message: dict) -> list[str]:
    """The contacts of a message."""
    return [card["id"] for card in message["custom"]["contacts"]]


@pytest.mark.parametrize("language", ["", "en", "ro", "xx"])
def test_it_names_four_contacts(language: str) -> None:
    """In any language the floor names 999, 101, the Salvation Army and the Helpline, in order."""
    message = BUILT.message(language)
    directory = brain.speaker().directory
    assert ids(message) == FOUR
    places = [
        message["text"].index(f", {directory[each].shown_contacts[0].number}") for each in FOUR
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("language", ["", "xx", "ROMANIAN"])
def test_it_speaks_every_language_when_none_is_known(language: str) -> None:
    """Where the language is not known, the floor says it in English and in Romanian."""
    text = BUILT.message(language)["text"]
    assert text == BUILT.texts["en"] + "\n\n" + BUILT.texts["ro"]


def test_it_speaks_one_language_when_it_is_known() -> None:
    """Where the language is known, the floor says it once."""
    assert BUILT.message("ro")["text"] == BUILT.texts["ro"] != BUILT.texts["en"]
    assert BUILT.message("ro")["custom"]["language"] == "ro"


def test_each_reply_is_a_copy() -> None:
    """What happens to one reply cannot spoil the next."""
    BUILT.message()["custom"].clear()
    BUILT.message()["text"] = ""
    assert ids(BUILT.message()) == FOUR


def test_a_directory_without_one_of_them_stops_the_start() -> None:
    """A directory that lacks one of the four is noticed at the start, not in an emergency."""
    speaker = brain.speaker()
    fewer = {key: item for key, item in speaker.directory.resources.items() if key != FOUR[3]}
    lacking = type(speaker)(type(speaker.directory)(fewer), speaker.words)
    with pytest.raises(KeyError, match=FOUR[3]):
        floor.build(lacking)


@pytest.fixture(scope="module")
def without_model(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real server of a project in which nothing was trained."""
    root = tmp_path_factory.mktemp("untrained")
    shutil.copytree(ROOT / "bot", root / "bot", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("resources.yaml", "config.yml", "domain.yml", "endpoints.yml", "data"):
        (root / name).symlink_to(ROOT / name)
    if (ROOT / ".signpost").exists():
        (root / ".signpost").symlink_to(ROOT / ".signpost")
    server = serve(root, {"PYTHONPATH": str(root)}).wait("degraded")
    yield server
    server.stop()


def test_without_a_model_every_message_gets_the_floor(without_model: Server) -> None:
    """A server that has no model still answers, with the four numbers in both languages."""
    for text in ("hello", "he has locked me in", "Sunt închisă", ""):
        answer = without_model.post({"sender": "x", "message": text})
        assert answer.status == 200
        [message] = answer.json
        assert message["recipient_id"] == "x"
        assert ids(message) == FOUR
        assert message["text"] == BUILT.texts[""]


def test_without_a_model_health_says_so(without_model: Server) -> None:
    """`/health` says `degraded`, with what to do, and a status that a proxy understands."""
    health = without_model.get("/health")
    assert health.status == 503
    assert health.json["status"] == "degraded"
    assert "make train" in health.json["reasons"][0]


def test_without_a_model_the_front_page_is_there(without_model: Server) -> None:
    """The page with the emergency numbers needs no model."""
    page = without_model.get("/")
    assert page.status == 200
    assert 'href="tel:999"' in page.text
