"""The key of a day at the station: what each answer in each turn is worth, why, and of which skill it is evidence."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from course.content.kinds.base import Key
from course.content.kinds.day import Day, Name
from course.content.text import Model, Text
from course.engine import shift

if TYPE_CHECKING:
    from course.engine.outcome import Score

Where = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.[a-z0-9-]+$", max_length=81)]
Worth = Literal[0, 1, 2]


class ChoiceKey(Model):
    """What a choice is worth: 2 the best here, 1 acceptable, 0 poor; and why, with the rule and what is better."""

    worth: Worth
    note: Text


class NumberKey(Model):
    """Which figure is right: the name of a sum, or a drawn figure. It is worth 2 or 0."""

    sum: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)?$")]
    tolerance: float = Field(default=0, ge=0)
    note: Text


class TurnKey(Model):
    """What a turn gives evidence of, and what each answer in it is worth. ``red``: a lie, a breach of safety."""

    skill: Name
    choices: dict[Name, ChoiceKey] = {}
    number: NumberKey | None = None
    red: list[Name] = []

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.number is None) is not bool(self.choices):
            raise ValueError("a turn's key has either choices or a number")
        return self


class DayKey(Key):
    """Worth and note for every choice of every turn. ``notes`` is made from them: ``<meeting>.<turn>:<choice>``."""

    notes: dict[str, Text] = {}
    skills: dict[Name, Text] = Field(min_length=1, max_length=8)
    turns: dict[Where, TurnKey] = Field(min_length=1)

    @model_validator(mode="after")
    def _collect_notes(self) -> Self:
        found: dict[str, Text] = {}
        for place, turn in self.turns.items():
            found |= {f"{place}:{slug}": choice.note for slug, choice in turn.choices.items()}
            if turn.number is not None:
                found[place] = turn.number.note
        if self.notes and self.notes != found:
            raise ValueError("a day's notes stand beside what they are about: turns.<turn>.choices.<choice>.note")
        object.__setattr__(self, "notes", found)
        return self

    @cached_property
    def worth(self) -> shift.Worth:
        """What everything is worth, as the engine counts it."""
        return shift.Worth(
            {
                place: shift.TurnWorth(
                    skill=turn.skill,
                    choices={slug: choice.worth for slug, choice in turn.choices.items()},
                    figure=turn.number.sum if turn.number is not None else "",
                    tolerance=turn.number.tolerance if turn.number is not None else 0.0,
                    red=frozenset(turn.red),
                )
                for place, turn in self.turns.items()
            }
        )

    def problems(self, question: Day) -> list[str]:
        """List what is wrong with the day and its key, a sentence each."""
        from course.content.kinds.day_check import problems

        return problems(question, self)

    def required(self, question: Day) -> frozenset[str]:  # noqa: ARG002  a note is a field of what it is about
        """Nothing: a choice without its note cannot be read at all."""
        return frozenset()

    def score(self, question: Day, response: Any) -> Score:
        """Score the decisions made against the best ones on the way that the day took."""
        return shift.score(question.plan, self.worth, response)

    def model_answer(self, question: Day) -> dict[str, Any]:
        """Give a day on which every decision was the best."""
        return shift.best_day(question.plan, self.worth)
