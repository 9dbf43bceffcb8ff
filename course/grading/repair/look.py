"""Looking at one submission: what is wrong with it, and what is to be changed. Nothing is written here."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbgrader.utils import find_all_files

from course.engine.errors import CourseError
from course.grading.autograde.settings import steps_of
from course.grading.autograde.submission import ASK_AGAIN, KILO, timestamp_of
from course.grading.preprocessors.answers import RestoreAnswers
from course.grading.preprocessors.cells import CourseCellsOnly, label_of
from course.grading.preprocessors.files import NBGRADERS, NoForeignFiles
from course.grading.repair.answers import look_at_answers
from course.grading.repair.fault import Fault, State, one_or_more, several, shown
from course.grading.repair.mend import mend, share
from course.grading.repair.original import Change
from course.grading.repair.reading import MAJOR, Read, bytes_of, check_valid, read_notebook
from course.grading.repair.released import read_released
from course.record import copy as answer_copy
from course.record.place import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.settings import Setup

HALF = 0.5  # of a notebook's cells: with fewer it may be another notebook
END = ".ipynb"
# The cells that the course grades by a journal say so; an instructor's own assignment beside them has none.
_MARKS = "from course.grading import mark"


@dataclass(slots=True)
class Seen:
    """What was seen in a submission, and what is to be changed."""

    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)


class Looker:
    """Looks at the submissions of one assignment."""

    def __init__(self, setup: Setup, assignment: Assignment) -> None:
        self._directory, self._name = setup.directory, assignment.name
        self._released = {
            name: read_released(setup, assignment.name, each) for name, each in assignment.notebooks.items()
        }
        converter = setup.converter()
        steps = steps_of(converter)
        self._keeps_last = CourseCellsOnly in steps
        self._has_answers = RestoreAnswers in steps and any(
            _MARKS in cell.source for each in assignment.notebooks.values() for cell in each.cells
        )
        self._cleaner: Any = NoForeignFiles(parent=converter.exporter)
        self._cleans = NoForeignFiles in steps
        self._masters = self._cleaner.masters(assignment.name)
        self.largest = self._directory.max_file_size * KILO  # bytes

    def look(self, folder: Path) -> Seen:
        """Look at the submission in ``folder``."""
        seen = Seen()
        if folder.is_symlink():
            seen.faults.append(Fault(State.YOU, "The folder of the submission is a link.", _LINK))
            return seen
        links = sorted(str(each.relative_to(folder)) for each in _no_files(folder))
        if links:
            what = one_or_more(links, "{} is a link, or no file at all.", "Links, or no files at all: {}.")
            seen.faults.append(Fault(State.YOU, what, _LINK))
        named = self._look_at_notebooks(folder, seen)
        try:
            timestamp_of(self._directory, folder)
        except CourseError as error:
            seen.faults.append(Fault(State.YOU, error.what, error.then))
        if self._has_answers and named:
            seen.faults += look_at_answers(folder, [each.nb for each in named.values()])
        self._look_at_files(folder, seen)
        return seen

    # -- notebooks ----------------------------------------------------------------------------------------------------

    def _look_at_notebooks(self, folder: Path, seen: Seen) -> dict[str, Read]:
        """Find the assignment's notebooks, and mend them. Gives those that can be graded then."""
        found: dict[str, tuple[Path, Read]] = {}
        broken: dict[str, CourseError] = {}
        for name in self._released:
            file = folder / f"{name}{END}"
            if os.path.lexists(file):
                try:
                    found[name] = file, read_notebook(file, self.largest)
                except CourseError as error:
                    broken[name] = error
        others, unread = self._others(folder)
        there = {*found, *broken}
        for name in self._released:
            candidates = [(file, read) for file, read, belongs in others if belongs == {name}]
            if name in found:
                self._tell_of_copies(*found[name], candidates, seen, name)
            elif name in broken:
                hint = f" Or is it {several(file.name for file, _ in candidates)}?" if candidates else ""
                seen.faults.append(Fault(State.YOU, broken[name].what, broken[name].then + hint))
            elif len(candidates) == 1:
                found[name] = candidates[0]
            elif candidates:
                what = f"'{name}{END}' is missing, and could be {several(file.name for file, _ in candidates)}."
                seen.faults.append(Fault(State.YOU, what, f"Give the one that counts the name '{name}{END}'."))
                there.add(name)
        doubtful = [file.name for file, _, belongs in others if len(belongs) > 1]
        self._tell_of_missing({*there, *found}, [*doubtful, *unread], folder, seen)
        return {name: each for name, (file, each) in found.items() if self._mend(name, file, each, seen)}

    def _others(self, folder: Path) -> tuple[list[tuple[Path, Read, set[str]]], list[str]]:
        """Give notebooks under other names, each with what it may be, and the names of those that cannot be read."""
        others: list[tuple[Path, Read, set[str]]] = []
        unread: list[str] = []
        for file in sorted(folder.iterdir()):
            # A browser or an editor may have put something behind: m1.ipynb.txt
            named = END in file.name.lower() and not file.name.startswith(".")
            if not named or (file.suffix == END and file.stem in self._released):
                continue
            try:
                read = read_notebook(file, self.largest)
            except CourseError:
                unread.append(file.name)
                continue
            shares = {name: share(read.nb, each) for name, each in self._released.items()}
            most = max(shares.values())
            others.append((file, read, {name for name in shares if shares[name] == most} if most > HALF else set()))
        return others, unread

    def _tell_of_copies(self, file: Path, right: Read, copies: list[tuple[Path, Read]], seen: Seen, name: str) -> None:
        for other, read in copies:
            what = f"Beside '{file.name}' lies another copy, '{shown(other.name)}'"
            if self._answers(right, name, file.parent) == self._answers(read, name, file.parent):
                seen.faults.append(Fault(State.GRADED, f"{what}, with the same answers.", f"'{file.name}' is graded."))
            else:
                then = f"'{file.name}' is graded. If the other counts, let them change names; else move it away."
                seen.faults.append(Fault(State.YOU, f"{what}, with other answers.", then))

    def _answers(self, read: Read, name: str, folder: Path) -> Any:
        """Give what is graded in a notebook: the cells a learner may edit, and its copy where there is no journal."""
        released = self._released[name]
        editable = {each for each in released.cells if released.may_edit(each)}
        cells = [(label_of(cell), cell.source) for cell in read.nb.cells if label_of(cell) in editable]
        copied = [] if os.path.lexists(folder / ANSWERS) else answer_copy.read(read.nb)
        return cells, {entry.item: entry.response for entry in copied}

    def _tell_of_missing(self, there: set[str], strangers: list[str], folder: Path, seen: Seen) -> None:
        missing = [f"{name}{END}" for name in self._released if name not in there]
        if not missing:
            return
        if there and not strangers:
            what = one_or_more(missing, "{} was not handed in.", "Not handed in: {}.")
            seen.faults.append(Fault(State.GRADED, what, "0 points."))
            return
        deeper = sorted(str(each.relative_to(folder)) for each in _files(folder) if each.name in missing)
        what = one_or_more(missing, "{} is missing.", "Missing: {}.")
        if strangers:
            what += f" There is {several(strangers)}, of which cannot be told what it is."
        if deeper:
            then = f"Move {several(deeper)} up, with what lies beside it."
        elif there:
            then = "Without it: 0 points for that notebook."
        else:
            then = ASK_AGAIN
        seen.faults.append(Fault(State.YOU, what, then))

    def _mend(self, name: str, file: Path, read: Read, seen: Seen) -> bool:
        """Mend a notebook in memory, and note the change. Tells whether it can be graded."""
        released, right = self._released[name], file.with_name(f"{name}{END}")
        if share(read.nb, released) < HALF:
            what = f"'{file.name}' has hardly any cell of the assignment."
            seen.faults.append(
                Fault(State.YOU, what, "Is it of another assignment? Then ask the learner to hand in again.")
            )
            return False
        faults = mend(read.nb, released, keeps_last=self._keeps_last)
        try:
            check_valid(read.nb, file.name)
            data = bytes_of(read.nb, file.name)
        except CourseError as error:
            seen.faults.append(Fault(State.YOU, error.what, error.then))
            return False
        if file != right:
            what = f"'{name}{END}' was renamed: '{shown(file.name)}'."
            faults.insert(0, Fault(State.MENDED, what, "It has its name again."))
        if not read.plain:
            faults.append(Fault(State.MENDED, f"'{right.name}' was saved in another encoding.", "It is UTF-8 again."))
        if read.version != MAJOR:
            what = f"'{right.name}' is in an old format ({read.version}) of notebooks."
            faults.append(Fault(State.GRADED, what, "It is read all the same."))
        seen.faults += faults
        changed = any(each.state is State.MENDED for each in faults)
        rewritten = not read.plain or any(each.state is State.MENDED for each in faults[file != right :])
        if changed:
            seen.changes.append(Change(file, right, data if rewritten else None))
        return True

    # -- other files --------------------------------------------------------------------------------------------------

    def _look_at_files(self, folder: Path, seen: Seen) -> None:
        large, foreign = list[str](), list[str]()
        notebooks = {f"{name}{END}" for name in self._released} | {each.file.name for each in seen.changes}
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


def _walk(folder: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(folder):
        yield from (Path(place, each) for each in [*folders, *files])


def _no_files(folder: Path) -> Iterator[Path]:
    for each in _walk(folder):
        mode = each.lstat().st_mode
        if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
            yield each


def _files(folder: Path) -> Iterator[Path]:
    return (each for each in _walk(folder) if stat.S_ISREG(each.lstat().st_mode))
