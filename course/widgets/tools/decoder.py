"""The label decoder: what a label says, part by part and in plain words (m1-f13 to m1-f21, C02–C11; system s20)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.charts.grades import in_use, out_of_use
from course.charts.sentences import joined
from course.engine.oils import COLD_CLASSES, SENTENCES, STANDARDS, Category, Label, LabelError, category, parse_label
from course.locale import say
from course.widgets.refused import not_taken
from course.widgets.tools.tool import Tool

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.content import Lang

LONGEST = 200  # characters: more than any label; the rest is not read
_EXAMPLES = ("5W-30 SP", "15W-40 CI-4/SL", "10W-30 FA-4", "SAE 40 SF", "5W-31")


def decode(text: str, lang: Lang) -> dict[str, Any]:
    """Read a label.

    Returns:
        ``{"problem": sentence}`` where it cannot be read; otherwise ``{"label", "plain", "rows", "warnings"}``, where a
        row is ``{"name", "value", "told"}``.

    """
    try:
        label = parse_label(text)
    except LabelError as error:
        return {"problem": _localised(error, lang)}
    return {
        "label": text.strip()[:LONGEST],
        "plain": _plain(label, lang),
        "rows": list(_rows(label, lang)),
        "warnings": list(_warnings(label, lang)),
    }


def _localised(error: LabelError, lang: Lang) -> str:
    return joined((say(SENTENCES[error.code], lang, **error.values), say(error.then, lang)), lang)


def _rows(label: Label, lang: Lang) -> Iterator[dict[str, str]]:
    missing = say("not on the label", lang)

    def row(name: str, value: str | None, told: str) -> dict[str, str]:
        return {"name": name, "value": value or missing, "told": told}

    yield row(say("Cold class", lang), label.cold, _cold(label, lang))
    yield row(
        say("Hot class", lang),
        label.hot,
        say("Thickness when hot, at 100 °C. A larger number is thicker, not stronger.", lang) if label.hot else "",
    )
    yield row(say("S grade, gasoline engines", lang), label.s, _grade(label.s, lang))
    yield row(say("C or F grade, diesel engines", lang), label.c, _grade(label.c, lang))
    power = {"gasoline": label.s, "diesel": label.c}
    fitting = [each.name for each in STANDARDS if power[each.power]] or [each.name for each in STANDARDS]
    if label.standard:
        yield row(say("GB line", lang), label.standard, say("The national-standard line stands on the label.", lang))
    else:
        told = say("Look for it on the can as well: {standards}.", lang, standards=" · ".join(fitting))
        yield row(say("GB line", lang), None, told)


def _cold(label: Label, lang: Lang) -> str:
    cold = next((each for each in COLD_CLASSES if each.name == label.cold), None)
    if cold is None:
        return say("Single grade: it says nothing about a start in the cold.", lang) if label.hot else ""
    return say(
        "A smaller W number starts easier in the cold. Cranked in a laboratory at −{degrees} °C; "
        "not the lowest temperature of use.",
        lang,
        degrees=-cold.cranking,
    )


def _grade(name: str | None, lang: Lang) -> str:
    found = category(name)
    if found is None:
        return ""
    return in_use(found, lang) if found.licensed else out_of_use(found, lang)


def _plain(label: Label, lang: Lang) -> str:
    said = []
    if label.cold and label.hot:
        said.append(
            say(
                "Flows like class {cold} at a cold start and like class {hot} when hot.",
                lang,
                cold=label.cold,
                hot=label.hot,
            )
        )
    elif label.hot:
        said.append(say("A single grade: class {hot} when hot, no class for the cold.", lang, hot=label.hot))
    elif label.cold:
        said.append(
            say("Class {cold} at a cold start; no class for a hot engine stands on the label.", lang, cold=label.cold)
        )
    if label.dual:
        said.append(say("For gasoline engines ({s}) and for diesel engines ({c}).", lang, s=label.s, c=label.c))
    elif label.s:
        said.append(say("For gasoline engines, grade {s}.", lang, s=label.s))
    elif label.c:
        said.append(say("For diesel engines, grade {c}.", lang, c=label.c))
    said.append(say("Whether it fits is what the vehicle's manual says.", lang))
    return joined(said, lang)


def _warnings(label: Label, lang: Lang) -> Iterator[str]:
    found = [category(name) for name in (label.s, label.c)]
    yield from (_ended(each, lang) for each in found if each and not each.licensed)
    if label.c and label.c.startswith("F"):
        yield say(
            "{grade} is thinner: only for a manual that says {grade}, never for a CK-4 manual.", lang, grade=label.c
        )
    if label.hot and not label.cold:
        yield say(
            "Single grade: the label promises nothing for a cold start. Sell it only where the manual names it.", lang
        )
    if not label.s and not label.c:
        yield say("No API grade was typed. Read it on the can before you recommend the oil.", lang)


def _ended(found: Category, lang: Lang) -> str:
    if found.branch == "S":
        return say(
            "{grade} is obsolete: never for a car in service. The oldest grades can harm a modern engine.",
            lang,
            grade=found.name,
        )
    return say("{grade} is no longer licensed. Ask which newer grade the manual allows.", lang, grade=found.name)


def _answer(question: Any, lang: Lang) -> dict[str, Any]:
    return decode(str(question), lang)


def _refuse(value: Any, lang: Lang) -> str | None:
    """Keep the text that was typed."""
    fits = isinstance(value, str) and value.strip() and len(value) <= LONGEST
    return None if fits else not_taken(lang)


DECODER = Tool(
    name="decoder",
    title=lambda lang: say("Label decoder", lang),
    intro=lambda lang: say("Type what an oil can says, for example 5W-30 SP.", lang),
    data=lambda _: {"examples": list(_EXAMPLES), "longest": LONGEST},
    refuse=_refuse,
    answer=_answer,
)
