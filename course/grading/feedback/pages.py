"""Making one learner's feedback: what nbgrader's converter and nbconvert's exporter do, without a database.

Mirrored from nbgrader: ``GetGrades.preprocess``, ``BaseConverter.init_assignment`` (files), ``set_permissions``; from
nbconvert: ``Exporter.from_filename``, ``from_notebook_node`` and ``_preprocess``, ``TemplateExporter`` and
``HTMLExporter.from_notebook_node``, ``FilesWriter.write``. Steps, filters and templates are their own. The notebook
is not copied, and is validated once. ``Pages.like_stock`` compares a page with nbconvert's.
"""

from __future__ import annotations

import os
import re
import shutil
import stat
import warnings
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nbconvert.exporters.exporter import ResourcesDict
from nbconvert.filters.highlight import Highlight2HTML
from nbconvert.filters.widgetsdatatypefilter import WidgetsDataTypeFilter
from nbformat import convert, reader
from nbformat.validator import normalize
from nbgrader import utils
from nbgrader.api import MissingEntry
from nbgrader.preprocessors import GetGrades

from course.engine.errors import CourseError
from course.grading.autograde.notebook import has_ids, validate
from course.grading.autograde.result import Graded, Problem
from course.grading.autograde.submission import share
from course.grading.exporter import FeedbackPage
from course.grading.feedback.settings import steps_of
from course.grading.feedback.tidy import tidied
from course.grading.standing import Standing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.grading.feedback.marks import Marks
    from course.grading.preprocessors.submission import Submission


class _Grades(GetGrades):  # type: ignore[misc]  # nbgrader has no types
    """nbgrader's step, which asks the marks that were read in the place of the gradebook."""

    gradebook: Any = None

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put points and comments into the cells, and the sum into the resources."""
        names = resources["nbgrader"]
        self.notebook_id, self.assignment_id, self.student_id = names["notebook"], names["assignment"], names["student"]
        nb, resources = super(GetGrades, self).preprocess(nb, resources)
        penalty = self.gradebook.late_submission_penalty or 0
        names["score"] = self.gradebook.score - penalty
        names["max_score"] = self.gradebook.max_score
        names["late_penalty"] = penalty
        return nb, resources


class _Page(FeedbackPage):
    """The course's step, which asks the same."""

    gradebook: Any = None

    def standing(self, submission: Submission, names: Any) -> Standing:  # noqa: ARG002  as it is called
        """Tell how the submission stands."""
        return Standing.of(self.gradebook, names)


