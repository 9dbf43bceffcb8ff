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
