"""The rules that drills draw cases of: the curriculum's published tables, and drawn cases told anew from their data."""

from __future__ import annotations

from datetime import date, timedelta
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from course.content import library
from course.content.reader import read_yaml
from course.engine import followup, returns, segments, tiers
from course.engine.drills import dates as date_cases
from course.engine.drills import labels, oils, time_split
from course.engine.drills import returns as return_cases
from course.engine.drills import segments as segment_cases
from course.engine.drills import tiers as tier_cases
from course.engine.drills.chance import Chance

TOOLS = files("course.content") / "tools"
SEEDS = st.text(min_size=1, max_size=20)
NUMBERS = st.integers(min_value=1, max_value=10_000)


def names(drill: str) -> tuple[str, ...]:
    return tuple(library(drill[:2]).drill(drill).names)


# -- published tables -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("margin", "fleet", "consent", "tier", "channel"),
    [
        (640, 0, True, "gold", "both"),
        (590, 0, True, "silver", "both"),
        (120, 0, False, "bronze", "service"),
        (205, 0, True, "silver", "both"),
        (80, 12, True, "silver", "both"),
        (1050, 0, False, "gold", "service"),
        (199, 0, True, "bronze", "both"),
        (600, 0, True, "gold", "both"),
        (0, 0, False, "bronze", "service"),
        (310, 5, True, "gold", "both"),
    ],
)
def test_the_ten_cards_of_m7_x1_get_their_tier_and_channel(
    *, margin: int, fleet: int, consent: bool, tier: str, channel: str
) -> None:
    assert tiers.tier(margin, fleet) == tier
    assert tiers.channel(consent=consent) == channel


FOUR = ("storein", "callcentre", "website", "partner")


@pytest.mark.parametrize(
    ("staff", "government", "letter", "channels"),
    [
        (320, True, "C", ("manager",)),
        (2400, False, "A", ("manager",)),
        (760, False, "B", ("manager",)),
        (180, False, "C", FOUR),
        (45, False, "D", FOUR),
        (6, False, "E", ("none",)),
        (999, False, "B", ("manager",)),
        (499, False, "C", FOUR),
        (100, False, "C", FOUR),
        (99, False, "D", FOUR),
        (1000, False, "A", ("manager",)),
        (9, False, "E", ("none",)),
    ],
)
def test_the_twelve_organisations_of_m8_x1_get_their_segment_and_channel(
    *, staff: int, government: bool, letter: str, channels: tuple[str, ...]
) -> None:
    assert segments.letter(staff) == letter
    assert segments.channels(staff, government=government) == channels


def test_an_organisation_has_somebody() -> None:
    with pytest.raises(ValueError, match="at least one"):
        segments.letter(0)


def test_the_examples_of_m7_x5_come_out() -> None:
    assert returns.returners({"good-good": 200}) == pytest.approx(194)
    mixed = returns.returners({"good-good": 120, "good-bad": 40, "bad-good": 30, "bad-bad": 10})
    assert mixed == pytest.approx(154.2)
    assert returns.gained(30, "bad-good", "good-good") == pytest.approx(20.1)


def test_the_return_calculator_on_the_page_has_the_same_rates() -> None:
    listed = read_yaml(TOOLS / "return-calculator.yaml")["cells"]
    assert {cell["slug"]: cell["rate"] for cell in listed} == returns.RATES


def test_the_channel_picker_on_the_page_has_as_many_channels_for_each_letter() -> None:
    listed = {each["slug"]: each["channels"] for each in read_yaml(TOOLS / "channel-picker.yaml")["tiers"]}
    for letter, fewest in segments.FROM.items():
        fitting = [each for each in segments.channels(fewest) if each != "none"]
        assert len(listed[letter.lower()]) == len(fitting)


def test_the_calendar_of_m7_x2_has_the_curriculums_dates() -> None:
    sale = date(2026, 3, 5)
    assert followup.months_to_reminder(8000, 1000) == 7
    assert followup.windows(sale, 7) == {
        "thanks": (date(2026, 3, 5), date(2026, 3, 6)),
        "check": (date(2026, 3, 6), date(2026, 3, 7)),
        "month": (date(2026, 4, 3), date(2026, 4, 7)),
        "mileage": (date(2026, 9, 20), date(2026, 10, 20)),
        "season": (date(2026, 4, 8), date(2027, 3, 5)),
    }


@pytest.mark.parametrize(
    ("sale", "month"),
    [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2028, 1, 30), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2027, 1, 31)),
        (date(2026, 8, 31), date(2026, 9, 30)),
    ],
)
def test_a_month_after_the_end_of_a_long_month_is_the_end_of_a_short_one(sale: date, month: date) -> None:
    assert followup.months_later(sale, 1) == month


