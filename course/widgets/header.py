"""The head of a stage: the way back, what is saved, what went wrong, the station's line, how far each objective is."""

from __future__ import annotations

from collections import defaultdict
from html import escape
from typing import TYPE_CHECKING, Any

from course.content import Lang, library, module_of
from course.locale import say
from course.record import Snapshot
from course.record.place import grading
from course.widgets.session import Session, current, known_language

if TYPE_CHECKING:
    from course.content.items import Item

# The notebooks of the start page, in the folder above; the first one that is there is linked.
START_PAGES = ("start.ipynb", "start-{lang}.ipynb")

_STYLE = """<style>
.fc-head{box-sizing:border-box;max-width:60rem;padding:16px 20px;border:1px solid #cbd2d9;border-radius:12px;
background:#f5f7fa;color:#1f2933;
font:16px/1.55 system-ui,-apple-system,"Segoe UI","Noto Sans SC","PingFang SC","Microsoft YaHei","Forecourt Sans SC",
sans-serif}
.fc-head *{box-sizing:border-box}
.fc-head-top{display:flex;flex-wrap:wrap;gap:8px 16px;align-items:center;justify-content:space-between}
.fc-head a.fc-back{display:inline-flex;align-items:center;min-height:44px;padding:0 16px;border:1px solid #0b5cad;
border-radius:8px;background:#fff;color:#0b5cad;font-weight:600;text-decoration:none}
.fc-head a.fc-back:focus-visible{outline:3px solid #0b5cad;outline-offset:2px}
.fc-head-muted{color:#52606d;font-size:14px}
.fc-head-problem{margin:12px 0 0;padding:10px 14px;border-left:6px solid #8a5a00;border-radius:6px;background:#fff4d6}
.fc-head details.fc-goals{margin-top:4px}
.fc-head details.fc-goals summary{min-height:44px;padding:10px 0;color:#0b5cad;font-weight:600;cursor:pointer}
.fc-head details.fc-goals summary:focus-visible{outline:3px solid #0b5cad;outline-offset:2px;border-radius:6px}
.fc-head ul.fc-aims{list-style:none;margin:0;padding:0}
.fc-head ul.fc-aims li{display:flex;gap:10px;align-items:baseline;justify-content:space-between;margin:0;padding:6px 0;
border-top:1px solid #e4e7eb}
.fc-aims .fc-aim-state{flex:none;color:#52606d;font-size:14px}
.fc-aims .fc-aim-done{color:#146c43;font-weight:600}
</style>"""


def aims(assignment: str, session: Session, lang: Lang) -> list[dict[str, Any]]:
    """Give each objective with the number of its practice items that were answered right at least once."""
    shelf = library(module_of(assignment))
    snapshot = Snapshot.of(session.journal.entries())
    by_objective: dict[str, list[Item]] = defaultdict(list)
    guesses = {item for sheet in shelf.sheets.values() if sheet.guesses for item in sheet.items}
    for item in shelf.items.values():
        if item.id not in guesses:
            by_objective[item.objective].append(item)
    for exercise in shelf.exercises.values():
        for part in exercise.parts:
            by_objective[part.objective].append(part)
    return [
        {
            "text": session.local(aim.text, lang),
            "done": sum("correct" in snapshot.checks(item.id) for item in by_objective[aim.id]),
            "total": len(by_objective[aim.id]),
        }
        for aim in shelf.module.objectives
    ]


def header_html(assignment: str, session: Session, lang: Lang) -> str:
    """Give the head as HTML; all texts are escaped."""
    found = [_STYLE, f"<section class='fc-head' lang='{lang}' aria-label='{escape(say('About this part', lang))}'>"]
    found += [
        "<div class='fc-head-top'>",
        _way_back(session, lang),
        f"<span class='fc-head-muted'>{_station(session, lang)}</span></div>",
    ]
    found.append(f"<div class='fc-head-muted' style='margin-top:8px'>{escape(_saved(session, lang))}</div>")
    found += [f"<p class='fc-head-problem' role='alert'>⚠ {escape(problem)}</p>" for problem in session.problems(lang)]
    # Closed: the title below names the goals, so they do not stand on the first screen twice.
    heading = escape(say("Your goals and how far you are", lang))
    found.append(f"<details class='fc-goals'><summary>{heading}</summary><ul class='fc-aims'>")
    found += [_aim(aim, lang) for aim in aims(assignment, session, lang)]
    return "".join([*found, "</ul></details></section>"])


def _way_back(session: Session, lang: Lang) -> str:
    for pattern in START_PAGES:
        name = pattern.format(lang=lang)
        if (session.folder.parent / name).is_file():
            return f"<a class='fc-back' href='../{name}'>← {escape(say('Start page', lang))}</a>"
    return "<span></span>"


def _station(session: Session, lang: Lang) -> str:
    station = session.station[lang]
    return escape(" · ".join(station[name] for name in ("name", "phone", "hours") if station.get(name)))


def _saved(session: Session, lang: Lang) -> str:
    entries = session.journal.entries()
    if not entries:
        return say("Every answer is saved in this folder as soon as you give it.", lang)
    time = entries[-1].time.astimezone(session.now().tzinfo)
    return say("Your answers are saved in this folder. Last saved: {time}", lang, time=f"{time:%Y-%m-%d %H:%M}")


def _aim(aim: dict[str, Any], lang: Lang) -> str:
    all_right = aim["total"] > 0 and aim["done"] == aim["total"]
    said = say("{done} of {total} practised", lang, done=aim["done"], total=aim["total"]) if aim["total"] else ""
    look = "fc-aim-state fc-aim-done" if all_right else "fc-aim-state"
    state = f"<span class='{look}'>{'✓ ' if all_right else ''}{escape(said)}</span>"
    return f"<li><span>{escape(aim['text'])}</span>{state}</li>"


def show_header(assignment: str, lang: str) -> None:
    """Show the head of ``assignment`` and keep it up to date while the learner answers."""
    said, session = known_language(lang), current()
    if grading():
        print(session.local(library(module_of(assignment)).module.title, said))  # noqa: T201  grading reads text
        return
    from IPython.display import display

    name = f"forecourt-header-{assignment}"
    shown = display(_bundle(assignment, session, said), raw=True, display_id=name)  # type: ignore[no-untyped-call]
    session.listeners["header"] = lambda: shown.update(_bundle(assignment, session, said), raw=True)


def _bundle(assignment: str, session: Session, lang: Lang) -> dict[str, str]:
    title = session.local(library(module_of(assignment)).module.title, lang)
    return {"text/html": header_html(assignment, session, lang), "text/plain": str(title)}