# What nbconvert draws anew for each page: the ids of outputs that are scripts.
_DRAWN = re.compile(r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b")
_IN_MEMORY: dict[Any, Any] = {GetGrades: _Grades, FeedbackPage: _Page}


class Pages:
    """Makes the pages of one assignment's submissions, one after another.

    Args:
        converter: nbgrader's ``GenerateFeedback`` with its exporter.
        assignment: The assignment's name.
        marks: What the gradebook has, by learner and notebook.

    """

    def __init__(self, converter: Any, assignment: str, marks: Mapping[tuple[str, str], Marks]) -> None:
        self._converter, self._exporter, self._directory = converter, converter.exporter, converter.coursedir
        self._assignment, self._marks = assignment, marks
        replaced = {
            step: _IN_MEMORY[type(step)](parent=self._exporter)
            for step in steps_of(converter)
            if type(step) in _IN_MEMORY
        }
        self._asking = list(replaced.values())
        self._steps = [replaced.get(step, step) for step in steps_of(converter)]
        self._ignored = [*self._directory.ignore, "*.ipynb"]

    def make(self, learner: str, folder: Path) -> Graded:
        """Make the learner's feedback in ``folder``, which is made anew. Whatever happens is told."""
        made = Graded(learner)
        shutil.rmtree(folder, ignore_errors=True)  # of a worker that was killed
        try:
            self._make(made, self._source(learner), folder)
            made.folder = str(folder)
        except Exception as error:  # noqa: BLE001  one submission never stops the others
            made.problem = _problem(error)
            shutil.rmtree(folder, ignore_errors=True)
        return made

    def like_stock(self, learner: str) -> bool:
        """Tell whether a learner's pages come out as nbconvert's exporter makes them, with the gradebook open."""
        for file in _notebooks(self._source(learner)):
            resources = self._converter.init_single_notebook_resources(str(file))
            wanted = self._exporter.from_filename(str(file), resources=resources)[0]
            if _DRAWN.sub("", self._page(file, learner)) != _DRAWN.sub("", wanted):
                return False
        return True

    def _source(self, learner: str) -> Path:
        return Path(self._directory.format_path(self._directory.autograded_directory, learner, self._assignment))

    def _make(self, made: Graded, source: Path, folder: Path) -> None:
        folder.parent.mkdir(parents=True, exist_ok=True)
        self._copy(source, folder, made)
        folder.mkdir(mode=0o755, exist_ok=True)  # as ``FilesWriter``; a folder with copied files is there already
        for file in _notebooks(source):
            page = self._page(file, made.learner)
            (folder / f"{file.stem}{self._exporter.file_extension}").write_text(page, encoding="utf-8")
        self._set_permissions(folder)

    # -- one page -----------------------------------------------------------------------------------------------------

    def _page(self, file: Path, learner: str) -> str:
        """Give the page of one notebook."""
        marks = self._marks.get((learner, file.stem))
        if marks is None:
            raise MissingEntry(f"No such submitted notebook: {self._assignment}/{file.stem} for {learner}")
        for step in self._asking:
            step.gradebook = marks
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of cells without an id, which normalising gives one
            nb = convert(reader.reads(file.read_text(encoding="utf-8")), 4)  # ``nbformat.read`` would validate, too
            resources = self._resources(file, nb)
            self._register_filters(nb, resources)
            nb, resources = self._prepared(nb, resources)
            page = self._exporter.template.render(nb=nb, resources=resources).lstrip("\r\n")
        return tidied(page)

    def _resources(self, file: Path, nb: Any) -> Any:
        resources: Any = ResourcesDict()
        resources.update(self._converter.init_single_notebook_resources(str(file)))
        day = datetime.fromtimestamp(file.stat().st_mtime, tz=UTC)
        resources["metadata"] = ResourcesDict()
        resources["metadata"].update(
            name=file.stem, path=str(file.parent), modified_date=f"{day:%B} {day.day}, {day:%Y}"
        )
        resources = self._exporter._init_resources(resources)  # noqa: SLF001  nbconvert's own
        if "language" in nb["metadata"]:
            resources["language"] = nb["metadata"]["language"].lower()
        return resources

    def _register_filters(self, nb: Any, resources: Any) -> None:
        exporter = self._exporter
        known = exporter._nb_metadata  # noqa: SLF001  the metadata that the filter looks widgets up in
        known.clear()
        known[str(Path(resources["metadata"]["path"], resources["metadata"]["name"]))] = nb.metadata
        language = nb.metadata.get("language_info", {})
        lexer = language.get("pygments_lexer", language.get("name", None))
        if "highlight_code" not in exporter.filters:
            exporter.register_filter("highlight_code", Highlight2HTML(pygments_lexer=lexer, parent=exporter))
        exporter.register_filter(
            "filter_data_type", WidgetsDataTypeFilter(notebook_metadata=known, parent=exporter, resources=resources)
        )

    def _prepared(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        exporter = self._exporter
        if not has_ids(nb):
            nb = normalize(nb)[1]
        validate(nb)
        for step in self._steps:
            nb, resources = step(nb, resources)
        resources.setdefault("raw_mimetypes", exporter.raw_mimetypes)
        resources.setdefault("output_mimetype", exporter.output_mimetype)
        resources["global_content_filter"] = {
            "include_code": not exporter.exclude_code_cell,
            "include_markdown": not exporter.exclude_markdown,
            "include_raw": not exporter.exclude_raw,
            "include_unknown": not exporter.exclude_unknown,
            "include_input": not exporter.exclude_input,
            "include_output": not exporter.exclude_output,
            "include_output_stdin": not exporter.exclude_output_stdin,
            "include_input_prompt": not exporter.exclude_input_prompt,
            "include_output_prompt": not exporter.exclude_output_prompt,
            "no_prompt": exporter.exclude_input_prompt and exporter.exclude_output_prompt,
        }
        return nb, resources

    # -- files --------------------------------------------------------------------------------------------------------

    def _copy(self, source: Path, folder: Path, made: Graded) -> None:
        """Copy what lies beside the notebooks; never what a link points to: a learner's code may have made it."""
        for file in map(Path, utils.find_all_files(str(source), self._ignored)):
            inside = file.relative_to(source)
            if not stat.S_ISREG(file.lstat().st_mode):
                made.told.append(f"Left out, because it is no file: {inside}")
                continue
            to = folder / inside
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, to)

    def _set_permissions(self, folder: Path) -> None:
        """Mirror ``BaseConverter.set_permissions``."""
        mode = int(str(self._converter.permissions), 8)
        for place, _, files in os.walk(folder):
            for file in files:
                Path(place, file).chmod(mode)
            share(Path(place), self._directory)


def _notebooks(source: Path) -> list[Path]:
    return sorted(each for each in source.glob("*.ipynb") if not each.name.startswith("."))


def _problem(error: Exception) -> Problem:
    match error:
        case CourseError():
            return Problem(error.what, error.then)
        case MissingEntry():
            return Problem(f"The gradebook does not have it: {error}", "Grade it first: course grade ASSIGNMENT")
        case OSError():
            why = error.strerror or str(error)
            return Problem(f"{why}: {Path(error.filename).name if error.filename else 'a file'}.", _MACHINE)
        case MemoryError():
            return Problem("It does not fit into memory.", "Look at the size of its notebooks in autograded/.")
        case RecursionError():
            return Problem("Its notebook is nested too deeply to be read.", _AGAIN)
    said = next(iter(str(error).strip().splitlines()), "no reason was given")
    return Problem(f"{type(error).__name__}: {said}", _AGAIN)


_MACHINE = "Is there room on the disk, and may you read autograded/ and write feedback/? Then try again."
_AGAIN = "Look at its notebook in autograded/, or grade it again: course grade ASSIGNMENT --force --learner ID"
