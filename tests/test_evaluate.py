"""What `signpost eval` promises: figures that can be worked out by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.conversation import Heard
from bot.directory import load
from bot.evaluate import cases, configured, part
from bot.evaluation import tables
from bot.evaluation.judging import Outcome, faults, fits, outcome
from bot.evaluation.pipelines import Judged, Trial, pipelines
from bot.evaluation.scores import (
    Rate,
    brier,
    groups,
    rate,
    recall_at,
    reliability,
    scores,
    threshold_at,
    worst,
)
from bot.evaluation.sets import COLUMNS, BadSet, Case, Vectors, read_cases, samples
from bot.nlu.heads import CHOICES, MARKS, Sample, Settings, Verdict
from bot.thresholds import Thresholds

ROOT = Path(__file__).resolve().parent.parent
ROW = {
    "language": "en",
    "family": "locked-in",
    "urgency": "now",
    "who": "self",
    "need": "emergency",
    "first": "emergency-999|silent-999",
    "shown": "emergency-999|childline/nspcc",
    "not_first": "-",
    "text": "he locked the door and is coming back",
}


def write(folder: Path, *rows: dict[str, str], columns: tuple[str, ...] = COLUMNS) -> Path:
    """A held-out set with these rows."""
    path = folder / "dev.tsv"
    lines = ["\t".join(columns), *("\t".join(row[name] for name in columns) for row in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def case(
    urgency: str = "now", language: str = "en", text: str = "help me now", **more: str
) -> Case:
    """A case with nothing asked of its contacts, unless it is said."""
    first = frozenset({more["first"]}) if "first" in more else frozenset()
    need = more.get("need", "emergency")
    return Case(
        2, language, more.get("family", "f"), urgency, "self", need, first, (), frozenset(), text
    )


def verdict(now: float, need: str = "emergency") -> Verdict:
    """A verdict that is sure of its need."""
    empty: dict[str, dict[str, float]] = {name: {"-": 1.0} for name in CHOICES}
    marks: dict[str, dict[str, float]] = {name: {} for name in MARKS}
    urgency = {"now": now, "soon": 0.0, "none": 1.0 - now}
    empty["who"] = {"unknown": 1.0}
    return Verdict({**empty, **marks, "need": {need: 0.9, "unclear": 0.1}, "urgency": urgency})


def done(
    now: float,
    *,
    alarm: bool | None = None,
    urgency: str = "now",
    language: str = "en",
    noon: tuple[str, ...] = ("emergency-999",),
    **more: str,
) -> Outcome:
    """An outcome; an alarm from a half on, unless it is said."""
    rang = now >= 0.5 if alarm is None else alarm
    asked = case(urgency, language, **more)
    heard = Heard(need="emergency", urgency="now" if rang else "none")
    return Outcome(asked, verdict(now), heard, noon, noon, frozenset(noon), rang)


def test_a_set_is_read_column_by_column(tmp_path: Path) -> None:
    """Alternatives, needed contacts and dashes mean what tests/eval/README.md says."""
    quiet = {**ROW, "first": "-|modern-slavery-helpline", "shown": "-", "language": "pl"}
    found = read_cases(write(tmp_path, ROW, quiet))
    assert found[0].first == {"emergency-999", "silent-999"}
    assert found[0].shown == ({"emergency-999"}, {"childline", "nspcc"})
    assert found[0].not_first == frozenset() and found[0].line == 2
    assert found[1].first == {"", "modern-slavery-helpline"} and found[1].shown == ()
    assert [item.group for item in found] == ["en", "other"]


def test_quotation_marks_are_text(tmp_path: Path) -> None:
    """A message may begin with a quotation mark and need not end with one."""
    (found,) = read_cases(write(tmp_path, {**ROW, "text": '"come out" he says'}))
    assert found.text == '"come out" he says'


def test_a_broken_set_says_where(tmp_path: Path) -> None:
    """A missing column and a short line are told with file and line."""
    with pytest.raises(BadSet, match=r"dev.tsv:1: the columns must be"):
        read_cases(write(tmp_path, ROW, columns=COLUMNS[:-1]))
    path = write(tmp_path, ROW)
    path.write_text(path.read_text(encoding="utf-8") + "en\tnow\n", encoding="utf-8")
    with pytest.raises(BadSet, match=r"dev.tsv:3: has 2 columns, not 9"):
        read_cases(path)


def test_contacts_are_right_only_in_every_respect() -> None:
    """The first is allowed, each needed one is there, and none leads that must not."""
    asked = Case(
        2,
        "en",
        "f",
        "none",
        "self",
        "support",
        frozenset({"a", "b"}),
        (frozenset({"a"}), frozenset({"c", "d"})),
        frozenset({"e"}),
        "text",
    )
    assert fits(asked, ("b", "a", "d"))
    assert faults(asked, ("c", "a")) == "first c, wanted a or b"
    assert faults(asked, ("a",)) == "c or d not shown"
    assert "e may not be first" in faults(asked, ("e", "a", "c"))
    assert "first nothing" in faults(asked, ())


def test_no_contact_can_be_right() -> None:
    """Where a reply without contacts is right, one with contacts is wrong."""
    asked = case(urgency="none", first="")
    assert fits(asked, ()) and not fits(asked, ("emergency-999",))


def test_a_closed_line_need_not_lead_by_night() -> None:
    """Where all that may come first are closed, an open one in front is right."""
    item = replace(done(0.9, noon=("day-line",), first="day-line"), night=("open", "day-line"))
    asleep = replace(item, awake=frozenset({"open"}))
    assert item.right and asleep.right_by_night
    assert not replace(item, awake=frozenset({"open", "day-line"})).right_by_night


@pytest.mark.parametrize(
    ("hits", "total", "low", "high"),
    [(0, 10, 0.0, 27.8), (10, 10, 72.2, 100.0), (5, 10, 23.7, 76.3), (95, 100, 88.8, 97.8)],
)
def test_intervals_are_wilsons(hits: int, total: int, low: float, high: float) -> None:
    """The intervals are those that the books print."""
    found = Rate(hits, total).interval
    assert (round(found[0], 1), round(found[1], 1)) == (low, high)


def test_nothing_of_nothing() -> None:
    """A rate over no message claims nothing."""
    assert rate([]).share == 0.0
    assert rate([]).interval == (0.0, 100.0)
    assert tables.cell(rate([])) == "-"


def test_recall_alarms_and_contacts_are_counted() -> None:
    """Danger found, false alarms and soon alarms are each counted over their own messages."""
    wrong = {"first": "police-101"}
    found = scores(
        [
            done(0.9),
            done(0.8),
            done(0.2, **wrong),
            done(0.7, urgency="none", **wrong),
            done(0.1, urgency="none", noon=("a", "b", "c")),
            done(0.6, urgency="soon"),
        ]
    )
    assert (found.recall, found.alarms, found.soon_alarms) == (Rate(2, 3), Rate(1, 2), Rate(1, 1))
    assert found.right == Rate(4, 6)
    assert found.contacts == pytest.approx(8 / 6)
    assert found.urgency == Rate(3, 6)


def test_emergency_first_is_what_is_shown() -> None:
    """A case goes through hearing, dialogue and routing: sure danger gives 999 first."""
    directory = load(ROOT / "resources.yaml")
    found = outcome(case(), verdict(0.9), Thresholds(), directory)
    assert found.alarm and found.noon[0] == "emergency-999"
    calm = outcome(case(), verdict(0.1, "support"), Thresholds(), directory)
    assert not calm.alarm and calm.noon[0] != "emergency-999"


def test_brier_score() -> None:
    """Nought for a perfect forecast, a quarter for always saying a half."""
    assert brier([1.0, 0.0], [True, False]) == 0.0
    assert brier([0.5, 0.5], [True, False]) == 0.25
    assert brier([], []) == 0.0


def test_calibration_by_tenths() -> None:
    """Each tenth tells what was said and what was so; a certainty of one has its place."""
    low, high = reliability([done(0.12, urgency="none"), done(0.18), done(1.0)])
    assert (low.low, low.was, low.said) == (0.1, Rate(1, 2), pytest.approx(0.15))
    assert (high.high, high.was, high.said) == (1.0, Rate(1, 1), 1.0)


def test_threshold_at_a_share_of_false_alarms() -> None:
    """Just above the first calm message that must stay below; no message decides a tie."""
    chances = [0.1, 0.2, 0.3, 0.4, 0.9]
    calm = [True, True, True, True, False]
    limit = threshold_at(chances, calm, 0.25)
    assert 0.3 < limit < 0.301
    assert sum(chance >= limit for chance in chances[:4]) == 1
    assert recall_at(chances, [not item for item in calm], limit) == Rate(1, 1)
    assert threshold_at([0.5], [False], 0.03) == 0.0


def test_the_gravest_mistakes_come_first() -> None:
    """A danger that was missed by much, one by less, then false alarms; right ones never."""
    missed = {"noon": ("other",), "first": "emergency-999"}
    items = [
        done(0.9, urgency="none", family="alarm"),
        done(0.3, family="near", **missed),
        done(0.95, family="fine"),
        done(0.05, family="far", **missed),
    ]
    assert [item.case.family for item in worst(items, 10)] == ["far", "near", "alarm"]


def test_groups_are_ordered_by_size() -> None:
    """The largest group stands first."""
    items = [done(0.9), done(0.9, language="ro"), done(0.9, language="ro")]
    assert list(groups(items, lambda item: item.case.language)) == ["ro", "en"]


def test_the_report_shows_every_table() -> None:
    """Rates with intervals, languages, calibration, families and what is worth reading."""
    missed = done(0.2, noon=("other",), first="emergency-999", family="freezer", text="so cold")
    text = "\n".join(tables.report([done(0.9), missed, done(0.1, urgency="none", language="ro")]))
    for cell in ("50.0 (9-91)", "by who", "ro (1)", "0.2-0.3", "freezer", "so cold", "heard none"):
        assert cell in text


def test_what_a_change_did() -> None:
    """Only what differs from the baseline is printed, with its sign."""
    old = {"en": {"recall": 80.0, "alarms": 2.0}}
    lines = list(tables.changes({"en": {"recall": 85.5, "alarms": 2.0}}, old))
    assert len(lines) == 3 and "(+5.5)" in lines[2]
    assert list(tables.changes(old, old))[-1].strip() == "nothing differs"


def test_figures_are_a_baseline() -> None:
    """A baseline holds numbers by group, and no message."""
    found = tables.figures([done(0.9, text="so cold"), done(0.9, language="ro")])
    assert set(found) == {"all", "en", "ro"} and found["all"]["recall"] == 100.0
    assert "so cold" not in json.dumps(found)


def test_vectors_are_worked_out_once(tmp_path: Path) -> None:
    """A text is encoded once, whichever run asks, and its words are not kept."""
    asked: list[str] = []

    def encode(texts: list[str]) -> np.ndarray:
        asked.extend(texts)
        return np.array([[len(text), 1.0] for text in texts], np.float32)

    first = Vectors(tmp_path, encode, "v1").of(["one", "three", "one"])
    assert first.tolist() == [[3.0, 1.0], [5.0, 1.0], [3.0, 1.0]]
    again = Vectors(tmp_path, encode, "v1").of(["three", "fifteen"])
    assert again.tolist() == [[5.0, 1.0], [7.0, 1.0]]
    assert asked == ["one", "three", "fifteen"]
    assert all(b"three" not in path.read_bytes() for path in tmp_path.rglob("*.npz"))


def test_pipelines_learn_from_the_same_samples(tmp_path: Path) -> None:
    """Our heads, and n-grams alone, find what is plain in a handful of messages."""
    plain = [("he has a knife now", "now"), ("what is the law", "none"), ("he owes me pay", "soon")]
    known = [
        Sample(
            f"{text} {place}",
            {"need": "emergency" if level == "now" else "information", "urgency": level},
        )
        for text, level in plain
        for place in ("here", "there", "again")
    ]
    vectors = Vectors(tmp_path, lambda texts: np.ones((len(texts), 384), np.float32), "v")
    trial = pipelines(Settings())["n-grams"](known, ["a knife now", "the law"], vectors)
    assert trial.judged[0].now > 0.5 > trial.judged[1].now
    assert [item.need for item in trial.judged] == ["emergency", "information"]
    assert trial.message > 0


def test_a_part_is_made_of_whole_families() -> None:
    """Pipelines that learn slowly get fewer messages: the same for all of them."""
    known = [Sample(str(n), {"family": f"f{n // 3}"}) for n in range(90)]
    taken = part(known, 20)
    assert 20 <= len(taken) < 23 and taken == part(known, 20)
    families = {item.labels["family"] for item in taken}
    assert len(taken) == sum(item.labels["family"] in families for item in known)
    assert part(known, 1000) == known


def test_pipelines_are_compared_at_equal_alarms() -> None:
    """Each has its own threshold, so that none wins by crying wolf."""
    asked = [case(), case(), case("none"), case("none", language="ro")]
    shy = Trial("shy", tuple(Judged(now, "emergency") for now in (0.3, 0.2, 0.1, 0.1)), 1.0, 1.0)
    loud = Trial("loud", tuple(Judged(now, "emergency") for now in (0.9, 0.7, 0.8, 0.1)), 1.0, 1.0)
    limits = tables.limits_on([shy, loud], asked)
    text = list(tables.comparison([shy, loud], asked, limits))
    assert "100.0" in text[-2] and "50.0" in text[-1]
    assert 0.1 < limits["shy"] < 0.2 and limits["loud"] > 0.8


def test_the_settings_are_those_of_the_bot(tmp_path: Path) -> None:
    """What config.yml says is what is scored; what it leaves out is the code's default."""
    text = "pipeline:\n- name: one\n  strength: 3\n- name: two\n  danger: 0.4\n  epochs: 5\n"
    (tmp_path / "config.yml").write_text(text, encoding="utf-8")
    settings, limits = configured(tmp_path)
    assert settings == replace(Settings(), strength=3.0)
    assert limits == replace(Thresholds(), danger=0.4)
    assert isinstance(settings.grams, int) and isinstance(settings.strength, float)


def test_the_sets_of_the_project_can_be_scored() -> None:
    """Both sets are read, every contact in them is in the directory, and no family is in both."""
    directory = load(ROOT / "resources.yaml")
    families = []
    for name in ("dev", "test"):
        found = cases(name)
        for item in found:
            named = item.first | item.not_first | frozenset().union(*item.shown)
            assert all(one in directory for one in named - {""}), f"{name}:{item.line}"
        families.append({item.family for item in found})
        assert {item.group for item in found} == {"en", "ro", "other"}
    assert not families[0] & families[1]


def test_training_messages_carry_their_labels() -> None:
    """Each is read with the facets that the heads learn."""
    found = samples(ROOT)
    assert len(found) > 1000
    assert all(item.text and item.labels["urgency"] in ("now", "soon", "none") for item in found)
