"""Cases of oil picking: a vehicle, its manual, and a shelf on which one line of m1-x1's rule decides (s21)."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from course.engine.oils import Fit, Label, parse_label, suitable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from course.engine.drills.chance import Chance

# The rule's lines 1 to 6, in its order.
FOCI = ("power", "series", "gasoline-grade", "diesel-grade", "viscosity", "approval")

CANS = 5
# Which SAE grades go with a mark in shops; a manual of that mark asks for one or two of them.
GASOLINE = {
    "SJ": ("10W-30", "10W-40"),
    "SL": ("5W-30", "10W-30", "10W-40", "15W-40"),
    "SM": ("5W-30", "5W-40", "10W-30", "10W-40"),
    "SN": ("0W-20", "5W-30", "5W-40", "10W-40"),
    "SP": ("0W-16", "0W-20", "5W-20", "5W-30", "5W-40"),
    "SQ": ("0W-16", "0W-20", "5W-30"),
}
DIESEL = {
    "CH-4": ("10W-40", "15W-40", "20W-50"),
    "CI-4": ("10W-40", "15W-40", "20W-50"),
    "CJ-4": ("5W-40", "10W-30", "15W-40"),
    "CK-4": ("5W-40", "10W-30", "10W-40", "15W-40"),
    "FA-4": ("5W-30", "10W-30"),
}
OBSOLETE = {"SF": ("10W-30", "10W-40", "15W-40"), "SG": ("5W-30", "10W-30", "10W-40"), "CF-4": ("10W-40", "15W-40")}
DUAL = {"CI-4 / SL": ("10W-40", "15W-40"), "CK-4 / SN": ("5W-40", "15W-40"), "SN / CF": ("5W-40", "10W-40")}
APPROVALS = (("HL-31", "HL-32"), ("TD-7", "TD-8"))  # invented; each with one that looks much like it
_BARE_SHELF = 0.12  # share of cases in which no can suits
_TWO_GRADES = 0.4  # share of manuals that name two grades
_BEFORE_HYBRIDS = frozenset({"SJ", "SL", "SM"})  # nearly no hybrid of those years is about
_SAE = FOCI.index("viscosity") + 1


@dataclass(frozen=True, slots=True)
class Case:
    """A vehicle before a shelf.

    Attributes:
        focus: The line of the rule that decides.
        name: The vehicle's name; it begins with its power.
        vehicle: What ``engine.oils.suitable`` asks of a vehicle.
        cans: The labels on the shelf.

    """

    focus: str
    name: str
    vehicle: dict[str, Any]
    cans: tuple[str, ...]

    @property
    def fits(self) -> tuple[Fit, ...]:
        """Judge each can by the rule."""
        return tuple(suitable(self.vehicle, parse_label(can)) for can in self.cans)


def draw(chance: Chance, focus: str, names: Sequence[str]) -> Case:
    """Draw a vehicle and a shelf on which the line ``focus`` decides."""
    power = _power(chance, focus)
    vehicle = _vehicle(chance, focus, power)
    name = chance.pick([each for each in names if each.startswith(f"{power}-")])
    if power == "electric":
        return Case(focus, name, vehicle, tuple(chance.some([label for label, _ in catalogue()], CANS)))
    cans = (f"{label}  {stamp}".strip() for label, stamp in _shelf(chance, focus, vehicle))
    return Case(focus, name, vehicle, tuple(cans))


@cache
def catalogue() -> tuple[tuple[str, Label], ...]:
    """Give every can that there may be, without approvals, with its label read."""
    every = [(mark, grade) for marks in (GASOLINE, DIESEL, OBSOLETE, DUAL) for mark in marks for grade in marks[mark]]
    labels = [f"API {mark}  SAE {grade}" for mark, grade in every]
    return tuple((label, parse_label(label)) for label in labels)


@lru_cache(maxsize=512)
def _judged(power: str, api: tuple[str, ...], sae: tuple[str, ...]) -> tuple[tuple[str, Label, Fit], ...]:
    """Judge the whole catalogue for a manual without approvals; the same manual comes again and again."""
    vehicle = {"power": power, "api": api, "sae": sae}
    return tuple((label, oil, suitable(vehicle, oil)) for label, oil in catalogue())


def _all_judged(vehicle: dict[str, Any]) -> tuple[tuple[str, Label, Fit], ...]:
    return _judged(vehicle["power"], tuple(vehicle["api"]), tuple(vehicle["sae"]))


def _power(chance: Chance, focus: str) -> str:
    match focus:
        case "power":
            return chance.pick(("electric", "hybrid"))
        case "gasoline-grade":
            return "gasoline"
        case "diesel-grade":
            return "diesel"
        case "series":
            return chance.pick(("gasoline", "diesel", "both"))
        case _:
            return chance.pick(("gasoline", "diesel"))


def _vehicle(chance: Chance, focus: str, power: str) -> dict[str, Any]:
    """Draw what the manual says, such that the line in focus can decide: some can fails there and nowhere else."""
    approvals = [chance.pick(APPROVALS)[0]] if focus == "approval" else []
    if power == "electric":
        return {"power": power, "api": [], "sae": [], "approvals": []}
    if power == "both":
        return {"power": "gasoline and diesel", "api": ["SL", "CI-4"], "sae": ["15W-40"], "approvals": []}
    marks = DIESEL if power == "diesel" else GASOLINE
    asked = [mark for mark in marks if mark not in (_BEFORE_HYBRIDS if power == "hybrid" else {"SJ"})]
    if focus == "approval":
        asked = [mark for mark in asked if mark != "FA-4"]  # its manual has a sentence of its own, without approvals
    several = 2 if chance.yes(_TWO_GRADES) and focus != "viscosity" else 1
    said = [(mark, chance.some(marks[mark], several)) for mark in chance.shuffled(asked)]
    vehicles = [
        {"power": power, "api": [mark], "sae": sorted(grades, key=marks[mark].index), "approvals": approvals}
        for mark, grades in said
    ]
    return next(each for each in vehicles if focus in {"power", "approval"} or _near(focus, each))


def _near(focus: str, vehicle: dict[str, Any]) -> list[str]:
    """Give the cans that fail at the line in focus and at no other.

    In front of the line about the SAE grade, such a can carries a grade of the manual: only that line stands between
    it and the vehicle.
    """
    line = FOCI.index(focus) + 1
    return [
        label
        for label, oil, fit in _all_judged(vehicle)
        if fit.failed_rule == line and (line >= _SAE or oil.sae in vehicle["sae"])
    ]


def _shelf(chance: Chance, focus: str, vehicle: dict[str, Any]) -> list[tuple[str, str]]:
    """Draw cans with their approvals: what suits, what fails at the line in focus only, and what fails elsewhere."""
    stamp = "".join(vehicle["approvals"])
    right = [label for label, _, fit in _all_judged(vehicle) if fit.ok]
    near = right if focus == "approval" else _near(focus, vehicle)
    others = [label for label, _, fit in _all_judged(vehicle) if not fit.ok and label not in near]
    fitting = chance.some(right, 1 if chance.yes() else 2)
    if chance.yes(_BARE_SHELF) and focus not in {"power", "approval"}:
        fitting = []
    missing = chance.some(near, 1 if chance.yes() else 2)
    found = [(label, stamp) for label in fitting]
    found += [(label, _wrong_stamp(chance, stamp) if focus == "approval" else stamp) for label in missing]
    found += [(label, stamp) for label in chance.shuffled(others)]
    return chance.shuffled(found[:CANS])


def _wrong_stamp(chance: Chance, stamp: str) -> str:
    """Give no approval, or the one that looks much like ``stamp``."""
    return next(other for one, other in APPROVALS if one == stamp) if chance.yes() else ""
