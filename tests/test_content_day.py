"""The days of stage m9 as they are played: what passes, what does not, and what comes back later."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from random import Random
from statistics import mean
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from course.check import misconceptions
from course.content import LANGUAGES, library
from course.content.day_words import DayWords
from course.content.kinds.day import Day
from course.content.kinds.day_key import DayKey
from course.engine import shift
from course.engine.clock import minutes
from course.engine.oils import parse_label, suitable
from course.engine.oils.suitability import GASOLINE_GRADE, VISCOSITY
from course.engine.shift.play import finish

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from course.content.kinds.day import Choice, Turn

    Pick = Callable[[shift.Day], Any]

KEYS = Path(__file__).parent.parent / "source" / "m9-day" / "key.yaml"
SEEDS = [f"learner{number:05}" for number in range(100)]
PASS = 0.8  # curriculum 0.3
STATION: Mapping[str, str] = {"name": "Riverside Station", "hours": "6:00–22:00"}
# What politeness sounds like, whatever it says.
POLITE = {
    "en": re.compile(
        r"\b(please|thanks?( you)?|sorry|of course|gladly|pleasure|wonderful|good (morning|evening)|may i|certainly|"
        r"dear|promise|kindly)\b|!",
        re.IGNORECASE,
    ),
    "zh-CN": re.compile(r"请|谢|您好|早|对不|抱歉|放心|当然|非常|尊贵|一定|保证|乐意|好的|太|！"),
}


@cache
def of_form(form: str) -> tuple[Day, DayKey]:
    """Give a day and its key: the trial day, or the graded one with the key of the instructor's side."""
    if form == "trial":
        part = library("m9").item("m9-x1.trial")
        assert isinstance(part.ask, Day)
        assert isinstance(part.key, DayKey)
        return part.ask, part.key
    ask = library("m9").graded_item("m9-x1.day").ask
    assert isinstance(ask, Day)
    key = DayKey.read(yaml.safe_load(KEYS.read_text(encoding="utf-8"))["m9-x1.day"])
    assert isinstance(key, DayKey)
    return ask, key


both = pytest.mark.parametrize("form", ["trial", "day"])


def turn_at(ask: Day, place: str) -> Turn:
    meeting, _, name = place.partition(".")
    return ask.meetings[meeting].turns[name]


def played(ask: Day, seed: str, pick: Pick) -> shift.Day:
    return finish(shift.begin(ask.plan, seed), pick)


def credit(form: str, seed: str, pick: Pick) -> float:
    ask, key = of_form(form)
    return key.score(ask, played(ask, seed, pick).response).credit


def best_but(form: str, seed: str, **instead: str) -> shift.Day:
    """Play the best day of a seed, but for the choices given ("noon_list" is the turn noon.list)."""
    ask, key = of_form(form)
    figures = shift.draw(ask.plan, seed).figures

    def pick(now: shift.Day) -> str:
        turn, worth = turn_at(ask, now.at), key.turns[now.at]
        if worth.number is not None:
            return f"{figures[worth.number.sum]:g}"
        wanted = instead.get(now.at.replace(".", "_"))
        return wanted or max(turn.choices, key=lambda slug: worth.choices[slug].worth)

    return played(ask, seed, pick)


def blindly(ask: Day, seed: str) -> Pick:
    chance = Random(seed)  # noqa: S311  a clerk who does not read, no secret
    return lambda now: chance.choice([*turn_at(ask, now.at).choices] or ["40"])


def by_length(ask: Day, lang: str, sign: int) -> Pick:
    def pick(now: shift.Day) -> str:
        choices = turn_at(ask, now.at).choices
        return max(choices, key=lambda slug: sign * len(choices[slug].text.of(lang))) if choices else "40"  # type: ignore[arg-type]

    return pick


def most_polite(ask: Day, lang: str) -> Pick:
    def polite(choice: Choice) -> tuple[int, int]:
        said = choice.text.of(lang)  # type: ignore[arg-type]
        return len(POLITE[lang].findall(said)), len(said)

    def pick(now: shift.Day) -> str:
        choices = turn_at(ask, now.at).choices
        return max(choices, key=lambda slug: polite(choices[slug])) if choices else "40"

    return pick


# ---- what passes, and what does not ---------------------------------------------------------------------------------


@both
def test_a_day_played_well_earns_everything_whatever_was_drawn(form: str) -> None:
    ask, key = of_form(form)
    assert key.problems(ask) == []
    assert {key.score(ask, best_but(form, seed).response).credit for seed in SEEDS} == {1.0}


@both
def test_clicking_blindly_stays_below_four_and_a_half_of_ten(form: str) -> None:
    ask, _ = of_form(form)
    seeds = [*SEEDS, *(f"again{number:05}" for number in range(200))]
    earned = [credit(form, seed, blindly(ask, seed)) for seed in seeds]
    assert mean(earned) < 0.45
    assert max(earned) < PASS


