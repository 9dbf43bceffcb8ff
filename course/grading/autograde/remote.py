"""What a worker of a cluster does: it lays out a scratch folder, and grades there as a worker of this machine does.

It sees no gradebook and no other submission. Everything comes with the task, and goes back with its answer.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from course.grading import warm
from course.grading.autograde.ledger import add_files
from course.grading.autograde.parcel import Parcel
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.settings import setup_elsewhere
from course.grading.autograde.submission import Grader, problem_of

if TYPE_CHECKING:
    from course.grading.autograde.assignment import Assignment

_PACKED = ("release", "translations")  # in the package of an install, and beside it in a checkout; neither grades


@dataclass(frozen=True, slots=True)
class Kit:
    """What grading an assignment needs.

    Attributes:
        name: Another one for each run and assignment.
        course: The fingerprint of the course that grades.
        config: nbgrader's settings, as the course folder has them.
        source: The assignment's folder in source/: its master files.
        translations: The course folder's translations.

    """

    name: str
    course: str
    config: Any
    assignment: Assignment
    source: Parcel
    translations: Parcel


@cache
def course_print() -> str:
    """Give a fingerprint of the course and of nbgrader, as they are installed here."""
    from nbgrader import __version__

    found = hashlib.sha256(__version__.encode())
    add_files(found, Path(__file__).parents[2], but=_PACKED)
    return found.hexdigest()


def same(kit: Kit) -> Kit:
    """Give the kit itself: as a task's result it travels once to each worker, and again when that one is lost."""
    return kit


class _Bench:
    """The scratch folder of one kit, and the grader in it."""

    def __init__(self, kit: Kit) -> None:
        self.name = kit.name
        self._root = Path(tempfile.mkdtemp(prefix="course-grade-", dir=_disk()))
        self._setup = setup_elsewhere(kit.config, self._root)
        self._assignment = kit.assignment.name
        kit.source.unpack(self._root / "source" / self._assignment)
        kit.translations.unpack(self._root / "translations")
        self._grader = Grader(self._setup, kit.assignment)

    def grade(self, learner: str, submission: Parcel) -> tuple[Graded, Parcel]:
        directory, folder = self._setup.directory, self._root / "graded"
        place = Path(directory.format_path(directory.submitted_directory, learner, self._assignment))
        try:
            submission.unpack(place)
            graded = self._grader.grade(learner, folder)
            return graded, Parcel.of(folder)
        finally:
            for each in (place, folder):
                shutil.rmtree(each, ignore_errors=True)

    def clear(self) -> None:
        shutil.rmtree(self._root, ignore_errors=True)


def _disk() -> str | None:
    """Give dask's own folder for this worker, which it clears also after a worker that was killed."""
    from distributed import get_worker

    try:
        return str(get_worker().local_directory)
    except ValueError:  # this is no worker
        return None


_turn = Lock()  # nbgrader keeps one set of everything in a process, so one submission at a time
_benches: list[_Bench] = []  # the last one


def grade(kit: Kit, learner: str, submission: Parcel) -> tuple[dict[str, Any], Parcel]:
    """Grade one submission; give what is known of it, as plain data, and the files for autograded/."""
    with _turn:
        if kit.course != course_print():
            what = "A worker of the cluster has another version of the course, or of nbgrader."
            return Graded(learner, problem=Problem(what, "Install the same there; then grade again.")).data(), Parcel()
        try:
            graded, files = _bench(kit).grade(learner, submission)
        except Exception as error:  # noqa: BLE001  one submission never stops the others
            graded, files = Graded(learner, problem=problem_of(error)), Parcel()
        return graded.data(), files


def _bench(kit: Kit) -> _Bench:
    if not _benches or _benches[0].name != kit.name:
        _clear()
        os.environ["NBGRADER_EXECUTION"] = "autograde"  # as nbgrader sets it while cells run
        _benches.append(_Bench(kit))
    return _benches[0]


def put_away() -> None:
    """Leave nothing on the worker: no scratch folder, no warm process."""
    with _turn:
        _clear()
        warm.put_out()


def _clear() -> None:
    while _benches:
        _benches.pop().clear()
