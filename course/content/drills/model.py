"""A drill as an author writes it: one rule, and sentences with slots for the values of a case."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from course.content.items import CurriculumId, ObjectiveId
from course.content.text import ItemId, Model, Slug, Text

DrillId = Annotated[str, StringConstraints(pattern=r"^m[0-9]-d[0-9]+$")]
RuleName = Literal["labels", "oils", "time-split", "dates", "tiers", "returns", "segments"]
Sentence = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9.:-]*$", max_length=60)]


class Drill(Model):
    """Fresh cases of one rule, as many as a learner likes.

    ``names`` are the people, firms and cans that cases are about. ``texts`` are the sentences of the question,
    ``notes`` those of the feedback, ``lines`` those of the worked solution, by the line of the rule. Each may have
    ``{slots}``; which sentences a rule needs, and which slots it fills, is told by ``content/drills/<rule>.py``.
    ``version`` is raised when a change of rule or data makes another case of the same seed and number.
    """

    id: DrillId
    version: int = Field(default=1, ge=1)
    rule: RuleName
    objective: ObjectiveId
    serves: list[CurriculumId] = Field(min_length=1)
    minutes: float = Field(gt=0)  # a case
    read: ItemId
    title: Text
    intro: Text  # the rule, its lines numbered as the worked solutions name them
    names: dict[Slug, Text] = {}
    texts: dict[Sentence, Text]
    notes: dict[Sentence, Text]
    lines: dict[Sentence, Text] = Field(min_length=1)
    hints: list[Text] = Field(min_length=1)
