"""Mending one notebook: labels, and the text of cells that are not the learner's. What a learner may edit stays.

What nbgrader does with each fault was seen by running it; tests show it. In the order of this module:

- Of several cells with one name it takes the label off all but the last, leaves ``{}`` there, and then stops the whole
  command, for everybody, with the advice to run ``nbgrader update`` (nbgrader's issue 1083).
- A name that the gradebook does not have, or a label without its parts, is an error.
- A cell without its graded flag is an error (``Inconsistent checksums``, 1423).
- The text of a locked cell is put back, and the points, and the kind of cell.
- A deleted cell with points waits for a person for ever (1682).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from nbgrader.utils import is_grade, is_locked, is_solution, is_task

from course.grading.preprocessors.cells import label_of, place_of
from course.grading.repair.fault import Fault, State, one_or_more, several
from course.grading.repair.label import is_valid, lost_labels, says_nothing, turn_into

if TYPE_CHECKING:
    from course.grading.repair.released import Released

_IDS_SINCE = (4, 5)  # of nbformat


def share(nb: Any, released: Released) -> float:
    """Tell how much of a released notebook is in ``nb``: the share of its cells, from 0 to 1."""
    there = {label_of(cell) for cell in nb.cells} | set(lost_labels(nb, released))
    return len(there & set(released.cells)) / len(released.cells) if released.cells else 0.0


def mend(nb: Any, released: Released, *, keeps_last: bool = False) -> list[Fault]:
    """Mend ``nb`` in place, and tell what was found.

    Args:
        nb: A learner's notebook.
        released: The notebook as learners got it.
        keeps_last: Whether grading takes the last of several cells with one name, as in the course's own assignments.

    """
    work = _Mending(nb, released)
    work.leave_one_of_each()
    work.take_strange_labels_off()
    work.give_labels_back()
    work.write_labels()
    work.put_texts_right()
    work.put_back()
    return work.faults(keeps_last=keeps_last)


@dataclass
class _Mending:
    nb: Any
    released: Released
    doubled: list[str] = field(default_factory=list)
    undecided: list[str] = field(default_factory=list)  # answers of one name that differ
    strange: list[str] = field(default_factory=list)
    relabelled: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    unanswered: list[str] = field(default_factory=list)

    def leave_one_of_each(self) -> None:
        """Leave each name on one cell: never on one of several answers that differ."""
        places: dict[str, list[int]] = {}
        for index, cell in enumerate(self.nb.cells):
            if (name := label_of(cell)) in self.released.cells:
                places.setdefault(name, []).append(index)
        for name, found in places.items():
            if len(found) == 1:
                continue
            kept = self._kept(name, found)
            if kept is None:
                self.undecided.append(name)
                continue
            self.doubled.append(name)
            for index in found:
                if index != kept:
                    del self.nb.cells[index].metadata["nbgrader"]

    def _kept(self, name: str, found: list[int]) -> int | None:
        """Choose the cell that keeps the name: the last, as graders do, of those that are as they should be."""
        texts = {index: self.nb.cells[index].source for index in found}
        if not self.released.may_edit(name):
            return ([index for index in found if self.released.says(name, self.nb, texts[index])] or found)[-1]
        answered = [index for index in found if not self.released.is_released(name, texts[index])]
        if len({texts[index] for index in answered}) > 1:
            return None
        return (answered or found)[-1]  # the released text is no answer

    def take_strange_labels_off(self) -> None:
        """Take labels off that no cell of the assignment has; the cells stay."""
        for cell in self.nb.cells:
            if "nbgrader" not in cell.metadata or (name := label_of(cell)) in self.released.cells:
                continue
            if not says_nothing(cell):
                self.strange.append(name or "no name")
                del cell.metadata["nbgrader"]

    def give_labels_back(self) -> None:
        """Give cells their lost labels back: a locked cell is known by its text, one for answers by its id."""
        for name, index in lost_labels(self.nb, self.released).items():
            self.relabelled.append(name)
            self._label(self.nb.cells[index], name)

    def write_labels(self) -> None:
        """Write labels anew where they say something else than the gradebook."""
        for cell in self.nb.cells:
            name = label_of(cell)
            if name not in self.released.cells or name in self.undecided or self._as_released(cell, name):
                continue
            kind = self.released.cells[name].kind
            (self.labels if cell.cell_type == kind else self.kinds).append(name)
            self._label(cell, name)
            turn_into(cell, kind)

    def _as_released(self, cell: Any, name: str) -> bool:
        course, label = self.released.cells[name], cell.metadata["nbgrader"]
        said = (is_grade(cell), is_solution(cell), is_task(cell), is_locked(cell))
        return (
            said == (course.grade, course.solution, course.task, course.locked)
            and cell.cell_type == course.kind == label.get("cell_type", course.kind)
            and (not (course.grade or course.task) or label.get("points") == course.points)
            and is_valid(cell)
        )

    def _label(self, cell: Any, name: str) -> None:
        cell.metadata["nbgrader"] = self.released.node(name, self.nb).metadata["nbgrader"]

    def put_texts_right(self) -> None:
        """Give locked cells the released text, as grading does."""
        for cell in self.nb.cells:
            name = label_of(cell)
            if name not in self.released.cells or name in self.undecided or self.released.may_edit(name):
                continue
            if not self.released.says(name, self.nb, cell.source):
                self.texts.append(name)
                cell.source = self.released.text(name, self.nb)

    def put_back(self) -> None:
        """Put deleted cells back as they were released."""
        there = {label_of(cell) for cell in self.nb.cells}
        ids = {cell.get("id") for cell in self.nb.cells}
        for name in self.released.cells:
            if name in there:
                continue
            (self.unanswered if self.released.may_edit(name) else self.deleted).append(name)
            cell = self.released.node(name, self.nb)
            if (self.nb.nbformat, self.nb.nbformat_minor) < _IDS_SINCE:
                cell.pop("id", None)
            elif cell["id"] in ids:
                cell["id"] = f"{cell['id'][:50]}-back"
            self.nb.cells.insert(place_of(name, self.nb.cells, list(self.released.cells)), cell)

    def faults(self, *, keeps_last: bool) -> list[Fault]:
        """Tell what was found."""
        found = [Fault(State.MENDED, one_or_more(names, one, more), then) for names, one, more, then in self._mended()]
        graded = "The last one would be graded." if keeps_last else "nbgrader would stop there, for the whole class."
        for name in self.undecided:
            cells = ", ".join(str(index) for index, cell in enumerate(self.nb.cells, 1) if label_of(cell) == name)
            what = f"Several cells are the answer {several([name])}, and they differ: cells {cells}."
            found.append(Fault(State.YOU, what, f"{graded} In submitted/, delete those that do not count."))
        if self.unanswered and (own := self._own()):
            found.append(
                Fault(
                    State.YOU,
                    f"Cells that are the learner's own: {', '.join(own)}. Is the answer to {several(self.unanswered)} "
                    "in one of them?",
                    "If so, copy it into the cell that was put back, in submitted/.",
                )
            )
        return found

    def _mended(self) -> list[tuple[list[str], str, str, str]]:
        rows = [
            (self.doubled, "Several cells are called {}.", "Several cells have one name: {}.", _DOUBLED),
            (self.strange, "The assignment has no cell {}.", "The assignment has no cells {}.", _STRANGE),
            (self.relabelled, "The label of {} was lost.", "The labels of {} were lost.", "Put back."),
            (self.labels, "The label of {} was changed.", "The labels of {} were changed.", _LABELS),
            (self.kinds, "{} became another kind of cell.", "They became another kind of cell: {}.", _KINDS),
            (self.texts, "The locked text of {} was changed.", "The locked texts of {} were changed.", _TEXTS),
            (self.deleted, "{} was deleted.", "Deleted: {}.", "Put back as released."),
            (self.unanswered, "The answer cell {} was deleted.", "Answer cells were deleted: {}.", _UNANSWERED),
        ]
        return [row for row in rows if row[0]]

    def _own(self) -> list[str]:
        """Give the places of cells with a text and without a label, as a person counts them."""
        return [
            str(index)
            for index, cell in enumerate(self.nb.cells, 1)
            if cell.source.strip() and not label_of(cell) and cell.source not in self.released.plain
        ]


_DOUBLED = "One of them keeps the name; the others stay, without a label. No text was changed."
_STRANGE = "It stays, without the label: it has no points."
_LABELS = "Written anew from the gradebook."
_KINDS = "The same text again as code, or as text, as it was released."
_TEXTS = "The released text is there again: only that is graded. What the learner wrote there is in the original."
_UNANSWERED = "Put back as released: not answered."
