"""From the YAML of a directory that passed its check to the frozen model.

Only `bot.directory.load` uses this. Every field can be relied on here: the check has seen it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from bot import check_directory, marked, schema
from bot.check import Invalid, errors
from bot.directory import Contact, Coverage, Directory, Evidence, Resource, Retired, Route
from bot.hours import BUCHAREST, LONDON, Hours
from bot.numbers import ELSEWHERE
from bot.vocabulary import NEEDS


def load(path: Path) -> Directory:
    """Read, check and build; see `bot.directory.load`."""
    tree, troubles = marked.read(path)
    faults = errors(check_directory.check_tree(tree, troubles, path))
    if faults or tree is None:
        raise Invalid(faults)
    data = tree.plain()
    resources = {item["id"]: _resource(item) for item in data["resources"]}
    retired = tuple(Retired(**item) for item in data.get("retired") or [])
    return Directory(MappingProxyType(resources), retired)


def _resource(data: Mapping[str, Any]) -> Resource:
    coverage = _coverage(data["coverage"])
    return Resource(
        id=data["id"],
        organisation=data["organisation"],
        kind=data["kind"],
        status=data["status"],
        name=MappingProxyType(data["name"]),
        summary=MappingProxyType(data["summary"]),
        not_for=MappingProxyType(data["not_for"]),
        who=frozenset(data["who"]),
        ages=(data["ages"]["min"], data["ages"]["max"]),
        gender=data["gender"],
        for_languages=frozenset(data.get("for_languages") or ()),
        coverage=coverage,
        police=data["police"],
        anonymous=data["anonymous"],
        interpreters=data["interpreters"],
        what_happens=MappingProxyType({k: tuple(v) for k, v in data["what_happens"].items()}),
        contacts=tuple(_contact(item, _zone(coverage)) for item in data["contacts"]),
        routes=tuple(_route(item) for item in data["routes"]),
        evidence=_evidence(data["evidence"]),
        called=tuple(data.get("called") or ()),
        alert=MappingProxyType(data.get("alert") or {}),
    )


def _coverage(data: Mapping[str, Any]) -> Coverage:
    countries = frozenset(data["countries"])
    if "elsewhere" in countries:
        countries = countries - {"elsewhere"} | ELSEWHERE
    return Coverage(countries, frozenset(data["nations"]), frozenset(data["police_areas"]))


def _zone(coverage: Coverage) -> str:
    """Hours are written in the time of the place that is served."""
    return LONDON if "GB" in coverage.countries or "RO" not in coverage.countries else BUCHAREST


def _contact(data: Mapping[str, Any], zone: str) -> Contact:
    return Contact(
        channel=data["channel"],
        number=data.get("number"),
        url=data.get("url"),
        dial_from=_dial_from(data["dial_from"]),
        cost=data["cost"],
        hours=Hours.parse(data["hours"], zone),
        languages=tuple(data["languages"]),
        barriers=frozenset(data["barriers"]),
        evidence=_evidence(data["evidence"]),
        body=data.get("body"),
    )


def _dial_from(countries: list[str]) -> tuple[str, ...]:
    if "elsewhere" not in countries:
        return tuple(countries)
    named = [country for country in countries if country != "elsewhere"]
    return (*named, *sorted(ELSEWHERE))


def _route(data: Mapping[str, Any]) -> Route:
    given = {name: frozenset(words) for name, words in data.items() if name != "rank"}
    if schema.ANY_NEED in given["needs"]:
        given["needs"] = frozenset(NEEDS)
    return Route(rank=data["rank"], **given)


def _evidence(items: list[Mapping[str, Any]]) -> tuple[Evidence, ...]:
    return tuple(Evidence(item["source"], item["seen"], item["confidence"]) for item in items)
