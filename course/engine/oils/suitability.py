"""Whether an oil suits a vehicle, by label and manual alone (m1-x1, m1-f25)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError
from course.engine.oils.grades import CATEGORIES, POWER_WORDS, meets, spelling
from course.engine.oils.label import Label, LabelError, parse_label
from course.engine.typed import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# Rule lines of m1-x1, in the order in which they are applied.
POWER, SERIES, GASOLINE_GRADE, DIESEL_GRADE, VISCOSITY, APPROVAL = range(1, 7)

_ENGINES = {
    "gasoline": ("gasoline",),
    "diesel": ("diesel",),
    "hybrid": ("gasoline",),  # C12: a hybrid has a gasoline engine, and that needs oil
    "electric": (),
    "both": ("gasoline", "diesel"),
}
_AND = re.compile(r"\s*(?:[+/&,、和]|\band\b)\s*", re.IGNORECASE)
_OR_LATER = re.compile(r"\b(?:or|and) (?:later|above|newer|higher)\b|[及或]?以上", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether an oil is suitable; if not, ``failed_rule`` is the first rule line (1–6) of m1-x1 that fails."""

    ok: bool
    failed_rule: int | None = None


def suitable(vehicle: Mapping[str, Any], oil: Label) -> Fit:
    """Tell whether ``oil`` is suitable for ``vehicle``, line by line of m1-x1's decision rule.

    What the manual does not name is not proven: a vehicle without a category fails at line 3 or 4, one without a
    viscosity grade at line 5. No named approval asks for nothing.

    Args:
        vehicle: ``power``: "gasoline", "diesel", "hybrid", "electric" or what people write for these (``grades.toml``);
            "gasoline and diesel", or a list, where one oil must serve both, and then both marks are required.
            ``api``: the manual's lowest categories, any of which is enough (of a series; a dual mark names one of
            each). ``sae``: the manual's viscosity grades; for two vehicles, those that both allow. ``approvals``:
            maker approvals, all of which must be printed on the label.
        oil: What the label says.

    Raises:
        CourseError: The manual's data cannot be understood: an unknown power, category or viscosity grade.

    """
    engines = powers(vehicle.get("power"))
    required = [name for each in _several(vehicle.get("api")) for name in _required(each)]
    if not engines:
        return Fit(ok=False, failed_rule=POWER)
    if not all(_series(oil, engine) for engine in engines):
        return Fit(ok=False, failed_rule=SERIES)
    for engine, rule in (("gasoline", GASOLINE_GRADE), ("diesel", DIESEL_GRADE)):
        if engine in engines and not _meets_any(_series(oil, engine), required):
            return Fit(ok=False, failed_rule=rule)
    if oil.sae is None or oil.sae not in {_grade(each) for each in _several(vehicle.get("sae"))}:
        return Fit(ok=False, failed_rule=VISCOSITY)
    if not all(_printed(each, oil.text) for each in _several(vehicle.get("approvals"))):
        return Fit(ok=False, failed_rule=APPROVAL)
    return Fit(ok=True)


def powers(said: object) -> tuple[str, ...]:
    """Give the engines that need oil: "gasoline", "diesel", both, or none for battery-electric.

    Raises:
        CourseError: The power is missing or unknown.

    """
    names = [POWER_WORDS.get(plain(word).lower()) for each in _several(said) for word in _AND.split(each)]
    if not names or None in names:
        raise CourseError(
            f"The power {said!r} is unknown.",
            where="vehicle, power",
            then='Say "gasoline", "diesel", "hybrid" or "electric"; two of them joined by "and".',
        )
    found = {engine for name in names for engine in _ENGINES[name or ""]}
    return tuple(engine for engine in ("gasoline", "diesel") if engine in found)


def _several(value: object) -> list[str]:
    """Take a text for a list of one, nothing for an empty list."""
    if isinstance(value, str):
        return [value]
    return [str(each) for each in value] if isinstance(value, list | tuple | set | frozenset) else []


def _series(oil: Label, engine: str) -> list[str]:
    """Give the label's marks for an engine: S for gasoline; for diesel those of the -4 lines (rule line 2)."""
    if engine == "gasoline":
        return [name for name in oil.marks if name.startswith("S")]
    return [name for name in oil.marks if not name.startswith("S") and "-4" in name]


def _meets_any(offered: Iterable[str], required: Iterable[str]) -> bool:
    wanted = list(required)
    return any(meets(mark, each) for mark in offered for each in wanted)


def _required(text: str) -> list[str]:
    """Read what a manual asks for: "SN", "API SN or later", "SN/CF". An announced one can be asked for, not met."""
    names = [spelling(each) for each in _OR_LATER.sub("", text).split("/")]
    if not all(name in CATEGORIES for name in names):
        raise CourseError(
            f"{text!r} is no API category.",
            where="vehicle, api",
            then="Copy the category from the manual, such as SP or CK-4.",
        )
    return [name for name in names if name]


def _grade(text: str) -> str | None:
    try:
        return parse_label(text).sae
    except LabelError as error:
        then = "Copy the grade from the manual, such as 5W-30."
        raise CourseError(error.what, where=f"vehicle, sae, {text!r}", then=then) from error


def _printed(approval: str, text: str) -> bool:
    """Tell whether an approval is printed, however spaced: "VW 504 00" is "VW 504.00", 229.5 is not 229.51."""
    signs = re.findall(r"[^\W_]", plain(approval))
    pattern = r"[\W_]*".join(re.escape(each) for each in signs)
    return bool(signs) and re.search(rf"(?<![A-Z0-9]){pattern}(?![A-Z0-9]|[.][0-9])", text) is not None
