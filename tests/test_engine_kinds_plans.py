"""Tables, lanes, plans and cards: what earns what, and that no answer from a journal can break a scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from scored import NOTHING, anything, assert_full, assert_open, assert_sound

from course.engine.kinds import cells_answered, concessions, grid, lanes, testimony, value_stack
from course.engine.outcome import Outcome, Score

if TYPE_CHECKING:
    from collections.abc import Callable

# m3-x4's rule on five of its topics: a red topic that is marked anything but red fails the exercise.
COLOURS = {"trip": "green", "team": "green", "school": "amber", "employer": "amber", "salary": "red"}
FORM: dict[str, Any] = {
    "answers": {topic: {"colour": [colour]} for topic, colour in COLOURS.items()},
    "weights": {"colour": 1},
    "void": {},
    "fails": {"salary": {"colour": ["green", "amber"]}},
}
# m5-x2: technique 2 points, condition 1; a lure costs the row.
CLOSE: dict[str, Any] = {
    "answers": {
        "voucher": {"technique": ["7"], "condition": ["date"]},
        "stock": {"technique": ["8"], "condition": ["count"]},
    },
    "weights": {"technique": 2, "condition": 1},
    "void": {"stock": {"technique": ["last-one"]}},
    "fails": {},
}
# m3-x2: questions of a block in any order; here two blocks a lane, and one card that belongs nowhere.
SPIN: dict[str, Any] = {
    "lanes": {"ask": [["vans", "often"], ["wrong"]], "pay": [["save"], ["bill"]]},
    "spare": ["joke"],
    "cards": ("vans", "often", "wrong", "save", "bill", "joke"),
}
SORTED = {"ask": ["often", "vans", "wrong"], "pay": ["save", "bill"], "nowhere": ["joke"]}
TERMS = concessions.Terms(list_price=200, lowest=180, at_least=2)
STACK = value_stack.Case(
    start={"service": 2, "trust": 2, "goodwill": 2},
    top=6,
    gap=2,
    cards={"check", "trace", "rumour"},
    true={"service": ["check"], "trust": ["trace"]},
)
CARD = {
    "who": "a driver",
    "consent": "no",
    "bought": "wash",
    "feeling": "clear",
    "benefit": "sees",
    "duration": "2 years",
    "repeat": "unknown",
    "referrals": "unknown",
    "evidence": "till",
}


def plan(*offers: tuple[str, str]) -> dict[str, Any]:
    return {"offers": [{"price": price, "for": back, "extra": None} for price, back in offers]}


def told(given: Any) -> Score:
    return testimony.score(given, known="Gao, for two years", names=["Gao"], consent="no")


KINDS: dict[str, tuple[Callable[[Any], Score], Any]] = {
    "grid": (
        lambda given: grid.score(given, **CLOSE),
        {row: {column: right[0] for column, right in cells.items()} for row, cells in CLOSE["answers"].items()},
    ),
    "grid that can fail": (
        lambda given: grid.score(given, **FORM),
        {topic: {"colour": colour} for topic, colour in COLOURS.items()},
    ),
    "lanes": (lambda given: lanes.score(given, **SPIN), SORTED),
    "concessions": (lambda given: concessions.score(given, terms=TERMS), plan(("190", "two"), ("185", "card"))),
    "value_stack": (
        lambda given: value_stack.score(given, case=STACK),
        {"values": {"service": "4"}, "evidence": {"service": ["check"]}, "verdict": "worth"},
    ),
    "testimony": (told, CARD),
}
WORDS = [
    *("offers", "price", "for", "extra", "two", "none", "190", "185", "195", "１８０", "", " ", "values", "evidence"),
    *("verdict", "worth", "not-yet", "service", "trust", "goodwill", "check", "trace", "rumour", "4", "9", "-3"),
    *("voucher", "stock", "technique", "condition", "7", "8", "date", "last-one", "colour", "red", "green"),
    *(*SORTED, *SPIN["cards"], *COLOURS, *CARD, "unknown", "yes", "no", "Gao"),
]
ANYTHING = anything(WORDS)


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_answer_earns_full_marks(kind: str) -> None:
    score, model = KINDS[kind]
    assert_full(score(model))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "nothing",
    [
        *NOTHING,
        {"offers": []},
        {"offers": [{"price": " ", "for": "", "extra": None}]},
        {"who": " "},
    ],
)
def test_no_answer_is_unattempted_and_never_wrong(kind: str, nothing: Any) -> None:
    assert_open(KINDS[kind][0](nothing))


@pytest.mark.parametrize("kind", KINDS)
@given(response=ANYTHING)
def test_whatever_stands_in_a_journal_is_scored_without_an_error(kind: str, response: Any) -> None:
    found = KINDS[kind][0](response)
    assert_sound(found)
    if found.outcome is Outcome.UNATTEMPTED:
        assert all(part.outcome is Outcome.UNATTEMPTED for part in found.parts)


# -- grid --


def test_m3_x4_a_red_topic_marked_anything_but_red_fails_the_exercise() -> None:
    right = {topic: {"colour": colour} for topic, colour in COLOURS.items()}
    found = grid.score(right | {"salary": {"colour": "amber"}}, **FORM)
    assert (found.outcome, found.credit) == (Outcome.WRONG, 0.0)
    assert found.parts[-1].notes[0] == "salary:colour:amber"
    assert [part.outcome for part in found.parts[:-1]] == [Outcome.CORRECT] * 4


def test_m3_x4_amber_marked_green_loses_only_its_own_point() -> None:
    right = {topic: {"colour": colour} for topic, colour in COLOURS.items()}
    assert grid.score(right | {"school": {"colour": "green"}}, **FORM).credit == pytest.approx(4 / 5)


def test_m3_x4_an_open_red_topic_fails_nothing() -> None:
    given = {topic: {"colour": colour} for topic, colour in COLOURS.items() if topic != "salary"}
    found = grid.score(given, **FORM)
    assert found.credit == pytest.approx(4 / 5)
    assert found.parts[-1].outcome is Outcome.UNATTEMPTED


@pytest.mark.parametrize(
    ("row", "points"),  # m5-x2: technique 2 points, condition 1, any lure 0
    [
        ({"technique": "8", "condition": "count"}, 3),
        ({"technique": "8", "condition": "date"}, 2),
        ({"technique": "7", "condition": "count"}, 1),
        ({"technique": "8"}, 2),
        ({"technique": "last-one", "condition": "count"}, 0),
    ],
)
def test_m5_x2_the_points_of_a_row(row: dict[str, str], points: int) -> None:
    assert grid.score({"stock": row}, **CLOSE).credit == pytest.approx(points / 6)


def test_a_half_right_row_is_told_cell_by_cell() -> None:
    found = grid.score({"voucher": {"technique": "8"}}, **CLOSE)
    assert [(part.part, str(part.outcome), part.notes) for part in found.parts] == [
        ("voucher:technique", "wrong", ("voucher:technique:8", "voucher:technique")),
        ("voucher:condition", "unattempted", ()),
        ("stock", "unattempted", ()),
    ]


def test_a_row_is_done_when_every_cell_has_a_pick() -> None:
    rows, columns = ("voucher", "stock"), ("technique", "condition")
    assert cells_answered(
        {"voucher": {"technique": "7"}, "stock": {"technique": "8", "condition": "x"}}, rows, columns
    ) == (1, 2)
    assert cells_answered(["voucher"], rows, columns) == (0, 2)


# -- lanes --


def test_m3_x2_questions_of_one_block_stand_in_any_order() -> None:
    assert lanes.score(SORTED | {"ask": ["vans", "often", "wrong"]}, **SPIN).credit == 1


@pytest.mark.parametrize(
    ("given", "halves"),  # half a card for its lane, half for its place
    [
        ({"ask": ["wrong", "vans", "often"]}, 3),  # three rightly in the lane, none at its place
        ({"ask": ["vans", "wrong", "often"]}, 4),  # "vans" is before the other block; these two are not in order
        ({"pay": ["bill", "save"], "nowhere": ["joke"]}, 4),
        ({"pay": ["vans", "save", "often", "bill"]}, 4),  # strangers between them do not count
        ({"nowhere": ["vans"], "ask": ["joke"]}, 0),
        ({"ask": ["vans", "vans"], "pay": ["vans"]}, 2),  # where it stands first
    ],
)
def test_half_a_card_for_the_lane_and_half_for_the_place(given: dict[str, list[str]], halves: int) -> None:
    assert lanes.score(given, **SPIN).credit == pytest.approx(halves / 12)


def test_a_card_on_the_tray_is_not_answered_even_where_it_belongs_nowhere() -> None:
    found = lanes.score({"ask": ["vans"]}, **SPIN)
    assert {part.part for part in found.parts if part.outcome is Outcome.UNATTEMPTED} == set(SPIN["cards"]) - {"vans"}


# -- concessions --


@pytest.mark.parametrize(
    ("offers", "codes", "credit"),  # four rules with a lowest price; two offers are wanted
    [
        ([("190", "two"), ("185", "card"), ("183", "today")], ["ok"], 1),  # m5-x3's log A
        ([("195", "none"), ("188", "two")], ["no-return", "not-smaller"], 1 / 2),  # log B
        ([("192", "two"), ("186", "card"), ("182", "friend"), ("180", "today")], ["too-many"], 3 / 4),  # log C
        ([("195", "card"), ("190", "two")], ["not-smaller"], 3 / 4),  # log D
        ([("190", "two")], ["no-offer"], 1 / 2),
        ([("190", "two"), ("170", "card")], ["not-smaller", "below-lowest"], 1 / 2),
        ([("190", "two"), ("185", "card"), ("cheap", "card")], ["unreadable"], 3 / 4),
        ([("190", "two"), ("195", "card"), ("193", "card")], ["raised"], 3 / 4),
        ([("２００", "none"), ("190 yuan", "two")], ["no-offer"], 1 / 2),  # the list price itself offers nothing
    ],
)
def test_m5_x3_a_plan_earns_the_rules_that_it_keeps(offers: list[Any], codes: list[str], credit: float) -> None:
    found = concessions.score(plan(*offers), terms=TERMS)
    assert [note for part in found.parts for note in part.notes] == codes
    assert found.credit == pytest.approx(credit)


def test_an_extra_is_an_offer_too_and_needs_no_lower_price() -> None:
    response = {"offers": [{"price": "200", "for": "today", "extra": "check"}, {"price": "190", "for": "two"}]}
    assert concessions.score(response, terms=TERMS).credit == 1  # m5-x3's log E, then one step


def test_a_row_that_is_not_finished_is_not_wrong_and_costs_a_rule() -> None:
    found = concessions.score(plan(("190", "two"), ("185", "card"), ("183", "")), terms=TERMS)
    assert found.credit == pytest.approx(3 / 4)
    assert [str(part.outcome) for part in found.parts] == ["correct", "correct", "unattempted"]


# -- value stack --


@pytest.mark.parametrize(
    ("values", "cards", "verdict", "note", "credit"),
    [
        ({"service": "3", "trust": "3"}, {"service": ["check"], "trust": ["trace"]}, "worth", "verdict:worth", 1),
        ({"service": "3"}, {"service": ["check"]}, "worth", "verdict:short", 1 / 4),
        ({"service": "4", "goodwill": "3"}, {"service": ["check"]}, "worth", "verdict:bare", 1 / 4),
        ({"service": "4"}, {"service": ["check"]}, "not-yet", "verdict:enough", 1 / 2),
        ({}, {}, "not-yet", "verdict:more", 1 / 4),
        ({}, {}, "worth", "verdict:short", 0),
    ],
)
def test_m4_x3_half_for_the_stack_and_half_for_the_verdict(
    values: dict[str, str], cards: dict[str, list[str]], verdict: str, note: str, credit: float
) -> None:
    found = value_stack.score({"values": values, "evidence": cards, "verdict": verdict}, case=STACK)
    assert found.parts[-1].notes == (note,)
    assert found.credit == pytest.approx(credit)


def test_m4_x3_where_no_true_card_can_carry_the_gap_not_yet_is_right() -> None:
    case = value_stack.Case(STACK.start, STACK.top, STACK.gap, STACK.cards, true={})
    assert value_stack.score({"verdict": "not-yet"}, case=case).credit == 1
    assert value_stack.score({"verdict": "worth"}, case=case).credit == 0.5  # the stack itself is right as it is


# -- testimony --


def test_m5_x5_all_or_nothing() -> None:
    assert told(CARD | {"referrals": "three friends"}).credit == 0
    assert told(CARD | {"who": "Gao"}).parts[0].notes == ("no-consent",)
    assert told(CARD | {"consent": "yes"}).parts[1].notes == ("invented-consent", "no-consent")


def test_m5_x5_an_unfinished_card_earns_nothing_and_shows_no_field_as_wrong() -> None:
    found = told({"who": "a driver"})
    assert found.credit == 0
    assert Outcome.WRONG not in {part.outcome for part in found.parts}
    assert found.parts[-1].notes == ("part-missing",)
