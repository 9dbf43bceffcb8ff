"""The page with feedback that a learner gets: one HTML file that needs no network (T12)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from nbconvert.exporters import HTMLExporter
from nbconvert.preprocessors import Preprocessor
from traitlets import Bool

from course.grading.page import Page, page
from course.grading.preprocessors.submission import Submission, language
from course.grading.shown import STYLE, number
from course.grading.standing import Standing
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang


class FeedbackExporter(HTMLExporter):
    """nbconvert's HTML exporter with the course's template.

    It has a configuration section of its own, because Formgrader sets ``HTMLExporter``'s for its own pages.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)  # type: ignore[no-untyped-call]
        self.register_filter("fc_number", _number)  # type: ignore[no-untyped-call]


def _number(points: Any) -> str:
    return number(float(points or 0))


class FeedbackPage(Preprocessor):
    """After ``GetGrades``: what the template shows, in the notebook's language."""

    enabled = Bool(True).tag(config=True)

    def preprocess(self, nb: Any, resources: Any) -> tuple[Any, Any]:
        """Put the page into the resources that the template sees."""
        submission, lang = Submission.of(resources), language(nb)
        standing = self.standing(submission, resources["nbgrader"])
        resources["forecourt"] = shown(page(nb, submission.assignment, standing, lang), lang)
        return nb, resources

    def standing(self, submission: Submission, names: Any) -> Standing:
        """Ask the gradebook how the submission stands; ``names`` are nbgrader's own resources."""
        with submission.gradebook() as book:
            notebook = book.find_submission_notebook(submission.notebook, submission.assignment, submission.learner)
            return Standing.of(notebook, names)


def shown(made: Page, lang: Lang) -> dict[str, Any]:
    """Give what the template needs besides nbgrader's own resources."""
    return {"lang": lang, "style": STYLE, "page": made, "say": partial(say, lang=lang)}