def test_sixty_days_are_enough_and_fifty_nine_are_not() -> None:
    sale, other = date(2026, 3, 5), date(2026, 10, 5)
    assert followup.season(other + timedelta(60), sale, [other]) == "right"
    assert followup.season(other + timedelta(59), sale, [other]) == "near"
    assert followup.season(date(2027, 3, 5), sale, [other]) == "right"
    assert followup.season(date(2027, 3, 6), sale, [other]) == "late"
    assert followup.season(date(2026, 4, 7), sale, [other]) == "early"


@given(st.dates(date(2026, 1, 1), date(2040, 12, 31)), st.sampled_from(date_cases.DRIVEN))
def test_every_sale_has_a_calendar_that_keeps_the_cycle(sale: date, driven: tuple[int, int]) -> None:
    months = followup.months_to_reminder(*driven)
    assert months == int(months)
    found = followup.example(sale, int(months))
    for slot, (first, last) in followup.windows(sale, int(months)).items():
        assert first <= found[slot] <= last
    others = [day for slot, day in found.items() if slot != "season"]
    assert min(abs((found["season"] - day).days) for day in others) >= 60


# -- drawn cases, told anew -------------------------------------------------------------------------------------------


def read(label: str) -> dict[str, str]:
    """Read a can's words one by one: a second reader, which knows nothing of the engine's."""
    cold = hot = s = c = "none"
    words = label.replace("/", " ").split()
    for before, word in zip(["", *words], words, strict=False):
        if before == "SAE":
            number, _, behind = word.partition("-")
            cold, hot = (number, behind or "none") if number.endswith("W") else ("none", number)
        elif before in {"GB", "ILSAC"} or word in {"API", "SAE", "GB", "ILSAC"}:
            continue
        elif word.startswith("S"):
            s = word
        else:
            c = word
    fuel = "both" if "none" not in {s, c} else "gasoline" if c == "none" else "diesel"
    return {"cold": cold, "hot": hot, "s": s, "c": c, "fuel": fuel}


def sort_of(can: dict[str, str]) -> str:
    if can["c"] == "FA-4":
        return "side-branch"
    if "none" in {can["cold"], can["hot"]}:
        return "hot-only" if can["cold"] == "none" else "cold-only"
    return {"both": "dual"}.get(can["fuel"], can["fuel"])


@given(SEEDS, NUMBERS, st.sampled_from(labels.FOCI))
def test_a_can_says_what_a_second_reader_finds_on_it_and_is_of_its_sort(seed: str, number: int, focus: str) -> None:
    case = labels.draw(Chance(seed, number), focus, names("m1-d1"))
    assert case.fields == read(case.label)
    assert sort_of(case.fields) == focus


GASOLINE = ("SJ", "SL", "SM", "SN", "SP", "SQ")  # m1-x1, line 3
DIESEL = ("CH-4", "CI-4", "CJ-4", "CK-4")  # m1-x1, line 4


def failing(power: str, vehicle: dict[str, list[str]], can: str) -> list[int]:
    """Give all lines of m1-x1 that a can fails, each looked at by itself."""
    parts = can.split("  ")
    marks = parts[0].removeprefix("API ").split(" / ")
    grade, stamp = parts[1].removeprefix("SAE "), parts[2:]
    gasoline = [mark for mark in marks if mark.startswith("S")]
    diesel = [mark for mark in marks if mark.endswith("-4")]
    needs_s, needs_c = power in {"gasoline", "hybrid", "both"}, power in {"diesel", "both"}
    found = [1] if power == "electric" else []
    if (needs_s and not gasoline) or (needs_c and not diesel):
        found.append(2)
    if needs_s and not any(reaches(mark, vehicle["api"], GASOLINE) for mark in gasoline):
        found.append(3)
    if needs_c and not any(reaches(mark, vehicle["api"], DIESEL) for mark in diesel):
        found.append(4)
    if grade not in vehicle["sae"]:
        found.append(5)
    if not set(vehicle["approvals"]) <= set(stamp):
        found.append(6)
    return found


def reaches(mark: str, asked: list[str], ladder: tuple[str, ...]) -> bool:
    if "FA-4" in {mark, *asked}:
        return [mark] == asked
    wanted = [each for each in asked if each in ladder]
    return mark in ladder and bool(wanted) and ladder.index(mark) >= ladder.index(wanted[0])


@given(SEEDS, NUMBERS, st.sampled_from(oils.FOCI))
def test_a_shelf_is_judged_as_by_hand_and_its_line_alone_keeps_a_can_from_the_vehicle(
    seed: str, number: int, focus: str
) -> None:
    case = oils.draw(Chance(seed, number), focus, names("m1-d2"))
    power = case.name.partition("-")[0]
    by_hand = [failing(power, case.vehicle, can) for can in case.cans]
    assert [fit.ok for fit in case.fits] == [not lines for lines in by_hand]
    assert [fit.failed_rule for fit in case.fits if not fit.ok] == [min(lines) for lines in by_hand if lines]
    assert len(set(case.cans)) == oils.CANS
    line = oils.FOCI.index(focus) + 1
    if line == 1:
        assert power in {"electric", "hybrid"}
    else:
        # A can without the series has no grade of it either: that line stops it together with the next.
        assert any(set(lines) - ({3, 4} if line == 2 else set()) == {line} for lines in by_hand)


