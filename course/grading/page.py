"""What stands on a learner's feedback page: each graded cell with its points, and what a person said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.content import library, module_of
from course.engine.errors import CourseError
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang

_SCHEME = re.compile(r"=== BEGIN MARK SCHEME ===.*?(?:=== END MARK SCHEME ===|\Z)", re.DOTALL)
_STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
_HEADING = re.compile(r"^#+ +(?P<text>.+)$", re.MULTILINE)
MARK = "-mark"


@dataclass(frozen=True, slots=True)
class Part:
    """One graded cell.

    Attributes:
        id: The cell's grade_id.
        title: How the list at the top calls it.
        points: What was earned.
        most: What can be earned.
        html: The marking cell's own feedback; empty where there is none.
        markdown: What the person looked at, for a text that a person marks.
        said: The learner's text, in an instructor's own exercise.
        person: Whether a person gives the points.
        comment: What the person said.
        waits: Whether the person has not marked it yet.

    """

    id: str
    title: str
    points: float
    most: float
    html: str = ""
    markdown: str = ""
    said: str = ""
    person: bool = False
    comment: str = ""
    waits: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page."""

    title: str
    parts: tuple[Part, ...]

    @property
    def waits(self) -> bool:
        """Tell whether a person still has something to mark."""
        return any(part.waits for part in self.parts)


def page(notebook: Any, assignment: str, waiting: set[str], lang: Lang) -> Page:
    """Give the page for an autograded notebook whose cells carry their scores (nbgrader's ``GetGrades``).

    Args:
        notebook: The notebook.
        assignment: The assignment's id, which names the page.
        waiting: The cells that stand in the manual queue.
        lang: The page's language.

    """
    parts = []
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("grade") or metadata.get("task") or metadata.get("solution"):
            parts.append(_part(cell, metadata, metadata["grade_id"] in waiting, lang))
    return Page(_title(assignment, lang), tuple(parts))


def _part(cell: Any, metadata: Any, waits: bool, lang: Lang) -> Part:  # noqa: FBT001  a row of the gradebook
    name = metadata["grade_id"]
    points, most = float(metadata.get("score") or 0), float(metadata.get("points") or 0)
    comment = str(metadata.get("comment") or "")
    if metadata.get("task"):
        shown = _SCHEME.sub("", cell.source).strip()
        heading = _HEADING.search(shown)
        shown = shown[: heading.start()] + shown[heading.end() :] if heading else shown  # it is the title already
        title = heading["text"].strip() if heading else _exercise_title(name.removesuffix(MARK), lang)
        # In the autograded notebook the mark scheme stands below what learners were told.
        return Part(name, title, points, most, markdown=shown, person=True, comment=comment, waits=waits)
    if cell.cell_type == "code" and not metadata.get("solution"):
        html = "" if "from course.grading import mark" not in cell.source else _feedback(cell)
        return Part(name, _exercise_title(name, lang), points, most, html=html)
    person = bool(metadata.get("grade") or comment)  # a solution without points of its own is judged by a test cell
    return Part(
        name, _exercise_title(name, lang), points, most, said=cell.source, person=person, comment=comment, waits=waits
    )


def _feedback(cell: Any) -> str:
    shown = [
        each.data["text/html"]
        for each in cell.outputs
        if each.output_type == "display_data" and "text/html" in each.data
    ]
    return _STYLE.sub("", shown[-1]) if shown else ""  # the page has it once


def _title(assignment: str, lang: Lang) -> str:
    try:
        return library(module_of(assignment)).module.title.of(lang)
    except CourseError:
        return assignment  # an instructor's own assignment


def _exercise_title(name: str, lang: Lang) -> str:
    try:
        return library(module_of(name)).graded_exercise(name).title.of(lang)
    except CourseError:
        return say("Exercise {name}", lang, name=name)
