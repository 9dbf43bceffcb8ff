"""The button at the end of a stage that hands it in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from course.engine.errors import CourseError
from course.grading.naming import NoNameError
from course.grading.unanswered import counted, told_open
from course.locale import say
from course.record import JournalError
from course.record.place import grading
from course.widgets import handing
from course.widgets.assets import hand_in_module, style
from course.widgets.labels import labels
from course.widgets.learner import handing_in_as, keep_name
from course.widgets.session import Session, current, known_language

if TYPE_CHECKING:
    from course.content import Lang


def hand_in_view(assignment: str, session: Session, lang: Lang) -> dict[str, Any]:
    """Give everything the browser needs to draw the button."""
    done, total = counted(assignment, session.journal.entries())
    who = handing_in_as(assignment, session)
    when = handing.handed_in(assignment)
    return {
        "lang": lang,
        "labels": labels(lang),
        "title": say("Hand in this part", lang),
        "progress": {"done": done, "total": total},
        "learner": who.name,
        "may_change": who.may_change,
        "say": told_open(done, total, lang),
        "handed_in": say("Handed in on {when}.", lang, when=when) if when else "",
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
        return say("Hand in this part", self.lang)

    def _follow(self) -> None:
        self.view = hand_in_view(self.assignment, self.session, self.lang)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        self.send(self.handle(content))

    def handle(self, message: Any) -> dict[str, Any]:
        """Hand in, and give the reply: ``ack`` or ``fail``, each with a sentence.

        A message may have a ``name`` that the learner typed; it is kept. A ``fail`` about it has ``"field": "name"``.
        """
        message = message if isinstance(message, dict) else {}
        reply = {"n": message.get("n")}
        try:
            if "name" in message and handing_in_as(self.assignment, self.session).may_change:
                keep_name(self.session, message["name"], self.lang)
                self._follow()
            return {"t": "ack", **reply, "say": handing.submit(self.assignment, self.lang)}
        except NoNameError as error:
            return {"t": "fail", **reply, "say": error.what, "field": "name"}
        except JournalError as error:
            return {"t": "fail", **reply, "say": error.say(self.lang)}
        except CourseError as error:
            return {"t": "fail", **reply, "say": " ".join(part for part in (error.what, error.then) if part)}
        except Exception as error:  # noqa: BLE001  a learner never sees a traceback
            sorry = say("It could not be handed in. Your answers are saved; show this to your instructor:", self.lang)
            return {"t": "fail", **reply, "say": f"{sorry} {type(error).__name__}: {error}"}


def show_hand_in(assignment: str, lang: str) -> None:
    """Show the button that hands in ``assignment``."""
    said = known_language(lang)
    if grading():
        print(say("Hand in this part", said))  # noqa: T201  while grading the output is text
        return
    from IPython.display import display

    display(HandInWidget(assignment, current(), said))  # type: ignore[no-untyped-call]
