"""Looking at one submission: what is wrong with it, and what is to be changed. Nothing is written here."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.utils import find_all_files

from course.engine.errors import CourseError
from course.grading.autograde.settings import steps_of
from course.grading.autograde.submission import KILO, timestamp_of
from course.grading.preprocessors.answers import RestoreAnswers
from course.grading.preprocessors.cells import CourseCellsOnly
from course.grading.preprocessors.files import NBGRADERS, NoForeignFiles
from course.grading.repair.answers import look_at_answers, under_other_names
from course.grading.repair.fault import Fault, State, one_or_more, several
from course.grading.repair.notebooks import END, Notebooks, Seen
from course.grading.repair.released import read_released
from course.record.place import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.settings import Setup

# The cells that the course grades by a journal say so; an instructor's own assignment beside them has none.
_MARKS = "from course.grading import mark"


class Looker:
    """Looks at the submissions of one assignment."""

    def __init__(self, setup: Setup, assignment: Assignment) -> None:
        self._directory = setup.directory
        self._names = list(assignment.notebooks)
        converter = setup.converter()
        steps = steps_of(converter)
        self._forms = {
            name: [cell.name for cell in each.cells if _MARKS in cell.source]
            for name, each in assignment.notebooks.items()
        }
        self._has_answers = RestoreAnswers in steps and any(self._forms.values())
        self._cleaner: Any = NoForeignFiles(parent=converter.exporter)
        self._cleans = NoForeignFiles in steps
        self._masters = self._cleaner.masters(assignment.name)
        self.largest = self._directory.max_file_size * KILO  # bytes
        released = {name: read_released(setup, assignment.name, each) for name, each in assignment.notebooks.items()}
        self._notebooks = Notebooks(released, self.largest, keeps_last=CourseCellsOnly in steps)

    def look(self, folder: Path) -> Seen:
        """Look at the submission in ``folder``."""
        seen = Seen()
        if folder.is_symlink():
            seen.faults.append(Fault(State.YOU, "The folder of the submission is a link.", _LINK))
            return seen
        if not self._names:
            seen.faults.append(Fault(State.YOU, "The gradebook has no notebook of this assignment.", "Release it."))
            return seen
        links = sorted(str(each.relative_to(folder)) for each in _no_files(folder))
        if links:
            what = one_or_more(links, "{} is a link, or no file at all.", "Links, or no files at all: {}.")
            seen.faults.append(Fault(State.YOU, what, _LINK))
        named = self._notebooks.look(folder, seen)
        try:
            timestamp_of(self._directory, folder)
        except CourseError as error:
            seen.faults.append(Fault(State.YOU, error.what, error.then))
        if self._has_answers and named:
            seen.told |= set(under_other_names(folder))
            forms = [form for name in named for form in self._forms[name]]
            seen.faults += look_at_answers(folder, [each.nb for each in named.values()], forms)
        self._look_at_files(folder, seen)
        return seen

    # -- other files --------------------------------------------------------------------------------------------------

    def _look_at_files(self, folder: Path, seen: Seen) -> None:
        large, foreign = list[str](), list[str]()
        notebooks = {f"{name}{END}" for name in self._names} | seen.told
        for file in map(Path, find_all_files(str(folder), self._directory.ignore)):
            inside = file.relative_to(folder)
            if not stat.S_ISREG(file.lstat().st_mode) or str(inside) in notebooks:
                continue
            if file.stat().st_size > self.largest:
                large.append(str(inside))
            elif not self._belongs(inside):
                foreign.append(str(inside))
        if large:
            seen.faults.append(Fault(State.GRADED, f"Far too large: {several(large)}.", "course grade grades without."))
        if foreign:
            then = "Not graded with; in submitted/ it stays." if self._cleans else "Lies beside it when it is graded."
            seen.faults.append(Fault(State.GRADED, f"Not the assignment's: {several(foreign)}.", then))

    def _belongs(self, inside: Path) -> bool:
        if inside in self._masters or str(inside) in NBGRADERS or (self._has_answers and str(inside) == ANSWERS):
            return True
        return self._cleans and inside.suffix != END and bool(self._cleaner.may_stay(inside, self._masters))


_LINK = "Delete it in submitted/: nbgrader would copy what it points to."


def _no_files(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        for each in (Path(place, name) for name in [*folders, *files]):
            mode = each.lstat().st_mode
            if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                yield each
