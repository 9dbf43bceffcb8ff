"""What a section asks: practice items and graded items under one roof."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from course.content.items import GradedItem, Item
    from course.content.kinds import Question

Role = Literal["before", "precheck", "after", "practice", "exercise", "graded"]
Form = Literal["before", "practice", "graded"]


def form_of(role: Role) -> Form:
    """Give the form under which a section's answers stand in the journal."""
    if role == "graded":
        return "graded"
    return "before" if role in {"before", "precheck"} else "practice"


@dataclass(frozen=True)
class Asked:
    """One question as a section shows it. ``item`` is there in practice only; ``points`` in the graded form only."""

    id: str
    version: int
    ask: Question
    item: Item | None = None
    points: float | None = None

    @classmethod
    def practice(cls, item: Item) -> Asked:
        """Ask a practice item."""
        return cls(item.id, item.version, item.ask, item=item)

    @classmethod
    def graded(cls, item: GradedItem) -> Asked:
        """Ask a graded item."""
        return cls(item.id, item.version, item.ask, points=item.points)

    @property
    def kind(self) -> str:
        """The question's kind, as content names it."""
        return str(self.ask.kind)  # type: ignore[attr-defined]  # every question of the union has one

    def complete(self, response: Any) -> bool:
        """Tell whether every part has an answer."""
        done, total = self.ask.answered(response)
        return done == total

    def begun(self, response: Any) -> bool:
        """Tell whether any part has an answer."""
        return self.ask.answered(response)[0] > 0
