"""The time split: a colleague's plan to look over, or a week to plan.

Each line of the rule has three sentences: ``<line>.broken``, ``<line>.kept`` and, where a class stands exactly on its
limit, ``<line>.even``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Slot, Words, in_lines
from course.engine.drills.time_split import CLASSES, FOCI, Case, draw

if TYPE_CHECKING:
    from course.content.text import Text

__all__ = ["FOCI", "build", "draw"]

NONE = "none"
TOTAL = "total"
_BREACH = {"red": "red:min", "green": "green:min", "rotten": "rotten:max"}


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of a week."""
    return _to_plan(case, words) if case.focus == "plan" else _to_judge(case, words)


def _slots(case: Case) -> dict[str, Slot]:
    slots: dict[str, Slot] = {"total": case.total, "sum": sum(case.minutes.values())}
    for group in CLASSES:
        slots[f"{group}_limit"] = case.limit(group)
        slots[group] = case.minutes.get(group, 0)
    return slots


def _to_judge(case: Case, words: Words) -> dict[str, Any]:
    slots, broken = _slots(case), case.broken
    lines = {TOTAL: _sum_is(case), **{group: _class_is(case, group) for group in CLASSES}}
    said: dict[str, Text] = {line: words.note(f"{line}.{how}", **slots) for line, how in lines.items()}
    right = [line for line in lines if _BREACH.get(line, line) in broken]
    notes = said | {NONE: words.note("none.right" if not right else "none.wrong", **slots)}
    notes |= {f"{line}:missed": words.note("missed", why=said[line]) for line in right}
    return {
        "ask": {
            "kind": "multi",
            "stem": words.text("judge", **slots),
            "options": {line: words.text(f"line.{line}", **slots) for line in (*lines, NONE)},
            "fixed_order": True,
        },
        "key": {"answers": right or [NONE], "notes": notes},
        "hints": words.hints(**slots),
        "solution": in_lines(
            [
                *(words.line(f"{line}.{how}", **slots) for line, how in lines.items()),
                words.line("result.broken" if right else "result.kept"),
            ]
        ),
    }


def _sum_is(case: Case) -> str:
    return "broken" if TOTAL in case.broken else "kept"


def _class_is(case: Case, group: str) -> str:
    if _BREACH[group] in case.broken:
        return "broken"
    return "even" if case.minutes[group] == case.limit(group) else "kept"


def _to_plan(case: Case, words: Words) -> dict[str, Any]:
    slots = _slots(case)
    example = case.example
    return {
        "ask": {
            "kind": "planner",
            "stem": words.text("plan", **slots),
            "unit": words.text("minutes"),
            "total": case.total,
            "groups": {group: words.text(f"group.{group}") for group in CLASSES},
            "rows": {
                name: {"label": words.name(name), "group": group}
                for group, names in case.leads.items()
                for name in names
            },
            "limits": [
                {"group": "red", "at_least": 60},
                {"group": "green", "at_least": 30},
                {"group": "rotten", "at_most": 10},
            ],
            "live": False,
        },
        "key": {
            "example": example,
            "notes": {
                slug: words.note(f"plan.{slug}", **slots)
                for slug in ("right", "total", "unreadable", "red:min", "green:min", "rotten:max")
            },
        },
        "hints": words.hints(**slots),
        "solution": in_lines(
            [
                *(words.line(f"plan.{group}", **slots, each=_each(case, group, example)) for group in CLASSES),
                words.line("plan.free", **slots),
            ]
        ),
    }


def _each(case: Case, group: str, example: dict[str, int]) -> str:
    return " + ".join(str(example[name]) for name in case.leads[group])
