"""nbgrader's settings for the course. Everything is nbgrader's own; what an instructor sets later wins."""

from __future__ import annotations

import os
import sys
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.grading.zips import ZIP_NAMES
from course.record.place import ANSWERS, LOCKS

if TYPE_CHECKING:
    from traitlets.config import Config

COURSE_ID = "forecourt"
TEMPLATE = "forecourt"
PREPROCESSORS = "course.grading.preprocessors"
# In source/ for the instructor, never for learners (T06).
KEYS = ["key.yaml", "*.key.yaml"]
# What Jupyter, editors, systems and the journal leave in a folder.
LEFTOVERS = [LOCKS, "*.jsonl.lock", ".DS_Store", "Thumbs.db", "*.swp", "*~"]


def apply(config: Config) -> None:
    """Write the course's settings into ``config``."""
    from nbgrader.coursedir import CourseDirectory

    _put_environment_on_path()
    config.CourseDirectory.course_id = COURSE_ID
    config.CourseDirectory.ignore = [*_stock(CourseDirectory, "ignore"), *KEYS, *LEFTOVERS]
    config.FileNameCollectorPlugin.valid_ext = [".ipynb", Path(ANSWERS).suffix]
    config.FileNameCollectorPlugin.named_regexp = ZIP_NAMES
    config.ZipCollectApp.collector_plugin = "course.grading.collecting.CourseNames"
    config.ZipCollectApp.extractor_plugin = "course.grading.collecting.CourseZips"
    _release(config)
    _autograde(config)
    config.FeedbackExporter.template_name = TEMPLATE
    config.FeedbackExporter.extra_template_basedirs = [str(files("course.grading") / "templates")]
    config.FeedbackExporter.extra_template_paths = []  # nbgrader's own style sheets
    config.GenerateFeedback.exporter_class = "course.grading.exporter.FeedbackExporter"
    config.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades", "course.grading.exporter.FeedbackPage"]


def fence(config: Config) -> None:
    """Put the fence in the place of nbgrader's ``Execute``."""
    from nbgrader.converters import Autograde

    from course.grading.preprocessors.fenced import fenced

    steps = config.Autograde.get("autograde_preprocessors") or _stock(Autograde, "autograde_preprocessors")
    config.Autograde.autograde_preprocessors = fenced(steps)


def _release(config: Config) -> None:
    from nbgrader.converters import GenerateAssignment
    from nbgrader.preprocessors import ClearMarkScheme, IncludeHeaderFooter

    steps = _before(
        IncludeHeaderFooter, [f"{PREPROCESSORS}.locks.LockCheck"], _stock(GenerateAssignment, "preprocessors")
    )
    # After SaveCells, so that the gradebook has the English cells; before the checksums of what learners get.
    config.GenerateAssignment.preprocessors = _after(ClearMarkScheme, [f"{PREPROCESSORS}.language.Translate"], steps)
    # One stub for all languages, or a blank would not be known for blank (T19).
    config.ClearSolutions.text_stub = "…"


def _autograde(config: Config) -> None:
    from nbgrader.converters import Autograde
    from nbgrader.preprocessors import ClearOutput, Execute, OverwriteCells, SaveAutoGrades

    clean = _before(ClearOutput, [f"{PREPROCESSORS}.answers.SaveAnswers"], _stock(Autograde, "sanitize_preprocessors"))
    clean = _after(ClearOutput, [f"{PREPROCESSORS}.cells.CourseCellsOnly"], clean)
    config.Autograde.sanitize_preprocessors = _after(
        OverwriteCells, [f"{PREPROCESSORS}.language.TranslateAgain"], clean
    )
    run = [
        f"{PREPROCESSORS}.files.NoForeignFiles",
        f"{PREPROCESSORS}.answers.RestoreAnswers",
        f"{PREPROCESSORS}.run.RunCourseCells",
        f"{PREPROCESSORS}.run.PointsGiven",
    ]
    steps = _before(Execute, run, _stock(Autograde, "autograde_preprocessors"))
    steps.remove(Execute)
    config.Autograde.autograde_preprocessors = _after(SaveAutoGrades, [f"{PREPROCESSORS}.blanks.BlanksToZero"], steps)
    config.Autograde.exclude_overwriting = {name: [ANSWERS] for name in _assignments()}
    # A cell takes milliseconds; a busy machine may need long to start a kernel. An hour's hang is neither.
    config.Execute.timeout = 120
    config.Execute.startup_timeout = 180


def _assignments() -> list[str]:
    from course.content import library, modules

    found = []
    for module in modules():
        try:
            found.append(library(module).module.assignment)
        except CourseError:
            continue  # 'course check' reports it; grading another module must go on
    return found


def _put_environment_on_path() -> None:
    """Let nbgrader find ``alembic``, which it runs by name when it makes a gradebook (T41)."""
    scripts = str(Path(sys.executable).parent)
    entries = os.environ.get("PATH", "").split(os.pathsep)
    if scripts not in entries:
        os.environ["PATH"] = os.pathsep.join([scripts, *entries])


def _stock(owner: Any, name: str) -> list[Any]:
    return list(owner.class_traits()[name].default())


def _before(step: Any, new: list[Any], steps: list[Any]) -> list[Any]:
    return [*steps[: steps.index(step)], *new, *steps[steps.index(step) :]]


def _after(step: Any, new: list[Any], steps: list[Any]) -> list[Any]:
    return [*steps[: steps.index(step) + 1], *new, *steps[steps.index(step) + 1 :]]
