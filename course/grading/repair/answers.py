"""The answers beside a notebook: whether they can be read, and what the copy inside the notebook adds (T17)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from course.grading.preprocessors.cells import label_of
from course.grading.repair.fault import Fault, State, several
from course.record import Journal, Snapshot
from course.record import copy as answer_copy
from course.record.place import ANSWERS, answers
from course.record.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from pathlib import Path

    from course.record import Entry
    from course.record.trouble import Problem

MOST = 8  # lines in a sentence
_COPIED = "Answers taken from the copy in the notebook"
_ASK = f"Ask the learner for {ANSWERS}."
_UNUSABLE = {
    Trouble.NOT_A_FILE: (f"{ANSWERS} is a link, or no file at all.", _ASK),
    Trouble.UNREADABLE: (f"{ANSWERS} cannot be read.", "May you read it? If it is broken, ask the learner for it."),
    Trouble.TOO_LARGE: (f"{ANSWERS} is far larger than the course ever makes it, and is not read.", _ASK),
    Trouble.NEWER: (
        f"{ANSWERS} was written by a newer version of the course, of which not all can be read.",
        "Update the course before you grade.",
    ),
}


def look_at_answers(folder: Path, notebooks: Sequence[Any], forms: Collection[str] = ()) -> list[Fault]:
    """Tell what is wrong with the answers in ``folder``.

    Args:
        folder: Where the submission lies.
        notebooks: Those that will be graded, as they are mended.
        forms: The names of their cells that are graded by the journal.

    """
    journal = Journal(answers(folder), session="check")
    copied = answer_copy.gather({"entries": [each.data() for each in answer_copy.read(nb)]} for nb in notebooks)
    bare = _without_copy(forms, copied, notebooks)
    if not os.path.lexists(journal.path):
        if renamed := under_other_names(folder):
            what = f"There is no {ANSWERS} beside the notebook, but there is {several(renamed)}."
            return [Fault(State.YOU, what, f"Is that it? Give it the name {ANSWERS}.")]
        return [_lone(f"There is no {ANSWERS} beside the notebook", copied, bare, notebooks)]
    found = {problem.trouble: problem for problem in journal.found()}
    if told := [Fault(State.YOU, *_UNUSABLE[trouble]) for trouble in found if trouble in _UNUSABLE]:
        return told
    entries = journal.entries()
    if not entries and not found and len(bare) == len(forms):
        return [_lone(f"{ANSWERS} is empty", copied, bare, notebooks)]
    readable, missing = len(Snapshot.of(entries).latest_graded()), len(answer_copy.missing(copied, journal))
    for trouble, words in ((Trouble.TORN, "cut off"), (Trouble.FOREIGN, "not the course's")):
        if trouble in found:
            told.append(_broken(_of_lines(found[trouble], words), _counted(readable, missing), bare))
    if readable and copied and not told and not _marks(copied) & _marks(entries):
        what = f"{ANSWERS} has none of the answers whose copy is in the notebook."
        then = f"Is it another learner's, or of another time? {_ASK} Of the two, what is newer is graded."
        return [Fault(State.YOU, what, then)]
    if missing and not told:
        what = f"{ANSWERS} lacks answers that the copy in the notebook has, or has older ones."
        told.append(Fault(State.GRADED, what, f"{_COPIED}: {missing}."))
    return told


def under_other_names(folder: Path) -> list[str]:
    """Give the names of files that may be the answers, but are called otherwise."""
    if os.path.lexists(answers(folder)):
        return []
    return [file.name for file in sorted(folder.glob("*.jsonl*")) if not file.name.startswith(".")]


def _without_copy(forms: Collection[str], copied: Sequence[Entry], notebooks: Sequence[Any]) -> list[str]:
    """Give the cells of which the notebooks hold no copy: one is made whenever a form is shown."""
    shown = {label_of(cell) for nb in notebooks for cell in nb.cells if answer_copy.has_copy({"cells": [cell]})}
    shown |= {entry.item.partition(".")[0] for entry in copied}  # in a cell that has lost its name, perhaps
    return [name for name in forms if name not in shown]


def _marks(entries: Sequence[Entry]) -> set[Any]:
    return {(each.identity, each.time) for each in entries}


def _lone(what: str, copied: Sequence[Entry], bare: Sequence[str], notebooks: Sequence[Any]) -> Fault:
    """Tell of a notebook without its journal: whether the copy in it is enough."""
    if not any(map(answer_copy.has_copy, notebooks)):
        what = f"{what}, and no copy of the answers in the notebook."
        return Fault(State.YOU, what, f"Was nothing answered? Then grade it so. If not: {_ASK[0].lower()}{_ASK[1:]}")
    if bare:
        what = f"{what}, and no copy of the answers to {several(bare)} in the notebook."
        return Fault(State.YOU, what, f"{_ASK} Without it these are graded as not answered. {_COPIED}: {len(copied)}.")
    if copied:
        return Fault(State.GRADED, f"{what}.", f"{_COPIED}: {len(copied)}.")
    return Fault(State.GRADED, f"{what}.", "The copy in the notebook says that nothing was answered.")


def _broken(what: str, then: str, bare: Sequence[str]) -> Fault:
    if bare:
        what = f"{what} The notebook has no copy of the answers to {several(bare)}."
        return Fault(State.YOU, what, f"{_ASK} {then}")
    return Fault(State.GRADED, what, then)


def _of_lines(problem: Problem, words: str) -> str:
    lines = ", ".join(map(str, problem.lines[:MOST]))
    if len(problem.lines) == 1:
        return f"Line {lines} of {ANSWERS} is {words}."
    more = f" and {len(problem.lines) - MOST} more" if len(problem.lines) > MOST else ""
    return f"Lines {lines}{more} of {ANSWERS} are {words}."


def _counted(readable: int, missing: int) -> str:
    added = f" {_COPIED}: {missing} more." if missing else ""
    return f"Answers that can be read, and are graded: {readable}.{added}"
