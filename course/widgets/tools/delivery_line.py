"""The delivery line: 22 steps in five blocks, and "Delivered" only at the end (m6-f05; system s66)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field

from course.content.text import Text
from course.widgets.tools.texts import Named, Texts, cannot, slugs, written_tool

if TYPE_CHECKING:
    from course.content import Lang


class Block(Named):
    """One block with its steps."""

    steps: list[Named] = Field(min_length=1)


class DeliveryLine(Texts):
    """The texts of the line."""

    progress: Text
    block_progress: Text
    block_done: Text
    shut: Text
    delivered: Text
    not_yet: Text
    ready: Text
    done: Text
    again: Text
    blocks: list[Block] = Field(min_length=5, max_length=5)


def _refuse(value: Any, texts: DeliveryLine, lang: Lang) -> str | None:
    """Keep {"done": [step, …], "delivered": bool}; delivered only when every step is done.

    A step of a later block may stay ticked when one of an earlier block is taken back: nothing is lost by a slip.
    """
    if not isinstance(value, dict) or value.keys() != {"done", "delivered"} or not isinstance(value["delivered"], bool):
        return cannot(lang)
    steps = [slug for block in texts.blocks for slug in slugs(block.steps)]
    done = value["done"]
    if not isinstance(done, list) or not all(isinstance(each, str) and each in steps for each in done):
        return cannot(lang)
    if len(set(done)) != len(done):
        return cannot(lang)
    left = len(steps) - len(done)
    if value["delivered"] and left:
        return texts.not_yet.of(lang).format(left=left)
    return None


DELIVERY_LINE = written_tool("delivery-line", DeliveryLine, _refuse)
