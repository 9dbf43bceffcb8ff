"""The seam to handing in: what the button calls. The room that knows the exchange puts its own function here."""

from __future__ import annotations

from collections.abc import Callable

from course.engine.errors import CourseError
from course.locale import say

Submit = Callable[[str, str], str]


def _not_here(assignment: str, lang: str) -> str:
    raise CourseError(
        say("This notebook was not opened with the course's own command, so it cannot be handed in from here.", lang),
        then=say("Open a terminal and type: course submit {assignment}", lang, assignment=assignment),
    )


_submit: Submit = _not_here


def use(submit: Submit) -> None:
    """Let ``submit(assignment, lang)`` do the handing in from now on."""
    global _submit  # noqa: PLW0603  one way to hand in for each kernel
    _submit = submit


def submit(assignment: str, lang: str) -> str:
    """Hand in ``assignment`` and give the sentence that says where it lies and what to do with it.

    Raises:
        CourseError: It could not be handed in, and what to do.

    """
    return _submit(assignment, lang)
