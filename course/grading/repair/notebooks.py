"""Finding the assignment's notebooks in a submission, under whatever names, and mending them in memory."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.autograde.submission import ASK_AGAIN
from course.grading.preprocessors.cells import label_of
from course.grading.repair.fault import Fault, State, one_or_more, several, shown
from course.grading.repair.mend import mend, share
from course.grading.repair.original import Change
from course.grading.repair.reading import MAJOR, Read, bytes_of, check_valid, read_notebook
from course.record import copy as answer_copy
from course.record.place import ANSWERS

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from course.grading.repair.released import Released

HALF = 0.5  # of a notebook's cells: with fewer it may be another notebook
END = ".ipynb"
_PACKED = {".zip", ".7z", ".rar", ".gz", ".tar", ".tgz"}


@dataclass(slots=True)
class Seen:
    """What was seen in a submission, and what is to be changed."""

    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    told: set[str] = field(default_factory=set)  # names of files that the faults speak of


class Notebooks:
    """The notebooks of an assignment, in the submissions of a class.

    Args:
        released: Each of them as learners got it.
        largest: Of a larger file nothing is read, in bytes.
        keeps_last: Whether grading takes the last of several cells with one name.

    """

    def __init__(self, released: Mapping[str, Released], largest: int, *, keeps_last: bool) -> None:
        self._released, self._largest, self._keeps_last = released, largest, keeps_last

    def look(self, folder: Path, seen: Seen) -> dict[str, Read]:
        """Find the assignment's notebooks, and mend them. Gives those that can be graded then."""
        found: dict[str, tuple[Path, Read]] = {}
        broken: dict[str, CourseError] = {}
        for name in self._released:
            file = folder / f"{name}{END}"
            if os.path.lexists(file):
                try:
                    found[name] = file, read_notebook(file, self._largest)
                except CourseError as error:
                    broken[name] = error
        others, unread = self._others(folder)
        seen.told |= {file.name for file, _, belongs in others if belongs}
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
        doubtful = [file.name for file, _, belongs in others if len(belongs) != 1]
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
                read = read_notebook(file, self._largest)
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
        what = one_or_more(missing, "{} is missing.", "Missing: {}.")
        if strangers:
            seen.told.update(strangers)
            what += f" There is {several(strangers)}; is that it?"
        deeper = sorted(each for each in folder.rglob(f"*{END}") if each.name in missing)
        packed = [each.name for each in sorted(folder.iterdir()) if each.suffix.lower() in _PACKED]
        if deeper:
            beside = {each for file in deeper for each in file.parent.rglob("*")}
            seen.told |= {str(each.relative_to(folder)) for each in beside}
            then = f"Move {several(str(each.relative_to(folder)) for each in deeper)} up, with what lies beside it."
        elif packed:
            seen.told.update(packed)
            what += f" There is {several(packed)}."
            then = "Is it in there? Then unpack it there."
        elif strangers:
            then = "If so, give it the right name. If not, ask the learner to hand in again."
        elif there:
            then = "Without it: 0 points for that notebook."
        else:
            then = ASK_AGAIN
        seen.faults.append(Fault(State.YOU, what, then))

    def _mend(self, name: str, file: Path, read: Read, seen: Seen) -> bool:
        """Mend a notebook in memory, and note the change. Tells whether it can be graded."""
        released, right = self._released[name], file.with_name(f"{name}{END}")
        if share(read.nb, released) < HALF:
            what = f"'{shown(file.name)}' has hardly any cell of the assignment."
            seen.faults.append(
                Fault(State.YOU, what, "Is it of another assignment? Then ask the learner to hand in again.")
            )
            return False
        faults = mend(read.nb, released, keeps_last=self._keeps_last)
        rewritten = not read.plain or any(each.state is State.MENDED for each in faults)
        try:
            check_valid(read.nb, shown(file.name))
            data = bytes_of(read.nb, shown(file.name)) if rewritten else None
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
        if rewritten or file != right:
            seen.changes.append(Change(file, right, data, read.digest))
        return True
