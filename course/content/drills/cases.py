"""A case of a drill as an ordinary item: the same seed and number always give the same one."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from course.content.drills.words import Words
from course.content.items import Item
from course.engine.drills.chance import Chance, in_turn

if TYPE_CHECKING:
    from course.content.drills.model import Drill


def drawn_case(drill: Drill, seed: str, number: int) -> Any:
    """Give the data of a case, as the rule's module in ``engine.drills`` draws it.

    Args:
        drill: The drill.
        seed: The learner's seed for it.
        number: Which case it is, from 1.

    """
    rule = _rule(drill)
    focus = in_turn(rule.FOCI, number, seed, drill.id)
    return rule.draw(Chance(seed, drill.id, number), focus, tuple(drill.names))


def case_item(drill: Drill, seed: str, number: int, words: Words | None = None) -> Item:
    """Give a case as an item of the id ``m1-d1.<number>``, which is asked, scored and explained like any other.

    Args:
        drill: The drill.
        seed: The learner's seed for it.
        number: Which case it is, from 1.
        words: The drill's sentences, where somebody wants to know which ones were said.

    Raises:
        CourseError: A sentence that the rule needs is missing, or has a slot that the rule does not fill.

    """
    made = _rule(drill).build(drawn_case(drill, seed, number), words or Words(drill))
    about = {
        "id": f"{drill.id}.{number}",
        "version": drill.version,
        "objective": drill.objective,
        "serves": drill.serves,
        "minutes": drill.minutes,
        "read": drill.read,
    }
    return Item.model_validate(about | made)


def _rule(drill: Drill) -> Any:
    # Imported when it is needed: a stage's page pays for the rules that it shows.
    return import_module(f"course.content.drills.{drill.rule.replace('-', '_')}")
