"""What a seed draws: names, cars and figures of a day, and the order in which its choices are shown.

Only ``Random(text).random()`` is used: Python promises that it gives the same numbers in every version, which it does
not promise of ``choice``, ``shuffle`` or ``randrange``. Each draw has a sequence of its own, so that a draw that is
added to a day leaves the others as they were.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import floor
from random import Random
from typing import TYPE_CHECKING, Any

from course.engine.shift.plan import Range

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.engine.shift.plan import Plan, Sum


@dataclass(frozen=True, slots=True)
class Drawn:
    """What one seed drew.

    Attributes:
        values: By slot: "fleet.name" and "fleet.vans" of a drawn row (whatever stands there), "pay" of a range, and the
            names of the sums.
        figures: Those of them that are numbers.

    """

    values: Mapping[str, Any]
    figures: Mapping[str, float]


def draw(plan: Plan, seed: str) -> Drawn:
    """Draw everything that differs from learner to learner; the same seed always gives the same."""
    values: dict[str, Any] = {}
    for name, drawn in plan.draws.items():
        chance = _chance(seed, name)
        if isinstance(drawn, Range):
            values[name] = _plain(drawn.start + drawn.step * int(chance * drawn.size))
        elif drawn:
            row = drawn[int(chance * len(drawn))]
            values |= {f"{name}.{column}": value for column, value in row.items()}
    figures = {slot: float(value) for slot, value in values.items() if _is_figure(value)}
    for name, told in plan.sums.items():
        worked = _work_out(told, figures)
        if worked is not None:
            figures[name] = worked
            values[name] = _plain(worked)
    return Drawn(values, figures)


def order_of(names: Iterable[str], seed: str, place: str) -> list[str]:
    """Give the choices of the turn at ``place`` in the order that ``seed`` draws; a new one moves none of them."""
    return sorted(names, key=lambda name: (_chance(seed, f"{place}:{name}"), name))


def variety(plan: Plan) -> int:
    """Count how many different days the draws can give."""
    found = 1
    for drawn in plan.draws.values():
        found *= drawn.size if isinstance(drawn, Range) else max(1, len(drawn))
    return found


def _chance(seed: str, name: str) -> float:
    return Random(f"{seed}:{name}").random()  # noqa: S311  a customer's name is no secret


def _is_figure(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _plain(value: float) -> float:
    """Take off what binary fractions add: 0.1 + 0.2 is 0.3, and 36.0 is 36."""
    near = round(value, 6)
    return int(near) if near == int(near) else near


def _work_out(told: Sum, figures: Mapping[str, float]) -> float | None:
    """Work out a sum; ``None`` where one of its figures is not there, or a share of nothing is asked."""
    given = [figures.get(each) if isinstance(each, str) else float(each) for each in told.figures]
    known = [each for each in given if each is not None]
    if len(known) < len(given) or not known:
        return None
    first, rest = known[0], known[1:]
    match told.rule:
        case "product":
            for each in rest:
                first *= each
        case "sum":
            first += sum(rest)
        case "difference":
            first -= sum(rest)
        case "share" if rest and rest[0]:
            first = floor(100 * first / rest[0] + 0.5 + 1e-9)
        case _:
            return None
    return float(_plain(first))
