"""A tool at work: it answers the browser and keeps the last value in the journal. It knows no widget."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.record import Journal, JournalError
from course.widgets.refused import not_taken
from course.widgets.tools.words import words

if TYPE_CHECKING:
    from course.content import Lang
    from course.widgets.tools.tool import Tool


@dataclass(frozen=True)
class Desk:
    """One tool for one learner, in one language."""

    tool: Tool
    journal: Journal
    lang: Lang

    @property
    def item(self) -> str:
        """The name under which values are kept in the journal."""
        return f"tool-{self.tool.name}"

    def view(self) -> dict[str, Any]:
        """Give what the browser half shows."""
        return {
            "lang": self.lang,
            "name": self.tool.name,
            "title": self.tool.title(self.lang),
            "intro": self.tool.intro(self.lang),
            "labels": words(self.lang),
            "data": self.tool.data(self.lang),
            "value": self.kept(),
        }

    def kept(self) -> Any:
        """Give the value that was kept last; None when there is none, or it no longer fits the tool."""
        for entry in reversed(self.journal.entries()):
            if entry.item == self.item and entry.form == "tool" and entry.event == "value":
                return entry.response if self.tool.refuse(entry.response, self.lang) is None else None
        return None

    def handle(self, message: Any) -> dict[str, Any]:
        """Act on a message: ``keep`` is answered by ``ack``, ``ask`` by ``told``; ``fail`` says why not."""
        message = message if isinstance(message, dict) else {}
        reply = {"n": message.get("n")}
        try:
            match message.get("t"):
                case "keep":
                    return {"t": "ack", **reply, "value": self._keep(message.get("value"))}
                case "ask" if self.tool.answer is not None:
                    return {"t": "told", **reply, "answer": self.tool.answer(message.get("question"), self.lang)}
        except JournalError as error:
            return {"t": "fail", **reply, "say": error.say(self.lang)}
        except CourseError as error:
            return {"t": "fail", **reply, "say": " ".join(part for part in (error.what, error.then) if part)}
        return {"t": "fail", **reply, "say": not_taken(self.lang)}

    def _keep(self, value: Any) -> Any:
        refused = self.tool.refuse(value, self.lang)
        if refused is not None:
            raise CourseError(refused)
        return self.journal.append(item=self.item, form="tool", event="value", response=value, lang=self.lang).response
