"""What is trained on and what is scored: labelled samples, held-out cases, sentence vectors.

Vectors are kept in `.signpost/evaluation/` under a name made of the texts and the encoder, so
that a second run takes seconds. Only vectors are kept there, never a text.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from bot import training_data
from bot.nlu.encoder import MANIFEST_FILE, SentenceEncoder
from bot.nlu.heads import Floats, Sample

CACHE = Path(".signpost") / "evaluation"
FOLDER = Path("tests") / "eval"
COLUMNS = (
    "language",
    "family",
    "urgency",
    "who",
    "need",
    "first",
    "shown",
    "not_first",
    "text",
)
NONE = "-"
_GROUPS = {"en": "en", "ro": "ro"}


class BadSet(ValueError):
    """A held-out set cannot be read; the message says where and why."""


@dataclass(frozen=True)
class Case:
    """One held-out message and what is right for it.

    Attributes:
        line: where it stands in its file.
        language, family, urgency, who, need: its labels.
        first: the contacts that may come first, the empty text for a reply without any
            contact. Where the set itself is empty, anything may.
        shown: of each group, one contact must be there.
        not_first: the contacts that must not come first.
        text: the message.
    """

    line: int
    language: str
    family: str
    urgency: str
    who: str
    need: str
    first: frozenset[str]
    shown: tuple[frozenset[str], ...]
    not_first: frozenset[str]
    text: str

    @property
    def group(self) -> str:
        """`en`, `ro` or `other`."""
        return _GROUPS.get(self.language, "other")


def read_cases(path: Path) -> list[Case]:
    """Read a held-out set.

    Args:
        path: a tab-separated file with the columns of `COLUMNS`.

    Returns:
        Its messages in order.

    Raises:
        BadSet: if a column is missing or a line is short.
        OSError: if it cannot be read.
    """
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = tuple(next(rows, ()))
        if header != COLUMNS:
            raise BadSet(f"{path.name}:1: the columns must be {' '.join(COLUMNS)}")
        return [_case(path.name, line, row) for line, row in enumerate(rows, start=2) if row]


def _case(name: str, line: int, row: Sequence[str]) -> Case:
    if len(row) != len(COLUMNS):
        raise BadSet(f"{name}:{line}: has {len(row)} columns, not {len(COLUMNS)}")
    language, family, urgency, who, need, first, shown, not_first, text = row
    return Case(
        line=line,
        language=language,
        family=family,
        urgency=urgency,
        who=who,
        need=need,
        first=frozenset(_listed(first)),
        shown=tuple(frozenset(group.split("/")) for group in _listed(shown) if group),
        not_first=frozenset(_listed(not_first)) - {""},
        text=text,
    )


def _listed(text: str) -> list[str]:
    """The parts of a field; a dash stands for nothing."""
    return ["" if part == NONE else part for part in text.split("|")]


def samples(root: Path) -> list[Sample]:
    """The training messages with their labels.

    Args:
        root: the project's folder.

    Returns:
        One sample an example, in the order of the files.
    """
    from bot.nlu.labels import labels  # it loads a part of Rasa

    found = []
    for block in training_data.read(root).blocks:
        plain = {key: item.plain() for key, item in block.metadata.items()}
        facets = labels(str(block.intent.value), plain)
        found += [Sample(text, facets) for _, text in block.examples]
    return found


class Vectors:
    """Sentence vectors by text, kept between runs.

    Args:
        root: the project's folder.
        encode: works out the vectors of texts; by default the project's encoder.
        version: names the encoder, so that another one's vectors are not used.
    """

    def __init__(
        self,
        root: Path,
        encode: Callable[[Sequence[str]], Floats] | None = None,
        version: str | None = None,
    ) -> None:
        encoder = SentenceEncoder()
        self._encode = encode or (lambda texts: encoder.encode_many(texts, workers=1))
        name = version if version is not None else _encoder_version(root)
        self.version = name
        self.root = root
        self._path = root / CACHE / f"vectors-{name}.npz"
        self._known: dict[str, Floats] = _stored(self._path)

    def of(self, texts: Sequence[str]) -> Floats:
        """The vectors of some texts, one row each; new ones are worked out and kept."""
        keys = [digest([text]) for text in texts]
        new = {key: text for key, text in zip(keys, texts) if key not in self._known}
        if new:
            rows = self._encode(list(new.values()))
            self._known.update(zip(new, rows))
            self._store()
        return np.stack([self._known[key] for key in keys]).astype(np.float32)

    def _store(self) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        draft = self._path.with_suffix(".new.npz")
        np.savez(draft, keys=np.array(list(self._known)), rows=np.stack([*self._known.values()]))
        draft.replace(self._path)


def _stored(path: Path) -> dict[str, Floats]:
    try:
        with np.load(path, allow_pickle=False) as arrays:
            return dict(zip(arrays["keys"].tolist(), arrays["rows"]))
    except (OSError, ValueError, KeyError):
        return {}


def _encoder_version(root: Path) -> str:
    manifest = root / ".signpost" / "encoder" / MANIFEST_FILE
    built = manifest.read_text(encoding="utf-8") if manifest.exists() else "c"
    return digest([built])


def digest(parts: Iterable[str]) -> str:
    """A short name for some texts, the same for the same texts and no others."""
    whole = json.dumps(list(parts), ensure_ascii=False)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:24]
