"""The snapshot is a pure fold; the copy brings back what a journal has lost."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.record import Entry, Journal, Snapshot
from course.record.copy import MIME, has_copy, make, merge, missing, read

if TYPE_CHECKING:
    from pathlib import Path

START = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


def entry(seq: int, event: str, response: Any = None, **more: Any) -> Entry:
    fields = {
        "session": "s",
        "item": "m1-q1",
        "item_version": 1,
        "form": "practice",
        "lang": "en",
        "outcome": None,
    } | more
    return Entry(seq=seq, time=START + timedelta(minutes=seq), event=event, response=response, **fields)


def graded(seq: int, item: str, response: Any, **more: Any) -> Entry:
    return entry(seq, "answer", response, item=item, form="graded", **more)


def test_the_last_response_of_each_form_counts() -> None:
    snapshot = Snapshot.of([entry(1, "answer", "a"), entry(2, "answer", "b"), entry(3, "answer", "c", form="before")])
    assert (snapshot.response("m1-q1", "practice"), snapshot.response("m1-q1", "before")) == ("b", "c")
    assert snapshot.response("m1-q1", "graded") is None


def test_an_answer_can_be_cleared() -> None:
    assert Snapshot.of([entry(1, "answer", "a"), entry(2, "answer")]).response("m1-q1", "practice") is None


def test_attempts_hints_sureness_order_and_solution_are_kept() -> None:
    snapshot = Snapshot.of(
        [
            entry(1, "order", {"options": ["b", "a"]}),
            entry(2, "sure", "fairly"),
            entry(3, "check", "a", outcome="wrong"),
            entry(4, "hint", 1),
            entry(5, "hint", 2),
            entry(6, "check", "b", outcome="correct"),
            entry(7, "solution"),
        ]
    )
    assert snapshot.order("m1-q1", "practice") == {"options": ["b", "a"]}
    assert snapshot.sure("m1-q1") == "fairly"
    assert snapshot.checks("m1-q1") == ["wrong", "correct"]
    assert snapshot.hints("m1-q1") == 2
    assert snapshot.response("m1-q1", "practice") == "b"
    assert snapshot.solution_read("m1-q1")
    assert snapshot.order("m1-q1", "graded") is None


def test_a_scene_begun_again_keeps_its_earlier_run_and_the_learners_words() -> None:
    scene = {"item": "m1-r1", "form": "scene"}
    first, second = {"node": "n1", "choice": "greet"}, {"node": "n1", "choice": "push"}
    snapshot = Snapshot.of(
        [
            entry(0, "draw", {"cause": "dear"}, **scene),
            entry(1, "move", first, **scene),
            entry(2, "say", {"node": "n1", "text": "您好"}, **scene),
            entry(3, "restart", **scene),
            entry(4, "move", second, **scene),
        ]
    )
    assert snapshot.talk("m1-r1") == [("draw", {"cause": "dear"}), ("move", first), ("restart", None), ("move", second)]
    assert snapshot.talk("m2-r1") == []
    assert snapshot.said("m1-r1") == {"n1": "您好"}


def test_a_tool_has_its_last_value() -> None:
    snapshot = Snapshot.of(
        [entry(1, "value", 3, form="tool"), entry(2, "value", 4, form="tool"), entry(3, "tick", ["a"])]
    )
    assert (snapshot.value("m1-q1"), snapshot.tick("m1-q1"), snapshot.value("m1-q2")) == (4, ["a"], None)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["answer", "check", "hint", "sure", "order", "draw", "move", "say", "later"]),
            st.recursive(
                st.none() | st.booleans() | st.integers() | st.text(),
                lambda inner: (
                    st.lists(inner) | st.dictionaries(st.sampled_from(["node", "choice", "text", "x"]), inner)
                ),
            ),
        )
    )
)
def test_no_response_whatever_breaks_the_fold(events: list[tuple[str, Any]]) -> None:
    Snapshot.of(entry(number, event, response) for number, (event, response) in enumerate(events))


# -- the answer copy --


def notebook(*copies: Any) -> dict[str, Any]:
    outputs = [{"output_type": "display_data", "data": {MIME: data}, "metadata": {}} for data in copies]
    return {"cells": [{"cell_type": "markdown", "source": ""}, {"cell_type": "code", "source": "", "outputs": outputs}]}


def test_the_copy_holds_the_entries_that_count_for_the_cells_own_items() -> None:
    entries = [
        graded(1, "m1-x1.V1", "a"),
        graded(2, "m1-x1.V1", "b"),
        graded(3, "m1-x2.A", "c"),
        entry(4, "answer", "d"),
    ]
    copy = make("m1-preparation", entries, ["m1-x1.V1", "m1-x1.V2"])
    assert (copy["v"], copy["assignment"]) == (1, "m1-preparation")
    assert read(notebook(copy)) == [entries[1]]


def test_t17_a_notebook_without_its_journal_brings_every_graded_answer_back(tmp_path: Path) -> None:
    entries = [graded(1, "m1-x1.V1", "a"), graded(5, "m1-x2.A", "油")]
    book = Journal(tmp_path / "answers.jsonl", session="grader")
    assert merge(read(notebook(make("m1-preparation", entries, ["m1-x1.V1", "m1-x2.A"]))), book) == 2
    assert list(book.entries()) == entries
    assert merge(entries, book) == 0  # once is enough


def test_what_a_journal_is_missing_is_told_without_writing_it(tmp_path: Path) -> None:
    entries = [graded(1, "m1-x1.V1", "a"), graded(5, "m1-x2.A", "油")]
    book = Journal(tmp_path / "answers.jsonl", session="grader")
    assert missing(entries[::-1], book) == entries
    assert not list(tmp_path.iterdir())
    book.restore(entries[:1])
    assert missing(entries, book) == entries[1:]


def test_a_form_that_was_shown_leaves_a_copy_even_without_any_answer() -> None:
    assert has_copy(notebook(make("m1-preparation", [], ["m1-x1.V1"])))
    assert not has_copy(notebook())
    assert not has_copy({"cells": None})


def test_a_journal_that_was_cut_short_gets_the_rest_and_goes_on_counting(tmp_path: Path) -> None:
    book = Journal(tmp_path / "answers.jsonl", session="s", now=lambda: START + timedelta(minutes=1))
    book.append(item="m1-x1.V1", form="graded", event="answer", response="a")
    assert merge([graded(7, "m1-x1.V1", "b"), graded(6, "m1-x2.A", "c")], book) == 2
    assert Snapshot.of(book.entries()).response("m1-x1.V1", "graded") == "b"
    assert book.append(item="m1-x1.V1", form="graded", event="answer", response="d").seq == 8


def test_an_older_copy_does_not_undo_a_newer_answer(tmp_path: Path) -> None:
    book = Journal(tmp_path / "answers.jsonl", session="new", now=lambda: START + timedelta(days=1))
    book.append(item="m1-x1.V1", form="graded", event="answer", response="new")
    assert merge([graded(9, "m1-x1.V1", "old"), graded(10, "m1-x2.A", "lost")], book) == 1
    latest = Snapshot.of(book.entries()).latest_graded()
    assert {item: each.response for item, each in latest.items()} == {"m1-x1.V1": "new", "m1-x2.A": "lost"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        "x",
        {},
        {"entries": None},
        {"entries": [None, 1, {}, {"v": 9}, {"v": 1, "seq": 1}]},
        {"entries": {"a": 1}},
    ],
)
def test_a_copy_that_is_none_is_passed_over(data: Any) -> None:
    assert read(notebook(data)) == []


@pytest.mark.parametrize("book", [{}, {"cells": None}, {"cells": [None, 1, {"outputs": [None, {"data": []}]}]}])
def test_a_notebook_of_any_shape_is_read(book: Any) -> None:
    assert read(book) == []


def test_practice_answers_do_not_travel_in_the_copy() -> None:
    assert read(notebook({"entries": [entry(1, "answer", "a").data()]})) == []
