"""Every form that the released notebooks name, made once in each language: a broken one is found before a learner."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Literal, cast

from course.content.text import LANGUAGES
from course.engine.errors import CourseError
from course.workspace import released

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from course.content.text import Lang
    from course.widgets.session import Session

_CALL = re.compile(r'^.*\b(sheet|exercise|graded|scene|drill)\("([^"]+)"', re.MULTILINE)


def draw_all(source: Traversable | Path | None = None) -> int:
    """Make every question, drill and talk of all released notebooks, in every language; give how many there are.

    Each file of content is read once.

    Args:
        source: The folder of released notebooks; the course's own unless it is given.

    Raises:
        CourseError: One cannot be made: where it stands, and what is wrong.

    """
    from course.widgets.session import open_session

    count = 0
    with TemporaryDirectory() as empty:
        session = open_session(Path(empty))
        for assignment in released.assignments(source):
            for lang in LANGUAGES:
                notebook = released.notebook(assignment, lang, source)
                sources = [cell.source for cell in notebook.cells if cell.cell_type == "code"]
                named = [found for each in sources for found in _CALL.findall(each)]
                for call, name in named:
                    _draw(call, name, session, lang, f"{assignment}, {name}")
                count += len(named) if lang == LANGUAGES[0] else 0
    return count


def _draw(call: str, name: str, session: Session, lang: Lang, where: str) -> None:
    try:
        if call == "scene":
            from course.content.scene import scene
            from course.widgets.talk import TalkForm

            TalkForm(scene(name), session, lang).view()
        elif call == "drill":
            from course.widgets.drill import drill_section

            section = drill_section(name, session, lang)
            section.example()
            section.view()
        else:
            from course.widgets.sheet import section_of

            section_of(cast("Literal['sheet', 'exercise', 'graded']", call), name, session, lang).view()
    except CourseError as error:
        raise CourseError(
            error.what, where=f"{where}, {error.where}" if error.where else where, then=error.then
        ) from error
    except Exception as error:
        raise CourseError(f"{type(error).__name__}: {error}", where=where) from error
