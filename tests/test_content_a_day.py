"""A day as content: its form, what authors are told, its words, and that every note is tried."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml
from pydantic import ValidationError

from course.check import misconceptions
from course.content import LANGUAGES
from course.content.day_words import DayWords, marks
from course.content.kinds.day import Day
from course.content.kinds.day_key import DayKey
from course.content.library import Library
from course.engine import shift

SHELF = Path(__file__).parent / "content" / "m9"
DATA = yaml.safe_load((SHELF / "exercises-day.yaml").read_text(encoding="utf-8"))[0]["parts"][0]
ITEM = Library(SHELF).item("m9-x2.day")
SEED = "k3f90aq2"
STATION = {"name": "the station"}
TEXT = {"en": "Words of its own", "zh": "自己的话"}


def problems(change: Any = None) -> list[str]:
    """List what is wrong with the trial day after ``change(ask, key)``."""
    data = deepcopy(DATA)
    if change is not None:
        change(data["ask"], data["key"])
    ask = Day.model_validate(data["ask"])
    key = DayKey.read(data["key"])
    return key.problems(ask)


def turn(ask: Any, place: str) -> Any:
    meeting, _, name = place.partition(".")
    return ask["meetings"][meeting]["turns"][name]


def test_the_trial_day_is_without_a_fault_and_its_notes_are_tried() -> None:
    assert problems() == []
    assert list(misconceptions.problems(ITEM.ask, ITEM.key)) == []
    assert {trial.note for trial in misconceptions.trials(ITEM.ask, ITEM.key)} == ITEM.key.notes.keys()


def test_the_graded_form_has_no_field_for_a_key() -> None:
    assert Library(SHELF).graded_item("m9-x2.day").ask == ITEM.ask
    with pytest.raises(ValidationError):
        Day.model_validate(DATA["ask"] | {"skills": {}})


def test_a_key_that_is_written_out_can_be_read_again() -> None:
    assert DayKey.read(ITEM.key.model_dump()) == ITEM.key


def rename(ask: Any, _: Any) -> None:
    ask["meetings"]["spill"]["turns"]["greet"]["choices"]["cones"]["sets"] = ["mopped"]


def back(ask: Any, _: Any) -> None:
    turn(ask, "spill.ask")["choices"]["usual"]["to"] = "greet"


def nowhere(ask: Any, _: Any) -> None:
    turn(ask, "spill.greet")["choices"]["till"]["to"] = ["pay", "end"]


def early(ask: Any, _: Any) -> None:
    ask["meetings"]["car"]["time"] = "08:00"


def both(ask: Any, _: Any) -> None:
    ask["meetings"]["fleet-evening"]["when"] = {"has": ["promised-call"], "lacks": ["promised-call"]}


def forgotten(ask: Any, _: Any) -> None:
    del ask["meetings"]["fleet-evening"]["when"]


def never_set(ask: Any, _: Any) -> None:
    del turn(ask, "fleet.call")["choices"]["note"]["sets"]


def unknown_flag(ask: Any, _: Any) -> None:
    turn(ask, "spill.ask")["says_when"][0]["when"] = {"lacks": ["mopped"]}


def slot(ask: Any, _: Any) -> None:
    turn(ask, "fleet.call")["says"] = {"en": "For {fleet.cars} cars", "zh": "{given}"}


def ragged(ask: Any, _: Any) -> None:
    ask["draws"]["fleet"][1] = {"name": TEXT, "vans": 8}


def worded(ask: Any, _: Any) -> None:
    ask["draws"]["fleet"][2]["vans"] = "many"


def narrow(ask: Any, _: Any) -> None:
    ask["draws"]["price"] = {"from": 180, "to": 185, "step": 5}


def unused(ask: Any, _: Any) -> None:
    ask["draws"]["lorry"] = [{"tonnes": 12}, {"tonnes": 18}]


def unused_sum(ask: Any, _: Any) -> None:
    ask["sums"]["left"] = {"difference": ["price", 100]}


def later_sum(ask: Any, _: Any) -> None:
    ask["sums"] = dict(reversed(ask["sums"].items()))


def of_nothing(ask: Any, _: Any) -> None:
    ask["sums"]["fleet-yuan"] = {"share": ["price", "fleet.vans"]}
    ask["draws"]["fleet"][0]["vans"] = 0


def taken(ask: Any, _: Any) -> None:
    ask["sums"]["price"] = {"product": ["fleet.vans", 2]}


def skipped(ask: Any, _: Any) -> None:
    turn(ask, "fleet.count")["number"]["to"] = "end"


def always(ask: Any, _: Any) -> None:
    turn(ask, "spill.greet")["choices"]["cones"].pop("to")


def dead(ask: Any, _: Any) -> None:
    turn(ask, "spill.greet")["says_when"] = [{"when": {"has": ["spill-cleaned"]}, "text": TEXT}]


def never(ask: Any, _: Any) -> None:
    ask["meetings"]["spill"]["when"] = {"has": ["promised-call"]}


def lengthen(ask: Any, _: Any) -> None:
    for place in ("spill.greet", "spill.ask", "fleet.call", "car.label"):
        best = {"spill.greet": "cones", "spill.ask": "manual", "fleet.call": "note", "car.label": "fits"}[place]
        turn(ask, place)["choices"][best]["text"]["en"] += " And I tell it once more, at some length, so that it is so."


def repeated(ask: Any, _: Any) -> None:
    turn(ask, "fleet.call")["choices"]["someday"]["reply"] = turn(ask, "spill.ask")["choices"]["usual"]["reply"]


def missing(_: Any, key: Any) -> None:
    del key["turns"]["spill.ask"]


def extra(_: Any, key: Any) -> None:
    key["turns"]["spill.pay"] = key["turns"]["spill.ask"]


def silent(_: Any, key: Any) -> None:
    del key["turns"]["spill.ask"]["choices"]["usual"]


def stray(_: Any, key: Any) -> None:
    key["turns"]["spill.ask"]["choices"]["bill"] = {"worth": 0, "note": TEXT}


def no_best(_: Any, key: Any) -> None:
    key["turns"]["spill.ask"]["choices"]["manual"]["worth"] = 1


def all_best(_: Any, key: Any) -> None:
    for choice in key["turns"]["spill.ask"]["choices"].values():
        choice["worth"] = 2


def red_worth(_: Any, key: Any) -> None:
    key["turns"]["spill.ask"]["red"] = ["usual", "bill"]


def skill(_: Any, key: Any) -> None:
    key["turns"]["fleet.count"]["skill"] = "sums"


def swapped(_: Any, key: Any) -> None:
    key["turns"]["fleet.count"] |= {"number": None, "choices": {"a": {"worth": 2, "note": TEXT}}}


def no_figure(_: Any, key: Any) -> None:
    key["turns"]["fleet.count"]["number"]["sum"] = "fleet.name"


def long_name(_: Any, key: Any) -> None:
    key["skills"]["need"]["zh"] = "在各种情况下了解顾客的真实需求"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (rename, "meetings.spill.turns.greet.choices.cones sets 'mopped', which is not in flags"),
        (back, "meetings.spill.turns.ask.choices.usual leads back to 'greet'; a meeting only goes further down"),
        (nowhere, "meetings.spill.turns.greet.choices.till leads to 'pay', which is no turn of the meeting 'spill'"),
        (nowhere, "has 'end' in a list"),
        (early, "meetings.car is at 08:00, before the meeting above it"),
        (both, "meetings.fleet-evening.when can never hold: it both has and lacks 'promised-call'"),
        (forgotten, "flags.promised-call is never asked about"),
        (never_set, "flags.promised-call is never set"),
        (unknown_flag, "meetings.spill.turns.ask.says_when 1 names 'mopped', which is not in flags"),
        (slot, "meetings.fleet.turns.call.says (en) has the slot '{fleet.cars}', which nothing fills"),
        (slot, "meetings.fleet.turns.call.says (zh-CN) has the slot '{given}', which nothing fills"),
        (ragged, "draws.fleet, row 2: 'changes' is not in every row"),
        (worded, "draws.fleet, row 3: 'vans' is a figure in some rows only"),
        (narrow, "draws give 128 different days only"),
        (unused, "draws.lorry.tonnes is never used"),
        (unused_sum, "sums.left is never used"),
        (later_sum, "sums.fleet-yuan takes 'fleet-changes', which stands further down"),
        (of_nothing, "sums.fleet-yuan is a share of fleet.vans, which can be 0"),
        (taken, "'price' is the name of more than one thing"),
        (skipped, "meetings.fleet.turns.call is never reached"),
        (always, "meetings.spill.turns.ask.says is never said"),
        (dead, "meetings.spill.turns.greet.says_when 1 is never said"),
        (never, "meetings.spill never happens"),
        (lengthen, "the best choice is the longest one in 4 of 5 turns (en)"),
        (repeated, "the text 'Mine is not most vans.' stands 2 times"),
        (missing, "key.turns has nothing for 'spill.ask'"),
        (extra, "key.turns.spill.pay is no turn of the question"),
        (silent, "key.turns.spill.ask does not say what the choice 'usual' is worth"),
        (stray, "key.turns.spill.ask.choices.bill is no choice of the question"),
        (no_best, "key.turns.spill.ask has no best choice: one at least is worth 2"),
        (all_best, "key.turns.spill.ask decides nothing"),
        (red_worth, "key.turns.spill.ask.red names 'usual', which is worth 1; a red choice is worth 0"),
        (red_worth, "key.turns.spill.ask.red names 'bill', which is no choice there"),
        (skill, "key.turns.fleet.count names the skill 'sums', which is not in skills"),
        (skill, "key.skills.numbers has no turn that gives evidence of it"),
        (swapped, "key.turns.fleet.count has choices, but the question has the other"),
        (no_figure, "key.turns.fleet.count.number.sum names 'fleet.name', which is no figure of the question"),
        (long_name, "key.skills.need (zh-CN) is longer than 12 characters"),
    ],
)
def test_an_author_is_told_what_is_broken_and_where(change: Any, told: str) -> None:
    assert any(told in each for each in problems(change)), problems(change)


@pytest.mark.parametrize(
    "fields",
    [
        {"time": "quarter to seven"},
        {"turns": {}},
        {"turns": {"greet": {"says": TEXT}}},
        {"turns": {"greet": {"says": TEXT, "choices": {"a": {"text": TEXT, "reply": TEXT}}}}},
        {"turns": {"greet.two": {"says": TEXT, "number": {"ask": TEXT, "reply": TEXT}}}},
        {"turns": {"greet": {"says": TEXT, "when": {}, "number": {"ask": TEXT, "reply": TEXT}}}},
    ],
)
def test_a_meeting_of_another_form_is_not_read(fields: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Day.model_validate(DATA["ask"] | {"meetings": {"car": DATA["ask"]["meetings"]["car"] | fields}})


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_slot_is_filled_on_every_way(lang: Any) -> None:
    seen = shift.survey(ITEM.ask.plan)
    words = DayWords(ITEM.ask, SEED, lang, STATION)
    for place, way in seen.ways.items():
        now = ITEM.ask.plan.turn(place)
        for given in [*now.answers] or ["36"]:
            after = way.move(given)
            assert after is not None
            made = after.turns[-1]
            said = [words.title(place), words.says(place, way.flags), words.said(made), words.reply(made)]
            assert not any("{" in each for each in said)
            assert all(said)


def test_figures_names_and_what_was_typed_are_said_as_people_write_them() -> None:
    drawn = shift.draw(ITEM.ask.plan, SEED)
    words = DayWords(ITEM.ask, SEED, "en", STATION)
    played = shift.Played("fleet.count", " 1 200 ", frozenset())
    assert words.said(played) == "1 200 changes"
    assert words.reply(played) == "1 200 changes, that is how I plan, too."
    total = words.said(shift.Played("fleet-evening.offer", "total", frozenset()))
    assert total.startswith(f"{drawn.values['fleet-yuan']:,} yuan")


def test_what_was_done_changes_what_is_said_later() -> None:
    words = DayWords(ITEM.ask, SEED, "en", STATION)
    assert words.says("spill.ask", frozenset()).startswith("I nearly slipped")
    assert words.says("spill.ask", frozenset({"spill-cleaned"})).startswith("There.")


def test_the_chart_gets_a_mark_for_each_decision_and_tells_the_red_one() -> None:
    moves = [["spill.greet", "wax"], ["fleet.count", "1"], ["fleet.call", "someday"]]
    found = marks(ITEM.ask, ITEM.key, {"seed": SEED, "moves": moves}, "en", STATION)
    assert [(each.time, each.skill, each.share, each.red) for each in found] == [
        ("06:40", "Safety first", 0.0, True),
        ("09:15", "Reckoning", 0.0, False),
        ("09:15", "Keeping promises", 0.5, False),
    ]


def test_how_much_of_a_day_is_answered() -> None:
    assert ITEM.ask.answered(None)[0] == 0
    done, total = ITEM.ask.answered({"seed": SEED, "moves": [["spill.greet", "cones"]]})
    assert (done, total) == (1, 6)
    done, total = ITEM.ask.answered(ITEM.key.model_answer(ITEM.ask))
    assert done == total == 6
