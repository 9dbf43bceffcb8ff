"""A release of two short notebooks, for tests of the workspace."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

if TYPE_CHECKING:
    from pathlib import Path

FRIENDLY = "# If you see no form below, press ▶▶ at the top of the page."


def locked(name: str) -> dict[str, Any]:
    return {
        "nbgrader": {
            "schema_version": 3,
            "grade": False,
            "solution": False,
            "locked": True,
            "task": False,
            "grade_id": name,
        }
    }


def form(name: str, call: str) -> Any:
    metadata = {"jupyter": {"source_hidden": True}, "tags": ["hide-input"], **locked(name)}
    return new_code_cell(f"{FRIENDLY}\n{call}", id=name, metadata=metadata)


def short_notebook(module: str, assignment: str) -> Any:
    return new_notebook(
        cells=[
            form(f"{module}-header", f'from course import header; header("{assignment}", lang="en")'),
            new_markdown_cell(f"## First section of {assignment}", id=f"{module}-s1", metadata=locked(f"{module}-s1")),
            form(f"{module}-s1-after", f'from course import sheet; sheet("{module}-s1-after", lang="en")'),
            form(f"{module}-x1", f'from course import graded; graded("{module}-x1", lang="en")'),
        ],
        metadata={
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        },
    )


def write_release(folder: Path) -> Path:
    for module, assignment in (("m1", "m1-preparation"), ("m2", "m2-contact")):
        file = folder / assignment / f"{assignment}.ipynb"
        file.parent.mkdir(parents=True)
        nbformat.write(short_notebook(module, assignment), file)
    return folder
