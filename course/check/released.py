"""Whether ``release/`` is what ``source/`` produces (design 1), told cell by cell without running nbgrader.

A test compares this with what ``nbgrader generate_assignment`` writes.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import nbformat

from course.check.finding import Finding, Root
from course.check.keys import BEGIN, END

if TYPE_CHECKING:
    from collections.abc import Iterator

_SCHEME = ("=== BEGIN MARK SCHEME ===", "=== END MARK SCHEME ===")
# What nbgrader writes into a released cell, and what it leaves out.
_COMPARED = ("grade", "grade_id", "locked", "points", "solution", "task")


def check(root: Root, assignment: str) -> Iterator[Finding]:
    """Compare an assignment's release with its source, where there are releases at all."""
    folder = root.path / "release"
    if not folder.is_dir():
        return  # a course root before its first release
    file = folder / assignment / f"{assignment}.ipynb"
    then = f"Run: course release {assignment}"
    if not file.is_file():
        yield Finding(root.name(file), "The assignment is not released.", then, error=False)
        return
    source = {cell.id: cell for cell in nbformat.read(root.notebook(assignment), as_version=4).cells}
    released = {cell.id: cell for cell in nbformat.read(file, as_version=4).cells}
    if missing := [name for name in source if name not in released]:
        yield Finding(root.name(file), f"The cell '{missing[0]}' of source/ is not in it.", then)
    if left := [name for name in released if name not in source]:
        yield Finding(root.name(file), f"Its cell '{left[0]}' is not in source/ any more.", then)
    if not missing and not left and list(source) != list(released):
        yield Finding(root.name(file), "Its cells stand in another order than in source/.", then)
    changed = [name for name in source if name in released and _cell(source[name]) != _cell(released[name])]
    if changed:
        more = f" (and {len(changed) - 1} more)" if len(changed) > 1 else ""
        yield Finding(
            f"{root.name(file)}, line {root.line(file, changed[0])}",
            f"The cell '{changed[0]}'{more} is not what source/ produces.",
            then,
        )


def _cell(cell: Any) -> tuple[str, str, dict[str, Any]]:
    grader = cell.metadata.get("nbgrader", {})
    return cell.cell_type, _without_hidden(cell.source), {name: grader.get(name) for name in _COMPARED}


def _without_hidden(source: str) -> str:
    """Take out what nbgrader takes out: the lines of hidden parts and of mark schemes, markers included."""
    for begin, end in ((BEGIN, END), _SCHEME):
        source = re.sub(rf"^[^\n]*{begin}.*?{end}[^\n]*(?:\n|\Z)", "", source, flags=re.DOTALL | re.MULTILINE)
    return source.rstrip()
