"""One rule for each sort of value that a field of the directory may hold.

`check_section` walks a part of the file along its section of `bot.schema`, and asks the rule
of each field. A rule yields what is wrong, in words; where and how to mend it is added here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from difflib import get_close_matches
from typing import Any

from bot import schema
from bot.check import Fault, Severity
from bot.hours import Hours
from bot.marked import Marked
from bot.numbers import COUNTRIES, digits

_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*$")
_URL = re.compile(r"https://[^\s/]+\.[^\s]+$")
_EMAIL = re.compile(r"[^\s@:/]+@[^\s@:/]+\.[a-z]+$")
_LANGUAGE = re.compile(r"[a-z]{2,3}$")
# A number in running text, however its parts are set off.
_NUMBER = re.compile(r"\+?\d[\d .()-]*\d|\d")
LINES = 3
LAST_RANK = 99
OLDEST = 120
# Two letters are an ordinary word in one language or another; two signs may be a name.
SHORTEST_NAME = 3
# As many words as one can read through in a fault.
_LISTED = 30
_SERVED = COUNTRIES | {"elsewhere"}
_DIALLED = _SERVED | {"*"}


def check_section(item: Marked, name: str) -> Iterator[Fault]:
    """Check a map against a section of the schema.

    Args:
        item: The map.
        name: The section.

    Yields:
        Every fault of form in it and below it.
    """
    if not isinstance(item.value, dict):
        yield Fault("", item.line, f"this {name} is no map", "write it as `field: value` lines")
        return
    fields = schema.SECTIONS[name]
    yield from _check_keys(item, name)
    for key, child in item.value.items():
        if key in fields:
            yield from check_field(child, key, fields[key])


def _check_keys(item: Marked, name: str) -> Iterator[Fault]:
    """Every field is one of the schema's, and those that must be there are."""
    fields = schema.SECTIONS[name]
    for key, child in item.value.items():
        if key not in fields:
            what = f"a {name} has no field {key!r}"
            yield Fault("", child.line, what, _nearest(key, list(fields)))
    for key, field in fields.items():
        if field.required and key not in item.value:
            mend = f"add {key}: {schema.HOLDS[field.holds]}"
            yield Fault("", item.line, f"{_title(item, name)} has no {key}", mend)


def _title(item: Marked, name: str) -> str:
    given = item.value.get("id")
    return f"{name} {given.value}" if given else f"this {name}"


def _nearest(word: str, allowed: list[str]) -> str:
    close = get_close_matches(word, allowed, n=1)
    if close:
        return f"did you mean {close[0]}?"
    if len(allowed) <= _LISTED:
        return "use one of: " + ", ".join(allowed)
    return "see docs/directory.md"


def check_field(item: Marked, key: str, field: schema.Field) -> Iterator[Fault]:
    """Check one field: the value's sort, then whatever is inside it.

    Args:
        item: The value.
        key: The field's name.
        field: Its description.

    Yields:
        Every fault of form in it and below it.
    """
    if field.holds == "map":
        yield from check_section(item, field.of)
    elif field.holds == "list":
        yield from _check_list(item, key, field)
    elif field.holds in ("word", "words"):
        yield from _check_words(item, key, field)
    else:
        for where, what, severity in _RULES[field.holds](item):
            mend = f"write {schema.HOLDS[field.holds]}"
            yield Fault("", where.line, f"{key}: {what}", mend, severity)


def _check_list(item: Marked, key: str, field: schema.Field) -> Iterator[Fault]:
    if not isinstance(item.value, list):
        yield Fault("", item.line, f"{key} is no list", "start each entry with a hyphen")
        return
    if not item.value and key in ("evidence", "contacts"):
        yield Fault("", item.line, f"{key} is empty", f"add at least one {field.of}")
    for child in item.value:
        yield from check_section(child, field.of)


def _check_words(item: Marked, key: str, field: schema.Field) -> Iterator[Fault]:
    """Each word is one of the vocabulary's, spelled as there."""
    many = field.holds == "words"
    if many != isinstance(item.value, list):
        yield Fault(
            "", item.line, f"{key} holds {_shown(item)}", f"write {schema.HOLDS[field.holds]}"
        )
        return
    if many and not item.value and key in ("needs", "who"):
        yield Fault("", item.line, f"{key} is empty", "name at least one")
    allowed = schema.VOCABULARIES[field.of]
    for word in item.value if many else [item]:
        if not _known(word.value, allowed):
            yield Fault(
                "",
                word.line,
                f"{key}: unknown word {_shown(word)}",
                _nearest(str(word.value), list(allowed)),
            )


def _known(value: object, allowed: Collection[str]) -> bool:
    """Whether a value is one of the words; lists and maps are not, and would not compare."""
    return isinstance(value, str) and value in allowed


def _shown(item: Marked) -> str:
    if isinstance(item.value, dict):
        return "a map"
    return "a list" if isinstance(item.value, list) else repr(item.value)


