"""Score a grid: rows with one pick in each column (m0-x2, m3-x3, m3-x4, m5-x1, m5-x2)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.engine.outcome import Outcome, PartScore, Score, outcome_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    Cells = Mapping[str, Mapping[str, Collection[str]]]  # row -> column -> options


def score(response: Any, *, answers: Cells, weights: Mapping[str, float], void: Cells, fails: Cells) -> Score:
    """Give the mean of the rows; a row earns the weighted share of its right columns.

    A ``void`` pick earns nothing for its whole row (a lure of m5-x2). A ``fails`` pick earns nothing for the whole item
    (a red topic of m3-x4 marked as anything but red). A cell without a pick is unattempted and earns nothing.

    Parts: one for a row that is all right (note ``<row>``), is untouched, or holds a void or failing pick (the note of
    that cell); otherwise one for each cell, ``<row>:<column>``, whose notes are ``<row>:<column>:<option>``, then
    ``<row>:<column>``.

    Args:
        response: ``{row: {column: option}}``.
        answers: The accepted options of every cell.
        weights: The weight of each column.
        void: Options that take their row's credit.
        fails: Options that take the item's credit.

    """
    given = response if isinstance(response, dict) else {}
    credit, parts, failed = 0.0, [], False
    for row, accepted in answers.items():
        picks = _picks(given.get(row), accepted)
        failed = failed or _first(picks, fails.get(row, {})) is not None
        stopped = _first(picks, fails.get(row, {})) or _first(picks, void.get(row, {}))
        right = [column for column, option in picks.items() if option in accepted[column]]
        share = sum(weights[column] for column in right) / sum(weights[column] for column in accepted)
        full = len(right) == len(accepted)
        if stopped:
            parts.append(PartScore(row, Outcome.WRONG, 0.0, _notes(row, stopped, picks[stopped])))
        elif full:
            parts.append(PartScore(row, Outcome.CORRECT, 1.0, (row,)))
        elif not picks:
            parts.append(PartScore(row, Outcome.UNATTEMPTED, 0.0))
        else:
            parts += _cells(row, picks, accepted)
        credit += 0.0 if stopped else 1.0 if full else share  # a full row is exactly 1, whatever the weights add up to
    if all(part.outcome is Outcome.UNATTEMPTED for part in parts):
        return Score(Outcome.UNATTEMPTED, 0.0, tuple(parts))
    credit = 0.0 if failed else credit / len(answers)
    return Score(outcome_of(credit), credit, tuple(parts))


def _picks(given: Any, columns: Collection[str]) -> dict[str, str]:
    """Give the row's picks, in the columns' order."""
    row = given if isinstance(given, dict) else {}
    return {column: row[column] for column in columns if isinstance(row.get(column), str) and row[column]}


def _first(picks: Mapping[str, str], options: Mapping[str, Collection[str]]) -> str | None:
    """Give the first column whose pick is among ``options``."""
    return next((column for column, option in picks.items() if option in options.get(column, ())), None)


def _cells(row: str, picks: Mapping[str, str], accepted: Mapping[str, Collection[str]]) -> Iterator[PartScore]:
    for column, right in accepted.items():
        part = f"{row}:{column}"
        if column not in picks:
            yield PartScore(part, Outcome.UNATTEMPTED, 0.0)
        elif picks[column] in right:
            yield PartScore(part, Outcome.CORRECT, 1.0)
        else:
            yield PartScore(part, Outcome.WRONG, 0.0, _notes(row, column, picks[column]))


def _notes(row: str, column: str, option: str) -> tuple[str, str]:
    return (f"{row}:{column}:{option}", f"{row}:{column}")
