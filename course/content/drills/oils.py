"""Oil picking: a vehicle, five cans, and the line of the rule at which each can fails.

A can that fails has a sentence of its line, ``line2.gasoline`` and the like; one that suits has ``fits``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.drills.words import Slot, Words, in_lines, listed
from course.content.text import Text
from course.engine.drills.oils import FOCI, Case, draw
from course.engine.oils import Label, category, parse_label

if TYPE_CHECKING:
    from course.engine.oils import Fit

__all__ = ["FOCI", "build", "draw"]

NONE = "none"


def build(case: Case, words: Words) -> dict[str, Any]:
    """Give question, key, hints and solution of a shelf."""
    fits = dict(zip([f"can{place}" for place in range(1, len(case.cans) + 1)], case.fits, strict=True))
    shown = {slug: " · ".join(_marks(can)) for slug, can in zip(fits, case.cans, strict=True)}
    said = {slug: _why(case, parse_label(can), fits[slug], words) for slug, can in zip(fits, case.cans, strict=True)}
    right = [slug for slug, fit in fits.items() if fit.ok]
    about = _about(case, words)
    power = case.name.partition("-")[0]
    none = "none.right" if not right else "none.wrong"
    notes = {**said, NONE: words.note("none.electric" if power == "electric" else none, **about)}
    notes |= {f"{slug}:missed": words.note("fits.missed", label=shown[slug], **about) for slug in right}
    return {
        "ask": {
            "kind": "multi",
            "stem": words.text(f"stem.{_stem(case)}", **about),
            "options": {slug: words.text("can", number=slug[3:], label=shown[slug]) for slug in fits}
            | {NONE: words.text(NONE)},
            "fixed_order": True,
        },
        "key": {"answers": right or [NONE], "notes": notes},
        "hints": words.hints(**about),
        "solution": in_lines(
            [
                *(words.line("can", number=slug[3:], label=shown[slug], why=said[slug]) for slug in fits),
                words.line("result", cans=listed(words.text("number", number=slug[3:]) for slug in right))
                if right
                else words.line("result.none"),
            ]
        ),
    }


def _marks(can: str) -> list[str]:
    """Break a label where it stands on lines of its own: API CI-4 / SL, SAE 15W-40, HL-31."""
    return can.split("  ")


def _stem(case: Case) -> str:
    power = case.name.partition("-")[0]
    if power == "diesel" and case.vehicle["api"] == ["FA-4"]:
        return "fa4"
    return "approval" if case.vehicle["approvals"] else power


def _about(case: Case, words: Words) -> dict[str, Slot]:
    grades = case.vehicle["sae"]
    return {
        "vehicle": words.name(case.name),
        "need": " / ".join(case.vehicle["api"]),
        "grades": Text(en=" or ".join(grades), zh=" 或 ".join(grades)) if grades else "",
        "approval": "".join(case.vehicle["approvals"]),
    }


def _why(case: Case, oil: Label, fit: Fit, words: Words) -> Text:
    slots = {"mark": " / ".join(oil.marks), "gasoline": oil.s or "", "diesel": oil.c or "", "sae": oil.sae or ""}
    return words.note(_reason(case, oil, fit), **slots, **_about(case, words))


def _reason(case: Case, oil: Label, fit: Fit) -> str:  # noqa: PLR0911  one line a reason
    power = case.name.partition("-")[0]
    match fit.failed_rule:
        case None:
            return "fits.approval" if case.vehicle["approvals"] else f"fits.{power}"
        case 2:
            return f"line2.{'gasoline' if power == 'hybrid' else power}"
        case 3:
            return "line3.obsolete" if not _licensed(oil.s) else "line3"
        case 4 if case.vehicle["api"] == ["FA-4"]:
            return "line4.only"
        case 4 if oil.c == "FA-4":
            return "line4.branch"
        case 4:
            return "line4.obsolete" if not _licensed(oil.c) else "line4"
        case line:
            return f"line{line}"


def _licensed(mark: str | None) -> bool:
    found = category(mark)
    return found is not None and found.licensed