def numbers_in(text: str) -> list[str]:
    """Find the numbers in a text.

    Args:
        text: Any text.

    Returns:
        Each run of digits, without what sets its parts off.
    """
    return [digits(match) for match in _NUMBER.findall(text)]


# A rule yields (where, what is wrong, how bad).
_Finding = tuple[Marked, str, Severity]


def _rule(test: Callable[[Any], bool]) -> Callable[[Marked], Iterator[_Finding]]:
    """A rule out of a test of the bare value."""

    def rule(item: Marked) -> Iterator[_Finding]:
        if not test(item.value):
            yield item, f"{_shown(item)} will not do", "error"

    return rule


def _list_rule(test: Callable[[Any], bool]) -> Callable[[Marked], Iterator[_Finding]]:
    """A rule for lists out of a test of each entry."""

    def rule(item: Marked) -> Iterator[_Finding]:
        if not isinstance(item.value, list):
            yield item, f"{_shown(item)} is no list", "error"
            return
        for entry in item.value:
            if not test(entry.value):
                yield entry, f"unknown {_shown(entry)}", "error"

    return rule


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _matches(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and bool(pattern.match(value))


def _is_hours(value: Any) -> bool:
    if not isinstance(value, str):
        return False
    try:
        Hours.parse(value)
    except ValueError:
        return False
    return True


def _is_name(value: Any) -> bool:
    """Whether a name can be found in a folded message, and is more than a letter or two."""
    return (
        isinstance(value, str)
        and value == " ".join(unicodedata.normalize("NFKD", value.lower()).split())
        and sum(map(str.isalpha, value)) >= SHORTEST_NAME
        and all(letter.isalpha() or letter == " " for letter in value)
    )


def _is_police_area(value: Any) -> bool:
    # Late: the regions read their own data files, and not every use of this module needs them.
    from bot.regions import police_areas

    return _known(value, police_areas())


def _texts(item: Marked) -> Iterator[_Finding]:
    """English must be there; any other language that is missing is worth a warning."""
    if not isinstance(item.value, dict):
        yield item, f"{_shown(item)} is no map of languages", "error"
        return
    for language, text in item.value.items():
        if language not in schema.LANGUAGES:
            yield text, f"unknown language {language!r}", "error"
        elif not _is_text(text.value):
            yield text, f"the {language} text is empty", "error"
    yield from _missing_languages(item)


def _missing_languages(item: Marked) -> Iterator[_Finding]:
    for language in schema.LANGUAGES:
        if language not in item.value and item.value:
            severity: Severity = "error" if language == "en" else "warning"
            yield item, f"no text in {language}", severity


def _summary(item: Marked) -> Iterator[_Finding]:
    """No digits: a number in a sentence would be read out, copied, and never checked."""
    yield from _texts(item)
    for text in item.scalars():
        if any(mark.isdigit() for mark in str(text.value)):
            yield text, f"{_shown(text)} holds a digit", "error"


def _lines(item: Marked) -> Iterator[_Finding]:
    if not isinstance(item.value, dict):
        yield item, f"{_shown(item)} is no map of languages", "error"
        return
    for language, lines in item.value.items():
        if language not in schema.LANGUAGES:
            yield lines, f"unknown language {language!r}", "error"
        elif not isinstance(lines.value, list) or len(lines.value) != LINES:
            yield lines, f"the {language} text is not three lines", "error"
        elif not all(_is_text(line.value) for line in lines.value):
            yield lines, f"a {language} line is empty", "error"
    yield from _missing_languages(item)


def _statuses(item: Marked) -> Iterator[_Finding]:
    if not isinstance(item.value, dict):
        yield item, f"{_shown(item)} is no map of languages", "error"
        return
    for language, status in item.value.items():
        if language not in schema.LANGUAGES or not _known(status.value, ("draft", "reviewed")):
            yield status, f"{language}: {_shown(status)} will not do", "error"


_RULES: dict[str, Callable[[Marked], Iterator[_Finding]]] = {
    "id": _rule(_matches(_ID)),
    "string": _rule(_is_text),
    "boolean": _rule(lambda value: isinstance(value, bool)),
    "integer": _rule(_is_integer),
    "rank": _rule(lambda value: _is_integer(value) and 0 <= value <= LAST_RANK),
    "age": _rule(lambda value: value is None or (_is_integer(value) and 0 <= value <= OLDEST)),
    "date": _rule(lambda value: isinstance(value, dt.date)),
    "number": _rule(_matches(re.compile(r"\+?\d[\d ]*$"))),
    "url": _rule(lambda value: _matches(_URL)(value) or _matches(_EMAIL)(value)),
    "hours": _rule(_is_hours),
    "resource_id": _rule(_matches(_ID)),
    "names": _list_rule(_is_name),
    "languages": _list_rule(_matches(_LANGUAGE)),
    "countries": _list_rule(lambda value: _known(value, _SERVED)),
    "dial_from": _list_rule(lambda value: _known(value, _DIALLED)),
    "police_areas": _list_rule(_is_police_area),
    "texts": _texts,
    "summary": _summary,
    "lines": _lines,
    "statuses": _statuses,
}
