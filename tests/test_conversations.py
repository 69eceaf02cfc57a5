"""The conversation scripts of `tests/conversations`, each of them a test."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from bot.script_file import Script
from bot.scripts import play

if TYPE_CHECKING:
    from bot.local import LocalBot

FOLDER = Path(__file__).parent / "conversations"
FILES = sorted(FOLDER.glob("*.yaml"))
NOON = dt.datetime(2026, 11, 18, 12, 0, tzinfo=dt.timezone.utc)
# A holiday, a Sunday and the middle of the night: whatever can be closed is.
NIGHT = dt.datetime(2026, 12, 27, 3, 0, tzinfo=dt.timezone.utc)
ENOUGH = {"en": 62, "ro": 32}
# Every contact that the articles name which this project grew from.
NAMED = (
    "emergency-999",
    "police-101",
    "salvation-army-referral",
    "modern-slavery-helpline",
    "crimestoppers",
    "met-police-online",
    "lancashire-victim-services",
    "justice-and-care",
    "refuge-ndah",
    "clewer-initiative",
    "romania-112",
    "anitp",
    "diicot",
    "romanian-embassy-london",
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_conversation(
    file: Path, local_bot: LocalBot, set_clock: Callable[[dt.datetime], None]
) -> None:
    """What the script says holds, and every general promise, by day and by night."""
    script = Script.load(file)
    failures: dict[str, None] = {}
    for moment in (NOON, NIGHT):
        set_clock(moment)
        failures |= dict.fromkeys(map(str, play(script, local_bot.say)))
    assert not failures, "\n" + "\n".join(failures)


@pytest.mark.parametrize("language", ENOUGH)
def test_there_are_enough_scripts(language: str) -> None:
    """No situation loses its script unnoticed."""
    found = [file for file in FILES if file.stem.startswith(f"{language}-")]
    assert len(found) >= ENOUGH[language]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_script_is_named_by_its_language(file: Path) -> None:
    """The name of a file starts with the language that its script is in."""
    assert Script.load(file).language == file.stem[:2]


@pytest.mark.parametrize("language", ENOUGH)
@pytest.mark.parametrize("contact", NAMED)
def test_every_named_contact_is_reached(contact: str, language: str) -> None:
    """In each language some script expects each contact that the articles name."""
    wanted = [
        expectation.value
        for file in FILES
        if file.stem.startswith(f"{language}-")
        for turn in Script.load(file).turns
        for expectation in turn.expectations
        if expectation.key in ("first", "contacts", "shows")
    ]
    assert any(contact == value or contact in value for value in wanted)
