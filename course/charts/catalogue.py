"""The charts by name: how each is drawn, what its text alternative says, and its caption."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.charts import (
    api_ladder,
    base_oil,
    concessions,
    decay_log,
    sae_map,
    segments,
    spin_chain,
    time_split,
    value_stack,
)
from course.engine.errors import CourseError
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from matplotlib.figure import Figure


@dataclass(frozen=True)
class Chart:
    """One chart.

    Args:
        draw: Gives the figure in a language.
        text: Gives the text alternative in a language.
        caption: Gives the line below the figure in a language.

    """

    draw: Callable[[str], Figure]
    text: Callable[[str], str]
    caption: Callable[[str], str]


LANGUAGES = ("en", "zh-CN")

_CHARTS = {
    "api-diesel": Chart(
        api_ladder.draw_diesel,
        api_ladder.diesel_text,
        lambda lang: say("API diesel grades: the ladder, its side branch, and what comes.", lang),
    ),
    "api-gasoline": Chart(
        api_ladder.draw_gasoline,
        api_ladder.gasoline_text,
        lambda lang: say("API gasoline grades: what the deck shows, and today.", lang),
    ),
    "base-oil": Chart(
        base_oil.draw,
        base_oil.text,
        lambda lang: say("Base oil and additives: the deck's band and the band for engine oil.", lang),
    ),
    "concessions": Chart(
        concessions.draw,
        concessions.text,
        lambda lang: say("Four price talks: only the first keeps every rule.", lang),
    ),
    "decay-log": Chart(
        decay_log.draw,
        decay_log.text,
        lambda lang: say("Two accounts in six months: one is steady, one falls below half.", lang),
    ),
    "sae-map": Chart(
        sae_map.draw,
        sae_map.text,
        lambda lang: say("SAE classes: cold start upwards, thickness when hot to the right.", lang),
    ),
    "segments": Chart(
        segments.draw,
        segments.text,
        lambda lang: say("Firms by size: deck figures, undated, on a scale of tens.", lang),
    ),
    "spin-chain": Chart(
        spin_chain.draw,
        spin_chain.text,
        lambda lang: say("SPIN: each kind of question lifts the need by one step.", lang),
    ),
    "time-split": Chart(
        time_split.draw,
        time_split.text,
        lambda lang: say("{shares}: where your time goes.", lang, shares="/".join(map(str, time_split.SHARES))),
    ),
    "value-stack": Chart(
        value_stack.draw,
        value_stack.text,
        lambda lang: say("The value stack: five layers against a price (deck figure).", lang),
    ),
}


def names() -> tuple[str, ...]:
    """Give the names of all charts."""
    return tuple(_CHARTS)


def chart_called(name: str, lang: str) -> Chart:
    """Give the chart called ``name``.

    Raises:
        CourseError: There is no such chart, or the course is not in the language ``lang``.

    """
    if lang not in LANGUAGES:
        raise CourseError(
            f"The course has no language '{lang}'.", where="lang", then='Write lang="en" or lang="zh-CN".'
        )
    if name not in _CHARTS:
        raise CourseError(
            say("The course has no chart called '{name}'.", lang, name=name),
            then=say("Charts are: {names}.", lang, names=", ".join(_CHARTS)),
        )
    return _CHARTS[name]
