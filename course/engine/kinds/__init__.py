"""How each question kind is scored. Responses are plain JSON data from a journal: anything may be in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.typed import is_typed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


def answered(response: Any, parts: Sequence[str]) -> tuple[int, int]:
    """Count how many of an item's ``parts`` are answered, and how many there are.

    Args:
        response: Plain JSON data of any form; ``None`` when there is none.
        parts: What the question's ``parts()`` gives. ``("",)`` is one part: a choice, a list, a text, an order.

    Returns:
        ``(done, total)``. A text of blanks or zero-width characters is no answer; the number 0 is one.

    """
    if len(parts) == 1 and parts[0] == "":
        return int(_is_answer(response)), 1
    given = response if isinstance(response, dict) else {}
    return sum(_is_answer(given.get(part)) for part in parts), len(parts)


def cells_answered(response: Any, rows: Iterable[str], columns: Iterable[str]) -> tuple[int, int]:
    """Count the rows of a grid that have an answer in every one of ``columns``, and all rows."""
    given = response if isinstance(response, dict) else {}
    every = tuple(columns)
    done = [answered(given.get(row), every) == (len(every), len(every)) for row in rows]
    return sum(done), len(done)


def _is_answer(value: Any) -> bool:
    match value:
        case list():
            return any(is_typed(each) for each in value)
        case dict():
            # An order with its blanks: filling in a blank step is not ordering.
            return _is_answer(value["order"]) if "order" in value else any(_is_answer(each) for each in value.values())
        case _:
            return is_typed(value)
