"""The seam to handing in: what the button calls. A host with another way puts its own function here."""

from __future__ import annotations

from collections.abc import Callable

from course.widgets.learner import handing_in_as, laid_out, learner_name
from course.widgets.session import current

Submit = Callable[[str, str], str]


def _hand_in(assignment: str, lang: str) -> str:
    from course.grading.handing import hand_in
    from course.grading.naming import clean_name

    session = current()  # the kernel works in the assignment's folder
    folder = session.folder.parent
    if laid_out(folder):
        return hand_in(folder, assignment, learner_name(folder), lang).sentence
    name = clean_name(handing_in_as(assignment, session).name, lang)
    return hand_in(folder, assignment, name, lang, name=name, place=session.folder).sentence


def handed_in(assignment: str) -> str:
    """Say when this assignment was last handed in, from here or from the start page; empty when nobody knows."""
    from course.grading.handing import receipts

    receipt = receipts(current().folder.parent).get(assignment)
    return "" if receipt is None else f"{receipt.when.astimezone():%Y-%m-%d %H:%M}"


_submit: Submit = _hand_in


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
