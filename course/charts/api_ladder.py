"""The ladders of API categories: what the deck shows, what holds today (m1-f17, m1-f18, C01–C06; s18, s19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from course.charts.grades import deck_year, diesel_ladder, gasoline_ladder, in_use, out_of_use
from course.charts.page import (
    BLUE,
    GREEN,
    INK,
    LINE,
    MUTED,
    ORANGE,
    PALE_BLUE,
    PALE_GREEN,
    PALE_ORANGE,
    PAPER,
    RED,
    WASH,
    arrow,
    box,
    drawing,
    line,
    page,
    words,
)
from course.charts.sentences import joined, listed
from course.engine.oils import NEVER
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from course.engine.oils import Category

Layer = Literal["deck", "today"]
BOTH: tuple[Layer, ...] = ("deck", "today")

_RUNG = 30  # pixels from one rung to the next
_TOP = 62


def gasoline_text(lang: str, layers: Sequence[Layer] = BOTH) -> str:
    """Say the gasoline ladder in words, for those who do not see it."""
    rungs = gasoline_ladder()
    deck = [rung for rung in rungs if rung.deck]
    ended = [rung.name for rung in rungs if not rung.licensed]
    in_order = [rung for rung in rungs if rung.licensed]
    said = [say("Ladder of API gasoline grades, newest on top.", lang)]
    if "deck" in layers:
        ends = {"first": deck[0].name, "first_year": deck_year(deck[0], lang), "last": deck[-1].name}
        said.append(
            say(
                "The deck climbs from {first} ({first_year}) to {last} ({last_year}) and stops there.",
                lang,
                **ends,
                last_year=deck_year(deck[-1], lang),
            )
        )
    if "today" in layers:
        newer = [f"{rung.name} ({rung.year})" for rung in rungs if not rung.deck]
        said.append(say("Today {last} is followed by {grades}.", lang, last=deck[-1].name, grades=listed(newer, lang)))
        said.append(
            say(
                "{oldest} and everything newer is in use; {first} to {last} are obsolete, drawn grey and hatched.",
                lang,
                oldest=in_order[0].name,
                first=ended[0],
                last=ended[-1],
            )
        )
    said.append(_gaps(lang))
    return joined(said, lang)


def _gaps(lang: str) -> str:
    return say("Gaps are normal: {grades} never existed.", lang, grades=listed(NEVER, lang))


def diesel_text(lang: str, layers: Sequence[Layer] = BOTH) -> str:
    """Say the diesel ladder in words, for those who do not see it."""
    main, side, coming, ended = (_names(each, lang) for each in diesel_ladder())
    rungs = diesel_ladder().main
    deck = [rung for rung in rungs if rung.deck]
    said = [say("Ladder of API diesel grades.", lang)]
    if "deck" in layers:
        said.append(
            say(
                "The deck shows {ended}, then {grades}, and stops at {last}.",
                lang,
                ended=ended,
                grades=_names(deck, lang),
                last=deck[-1].name,
            )
        )
    if "today" in layers:
        said.append(
            say("Today it climbs in this order, each replacing the ones before it: {grades}.", lang, grades=main)
        )
        said.append(
            say(
                "{side} is a side branch beside {top}: a thinner oil that is only for a manual that says {side}.",
                lang,
                side=side,
                top=rungs[-1].name,
            )
        )
        said.append(say("No longer licensed: {ended}. Coming in 2027: {coming}.", lang, ended=ended, coming=coming))
    return joined(said, lang)


def _names(rungs: Sequence[Category], lang: str) -> str:
    return listed([rung.name for rung in rungs], lang)


def draw_gasoline(lang: str, layers: Sequence[Layer] = BOTH) -> Figure:
    """Draw the gasoline ladder: the deck's on the left, today's on the right, or only one of them."""
    rungs = gasoline_ladder()
    bottom = _TOP + _RUNG * len(rungs)
    with drawing():
        figure, axes = page(bottom + 42)
        for rung, y in zip(reversed(rungs), range(_TOP, bottom, _RUNG), strict=True):
            if "deck" in layers and rung.deck:
                _deck_rung(axes, rung, y, lang)
            if "today" in layers:
                _today_rung(axes, rung, y, lang)
        if "deck" in layers:
            words(axes, (40, 24), say("The deck (2011)", lang), size=17)
            words(axes, (40, 47), say("grade and year, as printed", lang), size=13, colour=MUTED)
            stop = _TOP + _RUNG * sum(not rung.deck for rung in rungs) - 4
            line(axes, (24, stop), (318, stop), colour=RED, dashed=True, thick=2)
            words(axes, (40, stop - 15), say("▲ the deck stops here", lang), colour="#9a4200")
        if "today" in layers:
            words(axes, (370, 24), say("Today", lang), size=17)
            words(axes, (370, 47), say("newest on top", lang), size=13, colour=MUTED)
        words(
            axes,
            (40, bottom + 18),
            _gaps(lang),
            size=13,
            colour=MUTED,
        )
    return figure


def _deck_rung(axes: Axes, rung: Category, y: float, lang: str) -> None:
    box(axes, (40, y), (64, _RUNG - 6), fill=PALE_ORANGE, edge=ORANGE)
    words(axes, (72, y + 12), rung.name, size=15, align="center")
    words(axes, (118, y + 12), deck_year(rung, lang), size=13, colour=MUTED)


def _today_rung(axes: Axes, rung: Category, y: float, lang: str) -> None:
    if rung.status == "obsolete":
        box(axes, (370, y), (64, _RUNG - 6), fill="#e4e7eb", edge="#9aa5b1", hatch="////")
        box(axes, (386, y + 3), (32, _RUNG - 12), fill="#e4e7eb", edge="#e4e7eb")
        words(axes, (402, y + 12), rung.name, size=15, colour=MUTED, align="center")
        words(axes, (448, y + 12), out_of_use(rung, lang), size=13, colour=MUTED)
        return
    box(axes, (370, y), (64, _RUNG - 6), fill=PALE_BLUE, edge=BLUE)
    words(axes, (402, y + 12), rung.name, size=12 if "PLUS" in rung.name else 15, align="center")
    words(axes, (448, y + 12), in_use(rung, lang), size=13)


def draw_diesel(lang: str, layers: Sequence[Layer] = BOTH) -> Figure:
    """Draw the diesel ladder with its side branch, with the deck's end and today's additions, or only one of them."""
    main, side, coming, ended = diesel_ladder()
    with drawing():
        figure, axes = page(400)
        words(axes, (24, 26), say("API diesel grades", lang), size=17)
        _ended(axes, ended, lang, greyed="today" in layers)
        places: dict[str, tuple[float, float]] = {}
        for step, rung in enumerate(main):
            if not rung.deck and "today" not in layers:
                continue
            place = places[rung.name] = (180 + step * 108, 246 - step * 46)
            from_deck = bool(rung.deck) and "deck" in layers
            box(axes, place, (82, 38), fill=PALE_ORANGE if from_deck else PALE_BLUE, edge=ORANGE if from_deck else BLUE)
            words(axes, (place[0] + 41, place[1] + 19), rung.name, size=16, align="center")
            if step:
                arrow(axes, (place[0] - 26, place[1] + 65), (place[0], place[1] + 30))
        if "deck" in layers:
            _deck_end(axes, places, main, lang)
        if "today" in layers:
            _today(axes, places[main[-1].name], side, coming, lang)
    return figure


def _ended(axes: Axes, ended: Sequence[Category], lang: str, *, greyed: bool) -> None:
    names = "\n".join((", ".join(rung.name for rung in ended[:2]), ", ".join(rung.name for rung in ended[2:])))
    box(
        axes,
        (24, 236),
        (116, 58),
        fill="#e4e7eb" if greyed else PALE_ORANGE,
        edge="#9aa5b1" if greyed else ORANGE,
        dashed=greyed,
    )
    words(axes, (82, 265), names, size=14, colour=MUTED if greyed else INK, align="center")
    if greyed:
        words(axes, (24, 312), say("no longer licensed", lang), size=13, colour=MUTED)


def _deck_end(axes: Axes, places: dict[str, tuple[float, float]], main: Sequence[Category], lang: str) -> None:
    x, y = places[[rung.name for rung in main if rung.deck][-1]]
    line(axes, (x + 95, y - 54), (x + 95, 282), colour=RED, dashed=True, thick=2)
    words(axes, (x + 88, y - 44), say("the deck stops here →", lang), colour="#9a4200", align="right")


def _today(
    axes: Axes, top: tuple[float, float], side: Sequence[Category], coming: Sequence[Category], lang: str
) -> None:
    x, y = top
    words(axes, (x + 92, y + 19), say("on top", lang), size=13)
    for rung in side:
        box(axes, (x, 236), (82, 38), fill=PALE_GREEN, edge=GREEN, hatch="....")
        box(axes, (x + 14, 242), (54, 26), fill=PALE_GREEN, edge=PALE_GREEN)
        words(axes, (x + 41, 255), rung.name, size=16, align="center")
        line(axes, (x + 41, y + 38), (x + 41, 236), colour=GREEN, dashed=True, thick=1.8)
        words(axes, (x + 92, 255), say("thinner", lang), size=13)
    words(axes, (676, 296), say("FA-4: only where the manual says FA-4, never for CK-4", lang), size=13, align="right")
    box(axes, (24, 340), (652, 40), fill=WASH, edge=LINE)
    place = 40
    for rung in coming:
        box(axes, (place, 347), (64, 26), fill=PAPER, edge=INK, dashed=True)
        words(axes, (place + 32, 360), rung.name, align="center")
        place += 76
    words(axes, (place + 8, 360), say("coming in 2027: not on a can before that", lang), size=14)
