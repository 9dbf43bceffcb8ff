"""The translator inside nbgrader: at release, and again after nbgrader has put the English cells back (T19)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Unicode

from course.content import LANGUAGES, Lang
from course.engine.errors import CourseError
from course.grading.preprocessors.submission import Submission, course_directory, language
from course.grading.translate import translate


class Translate(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """At release, after the gradebook has the English cells: the notebook in another language."""

    lang = Unicode("", help="The language to release in; empty for the language of the source notebook.").tag(
        config=True
    )

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Translate the notebook that is about to be written to the release folder."""
        if self.lang and self.lang != language(nb):
            nb = translate(nb, _known(self.lang), resources["nbgrader"]["assignment"], folder=_own(self))
        return nb, resources


def _own(preprocessor: Any) -> Path:
    """Give the instructor's own translations; they need not be there."""
    return Path(course_directory(preprocessor).root) / "translations"


def _known(lang: str) -> Lang:
    for each in LANGUAGES:
        if each == lang:
            return each
    raise CourseError(f"The course is not written in '{lang}'.", then="Choose " + " or ".join(LANGUAGES) + ".")


class TranslateAgain(NbGraderPreprocessor):  # type: ignore[misc]  # nbgrader has no types
    """While sanitising, after ``OverwriteCells``: the locked cells in the language that the learner worked in."""

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Translate; when there is no translation (any more), the English cells stay and grading goes on."""
        lang = language(nb)
        if lang != "en":
            submission = Submission.of(resources)
            try:
                nb = translate(nb, lang, submission.assignment, folder=_own(self))
            except CourseError as error:
                self.log.warning("%s: graded in English: %s", submission.learner, error)
        return nb, resources
