"""Hearing: thresholds, languages, and danger said in so many words."""

from __future__ import annotations

import pytest

from bot.hearing import Thresholds, hear, press
from bot.nlu.heads import CHOICES, MARKS, Verdict
from bot.plain_danger import says_danger

LIMITS = Thresholds()


def verdict(**facets: dict[str, float]) -> Verdict:
    """A verdict that is sure of nothing but the facets given."""
    scores = {facet: {"-": 1.0} for facet in CHOICES} | {facet: {} for facet in MARKS}
    scores["need"] = {"support": 1.0}
    scores["urgency"] = {"none": 1.0}
    return Verdict(scores | facets)


def heard(text: str, opens: bool = False, **facets: dict[str, float]) -> object:
    """What is heard of a text with those probabilities."""
    from bot.conversation import NOWHERE

    return hear(text, verdict(**facets), NOWHERE, LIMITS, opens)


@pytest.mark.parametrize(("chance", "urgency"), [(0.9, "now"), (0.05, "soon")])
def test_danger_counts_from_its_threshold_on(chance: float, urgency: str) -> None:
    """Danger needs its threshold; below it, exploitation is urgent but no emergency."""
    scores = {"now": chance, "soon": 1 - chance, "none": 0.0}
    assert heard("some words", urgency=scores).urgency == urgency


def test_a_first_message_is_hardly_a_follow_up() -> None:
    """With nothing said before, "I'm safe now" is somebody's matter."""
    need = {"followup": 0.6, "support": 0.4}
    assert heard("some words", opens=True, need=need).need == "support"
    assert heard("some words", opens=False, need=need).need == "followup"


def test_nothing_readable_is_empty() -> None:
    """Dots and pictures are told from words."""
    assert heard("… 📱 !!").empty


def test_one_word_does_not_change_the_language() -> None:
    """A place name in the middle of a talk leaves its language as it is."""
    language = {"ro": 0.8, "en": 0.2}
    assert heard("Preston", language=language).language is None
    assert heard("salut", opens=True, language=language).language == "ro"


@pytest.mark.parametrize("token", ["go:pizza", "go:at_nowhere", "hello"])
def test_only_our_own_tokens_press_buttons(token: str) -> None:
    """What merely looks like a button's token is no button."""
    assert press(token) is None


@pytest.mark.parametrize(
    "text", ["he is punching my sister now", "ma bate chiar acum", "men with bats at our door"]
)
def test_plain_words_are_taken_at_their_word(text: str) -> None:
    """Violence at this moment, said plainly, is danger."""
    assert says_danger(text)


@pytest.mark.parametrize(
    "text",
    [
        "he was punching my sister now and then",
        "what should i do if he is hitting her now",
        "acum doi ani ma batea",
        "my friend plays the bat in a school play",
    ],
)
def test_the_past_and_the_supposed_are_no_danger(text: str) -> None:
    """The same words about the past, a question or a game raise no alarm by themselves."""
    assert not says_danger(text)