@both
@pytest.mark.parametrize("lang", LANGUAGES)
def test_always_the_most_polite_line_does_not_pass(form: str, lang: str) -> None:
    ask, _ = of_form(form)
    assert credit(form, SEEDS[0], most_polite(ask, lang)) < 0.5


@both
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("sign", [1, -1], ids=["longest", "shortest"])
def test_neither_the_longest_nor_the_shortest_line_passes(form: str, lang: str, sign: int) -> None:
    ask, _ = of_form(form)
    assert credit(form, SEEDS[0], by_length(ask, lang, sign)) < 0.5


@both
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_best_line_is_the_longest_in_a_third_of_the_turns_at_most(form: str, lang: Any) -> None:
    ask, key = of_form(form)
    longest = []
    for place, worth in key.turns.items():
        if choices := turn_at(ask, place).choices:
            slug = max(choices, key=lambda name: len(choices[name].text.of(lang)))
            longest.append(worth.choices[slug].worth == 2)
    assert sum(longest) <= len(longest) / 3


@both
def test_every_note_of_a_day_is_tried_and_none_is_said_twice(form: str) -> None:
    ask, key = of_form(form)
    assert list(misconceptions.problems(ask, key)) == []
    for lang in LANGUAGES:
        said = [note.of(lang) for note in key.notes.values()]
        assert len(set(said)) == len(said)


@both
def test_each_lie_and_each_breach_of_safety_holds_the_day(form: str) -> None:
    ask, key = of_form(form)
    red = [(place, slug) for place, turn in key.turns.items() for slug in turn.red]
    assert len(red) >= 5
    reached = 0
    for place, slug in red:
        assert key.turns[place].choices[slug].worth == 0
        day = best_but(form, SEEDS[1], **{place.replace(".", "_"): slug})
        if (place, slug) in {(turn.place, turn.given) for turn in day.turns}:
            reached += 1
            assert key.score(ask, day.response).credit <= 0.4
    assert reached >= len(red) - 2  # two are on ways that a good morning does not lead to


# ---- what differs from learner to learner ---------------------------------------------------------------------------


@both
def test_two_learners_meet_other_people_and_other_figures(form: str) -> None:
    ask, _ = of_form(form)
    days = {tuple(sorted(map(str, shift.draw(ask.plan, seed).values.values()))) for seed in SEEDS}
    assert len(days) >= 90 if form == "day" else len(days) >= 60


def test_nobody_of_the_trial_day_comes_back_in_the_graded_one() -> None:
    def names(form: str) -> set[str]:
        rows = [row for drawn in of_form(form)[0].draws.values() if isinstance(drawn, list) for row in drawn]
        columns = ("name", "boss", "driver", "coach", "head")
        return {row[each].en for row in rows for each in columns if each in row}  # type: ignore[union-attr]

    assert len(names("day")) == 40
    assert not names("trial") & names("day")


def rows(form: str, table: str) -> list[Any]:
    drawn = of_form(form)[0].draws[table]
    assert isinstance(drawn, list)
    return drawn


@pytest.mark.parametrize("row", rows("day", "car"), ids=lambda row: row["fits"])
def test_of_the_three_cans_the_rule_of_m1_x1_takes_one_and_says_why_not_the_others(row: Any) -> None:
    asked, viscosity = re.fullmatch(r"API (\w+) or later, (\S+)", row["manual"].en).groups()  # type: ignore[union-attr]
    vehicle = {"power": "gasoline", "api": f"{asked} or later", "sae": [viscosity]}
    fails = {can: suitable(vehicle, parse_label(f"API {row[can]}")).failed_rule for can in ("fits", "thick", "old")}
    assert fails == {"fits": None, "thick": VISCOSITY, "old": GASOLINE_GRADE}


@pytest.mark.parametrize("row", rows("trial", "slot"), ids=lambda row: row["own"])
def test_the_oil_that_she_brings_differs_from_her_manual_by_its_numbers_alone(row: Any) -> None:
    asked, viscosity = re.fullmatch(r"API (\w+) or later, (\S+)", row["manual"].en).groups()  # type: ignore[union-attr]
    grade, _ = row["own"].split()
    vehicle = {"power": "gasoline", "api": f"{asked} or later", "sae": [viscosity]}
    assert suitable(vehicle, parse_label(f"API {row['own']}")).failed_rule == VISCOSITY
    assert suitable(vehicle, parse_label(f"API {grade} {viscosity}")).ok


