"""The station's goods of the FAB workshop: true product cards, and customers with a need in their own words."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

from pydantic import Field

from course.content.reader import line_of, read_entry, read_yaml
from course.content.text import Lang, Model, Slug, Text
from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.engine.fab import Card, Need

FILE = "products.yaml"


class Customer(Model):
    """A customer: who it is, what he or she said, and the ideas in it that a benefit can answer."""

    name: Text
    need: Text  # one or two sentences in the customer's own words
    concepts: list[Text] = Field(min_length=1)

    def in_words(self, lang: Lang) -> Need:
        """Give the need in ``lang`` for the review."""
        return {"text": self.need.of(lang), "concepts": [each.of(lang) for each in self.concepts]}


class Product(Model):
    """A product card. ``graded`` ones are used in a graded exercise, and never in practice."""

    id: Slug
    graded: bool = False
    name: Text
    price: Text  # what the price tag says; true like the facts
    facts: list[Text] = Field(min_length=2)  # printed on the label, the price tag or a notice of the station
    not_claimed: list[Text] = Field(min_length=1)  # what the station does not say of it
    customers: dict[Slug, Customer] = Field(min_length=1)

    def card(self, lang: Lang) -> Card:
        """Give the card in ``lang`` for the review; the price tag is one of its facts."""
        return {
            "name": self.name.of(lang),
            "facts": [each.of(lang) for each in (*self.facts, self.price)],
            "not_claimed": [each.of(lang) for each in self.not_claimed],
        }


@cache
def products() -> Mapping[str, Product]:
    """Give all products by id, in the order of the file.

    Raises:
        CourseError: An entry has a wrong or missing field, or an id stands twice; with file and line.

    """
    file = files("course.content") / FILE
    found: dict[str, Product] = {}
    for index, data in enumerate(read_yaml(file) or []):
        product = read_entry(Product, data, file, [index])
        if product.id in found:
            raise CourseError(
                f"The product '{product.id}' stands twice.",
                where=f"{FILE}, line {line_of(file, [index])}",
                then="Give the newer one an id of its own; ids are never used again.",
            )
        found[product.id] = product
    return found


def product(name: str) -> Product:
    """Give the product called ``name``.

    Raises:
        CourseError: There is no such product.

    """
    if name not in products():
        raise CourseError(
            f"There is no product '{name}'.", where=FILE, then="Products are: " + ", ".join(products()) + "."
        )
    return products()[name]
