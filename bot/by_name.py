"""What a service's name in a message changes in what was heard. Free of Rasa."""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import NOWHERE, OF_THE_CONTACTS, Heard
from bot.named import Called
from bot.nlu.heads import Verdict
from bot.thresholds import Thresholds

# Whoever wants to know something, or says little else, asks for what they name.
ASKING_NEEDS = frozenset(
    {"information", "access", "police_contact", "followup", "unclear", "smalltalk"}
)
# What may be asked of any service, and is answered in the same words for all of them.
OF_ANY = OF_THE_CONTACTS | {"anonymous", "number_from_abroad", "call_without_speaking"}
# "Thanks, I'll ring Childline" asks for nothing, and "I tried Childline" not for Childline.
NO_REQUEST = frozenset({"st_thanks", "st_bye", "fu_tried", "fu_pause", "stop_bye"})
# The matters that a name alone may tell; any other is the model's guess.
OF_A_NAME = frozenset({"report", "anonymous_report", "labour_rights"})
# Beside a name, a question about something else must be as likely as not.
PLAIN_QUESTION = 0.5


def taken(heard: Heard, called: Called, verdict: Verdict, limits: Thresholds) -> Heard:
    """What was heard, with the services that the message asks for by name.

    Args:
        heard: from `bot.hearing.hear`.
        called: the services named, from `bot.named`.
        verdict: the facet model's probabilities.
        limits: thresholds.

    Returns:
        The same with `named` or `mentioned`. A name with nothing but words of asking is no alarm
        unless danger is as good as certain, and no question about something else.
    """
    if not called.ids or heard.empty or heard.need == "stop" or heard.question in NO_REQUEST:
        return heard
    if called.bare:
        return _name_alone(heard, called, verdict, limits)
    if called.few or _asks_for_it(heard, called):
        return replace(_without_guess(heard, called, verdict), named=called.ids)
    return replace(heard, mentioned=called.ids)


def _name_alone(heard: Heard, called: Called, verdict: Verdict, limits: Thresholds) -> Heard:
    """A bare name, without what the model guesses from the name alone."""
    alarm = verdict.scores["urgency"].get("now", 0.0) >= limits.danger_placed
    return replace(
        heard,
        need=heard.need if heard.need in OF_A_NAME else "information",
        need_sure=True,
        urgency=heard.urgency if alarm or heard.urgency != "now" else "none",
        age="unknown",
        question=heard.question if heard.question in called.questions else None,
        # No place is told but in the name: "Barnardos" is not Barbados.
        located=heard.located if heard.located.country in (None, "GB") else NOWHERE,
        named=called.ids,
    )


def _without_guess(heard: Heard, called: Called, verdict: Verdict) -> Heard:
    """Without an answer to a question that was hardly asked: the contacts are the answer."""
    question = heard.question
    if heard.need != "information" or question is None or question in called.questions | OF_ANY:
        return heard
    likely = verdict.scores["question"].get(question, 0.0) >= PLAIN_QUESTION
    return heard if likely else replace(heard, question=None)


def _asks_for_it(heard: Heard, called: Called) -> bool:
    """Whether a longer message wants to know something of the service that it names."""
    about = heard.question is None or heard.question in called.questions | OF_ANY
    return heard.need in ASKING_NEEDS and (heard.need != "information" or about)
