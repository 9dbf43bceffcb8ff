"""The answers beside a notebook: whether they can be read, and what the copy inside the notebook adds (T17)."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from course.grading.repair.fault import Fault, State, several
from course.record import Journal, Snapshot
from course.record import copy as answer_copy
from course.record.place import ANSWERS, answers
from course.record.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

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


def look_at_answers(folder: Path, notebooks: Sequence[Any]) -> list[Fault]:
    """Tell what is wrong with the answers in ``folder``; ``notebooks`` are those that will be graded."""
    journal = Journal(answers(folder), session="check")
    copied = answer_copy.gather({"entries": [each.data() for each in answer_copy.read(nb)]} for nb in notebooks)
    if not os.path.lexists(journal.path):
        if renamed := [file.name for file in sorted(folder.glob("*.jsonl*")) if not file.name.startswith(".")]:
            what = f"There is no {ANSWERS} beside the notebook, but there is {several(renamed)}."
            return [Fault(State.YOU, what, f"Is that it? Give it the name {ANSWERS}.")]
        return [_lone(len(copied), shown=any(map(answer_copy.has_copy, notebooks)))]
    found = {problem.trouble: problem for problem in journal.found()}
    told = [Fault(State.YOU, *_UNUSABLE[trouble]) for trouble in found if trouble in _UNUSABLE]
    missing = len(answer_copy.missing(copied, journal))
    if told:
        return told
    readable = len(Snapshot.of(journal.entries()).latest_graded())
    told = [
        Fault(State.GRADED, _of_lines(found[trouble], words), _counted(readable, missing))
        for trouble, words in ((Trouble.TORN, "cut off"), (Trouble.FOREIGN, "not written by the course"))
        if trouble in found
    ]
    if missing and not told:
        what = f"{ANSWERS} lacks answers that the copy in the notebook has, or has older ones."
        told.append(Fault(State.GRADED, what, f"{_COPIED}: {missing}."))
    return told


def _lone(copied: int, *, shown: bool) -> Fault:
    what = f"There is no {ANSWERS} beside the notebook."
    if copied:
        return Fault(State.GRADED, what, f"{_COPIED}: {copied}.")
    if shown:
        return Fault(State.GRADED, what, "The copy in the notebook says that nothing was answered.")
    return Fault(
        State.YOU,
        f"{what[:-1]}, and no copy of the answers in it.",
        f"{_ASK} Without it everything is graded as not answered.",
    )


def _of_lines(problem: Problem, words: str) -> str:
    lines: Iterable[str] = map(str, problem.lines[:MOST])
    more = f" and {len(problem.lines) - MOST} more" if len(problem.lines) > MOST else ""
    return f"{ANSWERS}: {words}: line {', '.join(lines)}{more}."


def _counted(readable: int, missing: int) -> str:
    added = f" {_COPIED}: {missing} more." if missing else ""
    return f"Answers that can be read, and are graded: {readable}.{added}"
