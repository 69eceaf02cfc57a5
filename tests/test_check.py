"""What `signpost check` promises to the person who edits the directory."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot import marked, schema
from bot.bank_holidays import bank_holidays
from bot.check import Fault, Invalid, check_directory, errors, run_checks
from bot.directory import load
from bot.freshness import state
from bot.numbers import number_fault
from bot.question_keys import QUESTIONS
from bot.schema_docs import renewed
from bot.words import QUESTION_KEYS

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "resources.yaml"
TEXT = FILE.read_text(encoding="utf-8")
LINES = TEXT.splitlines()


def line_of(fragment: str, after: str = "") -> int:
    """The line on which a fragment first stands, counted from 1, after another one."""
    start = TEXT.index(after)
    return TEXT.count("\n", 0, TEXT.index(fragment, start)) + 1


def broken(tmp_path: Path, old: str, new: str, after: str = "") -> Path:
    """A copy of the directory with one thing changed."""
    start = TEXT.index(after)
    place = TEXT.index(old, start)
    path = tmp_path / "resources.yaml"
    path.write_text(TEXT[:place] + new + TEXT[place + len(old) :], encoding="utf-8")
    return path


# What is changed, where it comes after, and what the fault says. The line is the changed one.
BREAKS = [
    ("    kind: police", "    kind: polise", "unknown word 'polise' → did you mean police?"),
    ("    kind: police", "    kind: [police]", "kind holds a list"),
    ("    status: active", "    status: open", "unknown word 'open'"),
    ("    gender: any", "    gender: all", "unknown word 'all'"),
    ("    who: [self, other", "    who: [me, other", "who: unknown word 'me'"),
    ("    ages: {min: 18, max: null}", "    ages: {min: 18, max: 12}", "fit nobody"),
    ("    ages: {min: 18, max: null}", "    ages: {min: eighteen, max: null}", "min: 'eighteen'"),
    ("    interpreters: true", "    interpreters: perhaps", "interpreters: 'perhaps'"),
    ("nations: [England, Wales, Scot", "nations: [Engeland, Wales, Scot", "did you mean England?"),
    ("nations: [England, Wales], ", "nations: [], ", "serves the UK but no nation"),
    ("countries: [RO]", "countries: [ROU]", "unknown 'ROU'"),
    ("police_areas: [lancashire]", "police_areas: [lancs]", "unknown 'lancs'"),
    ("- id: police-101", "- id: emergency-999", "id emergency-999 is taken"),
    ("- id: police-101", "- id: Police 101", "id: 'Police 101'"),
    ('        number: "999"', '        number: "998"', "998 is no number of GB"),
    ('        number: "999"', "        number: 999", "in quotes"),
    ('        number: "0800 808 3733"', '        number: "0800 808 37"', "is no number of GB"),
    ('        number: "0800 800 678"', '        number: "0800 800"', "is no number of RO"),
    ('        number: "08000 121 700"', '        number: "0800 121 700"', "is retired"),
    ('        number: "0800 808 3733"', '        number: "0300 303 8151"', "is retired"),
    ('        - "They help with papers', '        - "Call 0300-3038151. They', "is retired"),
    ('        hours: "24/7"', '        hours: "9am to 5pm"', "hours: '9am to 5pm'"),
    ('        url: "https://999bsl', '        url: "999bsl', "url: "),
    ("        dial_from: [GB]", "        dial_from: [UK]", "unknown 'UK'"),
    ("        cost: free", "        cost: nothing", "unknown word 'nothing'"),
    ("        languages: [ro]", "        languages: [Romanian]", "unknown 'Romanian'"),
    ("      - channel: relay", "      - channel: fax", "unknown word 'fax'"),
    ("seen: 2026-11-21, confidence: seen}", "seen: last week, confidence: seen}", "seen: 'last"),
    ("seen: 2026-11-21, confidence: seen}", "seen: 2026-02-30, confidence: seen}", "seen: '2026"),
    ("confidence: seen}", "confidence: sure}", "unknown word 'sure'"),
    ("needs: [support]", "needs: [suport]", "did you mean support?"),
    ("needs: [support]", "needs: []", "needs is empty"),
    ("questions: [what_is_101]", "questions: [what_is_102]", "did you mean what_is_101?"),
    ("rank: 12}", "rank: 120}", "from 0 to 99"),
    ("rank: 12}", "rang: 12}", "did you mean rank?"),
    ("    replaced_by: nspcc", "    replaced_by: nspc", "there is no resource nspc"),
    ("    called: [childline", "    called: [Childline", "unknown 'Childline'"),
    ("    called: [childline", "    called: ['', childline", "unknown ''"),
    ("    called: [childline", "    called: [a, childline", "unknown 'a'"),
    ("    called: [childline", "    called: [line 1111, childline", "unknown 'line 1111'"),
    ("    called: [childline", "    called: [childline, childline", "stands here twice"),
    ("    called: [childline", "    called: [nspcc, childline", "also names the resource on line"),
    ("    called: [bawso]", "    called: bawso", "called: 'bawso'"),
    ("version: 1", "version: 2", "version 2 is not the one"),
]


@pytest.mark.parametrize(
    ("old", "new", "says"), BREAKS, ids=[f"{new.strip()}" for _, new, _ in BREAKS]
)
def test_a_fault_is_named_with_its_line_and_its_mend(
    tmp_path: Path, old: str, new: str, says: str
) -> None:
    """Each kind of fault is reported as `file:line: what → mend`, on the line of the edit."""
    faults = errors(check_directory(broken(tmp_path, old, new)))
    here = [fault for fault in faults if fault.line == line_of(old)]
    assert any(says in str(fault) for fault in here), [str(fault) for fault in faults]
    assert all(re.match(r"resources\.yaml:\d+: .+ → .+", str(fault)) for fault in faults)


def test_a_digit_in_a_summary_is_a_fault(tmp_path: Path) -> None:
    """A number inside a sentence would never be checked, so a summary holds none."""
    old = "For danger now. The police can come to you."
    faults = errors(check_directory(broken(tmp_path, old, "Call 999 now.")))
    assert [fault.line for fault in faults] == [line_of(old)]
    assert "holds a digit" in faults[0].what


@pytest.mark.parametrize(
    "line", ["    kind: police", "    police: only-if-you-agree", "    gender: any"]
)
def test_a_missing_field_is_told_at_its_resource(tmp_path: Path, line: str) -> None:
    """A field that must be there and is not is reported where the resource begins."""
    resource = "  - id: police-101" if line.endswith("police") else "  - id: emergency-999"
    resource = "  - id: salvation-army-referral" if "agree" in line else resource
    path = broken(tmp_path, line + "\n", "", after=resource)
    faults = errors(check_directory(path))
    assert [fault.line for fault in faults] == [line_of(resource)]
    assert f"has no {line.split(':', maxsplit=1)[0].strip()}" in faults[0].what


def test_an_unknown_field_is_a_fault(tmp_path: Path) -> None:
    """A misspelt field is not passed over: what it says would be lost."""
    faults = errors(check_directory(broken(tmp_path, "    gender: any", "    gendre: any")))
    assert any("no field 'gendre' → did you mean gender?" in str(fault) for fault in faults)
    assert any("has no gender" in fault.what for fault in faults)


def test_missing_evidence_is_a_fault(tmp_path: Path) -> None:
    """No contact may stand in the directory without saying where it was read."""
    start = TEXT.index("        evidence:\n")
    stop = TEXT.index("      - channel", start)
    path = tmp_path / "resources.yaml"
    path.write_text(TEXT[:start] + "        evidence: []\n" + TEXT[stop:], encoding="utf-8")
    faults = errors(check_directory(path))
    assert [(fault.line, fault.what) for fault in faults] == [
        (line_of("        evidence:\n"), "evidence is empty")
    ]


def test_a_field_given_twice_is_a_fault(tmp_path: Path) -> None:
    """YAML would silently keep the second of two numbers; the check tells of both."""
    line = '        number: "101"\n'
    faults = errors(check_directory(broken(tmp_path, line, line + line)))
    assert [(f.line, f.what) for f in faults] == [(line_of(line) + 1, "number is given twice")]


def test_broken_yaml_is_told_with_its_line(tmp_path: Path) -> None:
    """A lost quote or bracket is reported where the reader stumbled, without a stack trace."""
    path = broken(tmp_path, "    who: [self, other, professional]", "    who: [self, other")
    faults = check_directory(path)
    assert len(faults) == 1
    assert faults[0].what.startswith("YAML: ")
    assert abs(faults[0].line - line_of("    who: [self")) <= 1


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00", b"just words", b"- a\n- b\n", b"a: *a\n"]
)
def test_a_file_that_is_no_directory_is_a_fault(tmp_path: Path, content: bytes) -> None:
    """Empty, binary or unrelated: one clear fault, never an exception of the parser."""
    path = tmp_path / "resources.yaml"
    path.write_bytes(content)
    assert errors(check_directory(path))


def test_a_missing_file_is_a_fault(tmp_path: Path) -> None:
    """A directory that is not there is told like any other fault."""
    faults = check_directory(tmp_path / "resources.yaml")
    assert "cannot be read" in faults[0].what


def test_an_alias_that_holds_itself_is_a_fault(tmp_path: Path) -> None:
    """An alias could unfold without end, so it is refused instead of followed."""
    path = tmp_path / "resources.yaml"
    path.write_text("version: 1\nresources: &all [*all]\n", encoding="utf-8")
    assert any("alias" in fault.what for fault in errors(check_directory(path)))


def test_all_faults_come_at_once(tmp_path: Path) -> None:
    """Ten faults in one file are all told in one go, in the order of the lines."""
    path = tmp_path / "resources.yaml"
    text = TEXT
    for old, new, _ in BREAKS[0:40:4]:
        assert old in text
        text = text.replace(old, new, 1)
    path.write_text(text, encoding="utf-8")
    with pytest.raises(Invalid) as caught:
        load(path)
    faults = caught.value.faults
    assert len({fault.line for fault in faults}) >= 9
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)
    assert str(caught.value) == "\n".join(str(fault) for fault in faults)


def test_a_missing_translation_is_only_a_warning(tmp_path: Path) -> None:
    """A Romanian text may come later: the bot starts, and the check says what is missing."""
    line = next(line for line in LINES if line.startswith("      ro: "))
    path = broken(tmp_path, line + "\n", "")
    faults = check_directory(path)
    assert [(f.severity, "no text in ro" in f.what) for f in faults] == [("warning", True)]
    assert "warning: " in str(faults[0])
    assert len(load(path)) > 0


def test_a_missing_english_text_is_an_error(tmp_path: Path) -> None:
    """English is what every other language falls back to, so it must be there."""
    line = next(line for line in LINES if line.startswith("      en: "))
    faults = errors(check_directory(broken(tmp_path, line + "\n", "")))
    assert ["no text in en" in fault.what for fault in faults] == [True]


def test_the_directory_as_it_stands_has_no_fault() -> None:
    """The file in the repository passes its own check, warnings included."""
    assert check_directory(FILE) == []


def test_age_alone_never_makes_an_error() -> None:
    """A clone that lay for ten years still starts: the calendar only warns."""
    faults = check_directory(FILE, dt.date(2036, 11, 21))
    assert faults
    assert errors(faults) == []


@pytest.mark.parametrize(
    ("days", "crisis", "expected"),
    [
        (0, True, "fresh"),
        (29, True, "fresh"),
        (30, True, "due"),
        (89, False, "fresh"),
        (90, False, "due"),
        (179, True, "due"),
        (180, False, "stale"),
    ],
)
def test_freshness_follows_the_policy(days: int, crisis: bool, expected: str) -> None:
    """Crisis contacts are due after 30 days, others after 90, and all are stale after 180."""
    seen = dt.date(2026, 11, 21)
    assert state(seen, seen + dt.timedelta(days=days), crisis=crisis) == expected


def test_crisis_contacts_are_due_before_the_others() -> None:
    """After forty days 999 is due and a local service is not; after a hundred both are."""

    def due(days: int) -> str:
        today = dt.date(2026, 11, 21) + dt.timedelta(days=days)
        return "\n".join(fault.what for fault in check_directory(FILE, today))

    assert "emergency-999" in due(40)
    assert "lancashire-victim-services" not in due(40)
    assert "lancashire-victim-services" in due(100)
    assert check_directory(FILE, dt.date(2026, 11, 22)) == []


def test_a_source_seen_in_the_future_is_warned_of(tmp_path: Path) -> None:
    """A date to come would keep a contact fresh for years, so the check tells of it."""
    path = broken(tmp_path, "seen: 2026-11-21", "seen: 2062-11-21")
    faults = check_directory(path, dt.date(2026, 11, 22))
    assert ["still to come" in fault.what for fault in faults] == [True]


@pytest.mark.parametrize(
    ("number", "countries", "exists"),
    [
        ("08000 121 700", ["GB"], True),
        ("0800 1111", ["GB"], True),
        ("999", ["GB"], True),
        ("18001 101", ["GB"], True),
        ("116 123", ["GB"], True),
        ("85258", ["GB"], True),
        ("119", ["RO"], True),
        ("112", ["GB", "RO", "FR"], True),
        ("+44 20 7602 7328", ["*"], True),
        ("18001 1", ["GB"], False),
        ("998", ["GB"], False),
        ("911", ["GB"], False),
        ("0800 808 37", ["GB"], False),
        ("07", ["GB"], False),
    ],
)
def test_numbers_exist_where_they_are_dialled(
    number: str, countries: list[str], exists: bool
) -> None:
    """Real numbers and short codes pass in their country; what cannot exist does not."""
    assert (number_fault(number, countries) is None) == exists


SMALL = (
    "version: 1\nresources:\n"
    + TEXT[TEXT.index("  - id: emergency-999") : TEXT.index("  - id: sms-999")]
)
VALUES = ("", " {}", " []", " 7", " [[]]", " {a: [1]}", " [{}]", " *x", " null", " 2026-11-21")


@settings(
    max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    place=st.integers(0, SMALL.count("\n") - 1),
    value=st.sampled_from(VALUES),
    text=st.none() | st.sampled_from(["", "\t", "]", "- - -"]) | st.text(max_size=12),
)
def test_no_edit_makes_the_check_fail_in_another_way(
    tmp_path: Path, place: int, value: str, text: str | None
) -> None:
    """Whatever an editor does to a line, the answer is a list of faults with lines of the file."""
    lines = SMALL.splitlines()
    key = lines[place].partition(":")[0]
    lines[place] = f"{key}:{value}" if text is None else text
    path = tmp_path / "resources.yaml"
    path.write_text("\n".join(lines), encoding="utf-8")
    for fault in check_directory(path, dt.date(2027, 1, 1)):
        assert fault.file == "resources.yaml"
        assert 1 <= fault.line <= len(lines) + 2
        assert fault.what
        assert fault.mend


@pytest.mark.parametrize("value", VALUES)
def test_no_value_makes_the_check_fail_in_another_way(tmp_path: Path, value: str) -> None:
    """Any value in the place of any other gives faults, never an exception."""
    path = tmp_path / "resources.yaml"
    lines = SMALL.splitlines()
    for place, line in enumerate(lines):
        key, colon, _ = line.partition(":")
        if colon:
            changed = [*lines[:place], f"{key}:{value}", *lines[place + 1 :]]
            path.write_text("\n".join(changed), encoding="utf-8")
            check_directory(path, dt.date(2027, 1, 1))


def test_words_that_yaml_reads_as_booleans_stay_words(tmp_path: Path) -> None:
    """`police: no` means the word, with or without quotes."""
    path = tmp_path / "some.yaml"
    path.write_text('a: no\nb: yes\nc: true\nd: "true"\ne: 2026-11-21\nf:\n', encoding="utf-8")
    tree, troubles = marked.read(path)
    assert tree is not None
    assert not troubles
    expected = ["no", "yes", True, "true", dt.date(2026, 11, 21), None]
    assert list(tree.plain().values()) == expected


def test_run_checks_covers_the_directory() -> None:
    """The one check of the project includes the directory, and finds no error in it."""
    assert [f for f in errors(run_checks(ROOT)) if f.file == "resources.yaml"] == []


def test_run_checks_tells_of_every_subject(tmp_path: Path) -> None:
    """In an empty folder the directory is missing, and the check says so without stopping."""
    faults = run_checks(tmp_path)
    assert any(fault.file == "resources.yaml" for fault in faults)


def test_faults_sort_by_file_and_line() -> None:
    """Faults are told in the order in which an editor meets them."""
    faults = [Fault("b", 1, "x", "y"), Fault("a", 9, "x", "y"), Fault("a", 2, "x", "y")]
    assert [(fault.file, fault.line) for fault in sorted(faults)] == [("a", 2), ("a", 9), ("b", 1)]


def test_the_page_about_the_directory_is_up_to_date() -> None:
    """The tables in the docs are those of the schema, field for field and word for word."""
    page = (ROOT / "docs" / "directory.md").read_text(encoding="utf-8")
    assert page == renewed(page), "run: python -m bot.schema_docs docs/directory.md"


def test_every_field_says_what_it_holds() -> None:
    """Each field of the schema has a description, a known sort, and a vocabulary that exists."""
    for fields in schema.SECTIONS.values():
        for field in fields.values():
            assert field.description.endswith(".")
            assert field.holds in schema.HOLDS
            assert not field.of or field.of in schema.VOCABULARIES or field.of in schema.SECTIONS


def test_routes_can_name_every_question_that_is_answered() -> None:
    """A question that the words answer can be named by a route."""
    assert set(QUESTION_KEYS) <= set(QUESTIONS)


@pytest.mark.parametrize(
    ("year", "easter_monday"), [(2025, "04-21"), (2026, "04-06"), (2027, "03-29"), (2038, "04-26")]
)
def test_easter_is_computed_right(year: int, easter_monday: str) -> None:
    """Easter Monday falls where the church puts it, the latest possible one included."""
    assert dt.date.fromisoformat(f"{year}-{easter_monday}") in bank_holidays(year)
