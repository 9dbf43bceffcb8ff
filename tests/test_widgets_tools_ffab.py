"""The FFAB builder keeps four steps in order; the product cards show what is true and nothing of the graded form."""

from __future__ import annotations

from typing import Any

import pytest

from course.content import LANGUAGES, Lang
from course.content.products import products
from course.widgets.tools.show import tool_called

TEXTS = {
    "feature": "−25 °C on the label",
    "function": "no freezing",
    "advantage": "it sprays",
    "benefit": "you can see",
}
WHOLE = {
    "opening": "right",
    "texts": TEXTS,
    "connectors": {"function": "deck", "advantage": "plain", "benefit": "deck"},
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_s48_the_steps_stand_in_the_order_f_f_a_b_with_the_decks_connectors_first(lang: Lang) -> None:
    data = tool_called("ffab").data(lang)
    assert [step["slug"] for step in data["steps"]] == ["feature", "function", "advantage", "benefit"]
    first = [step["connectors"][0]["text"].strip(" ,，") for step in data["steps"] if step["connectors"]]
    printed = {"en": ["that is to say", "so", "for example"], "zh-CN": ["也就是说", "所以", "比方说"]}  # m4-f13
    assert first == printed[lang]


def test_a_whole_ffab_is_kept() -> None:
    assert tool_called("ffab").refuse(WHOLE, "en") is None


@pytest.mark.parametrize("missing", ["feature", "function", "advantage", "benefit"])
def test_s48_a_step_that_is_left_out_is_named_and_nothing_is_kept(missing: str) -> None:
    refused = tool_called("ffab").refuse({**WHOLE, "texts": TEXTS | {missing: " "}}, "en")
    assert refused == f"First write this step: {missing.capitalize()}."


@pytest.mark.parametrize(
    "value",
    [
        None,
        "text",
        {},
        {**WHOLE, "opening": "shout"},
        {**WHOLE, "texts": {"benefit": "you can see"}},
        {**WHOLE, "texts": TEXTS | {"benefit": 7}},
        {**WHOLE, "connectors": {"function": "deck"}},
        {**WHOLE, "connectors": {**WHOLE["connectors"], "benefit": ["deck"]}},  # type: ignore[dict-item]
        {**WHOLE, "texts": TEXTS | {"benefit": "x" * 400}},
    ],
)
def test_what_does_not_fit_is_refused_with_a_sentence(value: Any) -> None:
    assert tool_called("ffab").refuse(value, "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_cards_show_every_product_of_the_practice_and_none_of_the_graded_form(lang: Lang) -> None:
    cards = tool_called("product-cards").data(lang)["cards"]
    assert [card["slug"] for card in cards] == [each.id for each in products().values() if not each.graded]
    assert all(len(card["customers"]) == 2 and card["not_claimed"] for card in cards)
    assert "concepts" not in str(cards)


@pytest.mark.parametrize(("value", "kept"), [("coffee", True), ("vests", False), (None, False), (["coffee"], False)])
def test_only_a_card_that_is_shown_is_remembered(value: Any, kept: bool) -> None:  # noqa: FBT001  a column of the table
    assert (tool_called("product-cards").refuse(value, "en") is None) is kept
