"""Label reading in five fields. Response: ``{field: value}``; ``none`` says that the label says nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from course.content.kinds.base import Key, Question
from course.content.text import Text
from course.engine.kinds import pairing

if TYPE_CHECKING:
    from course.engine.outcome import Score

FIELDS = ("cold", "hot", "s", "c", "fuel")  # fuel: gasoline, diesel, both


class Label(Question):
    """An oil can's label, read into cold class, hot class, S grade, C grade and the engine it is for."""

    kind: Literal["label"]
    label: str  # as printed, e.g. "API SP / CF  SAE 5W-30"
    name: Text  # the fictional product's name on the can

    def parts(self) -> tuple[str, ...]:
        """Give the five fields."""
        return FIELDS


class LabelKey(Key):
    """``notes``: ``<field>`` (said when right) and ``<field>:wrong``; ``<field>:<value>`` for a named mistake."""

    fields: dict[Literal["cold", "hot", "s", "c", "fuel"], str]  # "none" where the label says nothing

    def required(self, question: Label) -> frozenset[str]:  # noqa: ARG002
        """Each field has a note for right and one for wrong."""
        return frozenset(FIELDS) | frozenset(f"{field}:wrong" for field in FIELDS)

    def allowed(self, question: Label) -> frozenset[str]:  # noqa: ARG002
        """Named mistakes carry the value that was chosen."""
        return frozenset(slug for slug in self.notes if slug.partition(":")[0] in FIELDS)

    def mismatches(self, question: Label) -> list[str]:  # noqa: ARG002
        """All five fields are in the key."""
        return [f"key.fields has nothing for '{field}'" for field in FIELDS if field not in self.fields]

    def score(self, question: Label, response: Any) -> Score:  # noqa: ARG002
        """Score each field alike."""
        return pairing.score(response, accepted={field: [value] for field, value in self.fields.items()}, parts=FIELDS)

    def model_answer(self, question: Label) -> dict[str, str]:  # noqa: ARG002
        """Give the five right values."""
        return {str(field): value for field, value in self.fields.items()}
