"""API categories and SAE classes: the tables of ``engine/data/grades.toml``, and which category replaces which."""

from __future__ import annotations

import re
import tomllib
from dataclasses import MISSING, dataclass, fields
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, TypeVar

from course.engine.errors import CourseError
from course.engine.typed import plain

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Status = Literal["current", "obsolete", "announced"]
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Category:
    """An API service category.

    Attributes:
        name: As printed: ``"SP"``, ``"CI-4"``. after: The categories that it covers directly; what those cover is
        covered too. since: When it came, as an ISO date, month or year; ``""`` where no date is agreed. until: The
        last model year of engines that it was made for; ``None`` where none is given. status: ``"current"``,
        ``"obsolete"`` or ``"announced"``. deck: What the training deck says: ``"2011"``, ``"<1930"`` (before),
        ``"shown"`` (no year), ``""`` (not in the deck). checked: Whether the dates were looked up.

    """

    name: str
    after: tuple[str, ...]
    status: Status
    since: str = ""
    until: int | None = None
    deck: str = ""
    checked: bool = False

    @property
    def year(self) -> int | None:
        """The year it came; ``None`` where no date is agreed (teach eras, not years: C03)."""
        return int(self.since[:4]) if self.since else None

    @property
    def licensed(self) -> bool:
        """Whether an oil of it may be sold for a vehicle in service (C02, C06)."""
        return self.status == "current"

    @property
    def branch(self) -> str:
        """``"S"`` for gasoline, ``"C"`` for diesel, ``"F"`` for the side branch of FA-4."""
        return self.name[0]


@dataclass(frozen=True, slots=True)
class ColdClass:
    """A W class of SAE J300; ``cranking`` is the laboratory's test temperature in °C, not the lowest one of use."""

    name: str
    cranking: int
    deck: bool


@dataclass(frozen=True, slots=True)
class HotClass:
    """A class of SAE J300 at 100 °C: kinematic viscosity in mm²/s, ``thinnest`` included and ``thickest`` not."""

    name: str
    thinnest: float
    thickest: float
    deck: bool


@dataclass(frozen=True, slots=True)
class Standard:
    """A Chinese national standard for engine oils (C11), the power it is for, since when, and what it replaces."""

    name: str
    power: Literal["gasoline", "diesel"]
    since: str
    replaces: str


def entries(kind: type[T], lines: Sequence[Mapping[str, Any]], table: str) -> tuple[T, ...]:
    """Read the lines of one table of ``grades.toml``.

    Raises:
        CourseError: A line has a field too many or too few, or a name stands twice; with the table and the line's name.

    """
    known = {field.name: field for field in fields(kind)}  # type: ignore[arg-type]  # T is one of the dataclasses above
    needed = {name for name, field in known.items() if field.default is MISSING}
    for line in lines:
        wrong = (needed - line.keys()) | (line.keys() - known.keys())
        if wrong:
            raise CourseError(
                f"The fields {sorted(wrong)} are missing or unknown.",
                where=f"grades.toml, {table}, {line.get('name', '?')}",
                then="Write the line like its neighbours.",
            )
    names = [line["name"] for line in lines]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise CourseError(f"{twice[0]} stands twice.", where=f"grades.toml, {table}", then="Keep one of the lines.")
    return tuple(
        kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in line.items()})
        for line in lines
    )


def linked(categories: Sequence[Category]) -> tuple[Category, ...]:
    """Check that each category covers only categories that stand before it, so that the links make no circle.

    Raises:
        CourseError: ``after`` names an unknown category or a later line.

    """
    before: set[str] = set()
    for each in categories:
        strange = set(each.after) - before
        if strange:
            raise CourseError(
                f"'after' names {sorted(strange)}, which stands in no line above.",
                where=f"grades.toml, {each.name}",
                then="Correct the name, or move the line down.",
            )
        before.add(each.name)
    return tuple(categories)


_TABLES: dict[str, Any] = tomllib.loads((files("course.engine") / "data" / "grades.toml").read_text(encoding="utf-8"))

GASOLINE: tuple[Category, ...] = linked(entries(Category, _TABLES["gasoline"], "gasoline"))
DIESEL: tuple[Category, ...] = linked(entries(Category, _TABLES["diesel"], "diesel"))
COLD_CLASSES: tuple[ColdClass, ...] = entries(ColdClass, _TABLES["cold"], "cold")  # the best in the cold first
HOT_CLASSES: tuple[HotClass, ...] = entries(HotClass, _TABLES["hot"], "hot")  # the thinnest first
STANDARDS: tuple[Standard, ...] = entries(Standard, _TABLES["standards"], "standards")
NEVER: tuple[str, ...] = tuple(_TABLES["never"])  # letters that were left out on purpose (C04)
POWER_WORDS: dict[str, str] = {word: power for power, words in _TABLES["power"].items() for word in words}

CATEGORIES: dict[str, Category] = {each.name: each for each in (*GASOLINE, *DIESEL)}

_SPELLING = re.compile(r"(?:API *)?([SCF][A-Z])(?: *-? *(II|[0-9]))?(?: *-? *(PLUS|\+))?(?: */? *RC)?")


def spelling(text: str) -> str | None:
    """Give the printed spelling of what looks like a category (``"ci4 plus"`` is ``"CI-4 PLUS"``), else ``None``."""
    found = _SPELLING.fullmatch(plain(text))
    if not found:
        return None
    letters, number, plus = found.groups()
    return letters + (f"-{number}" if number else "") + (" PLUS" if plus else "")


def category(text: object) -> Category | None:
    """Give the category that ``text`` names, however spelt; ``None`` for what never existed or is not licensed yet."""
    found = CATEGORIES.get(spelling(text) or "") if isinstance(text, str) else None
    return found if found and found.status != "announced" else None


def is_category(text: object) -> bool:
    """Tell whether ``text`` names an API category, obsolete ones included.

    SI, SK and SO never existed (C04); CL-4 and FB-4 are not yet licensed, so they are no categories yet (C06).
    """
    return category(text) is not None


def compare(a: str, b: str) -> int | None:
    """Compare two categories by age.

    Returns:
        -1 when ``a`` is the older, 0 when they are the same, 1 when ``a`` is the newer; ``None`` where they have no
        order: different series, CF and CF-4, FA-4 against a C category, or one that is unknown or not licensed yet.

    """
    first, second = category(a), category(b)
    if first is None or second is None:
        return None
    if first is second:
        return 0
    if second.name in covered(first.name):
        return 1
    return -1 if first.name in covered(second.name) else None


def meets(offered: str, required: str) -> bool:
    """Tell whether an oil of the category ``offered`` may serve where the manual says ``required`` "or later".

    False for an obsolete, unknown or unlicensed ``offered`` whatever is required (C02, C06), and where the two have
    no order.
    """
    found = category(offered)
    return found is not None and found.licensed and compare(offered, required) in {0, 1}


def newest(names: Sequence[str]) -> str | None:
    """Give the newest of ``names``, a licensed one before any other; where they have no order, the first."""
    pool = [name for name in names if CATEGORIES[name].licensed] or names
    best = pool[0] if pool else None
    for name in pool[1:]:
        if best is not None and best in covered(name):
            best = name
    return best


@cache
def covered(name: str) -> frozenset[str]:
    """Give all categories that the category ``name`` covers, without itself."""
    direct = CATEGORIES[name].after
    return frozenset(direct).union(*(covered(each) for each in direct))
