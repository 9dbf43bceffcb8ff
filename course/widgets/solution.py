"""The worked solution of an item, with a good text where one is written."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from course.content.kinds.fab import Fab
from course.content.reviewed import BOX_NAMES
from course.content.text import Text
from course.locale import say

if TYPE_CHECKING:
    from course.content import Lang
    from course.content.items import Item
    from course.widgets.session import Session


def worked(item: Item, session: Session, lang: Lang) -> str:
    """Give the worked solution in ``lang``; a model text follows it, box by box where there are boxes."""
    said = str(session.local(item.solution, lang))
    model = getattr(item.key, "model", None)
    if isinstance(model, Text):
        return f"{said}\n{say('A good answer:', lang)} {session.local(model, lang)}"
    if isinstance(model, Mapping) and all(isinstance(each, Text) for each in model.values()):
        # Dates and times are models too, and no texts: there the solution itself names them.
        names = _box_names(item, session, lang)
        lines = [
            say("{what}: {how}", lang, what=names[slug], how=session.local(text, lang)) for slug, text in model.items()
        ]
        return "\n".join([said, say("A good answer:", lang), *lines])
    return said


def _box_names(item: Item, session: Session, lang: Lang) -> Mapping[str, str]:
    if isinstance(item.ask, Fab):
        return {box: say(name, lang) for box, name in BOX_NAMES.items()}
    return {slug: box["label"] for slug, box in session.local(item.ask, lang)["boxes"].items()}
