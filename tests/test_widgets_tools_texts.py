"""The tools whose texts are content: the crosswalk, the two sides, the self-rating, and those about the need."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from course.content import LANGUAGES, Lang
from course.record import Journal
from course.widgets.tools.abilities import Abilities
from course.widgets.tools.crosswalk import Crosswalk
from course.widgets.tools.desk import Desk
from course.widgets.tools.gap import Gap
from course.widgets.tools.need_wheel import NeedWheel
from course.widgets.tools.show import tool_called
from course.widgets.tools.texts import read_texts, slugs

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)
ROUND = ["observe", "ask", "listen", "sum-up", "verify", "present"]
LADDER = [
    {"need": "Ten cans", "evidence": None},
    {"need": "No standing still", "evidence": "stood-still"},
    {"need": "Keep the round", "evidence": "supermarket"},
]
PROFILE = {
    "application": {"strength": 5, "quote": "five-o-clock"},
    "technology": {"strength": 4, "quote": "by-plate"},
    "relationship": {"strength": 0, "quote": "one-person"},
}
CARD = {"present": "smears", "ideal": "clear", "solution": ""}


def desk(name: str, folder: Path, lang: Lang = "en") -> Desk:
    journal = Journal(folder / "answers.jsonl", session="one", now=lambda: NOON)
    return Desk(tool_called(name, lang), journal, lang)


def keep(name: str, value: Any, folder: Path, lang: Lang = "en") -> dict[str, Any]:
    return desk(name, folder, lang).handle({"t": "keep", "n": 1, "value": value})


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("crosswalk", {"layers": ["store", "audi"]}),
        ("crosswalk", {"layers": []}),
        ("gap", {"side": "both"}),
        ("abilities", {"image": 1, "service": 5}),
        ("present-ideal", CARD),
        ("present-ideal", {**CARD, "solution": "wash"}),
        ("need-wheel", {"done": []}),
        ("need-wheel", {"done": ROUND}),
        ("need-wheel", {"done": ["observe", "ask", "listen", "verify", "sum-up", "present"]}),
        ("why-ladder", {"levels": LADDER[:1]}),
        ("why-ladder", {"levels": LADDER}),
        ("need-profile", PROFILE),
    ],
)
def test_a_value_is_kept_and_there_again_in_both_languages(name: str, value: Any, tmp_path: Path) -> None:
    assert keep(name, value, tmp_path) == {"t": "ack", "n": 1, "value": value}
    for lang in LANGUAGES:
        assert desk(name, tmp_path, lang).view()["value"] == value


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("crosswalk", {"layers": ["unicom"]}, "Load the page again"),
        ("crosswalk", {"layers": ["store", "store"]}, "Load the page again"),
        ("crosswalk", {"layers": [["store"]]}, "Load the page again"),
        ("gap", {"side": "referee"}, "Load the page again"),
        ("gap", {"side": ["seller"]}, "Load the page again"),
        ("abilities", {}, "Load the page again"),
        ("abilities", {"image": 6}, "Load the page again"),
        ("abilities", {"image": True}, "Load the page again"),
        ("abilities", {"looks": 3}, "Load the page again"),
        ("present-ideal", {**CARD, "ideal": " \u3000"}, "without the present and the ideal"),
        ("present-ideal", {"present": "", "ideal": "", "solution": "wash"}, "without the present and the ideal"),
        ("present-ideal", {**CARD, "present": "x" * 401}, "At most 400"),
        ("need-wheel", {"done": ["present"]}, "An offer before the need is verified"),
        ("need-wheel", {"done": [*ROUND[:4], "present"]}, "An offer before the need is verified"),
        ("need-wheel", {"done": ["ask"]}, "out of the blue"),
        ("need-wheel", {"done": ["observe", "observe"]}, "Load the page again"),
        ("need-wheel", {"done": [{}]}, "Load the page again"),
        ("why-ladder", {"levels": []}, "Load the page again"),
        ("why-ladder", {"levels": [*LADDER, LADDER[0]]}, "Load the page again"),
        ("why-ladder", {"levels": [{"need": " ", "evidence": None}]}, "First write"),
        ("why-ladder", {"levels": [LADDER[0], {"need": "x", "evidence": None}]}, "only a guess"),
        ("why-ladder", {"levels": [*LADDER[:2], {"need": "x", "evidence": "stood-still"}]}, "another level already"),
        ("need-profile", {**PROFILE, "technology": {"strength": 3, "quote": None}}, "Technology and system: choose"),
        ("need-profile", {**PROFILE, "technology": {"strength": 3, "quote": "one-person"}}, "two sliders"),
        ("need-profile", {**PROFILE, "technology": {"strength": 6, "quote": "by-plate"}}, "Load the page again"),
        ("need-profile", {"application": PROFILE["application"]}, "Load the page again"),
    ],
)
def test_what_does_not_fit_is_refused_with_its_reason(name: str, value: Any, told: str, tmp_path: Path) -> None:
    reply = keep(name, value, tmp_path)
    assert reply["t"] == "fail"
    assert told in reply["say"]
    assert not (tmp_path / "answers.jsonl").exists()


def cells(layer: str) -> list[tuple[str, str]]:
    found = next(each for each in read_texts("crosswalk", Crosswalk).layers if each.slug == layer)
    return [
        (step.name.en[0], stage)
        for stage, steps in found.cells.items()
        for step in steps
        if step.name.en[0] in "12345678"
    ]


def test_s06_the_six_store_steps_lie_on_the_stages_of_m0_f16() -> None:
    assert cells("store") == [
        ("1", "contact"),
        ("2", "discovery"),
        ("3", "presenting"),
        ("4", "deal"),
        ("5", "handover"),
        ("6", "handover"),
    ]


def test_s07_the_eight_audi_steps_lie_on_the_stages_of_m0_f16_with_what_the_deck_prints_below() -> None:
    assert cells("audi") == [
        ("1", "preparation"),
        ("1", "contact"),
        ("2", "discovery"),
        ("3", "presenting"),
        ("4", "presenting"),
        ("5", "deal"),
        ("6", "handover"),
        ("7", "maintenance"),
        ("8", "maintenance"),
    ]
    audi = next(each for each in read_texts("crosswalk", Crosswalk).layers if each.slug == "audi")
    assert len(audi.cells["deal"][0].parts) == 4
    assert len(audi.cells["contact"][0].parts) + len(audi.cells["preparation"][0].parts) == 4


def test_every_cell_of_the_crosswalk_stands_in_a_stage_that_is_there() -> None:
    texts = read_texts("crosswalk", Crosswalk)
    for layer in texts.layers:
        assert set(layer.cells) <= set(slugs(texts.stages))
        assert any(part in layer.source.en for part in ("2011", "2014", "no date"))


def test_s04_each_side_of_the_gap_has_all_three_dimensions() -> None:
    texts = read_texts("gap", Gap)
    assert slugs(texts.dimensions) == ["information", "interest", "wishes"]
    assert {"seller", "customer"} <= set(slugs(texts.sides))


def test_s05_there_are_eight_abilities_each_with_what_customers_like() -> None:
    assert len({each.liked.en for each in read_texts("abilities", Abilities).abilities}) == 8


def test_s38_an_offer_needs_all_five_steps_and_the_last_two_may_change_places() -> None:
    steps = {step.slug: step.after for step in read_texts("need-wheel", NeedWheel).steps}
    assert list(steps) == ROUND
    assert set(steps["present"]) == set(ROUND[:-1])
    assert steps["sum-up"] == steps["verify"] == ["listen"]
