"""How much base oil is left when a lubricant holds so many additives (m1-f09, m1-q6, C08; system s14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.charts.base_oil import DECK_BAND, ENGINE_BAND, EXAMPLE
from course.locale import say
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from course.content import Lang

LEAST, MOST = 5, 25  # per cent of additives: m1-f09's range


def _data(lang: Lang) -> dict[str, Any]:
    bands = (
        ("deck", DECK_BAND, say("Deck, lubricants in general", lang)),
        ("engine", ENGINE_BAND, say("Engine oil, roughly", lang)),
    )
    listed = [
        {"slug": slug, "mark": mark, "name": name, "low": low, "high": high}
        for mark, (slug, (low, high), name) in zip("AB", bands, strict=True)
    ]
    return {"least": LEAST, "most": MOST, "example": EXAMPLE, "bands": listed}


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep a whole number of per cent of additives."""
    if isinstance(value, int) and not isinstance(value, bool) and LEAST <= value <= MOST:
        return None
    return say("Please type a whole number from {least} to {most}.", lang, least=LEAST, most=MOST)


COMPOSITION = Tool(
    name="composition",
    title=lambda lang: say("What is in the can?", lang),
    intro=lambda lang: say("Set the share of additives and see how much base oil is left.", lang),
    data=_data,
    refuse=_refuse,
)
