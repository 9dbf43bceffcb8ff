"""The FFAB builder: four steps in order, with the connectors between them (m4-f11 to m4-f13; system s48)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content import localise
from course.content.reader import read_entry, read_yaml
from course.content.text import Model, Slug, Text
from course.engine.typed import is_blank
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from course.content import Lang

LONGEST = 300  # characters a step


class Opening(Model):
    """The words by which one agrees with the need before anything is presented."""

    label: Text
    choices: dict[Slug, Text] = Field(min_length=1)


class Step(Model):
    """One step and the connectors that may lead to it; the first step has none."""

    label: Text
    help: Text
    connectors: dict[Slug, Text]


class Example(Model):
    """A whole FFAB, line by line."""

    title: Text
    lines: list[Text]


class Ffab(Model):
    """The builder's texts; the steps in the order in which they are said."""

    opening: Opening
    steps: dict[Slug, Step]
    example: Example


@cache
def _texts() -> Ffab:
    file = files("course.content") / "tools" / "ffab.yaml"
    return read_entry(Ffab, read_yaml(file), file)


def _data(lang: Lang) -> dict[str, Any]:
    said = localise(_texts(), lang)
    steps = [{"slug": slug, **step, "connectors": _listed(step["connectors"])} for slug, step in said["steps"].items()]
    opening = {"label": said["opening"]["label"], "choices": _listed(said["opening"]["choices"])}
    return {"longest": LONGEST, "opening": opening, "steps": steps, "example": said["example"]}


def _listed(texts: dict[str, str]) -> list[dict[str, str]]:
    return [{"slug": slug, "text": text} for slug, text in texts.items()]


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep {"opening": slug, "texts": {step: text}, "connectors": {step: slug}} with every step written."""
    steps = _texts().steps
    if not _fits(value):
        return not_taken(lang)
    empty = [is_blank(value["texts"][slug]) for slug in steps]
    if any(empty):
        first = list(steps.values())[empty.index(True)]
        return say("First write this step: {step}.", lang, step=first.label.of(lang))
    if any(len(text) > LONGEST for text in value["texts"].values()):
        return say("At most {longest} characters in each field.", lang, longest=LONGEST)
    return None


def _fits(value: Any) -> bool:
    texts = _texts()
    if not isinstance(value, dict) or value.keys() != {"opening", "texts", "connectors"}:
        return False
    written, joined = value["texts"], value["connectors"]
    return (
        isinstance(value["opening"], str)
        and value["opening"] in texts.opening.choices
        and isinstance(written, dict)
        and written.keys() == texts.steps.keys()
        and all(isinstance(text, str) for text in written.values())
        and isinstance(joined, dict)
        and joined.keys() == {slug for slug, step in texts.steps.items() if step.connectors}
        and all(isinstance(joined[slug], str) and joined[slug] in texts.steps[slug].connectors for slug in joined)
    )


FFAB = Tool(
    name="ffab",
    title=lambda lang: say("FFAB, step by step", lang),
    intro=lambda lang: say(
        "Think of a product and a customer, and write the four steps in their order. Each step opens when the "
        "one before it is written.",
        lang,
    ),
    data=_data,
    refuse=_refuse,
)
