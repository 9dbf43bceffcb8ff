"""An nbgrader course that knows nothing of ours: learners' code runs, words are marked by a person."""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from trial_course import nbgrader_cell

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

NAME = "ps1"
NOTEBOOK = "problem"
CODE = "def double(x):\n    return x + x"
WORDS = "My own words: 双倍 “so” \u2028 and\ttabs"
DOUBLE = "def double(x):\n    ### BEGIN SOLUTION\n    return 2 * x\n    ### END SOLUTION"
TEST = "assert double(math.floor(2.5)) == 4\n### BEGIN HIDDEN TESTS\nassert double(3) == 6\n### END HIDDEN TESTS"
TASK = "Draw it.\n=== BEGIN MARK SCHEME ===\nSECRET\n=== END MARK SCHEME ==="
READING = "Read this; it has no label."


def source() -> Any:
    """Give the source notebook: one cell of each kind that nbgrader has."""
    return new_notebook(
        cells=[
            new_code_cell("import math", id="i1", metadata=nbgrader_cell("imports")),
            new_markdown_cell(READING, id="r1"),
            new_code_cell(DOUBLE, id="d1", metadata=nbgrader_cell("double", solution=True, locked=False)),
            new_code_cell(TEST, id="t1", metadata=nbgrader_cell("tests", grade=True, points=2.0)),
            new_markdown_cell(
                "Say why.",
                id="w1",
                metadata=nbgrader_cell("words", grade=True, solution=True, points=3.0, locked=False),
            ),
            new_markdown_cell(TASK, id="k1", metadata=nbgrader_cell("draw", task=True, points=1.0)),
        ],
        metadata={"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}},
    )


def write_root(root: Path) -> None:
    """Write the course folder; nothing is released yet."""
    (root / "source" / NAME).mkdir(parents=True)
    nbformat.write(source(), root / "source" / NAME / f"{NOTEBOOK}.ipynb")
    (root / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 60\n", encoding="utf-8")


def hand_in(root: Path, learner: str, change: Callable[[Any], None] = lambda _: None) -> Path:
    """Hand in what was released, answered and then changed."""
    nb = nbformat.read(root / "release" / NAME / f"{NOTEBOOK}.ipynb", as_version=4)
    cells = by_name(nb)
    cells["double"].source, cells["words"].source = CODE, WORDS
    change(nb)
    folder = root / "submitted" / learner / NAME
    folder.mkdir(parents=True, exist_ok=True)
    nbformat.write(nb, folder / f"{NOTEBOOK}.ipynb")
    return folder


def by_name(nb: Any) -> dict[str, Any]:
    """Give the labelled cells by their names."""
    return {cell.metadata["nbgrader"]["grade_id"]: cell for cell in nb.cells if "nbgrader" in cell.metadata}


def again(name: str, text: str | None = None, *, first: bool = False) -> Callable[[Any], None]:
    """Give what copies a cell, with another text perhaps, to the end or to the beginning."""

    def change(nb: Any) -> None:
        copy = deepcopy(by_name(nb)[name])
        copy.id, copy.source = f"copy-{len(nb.cells)}", copy.source if text is None else text
        nb.cells.insert(0 if first else len(nb.cells), copy)

    return change


def without(*names: str) -> Callable[[Any], None]:
    """Give what deletes cells."""

    def change(nb: Any) -> None:
        gone = by_name(nb)
        nb.cells = [cell for cell in nb.cells if not any(cell is gone[name] for name in names)]

    return change


def labelled(name: str, **more: Any) -> Callable[[Any], None]:
    """Give what changes a label; None takes a part of it away."""

    def change(nb: Any) -> None:
        label = by_name(nb)[name].metadata["nbgrader"]
        for key, value in more.items():
            if value is None:
                del label[key]
            else:
                label[key] = value

    return change
