"""Reads the training files for Rasa, once and quickly.

Rasa's own importer parses every file three times in pure Python to find out what it is, and once
more against a schema: of 93,000 messages that took longer than learning from them. `signpost
check` holds the files to more than that schema, and their place says what they are.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
# What Rasa takes off the ends of an example.
_AROUND = "\n\r "


class Example(Message):
    """A training message that is cheap to copy: Rasa copies all of them each time it merges data.

    Its labels are shared by the copies; nothing ever changes them.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Example:
        """A message of its own, with the same text and labels."""
        return Example(self.data, set(self.output_properties), self.time, list(self.features))


class Importer(RasaFileImporter):
    """Messages from `nlu/`, rules from `rules/`, below the folder of the training data."""

    def __init__(
        self,
        config_file: str | None = None,
        domain_path: str | None = None,
        training_data_paths: list[str] | str | None = None,
    ) -> None:
        """Rasa's constructor.

        Args:
            config_file: config.yml.
            domain_path: domain.yml.
            training_data_paths: folders that hold `nlu/` and `rules/`.
        """
        super().__init__(config_file, domain_path, [])
        given = training_data_paths or []
        folders = [Path(folder) for folder in ([given] if isinstance(given, str) else given)]
        self._nlu_files = _below(folders, "nlu")
        self._story_files = _below(folders, "rules")

    def get_nlu_data(self, language: str | None = "en") -> TrainingData:
        """The messages, each with the intent and the metadata of its block.

        Args:
            language: not used; each block tells its own.

        Raises:
            yaml.YAMLError: if a file cannot be read; `signpost check` names the line.
        """
        return TrainingData([one for file in self._nlu_files for one in _messages(Path(file))])


def _below(folders: list[Path], name: str) -> list[str]:
    return [str(path) for folder in folders for path in sorted((folder / name).rglob("*.yml"))]


def _messages(path: Path) -> list[Message]:
    tree = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER) or {}  # noqa: S506 a safe one
    return [one for block in tree.get("nlu") or () for one in _of(block)]


def _of(block: dict[str, Any]) -> list[Message]:
    """The messages of one block: each line of its examples that begins with a dash."""
    lines = (line.lstrip() for line in str(block.get("examples") or "").splitlines())
    texts = [line[1:].strip(_AROUND) for line in lines if line.startswith("-")]
    intent, metadata = block["intent"], block.get("metadata")
    return [Example(Message.build(text, intent, [], metadata, None).data) for text in texts]


__all__ = ["Example", "Importer"]
