"""Where journals lie, and whether this kernel grades."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

ANSWERS = "answers.jsonl"  # beside an assignment's notebook
LEARNER = "learner.jsonl"  # at the workspace's root, for what belongs to no assignment
LOCKS = ".*.jsonl.lock"  # what lies beside a journal while and after it is written; never handed in
GRADING = "FORECOURT_GRADING"


def answers(folder: Path) -> Path:
    """Give the journal of the assignment in ``folder`` (the kernel's working directory)."""
    return folder / ANSWERS


def learner(folder: Path) -> Path:
    """Give the learner's own journal, for the assignment in ``folder``."""
    return folder.absolute().parent / LEARNER


def grading(environ: Mapping[str, str] | None = None) -> bool:
    """Tell whether this kernel runs a notebook in order to grade it: then forms show nothing but a static text."""
    return (os.environ if environ is None else environ).get(GRADING) == "1"
