"""Items, exercises, sheets and modules: what the YAML files of a module folder hold."""

from __future__ import annotations

from typing import Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from course.content.kinds import AnyQuestion, Key, type_of_key
from course.content.text import ItemId, Model, Text

ModuleId = Annotated[str, StringConstraints(pattern=r"^m[0-9]$")]
ObjectiveId = Annotated[str, StringConstraints(pattern=r"^m[0-9]-o[0-9]+$")]
CurriculumId = Annotated[str, StringConstraints(pattern=r"^(m[0-9]-[fqxr][0-9]+|s[0-9]+|[CE][0-9]{2})$")]
Form = Literal["practice", "graded", "before"]


class Item(Model):
    """One question in its practice form: asked, hinted, scored and explained.

    ``read`` is the id of the reading cell that tells it; ``serves`` names curriculum ids (facts, systems …). ``stage``
    is the module that an item of a pre-check stands for.
    """

    id: ItemId
    version: int = Field(default=1, ge=1)  # raised when the key or the meaning changes
    objective: ObjectiveId
    serves: list[CurriculumId] = []
    minutes: float = Field(default=1, gt=0)
    read: ItemId
    stage: ModuleId | None = None
    ask: AnyQuestion
    key: Key
    hints: list[Text] = []  # staged, the gentlest first
    solution: Text  # the worked solution, readable after an attempt

    @field_validator("key", mode="plain")
    @classmethod
    def _read_key(cls, value: Any) -> Any:
        return value  # read in _key_of_its_kind, which knows the kind

    @model_validator(mode="after")
    def _key_of_its_kind(self) -> Self:
        if not isinstance(self.key, Key):
            object.__setattr__(self, "key", type_of_key[self.ask.kind].read(self.key))
        return self


class GradedItem(Model):
    """One question in its graded form. There is no field for a key here: it stands in a hidden cell (design 4)."""

    id: ItemId
    version: int = Field(default=1, ge=1)
    points: float = Field(gt=0)
    ask: AnyQuestion


class Exercise(Model):
    """An exercise in its practice form: parts with ids like ``m1-x1.V3``."""

    id: ItemId
    title: Text
    intro: Text  # the case and the decision rule, as a learner needs them
    minutes: float = Field(gt=0)
    parts: list[Item] = Field(min_length=1)


class GradedExercise(Model):
    """An exercise in its graded form, on other data of the same rule.

    ``manual_points`` are given by a person, for a typed answer; the parts' points are given by the scorers.
    """

    id: ItemId
    title: Text
    intro: Text
    objectives: list[ObjectiveId] = Field(min_length=1)
    minutes: float = Field(gt=0)
    manual_points: float = Field(default=0, ge=0)
    parts: list[GradedItem] = Field(min_length=1)

    @property
    def points(self) -> float:
        """The automatic points of all parts."""
        return sum(part.points for part in self.parts)


class Sheet(Model):
    """A group of items shown by one cell.

    ``before`` sheets are guesses before reading and are never scored. A ``precheck`` is answered once; what its items
    tell of their stages is shown as a map, and counts nowhere. ``voluntary`` practice is for whoever likes: the stage
    is finished without it.
    """

    id: ItemId
    role: Literal["before", "precheck", "after", "practice"]
    title: Text
    items: list[ItemId] = Field(min_length=1)
    voluntary: bool = False

    @property
    def guesses(self) -> bool:
        """Whether its items are asked before the reading, so that they are no practice."""
        return self.role in {"before", "precheck"}


class Objective(Model):
    """What a learner can do afterwards."""

    id: ObjectiveId
    text: Text


class Step(Model):
    """One section of a module as the start page lists it: a reading cell, and the minutes it takes."""

    id: ItemId
    title: Text
    minutes: float = Field(gt=0)


class Module(Model):
    """A stage of the course."""

    id: ModuleId
    assignment: Annotated[str, StringConstraints(pattern=r"^m[0-9]-[a-z-]+$")]
    title: Text
    purpose: Text
    objectives: list[Objective] = Field(min_length=1)
    steps: list[Step] = Field(min_length=1)
    recap: list[Text] = Field(min_length=5, max_length=5)
    card: list[Text] = Field(min_length=3)  # the lines of the printable one-page card
