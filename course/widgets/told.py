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
    "padding:12px 16px;max-width:52rem;line-height:1.5;"
    "font-family:system-ui,'Noto Sans SC','PingFang SC','Microsoft YaHei',sans-serif"
)


def told(call: Callable[P, None]) -> Callable[P, None]:
    """Show an error of ``call`` as a box that says what, where and what next, in the language of the call."""

    @wraps(call)
    def careful(*args: P.args, **kwargs: P.kwargs) -> None:
        lang = str(kwargs.get("lang", "en"))
        try:
            call(*args, **kwargs)
        except CourseError as error:
            show_problem(error.what, where=error.where, then=error.then, lang=lang)
        except Exception as error:  # noqa: BLE001  a learner never sees a traceback; the details are folded away
            show_problem(
                say("This part of the page could not be shown.", lang),
                then=say(
                    "Press ▶▶ at the top of the page. If it happens again, show this box to your instructor.", lang
                ),
                details="".join(traceback.format_exception(error)),
                lang=lang,
            )

    return careful


def show_problem(what: str, *, where: str = "", then: str = "", details: str = "", lang: str = "en") -> None:
    """Display what is wrong, where, and what to do next; ``details`` are folded. While grading, print one line."""
    if grading():
        print(" ".join(part for part in (where, what, then) if part))  # noqa: T201  a kernel's output is the page
        return
    from IPython.display import HTML, display

    parts = [f"<strong>{escape(what)}</strong>"]
    if then:
        parts.append(escape(then))
    if where:
        parts.append(f"<span style='color:#52606d'>{escape(say('Place: {place}', lang, place=where))}</span>")
    html = "<br>".join(parts)
    if details:
        heading = escape(say("Details for the instructor", lang))
        html += (
            f"<details style='margin-top:8px'><summary>{heading}</summary>"
            f"<pre style='white-space:pre-wrap;font-size:12px;background:transparent'>{escape(details)}</pre></details>"
        )
    box = f"<div role='alert' lang='{escape(lang)}' style=\"{_BOX}\">{html}</div>"
    display(HTML(box))  # type: ignore[no-untyped-call]
