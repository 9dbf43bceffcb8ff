"""A released notebook without a course folder, and one that was handed in: for tests of mending."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import foreign_course as foreign
from foreign_course import by_name
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.utils import compute_checksum

from course.grading.preprocessors.cells import CourseCell
from course.grading.repair.released import Released

NAMES = ("imports", "double", "tests", "words", "draw")
EDITABLE = {"double", "words"}
CELLS = {
    "imports": ("code", "import math", {}),
    "double": ("code", "def double(x):\n    ...", {"solution": True}),
    "tests": ("code", "assert double(2) == 4", {"grade": True, "points": 2.0}),
    "words": ("markdown", "…", {"grade": True, "solution": True, "points": 3.0}),
    "draw": ("markdown", "Draw it.", {"task": True, "points": 1.0}),
}


def released() -> Released:
    """Give a released notebook without a course folder."""
    cells, nodes = {}, {}
    for name, (kind, source, more) in CELLS.items():
        flags = {flag: flag in more for flag in ("grade", "solution", "task")}
        cells[name] = CourseCell(
            name=name,
            kind=kind,
            source=source,
            checksum="0" * 32,
            locked=name not in EDITABLE,
            points=more.get("points", 0.0),
            **flags,
        )
        node = (new_code_cell if kind == "code" else new_markdown_cell)(source=source, id=name)
        node.metadata["nbgrader"] = cells[name].metadata()
        node.metadata["nbgrader"]["checksum"] = compute_checksum(node)
        nodes[name] = node
    return Released("problem", cells, {"en": nodes}, {}, frozenset())


RELEASED = released()


def handed_in() -> Any:
    """Give the notebook, answered."""
    nb = new_notebook(cells=[deepcopy(node) for node in RELEASED.nodes["en"].values()])
    by_name(nb)["double"].source, by_name(nb)["words"].source = foreign.CODE, foreign.WORDS
    return nb
