"""The return calculator: how many of a year's customers come back, by a deck's figures (m7-f07, m7-x5; system s74)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from pydantic import Field

from course.content.text import Model, Slug, Text
from course.widgets.tools.texts import Texts, cannot, written_tool

if TYPE_CHECKING:
    from course.content import Lang

FACTORS = range(1, 11)


class Cell(Model):
    """One cell of the matrix: how good service and product are, and how many per cent come back."""

    slug: Slug
    service: Literal["good", "bad"]
    product: Literal["good", "bad"]
    rate: float = Field(ge=0, le=100)


class ReturnCalculator(Texts):
    """The texts and figures of the calculator."""

    warning: Text
    customers: int = Field(gt=0)
    factor: int = Field(ge=FACTORS[0], le=FACTORS[-1])
    service: Text
    product: Text
    good: Text
    bad: Text
    head: Text
    returns: Text
    cell: Text
    cell_slider: Text
    back: Text
    whole: Text
    left: Text
    too_many: Text
    result: Text
    cost_factor: Text
    cost: Text
    cells: list[Cell] = Field(min_length=4, max_length=4)


def _refuse(value: Any, texts: ReturnCalculator, lang: Lang) -> str | None:
    """Keep {"groups": {cell: customers}, "factor": 1 to 10}; the sum may be too small or too large, which is told."""
    if not isinstance(value, dict) or value.keys() != {"groups", "factor"} or not isinstance(value["groups"], dict):
        return cannot(lang)
    if value["groups"].keys() != {cell.slug for cell in texts.cells}:
        return cannot(lang)
    counts = all(_whole(each, range(texts.customers + 1)) for each in value["groups"].values())
    return None if counts and _whole(value["factor"], FACTORS) else cannot(lang)


def _whole(value: Any, allowed: range) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value in allowed


RETURN_CALCULATOR = written_tool("return-calculator", ReturnCalculator, _refuse)
