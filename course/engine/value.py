"""The value stack: what a product is worth beside its price, and which part of it is shown (m4-f14, m4-x3)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Stack:
    """How far a value stack carries a price gap.

    Attributes:
        raised: The values set above their start.
        carried: Those of them that are shown: at least one true card, and no card that does not speak for the value.
        gain: The sum by which the carried ones were raised; raising without evidence counts 0 (m4-x3).
        gap: The price gap to be carried.

    """

    raised: tuple[str, ...]
    carried: tuple[str, ...]
    gain: float
    gap: float

    @property
    def enough(self) -> bool:
        """Tell whether the shown gain reaches the gap."""
        return self.gain >= self.gap - _ROUNDING

    @property
    def worth(self) -> bool:
        """Tell whether "worth the gap" may be said: enough is shown, and nothing is raised without a true card."""
        return self.enough and self.raised == self.carried


def stack(
    start: Mapping[str, float],
    values: Mapping[str, float],
    cards: Mapping[str, Collection[str]],
    true: Mapping[str, Collection[str]],
    *,
    gap: float,
) -> Stack:
    """Weigh a value stack (m4-x3's decision rule).

    Args:
        start: Each value's start.
        values: What each was set to; one that is missing stands at its start.
        cards: The evidence cards laid to each value.
        true: For each value the cards that are true and speak for it.
        gap: The price gap, in the unit of the values.

    """
    raised = tuple(slug for slug, low in start.items() if values.get(slug, low) > low + _ROUNDING)
    carried = tuple(slug for slug in raised if _shown(cards.get(slug, ()), true.get(slug, ())))
    gain = sum(values[slug] - start[slug] for slug in carried)
    return Stack(raised, carried, gain, gap)


def _shown(laid: Collection[str], true: Collection[str]) -> bool:
    return bool(laid) and all(card in true for card in laid)
