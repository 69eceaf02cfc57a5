"""The widget's weight, and that its source holds no word or number of its own."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from bot import brain
from bot.web.assets import asset, widget_data

LIMIT = 12 * 1024
SOURCE = Path(__file__).resolve().parent.parent / "bot" / "web" / "widget.js"


def test_it_weighs_at_most_twelve_kilobytes() -> None:
    """As it is sent, with the words of both languages and the numbers: 12 KB gzipped at most."""
    script = asset("widget.js")
    packed = len(gzip.compress(script.plain, 9, mtime=0))
    print(f"/widget.js: {len(script.plain)} bytes, {packed} gzipped, {LIMIT - packed} to spare")
    assert packed <= LIMIT
    assert {"en", "ro"} <= set(widget_data()["languages"])


def test_what_is_sent_holds_the_words_and_no_comment() -> None:
    """The words are in it, and what is only for us is not."""
    text = asset("widget.js").plain.decode()
    assert "Ieșiți de pe pagină" in text
    assert not re.search(r"^\s*//", text, re.MULTILINE)
    assert "/*DATA*/" not in text


def test_the_source_holds_no_number() -> None:
    """No number that one could call stands in the source: they come from the directory."""
    text = SOURCE.read_text(encoding="utf-8")
    numbers = {way.number for item in brain.speaker().directory for way in item.contacts}
    found = [number for number in numbers if number and re.search(rf"(?<!\d){number}(?!\d)", text)]
    assert found == []


@pytest.mark.parametrize("language", sorted(brain.speaker().words))
def test_every_word_that_the_widget_says_is_there(language: str) -> None:
    """Each key that the source asks for is in the words of each language."""
    text = SOURCE.read_text(encoding="utf-8")
    asked = set(re.findall(r"\bsay\('(\w+)'", text)) | set(re.findall(r"\bsay\.(\w+)", text))
    asked |= set(re.findall(r": '(\w+_cost|police_\w+|free|cost_unknown)'", text))
    said = widget_data()["languages"][language]["say"]
    assert len(asked) > 30
    assert asked - set(said) == set()
    unused = set(said) - asked - {"call", "text", "web", "chat", "email", "relay"}
    assert {key for key in unused if f"'{key}'" not in text} == set(), "not used: leave it out"


def test_the_numbers_are_the_floors() -> None:
    """The four numbers of the floor, in order, with links that can be dialled."""
    numbers = widget_data()["languages"]["en"]["numbers"]
    assert [item["href"][:4] for item in numbers] == ["tel:"] * 4
    assert numbers[0]["label"] == brain.speaker().directory["emergency-999"].contacts[0].number
