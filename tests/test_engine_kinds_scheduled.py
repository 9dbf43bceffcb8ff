"""Timetables, calendars and budgets: what earns what, and that no answer from a journal can break a scorer."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from scored import NOTHING, anything, assert_full, assert_open, assert_sound

from course.engine.kinds import budget, dates, timetable
from course.engine.outcome import Outcome, Score

if TYPE_CHECKING:
    from collections.abc import Callable

# m6-x2: seven parts for a collection at 10:00; together 120 minutes.
FIXED = {"formal": 25, "warranty": 10, "papers": 10, "drive": 15, "feast": 10, "survey": 5}
FRAME = timetable.Frame(600, 720, FIXED, {"explain": 45}, {"survey": ["feast"]})
SLOTS = ("formal", "warranty", "papers", "explain", "drive", "feast", "survey")
STARTS = ("10:00", "10:25", "10:35", "10:45", "11:30", "11:45", "11:55")
MORNING = {slug: {"start": start} for slug, start in zip(SLOTS, STARTS, strict=True)}
MORNING["explain"]["minutes"] = "45"
# m7-x2: sold on Thursday 2026-03-05.
WINDOWS = {
    "thanks": (date(2026, 3, 5), date(2026, 3, 6)),
    "check": (date(2026, 3, 6), date(2026, 3, 7)),
    "month": (date(2026, 4, 3), date(2026, 4, 7)),
    "mileage": (date(2026, 9, 20), date(2026, 10, 20)),
    "season": (date(2026, 4, 8), date(2027, 3, 5)),
}
CALENDAR = dates.Calendar(date(2026, 3, 5), WINDOWS, {"season": 60})
YEAR = {
    "thanks": "2026-03-06",
    "check": "3月7日",
    "month": "5.4.",
    "mileage": "5 October 2026",
    "season": "2026-07-01",
}
# m7-x6: twenty gold customers, one hour a week.
COST = {"invitation": 3, "greeting": 4, "phone": 6, "visits": 40}
LIMITS = budget.Limits(COST, 20, 3120, {"visits": 2}, 2, ("agreed", "nogift"))
COUNTS = {"invitation": "3", "greeting": "4", "phone": "5", "visits": "2"}
SETTLED = ["agreed", "nogift"]


def morning(given: Any) -> Score:
    return timetable.score(given, frame=FRAME, slots=SLOTS)


def calendar(given: Any) -> Score:
    return dates.score(given, calendar=CALENDAR)


def year(given: Any) -> Score:
    return budget.score(given, limits=LIMITS)


KINDS: dict[str, tuple[Callable[[Any], Score], Any]] = {
    "timetable": (morning, MORNING),
    "dates": (calendar, YEAR),
    "budget": (year, {"counts": COUNTS, "conditions": SETTLED}),
}
WORDS = [
    *(*SLOTS, *WINDOWS, *COST, *SETTLED, *STARTS, *YEAR.values()),
    *("start", "minutes", "counts", "conditions", "none", "", "45", "9:05", "3", "-1", "0", "half past"),
]
ANYTHING = anything(WORDS)


def notes(found: Score) -> list[tuple[str, str]]:
    return [(part.part, note) for part in found.parts for note in part.notes if part.outcome is Outcome.WRONG]


@pytest.mark.parametrize("kind", KINDS)
def test_the_model_answer_earns_full_marks(kind: str) -> None:
    score, model = KINDS[kind]
    assert_full(score(model))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "nothing",
    [*NOTHING, {"formal": {"start": " "}}, {"thanks": ""}, {"counts": {}, "conditions": SETTLED}],
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


# -- timetable --


@pytest.mark.parametrize(
    ("changes", "faults", "credit"),  # m6-x2: four rules of 2 points, a wait costs 1 of 8
    [
        ({"drive": {"start": "11:25"}}, [("drive", "overlap"), ("feast", "gap")], 3 / 4 - 1 / 8),
        ({"explain": {"start": "10:45", "minutes": "40"}}, [("explain", "too-short"), ("drive", "gap")], 5 / 8),
        ({"survey": {"start": "11:45"}, "feast": {"start": "11:50"}}, [("survey", "order")], 3 / 4),
        ({"survey": {"start": "12:00"}}, [("survey", "gap"), ("plan", "end")], 5 / 8),
        ({"formal": {"start": "9:55"}}, [("formal", "begin"), ("warranty", "gap")], 5 / 8),
        ({slug: {"start": "12:00"} for slug in FIXED}, None, 1 / 8),
        ({slug: {"start": "13:00"} for slug in FIXED} | {"explain": {"start": "9:00", "minutes": "1"}}, None, 0),
    ],
)
def test_m6_x2_each_rule_is_a_quarter_and_each_wait_an_eighth(changes: Any, faults: Any, credit: float) -> None:
    found = morning(MORNING | changes)
    assert faults is None or notes(found) == faults
    assert found.credit == pytest.approx(credit)


def test_m6_x2_an_explanation_may_take_longer_when_the_rest_still_fits() -> None:
    frame = timetable.Frame(810, 930, FIXED | {"formal": 20}, {"explain": 45}, {"survey": ["feast"]})
    starts = ("13:30", "13:50", "14:00", "14:10", "15:00", "15:15", "15:25")
    given = {slug: {"start": start, "minutes": "50"} for slug, start in zip(SLOTS, starts, strict=True)}
    assert timetable.score(given, frame=frame, slots=SLOTS).credit == 1


def test_m6_x2_a_part_that_is_left_open_is_unattempted_and_the_plan_earns_nothing() -> None:
    found = morning({slug: row for slug, row in MORNING.items() if slug != "feast"})
    assert (found.outcome, found.credit) == (Outcome.UNATTEMPTED, 0)
    assert [part.part for part in found.parts] == ["feast"]
    assert morning(MORNING | {"explain": {"start": "10:45"}}).outcome is Outcome.UNATTEMPTED


def test_m6_x2_what_is_wrong_in_an_unfinished_plan_is_told() -> None:
    found = morning({"formal": {"start": "10:00"}, "warranty": {"start": "10:10"}, "papers": {"start": "ten"}})
    assert notes(found) == [("warranty", "overlap"), ("papers", "unreadable")]
    assert (found.outcome, found.credit) == (Outcome.WRONG, 0)


def test_a_plan_without_an_order_or_a_shortest_time_has_two_rules() -> None:
    frame = timetable.Frame(600, 630, {"a": 15, "b": 15})
    late = {"a": {"start": "10:00"}, "b": {"start": "10:20"}}
    assert timetable.score(late, frame=frame, slots=("a", "b")).credit == pytest.approx(1 / 2 - 1 / 8)


# -- dates --


@pytest.mark.parametrize(
    ("slug", "typed", "note"),
    [
        ("thanks", "2026-03-04", "thanks:early"),
        ("thanks", "7.3.", "thanks:late"),
        ("check", "2026-03-05", "check:early"),
        ("month", "2026-04-08", "month:late"),
        ("month", "none", "month:none"),
        ("season", "2026-09-01", "season:near"),  # 34 days before the mileage reminder
        ("season", "2026-05-01", "season:near"),  # 26 days after the first month
        ("season", "2027-03-06", "season:late"),
        ("mileage", "3/6", "unreadable"),
    ],
)
def test_m7_x2_one_wrong_date_costs_a_fifth_and_is_told(slug: str, typed: str, note: str) -> None:
    found = calendar(YEAR | {slug: typed})
    assert notes(found) == [(slug, note)]
    assert found.credit == pytest.approx(4 / 5)


@pytest.mark.parametrize("month", ["2026-04-03", "2026-04-04", "2026-04-05", "2026-04-06", "2026-04-07"])
def test_m7_x2_the_month_falls_on_a_sunday_and_has_two_days_of_grace(month: str) -> None:
    assert calendar(YEAR | {"month": month}).credit == 1


def test_m7_x2_sixty_days_apart_is_far_enough() -> None:
    assert calendar(YEAR | {"season": "2026-06-04"}).credit == 1  # 60 days after 5 April
    assert calendar(YEAR | {"season": "2026-06-03"}).credit < 1


def test_m7_x2_without_consent_no_contact_is_the_right_answer() -> None:
    shut = dates.Calendar(date(2026, 3, 5), {"thanks": None})
    assert dates.score({"thanks": "none"}, calendar=shut).credit == 1
    assert notes(dates.score({"thanks": "2026-03-06"}, calendar=shut)) == [("thanks", "thanks:contact")]


def test_no_contact_is_no_answer_where_it_cannot_be_chosen() -> None:
    asked = dates.Calendar(date(2026, 3, 5), {"thanks": WINDOWS["thanks"]}, none=False)
    assert notes(dates.score({"thanks": "none"}, calendar=asked)) == [("thanks", "unreadable")]


# -- budget --


@pytest.mark.parametrize(
    ("counts", "ticked", "faults", "quarters"),
    [
        ({"visits": "6"}, SETTLED, [("plan", "over")], 3),  # the full system: 295 minutes x 20 = 5,900
        ({"visits": "1"}, SETTLED, [("visits", "visits:min")], 3),
        ({}, ["agreed"], [("conditions", "conditions")], 3),
        (
            dict.fromkeys(COST, "0"),
            [],
            [("visits", "visits:min"), ("contacts", "contacts"), ("conditions", "conditions")],
            0,
        ),
        ({"phone": "many"}, SETTLED, [("phone", "unreadable")], 3),
        ({"phone": "2.5"}, SETTLED, [("phone", "unreadable")], 3),
        ({"phone": ""}, SETTLED, [], 3),  # open: it is not known whether it fits
        ({"phone": "", "visits": "5"}, SETTLED, [("plan", "over")], 3),
    ],
)
def test_m7_x6_each_rule_is_a_quarter(counts: Any, ticked: Any, faults: Any, quarters: int) -> None:
    found = year({"counts": COUNTS | counts, "conditions": ticked})
    assert notes(found) == faults
    assert found.credit == pytest.approx(quarters / 4)


def test_m7_x6_the_limit_itself_is_within() -> None:
    limits = budget.Limits({"visits": 40}, 20, 1600)
    assert budget.score({"counts": {"visits": "2"}}, limits=limits).credit == 1
    assert budget.score({"counts": {"visits": "3"}}, limits=limits).credit == pytest.approx(1 / 2)
