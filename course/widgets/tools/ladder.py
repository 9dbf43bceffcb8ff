"""The ladders of API grades, with what replaces what (C01–C06; systems s18, s19)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.charts import api_ladder
from course.charts.grades import deck_year, diesel_ladder, gasoline_ladder, in_use, out_of_use
from course.charts.sentences import joined, listed
from course.engine.errors import CourseError
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.charts.api_ladder import Layer
    from course.content import Lang
    from course.engine.oils import Category

_LADDERS = ("gasoline", "diesel")


def _data(lang: Lang) -> dict[str, Any]:
    main, side, coming, ended = diesel_ladder()
    return {
        "gasoline": [_rung(rung, _of_gasoline(rung, lang), lang) for rung in reversed(gasoline_ladder())],
        "diesel": [
            *(
                _rung(
                    rung,
                    say("Approved, first licence 1 January 2027. No can may carry it before that.", lang),
                    lang,
                    "coming",
                )
                for rung in reversed(coming)
            ),
            *(_rung(rung, _of_side(rung, main[-1], lang), lang, "side") for rung in side),
            *(_rung(rung, _of_diesel(rung, main, lang), lang) for rung in reversed(main)),
            *(_rung(rung, say("No longer licensed. The deck still shows it.", lang), lang) for rung in reversed(ended)),
        ],
    }


def _rung(rung: Category, told: str, lang: Lang, kind: str = "main") -> dict[str, Any]:
    states = {"coming": say("coming in 2027", lang), "side": say("side branch, in use", lang)}
    obsolete = rung.status == "obsolete"
    deck = deck_year(rung, lang)
    return {
        "name": rung.name,
        "kind": kind,
        "deck": bool(rung.deck),
        "deck_says": say("deck: {year}", lang, year=deck) if deck else say("deck: shown", lang),
        "obsolete": obsolete,
        "state": out_of_use(rung, lang) if obsolete else states.get(kind) or in_use(rung, lang),
        "told": told,
    }


def _of_gasoline(rung: Category, lang: Lang) -> str:
    if not rung.licensed:
        return say("Obsolete: never for a car in service. The oldest grades can harm a modern engine.", lang)
    order = [each.name for each in gasoline_ladder() if each.licensed]
    said = _neighbours(rung, order, lang, newest=say("The newest: nothing replaces it yet.", lang))
    return joined([*said, say("Viscosity and approvals must fit too: manual first, letter second.", lang)], lang)


def _of_diesel(rung: Category, main: Sequence[Category], lang: Lang) -> str:
    order = [each.name for each in main]
    said = _neighbours(rung, order, lang, newest=say("FA-4 never replaces it.", lang))
    if rung.name == order[0]:
        said.insert(0, say("The oldest that is still maintained.", lang))
    return joined(said, lang)


def _neighbours(rung: Category, order: Sequence[str], lang: Lang, *, newest: str) -> list[str]:
    """Say which grades a rung replaces, and which later ones will do for it; ``newest`` where there is none."""
    place = order.index(rung.name)
    older, newer = order[:place], order[place + 1 :]
    said = [say("Replaces {grades}.", lang, grades=listed(older, lang))] if older else []
    if not newer:
        return [*said, newest]
    will_do = "Where the manual says “{grade} or later”, {grades} will do as well."
    return [*said, say(will_do, lang, grade=rung.name, grades=listed(newer, lang))]


def _of_side(rung: Category, top: Category, lang: Lang) -> str:
    said = [say("{grade} is thinner: only for a manual that says {grade}.", lang, grade=rung.name)]
    said.append(
        say(
            "{grade} never for a {other} manual, and no {other} for a manual that says {grade}.",
            lang,
            grade=rung.name,
            other=top.name,
        )
    )
    return joined(said, lang)


def _layers(value: Any) -> tuple[Layer, ...]:
    asked: tuple[Layer, ...] = ("deck", "today")
    return tuple(layer for layer in asked if isinstance(value, list) and layer in value)


def _answer(question: Any, lang: Lang) -> dict[str, Any]:
    """Draw the ladder that is asked for: {"ladder": "gasoline"|"diesel", "layers": [...]} gives {"src", "alt"}."""
    from course.charts import picture

    question = question if isinstance(question, dict) else {}
    layers = _layers(question.get("layers"))
    if question.get("ladder") not in _LADDERS or not layers:
        raise CourseError(say("Switch on “Deck” or “Today” to see the ladder.", lang))
    if question["ladder"] == "gasoline":
        return {"src": picture(api_ladder.draw_gasoline(lang, layers)), "alt": api_ladder.gasoline_text(lang, layers)}
    return {"src": picture(api_ladder.draw_diesel(lang, layers)), "alt": api_ladder.diesel_text(lang, layers)}


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep {"ladder": name, "layers": [...]}."""
    if isinstance(value, dict) and value.get("ladder") in _LADDERS and isinstance(value.get("layers"), list):
        return None
    return not_taken(lang)


LADDER = Tool(
    name="ladder",
    title=lambda lang: say("Ladders of API grades", lang),
    intro=lambda lang: say(
        "Switch the deck's view and today's on and off. Open a grade to see what replaces it.", lang
    ),
    data=_data,
    refuse=_refuse,
    answer=_answer,
)
