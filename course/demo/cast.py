"""The learners of the simulated class: different abilities, and the mishaps that real classes have."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from random import Random

    from course.content import Lang


class Mishap(StrEnum):
    """What goes wrong with a submission, in the words of the last screen."""

    NONE = "none"
    BLANK = "no answers"
    LATE = "after the due date"
    LONE_NOTEBOOK = "the notebook only"
    TORN_JOURNAL = "a torn answers file"
    DELETED_CELL = "a deleted cell"
    HOSTILE = "hostile code and file"


@dataclass(frozen=True, slots=True)
class Learner:
    """One simulated learner.

    Attributes:
        name: The id that nbgrader knows the learner by.
        ability: The chance, 0 to 1, that a part is answered rightly.
        lang: The language the learner works in.
        mishap: What goes wrong.

    """

    name: str
    ability: float
    lang: Lang
    mishap: Mishap = Mishap.NONE


# One learner for each thing that must not go wrong; "李娜" and "Ng, Amy" are ids as they come from personnel lists.
_MISHAPS: tuple[tuple[str, Mishap], ...] = (
    ("blank", Mishap.BLANK),
    ("late", Mishap.LATE),
    ("lone-notebook", Mishap.LONE_NOTEBOOK),
    ("torn-journal", Mishap.TORN_JOURNAL),
    ("deleted-cell", Mishap.DELETED_CELL),
    ("hostile", Mishap.HOSTILE),
    ("李娜", Mishap.NONE),
    ("Ng, Amy", Mishap.NONE),
)


def cast(size: int, random: Random) -> list[Learner]:
    """Draw a class of ``size`` learners.

    Raises:
        CourseError: The class is too small for its mishaps.

    """
    if size < len(_MISHAPS):
        raise CourseError(
            f"A class of {size} is too small to show everything.",
            where="--learners",
            then=f"Take at least {len(_MISHAPS)}.",
        )
    names = [*_MISHAPS, *((f"clerk-{number:02}", Mishap.NONE) for number in range(1, size - len(_MISHAPS) + 1))]
    return [
        Learner(
            name,
            ability=round(random.betavariate(5, 2.5), 2),
            lang="zh-CN" if name == "李娜" or number % 3 == 2 else "en",  # noqa: PLR2004  every third learner
            mishap=mishap,
        )
        for number, (name, mishap) in enumerate(names)
    ]
