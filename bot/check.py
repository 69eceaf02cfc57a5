"""Every check of the files that people edit: all faults at once, each with its mend.

A fault is printed as `file:line: what → mend`. The checks themselves live beside this module,
one file per subject (`check_directory`, `check_words`, `check_data`), each with a function
`check(root)`; a subject that is not there yet is passed over.
"""

from __future__ import annotations

import datetime as dt
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Severity = Literal["error", "warning"]

SUBJECTS = ("directory", "words", "data")


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong: where, what, and how to mend it.

    An `error` stops the start; a `warning` is only told.
    """

    file: str
    line: int
    what: str
    mend: str
    severity: Severity = "error"

    def __str__(self) -> str:
        warning = "warning: " if self.severity == "warning" else ""
        return f"{self.file}:{self.line}: {warning}{self.what} → {self.mend}"


class Invalid(Exception):
    """A file is not fit for use. `faults` holds every error that was found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        super().__init__("\n".join(str(fault) for fault in self.faults))


def errors(faults: Iterable[Fault]) -> list[Fault]:
    """The faults that stop the start, without the warnings.

    Args:
        faults: What a check found.

    Returns:
        The errors among them, in the same order.
    """
    return [fault for fault in faults if fault.severity == "error"]


def check_directory(path: Path, today: dt.date | None = None) -> list[Fault]:
    """Check a directory file.

    Args:
        path: `resources.yaml`.
        today: The day to judge freshness by; None leaves freshness out.

    Returns:
        All faults, by line. Freshness and missing translations are warnings only.
    """
    from bot import check_directory as checker  # it needs Fault, so it is loaded late

    return checker.check_file(path, today)


def run_checks(root: Path, data: bool = True) -> list[Fault]:
    """Check everything that people edit.

    Args:
        root: The project's folder.
        data: Whether to check the training data too; a bot that only serves does not need it.

    Returns:
        All faults of all subjects, by file and line.
    """
    subjects = SUBJECTS if data else SUBJECTS[:-1]
    modules = [importlib.import_module(f"bot.check_{subject}") for subject in subjects]
    return sorted(fault for module in modules for fault in module.check(root))
