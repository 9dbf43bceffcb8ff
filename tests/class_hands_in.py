"""A class that hands in: an assignment of two notebooks, answered in every way; and the commands that grade it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from trial_course import NAME, answer, environment, nbgrader_cell, source_notebook

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

SECOND = "second"  # another notebook of the assignment
HALF = {"m9-x1.V1": "summer", "m9-x1.V2": ["ci"]}
NOISY = 'import sys; print("noise of a library", file=sys.stderr)\n0.5'
LOUD = 'import sys; print("trouble", file=sys.stderr)\n1.0'


def second_notebook() -> Any:
    """Give a notebook with what stock nbgrader has and the course's own notebooks have not."""
    locked = [
        new_code_cell(NOISY, id="noisy", metadata=nbgrader_cell("noisy", grade=True, points=2.0)),
        new_code_cell(LOUD, id="loud", metadata=nbgrader_cell("loud", grade=True, points=1.0)),
        new_code_cell("x = 1", id="silent", metadata=nbgrader_cell("silent", grade=True, points=1.0)),
        new_markdown_cell("Draw it.", id="draw", metadata=nbgrader_cell("draw", task=True, points=3.0)),
    ]
    written = nbgrader_cell("written", grade=True, solution=True, points=4.0) | {}
    written["nbgrader"]["locked"] = False
    return new_notebook(
        cells=[*locked, new_markdown_cell("Your words:", id="written", metadata=written)],
        metadata=source_notebook().metadata,
    )


def run(root: Path, package: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run nbgrader or course."""
    program, *rest = arguments
    module = "course.cli" if program == "course" else program
    return subprocess.run(
        [sys.executable, "-m", module, *rest],
        cwd=root,
        env=environment(package) | {"COLUMNS": "300"},
        capture_output=True,
        text=True,
        check=False,
    )


def change(folder: Path, how: Callable[[Any], None], name: str = NAME) -> None:
    """Change a submitted notebook."""
    notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
    how(notebook)
    nbformat.write(notebook, folder / f"{name}.ipynb")


def hand_in(root: Path, learner: str, responses: dict[str, Any], *, when: str = "2026-03-01 09:00:00 UTC") -> Path:
    """Put what was released into submitted/, answered."""
    folder = root / "submitted" / learner / NAME
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(root / "release" / NAME, folder)
    for each in folder.rglob("*"):
        each.chmod(0o644)
    answer(folder, responses, lang="zh-CN" if learner == "王芳" else "en")
    if when:
        (folder / "timestamp.txt").write_text(f"{when}\n", encoding="utf-8")
    return folder
