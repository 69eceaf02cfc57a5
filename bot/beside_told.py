"""What a message means beside what was told before: which place is picked, whose place it is.

For `bot.dialogue.step`: each function gives the message back changed, or as it was. Free of Rasa.
"""

from __future__ import annotations

from dataclasses import replace

from bot.conversation import MATTERS, NOWHERE, Conversation, Heard
from bot.nearby import exploited
from bot.regions import Located, police_areas

# "And for her, in Cardiff?": another's place that is asked about.
_ASKS_THERE = frozenset({"fu_same_for"})
# In a medical emergency these ask about its cost, or what papers it needs.
_ASKS_ABOUT_CARE = frozenset({"information", "labour_rights", "access"})


def beside_told(before: Conversation, heard: Heard) -> Heard:
    """Take a message for what it means after what was told.

    Args:
        before: the conversation so far.
        heard: the message.

    Returns:
        The message, changed or as it was.
    """
    if heard.press is not None:
        return heard
    heard = _someone_elses_place(before, _picked(before, heard))
    heard = _silent(before, _parents(before, heard))
    return _grown_up_still(before, _no_partner(before, _care_goes_on(before, heard)))


def _picked(before: Conversation, heard: Heard) -> Heard:
    """One of the places that we asked to choose from: "the Welsh one", "the second"."""
    found = heard.located
    wide = found.country is None or (found.country == "GB" and not found.police_area)
    if not before.options or not wide or heard.urgency == "now":
        return heard
    slug = _option(before.options, heard)
    if slug is None:
        return heard
    area = police_areas().get(slug)
    nation = area.nation if area else slug
    place = Located(nation, area.slug if area else None, "GB", (), False, (), ())
    return replace(
        heard, located=place, need="followup", question="fu_region", need_sure=True, second=""
    )


def _option(options: tuple[str, ...], heard: Heard) -> str | None:
    """The option that a message names by its number, or as the only one of its nation."""
    if heard.ordinal and abs(heard.ordinal) <= len(options):
        return options[heard.ordinal - 1 if heard.ordinal > 0 else heard.ordinal]
    nation = heard.nation_meant
    areas = police_areas()
    there = [slug for slug in options if nation in (slug, getattr(areas.get(slug), "nation", ""))]
    return there[0] if len(there) == 1 else None


def _someone_elses_place(before: Conversation, heard: Heard) -> Heard:
    """A place of those who frighten, or one that is yet to come, moves nobody who told theirs."""
    known = bool(before.country or before.police_area)
    if not known or not heard.located.beside or heard.same or heard.question in _ASKS_THERE:
        return heard
    if heard.located.beside == "coming":
        # "On Friday they take us to Kent", "we are going to Birmingham": not there yet.
        return replace(heard, located=NOWHERE)
    matter = heard.need in MATTERS and bool(heard.topics)
    if before.who != "self" or before.urgency == "now" or matter:
        return heard
    who = "unknown" if heard.who == "other" else heard.who
    question = None if heard.question == "fu_region" else heard.question
    return replace(heard, located=NOWHERE, who=who, question=question)


def _care_goes_on(before: Conversation, heard: Heard) -> Heard:
    """What an ambulance costs, or papers: asked in a medical emergency, it ends none."""
    ill = before.urgency == "now" and "health" in before.topics and before.alarm != "faint"
    if not ill or heard.urgency == "now" or heard.over or heard.calm:
        return heard
    if heard.need == "information" and heard.question:
        # Its answer comes behind the alarm, which a question leaves standing.
        return replace(heard, urgency_sure=False)
    if heard.need not in _ASKS_ABOUT_CARE:
        return heard
    return replace(heard, need="emergency", urgency="now", urgency_sure=True, question=None)


def _no_partner(before: Conversation, heard: Heard) -> Heard:
    """After forced work "he hit me" is about the boss, where nobody at home is named."""
    work = exploited(before.topics) and "domestic_abuse" not in before.topics
    if not work or not heard.nobody_at_home or heard.who == "other":
        return heard
    return replace(heard, topics=heard.topics - {"domestic_abuse"})


def _parents(before: Conversation, heard: Heard) -> Heard:
    """Who told their own matter and has children is no child, and tells no other matter."""
    told = before.need in MATTERS and before.age != "child" and before.who in ("self", "other")
    if not told or not heard.has_children or "missing" in before.topics:
        return heard
    if heard.urgency == "now":
        return replace(heard, age="unknown", who=before.who)
    return replace(
        heard,
        need="followup",
        question=None,
        second="",
        age="unknown",
        who=before.who,
        topics=frozenset(),
        urgency="none",
        over="",
    )


def _silent(before: Conversation, heard: Heard) -> Heard:
    """Who is in danger and says that they cannot speak is shown the ways without a voice."""
    if before.urgency != "now" or not heard.voiceless:
        return heard
    return replace(heard, barriers=heard.barriers | {"cannot_speak"}, urgency_sure=False)


def _grown_up_still(before: Conversation, heard: Heard) -> Heard:
    """Who said to be grown up is no child for naming mum: "im 20 ... they rang my mum"."""
    guessed = heard.age == "child" and not heard.age_told and heard.who != "other"
    return replace(heard, age="unknown") if guessed and before.age == "adult" else heard


__all__ = ["beside_told"]
