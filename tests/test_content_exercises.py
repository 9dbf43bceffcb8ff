"""The practice forms of the exercises hold the curriculum's data and keys."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from course.check.keys import read_keys
from course.content import library
from course.engine import oils
from course.engine.outcome import Outcome

ROOT = Path(__file__).parents[1]

# Curriculum m1-x1: what the manual says, and the key.
VEHICLES = {
    "V1": ({"power": "gasoline", "api": ["SN"], "sae": ["5W-30"], "approvals": []}, "O1 O2"),
    "V2": ({"power": "gasoline", "api": ["SP"], "sae": ["0W-20"], "approvals": []}, "O3"),
    "V3": ({"power": "gasoline", "api": ["SL"], "sae": ["10W-40"], "approvals": []}, "O4"),
    "V4": ({"power": "diesel", "api": ["CI-4"], "sae": ["15W-40"], "approvals": []}, "O5 O6 O7"),
    "V5": ({"power": "diesel", "api": ["CK-4"], "sae": ["15W-40", "10W-30"], "approvals": []}, "O6 O10"),
    "V6": ({"power": "diesel", "api": ["FA-4"], "sae": ["10W-30"], "approvals": []}, "O9"),
    "V7": ({"power": "electric", "api": [], "sae": [], "approvals": []}, "none"),
    "V8": ({"power": "gasoline", "api": ["SN"], "sae": ["5W-30"], "approvals": []}, "O1 O2"),
    "V9": ({"power": "both", "api": ["SL", "CI-4"], "sae": ["15W-40"], "approvals": []}, "O7"),
    "V10": ({"power": "hybrid", "api": ["SP"], "sae": ["0W-20"], "approvals": []}, "O3"),
}
GRADED_VEHICLES = {  # the graded form's cases, as their stems tell them
    "W1": {"power": "gasoline", "api": ["SN"], "sae": ["5W-40"], "approvals": []},
    "W2": {"power": "hybrid", "api": ["SP"], "sae": ["0W-20"], "approvals": []},
    "W3": {"power": "gasoline", "api": ["SL"], "sae": ["5W-30"], "approvals": []},
    "W4": {"power": "diesel", "api": ["CJ-4"], "sae": ["15W-40"], "approvals": []},
    "W5": {"power": "diesel", "api": ["CK-4"], "sae": ["5W-40", "5W-30"], "approvals": []},
    "W6": {"power": "diesel", "api": ["FA-4"], "sae": ["5W-30"], "approvals": []},
    "W7": {"power": "electric", "api": [], "sae": [], "approvals": []},
    "W8": {"power": "diesel", "api": ["CH-4"], "sae": ["15W-40"], "approvals": []},
    "W9": {"power": "both", "api": ["SL", "CJ-4"], "sae": ["5W-40"], "approvals": []},
    "W10": {"power": "gasoline", "api": ["SP"], "sae": ["5W-40"], "approvals": []},
}
# The rule line that a note's words name must be the one that the rule itself gives.
LINE = re.compile(r"rule line (\d)")


@pytest.mark.parametrize("vehicle", VEHICLES)
def test_pick_the_oil_has_the_curriculums_key(vehicle: str) -> None:
    assert library("m1").item(f"m1-x1.{vehicle}").key.answers == VEHICLES[vehicle][1].split()


@pytest.mark.parametrize("vehicle", VEHICLES)
def test_every_note_of_the_shelf_names_the_rule_line_that_fails_first(vehicle: str) -> None:
    item = library("m1").item(f"m1-x1.{vehicle}")
    _agrees_with_the_rule(item.ask, item.key, VEHICLES[vehicle][0])


@pytest.mark.parametrize("vehicle", GRADED_VEHICLES)
def test_the_graded_shelf_follows_the_same_rule(vehicle: str) -> None:
    key = read_keys(ROOT / "source/m1-preparation/key.yaml", list(library("m1").graded.values()))[f"m1-x1.{vehicle}"]
    _agrees_with_the_rule(library("m1").graded_item(f"m1-x1.{vehicle}").ask, key, GRADED_VEHICLES[vehicle])


def _agrees_with_the_rule(ask: Any, key: Any, vehicle: dict[str, Any]) -> None:
    for option, text in ask.options.items():
        if option == "none":
            continue
        fit = oils.suitable(vehicle, oils.parse_label(text.en.partition(": ")[2]))
        assert fit.ok == (option in key.answers), option
        named = LINE.search(key.note(option, key.because.get(option, option)).en)
        assert (named and int(named[1])) == fit.failed_rule, (option, fit, named)


@pytest.mark.parametrize(
    ("part", "answer"),  # curriculum m1-x2
    [
        ("cold20", "0w-20"),
        ("hot30", "5w-40"),
        ("hot40", "no-telling"),
        ("single", "10w-40"),
        ("letters", "no-telling"),
        ("thin", "0w-20"),
    ],
)
def test_read_the_can_has_the_curriculums_key(part: str, answer: str) -> None:
    assert library("m1").item(f"m1-x2.{part}").key.answer == answer


def test_the_kit_has_five_documents_six_personal_items_and_two_tools() -> None:  # m1-f23
    groups = [groups[0] for groups in library("m1").item("m1-x3.kit").key.groups.values()]
    assert (groups.count("documents"), groups.count("personal"), groups.count("tools")) == (5, 6, 2)


def test_eight_named_additives_are_matched() -> None:  # m1-f11 less "others"
    assert len(library("m1").item("m1-x4.pairs").key.pairs) == 8


def _printed(rows: dict[str, str]) -> list[tuple[str, str, str]]:
    """Give part, row and printed key of tables that are written as one line a part."""
    return [(part, *pair.split("=")) for part, line in rows.items() for pair in line.split()]  # type: ignore[misc]


# One group a row: part, then row=group as the curriculum's tables print them (its own row numbers where it has any).
GROUPS = {
    "m0-x1.cards": (
        "a=preparation b=contact c=negotiation d=preparation e=negotiation f=deal g=care h=care i=contact j=deal "
        "k=care l=preparation"
    ),
    "m2-x1.leads": (
        "l1=red l2=green l3=rotten l4=green l5=green l6=green l7=red l8=rotten l9=red l10=rotten l11=red l12=rotten"
    ),
    "m3-x1.lines": (
        "l1=implied l2=explicit l3=feature l4=advantage l5=benefit l6=implied l7=explicit l8=feature l9=advantage "
        "l10=benefit l11=implied l12=explicit"
    ),
    "m6-x1.blocks": (
        "s11=b1 s12=b1 s13=b1 s14=b1 s15=b1 s16=b1 s21=b2 s22=b2 s23=b2 s24=b2 s25=b2 s26=b2 "
        "s31=b3 s32=b3 s33=b3 s34=b3 s35=b3 s41=b4 s42=b4 s51=b5 s52=b5 s53=b5"
    ),
}


@pytest.mark.parametrize(("part", "row", "group"), _printed(GROUPS))
def test_a_card_lies_where_the_curriculum_puts_it(part: str, row: str, group: str) -> None:
    assert library(part[:2]).item(part).key.groups[row] == [group]


@pytest.mark.parametrize("part", GROUPS)
def test_there_are_no_cards_but_the_curriculums(part: str) -> None:
    assert len(library(part[:2]).item(part).key.groups) == len(GROUPS[part].split())


# Several answers a row, in the order of the columns; | stands between answers that are both accepted.
ROWS = {
    "m0-x2.changes": (
        "thinoil=product,can tenless=price,can tillshelf=place,can freebottle=promotion,can "
        "lastchange=salesperson,cannot owncoffee=product,can loyal=price,can entrance=place,can "
        "festival=promotion,can explains=salesperson,cannot"
    ),
    "m3-x3.notes": (  # 1 to 10
        "light=solve,serve dealer=want,inform month=need,date mud=solve,serve giftbox=want,inform outing=need,date "
        "wonder=want,inform inspection=need,date thirsty=solve,serve newcar=want,inform"
    ),
    "m3-x4.topics": (
        "weekend=green work=green team=green mileage=green holiday=green codriver=green school=amber employer=amber "
        "salary=red flat=red"
    ),
    "m4-x1.oil": "fab=spmark,meets,yourbook",
    "m4-x1.wash": "fab=rated,stays,yourmornings",
    "m4-x1.water": "fab=carried,onestop,yourback",
    "m4-x1.card": "fab=statement,onepaper,yoursheet",
    "m5-x1.cues": (
        "invoiceq=words,ready putsback=body,notyet keepsq=words,ready nodslabel=face,ready yawns=face,notyet "
        "opensboot=body,ready friendsays=around,ready someday=words,notyet cardouttill=body,ready "
        "rainsmears=around,ready frownask=words|face,ready phonecall=around|body,notyet"
    ),
    "m5-x2.closes": (  # techniques 1 to 8 of m5-f07, with the last column's conditions
        "askpay=direct,signalled howmany=eitheror,noneok dented=drawback,told frostyq=imagine,realistic "
        "elsewhere=time,notalike criteria=decide,hiswords tonight=benefit,shown twoleft=scarce,counted"
    ),
    "m7-x1.cards": (
        "c1=gold,both c2=silver,both c3=bronze,service c4=silver,both c5=silver,both c6=gold,service c7=bronze,both "
        "c8=gold,both c9=bronze,service c10=gold,both"
    ),
    "m7-x4.log": (  # volume, complaints, rivals, tone, organisation
        "a=clear,clear,clear,clear,clear b=flag,clear,clear,clear,clear c=clear,flag,flag,clear,clear "
        "d=clear,clear,clear,flag,clear e=clear,clear,clear,clear,flag"
    ),
    "m8-x1.firms": (
        "port=sc,manager logistics=sa,manager bus=sb,manager hospital=sb,manager soft=sa,manager noodle=se,none "
        "farm=se,none cold=sc,callcentre|partner|storein|website drive=sd,callcentre|partner|storein|website "
        "build=sc,callcentre|partner|storein|website insure=sc,callcentre|partner|storein|website "
        "taxi=sd,callcentre|partner|storein|website"
    ),
    "m8-x2.notes": (
        "n1=met,unmet,supplier n2=unmet,met,friend n3=met,met,partner n4=unmet,unmet,outsider n5=met,met,partner"
    ),
}


@pytest.mark.parametrize(("part", "row", "answers"), _printed(ROWS))
def test_a_row_has_the_answers_that_the_curriculum_prints(part: str, row: str, answers: str) -> None:
    kept = library(part[:2]).item(part).key.answers[row].values()
    assert [sorted(each) for each in kept] == [sorted(each.split("|")) for each in answers.split(",")]


@pytest.mark.parametrize("part", ROWS)
def test_there_are_no_rows_but_the_curriculums(part: str) -> None:
    assert len(library(part[:2]).item(part).key.answers) == len(ROWS[part].split())


@pytest.mark.parametrize(
    ("part", "marks"),
    [
        # m4-x2: six faults of five kinds, one kind twice
        ("m4-x2.talk", "c2=made-up c3=hearsay c4=jargon c6=pretend c7=rundown c9=made-up"),
        # m6-x3: three faults a slip
        ("m6-x3.A", "nextchange=fault waste=fault contact=fault"),
        ("m6-x3.B", "grade=fault receipt=fault warranty=fault"),
        ("m6-x3.C", "grade=fault signature=fault contact=fault"),
        ("m6-x3.D", "product=fault grade=fault nextchange=fault"),
    ],
)
def test_the_lines_with_a_fault_are_the_curriculums(part: str, marks: str) -> None:
    assert library(part[:2]).item(part).key.marks == dict(pair.split("=") for pair in marks.split())


@pytest.mark.parametrize(
    ("log", "breaches"),  # curriculum m5-x3: logs A to E
    [
        ("a", {"none"}),
        ("b", {"free", "notless"}),
        ("c", {"toomany"}),
        ("d", {"notless"}),
        ("e", {"none"}),
    ],
)
def test_a_price_log_has_the_breaches_that_the_curriculum_counts(log: str, breaches: set[str]) -> None:
    assert set(library("m5").item(f"m5-x3.{log}").key.answers) == breaches


def test_the_seven_services_keep_their_order_but_invoice_and_payment_may_change_places() -> None:  # m5-f29, m5-x4
    key = library("m5").item("m5-x4.order").key
    order = ["invoicing", "paying", "unpacking", "recording", "explaining", "praising", "seeingoff"]
    assert key.answer == order
    assert key.also == [[order[1], order[0], *order[2:]]]
    assert len(library("m5").item("m5-x4.scene").key.marks) == 4  # all four faults of m5-f31


def test_spin_questions_lie_in_their_blocks_and_the_blocks_in_their_order() -> None:  # m3-x2
    lanes = library("m3").item("m3-x2.letters").key.lanes
    blocks = {"s": {"many", "often"}, "p": {"wrong", "worst"}, "i": {"waits", "back"}, "n": {"sixone", "onebill"}}
    assert {lane: {card for group in groups for card in group} for lane, groups in lanes.items()} == blocks
    assert library("m3").item("m3-x2.blocks").key.answer == ["state", "hurt", "weight", "gain"]  # S, P, I, N


def test_the_value_stack_begins_at_2_2_2_1_3_against_a_gap_of_two_yuan() -> None:  # m4-x3, m4-f14
    ask = library("m4").item("m4-x3.can").ask
    assert [value.start for value in ask.values.values()] == [2, 2, 2, 1, 3]
    assert ask.gap == 2


@pytest.mark.parametrize(
    ("part", "answer", "tolerance"),
    [
        ("m7-x5.allgood", 194, 1),  # 200 at 97 %
        ("m7-x5.moved", 20.1, 1),  # 30 x (97 % - 30 %)
        ("m8-x4.small", 98.4, 0.2),  # 1,024,000 of 1,040,900
        ("m8-x4.managers", 2500, 1),  # 75,000 / (10 x 3)
    ],
)
def test_a_number_is_the_curriculums_within_its_tolerance(part: str, answer: float, tolerance: float) -> None:
    key = library(part[:2]).item(part).key
    assert (key.answer, key.tolerance) == (answer, tolerance)


@pytest.mark.parametrize(
    ("contact", "last"),  # curriculum m7-x2: sale on 2026-03-05
    [("thanks", "2026-03-06"), ("check", "2026-03-07"), ("month", "2026-04-07"), ("season", "2027-03-05")],
)
def test_a_follow_up_date_may_be_as_late_as_the_curriculum_says(contact: str, last: str) -> None:
    item = library("m7").item("m7-x2.calendar")
    assert item.ask.sale.isoformat() == "2026-03-05"
    window = item.key.windows[contact]
    assert window[1].isoformat() == last
    assert item.key.apart == {"season": 60}


@pytest.mark.parametrize(
    ("line", "verdict", "reasons"),  # curriculum m2-x3: every letter that the row accepts
    [
        ("c1", "passes", {"clear"}),
        ("c2", "fails", {"third", "fact"}),
        ("c3", "fails", {"body"}),
        ("c4", "passes", {"clear"}),
        ("c5", "fails", {"fact", "body"}),
        ("c6", "fails", {"moment"}),
        ("c7", "fails", {"body", "fact"}),
        ("c8", "passes", {"clear"}),
        ("c9", "fails", {"fact"}),
        ("c10", "passes", {"clear"}),
    ],
)
def test_a_compliment_has_the_curriculums_verdict(line: str, verdict: str, reasons: set[str]) -> None:
    key = library("m2").item(f"m2-x3.{line}").key
    assert (key.verdict, set(key.reasons)) == (verdict, reasons)


def test_the_buyers_and_users_of_the_combs_are_the_curriculums() -> None:  # m4-x4
    answers = library("m4").item("m4-x4.table").key.answers
    assert answers["zhang"] == {"buyer": ["youngmonk"], "user": ["youngmonk"], "benefit": ["scratching"]}
    assert answers["wang"] == {"buyer": ["abbot"], "user": ["pilgrims"], "benefit": ["tidy"]}
    assert answers["qian"] == {"buyer": ["abbot"], "user": ["pilgrims"], "benefit": ["remember"]}


@pytest.mark.parametrize("module", ["m1", "m2"])
def test_graded_forms_have_other_data_than_practice_forms(module: str) -> None:
    books = library(module)
    for exercise in books.graded.values():
        practised = {part.ask.stem.en for part in books.exercise(exercise.id).parts}
        asked = {part.ask.stem.en for part in exercise.parts}
        shown = [part.ask.model_dump(exclude={"stem"}) for part in books.exercise(exercise.id).parts]
        for part in exercise.parts:
            assert part.ask.stem.en not in practised or part.ask.model_dump(exclude={"stem"}) not in shown, part.id
        assert asked


@pytest.mark.parametrize("module", ["m1", "m2"])
def test_half_right_practice_answers_are_neither_full_nor_unattempted(module: str) -> None:
    for exercise in library(module).exercises.values():
        for part in exercise.parts:
            right = part.key.model_answer(part.ask)
            if isinstance(right, dict) and part.ask.kind in {"match", "classify"} and len(right) > 1:
                half = dict(list(right.items())[: len(right) // 2])
                assert part.key.score(part.ask, half).outcome is Outcome.PARTIAL, part.id


@pytest.mark.parametrize(("module", "item"), [("m1", "m1-p43"), ("m2", "m2-p42")])
def test_the_printable_card_says_what_the_modules_card_says(module: str, item: str) -> None:
    books = library(module)
    assert list(books.item(item).ask.entries.values()) == books.module.card


@pytest.mark.parametrize("module", ["m1", "m2"])
def test_every_item_that_a_sheet_names_is_found_as_the_page_finds_it(module: str) -> None:
    books = library(module)
    for sheet in books.sheets.values():
        assert [books.item(name).id for name in sheet.items] == sheet.items
