"""The list of what the widget must do, and the tests, keep step."""

from __future__ import annotations

import re

from serving import ROOT

LIST = ROOT / "bot" / "web" / "ACCEPTANCE.md"
NAMED = re.compile(r"`([\w/]+\.py)::(\w+)`")
ROW = re.compile(r"^\| [A-Z]\d+ \|.*$", re.MULTILINE)


def test_every_criterion_names_a_test_that_exists() -> None:
    """Each line of the list names a test, and the test is there."""
    rows = ROW.findall(LIST.read_text(encoding="utf-8"))
    assert len(rows) > 50
    for row in rows:
        named = NAMED.findall(row)
        assert named, row
        for file, test in named:
            places = [ROOT / "tests" / "web" / file, ROOT / "tests" / file]
            texts = [path.read_text(encoding="utf-8") for path in places if path.is_file()]
            assert any(f"def {test}(" in text for text in texts), f"{file}::{test}"


def test_no_criterion_has_the_number_of_another() -> None:
    """Each can be named by its number."""
    numbers = re.findall(r"^\| ([A-Z]\d+) \|", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(numbers) == len(set(numbers))
