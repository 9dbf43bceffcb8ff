"""Every kind's scorer: what earns what, and that no answer from a journal can break one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scored import NOTHING, anything, assert_full, assert_open, assert_sound

from course.engine.kinds import (
    answered,
    checklist,
    choice,
    multi,
    numeric,
    order,
    pairing,
    planner,
    transcript,
    verdict,
    written,
)
from course.engine.outcome import Outcome, Score

if TYPE_CHECKING:
    from collections.abc import Callable

STEPS = ["stop", "open", "fill", "close", "pay"]
# m2-x2 with one row a class: 600 minutes, at least 60 % red, at least 30 % green, at most 10 % rotten.
ROWS = {"red": "red", "green": "green", "rotten": "rotten"}
RULES = {
    "red:min": planner.Rule("red", at_least=60),
    "green:min": planner.Rule("green", at_least=30),
    "rotten:max": planner.Rule("rotten", at_most=10),
}
LINES = ["a", "b", "c", "d", "e"]
MARKS = {"b": "need", "d": "price"}

# kind -> (scorer, an answer that earns full marks)
KINDS: dict[str, tuple[Callable[[Any], Score], Any]] = {
    "checklist": (lambda given: checklist.score(given, entries=("x", "y")), ["y", "x"]),
    "choice": (lambda given: choice.score(given, answer="x"), "x"),
    "multi": (lambda given: multi.score(given, answers=["x", "y"], options=("x", "y", "z"), because={}), ["y", "x"]),
    "numeric": (lambda given: numeric.score(given, answer=82, tolerance=0.5, mistakes={"swapped": 18}), "82"),
    "order": (lambda given: order.score(given, answers=[STEPS]), {"order": STEPS, "blanks": {}}),
    "pairing": (
        lambda given: pairing.score(given, accepted={"x": ["1"], "y": ["2", "3"]}, parts=("x", "y")),
        {"x": "1", "y": "3"},
    ),
    "planner": (
        lambda given: planner.score(given, rows=ROWS, total=600, rules=RULES),
        {"red": "360", "green": "180", "rotten": "60"},
    ),
    "transcript": (lambda given: transcript.score(given, marks=MARKS, lines=LINES), MARKS),
    "verdict": (
        lambda given: verdict.score(given, verdict="fail", reasons=["c"]),
        {"verdict": "fail", "reason": "c"},
    ),
    "text": (written.score_text, "Washer fluid empty? A bottle is inside."),
    "boxes": (lambda given: written.score_boxes(given, boxes=("f", "b")), {"f": "5W-30", "b": "starts in the cold"}),
}
WORDS = [
    *"xyzabcdefb",
    *STEPS,
    *ROWS,
    *[
        "1",
        "2",
        "3",
        "82",
        "18",
        "600",
        "６０",
        "",
        " ",
        "\u200b",
        "need",
        "price",
        "verdict",
        "reason",
        "order",
        "blanks",
    ],
]
ANYTHING = anything(WORDS, fields=6, leaves=12)


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_answer_earns_full_marks(kind: str) -> None:
    score, model = KINDS[kind]
    assert_full(score(model))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("nothing", NOTHING)
def test_no_answer_is_unattempted_and_never_wrong(kind: str, nothing: Any) -> None:
    assert_open(KINDS[kind][0](nothing))


@pytest.mark.parametrize("kind", KINDS)
@given(response=ANYTHING)
def test_whatever_stands_in_a_journal_is_scored_without_an_error(kind: str, response: Any) -> None:
    found = KINDS[kind][0](response)
    assert_sound(found)
    done, total = answered(response, ("x", "y"))
    assert 0 <= done <= total == 2
    assert answered(response, ("",)) in {(0, 1), (1, 1)}


@pytest.mark.parametrize(
    ("given", "credit", "misplaced"),
    [
        (["open", "stop", "fill", "close", "pay"], 0.8, {"open"}),  # one neighbouring swap: tau 8/10
        (["fill", "close", "pay", "stop", "open"], 0.0, {"stop", "open"}),  # 4 pairs right, 6 wrong
        (["pay", "stop", "open", "fill", "close"], 0.2, {"pay"}),
        (STEPS[::-1], 0.0, {"open", "fill", "close", "pay"}),
    ],
)
def test_an_order_earns_its_right_pairs_beyond_chance(given: list[str], credit: float, misplaced: set[str]) -> None:
    found = order.score({"order": given}, answers=[STEPS])
    assert found.credit == pytest.approx(credit)
    wrong = {part.part for part in found.parts if part.outcome is Outcome.WRONG}
    assert len(wrong) == len(misplaced)


def test_a_misplaced_step_names_its_inverted_pairs_before_itself() -> None:
    found = order.score({"order": ["stop", "fill", "close", "pay", "open"]}, answers=[STEPS])
    notes = {part.part: part.notes for part in found.parts}
    pairs = ("open>fill", "fill>open", "open>close", "close>open", "open>pay", "pay>open")
    assert notes["open"] == (*pairs, "open")
    assert notes["fill"] == ("fill",)


def test_the_accepted_order_that_fits_best_counts() -> None:
    # C27: the last two of observe-ask-listen-verify-sum up may stand either way
    loop = ["observe", "ask", "listen", "verify", "sum-up"]
    either = [loop, [*loop[:3], "sum-up", "verify"]]
    assert order.score({"order": [*loop[:3], "sum-up", "verify"]}, answers=either).credit == 1


def test_pinned_steps_earn_nothing() -> None:
    # s27: the safety step stands first and cannot be moved
    found = order.score({"order": ["stop", "pay", "close", "fill", "open"]}, answers=[STEPS], pinned=["stop"])
    assert found.credit == 0
    assert "stop" not in {part.part for part in found.parts}
    assert order.score({"order": STEPS}, answers=[STEPS], pinned=["stop"]).outcome is Outcome.CORRECT


def test_an_unfinished_order_is_never_right_and_its_missing_steps_are_unattempted() -> None:
    found = order.score({"order": ["stop", "open", "fill", "close"]}, answers=[STEPS])
    assert found.credit == pytest.approx(0.6)
    assert found.parts[-1].outcome is Outcome.UNATTEMPTED


@pytest.mark.parametrize(
    "typed",
    [
        "82",
        "８２",
        "82%",
        "82 %",
        "８２％",
        " 82\u200b",
        "82.0",
        "82,0",
        "82。3",
        "+82",
        "82 percent",
        82,
        82.0,
        "81.5",
    ],
)
def test_a_number_is_read_as_it_was_meant(typed: Any) -> None:
    assert numeric.score(typed, answer=82, tolerance=0.5, mistakes={}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    "typed", ["9800", "9,800", "9，800", "9 800", "9’800", "9,800.0", "9.800,0", "９８００ 公里", "9800 km", "9,800km"]
)
def test_thousands_marks_are_read(typed: str) -> None:
    assert numeric.score(typed, answer=9800, tolerance=0, mistakes={}).outcome is Outcome.CORRECT


@pytest.mark.parametrize(
    "typed",
    ["eighty", "8 2", "82 or 18", "1,2,3", "82+1", "八九十", "三四", "一二百", "--82", "%", "5万", "9" * 10_000],
)
def test_what_is_no_number_is_unreadable_and_not_guessed(typed: str) -> None:
    found = numeric.score(typed, answer=82, tolerance=0.5, mistakes={})
    assert (found.outcome, found.parts[0].notes) == (Outcome.WRONG, ("unreadable",))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("八十二", 82),
        ("十", 10),
        ("零", 0),
        ("一百八十一", 181),
        ("一百零八", 108),
        ("一百八", 180),  # as it is said: the last digit counts tens
        ("两千零五十", 2050),
        ("一万二", 12000),
        ("一万零三", 10003),
        ("三十五万", 350000),
        ("九千八百公里", 9800),
    ],
)
def test_chinese_numerals_are_read(typed: str, meant: float) -> None:
    assert numeric.score(typed, answer=meant, tolerance=0, mistakes={}).outcome is Outcome.CORRECT


@given(st.integers(min_value=0, max_value=99_999_999))
def test_every_numeral_that_is_written_is_read_back(value: int) -> None:
    assert numeric.score(_in_numerals(value), answer=value, tolerance=0, mistakes={}).outcome is Outcome.CORRECT


def _in_numerals(value: int) -> str:
    """Write a number as a form of a bank asks for it: each step said, 零 where one is skipped."""
    if value >= 10_000:
        rest = value % 10_000
        gap = "零" if 0 < rest < 1000 else ""
        return _in_numerals(value // 10_000) + "万" + gap + (_in_numerals(rest) if rest else "")
    said = ""
    for step, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, value = divmod(value, step)
        if digit:
            said += "零一二三四五六七八九"[digit] + sign
        elif said and value and not said.endswith("零"):
            said += "零"
    return said or "零"


def test_a_named_mistake_comes_before_the_general_note() -> None:
    # m1-q6: answering with the additives' share itself
    assert numeric.score("18 %", answer=82, tolerance=0, mistakes={"swapped": 18}).parts[0].notes == (
        "swapped",
        "wrong",
    )
    assert numeric.score("17", answer=82, tolerance=0, mistakes={"swapped": 18}).parts[0].notes == ("wrong",)


def test_typed_decimals_are_compared_as_typed() -> None:
    assert numeric.score(0.1 + 0.2, answer=0.3, tolerance=0, mistakes={}).outcome is Outcome.CORRECT


@pytest.mark.parametrize("blank", [" ", "\n\t", "\u200b\ufeff", "\u3000", "\u3164", "\u00ad", "\ufe0f"])
def test_a_text_that_shows_nothing_is_no_text(blank: str) -> None:
    assert written.score_text(blank).outcome is Outcome.UNATTEMPTED
    assert written.score_boxes({"f": blank}, boxes=("f", "b")).outcome is Outcome.UNATTEMPTED
    assert answered(blank, ("",)) == (0, 1)


def test_some_boxes_filled_are_partly_right_and_the_empty_one_says_so() -> None:
    found = written.score_boxes({"f": "5W-30"}, boxes=("f", "b"))
    assert (found.outcome, found.credit) == (Outcome.PARTIAL, 0.5)
    assert [(part.part, part.notes) for part in found.parts] == [("f", ()), ("b", ("b",))]


def test_s45_where_boxes_are_distinct_one_that_repeats_another_is_still_open() -> None:
    same = {"f": "5W-30", "b": " ５w-30."}
    found = written.score_boxes(same, boxes=("f", "b"), distinct=True)
    assert [(part.outcome, part.notes) for part in found.parts] == [
        (Outcome.CORRECT, ()),
        (Outcome.UNATTEMPTED, ("same",)),
    ]
    assert written.score_boxes(same, boxes=("f", "b")).credit == 1


@pytest.mark.parametrize(
    ("plan", "credit", "notes"),
    [
        (("360", "180", "60"), 1, {"right"}),
        (("420", "180", "0"), 1, {"right"}),  # minutes taken from rotten may be moved up
        (("３６０", "180 min", " 60 "), 1, {"right"}),
        (("360", "170", "70"), 0.5, {"green:min", "rotten:max"}),
        (("300", "200", "60"), 0.5, {"total", "red:min"}),
        (("360", "180", "lots"), 0, {"unreadable"}),
        (("360.5", "180", "59.5"), 0, {"unreadable"}),
        (("-1", "180", "60"), 0, {"unreadable"}),
    ],
)
def test_a_plan_earns_the_share_of_its_rules(plan: tuple[str, ...], credit: float, notes: set[str]) -> None:
    found = planner.score(dict(zip(ROWS, plan, strict=True)), rows=ROWS, total=600, rules=RULES)
    assert found.credit == pytest.approx(credit)
    assert {note for part in found.parts for note in part.notes} == notes


def test_an_unfinished_plan_is_not_wrong_yet() -> None:
    found = planner.score({"red": "360", "green": " "}, rows=ROWS, total=600, rules=RULES)
    assert found.outcome is Outcome.UNATTEMPTED
    assert [part.part for part in found.parts] == ["total", *RULES]


def test_an_unfinished_plan_that_is_too_large_already_says_so() -> None:
    found = planner.score({"red": "601"}, rows=ROWS, total=600, rules=RULES)
    assert (found.outcome, found.parts[0].notes) == (Outcome.WRONG, ("total",))


def test_ticks_are_counted_and_open_entries_are_not_wrong() -> None:
    found = checklist.score(["x"], entries=("x", "y"))
    assert (found.outcome, found.credit, found.parts[0].notes) == (Outcome.PARTIAL, 0.5, ("open",))


@pytest.mark.parametrize(
    ("marks", "credit"),
    [
        ({"b": "need"}, 0.5),
        ({"b": "need", "d": "need"}, 0.5),  # found, but another kind of cue: neither hit nor false mark
        ({"b": "need", "d": "price", "a": "need"}, 0.5),
        ({"a": "need", "c": "need"}, 0),
        (dict.fromkeys(LINES, "need"), 0),  # marking everything does not pay
    ],
)
def test_marks_earn_hits_less_false_marks(marks: dict[str, str], credit: float) -> None:
    assert transcript.score(marks, marks=MARKS, lines=LINES).credit == pytest.approx(credit)


def test_a_missed_cue_is_told_and_unattempted() -> None:
    found = transcript.score({"b": "need", "a": "price"}, marks=MARKS, lines=LINES)
    assert [(part.part, part.outcome, part.notes) for part in found.parts] == [
        ("a", Outcome.WRONG, ("a:price", "a:wrong")),
        ("b", Outcome.CORRECT, ("b",)),
        ("d", Outcome.UNATTEMPTED, ("d:missed",)),
    ]


def test_a_void_verdict_takes_the_reason_with_it() -> None:
    # m2-x4: a lure line scores nothing for the scene, whatever place is named
    found = verdict.score({"verdict": "lure", "reason": "shop"}, verdict="water", reasons=["shop"], void=["lure"])
    assert found.credit == 0


@pytest.mark.parametrize(
    ("response", "parts", "expected"),
    [
        (None, ("",), (0, 1)),
        ("x", ("",), (1, 1)),
        (0, ("",), (1, 1)),
        (["none"], ("",), (1, 1)),
        ([], ("",), (0, 1)),
        ([None, ""], ("",), (0, 1)),
        ({"order": ["a"], "blanks": {}}, ("",), (1, 1)),
        ({"order": [], "blanks": {"twelve": "thanks"}}, ("",), (0, 1)),
        ({"f": "x", "b": " ", "strange": "x"}, ("f", "b"), (1, 2)),
        ({"verdict": "fail"}, ("verdict", "reason"), (1, 2)),
        ("text", ("f", "b"), (0, 2)),
    ],
)
def test_answered_parts_are_counted(response: Any, parts: tuple[str, ...], expected: tuple[int, int]) -> None:
    assert answered(response, parts) == expected
