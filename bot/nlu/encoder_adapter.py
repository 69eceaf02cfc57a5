"""What fine-tuning taught the encoder: small changes to the matrices of its upper layers.

A change to a matrix is kept as the product of two thin ones (LoRA, Hu and others 2021), a few
hundred kilobytes for all of them, in half precision in `encoder_adapter.npz` beside this module.
`scripts/tune_encoder.py` makes that file. Without it the encoder is the stock one. This module
imports neither Rasa nor onnx.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]

ADAPTER_FILE = Path(__file__).with_name("encoder_adapter.npz")
STOCK = "stock"

_DOWN, _UP = ".down", ".up"


class AdapterError(RuntimeError):
    """The file is there but cannot be used."""


class Adapter:
    """Changes to matrices of the encoder, by the matrix's name.

    Args:
        changes: Pairs of thin matrices, of the shapes (columns, rank) and (rank, rows), by the
            name of the matrix that their product is added to.
        identity: Names this adapter: vectors of two encoders may be mixed only if it is equal.
    """

    def __init__(self, changes: dict[str, tuple[Floats, Floats]], identity: str = STOCK) -> None:
        self._changes = changes
        self.identity = identity

    @classmethod
    def load(cls, path: Path = ADAPTER_FILE) -> Adapter:
        """Read an adapter.

        Args:
            path: The file.

        Returns:
            The adapter; one that changes nothing where there is no file.

        Raises:
            AdapterError: if the file cannot be read.
        """
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            return cls({})
        try:
            with np.load(io.BytesIO(content), allow_pickle=False) as arrays:
                changes = {
                    name.removesuffix(_DOWN): (
                        arrays[name].astype(np.float32),
                        arrays[name.removesuffix(_DOWN) + _UP].astype(np.float32),
                    )
                    for name in arrays.files
                    if name.endswith(_DOWN)
                }
        except (ValueError, KeyError, EOFError, OSError, zipfile.BadZipFile) as error:
            raise AdapterError(f"{path.name} is spoilt ({error}): take it from git again") from None
        return cls(changes, hashlib.sha256(content).hexdigest()[:12])

    def save(self, path: Path = ADAPTER_FILE) -> None:
        """Write the adapter, whole or not at all.

        Args:
            path: The file.

        Raises:
            OSError: if it cannot be written.
        """
        arrays: dict[str, Any] = {}
        for name, (down, up) in sorted(self._changes.items()):
            arrays[name + _DOWN] = down.astype(np.float16)
            arrays[name + _UP] = up.astype(np.float16)
        draft = path.with_suffix(".draft.npz")
        np.savez_compressed(draft, **arrays)
        draft.replace(path)

    def changed(self, name: str, matrix: Floats) -> Floats:
        """Change a matrix.

        Args:
            name: Its name in the weights' file.
            matrix: The stock weights, one output in a row.

        Returns:
            The tuned weights; those given, where this adapter leaves them alone.

        Raises:
            AdapterError: if the change is of another shape.
        """
        if name not in self._changes:
            return matrix
        down, up = self._changes[name]
        if (up.shape[1], down.shape[0]) != matrix.shape:
            raise AdapterError(f"the change to {name} is of another encoder")
        return np.asarray(matrix + (down @ up).T, dtype=np.float32)
