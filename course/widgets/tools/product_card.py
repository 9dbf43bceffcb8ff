"""The product card: five knowledge elements, kept only when all five are filled in (m1-f07; system s13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.charts.sentences import listed
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from course.content import Lang

LONGEST = 400  # characters a field

# slug -> the field's name and what belongs there. Interface strings.
_FIELDS = {
    "company": ("Company", "Who stands behind the product, and for how long?"),
    "station": ("Our station", "Where does it stand, how many are in stock, who buys it?"),
    "category": ("Category", "What is this kind of product for, and what other kinds are there?"),
    "product": ("This product", "Label, size, price, for which vehicle or use?"),
    "promotion": ("Promotion rules", "What is on offer today, until when, and on what condition?"),
}


def _data(lang: Lang) -> dict[str, Any]:
    fields = [
        {"slug": slug, "name": say(name, lang), "help": say(told, lang)} for slug, (name, told) in _FIELDS.items()
    ]
    return {"longest": LONGEST, "fields": fields}


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep {field: text} with every field filled in."""
    if (
        not isinstance(value, dict)
        or value.keys() != _FIELDS.keys()
        or not all(isinstance(text, str) for text in value.values())
    ):
        return not_taken(lang)
    empty = [say(_FIELDS[slug][0], lang) for slug in _FIELDS if not value[slug].strip()]
    if empty:
        return say(
            "Still empty: {fields}. The card is saved when all five are filled in.", lang, fields=listed(empty, lang)
        )
    if any(len(text) > LONGEST for text in value.values()):
        return say("At most {longest} characters in each field.", lang, longest=LONGEST)
    return None


PRODUCT_CARD = Tool(
    name="product-card",
    title=lambda lang: say("Product card", lang),
    intro=lambda lang: say(
        "Choose one product of your station and write down what you know. "
        "The card is saved when all five fields are filled in.",
        lang,
    ),
    data=_data,
    refuse=_refuse,
)
