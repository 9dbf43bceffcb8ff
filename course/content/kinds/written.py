"""What is written freely: a short text, or several boxes. Scored complete or unattempted; a person judges the words.

Responses: ``"text"`` for ``text``; ``{box slug: text}`` for ``boxes``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question
from course.content.text import Model, Slug, Text
from course.engine.kinds import written

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Limit(Model):
    """How long a text may be: English words, Chinese characters."""

    words: int = Field(gt=0)
    characters: int = Field(gt=0)


class ShortText(Question):
    """One text box. ``honest`` marks absolute words while the learner types (E16)."""

    prose: ClassVar[bool] = True
    judged: ClassVar[bool] = False
    sure: ClassVar[bool] = False

    kind: Literal["text"]
    limit: Limit
    honest: bool = True


class Box(Model):
    """One box of a writer."""

    label: Text
    help: Text
    rows: int = 2


class Boxes(Question):
    """A writer with named boxes: feature, advantage, benefit; or attention line, selling points, patter (s22)."""

    prose: ClassVar[bool] = True
    judged: ClassVar[bool] = False
    sure: ClassVar[bool] = False

    kind: Literal["boxes"]
    boxes: dict[Slug, Box]
    limit: Limit  # of all boxes together
    honest: bool = True
    distinct: bool = False  # each box says something of its own (s45)

    def parts(self) -> tuple[str, ...]:
        """Give the boxes."""
        return tuple(self.boxes)


class TextKey(Key):
    """``notes``: ``done``, said when there is a text; ``model`` is a good answer, shown with the solution."""

    model: Text

    def required(self, question: ShortText) -> frozenset[str]:  # noqa: ARG002
        """One note."""
        return frozenset({"done"})

    def score(self, question: ShortText, response: Any) -> Score:  # noqa: ARG002
        """Say whether there is a text."""
        return written.score_text(response)

    def model_answer(self, question: ShortText) -> str:  # noqa: ARG002
        """Give the model text (English)."""
        return self.model.en


class BoxesKey(Key):
    """``notes``: ``done``, one for each box, said when it is still empty, and ``same`` where the boxes are distinct.

    ``model`` is a good answer box by box.
    """

    model: dict[Slug, Text]

    def required(self, question: Boxes) -> frozenset[str]:
        """One note, one for each box, and one for a box that repeats another."""
        return frozenset({"done", *question.boxes, *(["same"] if question.distinct else [])})

    def mismatches(self, question: Boxes) -> list[str]:
        """Check that the model answer fills every box."""
        return [] if self.model.keys() == question.boxes.keys() else ["key.model fills every box, and no other"]

    def score(self, question: Boxes, response: Any) -> Score:
        """Say which boxes are filled."""
        return written.score_boxes(response, boxes=tuple(question.boxes), distinct=question.distinct)

    def model_answer(self, question: Boxes) -> dict[str, str]:  # noqa: ARG002
        """Give the model texts (English)."""
        return {slug: text.en for slug, text in self.model.items()}
