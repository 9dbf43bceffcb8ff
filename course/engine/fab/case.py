"""One text with its card and its need, as the rules read them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from course.engine.fab.quantities import quantities

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.engine.fab.units import Quantity


@dataclass(frozen=True)
class Case:
    """What a rule is given.

    Attributes:
        boxes: feature, advantage, benefit, as far as they are read. length: Words (Chinese characters) of all that was
        typed. name, facts, not_claimed: The card. need, concepts: The customer. lang: ``"en"`` or ``"zh"``.

    """

    boxes: Mapping[str, str]
    length: int
    name: str
    facts: tuple[str, ...]
    not_claimed: tuple[str, ...]
    need: str
    concepts: tuple[str, ...]
    lang: str

    @cached_property
    def numbers(self) -> tuple[Quantity, ...]:
        """The numbers of the card."""
        return tuple(each for text in (self.name, *self.facts) for each in quantities(text))

    @cached_property
    def wanted(self) -> tuple[Quantity, ...]:
        """The numbers that the customer said."""
        return tuple(each for text in (self.need, *self.concepts) for each in quantities(text))

    @cached_property
    def card(self) -> str:
        """The card in one text."""
        return "\n".join((self.name, *self.facts))


def texts(value: Any) -> tuple[str, ...]:
    """Give the texts of a field that may be missing, one text or a list."""
    if isinstance(value, str):
        return (value,)
    return tuple(str(each) for each in value) if isinstance(value, (list, tuple)) else ()