@pytest.mark.parametrize("row", rows("day", "lorry"), ids=lambda row: row["name"].en)
def test_the_cheapest_can_fits_no_lorry_of_the_day(row: Any) -> None:
    asked, viscosity = row["manual"].split()
    vehicle = {"power": "diesel", "api": asked, "sae": [viscosity]}
    assert suitable(vehicle, parse_label(f"API {row['manual']}")).ok
    assert not suitable(vehicle, parse_label(f"API CF-4 {viscosity}")).ok


def test_the_screen_wash_holds_the_frost_of_the_night_and_the_fleets_are_of_one_tier() -> None:
    assert all(row["label"] > row["frost"] for row in rows("day", "trip"))
    assert all(5 <= row["vans"] <= 19 for row in rows("day", "fleet"))  # m8-f36: F3, shop desk and phone
    assert all(row["paid"] > row["tag"] for row in rows("trial", "bill"))


def test_what_is_promised_falls_due_between_the_list_at_noon_and_the_afternoon() -> None:
    for form, table, list_at, asked_at in (("day", "order", "noon", "again"), ("trial", "slot", "word", "again")):
        ask, _ = of_form(form)
        noon, afternoon = minutes(ask.meetings[list_at].time), minutes(ask.meetings[asked_at].time)
        assert noon is not None
        assert afternoon is not None
        for row in rows(form, table):
            due = minutes(row["by"])
            assert due is not None
            assert noon < due < afternoon
            if "free" in row:  # an oil change takes half an hour
                free, hour = minutes(row["free"]), minutes(row["hour"])
                assert free is not None
                assert hour is not None
                assert due < hour < free <= afternoon - 30


# ---- what the morning does to the evening ---------------------------------------------------------------------------


def test_the_spill_comes_before_any_sale_and_is_heard_of_when_it_was_left() -> None:
    ask, key = of_form("day")
    first = list(key.turns)[:2]
    assert [key.turns[place].skill for place in first] == ["safety", "safety"]
    assert key.turns["lorry.puddle"].choices["till-first"].worth == 0
    words = DayWords(ask, SEEDS[0], "en", STATION)
    assert "boots" in words.says("lorry.oil", frozenset())
    assert "boots" not in words.says("lorry.oil", frozenset({"spill-cleaned"}))


def test_the_promise_of_the_morning_is_asked_about_in_the_afternoon_and_a_broken_one_costs() -> None:
    ask, key = of_form("day")
    whole = best_but("day", SEEDS[2])
    broken = best_but("day", SEEDS[2], noon_list="she-comes")
    vague = best_but("day", SEEDS[2], order_promise="for-sure")
    assert "again.thanks" in [turn.place for turn in whole.turns]
    for day, flag in ((broken, "promised-call"), (vague, "said-today")):
        assert "again.waiting" in [turn.place for turn in day.turns]
        assert flag in day.flags
        assert key.score(ask, day.response).credit < 1
    words = DayWords(ask, SEEDS[2], "en", STATION)
    by = str(shift.draw(ask.plan, SEEDS[2]).values["order.by"])
    assert by in words.says("again.waiting", broken.flags)
    assert "I promise" in words.says("again.waiting", vague.flags)


def test_without_a_promise_nobody_has_to_be_rung_at_noon() -> None:
    day = best_but("day", SEEDS[3], order_promise="drop-in")
    assert not [turn.place for turn in day.turns if turn.meeting == "noon"]


@pytest.mark.parametrize(
    ("noted", "opens"), [("five-lines", "noted"), ("her-boy", "private"), ("in-mind", "blank"), ("nice-man", "blank")]
)
def test_what_was_noted_in_the_morning_decides_how_the_evening_call_begins(noted: str, opens: str) -> None:
    day = best_but("day", SEEDS[4], driver_card=noted)
    assert next(turn.place for turn in day.turns if turn.meeting == "boss") == f"boss.{opens}"


def test_whoever_was_not_promised_a_call_comes_himself() -> None:
    rung = [turn.place for turn in best_but("day", SEEDS[5]).turns if turn.meeting == "evening"]
    came = [turn.place for turn in best_but("day", SEEDS[5], jerk_act="pass-on").turns if turn.meeting == "evening"]
    assert rung == ["evening.ring", "evening.group"]
    assert came == ["evening.came", "evening.group"]


def test_the_day_has_eight_customers_and_evidence_of_every_skill_twice() -> None:
    _, key = of_form("day")
    places = [turn.place for turn in best_but("day", SEEDS[6]).turns]
    people = {"lorry", "order", "thick", "driver", "jerk", "trip", "van", "boss"}
    assert people <= {place.partition(".")[0] for place in places}
    skills = [key.turns[place].skill for place in places]
    assert set(skills) == set(key.skills)
    assert min(skills.count(skill) for skill in key.skills) >= 2
