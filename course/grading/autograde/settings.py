"""nbgrader as a course folder has it set up, and whether an assignment can be graded here in the same way."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader.apps import AutogradeApp
from nbgrader.converters import Autograde
from nbgrader.coursedir import CourseDirectory
from nbgrader.preprocessors import ClearOutput, DeduplicateIds, IgnorePattern, LimitOutput
from traitlets.utils.importstring import import_item

from course.engine.errors import CourseError
from course.grading import warm
from course.grading.autograde.execution import Execution
from course.grading.autograde.steps import IN_MEMORY
from course.grading.preprocessors.answers import RestoreAnswers, SaveAnswers
from course.grading.preprocessors.cells import CourseCellsOnly
from course.grading.preprocessors.fenced import FencedExecute
from course.grading.preprocessors.files import NoForeignFiles
from course.grading.preprocessors.language import TranslateAgain
from course.grading.preprocessors.run import PointsGiven, RunCourseCells

if TYPE_CHECKING:
    from pathlib import Path

# Steps that ask no database: they are used as they are.
_AS_THEY_ARE = {
    ClearOutput,
    DeduplicateIds,
    IgnorePattern,
    ClearMetadataPreprocessor,
    LimitOutput,
    SaveAnswers,
    TranslateAgain,
    NoForeignFiles,
    RestoreAnswers,
    RunCourseCells,
    PointsGiven,
    FencedExecute,
}
_KNOWN = _AS_THEY_ARE | set(IN_MEMORY)
_NEEDED = {CourseCellsOnly, NoForeignFiles, RunCourseCells, PointsGiven}


@dataclass(frozen=True, slots=True)
class Setup:
    """nbgrader, set up by a folder's ``nbgrader_config.py`` and the user's own, as ``nbgrader autograde`` reads them.

    Attributes:
        app: nbgrader's application; its log goes nowhere unless somebody listens.

    """

    app: Any

    @property
    def directory(self) -> Any:
        """The ``CourseDirectory`` of nbgrader."""
        return self.app.coursedir

    def converter(self) -> Any:
        """Give nbgrader's own converter, ready for its methods."""
        made = Autograde(coursedir=self.directory, parent=self.app)
        made.exporter = made.exporter_class(parent=made, config=made.config)
        return made

    def execution(self) -> Execution:
        """Tell what runs the cells."""
        converter = self.converter()
        return Execution(converter, steps_of(converter))

    def trust(self, *, on: bool = True) -> None:
        """Let learners' code run without a fence; or not, whatever the settings say."""
        self.app.config.FencedExecute.trust_submissions = on
        self.app.config.RunCourseCells.trust_submissions = on

    def why_not_here(self) -> str:
        """Say why nbgrader's own converter must grade this folder's assignments; empty when we can."""
        converter = self.converter()
        steps = steps_of(converter)
        others = [each.__name__ for each in steps if each not in _KNOWN]
        unheeded = Execution(converter, steps).unheeded
        own = RunCourseCells in steps
        reasons = {
            "this system cannot fork": not warm.available(),
            f"it has steps of its own: {', '.join(dict.fromkeys(others))}": others,
            "it is set up with some of the course's steps and not with all": own and not set(steps) >= _NEEDED,
            f"for Execute there is set: {', '.join(unheeded)}": unheeded,
            "RunCourseCells.kept_warm is off": own and not RunCourseCells(parent=converter.exporter).kept_warm,
            "its notebooks are exported in another way": converter.exporter_class is not NotebookExporter
            or converter.config.get("NotebookExporter"),
            "a hook runs before or after each submission": converter.pre_convert_hook or converter.post_convert_hook,
            "CourseDirectory.notebook_id is set": self.directory.notebook_id != "*",
            "Autograde.create_student is off": not converter.create_student,
        }
        return next((reason for reason, holds in reasons.items() if holds), "")


def steps_of(converter: Any) -> list[Any]:
    """Give the classes of all steps of nbgrader's ``Autograde``, in their order."""
    names = [*converter.sanitize_preprocessors, *converter.autograde_preprocessors]
    return [import_item(each) if isinstance(each, str) else each for each in names]


def read_setup(root: Path, kind: Any = AutogradeApp) -> Setup:
    """Read nbgrader's configuration for the course folder ``root``. This process goes there, as nbgrader's does.

    Args:
        root: The folder.
        kind: The application of nbgrader's whose configuration it is.

    Raises:
        CourseError: There is no such folder, or its configuration cannot be read.

    """
    then = "Run it in a course folder, or name one: --root FOLDER"
    try:
        os.chdir(root)
    except OSError as error:
        raise CourseError("There is no such folder.", where=str(root), then=then) from error
    app = _app(kind)
    kept: list[str] = []
    listening = Listener(kept, logging.ERROR)
    app.log.addHandler(listening)
    try:
        app.initialize([])
    except (SystemExit, Exception) as error:
        said = kept[-1] if kept else str(error)
        raise CourseError(
            f"nbgrader's configuration cannot be read: {said}", where=str(root.absolute()), then="Mend it; try again."
        ) from error
    app.log.removeHandler(listening)
    app.log.setLevel(logging.WARNING)  # of a class, every step of every notebook would be logged to nobody
    if kept:
        raise CourseError(
            f"nbgrader's configuration cannot be read: {_last_line(kept[-1])}",
            where=str(root.absolute()),
            then="Mend it; try again.",
        )
    return Setup(app)


def setup_elsewhere(config: Any, root: Path) -> Setup:
    """Set nbgrader up in the folder ``root`` of a machine that has the settings only. There is no gradebook there."""
    app = _app()
    app.log.setLevel(logging.WARNING)
    app.update_config(config)
    app.coursedir = CourseDirectory(parent=app, root=str(root), db_url="sqlite://")
    return Setup(app)


def _app(kind: Any = AutogradeApp) -> Any:
    app = kind()
    app.log.handlers = [logging.NullHandler()]
    app.log.propagate = False
    return app


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1] if text.strip() else "no reason was given"


class Listener(logging.Handler):
    """Keeps what nbgrader's log says, from a level on."""

    def __init__(self, kept: list[str], level: int) -> None:
        super().__init__(level)
        self._kept = kept

    def emit(self, record: logging.LogRecord) -> None:
        """Keep one message, with the error that it is about."""
        said = record.getMessage()
        if record.exc_info and record.exc_info[1] is not None:
            said = f"{said}\n{type(record.exc_info[1]).__name__}: {record.exc_info[1]}"
        self._kept.append(said)
