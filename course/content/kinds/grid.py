"""A grid: one pick in each cell. Response: ``{row slug: {column slug: option slug}}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from pydantic import Field

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Model, Slug, Text
from course.engine.kinds import cells_answered, grid

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from course.engine.outcome import Score

Cells = dict[Slug, dict[Slug, list[Slug]]]  # row -> column -> options


class Column(Model):
    """What is asked of every row, with its options and its weight in a row's credit."""

    label: Text
    options: dict[Slug, Text] = Field(min_length=2)
    weight: float = Field(default=1, gt=0)


class Grid(Question):
    """Rows and columns with a list in each cell. "No" and "none" are options of their own where they are meant."""

    shuffled: ClassVar = ("rows",)
    kind: Literal["grid"]
    rows: dict[Slug, Text] = Field(min_length=1)
    columns: dict[Slug, Column] = Field(min_length=1)

    def parts(self) -> tuple[str, ...]:
        """Give the rows."""
        return tuple(self.rows)

    def answered(self, response: Any) -> tuple[int, int]:
        """Count a row as done when every one of its cells has a pick."""
        return cells_answered(response, self.rows, self.columns)


class GridKey(Key):
    """``notes``: ``<row>`` (all right) and ``<row>:<column>`` (that cell wrong); ``<row>:<column>:<option>`` if named.

    Each void and each failing option has a note of its own. A cell whose wrong options all have one needs no
    ``<row>:<column>``.
    """

    answers: dict[Slug, dict[Slug, list[Slug]]]  # row -> column -> accepted options, the best first
    void: Cells = {}  # options that earn nothing for the whole row (lures of m5-x2)
    fails: Cells = {}  # options that earn nothing for the whole item (a red topic of m3-x4 not marked red)

    def required(self, question: Grid) -> frozenset[str]:
        """Every row has a note for right, every cell one for wrong, every void or failing option its own."""
        found = set(question.rows)
        for row, column, options in _cells(self.void, self.fails):
            found |= {f"{row}:{column}:{option}" for option in options}
        for row, column, accepted in _cells(self.answers):
            wrong = question.columns[column].options.keys() - set(accepted) if column in question.columns else set()
            named = {f"{row}:{column}:{option}" for option in wrong}
            if not named <= found | self.notes.keys():
                found.add(f"{row}:{column}")
        return frozenset(found)

    def allowed(self, question: Grid) -> frozenset[str]:
        """Give the notes for single options, and those of the cells."""
        cells = [(row, column) for row in question.rows for column in question.columns]
        return frozenset(f"{row}:{column}" for row, column in cells) | frozenset(
            f"{row}:{column}:{option}" for row, column in cells for option in question.columns[column].options
        )

    def mismatches(self, question: Grid) -> list[str]:
        """Every cell has an answer, and each option named is one that its column offers."""
        found: list[str] = []
        named: tuple[tuple[str, Cells], ...] = (("answers", self.answers), ("void", self.void), ("fails", self.fails))
        for field, cells in named:
            found += unknown(f"key.{field}", set(cells), question.rows.keys())
            for row, column, options in _cells(cells):
                if column not in question.columns:
                    found.append(f"key.{field}.{row}: '{column}' is not in the question")
                else:
                    offered = question.columns[column].options.keys()
                    found += unknown(f"key.{field}.{row}.{column}", set(options), offered)
        for row in question.rows:
            lacking = [column for column in question.columns if not self.answers.get(row, {}).get(column)]
            found += [f"key.answers.{row} has nothing for '{column}'" for column in lacking]
        for row, column, options in _cells(self.void, self.fails):
            both = set(options) & set(self.answers.get(row, {}).get(column, []))
            found += [f"key: '{option}' of {row}.{column} is right and takes credit" for option in sorted(both)]
        return found

    def score(self, question: Grid, response: Any) -> Score:
        """Score each row alike: the weighted share of its right columns."""
        return grid.score(
            response,
            answers={row: {column: self.answers[row][column] for column in question.columns} for row in question.rows},
            weights={slug: column.weight for slug, column in question.columns.items()},
            void=self.void,
            fails=self.fails,
        )

    def model_answer(self, question: Grid) -> dict[str, dict[str, str]]:
        """Give each cell's best option."""
        return {row: {column: self.answers[row][column][0] for column in question.columns} for row in question.rows}


def _cells(*every: Mapping[str, Mapping[str, list[str]]]) -> Iterator[tuple[str, str, list[str]]]:
    for cells in every:
        for row, columns in cells.items():
            for column, options in columns.items():
                yield row, column, options
