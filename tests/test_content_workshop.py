"""The workshop's content: true cards, needs that differ, four rungs a product, and models that the rule passes."""

from __future__ import annotations

import shutil
from collections import defaultdict
from importlib.resources import files
from itertools import combinations
from pathlib import Path
from random import Random
from typing import Any

import pytest

from course.check import items, misconceptions
from course.content.items import Item, Sheet
from course.content.kinds.fab import Fab
from course.content.library import Library
from course.content.products import product, products
from course.content.reader import read_entry, read_yaml
from course.content.text import LANGUAGES
from course.demo.answers import answer
from course.engine.errors import CourseError
from course.engine.wording import length

FOLDER = files("course.content") / "m4"
ITEMS = [read_entry(Item, data, FOLDER / "items-workshop.yaml") for data in read_yaml(FOLDER / "items-workshop.yaml")]
SHEETS = [
    read_entry(Sheet, data, FOLDER / "sheets-workshop.yaml") for data in read_yaml(FOLDER / "sheets-workshop.yaml")
]
FABS = [(item, item.ask) for item in ITEMS if isinstance(item.ask, Fab)]
PRACTICE = [each for each in products().values() if not each.graded]
BY_ID = {item.id: item for item in ITEMS}


def named(fabs: list[tuple[Item, Fab]]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize(("item", "ask"), [pytest.param(*each, id=each[0].id) for each in fabs])


def test_there_are_at_least_six_products_with_two_customers_whose_needs_share_no_idea() -> None:
    assert len(PRACTICE) >= 6
    for each in PRACTICE:
        assert len(each.customers) == 2
        for one, other in combinations(each.customers.values(), 2):
            for lang in LANGUAGES:
                assert not set(one.in_words(lang)["concepts"]) & set(other.in_words(lang)["concepts"])


def test_the_additive_promises_nothing() -> None:
    said = " ".join(product("additive").card("en")["not_claimed"])
    assert "save fuel" in said
    assert "repair" in said


def test_a_product_that_is_not_there_is_told_with_those_that_are() -> None:
    with pytest.raises(CourseError, match="sp-oil"):
        product("moon-oil")


def test_products_of_the_graded_form_are_not_practised() -> None:
    assert {ask.product for _, ask in FABS} <= {each.id for each in PRACTICE}
    assert any(each.graded for each in products().values())


def rungs() -> dict[str, list[list[Item]]]:
    """Give each product's items, rung by rung: sort, repair, complete, write one's own."""
    found: dict[str, list[list[Item]]] = {}
    for sheets in SHEETS[:4], *([sheet] for sheet in SHEETS[4:]):
        stood = [BY_ID[name] for sheet in sheets for name in sheet.items]
        (name,) = {item.ask.product for item in stood if isinstance(item.ask, Fab)}
        found[name] = [stood[:1], stood[1:2], stood[2:3], stood[3:]]
    return found


def test_one_product_s_four_rungs_stand_in_the_section_and_take_a_quarter_of_an_hour() -> None:
    assert [sheet.id for sheet in SHEETS[:4]] == ["m4-w1", "m4-w2", "m4-w3", "m4-w4"]
    assert all(sheet.id.startswith("m4-more-") for sheet in SHEETS[4:])
    assert sum(BY_ID[name].minutes for sheet in SHEETS[:4] for name in sheet.items) == 15


def test_every_product_is_on_every_rung_and_every_customer_gets_a_text_of_the_learners_own() -> None:
    assert sorted(name for sheet in SHEETS for name in sheet.items) == sorted(BY_ID)
    assert sorted(rungs()) == sorted(each.id for each in PRACTICE)
    for name, ((first,), (second,), (third,), fourth) in rungs().items():
        assert not isinstance(first.ask, Fab), name
        assert getattr(second.ask, "draft", None), name
        assert getattr(third.ask, "given", None), name
        own = [item.ask.customer for item in fourth if isinstance(item.ask, Fab)]
        assert sorted(own) == sorted(product(name).customers)


def test_the_drafts_have_different_faults() -> None:
    drafts = [(ask, {box: f"{text.en} ." for box, text in ask.draft.items()}) for _, ask in FABS if ask.draft]
    found = [review.flags for ask, response in drafts if (review := ask.review(response)) is not None]
    wanted = {"PARTS_SWAPPED", "WRONG_CUSTOMER", "FALSE_CLAIM", "JARGON", "COMPETITOR_BASHING"}
    assert wanted <= {flag for flags in found for flag in flags}


@pytest.mark.parametrize("lang", LANGUAGES)
@named(FABS)
def test_every_model_passes_the_rule_within_the_limit(item: Item, ask: Fab, lang: Any) -> None:
    response = item.key.model_answer(ask, lang)  # type: ignore[call-arg]  # a FAB's key has one in each language
    review = ask.review(response)
    assert review is not None
    assert (review.verdict, [note.reason for note in review.notes]) == ("pass", [])
    limit = ask.limit.words if lang == "en" else ask.limit.characters
    assert sum(map(length, ask.written(response).texts.values())) <= limit


@pytest.mark.parametrize("lang", LANGUAGES)
@named([each for each in FABS if each[1].draft])
def test_no_draft_passes_however_it_is_touched(item: Item, ask: Fab, lang: Any) -> None:  # noqa: ARG001
    review = ask.review({box: f"{text.of(lang)} ." for box, text in ask.draft.items()})
    assert review is not None
    assert review.verdict != "pass"


@named([each for each in FABS if not each[1].draft and not each[1].given])
def test_the_text_for_one_customer_does_not_pass_for_the_other(item: Item, ask: Fab) -> None:
    (other,) = [
        each
        for _, each in FABS
        if each.product == ask.product and each.customer != ask.customer and not each.draft and not each.given
    ]
    review = other.review(item.key.model_answer(ask))
    assert review is not None
    assert review.criteria["need"] < 2


def test_each_note_is_reached_as_declared() -> None:
    assert [(item.id, each) for item in ITEMS for each in misconceptions.problems(item.ask, item.key)] == []
    assert [(item.id, each) for item in ITEMS for each in item.key.problems(item.ask)] == []


def test_no_note_is_said_twice_in_either_language() -> None:
    for lang in LANGUAGES:
        said = defaultdict(list)
        for item in ITEMS:
            for slug, text in item.key.notes.items():
                said[text.of(lang)].append(f"{item.id}:{slug}")
        assert [places for places in said.values() if len(places) > 1] == []


def test_a_graded_product_in_practice_is_found_and_a_practised_one_in_the_graded_form(tmp_path: Path) -> None:
    shutil.copytree(Path(__file__).parent / "content_fab" / "m9", tmp_path / "m9")
    for name, old, new in (
        ("items.yaml", "product: screen-wash\n    customer: mr-bao", "product: vests\n    customer: ms-gu"),
        ("graded.yaml", "product: vests\n        customer: ms-gu", "product: coffee\n        customer: mr-an"),
    ):
        file = tmp_path / "m9" / name
        file.write_text(file.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    said = [finding.what for finding in items.check(Library(tmp_path / "m9")) if "graded form" in finding.what]
    assert said == [
        "m9-p01: The product 'vests' is one of the graded form.",
        "m9-x5.fab: The product 'coffee' is not one of the graded form.",
    ]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("ability", [0.0, 1.0])
def test_the_simulated_class_knows_what_its_workshop_texts_earn(ability: float, lang: str) -> None:
    for item, ask in FABS:
        response, credit = answer(ask, item.key, ability, lang, Random(item.id))  # noqa: S311  a simulation
        assert item.key.score(ask, response).credit == pytest.approx(credit), item.id
