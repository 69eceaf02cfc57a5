"""A danger that goes on, or is back, whatever others say of it; and who is not turned away."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from bot.conversation import Conversation, Heard
from bot.dialogue import step
from bot.nlu.heads import CHOICES, MARKS, Verdict, folded, plain
from bot.over_heard import not_over, over
from bot.plain_age import says_child
from bot.plain_choice import afraid_to_call, asks_best
from bot.plain_danger import says_calm, says_danger
from bot.plain_goes_on import says_hearsay, says_returned
from bot.plain_person import only_introduces
from bot.put_right import lost_somebody, which_one
from bot.thresholds import Thresholds

ALARM = Conversation(
    language="en", need="emergency", urgency="now", alarm="sure", who="other", country="GB"
)
AT_HOME = Conversation(
    language="ro", need="support", urgency="soon", who="self", topics=frozenset({"domestic_abuse"})
)


def _verdict(**scores: dict[str, float]) -> Verdict:
    """A verdict with these probabilities and nothing else."""
    return Verdict({facet: scores.get(facet, {}) for facet in (*CHOICES, *MARKS)})


@pytest.mark.parametrize(
    "text",
    [
        "my supervisor says we should keep out of it",
        "but my nan reckons its just a domestic",
        "nevasta zice sa nu ne bagam",
        "he begged me not to phone nobody",
        "ma roaga sa nu spun la nimeni",
        "the bloke came to the door and said everything is fine",
        "she only nodded at me through the glass",
    ],
)
def test_hearsay(text: str) -> None:
    """What others say or wish is told as that, and never as the end of a danger."""
    words = plain(text)
    assert says_hearsay(words)
    assert not_over(words)
    assert over(words, _verdict(), Thresholds()) == ""


@pytest.mark.parametrize(
    "text",
    [
        "my manager says he can't pay us before christmas",
        "my sister said she will call you tomorrow",
        "he said sorry and bought flowers",
        "mama zice ca pot sta la ea",
    ],
)
def test_no_hearsay(text: str) -> None:
    """What people say about something else is no word about a danger."""
    assert not says_hearsay(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "shes home",
        "ok they're back",
        "hang on my husband has come back, shouting",
        "A revenit",
        "stai, s-a întors, e beat și urlă",
    ],
)
def test_returned(text: str) -> None:
    """A few words say that somebody is back."""
    assert says_returned(plain(text))


@pytest.mark.parametrize(
    "text",
    [
        "got to go, he's home",
        "he comes back on monday",
        "when he's home I can't ring",
        "my son is back home",
        "copilul a ajuns acasa",
        "s-a intors in tara",
        "nu s-a intors inca",
        "am revenit",
    ],
)
def test_not_returned(text: str) -> None:
    """A plan, another person, a journey, or a goodbye because of it."""
    assert not says_returned(plain(text))


@pytest.mark.parametrize(
    "heard",
    [
        Heard(need="support", hearsay=True, gender="male", topics=frozenset({"domestic_abuse"})),
        Heard(need="anonymous_report", question="anonymous"),
    ],
)
def test_an_alarm_goes_on(heard: Heard) -> None:
    """Hearsay and a wish to give no name leave 999 where it is."""
    now = step(ALARM, heard)
    assert now.urgency == "now"
    assert (now.gender, now.topics) == ("unknown", frozenset())


def test_who_hits_is_back() -> None:
    """Somebody is back where abuse at home was told: danger now; elsewhere it is not."""
    back = Heard(need="followup", question="fu_safe", returned=True)
    assert step(AT_HOME, back).urgency == "now"
    wages = Conversation(language="en", need="labour_rights", who="self")
    assert step(wages, back).urgency != "now"
    missing = Conversation(language="en", need="support", topics=frozenset({"missing"}))
    assert step(missing, back).urgency != "now"


def test_who_misses_somebody_is_not_turned_away() -> None:
    """A surely missing person is a matter of ours, whatever need sounds likelier."""
    heard = Heard(need="out_of_scope", need_sure=False)
    found = lost_somebody(heard, _verdict(topics={"missing": 0.95}), Thresholds())
    assert (found.need, found.need_sure) == ("support", True)
    assert "missing" in found.topics
    assert lost_somebody(heard, _verdict(topics={"missing": 0.5}), Thresholds()) == heard


@pytest.mark.parametrize(
    ("text", "child"),
    [("now is 8 and he comes", False), ("the time is 11 now", False), ("she is 11 now", True)],
)
def test_the_clock_is_no_age(text: str, child: bool) -> None:
    """What a clock says is nobody's age."""
    assert says_child(folded(text)) is child


@pytest.mark.parametrize(
    ("text", "danger"),
    [
        ("Da, sunt in pericol acum", True),
        ("yes, her life is in danger", True),
        ("nu sunt in pericol", False),
        ("is he in danger?", False),
        ("if she is in danger who do i ring", False),
    ],
)
def test_danger_in_so_many_words(text: str, danger: bool) -> None:
    """An answer that says "in danger" is danger; a question about it is none."""
    assert says_danger(plain(text)) is danger


def test_not_in_danger() -> None:
    """Who says that nobody is in danger needs more to be taken for an alarm."""
    assert says_calm(plain("he is not in immediate danger"))


@pytest.mark.parametrize(
    ("text", "only"), [("Sunt băiat", True), ("im a woman", True), ("sunt fata din Iasi", False)]
)
def test_only_introduces(text: str, only: bool) -> None:
    """Whether a man or a woman writes is told, and nothing else."""
    assert only_introduces(plain(text)) is only


def test_which_is_best_and_who_does_not_dare() -> None:
    """Both are answered with all contacts: why these, and what happens when one calls."""
    heard = Heard(need="followup", question="fu_second")
    assert which_one(heard, plain("who would you say is best")).question == "fu_why"
    assert which_one(heard, plain("pe care îl sun întâi")).question == "fu_why"
    dare = which_one(heard, plain("Mi-e cam frică să sun"))
    assert (dare.need, dare.question) == ("information", "what_happens_call")
    assert which_one(heard, plain("the second one")) == heard
    danger = Heard(need="emergency", urgency="now")
    assert which_one(danger, plain("im scared to ring, which is best")) == danger
    assert not afraid_to_call(plain("he is scared of calling his mother since they took his phone"))
    assert not asks_best(plain("what time does the first one open"))
