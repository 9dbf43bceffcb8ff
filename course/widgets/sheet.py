"""A section's widget: the thin shell between the browser and a ``Section``."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Literal

import anywidget
import traitlets

from course.content import library, module_of
from course.locale import say
from course.record import copy
from course.record.place import grading
from course.widgets import day
from course.widgets.asked import Asked
from course.widgets.assets import sheet_module, style
from course.widgets.precheck import PrecheckSection
from course.widgets.section import Section
from course.widgets.session import current, known_language

if TYPE_CHECKING:
    from course.widgets.session import Session

Call = Literal["sheet", "exercise", "graded"]


class SheetWidget(anywidget.AnyWidget):
    """Shows a section and passes its messages on."""

    view = traitlets.Dict().tag(sync=True)

    def __init__(self, section: Section) -> None:
        self.section = section
        self._esm = sheet_module()
        self._css = style()
        super().__init__(view=section.view())
        self.on_msg(self._received)

    def _received(self, _: Any, content: Any, __: Any) -> None:
        reply = self.section.handle(content)
        self.send(reply)
        if reply["t"] == "ack":
            self.saved()
            self.section.session.changed()
            day.make_ready(content, self.section.form)

    def saved(self) -> None:
        """Do what is to be done after something was saved; nothing here."""

    def __repr__(self) -> str:
        """Say what stands here, where no widget can be shown."""
        section = self.section
        return section.title.of(section.lang) if section.title else section.name


class DrillWidget(SheetWidget):
    """A drill: a page that is drawn again shows the case that stands now, not the one of the beginning."""

    def saved(self) -> None:
        """Bring what the browser draws from up to date."""
        self.view = self.section.view()


class GradedWidget(SheetWidget):
    """A graded section: it also keeps a copy of its answers in the notebook's output (trap T17)."""

    def __init__(self, section: Section, assignment: str) -> None:
        self.assignment = assignment
        self._copy: Any = None
        super().__init__(section)

    def show(self) -> None:
        """Display the form, and under it the copy that travels with the notebook."""
        from IPython.display import display

        display(self)  # type: ignore[no-untyped-call]
        self._copy = display(self._bundle(), raw=True, display_id=f"forecourt-{self.section.name}")  # type: ignore[no-untyped-call]

    def saved(self) -> None:
        """Bring the copy up to date."""
        if self._copy is not None:
            self._copy.update(self._bundle(), raw=True)

    def _bundle(self) -> dict[str, Any]:
        entries = self.section.session.journal.entries()
        data = copy.make(self.assignment, entries, [each.id for each in self.section.asked])
        said = say("A copy of these answers is kept in this page.", self.section.lang)
        html = f"<div style='color:#52606d;font-size:13px'>{escape(said)} {escape(_answered(self.section))}</div>"
        return {copy.MIME: data, "text/html": html, "text/plain": _answered(self.section)}


def _answered(section: Section) -> str:
    progress = section.view()["progress"]
    return say("Answered {done} of {total}", section.lang, **progress)


def section_of(call: Call, name: str, session: Session, lang: str) -> Section:
    """Give the section that the cell ``sheet("m1-s1-before")``, ``exercise("m1-x1")`` or ``graded("m1-x1")`` shows.

    Raises:
        CourseError: There is no such thing, or it cannot be read.

    """
    shelf = library(module_of(name))
    known = known_language(lang)
    if call == "sheet":
        found = shelf.sheet(name)
        asked = [Asked.practice(shelf.item(item)) for item in found.items]
        kind = PrecheckSection if found.role == "precheck" else Section
        return kind(name, found.role, asked, session, known, title=found.title)
    if call == "exercise":
        own = shelf.exercise(name)
        asked = [Asked.practice(part) for part in own.parts]
        return Section(name, "exercise", asked, session, known, title=own.title, intro=own.intro)
    marked = shelf.graded_exercise(name)
    asked = [Asked.graded(part) for part in marked.parts]
    return Section(name, "graded", asked, session, known, title=marked.title, intro=marked.intro)


def show_sheet(name: str, lang: str) -> None:
    """Show the sheet called ``name``."""
    _show(section_of("sheet", name, current(), lang))


def show_exercise(name: str, lang: str) -> None:
    """Show the practice form of the exercise called ``name``."""
    _show(section_of("exercise", name, current(), lang))


def show_drill(name: str, lang: str) -> None:
    """Show the drill called ``name``."""
    from course.widgets.drill import drill_section

    section = drill_section(name, current(), known_language(lang))
    if grading():
        print(section.drill.title.of(section.lang))  # noqa: T201
        return
    from IPython.display import display

    display(DrillWidget(section))  # type: ignore[no-untyped-call]


def show_graded(name: str, lang: str) -> None:
    """Show the graded form of the exercise called ``name``."""
    section = section_of("graded", name, current(), lang)
    if grading():
        _print(section)
    else:
        GradedWidget(section, library(module_of(name)).module.assignment).show()


def _show(section: Section) -> None:
    if grading():
        _print(section)
        return
    from IPython.display import display

    display(SheetWidget(section))  # type: ignore[no-untyped-call]


def _print(section: Section) -> None:
    """While grading, say in one line what stands here."""
    print(f"{section.title.of(section.lang) if section.title else section.name}: {_answered(section)}")  # noqa: T201
