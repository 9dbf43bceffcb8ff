"""What stands on a learner's feedback page: each graded cell with its points, and what a person said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.content import library, module_of
from course.engine.errors import CourseError
from course.grading.remarks import rendered
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang
    from course.grading.standing import Standing

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
        comment: What the person said, as HTML.
        waits: Whether the person has not marked it yet.
        blank: Whether nothing was written, so that there was nothing to mark.

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
    blank: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A whole page.

    Attributes:
        title: What was graded.
        parts: Its graded cells.
        handed_in: When it was handed in, said; empty when nobody knows.
        late: How late it was, said; empty when in time.
        verdict: Whether it passed, said; empty while a person still has something to mark.
        passed: The same for the template.

    """

    title: str
    parts: tuple[Part, ...]
    handed_in: str = ""
    late: str = ""
    verdict: str = ""
    passed: bool = False

    @property
    def waits(self) -> bool:
        """Tell whether a person still has something to mark."""
        return any(part.waits for part in self.parts)


def page(notebook: Any, assignment: str, standing: Standing, lang: Lang) -> Page:
    """Give the page for an autograded notebook whose cells carry their scores (nbgrader's ``GetGrades``).

    Args:
        notebook: The notebook.
        assignment: The assignment's id, which names the page.
        standing: What the gradebook says of it.
        lang: The page's language.

    """
    parts = []
    for cell in notebook.cells:
        metadata = cell.metadata.get("nbgrader", {})
        if metadata.get("grade") or metadata.get("task") or metadata.get("solution"):
            parts.append(_part(cell, metadata, standing, lang))
    title = _title(assignment, lang)
    return Page(
        title or assignment,
        tuple(parts),
        handed_in=standing.handed_in(lang),
        late=standing.lateness(lang),
        verdict=standing.verdict(lang) if title else "",  # an instructor's own assignment has a pass mark of its own
        passed=bool(standing.passed),
    )


def _part(cell: Any, metadata: Any, standing: Standing, lang: Lang) -> Part:
    name = metadata["grade_id"]
    waits = name in standing.waiting
    points, most = float(metadata.get("score") or 0), float(metadata.get("points") or 0)
    comment = rendered(str(metadata.get("comment") or ""))
    if metadata.get("task"):
        shown = _SCHEME.sub("", cell.source).strip()
        heading = _HEADING.search(shown)
        shown = shown[: heading.start()] + shown[heading.end() :] if heading else shown  # it is the title already
        title = _marked_title(name, lang) or (heading["text"].strip() if heading else _exercise_title(name, lang))
        blank = name in standing.blank
        # In the autograded notebook the mark scheme stands below what learners were told.
        return Part(name, title, points, most, markdown=shown, person=True, comment=comment, waits=waits, blank=blank)
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
        return ""  # an instructor's own assignment


def _marked_title(name: str, lang: Lang) -> str:
    """Name a marking cell like its exercise; empty for an instructor's own."""
    exercise = name.removesuffix(MARK)
    try:
        title = library(module_of(exercise)).graded_exercise(exercise).title.of(lang)
    except CourseError:
        return ""
    return say("{title} – read by your instructor", lang, title=title)


def _exercise_title(name: str, lang: Lang) -> str:
    try:
        return library(module_of(name)).graded_exercise(name).title.of(lang)
    except CourseError:
        return say("Exercise {name}", lang, name=name)
