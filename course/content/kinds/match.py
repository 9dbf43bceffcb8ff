"""Match, one to one. Response: ``{left slug: right slug}``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Literal

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Slug, Text
from course.engine.kinds import pairing

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Match(Question):
    """Each left entry gets one right entry; right entries may be more than left ones (lures)."""

    shuffled: ClassVar = ("right",)
    kind: Literal["match"]
    left: dict[Slug, Text]
    right: dict[Slug, Text]

    def parts(self) -> tuple[str, ...]:
        """Give the left entries."""
        return tuple(self.left)


class MatchKey(Key):
    """``notes``: ``<left>`` (said when right) and ``<left>:wrong``; ``<left>:<right>`` for a named mistake."""

    pairs: dict[Slug, Slug]

    def required(self, question: Match) -> frozenset[str]:
        """Each left entry has a note for right and one for wrong."""
        return frozenset(question.left) | frozenset(f"{left}:wrong" for left in question.left)

    def allowed(self, question: Match) -> frozenset[str]:
        """Named mistakes."""
        return frozenset(f"{left}:{right}" for left in question.left for right in question.right)

    def mismatches(self, question: Match) -> list[str]:
        """Every left entry is paired, with a right entry that exists, and none twice."""
        found = unknown("key.pairs", set(self.pairs), question.left.keys())
        found += unknown("key.pairs", set(self.pairs.values()), question.right.keys())
        found += [f"key.pairs has nothing for '{left}'" for left in sorted(question.left.keys() - self.pairs.keys())]
        if len(set(self.pairs.values())) < len(self.pairs):
            found.append("key.pairs uses one right entry twice")
        return found

    def score(self, question: Match, response: Any) -> Score:
        """Score each pair alike."""
        return pairing.score(
            response, accepted={left: [right] for left, right in self.pairs.items()}, parts=question.parts()
        )

    def model_answer(self, question: Match) -> dict[str, str]:  # noqa: ARG002
        """Give the right pairs."""
        return dict(self.pairs)
