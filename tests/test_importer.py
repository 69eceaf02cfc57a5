"""The training files are read as Rasa's own importer reads them, only quicker."""

from __future__ import annotations

import copy
from pathlib import Path

import pytest
import yaml
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter

from bot.nlu.importer import Importer
from bot.settings import ROOT

BLOCKS = """version: "3.1"

nlu:
- intent: support
  metadata: {family: loft, language: en, urgency: soon, who: self, topics: "labour,debt"}
  examples: |
    - we sleep in the loft - nine of us
    - they keep the ladder
- intent: followup
  metadata: {family: iar, language: ro, urgency: none, who: unknown, question: fu_number_again}
  examples: |
    - numărul încă o dată
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small project's training data, with the project's own rules."""
    (tmp_path / "nlu" / "en").mkdir(parents=True)
    (tmp_path / "nlu" / "en" / "some.yml").write_text(BLOCKS, encoding="utf-8")
    (tmp_path / "rules").mkdir()
    for rules in (ROOT / "data" / "rules").glob("*.yml"):
        (tmp_path / "rules" / rules.name).write_bytes(rules.read_bytes())
    return tmp_path


def test_it_reads_what_rasa_reads(folder: Path) -> None:
    """Messages, labels and rules are the same, one for one."""
    ours, theirs = (
        kind(str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(folder)])
        for kind in (Importer, RasaFileImporter)
    )
    assert ours.get_nlu_data().fingerprint() == theirs.get_nlu_data().fingerprint()
    assert len(ours.get_nlu_data().training_examples) == 3
    assert ours.get_stories().fingerprint() == theirs.get_stories().fingerprint()


def test_a_copy_is_a_message_of_its_own(folder: Path) -> None:
    """What is added to a copy is not added to the message that it was copied from."""
    told = Importer(training_data_paths=str(folder)).get_nlu_data().training_examples[0]
    copied = copy.deepcopy(told)
    copied.set("more", 1)
    assert copied.fingerprint() != told.fingerprint() and told.get("more") is None
    assert copy.deepcopy(told).fingerprint() == told.fingerprint()


def test_a_broken_file_stops_the_training(folder: Path) -> None:
    """Half a file is never learned from."""
    (folder / "nlu" / "en" / "some.yml").write_text("nlu: [", encoding="utf-8")
    with pytest.raises(yaml.YAMLError):
        Importer(training_data_paths=str(folder)).get_nlu_data()


def test_the_project_uses_it() -> None:
    """The configuration names it, so that `make train` is as quick as it is meant to be."""
    chain = TrainingDataImporter.load_from_config(
        str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data" / "rules")]
    )
    while hasattr(chain, "importer") or hasattr(chain, "_importer"):
        chain = getattr(chain, "importer", None) or chain._importer
    assert [type(one) for one in chain._importers] == [Importer]
