"""The check of `resources.yaml`: first the form of each field, then what holds between them.

The form comes from `bot.schema`; each function here is one rule, and its docstring is the
rule in words. Nothing stops at the first fault.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from bot import field_rules, freshness, marked, schema
from bot.check import Fault, Severity
from bot.marked import Marked
from bot.numbers import digits, number_fault

_REACHED_BY = {
    "phone": "number",
    "text": "number",
    "relay": "number",
    "web": "url",
    "webchat": "url",
    "email": "url",
    "video": "url",
}


# A number of so many digits is not found inside another by chance.
_LONG = 10


def check(root: Path) -> list[Fault]:
    """Check the project's directory, with freshness judged by today.

    Args:
        root: The project's folder.

    Returns:
        All faults.
    """
    return check_file(root / "resources.yaml", dt.datetime.now(dt.timezone.utc).date())


def check_file(path: Path, today: dt.date | None = None) -> list[Fault]:
    """Check one directory file.

    Args:
        path: The file.
        today: The day to judge freshness by; None leaves freshness out.

    Returns:
        All faults, by line.
    """
    tree, troubles = marked.read(path)
    return check_tree(tree, troubles, path, today)


def check_tree(
    tree: Marked | None,
    troubles: Iterable[marked.Trouble],
    path: Path,
    today: dt.date | None = None,
) -> list[Fault]:
    """Check a file that has been read already.

    Args:
        tree: What was read, or None.
        troubles: What was wrong with the YAML.
        path: The file, for the faults.
        today: The day to judge freshness by; None leaves freshness out.

    Returns:
        All faults, by line.
    """
    found = [Fault("", item.line, item.what, item.mend) for item in troubles]
    if tree is not None:
        found += field_rules.check_section(tree, "file")
        found += _check_whole(tree, today)
    return sorted(replace(fault, file=path.name) for fault in found)


def _check_whole(tree: Marked, today: dt.date | None) -> Iterator[Fault]:
    """The rules between fields. A resource of the wrong form is judged as far as it goes."""
    resources = _maps(tree, "resources")
    yield from _check_version(tree)
    yield from _check_ids(resources)
    yield from _check_names(resources)
    yield from _check_retired(tree, resources)
    for resource in resources:
        yield from _check_ages(resource)
        yield from _check_nations(resource)
        yield from _check_shown(resource)
        for contact in _maps(resource, "contacts"):
            yield from _check_contact(contact)
        if today is not None:
            yield from freshness.check_resource(resource, today)


def _check_version(tree: Marked) -> Iterator[Fault]:
    """The file says the version of the format that this program reads."""
    version = _get(tree, "version")
    if version is not None and version.value != schema.VERSION:
        mend = f"write version: {schema.VERSION}"
        yield _fault(version, f"version {version.value} is not the one read here", mend)


def _check_ids(resources: list[Marked]) -> Iterator[Fault]:
    """No two resources share an id."""
    first: dict[str, int] = {}
    for resource in resources:
        item = _get(resource, "id")
        if item is None or not isinstance(item.value, str):
            continue
        if item.value in first:
            what = f"id {item.value} is taken by the resource on line {first[item.value]}"
            yield _fault(item, what, "give one of the two another id")
        first.setdefault(item.value, item.line)


def _check_names(resources: list[Marked]) -> Iterator[Fault]:
    """Two resources share a name only where their areas tell them apart."""
    holders: dict[str, list[Marked]] = {}
    for resource in resources:
        own: set[str] = set()
        called = _get(resource, "called")
        for item in called.value if called and isinstance(called.value, list) else ():
            name = str(item.value)
            if name in own:
                yield _fault(item, f"called: {name!r} stands here twice", "take one of them out")
            for other in holders.get(name, []) if name not in own else ():
                if not _areas_differ(resource, other):
                    what = f"called: {name!r} also names the resource on line {other.line}"
                    yield _fault(item, what, "leave it to the one that people mean")
            own.add(name)
        for name in own:
            holders.setdefault(name, []).append(resource)


def _areas_differ(one: Marked, other: Marked) -> bool:
    """Whether a place tells two resources apart: other nations, areas, or one area of a nation."""
    first, second = (_get(item, "coverage") for item in (one, other))
    if first is None or second is None:
        return False
    nations = set(_words(first, "nations")), set(_words(second, "nations"))
    areas = set(_words(first, "police_areas")), set(_words(second, "police_areas"))
    return not nations[0] & nations[1] or (areas != (set(), set()) and not areas[0] & areas[1])


def _check_retired(tree: Marked, resources: list[Marked]) -> Iterator[Fault]:
    """A retired number stands nowhere but in the list of retired ones, in any spelling.

    Sources and the two sides of a conflict may quote it: they are never shown to anyone.
    """
    ids = [item.value for resource in resources if (item := _get(resource, "id"))]
    gone = {}
    for entry in _maps(tree, "retired"):
        number, heir = _get(entry, "number"), _get(entry, "replaced_by")
        if number is not None:
            gone[digits(str(number.value))] = str(number.value)
        if heir is not None and heir.value not in ids:
            yield _fault(heir, f"there is no resource {heir.value}", "name one of this file")
    for resource in resources:
        for text in _shown_texts(resource):
            yield from _retired_in(text, gone)


def _retired_in(text: Marked, gone: dict[str, str]) -> Iterator[Fault]:
    for run in field_rules.numbers_in(str(text.value)):
        for number, written in gone.items():
            # A long number may run into the next one; a short code in a long number is chance.
            if number == run or (len(number) >= _LONG and number in run):
                what = f"the number {written} is retired"
                yield _fault(text, what, "take it out; the list of retired numbers says why")


def _shown_texts(resource: Marked) -> Iterator[Marked]:
    for name, item in resource.value.items():
        if name == "contacts":
            for contact in _maps(resource, "contacts"):
                yield from (
                    c for k, v in contact.value.items() if k != "evidence" for c in v.scalars()
                )
        elif name not in ("evidence", "conflicts"):
            yield from item.scalars()


def _check_ages(resource: Marked) -> Iterator[Fault]:
    """The youngest age is not above the oldest."""
    ages = _get(resource, "ages")
    if ages is None or not isinstance(ages.value, dict):
        return
    low, high = (item.value if (item := _get(ages, name)) else None for name in ("min", "max"))
    if isinstance(low, int) and isinstance(high, int) and low > high:
        yield _fault(ages, f"ages from {low} to {high} fit nobody", "swap min and max")


def _check_nations(resource: Marked) -> Iterator[Fault]:
    """A resource that serves the UK names its nations, and only such a resource does."""
    coverage = _get(resource, "coverage")
    if coverage is None or not isinstance(coverage.value, dict):
        return
    countries, nations = _words(coverage, "countries"), _words(coverage, "nations")
    in_uk = "GB" in countries
    if in_uk != bool(nations):
        what = "serves the UK but no nation of it" if in_uk else "names nations but not the UK"
        yield _fault(coverage, what, "let countries and nations agree")


def _check_shown(resource: Marked) -> Iterator[Fault]:
    """A resource with routes has a contact that may be shown."""
    contacts = _maps(resource, "contacts")
    routes = _get(resource, "routes")
    if routes is None or not routes.value or any(_showable(item) for item in contacts):
        return
    what = "has routes, but no contact that may be shown"
    yield _fault(resource, what, "find a source for a contact, or empty its routes", "warning")


def _showable(contact: Marked) -> bool:
    grades = [_get(item, "confidence") for item in _maps(contact, "evidence")]
    return any(grade is not None and grade.value != "recalled" for grade in grades)


def _check_contact(contact: Marked) -> Iterator[Fault]:
    """A contact has what its channel needs, and a number that exists where it is dialled."""
    channel = _get(contact, "channel")
    needed = _REACHED_BY.get(str(channel.value)) if channel else None
    if channel is not None and needed is not None and _get(contact, needed) is None:
        yield _fault(channel, f"a {channel.value} contact has no {needed}", f"add {needed}")
    number = _get(contact, "number")
    if number is not None and isinstance(number.value, str):
        fault = number_fault(number.value, _words(contact, "dial_from"))
        if fault:
            yield _fault(number, fault, "compare it with the source, digit by digit")


def _words(parent: Marked, name: str) -> list[str]:
    """The entries of a list field, as far as it is one."""
    items = _get(parent, name)
    if items is None or not isinstance(items.value, list):
        return []
    return [str(item.value) for item in items.value]


def _get(parent: Marked, name: str) -> Marked | None:
    """The field of a map, or None where there is no such field, or no map."""
    return parent.value.get(name) if isinstance(parent.value, dict) else None


def _maps(parent: Marked, name: str) -> list[Marked]:
    """The maps in a list field; whatever else stands there is a fault of form."""
    items = _get(parent, name)
    if items is None or not isinstance(items.value, list):
        return []
    return [item for item in items.value if isinstance(item.value, dict)]


def _fault(item: Marked, what: str, mend: str, severity: Severity = "error") -> Fault:
    return Fault("", item.line, what, mend, severity)
