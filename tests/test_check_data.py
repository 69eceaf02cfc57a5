"""What `signpost check` promises to those who write training messages."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.check_data import check
from bot.training_data import loose, read, same

ROOT = Path(__file__).resolve().parent.parent

HEAD = 'version: "3.1"\n\nnlu:\n'
LABELS = "{family: passport-held, language: en, urgency: soon, who: self}"
GOOD = f"""- intent: support
  metadata: {LABELS}
  examples: |
    - my boss keeps my passport
    - they took all our papers
"""
HEADER = "language\tfamily\turgency\twho\tneed\tfirst\tshown\tnot_first\ttext\n"
RESOURCES = """resources:
  - id: helpline
    contacts:
      - {channel: phone, number: "0800 123 4567"}
      - {channel: phone, number: "101"}
"""


def project(folder: Path, blocks: str, name: str = "en/support.yml") -> Path:
    """A project whose training data are these blocks."""
    path = folder / "data" / "nlu" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(HEAD + blocks, encoding="utf-8")
    return folder


def held_out(folder: Path, *texts: str, name: str = "dev") -> Path:
    """The same project with a held-out set of these messages."""
    path = folder / "tests" / "eval" / f"{name}.tsv"
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = "".join(f"en\tf\tsoon\tself\tsupport\t-\t-\t-\t{text}\n" for text in texts)
    path.write_text(HEADER + rows, encoding="utf-8")
    return folder


def found(root: Path) -> list[tuple[str, int, str]]:
    """Where and what, without the mends."""
    return [(fault.file, fault.line, fault.what) for fault in check(root)]


def test_good_data_have_no_fault(tmp_path: Path) -> None:
    """Blocks in order give no fault."""
    assert check(project(tmp_path, GOOD)) == []


# What is changed in the good block, the line of the fault in the file, and what it says.
BREAKS = [
    ("support\n", "suport\n", 4, "intent: unknown word 'suport'"),
    ("family: passport-held, ", "", 4, "family is missing"),
    ("who: self", "who: me", 5, "who: unknown word 'me'"),
    ("urgency: soon", "urgency: later", 5, "urgency: unknown word 'later'"),
    ("who: self", 'who: self, topics: "labour,dept"', 5, "topics: unknown word 'dept'"),
    ("who: self", 'who: self, barriers: "mute"', 5, "barriers: unknown word 'mute'"),
    ("who: self", "who: self, age: young", 5, "age: unknown word 'young'"),
    ("who: self", "who: self, question: why", 5, "question: unknown word 'why'"),
    ("who: self", "who: self, topic: labour", 5, "topic is not a key of the metadata"),
    ("passport-held", "Passport_Held", 5, "family: 'Passport_Held' is not a slug"),
    ("language: en", "language: english", 5, "language: 'english' is not a code"),
    ("my boss keeps", "my [boss](who) keeps", 7, "the message holds [ ]"),
    ("my boss keeps", "my {boss} keeps", 7, "the message holds { }"),
    ("my boss", "ring 0800-1234567 my boss", 7, "the message holds the number of helpline"),
    ("- they took", "they took", 8, "this line does not begin with a hyphen"),
    ("- my boss keeps my passport", "-", 7, "the message is empty"),
    ("- they took all our papers", "- My  boss keeps my PASSPORT", 8, "the same message is in"),
]


@pytest.mark.parametrize(("old", "new", "line", "what"), BREAKS)
def test_each_fault_is_told_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, what: str
) -> None:
    """Every kind of mistake is found, on the line where it stands, and nothing else is."""
    root = project(tmp_path, GOOD.replace(old, new, 1))
    (root / "resources.yaml").write_text(RESOURCES, encoding="utf-8")
    faults = found(root)
    assert [(file, at) for file, at, _ in faults] == [("data/nlu/en/support.yml", line)]
    assert what in faults[0][2]


def test_a_near_word_is_suggested(tmp_path: Path) -> None:
    """A misspelt word comes with the word that was meant."""
    (fault,) = check(project(tmp_path, GOOD.replace("intent: support", "intent: suport")))
    assert fault.mend == "did you mean support?"


def test_short_numbers_are_no_fault(tmp_path: Path) -> None:
    """People write about 101, and about a debt of 18000 pounds."""
    root = project(tmp_path, GOOD.replace("my boss", "101 says 18000 pounds, my boss"))
    (root / "resources.yaml").write_text(RESOURCES, encoding="utf-8")
    assert check(root) == []


def test_other_labels_are_a_contradiction(tmp_path: Path) -> None:
    """The same words with other labels, even in another file, are told with both places."""
    project(tmp_path, GOOD)
    other = GOOD.replace("urgency: soon", "urgency: now").replace("support", "emergency")
    root = project(tmp_path, other.replace("    - they took all our papers\n", ""), "en/urgent.yml")
    (fault,) = found(root)
    assert fault[:2] == ("data/nlu/en/urgent.yml", 7)
    assert "another intent, urgency in data/nlu/en/support.yml:7" in fault[2]


def test_another_family_is_no_contradiction(tmp_path: Path) -> None:
    """A family only groups messages: the fault is then that the message stands twice."""
    project(tmp_path, GOOD)
    root = project(tmp_path, GOOD.replace("passport-held", "papers"), "en/zz.yml")
    assert all("the same message is in" in what for _, _, what in found(root))


def test_broken_yaml_is_told(tmp_path: Path) -> None:
    """A file that cannot be read is a fault with its line, not a stack trace."""
    ((file, line, what),) = found(project(tmp_path, "- intent: [support\n"))
    assert (file, line) == ("data/nlu/en/support.yml", 5) and "YAML" in what


def test_a_leak_into_a_set_is_told(tmp_path: Path) -> None:
    """A message of a held-out set that is in training, but for marks and points, is a fault."""
    root = held_out(project(tmp_path, GOOD), "he shouts", "My boss keeps my pașsport!!")
    ((file, line, what),) = found(root)
    assert (file, line) == ("tests/eval/dev.tsv", 3)
    assert what == "this message is also in training, in data/nlu/en/support.yml:7"


def test_one_word_is_no_leak(tmp_path: Path) -> None:
    """A set may greet as training greets: there is only one way to write it."""
    assert (
        check(held_out(project(tmp_path, GOOD.replace("my boss keeps my passport", "hi")), "hi!"))
        == []
    )


def test_a_message_in_both_sets_is_told(tmp_path: Path) -> None:
    """What was looked at in dev cannot be reported from test."""
    root = held_out(project(tmp_path, GOOD), "she has no key")
    held_out(root, "She has no key.", name="test")
    ((file, line, what),) = found(root)
    assert (file, line) == ("tests/eval/test.tsv", 2)
    assert what == "this message is also in tests/eval/dev.tsv:2"


def test_a_leak_into_a_conversation_is_told(tmp_path: Path) -> None:
    """What people say in a script is not in training; titles and short answers may be."""
    root = project(tmp_path, GOOD.replace("they took all our papers", "in Leeds"))
    script = root / "tests" / "conversations" / "one.yaml"
    script.parent.mkdir(parents=True)
    turns = '  - say: "in Leeds"\n  - say: "my boss keeps my passport"\n'
    script.write_text(f"title: my boss keeps my passport\nturns:\n{turns}", encoding="utf-8")
    ((file, line, what),) = found(root)
    assert (file, line) == ("tests/conversations/one.yaml", 4)
    assert "data/nlu/en/support.yml:7" in what


def test_texts_are_compared_by_what_was_meant() -> None:
    """Case and spaces never count; for leaks, neither do points and marks on letters."""
    assert same("  My  Boss ") == same("my boss") != same("my boss!")
    assert loose("Nu ȘTIU, unde-s…") == loose("nu stiu unde s")
    assert loose("😀") == "😀"


def test_every_training_message_is_read_as_rasa_reads_it() -> None:
    """The lines that the check tells are the lines where the messages stand."""
    for block in read(ROOT).blocks[::50]:
        lines = (ROOT / block.file).read_text(encoding="utf-8").splitlines()
        for line, text in block.examples:
            assert lines[line - 1].strip() == f"- {text}".strip()


def test_the_data_of_the_project_have_no_fault() -> None:
    """Nothing is wrong with the messages that the bot learns from."""
    assert check(ROOT) == []
