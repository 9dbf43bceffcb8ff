"""The layers of the fence, and what the warm process is told before it puts them up."""

from __future__ import annotations

import sys
from dataclasses import asdict, dataclass, field
from typing import Any

NAMESPACES, LANDLOCK, SECCOMP, RLIMITS, WATCHDOG = "namespaces", "landlock", "seccomp", "rlimits", "watchdog"
NAMES = (NAMESPACES, LANDLOCK, SECCOMP, RLIMITS, WATCHDOG)
NEEDED = (LANDLOCK, SECCOMP, RLIMITS)


def available() -> bool:
    """Tell whether this kind of system can have a fence at all; ``layers`` says what it has."""
    return sys.platform == "linux"


@dataclass(frozen=True, slots=True)
class Ground:
    """What the fence stands on; the same for every submission of one warm process.

    Attributes:
        read_only: Files and folders that cells may read besides Python, the course and the system's libraries.
        trusted: Run with fewer layers than are needed: ``--trust-submissions``.
        without: Layers that are not to be put up, to see what the others hold alone.

    """

    read_only: tuple[str, ...] = ()
    trusted: bool = False
    without: tuple[str, ...] = ()

    @classmethod
    def read(cls, data: dict[str, Any]) -> Ground:
        """Read it from plain data."""
        return cls(tuple(data["read_only"]), bool(data["trusted"]), tuple(data["without"]))

    def data(self) -> dict[str, Any]:
        """Give it as plain data."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class Layer:
    """One layer.

    Attributes:
        name: One of ``NAMES``.
        active: Whether it is up.
        why: Why not; or, where it is, what there is to know about it.

    """

    name: str
    active: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Layers:
    """All layers, in the order in which they are put up."""

    each: tuple[Layer, ...] = field(default_factory=tuple)

    @classmethod
    def none(cls, why: str) -> Layers:
        """Give the layers of a machine that has none."""
        return cls(tuple(Layer(name, active=False, why=why) for name in NAMES))

    @classmethod
    def read(cls, data: list[dict[str, Any]]) -> Layers:
        """Read them from plain data."""
        return cls(tuple(Layer(**each) for each in data))

    def data(self) -> list[dict[str, Any]]:
        """Give them as plain data."""
        return [asdict(each) for each in self.each]

    def has(self, name: str) -> bool:
        """Tell whether a layer is up."""
        return any(each.active for each in self.each if each.name == name)

    @property
    def enough(self) -> bool:
        """Whether learners' code may run: Landlock, seccomp and rlimits are up."""
        return all(self.has(name) for name in NEEDED)

    @property
    def missing(self) -> tuple[Layer, ...]:
        """The layers that are not up."""
        return tuple(each for each in self.each if not each.active)

    def __str__(self) -> str:
        active = ", ".join(each.name for each in self.each if each.active)
        absent = "; ".join(f"no {each.name}: {each.why}" for each in self.missing)
        return "; ".join(part for part in (active or "no layer", absent) if part)
