"""The value stack's figure: its layers are the deck's (m4-f14), and both bars are told in words."""

from __future__ import annotations

from course.charts import value_stack


def test_the_layers_are_the_decks_and_add_up_to_the_price() -> None:
    assert value_stack.LAYERS == {"goodwill": 2, "service": 2, "trust": 2, "features": 1, "assurance": 3}  # m4-f14
    assert sum(value_stack.LAYERS.values()) == value_stack.PRICE == 10


def test_the_words_name_every_layer_the_price_and_that_the_figures_are_the_decks() -> None:
    said = value_stack.text("en")
    for words in ("goodwill 2", "service 2", "trust 2", "features 1", "assurance of success 3", "price: 10", "Deck"):
        assert words in said
