"""Cases of label reading: what a can says, and what it does not say (m1-f13 to m1-f21, s20)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from course.engine.oils import parse_label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# What a can shows: one engine or two, two numbers or one, and the diesel mark that begins with F.
FOCI = ("gasoline", "diesel", "dual", "hot-only", "cold-only", "side-branch")

NOT_THERE = "none"  # the label says nothing of it
GASOLINE_MARKS = ("SJ", "SL", "SM", "SN", "SP", "SQ")
DIESEL_MARKS = ("CH-4", "CI-4", "CJ-4", "CK-4")
# Obsolete, and still on some shelf (C02, C06): to be read, never sold.
OLD_GASOLINE = ("SF", "SG", "SH")
OLD_DIESEL = ("CF", "CF-4")
GASOLINE_GRADES = ("0W-20", "5W-20", "5W-30", "5W-40", "10W-30", "10W-40")
DIESEL_GRADES = ("5W-30", "5W-40", "10W-30", "10W-40", "15W-40", "20W-50")
# One number alone is found on plain oils, most of them old.
PLAIN_MARKS = (*OLD_GASOLINE, "SJ", "SL", *OLD_DIESEL, "CH-4")
HOT_ONLY = ("20", "30", "40", "50")
COLD_ONLY = ("5W", "10W", "15W", "20W")
ILSAC = {"SP": "ILSAC GF-6A", "SQ": "ILSAC GF-7A"}
ILSAC_GRADES = frozenset({"0W-20", "5W-20", "5W-30", "10W-30"})
_OLD, _STANDARD, _TURNED = 0.15, 0.3, 0.4  # shares of cans with an obsolete mark, with a GB line, with SAE first


@dataclass(frozen=True, slots=True)
class Case:
    """A can.

    Attributes:
        focus: Which of ``FOCI`` it is.
        name: One of the names that it was drawn from.
        label: What is printed on it.

    """

    focus: str
    name: str
    label: str

    @property
    def fields(self) -> dict[str, str]:
        """Give what the label says: cold, hot, s, c, fuel; ``"none"`` where it says nothing."""
        read = parse_label(self.label)
        said = {"cold": read.cold, "hot": read.hot, "s": read.s, "c": read.c, "fuel": read.fuel}
        return {field: value or NOT_THERE for field, value in said.items()}


def draw(chance: Chance, focus: str, names: Sequence[str]) -> Case:
    """Draw a can of ``focus``."""
    marks = _marks(chance, focus)
    grade = chance.pick(_grades(focus))
    lines = [f"API {marks}", f"SAE {grade}"]
    if chance.yes(_TURNED):
        lines.reverse()
    standard, name = chance.yes(_STANDARD), chance.pick(names)
    if focus == "gasoline" and marks in ILSAC and grade in ILSAC_GRADES:
        lines.append(ILSAC[marks])
    elif standard and marks in {*GASOLINE_MARKS[-3:], *DIESEL_MARKS}:
        lines.append("GB 11121-2025" if marks in GASOLINE_MARKS else "GB 11122-2025")  # C11
    return Case(focus, name, "  ".join(lines))


def _marks(chance: Chance, focus: str) -> str:
    old = chance.yes(_OLD)
    gasoline = chance.pick(OLD_GASOLINE if old else GASOLINE_MARKS)
    diesel = chance.pick(OLD_DIESEL if old else DIESEL_MARKS)
    match focus:
        case "gasoline":
            return gasoline
        case "diesel":
            return diesel
        case "dual":
            # What a can is mainly for stands first: CI-4 / SL for trucks, SN / CF for cars.
            return f"{diesel} / {chance.pick(('SL', 'SM', 'SN'))}" if chance.yes() else f"{gasoline} / CF"
        case "side-branch":
            return "FA-4"
        case _:
            return chance.pick(PLAIN_MARKS)


def _grades(focus: str) -> tuple[str, ...]:
    match focus:
        case "gasoline":
            return GASOLINE_GRADES
        case "hot-only":
            return HOT_ONLY
        case "cold-only":
            return COLD_ONLY
        case "side-branch":
            return ("5W-30", "10W-30")
        case _:
            return DIESEL_GRADES
