"""The moments of a customer talk: what the clerk can say at each, and what every line does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from course.content.items import CurriculumId
from course.content.text import Model, Slug, Text
from course.engine import scene as engine

if TYPE_CHECKING:
    from collections.abc import Iterable

Mood = Literal["calm", "pleased", "curious", "doubtful", "annoyed", "tired"]
Tone = Literal["warm", "flattering", "plain", "expert", "pushy", "cold"]
Meter = Literal["trust", "clarity", "patience"]
Light = Literal["green", "amber", "red"]
Level = Annotated[int, Field(ge=0, le=10)]
Change = Annotated[int, Field(ge=-10, le=10)]
Craft = Literal[0, 1, 2]


class When(Model):
    """A condition: every line that stands must hold.

    ``has`` and ``lacks`` name facts that came out and flags; a fact of a draw holds when it was drawn, and the draw's
    name when it came out.
    """

    has: list[Slug] = []
    lacks: list[Slug] = []
    at_least: dict[Meter, Level] = {}
    below: dict[Meter, Level] = {}

    def rule(self) -> engine.Condition:
        """Give the condition as the engine has it."""
        return engine.Condition(
            has=frozenset(self.has),
            lacks=frozenset(self.lacks),
            at_least={str(meter): level for meter, level in self.at_least.items()},
            below={str(meter): level for meter, level in self.below.items()},
        )


class Otherwise(Model):
    """Where a line leads instead when ``when`` holds after its effects; without ``reply`` the answer is the same.

    ``trust``, ``clarity``, ``patience``, ``learns`` and ``sets`` come on top of the line's own. ``craft``, ``did`` and
    ``better`` stand in the place of the line's own: the same words can be right for one customer and wrong for another.
    """

    when: When
    reply: Text | None = None
    mood: Mood | None = None
    trust: Change = 0
    clarity: Change = 0
    patience: Change = 0
    learns: list[Slug] = []
    sets: list[Slug] = []
    to: Slug
    craft: Craft | None = None
    did: Text | None = None
    better: Text | None = None

    def branch(self) -> engine.Branch:
        """Give the way as the engine has it."""
        return engine.Branch(self.to, self.when.rule(), _effects(self), self.craft)


class Line(Model):
    """One thing the clerk can say.

    ``craft``: 2 for the best craft here, 1 for an acceptable line, 0 for a poor one. ``did`` tells afterwards what the
    line did, ``better`` gives a better one where ``craft`` is below 2. ``red`` explains a red move, and only there.
    ``learns`` names the hidden facts that come out, ``sets`` other flags. ``otherwise`` is looked at in order before
    ``reply``. ``light`` is the traffic light of the topic, told after the line was chosen. A line with ``needs_form``
    is shown, but cannot be chosen before every row of the scene's form is filled.
    """

    text: Text
    tone: Tone
    craft: Craft
    light: Light | None = None
    needs_form: bool = False
    trust: Change = 0
    clarity: Change = 0
    patience: Change = 0
    learns: list[Slug] = []
    sets: list[Slug] = []
    when: When = When()
    reply: Text
    mood: Mood
    to: Slug
    otherwise: list[Otherwise] = []
    did: Text
    better: Text | None = None
    red: Text | None = None
    serves: list[CurriculumId] = []

    def answers(self) -> list[tuple[Text, Mood]]:
        """Give the customer's answer and mood for each of the engine's branches."""
        other = [(each.reply or self.reply, each.mood or self.mood) for each in self.otherwise]
        return [*other, (self.reply, self.mood)]

    def reviews(self) -> list[tuple[Text, Text | None]]:
        """Give what the line did, and a better one where there is one, for each of the engine's branches."""
        other = [(each.did or self.did, each.better or self.better) for each in self.otherwise]
        return [*other, (self.did, self.better)]

    def choice(self, slug: str, form: Iterable[str]) -> engine.Choice:
        """Give the line as the engine has it; ``form`` names the facts that the scene's form asks for."""
        return engine.Choice(
            slug=slug,
            tone=self.tone,
            craft=self.craft,
            effects=_effects(self),
            branches=(*(each.branch() for each in self.otherwise), engine.Branch(self.to)),
            when=self.when.rule(),
            needs=frozenset(form) if self.needs_form else frozenset(),
        )

    def crafts(self) -> set[int]:
        """Give what the line can be worth."""
        return {self.craft, *(each.craft for each in self.otherwise if each.craft is not None)}


class Moment(Model):
    """A moment at which the clerk chooses: what happens (``stage``), what the customer says, and what can be said.

    ``phase`` is the step of the method at which the talk stands here, where the scene has phases.
    """

    stage: Text
    phase: Slug | None = None
    says: Text
    mood: Mood
    choices: dict[Slug, Line] = Field(min_length=3, max_length=6)


def _effects(line: Line | Otherwise) -> engine.Effects:
    return engine.Effects(line.trust, line.clarity, line.patience, frozenset([*line.learns, *line.sets]))
