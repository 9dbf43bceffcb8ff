"""The button at the end of a stage that hands it in."""

from __future__ import annotations

from typing import Any

import anywidget
import traitlets

from course.content import Lang, library, module_of
from course.engine.errors import CourseError
from course.locale import say
from course.record import Snapshot
from course.record.place import grading
from course.widgets import handing
from course.widgets.asked import Asked
from course.widgets.assets import hand_in_module, style
from course.widgets.labels import labels
from course.widgets.session import Session, current, known_language


def still_open(assignment: str, session: Session) -> tuple[int, int]:
    """Count the graded questions that are answered, and all of them."""
    snapshot = Snapshot.of(session.journal.entries())
    exercises = library(module_of(assignment)).graded.values()
    asked = [Asked.graded(part) for exercise in exercises for part in exercise.parts]
    return sum(each.complete(snapshot.response(each.id, "graded")) for each in asked), len(asked)


def hand_in_view(assignment: str, session: Session, lang: Lang) -> dict[str, Any]:
    """Give everything the browser needs to draw the button."""
    done, total = still_open(assignment, session)
    if done == total:
        told = say("All {total} graded questions are answered.", lang, total=total)
    else:
        told = say(
            "{done} of {total} graded questions are answered. You may hand in now and again later.",
            lang,
            done=done,
            total=total,
        )
    return {
        "lang": lang,
        "labels": labels(lang),
        "title": say("Hand in this stage", lang),
        "progress": {"done": done, "total": total},
        "say": told,
        "help": say("Handing in again is allowed until the due date; the last one counts.", lang),
    }


class HandInWidget(anywidget.AnyWidget):
    """Shows the button and hands in when it is pressed."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, assignment: str, session: Session, lang: Lang) -> None:
        self.assignment, self.session, self.lang = assignment, session, lang
        self._esm = hand_in_module()
        self._css = style()
        super().__init__(view=hand_in_view(assignment, session, lang))
        self.on_msg(self._received)
        session.listeners["hand_in"] = self._follow

    def __repr__(self) -> str:
        """Say what stands here, where no widget can be shown."""
        return say("Hand in this stage", self.lang)

    def _follow(self) -> None:
        self.view = hand_in_view(self.assignment, self.session, self.lang)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        self.send(self.handle(content))

    def handle(self, message: Any) -> dict[str, Any]:
        """Hand in, and give the reply: ``ack`` or ``fail``, each with a sentence."""
        n = message.get("n") if isinstance(message, dict) else None
        try:
            return {"t": "ack", "n": n, "say": handing.submit(self.assignment, self.lang)}
        except CourseError as error:
            return {"t": "fail", "n": n, "say": " ".join(part for part in (error.what, error.then) if part)}
        except Exception as error:  # noqa: BLE001  a learner never sees a traceback
            sorry = say("It could not be handed in. Your answers are saved; show this to your instructor:", self.lang)
            return {"t": "fail", "n": n, "say": f"{sorry} {type(error).__name__}: {error}"}


def show_hand_in(assignment: str, lang: str) -> None:
    """Show the button that hands in ``assignment``."""
    said = known_language(lang)
    if grading():
        print(say("Hand in this stage", said))  # noqa: T201  while grading the output is text
        return
    from IPython.display import display

    display(HandInWidget(assignment, current(), said))  # type: ignore[no-untyped-call]
