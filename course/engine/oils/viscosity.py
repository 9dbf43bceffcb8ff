"""Which viscosity grade is better in the cold, which is thicker when hot (m1-x2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.engine.oils.grades import COLD_CLASSES, HOT_CLASSES
from course.engine.oils.label import LabelError, parse_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.oils.label import Label

_COLD = {each.name: -place for place, each in enumerate(COLD_CLASSES)}  # the higher the better
_HOT = {each.name: place for place, each in enumerate(HOT_CLASSES)}


def better_cold(*grades: str) -> str | None:
    """Give the grade that is better in the cold: the one with the lowest W.

    A grade with a W beats a single grade without one. API letters never answer it.

    Returns:
        The grade as it was given; ``None`` when it cannot be told: equal best classes, no W anywhere, a label without
        viscosity, one that cannot be read, or no grades.

    """
    labels = [_read(each) for each in grades]
    if any(each is None or each.sae is None for each in labels):
        return None
    return _only_best(grades, [_COLD.get(each.cold or "") for each in labels if each])


def thicker_hot(*grades: str) -> str | None:
    """Give the grade that is thicker when hot: the one with the largest number behind the W, or alone.

    Returns:
        The grade as it was given; ``None`` when it cannot be told: equal largest classes, a grade that has only a W
        number, a label without viscosity, one that cannot be read, or no grades.

    """
    labels = [_read(each) for each in grades]
    places = [_HOT.get(each.hot or "") if each else None for each in labels]
    return None if None in places else _only_best(grades, places)


def _read(grade: str) -> Label | None:
    try:
        return parse_label(grade)
    except LabelError:
        return None


def _only_best(grades: Sequence[str], places: Sequence[int | None]) -> str | None:
    known = [place for place in places if place is not None]
    if not known or known.count(max(known)) > 1:
        return None
    return grades[places.index(max(known))]
