"""The form of `resources.yaml`: each field, what it holds, and which words it may hold.

Data with a description of each field. The check, the words of its faults and the table in
`docs/directory.md` all come from here, so they cannot disagree.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from bot import vocabulary
from bot.question_keys import QUESTIONS

LANGUAGES = ("en", "ro")
VERSION = 1
# Every need at once: for routes that must hold whatever was asked for.
ANY_NEED = "any"

VOCABULARIES: Mapping[str, Mapping[str, vocabulary.Term]] = {
    "urgency": vocabulary.URGENCIES,
    "who": vocabulary.WHO,
    "writer": {word: term for word, term in vocabulary.WHO.items() if word != "unknown"},
    "need": {
        ANY_NEED: vocabulary.Term("any need", "Whatever is wanted."),
        **vocabulary.NEEDS,
    },
    "age": vocabulary.AGES,
    "gender": vocabulary.SERVED_GENDERS,
    "topic": vocabulary.TOPICS,
    "barrier": vocabulary.BARRIERS,
    "nation": vocabulary.NATIONS,
    "kind": vocabulary.KINDS,
    "channel": vocabulary.CHANNELS,
    "police": vocabulary.POLICE,
    "anonymous": vocabulary.ANONYMOUS,
    "cost": vocabulary.COSTS,
    "status": vocabulary.STATUSES,
    "confidence": vocabulary.CONFIDENCES,
    "question": {word: vocabulary.Term(word, text) for word, text in QUESTIONS.items()},
}


@dataclass(frozen=True)
class Field:
    """One field of the directory.

    `holds` names the sort of value (see `HOLDS`); `of` names a vocabulary for words, or a
    section for the maps inside.
    """

    holds: str
    description: str
    of: str = ""
    required: bool = False


# What each sort of value looks like, as the fault about a wrong one says it.
HOLDS = {
    "id": "small letters, digits and hyphens, starting with a letter",
    "string": "a text",
    "boolean": "true or false",
    "integer": "a whole number",
    "rank": "a whole number from 0 to 99",
    "age": "a whole number of years, or null for no limit",
    "date": "a day such as 2026-11-21",
    "word": "one of the words allowed",
    "words": "a list of the words allowed",
    "texts": "a text for each language: {en: …, ro: …}",
    "summary": "a short line without digits for each language: {en: …, ro: …}",
    "lines": "three short lines for each language: {en: [a, b, c], ro: [a, b, c]}",
    "statuses": "draft or reviewed for each language but English: {ro: draft}",
    "number": "a phone number in quotes, spaced as people write it",
    "url": "an https address, or an e-mail address",
    "hours": '"24/7", OpenStreetMap syntax such as "Mo-Fr 09:00-17:00; PH off", or unknown',
    "names": "a list of names in lower case without marks or digits, such as [child line]",
    "languages": "a list of language codes, such as [en, ro]",
    "countries": "a list of country codes, such as [GB], or [elsewhere]",
    "dial_from": 'a list of country codes, such as [GB], or ["*"] for anywhere',
    "police_areas": "a list of police areas, such as [lancashire]",
    "resource_id": "the id of a resource in this file",
    "map": "a map",
    "list": "a list of maps",
}

SECTIONS: Mapping[str, Mapping[str, Field]] = {
    "file": {
        "version": Field("integer", "The version of this format: 1.", required=True),
        "resources": Field("list", "The resources, ordered by kind.", "resource", required=True),
        "retired": Field("list", "Numbers that must never be shown again.", "retired"),
    },
    "resource": {
        "id": Field(
            "id", "The name that routes, scripts and words use. Never reused.", required=True
        ),
        "organisation": Field("string", "Who runs the service.", required=True),
        "called": Field("names", "What people call it when they ask for it by name."),
        "kind": Field("word", "What sort of service it is.", "kind", required=True),
        "status": Field("word", "Whether it works.", "status", required=True),
        "name": Field("texts", "The title on the card.", required=True),
        "summary": Field("summary", "What it is for, told to the person.", required=True),
        "not_for": Field("texts", "What it does not do.", required=True),
        "who": Field("words", "Who may use it.", "writer", required=True),
        "ages": Field("map", "The ages that it serves.", "ages", required=True),
        "gender": Field("word", "Whom it serves, by gender.", "gender", required=True),
        "for_languages": Field(
            "languages", "Offered only to people who write in one of these; to all without it."
        ),
        "coverage": Field("map", "Where it serves.", "coverage", required=True),
        "police": Field("word", "Whether the police hear of a contact.", "police", required=True),
        "anonymous": Field(
            "word", "Whether a person can stay unknown.", "anonymous", required=True
        ),
        "interpreters": Field("boolean", "Whether it can bring in an interpreter.", required=True),
        "what_happens": Field("lines", "What happens when you get in touch.", required=True),
        "translation": Field("statuses", "Whether a native speaker reviewed the texts."),
        "contacts": Field(
            "list", "The ways to reach it, the best first.", "contact", required=True
        ),
        "routes": Field("list", "When it is offered, and how early.", "route", required=True),
        "evidence": Field("list", "Where its facts were read.", "evidence", required=True),
        "conflicts": Field("list", "Where sources disagree, and what we do.", "conflict"),
        "alert": Field("texts", "A short notice for the card while something is unusual."),
    },
    "ages": {
        "min": Field("age", "The youngest age, or null.", required=True),
        "max": Field("age", "The oldest age, or null.", required=True),
    },
    "coverage": {
        "countries": Field(
            "countries",
            "Countries served; `elsewhere` is all but the UK and Romania.",
            required=True,
        ),
        "nations": Field(
            "words", "Nations of the UK served; empty outside the UK.", "nation", True
        ),
        "police_areas": Field(
            "police_areas",
            "The only police areas served; empty for the whole nation.",
            required=True,
        ),
    },
    "contact": {
        "channel": Field("word", "The way to get in touch.", "channel", required=True),
        "number": Field("number", "For phone, text and relay: the number as people write it."),
        "url": Field("url", "For pages, chats and e-mail: the address."),
        "body": Field("string", "For a text: the word to send."),
        "dial_from": Field("dial_from", "Countries from which it can be reached.", required=True),
        "cost": Field("word", "What it costs.", "cost", required=True),
        "hours": Field("hours", "When it answers; for a form, when it can be sent.", required=True),
        "languages": Field("languages", "Spoken or written without an interpreter.", required=True),
        "barriers": Field("words", "Barriers that this way gets round.", "barrier", required=True),
        "evidence": Field("list", "Where this way was read.", "evidence", required=True),
    },
    "route": {
        "needs": Field("words", "The needs that it answers, or [any].", "need", required=True),
        "rank": Field("rank", "How early it is offered: 0 first, 99 last.", required=True),
        "urgency": Field("words", "Only for these urgencies.", "urgency"),
        "who": Field("words", "Only for these writers.", "who"),
        "ages": Field("words", "Only for these age groups.", "age"),
        "topics": Field("words", "Only if one of these topics came up.", "topic"),
        "without_topics": Field("words", "Only if none of these topics came up.", "topic"),
        "barriers": Field("words", "Only if one of these barriers is there.", "barrier"),
        "nations": Field("words", "Only in these nations, and only once we know.", "nation"),
        "questions": Field("words", "Only for these questions.", "question"),
    },
    "evidence": {
        "source": Field("string", "What was read, with its own date.", required=True),
        "seen": Field("date", "The day on which somebody read it.", required=True),
        "confidence": Field("word", "How sure we are.", "confidence", required=True),
    },
    "conflict": {
        "about": Field("string", "What the sources disagree about.", required=True),
        "says": Field("string", "What one side says, and who.", required=True),
        "other": Field("string", "What the other side says, and who.", required=True),
        "handling": Field("string", "What this directory does about it.", required=True),
    },
    "retired": {
        "number": Field("number", "The number.", required=True),
        "why": Field("string", "Why it must not be shown.", required=True),
        "replaced_by": Field("resource_id", "The resource that took its place."),
    },
}


def words(name: str) -> frozenset[str]:
    """The words of a vocabulary.

    Args:
        name: A key of `VOCABULARIES`.

    Returns:
        The words.

    Raises:
        KeyError: if there is no such vocabulary.
    """
    return frozenset(VOCABULARIES[name])