@given(SEEDS, NUMBERS, st.sampled_from(time_split.FOCI))
def test_a_plan_breaks_what_whole_numbers_say_and_the_line_in_focus_is_among_it(
    seed: str, number: int, focus: str
) -> None:
    case = time_split.draw(Chance(seed, number), focus, names("m2-d1"))
    people = [name for group in case.leads.values() for name in group]
    assert len(people) == len(set(people))
    if focus == "plan":
        sums = {group: sum(case.example[name] for name in group_names) for group, group_names in case.leads.items()}
        assert sum(sums.values()) == case.total
        assert sums["red"] * 10 >= case.total * 6
        assert sums["green"] * 10 >= case.total * 3
        assert sums["rotten"] * 10 <= case.total
        return
    red, green, rotten = (case.minutes[group] for group in time_split.CLASSES)
    broken = {
        "total": red + green + rotten != case.total,
        "red:min": red * 10 < case.total * 6,
        "green:min": green * 10 < case.total * 3,
        "rotten:max": rotten * 10 > case.total,
    }
    assert set(case.broken) == {name for name, holds in broken.items() if holds}
    assert min(case.minutes.values()) >= 0
    wanted = {"total": {"total"}, "red": {"red:min"}, "green": {"green:min"}, "kept": set()}
    if focus == "rotten":
        assert "rotten:max" in case.broken
    else:
        assert set(case.broken) == wanted[focus]


@given(SEEDS, NUMBERS)
def test_of_four_days_for_the_season_exactly_one_is_sixty_days_from_all_others_within_the_year(
    seed: str, number: int
) -> None:
    case = date_cases.draw(Chance(seed, number), "season", names("m7-d2"))
    assert len(set(case.offered)) == 4
    year = case.sale.replace(year=case.sale.year + 1, day=min(case.sale.day, 28)) + timedelta(
        max(0, case.sale.day - 28) if (case.sale.month, case.sale.day) != (2, 29) else 0
    )
    known = [case.sale + timedelta(1), case.sale + timedelta(2), case.known["month"], case.known["mileage"]]
    fitting = [day for day in case.offered if day <= year and all(abs(day - other) >= timedelta(60) for other in known)]
    assert list(case.right) == fitting
    assert len(fitting) == 1


@given(SEEDS, NUMBERS, st.sampled_from(tier_cases.FOCI))
def test_three_cards_are_of_three_customers_and_one_of_them_is_of_the_line_in_focus(
    seed: str, number: int, focus: str
) -> None:
    case = tier_cases.draw(Chance(seed, number), focus, names("m7-d1"))
    assert len({card.name for card in case.cards}) == 3
    of_focus = {
        "fleet": any(card.fleet for card in case.cards),
        "consent": any(not card.consent for card in case.cards),
        "gold": any(card.margin >= 600 and not card.fleet for card in case.cards),
        "silver": any(200 <= card.margin < 600 and not card.fleet for card in case.cards),
        "bronze": any(card.margin < 200 and not card.fleet for card in case.cards),
    }
    assert of_focus[focus]
    for card in case.cards:
        level = (card.margin >= 200) + (card.margin >= 600) + bool(card.fleet)
        assert card.tier == ("bronze", "silver", "gold", "gold")[level]
        assert card.channel == ("both" if card.consent else "service")


@given(SEEDS, NUMBERS, st.sampled_from(return_cases.FOCI))
def test_a_return_question_is_answered_as_by_hand(seed: str, number: int, focus: str) -> None:
    case = return_cases.draw(Chance(seed, number), focus, ())
    rates = {"good-good": 0.97, "good-bad": 0.67, "bad-good": 0.3, "bad-bad": 0.2}
    back = sum(rates[cell] * customers for cell, customers in case.customers.items())
    wanted = case.number * 0.97 - back if focus == "moved" else back
    assert case.answer == pytest.approx(wanted)
    assert list(case.customers) == (list(rates) if focus == "sum" else [case.cell])


@given(SEEDS, NUMBERS, st.sampled_from(segment_cases.FOCI))
def test_two_organisations_stand_on_the_two_sides_of_the_border_in_focus(seed: str, number: int, focus: str) -> None:
    case = segment_cases.draw(Chance(seed, number), focus, names("m8-d1"))
    assert len({each.name for each in case.organisations}) == 3
    letters = {each.letter for each in case.organisations if not each.government}
    if focus == "government":
        assert [each.channels for each in case.organisations if each.government] == [("manager",)]
        assert all(each.staff < 500 for each in case.organisations if each.government)
    else:
        assert set(focus.replace("-", "").upper()) <= letters
    assert all(each.staff >= 1 for each in case.organisations)
