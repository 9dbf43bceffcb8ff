"""Grading one submission: what nbgrader's converter does with it, in memory and without a database.

Mirrored from nbgrader: ``Autograde.init_assignment`` and ``BaseConverter.init_assignment`` (files, timestamp, missing
notebooks), ``convert_notebooks`` (order, failures), ``set_permissions``; from nbconvert: ``Exporter`` (see
``notebook``). A test compares rows, notebooks and files.
"""

from __future__ import annotations

import logging
import os
import shutil
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbformat.reader import NotJSONError
from nbgrader import utils

from course.engine.errors import CourseError
from course.grading.autograde.notebook import Steps
from course.grading.autograde.result import Graded, GradedNotebook, Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from course.grading.autograde.assignment import Assignment
    from course.grading.autograde.settings import Setup

SHARED = 0o2770  # what nbgrader gives the folders of a shared course
KILO = 1000  # bytes; nbgrader counts file sizes in kilobytes


class Grader:
    """Grades submissions of one assignment, one after another."""

    def __init__(self, setup: Setup, assignment: Assignment) -> None:
        self._directory = setup.directory
        self._assignment = assignment
        self._converter = setup.converter()
        self._steps = Steps(self._converter)
        self._ignored = [*self._directory.ignore, "*.ipynb"]
        self._largest = self._directory.max_file_size * KILO  # bytes
        self._masters = self._find_masters()
        self._told: list[str] = []
        setup.app.log.addHandler(_Told(self._told))

    def grade(self, learner: str, folder: Path) -> Graded:
        """Grade the learner's submission into ``folder``, which is made anew. Whatever happens is told."""
        graded = Graded(learner)
        self._told.clear()
        shutil.rmtree(folder, ignore_errors=True)  # of a worker that was killed
        try:
            self._grade(
                graded, Path(self._directory.format_path(self._submitted, learner, self._assignment.name)), folder
            )
            graded.folder = str(folder)
        except Exception as error:  # noqa: BLE001  one submission never stops the others
            graded.problem = problem_of(error)
        if graded.problem:
            shutil.rmtree(folder, ignore_errors=True)
        said = [each.removeprefix(f"{learner}: ") for each in self._told]
        graded.told = list(dict.fromkeys([*graded.told, *said]))
        return graded

    @property
    def _submitted(self) -> str:
        return str(self._directory.submitted_directory)

    def _grade(self, graded: Graded, source: Path, folder: Path) -> None:
        try:
            graded.learner.encode()
        except UnicodeEncodeError as error:
            raise CourseError("The name of its folder is no text.", then="Rename the folder in submitted/.") from error
        found = sorted(each for each in source.glob("*.ipynb") if not each.name.startswith("."))
        if not found:
            raise CourseError("There is no notebook in what was handed in.", then=_LOOK)
        self._copy(source, folder, graded)
        graded.enrolled = True
        graded.timestamp = timestamp_of(self._directory, source)
        graded.opened = True
        for file, place in self._masters:
            _copy(file, folder / place)
        known = [each for each in found if each.stem in self._assignment.notebooks]
        graded.told += [f"'{each.name}' is no notebook of the assignment." for each in found if each not in known]
        if not known:
            names = " or ".join(f"{each}.ipynb" for each in self._assignment.notebooks)
            mend = f"course grade {self._assignment.name} --check"
            raise CourseError(
                f"None of its notebooks is one of the assignment: {', '.join(each.name for each in found)}.",
                then=self._whose(found)
                or f"Was it renamed? In submitted/ it must be called {names}. To see to it: {mend}",
            )
        handed_in = {each.stem for each in known}
        graded.missing = [name for name in self._assignment.notebooks if name not in handed_in]
        graded.told += [f"The notebook '{name}' was not handed in: 0 points." for name in graded.missing]
        for file in known:
            look_at(file, self._largest)
            notebook = self._assignment.notebooks[file.stem]
            one = graded.notebooks[file.stem] = GradedNotebook()
            self._steps.take(file, folder, graded.learner, self._assignment.name, notebook, one)
            one.finished = True
        set_permissions(folder, self._converter)

    def _whose(self, found: Sequence[Path]) -> str:
        """Say which other assignment of the course a notebook belongs to, by its name."""
        for file in found:
            place = self._directory.format_path(self._directory.source_directory, ".", file.stem)
            if (Path(place) / file.name).is_file():
                return f"It is the notebook of {file.stem}: move it to that assignment's folder in submitted/."
        return ""

    # -- files --------------------------------------------------------------------------------------------------------

    def _copy(self, source: Path, folder: Path, graded: Graded) -> None:
        """Copy what lies beside the notebooks; never what a link points to, and nothing that fills the disk."""
        folder.mkdir(parents=True)
        for file in map(Path, utils.find_all_files(str(source), self._ignored)):
            found = file.lstat()
            if not stat.S_ISREG(found.st_mode):
                graded.told.append(f"Not graded with, because it is no file: {file.relative_to(source)}")
            elif found.st_size > self._largest:
                graded.told.append(f"Not graded with, because it is too large: {file.relative_to(source)}")
            else:
                _copy(file, folder / file.relative_to(source))

    def _find_masters(self) -> list[tuple[Path, Path]]:
        name = self._assignment.name
        source = Path(self._directory.format_path(self._directory.source_directory, ".", name))
        kept = {source / each for each in self._converter.exclude_overwriting.get(name, [])}
        found = map(Path, utils.find_all_files(str(source), self._ignored))
        return [(file, file.relative_to(source)) for file in found if file not in kept]


