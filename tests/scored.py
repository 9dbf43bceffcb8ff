"""What the scorer of every kind of question promises, and what may stand in a journal for it to score."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

from course.engine.outcome import Outcome, Score

if TYPE_CHECKING:
    from collections.abc import Sequence

NOTHING = [None, "", [], {}, False, True]  # what no kind takes for an answer


def anything(words: Sequence[str], *, fields: int = 8, leaves: int = 20) -> st.SearchStrategy[Any]:
    """Draw plain JSON data in which ``words`` stand often, as values and as names of fields."""
    leaf = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=30) | st.sampled_from(words)
    names = st.sampled_from(words) | st.text(max_size=5)
    return st.recursive(
        leaf,
        lambda inner: st.lists(inner, max_size=6) | st.dictionaries(names, inner, max_size=fields),
        max_leaves=leaves,
    )


def assert_full(found: Score) -> None:
    """Check the score of a model answer."""
    assert (found.outcome, found.credit) == (Outcome.CORRECT, 1.0)
    assert all(part.outcome is Outcome.CORRECT for part in found.parts)


def assert_open(found: Score) -> None:
    """Check the score of no answer: never wrong, in no part."""
    assert (found.outcome, found.credit) == (Outcome.UNATTEMPTED, 0.0)
    assert all(part.outcome is Outcome.UNATTEMPTED for part in found.parts)


def assert_sound(found: Score) -> None:
    """Check a score of whatever stands in a journal."""
    assert 0 <= found.credit <= 1
    assert (found.outcome is Outcome.CORRECT) == (found.credit == 1)
    assert all(0 <= part.credit <= 1 and isinstance(part.notes, tuple) for part in found.parts)
    if found.outcome in {Outcome.UNATTEMPTED, Outcome.WRONG}:
        assert found.credit == 0
