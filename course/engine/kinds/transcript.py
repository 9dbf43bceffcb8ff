"""Score the marks in a transcript."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import UNATTEMPTED, Outcome, PartScore, Score, outcome_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def score(response: Any, *, marks: Mapping[str, str], lines: Sequence[str]) -> Score:
    """Give (hits - false marks) / number of cues, not below 0.

    A hit is a cue line marked with its kind. A false mark is a mark on a line that holds no cue. A cue line marked with
    another kind is neither: it was found, but not named. Parts are the marked lines and the missed cues, in the talk's
    order.

    Args:
        response: ``{line: kind of cue}`` for the marked lines.
        marks: The key, in the same form.
        lines: All lines in their order.

    """
    given = response if isinstance(response, dict) else {}
    marked = {line: given[line] for line in lines if isinstance(given.get(line), str) and given[line]}
    if not marked:
        return UNATTEMPTED
    hits = sum(marks.get(line) == cue for line, cue in marked.items())
    false = sum(line not in marks for line in marked)
    credit = max(0.0, (hits - false) / len(marks)) if marks else 0.0
    return Score(outcome_of(credit), credit, tuple(_parts(marked, marks, lines)))


def _parts(marked: Mapping[str, str], marks: Mapping[str, str], lines: Sequence[str]) -> Iterator[PartScore]:
    for line in lines:
        if line in marked and marked[line] == marks.get(line):
            yield PartScore(line, Outcome.CORRECT, 1.0, (line,))
        elif line in marked:
            yield PartScore(line, Outcome.WRONG, 0.0, (f"{line}:{marked[line]}", f"{line}:wrong"))
        elif line in marks:
            yield PartScore(line, Outcome.UNATTEMPTED, 0.0, (f"{line}:missed",))
