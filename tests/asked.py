"""Questions of the test course by kind, their keys spoilt, and the page that tells a learner's answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from course.content.items import GradedExercise, Item
from course.content.kinds import type_of_key
from course.content.library import Library
from course.grading.marking import Marked
from course.grading.shown import feedback

if TYPE_CHECKING:
    from course.content import Lang

SAID = {"en": "words", "zh": "词语"}
_SHELF = Library(Path(__file__).parent / "content" / "m9")


def items_of(*sheets: str) -> dict[str, Item]:
    """Give the items of some sheets by kind."""
    return {item.ask.kind: item for name in sheets for item in map(_SHELF.items.__getitem__, _SHELF.sheets[name].items)}


def problems(item: Item, **fields: Any) -> list[str]:
    """List the problems of an item's key with some of its fields changed."""
    return type_of_key[item.ask.kind].read(item.key.model_dump() | fields).problems(item.ask)


def page(item: Item, response: Any, lang: Lang) -> str:
    """Give the feedback page of an exercise of one part, asked as the item is."""
    part = {"id": "m9-x9.V1", "points": 4, "ask": item.ask.model_dump()}
    told = {"title": SAID, "intro": SAID, "objectives": ["m9-o1"], "minutes": 5, "parts": [part]}
    graded = GradedExercise.model_validate({"id": "m9-x9", **told})
    marked = Marked(graded.parts[0], item.key, response, item.key.score(item.ask, response))
    return feedback(graded, [marked], points=marked.points, problems=[], lang=lang)
