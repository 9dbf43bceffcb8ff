"""Where a learner stands in each stage: what the start page shows."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any

from course.content import Lang, library, localise, modules
from course.engine.errors import CourseError
from course.engine.outcome import passes
from course.engine.precheck import Standing
from course.locale import say
from course.record import Journal, Snapshot, place
from course.widgets.returned import returned
from course.widgets.stops import VOLUNTARY, Stop, look
from course.widgets.strip import STRIP, number_of, sale_stage, short_name, standing_view, standings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from course.widgets.station import Settings

TEN = 10  # minutes that somebody always finds
FEW = 5  # checked questions below which a share of right answers tells nothing but disheartens


def stage_views(folder: Path, lang: Lang, station: Settings, receipts: Any) -> list[dict[str, Any]]:
    """Give each stage of the strip, and every further module that is laid out, as plain data for the page.

    Args:
        folder: The learner's folder.
        lang: The language.
        station: The station's settings.
        receipts: What was handed in: assignment -> a receipt with ``sentence`` and ``when``.

    """
    known = modules()
    further = [
        name for name in known if name not in STRIP and folder.joinpath(library(name).module.assignment).is_dir()
    ]
    found = [_stage(name, name in known, folder, lang, station, receipts) for name in sorted({*STRIP, *further})]
    said = _standings(known, folder)
    for stage in found:
        stage["standing"] = standing_view(said[stage["id"]], lang) if stage["id"] in said else None
    return found


def _standings(known: Sequence[str], folder: Path) -> dict[str, Standing]:
    """Give what the pre-checks say of each stage, as far as they are answered."""
    said: dict[str, Standing] = {}
    for name in known:
        try:
            shelf = library(name)
            if not (folder / shelf.module.assignment).is_dir():
                continue
            names = [item for sheet in shelf.sheets.values() if sheet.role == "precheck" for item in sheet.items]
            journal = Journal(place.answers(folder / shelf.module.assignment), session="start")
            if names:
                found = standings(map(shelf.item, names), Snapshot.of(journal.entries()))
                said |= {stage: each for stage, each in found.items() if each is not Standing.OPEN}
        except CourseError:
            continue  # the stage's own box says what cannot be read
    return said


def _stage(name: str, has_content: bool, folder: Path, lang: Lang, station: Settings, receipts: Any) -> dict[str, Any]:  # noqa: FBT001  private
    short = short_name(name, lang)
    stage: dict[str, Any] = {
        "id": name,
        "number": number_of(name),
        "sale_stage": sale_stage(name, lang),
        "short": short,
        "title": short,
        "state": "coming",
        "problem": "",
    }
    if not has_content:
        return stage
    try:
        module = library(name).module
    except CourseError:
        said = say("This part cannot be read: {name}. Show this line to your instructor.", lang, name=name)
        return stage | {"state": "broken", "problem": said}
    notebook = folder / module.assignment / f"{module.assignment}.ipynb"
    if not notebook.is_file():
        return stage
    entries = Journal(place.answers(notebook.parent), session="start").entries()
    try:
        found, missed = look(name, notebook, entries, lang)
    except CourseError:
        said = say(
            "The notebook {name} cannot be read. Open the course again (course open): it is laid out afresh, and your answers are kept.",  # noqa: E501  one sentence to translate
            lang,
            name=notebook.name,
        )
        return stage | {"state": "broken", "problem": said}
    receipt = receipts.get(module.assignment)
    path = f"{module.assignment}/{module.assignment}.ipynb"
    practice = [stop for stop in found if stop.kind != "graded"]
    graded = [stop for stop in found if stop.kind == "graded"]
    done, total = sum(stop.done for stop in graded), sum(stop.total for stop in graded)
    started = any(stop.done for stop in found)
    needed = [stop for stop in found if stop.kind not in VOLUNTARY]
    todo = [stop for stop in needed if not stop.finished]
    return stage | {
        "title": localise(module.title, lang, station[lang]),
        "problem": _missing(missed, lang),
        "purpose": localise(module.purpose, lang, station[lang]),
        "assignment": module.assignment,
        "open": path,
        "state": "new" if not started else "going" if todo else "done",
        "minutes": round(sum(stop.minutes for stop in needed)),
        "minutes_left": round(sum(stop.minutes for stop in todo)),
        "stops": [_stop_view(stop, path, lang) for stop in found],
        "done": sum(stop.done for stop in needed),
        "total": sum(stop.total for stop in needed),
        "quiz": _quiz(practice, lang),
        "graded": {"done": done, "total": total, "open": total - done},
        "next": _stop_view(todo[0], path, lang) if todo else None,
        "ten": _ten_minutes(todo, path, lang),
        "worked": max((entry.time.astimezone(UTC).isoformat() for entry in entries), default=""),
        "handed_in": None
        if receipt is None
        else {
            "say": receipt.sentence,
            "exchange": receipt.path is None,
            "when": f"{receipt.when.astimezone():%Y-%m-%d %H:%M}",
        },
        "feedback": [
            {"open": page.path, "when": f"{page.when.astimezone():%Y-%m-%d %H:%M}"}
            for page in returned(folder, module.assignment)
        ],
    }


def _missing(missed: Sequence[str], lang: Lang) -> str:
    if not missed:
        return ""
    return say(
        "Some of this part is missing: {names}. Everything else works. Show this line to your instructor.",
        lang,
        names=", ".join(missed),
    )


def _stop_view(stop: Stop, path: str, lang: Lang) -> dict[str, Any]:
    return {
        "kind": stop.kind,
        "title": stop.title,
        "minutes": round(stop.minutes),
        "open": f"{path}#{stop.cell}",
        "state": _state(stop),
        "passed": stop.passed,
        "result": _result(stop, lang),
    }


def _state(stop: Stop) -> str:
    if stop.kind == "drill":
        return "going" if stop.done else "new"
    return "read" if not stop.total else "new" if not stop.done else "going" if not stop.finished else "done"


def _result(stop: Stop, lang: Lang) -> str:  # noqa: PLR0911  one line a case
    if stop.kind == "scene":
        if stop.share is None:
            return say("not played yet", lang)
        if stop.passed:
            return say("{points} of 10 – passed", lang, points=_points(stop))
        return say("{points} of 10 – play it again: 6 of 10 without a red move passes", lang, points=_points(stop))
    if stop.kind == "drill" and stop.share is not None:
        right = round(stop.share * stop.done)
        return say("{right} of {tried} right at the first try", lang, right=right, tried=stop.done)
    if not stop.total:
        return ""
    # The words of the stage's own forms: practice is checked, what is handed in is answered
    said = "{done} of {total} answered" if stop.kind in {"graded", "precheck"} else "{done} of {total} checked"
    counted = say(said, lang, done=stop.done, total=stop.total)
    if stop.share is None:
        return counted if stop.done else say("not started yet", lang)
    percent = round(100 * stop.share)
    if stop.passed is None and stop.done < FEW:
        return counted
    if stop.passed is None:
        return say("{counted}, {percent} % right so far", lang, counted=counted, percent=percent)
    if stop.passed:
        return say("{percent} % right – passed", lang, percent=percent)
    return say("{percent} % right – 80 % passes; try the missed ones again", lang, percent=percent)


def _points(stop: Stop) -> str:
    return f"{10 * (stop.share or 0):.1f}".removesuffix(".0")


def _quiz(practice: Sequence[Stop], lang: Lang) -> dict[str, Any]:
    """Give the questions of all sections together, against the pass mark of a quiz."""
    asked = [stop for stop in practice if stop.kind == "section" and stop.total]
    done, total = sum(stop.done for stop in asked), sum(stop.total for stop in asked)
    right = sum((stop.share or 0) * stop.done for stop in asked if stop.share is not None)
    scored = sum(stop.done for stop in asked if stop.share is not None)
    share = right / scored if scored else None
    passed = None if share is None or done < total else passes(share)
    whole = Stop("section", "", "", "", 0, done, total, share, passed)
    return {"done": done, "total": total, "result": _result(whole, lang), "passed": passed}


def _ten_minutes(todo: Sequence[Stop], path: str, lang: Lang) -> dict[str, Any] | None:
    """Give the stops to come that fit into ten minutes, from the next one on."""
    fitting: list[Stop] = []
    for stop in todo:
        if sum(each.minutes for each in fitting) + stop.minutes > TEN:
            break
        fitting.append(stop)
    if not fitting:
        return None
    minutes = round(sum(stop.minutes for stop in fitting))
    joined = say(", then ", lang).join(stop.title for stop in fitting)
    return {"say": joined, "minutes": minutes, "open": f"{path}#{fitting[0].cell}"}
