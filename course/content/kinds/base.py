"""What every question kind has in common: a public question, and a key that learners do not get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from course.content.text import Model, Slug, Text
from course.engine.kinds import answered

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from course.engine.outcome import Score


class Question(Model):
    """What a learner sees of an item. Subclasses add ``kind`` and its fields.

    What a kind says of itself, for the rooms above:

    Attributes:
        shuffled: The fields (mappings of slug to text) drawn in an order for each learner.
        prose: Its words are for a person to judge.
        judged: An answer can be right or wrong; else it is only done or still open.
        sure: A learner may be asked how sure they are: one chooses or reckons, and neither writes nor acts.

    """

    shuffled: ClassVar[tuple[str, ...]] = ()
    prose: ClassVar[bool] = False
    judged: ClassVar[bool] = True
    sure: ClassVar[bool] = True

    stem: Text
    figure: Slug | None = None  # content/figures/<figure>.svg, shown above the answering part
    figure_alt: Text | None = None

    def parts(self) -> tuple[str, ...]:
        """Give the slugs of the parts that are answered one by one; ``("",)`` where there is only one."""
        return ("",)

    def answered(self, response: Any) -> tuple[int, int]:
        """Count how many parts ``response`` (plain JSON data of any form) answers, and how many there are."""
        return answered(response, self.parts())


class Key(Model):
    """The answer and the notes: what is said about each option and each named mistake.

    ``notes`` maps slugs to texts. Which slugs a kind needs and allows is what ``required`` and ``allowed`` give.
    """

    notes: dict[str, Text]

    def problems(self, question: Any) -> list[str]:
        """List what is wrong between this key and its question, a sentence each; empty when all is well."""
        found = [f"key.notes has no text for '{slug}'" for slug in sorted(self.required(question) - self.notes.keys())]
        allowed = self.required(question) | self.allowed(question)
        found += [f"key.notes.{slug} belongs to nothing in this item" for slug in sorted(self.notes.keys() - allowed)]
        return found + self.mismatches(question)

    def required(self, question: Any) -> AbstractSet[str]:
        """Give the note slugs that must be there."""
        raise NotImplementedError

    def allowed(self, question: Any) -> AbstractSet[str]:  # noqa: ARG002  subclasses use it
        """Give further note slugs that may be there."""
        return frozenset()

    def mismatches(self, question: Any) -> list[str]:  # noqa: ARG002  subclasses use it
        """List answers that name something the question does not have."""
        return []

    def score(self, question: Any, response: Any) -> Score:
        """Score ``response`` (plain JSON data from the journal; ``None`` when there is none)."""
        raise NotImplementedError

    def model_answer(self, question: Any) -> Any:
        """Give a response that earns full marks."""
        raise NotImplementedError

    def note(self, *slugs: str) -> Text | None:
        """Give the text of the first of ``slugs`` that has one."""
        return next((self.notes[slug] for slug in slugs if slug in self.notes), None)

    @classmethod
    def read(cls, data: Any) -> Self:
        """Read a key from plain data, as it stands in a hidden cell."""
        return cls.model_validate(data)


def unknown(what: str, given: AbstractSet[str], known: AbstractSet[str]) -> list[str]:
    """Say which of ``given`` are not among ``known``."""
    return [f"{what} '{slug}' is not in the question" for slug in sorted(given - known)]
