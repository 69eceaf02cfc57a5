"""What is installed from a wheel is all that the program reads."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILD = "from setuptools.build_meta import build_wheel; print(build_wheel('.'))"


def test_a_wheel_holds_every_file_of_the_package(tmp_path: Path) -> None:
    """Words, pages, maps and weights are in the wheel, beside the code."""
    skipped = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "bot", tmp_path / "bot", ignore=skipped)
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, tmp_path / name)
    subprocess.run([sys.executable, "-c", BUILD], cwd=tmp_path, check=True, capture_output=True)
    [wheel] = tmp_path.glob("*.whl")
    packed = set(zipfile.ZipFile(wheel).namelist())
    files = {path for path in (ROOT / "bot").rglob("*") if path.is_file()}
    ours = {str(path.relative_to(ROOT)) for path in files if "__pycache__" not in path.parts}
    assert any(name.endswith(".npz") for name in ours)
    assert sorted(ours - packed) == []
