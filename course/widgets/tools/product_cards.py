"""The station's product cards: what is true of each product, what is not claimed, and who asked for it (m4-f17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import localise
from course.content.products import products
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from course.content import Lang
    from course.content.products import Product


def _shown() -> list[Product]:
    """Give the cards of the practice; those of the graded form stand in the graded form."""
    return [product for product in products().values() if not product.graded]


def _data(lang: Lang) -> dict[str, Any]:
    return {"cards": [_card(product, lang) for product in _shown()]}


def _card(product: Product, lang: Lang) -> dict[str, Any]:
    said = localise(product, lang)
    customers = [{"name": each["name"], "need": each["need"]} for each in said["customers"].values()]
    return {
        "slug": product.id,
        **{name: said[name] for name in ("name", "price", "facts", "not_claimed")},
        "customers": customers,
    }


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep the id of the card that was looked at last."""
    return None if value in [product.id for product in _shown()] else not_taken(lang)


PRODUCT_CARDS = Tool(
    name="product-cards",
    title=lambda lang: say("The product cards", lang),
    intro=lambda lang: say(
        "What is printed on the label and the price tag, and what we do not claim. Choose a product.", lang
    ),
    data=_data,
    refuse=_refuse,
)
