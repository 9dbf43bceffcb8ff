"""A day's engine: what a seed draws, the replay of moves, the score, the evidence, and every way through."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.engine import shift
from course.engine.outcome import Outcome
from course.engine.shift import Answer, Condition, Meeting, Plan, Range, Sum, Turn, TurnWorth, Worth

HAS = Condition(has=frozenset({"promised"}))
LACKS = Condition(lacks=frozenset({"promised"}))
PLAN = Plan(
    draws={"fleet": ({"name": "Zhao", "vans": 12}, {"name": "Qian", "vans": 8}), "price": Range(180, 260, 5)},
    sums={"year": Sum("product", ("fleet.vans", "price")), "half": Sum("share", ("fleet.vans", 16))},
    meetings={
        "morning": Meeting(
            {
                "greet": Turn({"ask": Answer(to=("count",)), "sell": Answer(), "lie": Answer(to=("count",))}),
                "count": Turn({}, number=Answer(to=("call",))),
                "call": Turn({"note": Answer(frozenset({"promised"})), "someday": Answer()}),
            }
        ),
        "noon": Meeting(
            {
                "late": Turn({"sorry": Answer(to=("end-here", "more")), "no": Answer()}, when=LACKS),
                "kept": Turn({"thanks": Answer(), "no": Answer()}, when=HAS),
                "more": Turn({"yes": Answer(), "no": Answer()}, says=(HAS,)),
            }
        ),
        "evening": Meeting({"call": Turn({"ring": Answer(), "wait": Answer()})}, when=HAS),
    },
)
WORTH = Worth(
    {
        "morning.greet": TurnWorth("need", {"ask": 2, "sell": 0, "lie": 0}, red=frozenset({"lie"})),
        "morning.count": TurnWorth("numbers", figure="year"),
        "morning.call": TurnWorth("promise", {"note": 2, "someday": 1}),
        "noon.late": TurnWorth("promise", {"sorry": 2, "no": 0}),
        "noon.kept": TurnWorth("promise", {"thanks": 2, "no": 0}),
        "noon.more": TurnWorth("need", {"yes": 2, "no": 0}),
        "evening.call": TurnWorth("promise", {"ring": 2, "wait": 0}),
    }
)
SEED = "k3f90aq2"
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=4),
    max_leaves=12,
)
PLACES = st.sampled_from([f"{slug}.{turn}" for slug, meeting in PLAN.meetings.items() for turn in meeting.turns])
GIVEN = st.sampled_from(["ask", "sell", "lie", "note", "someday", "sorry", "no", "thanks", "yes", "ring", "wait", "12"])
MOVES = st.lists(st.tuples(PLACES | st.text(max_size=5), GIVEN | JSON).map(list) | JSON, max_size=9)
SEEDS = st.from_regex(r"[a-z0-9]{8,40}", fullmatch=True)


def day(*moves: str, seed: str = SEED) -> dict[str, Any]:
    """Play ``moves``, each at the turn where the day then stands."""
    now = shift.begin(PLAN, seed)
    for move in moves:
        after = now.move(move)
        assert after is not None, (now.at, move)
        now = after
    return now.response


def total(seed: str = SEED) -> str:
    return f"{shift.draw(PLAN, seed).figures['year']:g}"


# -- what is drawn ---------------------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_in_every_version_of_python() -> None:
    # Golden: Random(text).random() is promised to stay. A change here gives learners of a running course another day.
    assert shift.draw(PLAN, SEED).values == {
        "fleet.name": "Qian",
        "fleet.vans": 8,
        "price": 200,
        "year": 1600,
        "half": 50,
    }
    assert shift.order_of(["ask", "sell", "lie"], SEED, "morning.greet") == ["ask", "lie", "sell"]


def test_only_random_is_asked_for_because_only_its_numbers_are_promised(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("choice", "choices", "shuffle", "randrange", "randint", "sample", "uniform"):
        monkeypatch.delattr(random.Random, name)
    shift.draw(PLAN, SEED)
    shift.order_of(["a", "b", "c"], SEED, "x.y")


@given(SEEDS)
def test_what_is_drawn_is_always_one_of_what_is_offered(seed: str) -> None:
    drawn = shift.draw(PLAN, seed)
    assert drawn.values["price"] in range(180, 261, 5)
    assert (drawn.values["fleet.name"], drawn.values["fleet.vans"]) in {("Zhao", 12), ("Qian", 8)}
    assert drawn.figures["year"] == drawn.figures["fleet.vans"] * drawn.figures["price"]
    assert drawn.figures["half"] in {75, 50}


def test_every_value_of_a_range_is_drawn_by_some_seed() -> None:
    seen = {shift.draw(PLAN, f"seed{number:06}").values["price"] for number in range(600)}
    assert seen == set(range(180, 261, 5))


def test_a_draw_that_is_added_leaves_the_others_as_they_were() -> None:
    more = Plan(draws={"new": Range(1, 9), **PLAN.draws}, sums=PLAN.sums, meetings=PLAN.meetings)
    old = shift.draw(PLAN, SEED).values
    assert {name: shift.draw(more, SEED).values[name] for name in old} == old


def test_a_choice_that_is_added_leaves_the_order_of_the_others() -> None:
    before = shift.order_of(["a", "b", "c"], SEED, "x.y")
    assert [each for each in shift.order_of(["d", "c", "b", "a"], SEED, "x.y") if each != "d"] == before


@pytest.mark.parametrize(
    ("rule", "figures", "result"),
    [
        ("product", (0.1, 3), 0.3),
        ("sum", (0.1, 0.2), 0.3),
        ("difference", (260, 180), 80),
        ("share", (1, 8), 13),
        ("share", (5, 0), None),
        ("sum", ("nothing", 1), None),
    ],
)
def test_sums_are_worked_out_without_binary_dust(rule: str, figures: Any, result: float | None) -> None:
    drawn = shift.draw(Plan({}, sums={"it": Sum(rule, figures)}), SEED)
    assert drawn.values.get("it") == result


def test_variety_counts_the_different_days() -> None:
    assert shift.variety(PLAN) == 2 * 17
    assert Range(0, 0.3, 0.1).size == 4


# -- the replay ------------------------------------------------------------------------------------------------------


def test_what_was_promised_in_the_morning_comes_back() -> None:
    kept = shift.replay(PLAN, day("ask", "12", "note", "thanks"))
    assert kept is not None
    assert kept.at == "evening.call"
    broken = shift.replay(PLAN, day("ask", "12", "someday", "sorry", "yes"))
    assert broken is not None
    assert broken.at == ""
    assert [turn.place for turn in broken.turns][-2:] == ["noon.late", "noon.more"]


def test_a_move_that_does_not_fit_ends_the_replay_there() -> None:
    whole = day("ask", "12", "note")
    for wrong in (["noon.late", "sorry"], ["noon.kept", "dance"], ["noon.kept"], "noon.kept", None, [1, 2, 3]):
        replayed = shift.replay(PLAN, {**whole, "moves": [*whole["moves"], wrong, ["noon.kept", "thanks"]]})
        assert replayed is not None
        assert replayed.response == whole


@pytest.mark.parametrize("typed", ["?", "", "twelve", True, None, [], "9" * 41, float("nan")])
def test_what_is_no_number_is_no_move(typed: Any) -> None:
    now = shift.replay(PLAN, day("ask"))
    assert now is not None
    assert now.move(typed) is None


@pytest.mark.parametrize("seed", [None, 7, "short", "Upper123", "k3f9\ud800aq2", "a" * 41, "k3f90aq2\n"])
def test_what_is_no_seed_is_no_day(seed: Any) -> None:
    assert shift.replay(PLAN, {"seed": seed, "moves": []}) is None


def test_what_is_left_of_a_day_is_counted_with_the_first_choices() -> None:
    # From here: count, call (note), kept, evening.
    assert shift.left(shift.replay(PLAN, day("ask")) or shift.begin(PLAN, SEED)) == [
        "morning.count",
        "morning.call",
        "noon.kept",
        "evening.call",
    ]


@given(JSON | st.fixed_dictionaries({"seed": SEEDS | JSON, "moves": MOVES | JSON}))
def test_no_json_at_all_raises(response: Any) -> None:
    shift.replay(PLAN, response)
    shift.evidence(PLAN, WORTH, response)
    score = shift.score(PLAN, WORTH, response)
    assert 0 <= score.credit <= 1
    assert shift.score(PLAN, WORTH, response) == score


# -- the score -------------------------------------------------------------------------------------------------------


def test_the_best_day_earns_everything_whatever_was_drawn() -> None:
    for number in range(50):
        best = shift.best_day(PLAN, WORTH, f"seed{number:05}")
        assert shift.score(PLAN, WORTH, best).credit == 1
        assert shift.score(PLAN, WORTH, best).outcome is Outcome.CORRECT


def test_the_credit_is_the_worth_out_of_the_best_on_the_same_way() -> None:
    # Earned 2 + 0 + 1 + 2 + 2 = 7 of the 10 of these five turns.
    assert shift.score(PLAN, WORTH, day("ask", "1", "someday", "sorry", "yes")).credit == pytest.approx(0.7)


def test_what_is_missing_of_an_unfinished_day_counts_as_nothing() -> None:
    # 2 earned; the whole day is greet, count, call, kept, evening.
    score = shift.score(PLAN, WORTH, day("ask"))
    assert score.credit == pytest.approx(2 / 10)
    assert [part.outcome for part in score.parts] == [Outcome.CORRECT, *[Outcome.UNATTEMPTED] * 4]


@pytest.mark.parametrize("response", [None, "", [], {}, {"seed": SEED}, {"seed": SEED, "moves": []}])
def test_a_day_without_a_move_is_unattempted(response: Any) -> None:
    score = shift.score(PLAN, WORTH, response)
    assert (score.outcome, score.credit, score.parts) == (Outcome.UNATTEMPTED, 0.0, ())


def test_a_red_move_holds_the_day_at_two_fifths() -> None:
    red = day("lie", total(), "note", "thanks", "ring")
    assert shift.score(PLAN, WORTH, red).credit == shift.RED_CAP
    poor = day("lie", "1", "someday", "no")
    assert shift.score(PLAN, WORTH, poor).credit == pytest.approx(1 / 8)  # already below


@pytest.mark.parametrize("typed", ["{:g}", " {:,.0f}", "{:.1f}", "{:g} 元"])
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    figure = shift.draw(PLAN, SEED).figures["year"]
    part = shift.score(PLAN, WORTH, day("ask", typed.format(figure))).parts[1]
    assert (part.outcome, part.notes) == (Outcome.CORRECT, ("morning.count",))


@given(SEEDS, st.lists(GIVEN, max_size=8))
def test_no_prefix_of_a_day_earns_more_than_its_moves_could(seed: str, moves: list[str]) -> None:
    days = [shift.begin(PLAN, seed)]
    for move in moves:
        days += [after] if (after := days[-1].move(move)) is not None else []
    scores = [shift.score(PLAN, WORTH, each.response) for each in days]
    for each, score in zip(days, scores, strict=True):
        most = len(each.turns) + len([part for part in score.parts if part.outcome is Outcome.UNATTEMPTED])
        assert score.credit <= len(each.turns) / max(1, most) + 1e-9
    for before, after in pairwise(days):
        assert after.response["moves"][: len(before.turns)] == before.response["moves"]


def test_evidence_is_a_share_for_each_decision_in_order() -> None:
    found = shift.evidence(PLAN, WORTH, day("ask", total(), "someday", "no"))
    assert [(each.place, each.skill, each.share) for each in found] == [
        ("morning.greet", "need", 1.0),
        ("morning.count", "numbers", 1.0),
        ("morning.call", "promise", 0.5),
        ("noon.late", "promise", 0.0),
    ]


# -- every way -------------------------------------------------------------------------------------------------------


def test_a_survey_reaches_every_turn_and_tells_with_which_flags() -> None:
    seen = shift.survey(PLAN)
    assert seen.whole
    assert seen.ways.keys() == WORTH.turns.keys()
    assert seen.flags["noon.kept"] == {frozenset({"promised"})}
    for place, way in seen.ways.items():
        assert way.at == place
        assert shift.replay(PLAN, way.response) == way


def test_a_turn_whose_condition_never_holds_is_not_reached() -> None:
    never = Meeting({"turn": Turn({"a": Answer()}, when=Condition(has=frozenset({"unknown"})))})
    seen = shift.survey(Plan({**PLAN.meetings, "never": never}))
    assert "never" not in seen.meetings
