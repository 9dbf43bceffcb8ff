"""Errors, told to a learner: a friendly box instead of a traceback."""

from __future__ import annotations

import traceback
from functools import wraps
from html import escape
from typing import TYPE_CHECKING, ParamSpec

from course.engine.errors import CourseError
from course.locale import say
from course.record.place import grading

if TYPE_CHECKING:
    from collections.abc import Callable

P = ParamSpec("P")

_BOX = (
    "border:1px solid #8a5a00;border-left-width:6px;border-radius:8px;background:#fff4d6;color:#1f2933;"
    "padding:12px 16px;max-width:60rem;line-height:1.5;"
    "font-family:system-ui,'Noto Sans SC','PingFang SC','Microsoft YaHei','Forecourt Sans SC',sans-serif"
)


def told(call: Callable[P, None]) -> Callable[P, None]:
    """Show an error of ``call`` as a box that says what, where and what next, in the language of the call."""

    @wraps(call)
    def careful(*args: P.args, **kwargs: P.kwargs) -> None:
        lang = str(kwargs.get("lang", "en"))
        try:
            call(*args, **kwargs)
        except CourseError as error:
            # What exactly is wrong is said to authors and instructors, with ids and in English: not to a learner.
            show_problem(error.what, where=error.where, then=error.then, lang=lang)
        except Exception as error:  # noqa: BLE001  a learner never sees a traceback; the details are folded away
            show_problem("".join(traceback.format_exception(error)).rstrip(), lang=lang)

    return careful


def show_problem(what: str, *, where: str = "", then: str = "", lang: str = "en") -> None:
    """Display that a part cannot be opened and whom to tell; what is wrong, where and what to do are folded away.

    While grading, print what is wrong in one line.
    """
    if grading():
        print(" ".join(part for part in (where, what.splitlines()[-1], then) if part))  # noqa: T201  a kernel's output is the page
        return
    from IPython.display import HTML, display

    heading = escape(say("Details for the instructor", lang))
    details = escape("\n".join(part for part in (where, what, then) if part))
    html = (
        f"<div role='alert' lang='{escape(lang)}' style=\"{_BOX}\">"
        f"<strong>{escape(say('This part cannot be opened just now.', lang))}</strong><br>"
        f"{escape(say('Tell your instructor; everything else works.', lang))}"
        f"<details style='margin-top:8px'><summary style='cursor:pointer;padding:8px 0'>{heading}</summary>"
        f"<pre lang='en' style='white-space:pre-wrap;font-size:12px;background:transparent'>{details}</pre>"
        "</details></div>"
    )
    display(HTML(html))  # type: ignore[no-untyped-call]
