"""Customer talks as authors write them: one YAML file a scene, in both languages (docs/authoring-scenes.md)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from course.content.items import CurriculumId, ObjectiveId
from course.content.reader import read_entry, read_yaml
from course.content.text import Model, Slug, Text
from course.engine import scene as engine
from course.engine.errors import CourseError

SceneId = Annotated[str, StringConstraints(pattern=r"^m[0-9]-r[0-9]+$")]
Mood = Literal["calm", "pleased", "curious", "doubtful", "annoyed", "tired"]
Tone = Literal["warm", "flattering", "plain", "expert", "pushy", "cold"]
Meter = Literal["trust", "clarity", "patience"]
Level = Annotated[int, Field(ge=0, le=10)]
Change = Annotated[int, Field(ge=-10, le=10)]


class When(Model):
    """A condition: every line that stands must hold. ``has`` and ``lacks`` name facts and flags."""

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
    """Where a line leads instead when ``when`` holds after its effects; without ``reply`` the answer is the same."""

    when: When
    reply: Text | None = None
    mood: Mood | None = None
    sets: list[Slug] = []
    to: Slug


class Line(Model):
    """One thing the clerk can say.

    ``craft``: 2 for the best craft here, 1 for an acceptable line, 0 for a poor one. ``did`` tells afterwards what the
    line did, ``better`` gives a better one where ``craft`` is below 2. ``red`` explains a red move, and only there.
    ``learns`` names the hidden facts that come out, ``sets`` other flags. ``otherwise`` is looked at in order before
    ``reply``.
    """

    text: Text
    tone: Tone
    craft: Literal[0, 1, 2]
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


class Moment(Model):
    """A moment at which the clerk chooses: what happens (``stage``), what the customer says, and what can be said."""

    stage: Text
    says: Text
    mood: Mood
    choices: dict[Slug, Line] = Field(min_length=3, max_length=6)


class SceneEnding(Model):
    """One way the talk ends: what happens (``text``), and why it came so (``why``)."""

    kind: Literal["sale", "no-sale", "left", "failed", "red"]
    outcome: Level
    title: Text
    text: Text
    why: Text


class Portrait(Model):
    """How the face is drawn."""

    hair: Literal["short", "bun", "long", "bald", "curly"]
    colour: Literal["black", "grey", "brown"] = "black"
    hat: Literal["none", "cap", "straw", "helmet"] = "none"
    glasses: bool = False
    moustache: bool = False
    top: Literal["blue", "green", "red", "yellow", "white", "grey"] = "blue"


class Persona(Model):
    """The customer as the clerk sees them."""

    name: Text
    role: Text
    looks: Text  # what can be seen; also the portrait's text alternative
    portrait: Portrait


class Begin(Model):
    """Where the talk begins, and the customer's meters there."""

    node: Slug
    trust: Level
    clarity: Level
    patience: Level


class Scene(Model):
    """A whole customer talk. ``model_play`` names the lines of a talk played well, from the first turn to the last."""

    id: SceneId
    version: int = Field(default=1, ge=1)  # raised when nodes or choices change their meaning
    title: Text
    objective: ObjectiveId
    serves: list[CurriculumId] = []
    minutes: float = Field(gt=0)
    setting: Text
    task: Text
    props: list[Text] = []  # what the clerk has at hand: cans with their labels and prices
    persona: Persona
    begin: Begin
    facts: dict[Slug, Text] = {}  # what is hidden at the start, told at the end
    flags: list[Slug] = []
    leaves: Slug  # the ending when patience is at 0
    model_play: list[Slug] = Field(min_length=4, max_length=7)
    nodes: dict[Slug, Moment] = Field(min_length=4)
    endings: dict[Slug, SceneEnding] = Field(min_length=3)

    @property
    def graph(self) -> engine.Graph:
        """The talk as the engine plays it."""
        return _graph(self)

    def problems(self) -> list[str]:
        """List what an author has to mend, a sentence each; empty when all is well."""
        from course.content.scene_check import problems

        return problems(self)


def _graph(scene: Scene) -> engine.Graph:
    begin = scene.begin
    return engine.Graph(
        begin=engine.State(begin.trust, begin.clarity, begin.patience),
        start=begin.node,
        nodes={
            slug: engine.Node(slug, {name: _choice(name, line) for name, line in moment.choices.items()})
            for slug, moment in scene.nodes.items()
        },
        endings={
            slug: engine.Ending(slug, engine.Kind(ending.kind), ending.outcome)
            for slug, ending in scene.endings.items()
        },
        leaves=scene.leaves,
        par=len(scene.model_play),
    )


def _choice(slug: str, line: Line) -> engine.Choice:
    return engine.Choice(
        slug=slug,
        tone=line.tone,
        craft=line.craft,
        effects=engine.Effects(line.trust, line.clarity, line.patience, frozenset([*line.learns, *line.sets])),
        branches=(
            *(engine.Branch(each.to, each.when.rule(), frozenset(each.sets)) for each in line.otherwise),
            engine.Branch(line.to),
        ),
        when=line.when.rule(),
    )


def scenes() -> list[str]:
    """Give the ids of all scenes, in teaching order."""
    folder = files("course.content") / "scenes"
    return sorted(each.name.removesuffix(".yaml") for each in folder.iterdir() if each.name.endswith(".yaml"))


@cache
def scene(name: str) -> Scene:
    """Give the scene called ``name`` ("m1-r1"), read once.

    Raises:
        CourseError: There is no such scene, or its file breaks the form; with file, line, field and what to do.

    """
    if name not in scenes():
        raise CourseError(f"The course has no scene '{name}'.", then="Scenes are: " + ", ".join(scenes()) + ".")
    file = files("course.content") / "scenes" / f"{name}.yaml"
    read = read_entry(Scene, read_yaml(file), file)
    if read.id != name:
        raise CourseError(
            f"The id '{read.id}' does not fit the file's name.",
            where=file.name,
            then=f"Write 'id: {name}', or rename the file.",
        )
    return read
