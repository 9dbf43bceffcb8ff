"""One section of questions: what it shows, and what it does with each message from the browser.

Browser to kernel: ``{"t": "answer" | "check" | "sure" | "hint" | "solution", "n": number, "item": id, …}``.
Kernel to browser, only after the entry is on the disk: ``{"t": "ack", "n", "item", "state", "progress"}``, or
``{"t": "fail", "n", "item", "say"}`` with a sentence. A day has messages of its own: ``course.widgets.day``.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from course.content.kinds.day import Day
from course.content.kinds.fab import Fab
from course.engine.errors import CourseError
from course.engine.outcome import Outcome
from course.locale import say
from course.record import Draft, Entry, JournalError, Snapshot
from course.widgets import day, day_view, fab
from course.widgets.asked import Asked, Role, form_of
from course.widgets.drawn import draw_order, question_view
from course.widgets.labels import labels
from course.widgets.refused import not_taken
from course.widgets.result import guess_view, result_view
from course.widgets.solution import worked
from course.widgets.wording import wording_rules

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from course.content import Lang
    from course.content.items import Item
    from course.content.text import Text
    from course.widgets.session import Session

SURE = ("guess", "fairly", "certain")


@dataclass
class Section:
    """The questions of one cell and how the learner stands in them.

    Args:
        name: The sheet's or exercise's id.
        role: What the section is for; it decides what may be done in it.
        asked: The questions, in their order.
        session: The learner's sitting.
        lang: The language it is shown in.

    """

    name: str
    role: Role
    asked: Sequence[Asked]
    session: Session
    lang: Lang
    title: Text | None = None
    intro: Text | None = None

    def __post_init__(self) -> None:
        self.form = form_of(self.role)
        self._by_id = {each.id: each for each in self.asked}

    # -- what is shown ----------------------------------------------------------------------------------------------

    def view(self) -> dict[str, Any]:
        """Give everything the browser needs to draw the section."""
        entries = self.session.journal.entries()
        snapshot = Snapshot.of(entries)
        locked = "" if self.session.journal.writable else " ".join(self.session.journal.problems(self.lang)[:1])
        return {
            "name": self.name,
            "key": self._key(),
            "lang": self.lang,
            "labels": labels(self.lang),
            "role": self.role,
            "title": self._said(self.title),
            "intro": self._said(self.intro),
            "locked": locked,
            "items": [self._item_view(each, snapshot, entries) for each in self.asked],
            "progress": self._progress(snapshot),
            # Once a section, not once a box: the word lists are long.
            "wording": wording_rules(self.lang) if any(each.ask.prose for each in self.asked) else None,
        }

    def _key(self) -> str:
        """Name this form on this machine: the browser keeps what is not saved yet under it."""
        place = f"{self.session.journal.path}:{self.name}:{self.form}"
        return sha256(place.encode()).hexdigest()[:16]

    def _said(self, text: Text | None) -> str:
        return str(self.session.local(text, self.lang)) if text is not None else ""

    def _item_view(self, asked: Asked, snapshot: Snapshot, entries: Sequence[Entry]) -> dict[str, Any]:
        order = snapshot.order(asked.id, self.form) or self._drawn(asked)
        return {
            "id": asked.id,
            "kind": asked.kind,
            "points": asked.points,
            "sure": asked.ask.sure,
            "ask": question_view(asked, order, self.session, self.lang),
            "state": self._state(asked, snapshot, entries),
        }

    def _drawn(self, asked: Asked) -> dict[str, list[str]]:
        # The same learner sees the same order each time, before anything is in the journal too.
        return draw_order(asked, str(self.session.folder))

    def _state(self, asked: Asked, snapshot: Snapshot, entries: Sequence[Entry]) -> dict[str, Any]:
        response = snapshot.response(asked.id, self.form)
        state: dict[str, Any] = {
            "response": response,
            "done": asked.complete(response),
            "begun": asked.begun(response),
            "outcome": None,
            "result": None,
            "hints": [],
            "hints_left": 0,
            "sure": None,
            "solution": None,
            "checked": False,
        }
        if isinstance(asked.ask, Day):
            state["day"] = day_view.view(asked.ask, response, self.session, self.lang, self.form)
        if asked.item is None:
            return state | self._ruled(asked, response, entries)
        if self.form == "before":
            if state["done"]:
                state["result"] = guess_view(
                    asked.item, response, self._score(asked.item, response), self.session, self.lang
                )
            return state
        return state | self._practice(asked.item, response, snapshot, entries)

    def _practice(self, item: Item, response: Any, snapshot: Snapshot, entries: Sequence[Entry]) -> dict[str, Any]:
        shown = min(snapshot.hints(item.id), len(item.hints))
        checked = bool(snapshot.checks(item.id))
        state: dict[str, Any] = {
            "hints": [self._said(hint) for hint in item.hints[:shown]],
            "hints_left": len(item.hints) - shown,
            "sure": snapshot.sure(item.id),
            "checked": checked,
            "solution": worked(item, self.session, self.lang) if checked and snapshot.solution_read(item.id) else None,
        }
        if _latest(item.id, entries) == "check":
            state |= self._checked(item, response, len(snapshot.checks(item.id)))
        elif isinstance(item.ask, Fab) and (texts := fab.checked(item.id, self.form, entries)):
            # The notes stay in sight while the text is revised, and say which text they are about.
            state["result"] = self._checked(item, texts[-1], len(texts))["result"] | {"stale": True}
        return state

    def _ruled(self, asked: Asked, response: Any, entries: Sequence[Entry]) -> dict[str, Any]:
        """Give the rule's notes on a graded FAB, where they were asked for: card, need and rule are open to all."""
        texts = fab.checked(asked.id, self.form, entries) if isinstance(asked.ask, Fab) else []
        if not texts or not isinstance(asked.ask, Fab):
            return {}
        result = fab.graded_view(asked.ask, texts[-1], texts[0], self.lang)
        if result is not None and texts[-1] != response:
            result["stale"] = True
        return {"result": result}

    def _checked(self, item: Item, response: Any, check: int) -> dict[str, Any]:
        score = self._score(item, response)
        result = result_view(item, response, score, self.session, self.lang, check)
        if isinstance(item.ask, Day):
            result |= day_view.debrief(item, response, score, self.session, self.lang)
        if isinstance(item.ask, Fab):
            texts = fab.checked(item.id, self.form, self.session.journal.entries())
            result["fab"] = fab.told_view(item.ask, response, texts[0] if texts else None, self.lang)
        return {"outcome": str(score.outcome), "result": result}

    def _score(self, item: Item, response: Any) -> Any:
        return item.key.score(item.ask, response)

    def _progress(self, snapshot: Snapshot) -> dict[str, int]:
        """Count as the start page does: in practice what was checked, else what is answered in every part."""
        if self.form == "practice":
            done = sum(bool(snapshot.checks(each.id)) for each in self.asked)
        else:
            done = sum(each.complete(snapshot.response(each.id, self.form)) for each in self.asked)
        return {"done": done, "total": len(self.asked)}

    # -- what is done -----------------------------------------------------------------------------------------------

    def handle(self, message: Any) -> dict[str, Any]:
        """Act on a message of the browser and give the reply: ``ack`` only when it was written."""
        message = message if isinstance(message, dict) else {}
        reply = {"n": message.get("n"), "item": message.get("item")}
        asked = self._by_id.get(str(message.get("item")))
        if asked is None:
            return {"t": "fail", **reply, "say": say("This question is no longer in the course.", self.lang)}
        try:
            fresh = self._act(asked, message)
        except JournalError as error:
            return {"t": "fail", **reply, "say": error.say(self.lang)}
        except CourseError as error:
            return {"t": "fail", **reply, "say": " ".join(part for part in (error.what, error.then) if part)}
        entries = self.session.journal.entries()
        snapshot = Snapshot.of(entries)
        state = self._state(asked, snapshot, entries) | fresh
        return {"t": "ack", **reply, "state": state, "progress": self._progress(snapshot)}

    def _act(self, asked: Asked, message: Mapping[str, Any]) -> dict[str, Any]:
        """Write what the message asks for; give what the reply's state holds beyond the journal."""
        act = message.get("t")
        if isinstance(asked.ask, Day) and act == "chart" and asked.item is not None and self.form == "practice":
            response = Snapshot.of(self.session.journal.entries()).response(asked.id, self.form)
            return {"chart": day_view.picture(asked.item, response, self.session, self.lang)}
        if isinstance(asked.ask, Day) and act not in {"hint", "solution"}:
            return {"notice": day.go_on(asked, asked.ask, message, self.session, self.form, self.lang)}
        if act == "answer":
            self._answer(asked, message.get("response"))
            return {}
        actions: dict[Any, Callable[[Asked, Item, Mapping[str, Any]], dict[str, Any]]] = {
            "check": self._check,
            "hint": self._hint,
            "sure": self._sure,
            "solution": self._read_solution,
        }
        if act == "check" and self.form == "graded" and isinstance(asked.ask, Fab):
            self._ask_the_rule(asked, asked.ask)
            return {}
        # A guess has no check, no hint and no confidence; the graded form has no key here at all.
        if act not in actions or asked.item is None or self.form != "practice":
            raise CourseError(not_taken(self.lang))
        return actions[act](asked, asked.item, message)

    def _draft(self, asked: Asked, event: str, response: Any = None, outcome: str | None = None) -> Draft:
        return Draft(asked.id, self.form, event, response, outcome, asked.version, self.lang)

    def _write(self, asked: Asked, event: str, response: Any = None, outcome: str | None = None) -> Entry:
        return self.session.journal.append_all([self._draft(asked, event, response, outcome)])[0]

    def _answer(self, asked: Asked, response: Any) -> None:
        drafts = [self._draft(asked, "answer", response)]
        drawn = self._drawn(asked)
        entries = self.session.journal.entries()
        if drawn and not any(e.event == "order" and (e.item, e.form) == (asked.id, self.form) for e in entries):
            # Kept with the first answer, not on opening: forty questions must not cost forty writes before they show.
            drafts.insert(0, self._draft(asked, "order", drawn))
        self.session.journal.append_all(drafts)

    def _check(self, asked: Asked, item: Item, _: Mapping[str, Any]) -> dict[str, Any]:
        response = Snapshot.of(self.session.journal.entries()).response(item.id, self.form)
        score = self._score(item, response)
        if score.outcome is Outcome.UNATTEMPTED:
            return self._checked(item, response, 0)  # nothing was attempted, so there is no attempt to keep
        self._write(asked, "check", response, str(score.outcome))
        return {}

    def _ask_the_rule(self, asked: Asked, ask: Fab) -> None:
        """Keep the text that the rule was asked about. There is no outcome: a graded answer has none before hand-in."""
        response = Snapshot.of(self.session.journal.entries()).response(asked.id, self.form)
        if ask.written(response).touched:
            self._write(asked, "check", response)

    def _hint(self, asked: Asked, item: Item, _: Mapping[str, Any]) -> dict[str, Any]:
        shown = Snapshot.of(self.session.journal.entries()).hints(item.id)
        if shown < len(item.hints):
            self._write(asked, "hint", shown + 1)
        return {}

    def _sure(self, asked: Asked, _: Item, message: Mapping[str, Any]) -> dict[str, Any]:
        if message.get("value") not in SURE:
            raise CourseError(not_taken(self.lang))
        # It is asked before the result is seen; a window that does not know of the check yet changes nothing.
        if _latest(asked.id, self.session.journal.entries()) != "check":
            self._write(asked, "sure", message["value"])
        return {}

    def _read_solution(self, asked: Asked, item: Item, _: Mapping[str, Any]) -> dict[str, Any]:
        snapshot = Snapshot.of(self.session.journal.entries())
        if not snapshot.checks(item.id):
            raise CourseError(say("Try the question first; then the worked solution can be read.", self.lang))
        if not snapshot.solution_read(item.id):
            self._write(asked, "solution")
        return {}


def _latest(item: str, entries: Sequence[Entry]) -> str:
    """Tell whether an item was last answered or last checked: a result belongs to the answer it was given for."""
    for entry in reversed(entries):
        if entry.item == item and entry.form == "practice" and entry.event in {"answer", "check"}:
            return entry.event
    return ""
