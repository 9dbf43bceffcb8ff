"""Mark in a transcript. Response: ``{line slug: cue slug}`` for the marked lines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal

from course.content.kinds.base import Key, Question, unknown
from course.content.text import Model, Slug, Text
from course.engine.kinds import transcript

if TYPE_CHECKING:
    from course.engine.outcome import Score


class Line(Model):
    """One line of a talk."""

    who: Text
    text: Text


class Transcript(Question):
    """A talk in which the learner marks the lines that are cues, each with the kind of cue it is."""

    kind: Literal["transcript"]
    lines: dict[Slug, Line]
    cues: dict[Slug, Text]


class TranscriptKey(Key):
    """``notes``: ``<line>`` for each cue (said when right), ``<line>:missed``, and ``<line>:wrong`` for every line."""

    marks: dict[Slug, Slug]

    def required(self, question: Transcript) -> frozenset[str]:
        """Cues have notes for right and missed, every line one for a wrong mark."""
        right = {slug for line in self.marks for slug in (line, f"{line}:missed")}
        return frozenset(right | {f"{line}:wrong" for line in question.lines})

    def allowed(self, question: Transcript) -> frozenset[str]:
        """Named mistakes."""
        return frozenset(f"{line}:{cue}" for line in question.lines for cue in question.cues)

    def mismatches(self, question: Transcript) -> list[str]:
        """Check that marks name lines and cues of the question."""
        return unknown("key.marks", set(self.marks), question.lines.keys()) + unknown(
            "key.marks", set(self.marks.values()), question.cues.keys()
        )

    def score(self, question: Transcript, response: Any) -> Score:
        """Score the marks: hits less false marks, over the cues there are."""
        return transcript.score(response, marks=self.marks, lines=tuple(question.lines))

    def model_answer(self, question: Transcript) -> dict[str, str]:  # noqa: ARG002
        """Give the right marks."""
        return dict(self.marks)
