"""The notebooks that the course brings along, in English, as they were released; and the start page's."""

from __future__ import annotations

import os
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat

from course.engine.errors import CourseError
from course.locale import say

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from course.content.text import Lang

START = "start"


def released() -> Traversable | Path:
    """Give the folder of released notebooks: inside an installed package, or at the top of the instructor's files.

    The environment's ``FORECOURT_RELEASE`` names another: a class whose instructor has released notebooks of their own.
    """
    if os.environ.get("FORECOURT_RELEASE"):
        return Path(os.environ["FORECOURT_RELEASE"])
    packaged = files("course") / "release"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "release"


def assignments(folder: Traversable | Path | None = None) -> list[str]:
    """List the assignments that were released, in teaching order.

    Raises:
        CourseError: None was: this is the instructor's files before the first release.

    """
    folder = folder or released()
    names = (
        [each.name for each in folder.iterdir() if (each / f"{each.name}.ipynb").is_file()] if folder.is_dir() else []
    )
    if not names:
        raise CourseError(
            "There is no released notebook to lay out.",
            where=str(folder),
            then="In the instructor's files, first run: course release --all",
        )
    return sorted(names)


def notebook(assignment: str, lang: Lang, folder: Traversable | Path | None = None) -> Any:
    """Give a released notebook in ``lang``, told to run when it is opened.

    Raises:
        CourseError: It was not released, or is not translated.

    """
    from course.grading.translate import translate

    file = (folder or released()) / assignment / f"{assignment}.ipynb"
    if not file.is_file():
        known = ", ".join(assignments(folder))
        raise CourseError(f"There is no released notebook '{assignment}'.", then=f"There are: {known}.")
    read = nbformat.reads(file.read_text(encoding="utf-8"), as_version=4)
    there = translate(read, lang, assignment)
    there.metadata["forecourt"] = {"lang": lang, "assignment": assignment, "run_on_open": True}
    return there


def extra_files(assignment: str, folder: Traversable | Path | None = None) -> list[Traversable | Path]:
    """List what was released beside the notebook (an instructor's data file)."""
    there = (folder or released()) / assignment
    return [each for each in there.iterdir() if each.is_file() and not each.name.endswith(".ipynb")]


def start_notebook(lang: Lang) -> Any:
    """Give the start page's notebook in ``lang``."""
    from nbformat.v4 import new_code_cell, new_notebook

    friendly = say("# If you see no form below, press ▶▶ at the top of the page.", lang)
    cell = new_code_cell(
        f'{friendly}\nfrom course import start; start(lang="{lang}")',
        id=START,
        metadata={
            "jupyter": {"source_hidden": True},
            "tags": ["hide-input"],
            "nbgrader": {
                "schema_version": 3,
                "grade": False,
                "solution": False,
                "locked": True,
                "task": False,
                "grade_id": START,
            },
        },
    )
    return new_notebook(
        cells=[cell],
        metadata={
            "forecourt": {"lang": lang, "assignment": START, "run_on_open": True},
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )
