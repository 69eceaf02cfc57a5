"""The server that the promises are held against."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

if TYPE_CHECKING:
    from serving import Server


@pytest.fixture(scope="session")
def server() -> Server:
    """`signpost serve` in a process of its own, with the newest model, once `/health` is ok."""
    import serving

    return serving.shared()