def timestamp_of(directory: Any, folder: Path) -> Any:
    """Give when the submission in ``folder`` was handed in (UTC); None where it does not say.

    Raises:
        CourseError: Its ``timestamp.txt`` holds no time.

    """
    file = folder / "timestamp.txt"
    try:
        if os.path.lexists(file) and (not stat.S_ISREG(file.lstat().st_mode) or file.stat().st_size > KILO):
            raise ValueError  # noqa: TRY301  reading it might never end
        return directory.get_existing_timestamp(str(folder))
    except (AttributeError, ValueError, OverflowError) as error:  # nbgrader calls what it does not have
        raise CourseError("Its timestamp.txt holds no time.", then="Write one, or delete the file.") from error


def look_at(file: Path, largest: int) -> None:
    """Look whether a notebook may be read at all.

    Raises:
        CourseError: It is no plain file, or has more than ``largest`` bytes.

    """
    found = file.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise CourseError(f"'{file.name}' is a link or no file at all.", then=ASK_AGAIN)
    if found.st_size > largest:
        raise CourseError(
            f"'{file.name}' has {found.st_size // KILO:,} kB; CourseDirectory.max_file_size is less.",
            then="Outputs can be cleared: the answers are not in them.",
        )


def _copy(file: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    to.unlink(missing_ok=True)
    shutil.copy(file, to)


def set_permissions(folder: Path, converter: Any) -> None:
    """Mirror ``BaseConverter.set_permissions``."""
    mode = int(str(converter.permissions), 8)
    for place, _, files in os.walk(folder):
        for file in files:
            Path(place, file).chmod(mode)
        share(Path(place), converter.coursedir)


def share(folder: Path, directory: Any) -> None:
    """Let the group write into ``folder``, where instructors share a course (``CourseDirectory.groupshared``)."""
    if not directory.groupshared:
        return
    mode = folder.stat().st_mode
    if mode & SHARED != SHARED:
        with suppress(PermissionError):
            folder.chmod((mode | SHARED) & 0o2777)


_MACHINE = "Is there room on the disk, and may you read submitted/ and write autograded/? Then grade again."
ASK_AGAIN = "Look at it in submitted/; if it cannot be read, ask the learner to hand in again."
_LOOK = "course grade --check says more. If it cannot be read, ask the learner to hand in again."


def problem_of(error: Exception) -> Problem:
    """Say what went wrong with a submission, and what to do."""
    match error:
        case CourseError():
            return Problem(error.what, error.then)
        case OSError():
            why = error.strerror or str(error)
            return Problem(f"{why}: {Path(error.filename).name if error.filename else 'a file'}.", _MACHINE)
        case MemoryError():
            return Problem("It does not fit into memory.", "Look at the size of what was handed in.")
        case RecursionError():
            return Problem("Its notebook is nested too deeply to be read.", ASK_AGAIN)
        case NotJSONError():
            return Problem("Its notebook is none, or only a part of one.", _LOOK)
    return Problem(f"{type(error).__name__}: {_first_line(error)}", _LOOK)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "no reason was given")


class _Told(logging.Handler):
    """Keeps what the course's own steps warn of; nbgrader's own warnings name every cell of a translated notebook."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._told = told

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one warning."""
        if Path(record.pathname).is_relative_to(_OURS):
            self._told.append(record.getMessage())


_OURS = Path(__file__).parents[1]


def folders(setup: Setup, assignment: str, within: str | None = None) -> Iterator[tuple[str, Path]]:
    """Give each learner who handed the assignment in, with the folder, as nbgrader finds them.

    Args:
        setup: The course folder.
        assignment: The assignment's name.
        within: Which of nbgrader's directories to look in; None for ``submitted``.

    """
    import glob
    import re

    directory = setup.directory
    within = directory.submitted_directory if within is None else within
    wanted = directory.format_path(within, directory.student_id, assignment)
    names = directory.format_path(within, "(?P<learner>.*)", re.escape(assignment), escape=True)
    left_out = set(directory.student_id_exclude.split(","))
    for folder in sorted(glob.glob(wanted)):  # noqa: PTH207  nbgrader's own pattern
        found = re.fullmatch(names, folder)
        if found and found["learner"] not in left_out and Path(folder).is_dir():
            yield found["learner"], Path(folder)
