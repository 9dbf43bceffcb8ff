"""Customer talks as authors write them: one YAML file a scene, in both languages (docs/authoring-scenes.md)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field, StringConstraints

from course.content.items import CurriculumId, ObjectiveId
from course.content.library import roots
from course.content.moment import Level, Moment
from course.content.reader import read_entry, read_yaml
from course.content.text import Model, Slug, Text
from course.engine import scene as engine
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# r: a customer talk; t: a trainer, the same thing for one method
SceneId = Annotated[str, StringConstraints(pattern=r"^m[0-9]-[rt][0-9]+$")]
ModelPlay = Annotated[list[Slug], Field(min_length=4, max_length=engine.MOST_TRAINER)]


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
    """Where the talk begins, the customer's meters there, and the facts that the clerk can see at once."""

    node: Slug
    trust: Level
    clarity: Level
    patience: Level
    knows: list[Slug] = []


class FormRow(Model):
    """One question of a scene's form. It is filled with the fact when that came out; ``fact`` may name a draw."""

    ask: Text
    fact: Slug


class Scene(Model):
    """A whole customer talk, or a trainer (``m3-t1``): the same for one method.

    ``model_play`` names the lines of a talk played well, from the first turn to the last; where facts are drawn it may
    be given for each fact of a draw. ``draws`` names groups of facts of which one is true, drawn for each play.
    """

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
    phases: dict[Slug, Text] = Field(default={}, max_length=8)  # the steps of the method, in their order
    form: dict[Slug, FormRow] = Field(default={}, max_length=8)  # what must be known before an offer
    draws: dict[Slug, Annotated[list[Slug], Field(min_length=2)]] = {}
    facts: dict[Slug, Text] = {}  # what is hidden at the start, told at the end
    flags: list[Slug] = []
    leaves: Slug  # the ending when patience is at 0
    model_play: ModelPlay | dict[Slug, ModelPlay]
    nodes: dict[Slug, Moment] = Field(min_length=4)
    endings: dict[Slug, SceneEnding] = Field(min_length=3)

    @property
    def graph(self) -> engine.Graph:
        """The talk as the engine plays it."""
        return _graph(self)

    @property
    def trainer(self) -> bool:
        """Whether it trains one method; then a talk may be longer, and may lead back."""
        return "-t" in self.id

    @property
    def most(self) -> int:
        """The most turns that a talk may have."""
        return engine.MOST_TRAINER if self.trainer else engine.MOST

    def model_moves(self, drawn: Mapping[str, str]) -> list[str]:
        """Give the model play when ``drawn`` was drawn; empty when there is none for it."""
        if isinstance(self.model_play, list):
            return self.model_play
        return next((self.model_play[fact] for fact in drawn.values() if fact in self.model_play), [])

    def fact(self, slug: str, drawn: Mapping[str, str]) -> Text:
        """Give the text of a fact, or of the fact that a draw gave."""
        return self.facts[drawn.get(slug, slug)]

    def problems(self) -> list[str]:
        """List what an author has to mend, a sentence each; empty when all is well."""
        from course.content.scene_check import problems

        return problems(self)


def _graph(scene: Scene) -> engine.Graph:
    begin, plays = scene.begin, scene.model_play
    form = [row.fact for row in scene.form.values()]
    return engine.Graph(
        begin=engine.State(begin.trust, begin.clarity, begin.patience, frozenset(begin.knows)),
        start=begin.node,
        nodes={
            slug: engine.Node(slug, {name: line.choice(name, form) for name, line in moment.choices.items()})
            for slug, moment in scene.nodes.items()
        },
        endings={
            slug: engine.Ending(slug, engine.Kind(ending.kind), ending.outcome)
            for slug, ending in scene.endings.items()
        },
        leaves=scene.leaves,
        par=max(map(len, [plays] if isinstance(plays, list) else plays.values()), default=0),
        draws={name: tuple(facts) for name, facts in scene.draws.items()},
    )


def scenes() -> list[str]:
    """Give the ids of all scenes and trainers, in teaching order."""
    return sorted(
        {
            file.name.removesuffix(".yaml")
            for root in roots()
            if (root / "scenes").is_dir()
            for file in (root / "scenes").iterdir()
            if file.name.endswith(".yaml")
        }
    )


def scene_file(name: str) -> Path:
    """Give the file of the scene called ``name``.

    Raises:
        CourseError: There is no such scene.

    """
    for root in roots():
        file = root / "scenes" / f"{name}.yaml"
        if file.is_file():
            return file
    raise CourseError(f"The course has no scene '{name}'.", then="Scenes are: " + ", ".join(scenes()) + ".")


def scene(name: str) -> Scene:
    """Give the scene called ``name`` ("m1-r1"), read once.

    Raises:
        CourseError: There is no such scene, or its file breaks the form; with file, line, field and what to do.

    """
    return scene_in(scene_file(name))


@cache
def scene_in(file: Path) -> Scene:
    """Give the scene that stands in ``file``; raises what :func:`scene` does."""
    name, read = file.stem, read_entry(Scene, read_yaml(file), file)
    if read.id != name:
        raise CourseError(
            f"The id '{read.id}' does not fit the file's name.",
            where=file.name,
            then=f"Write 'id: {name}', or rename the file.",
        )
    return read
