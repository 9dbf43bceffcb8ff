"""The question kinds: for each a public question and a key, scored by the engine's module of the same kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from course.content.kinds.base import Key, Question
from course.content.kinds.checklist import Checklist, ChecklistKey
from course.content.kinds.choice import Choice, ChoiceKey
from course.content.kinds.classify import Classify, ClassifyKey
from course.content.kinds.cloze import Cloze, ClozeKey
from course.content.kinds.label import Label, LabelKey
from course.content.kinds.match import Match, MatchKey
from course.content.kinds.multi import Multi, MultiKey
from course.content.kinds.numeric import Numeric, NumericKey
from course.content.kinds.order import Order, OrderKey
from course.content.kinds.planner import Planner, PlannerKey
from course.content.kinds.transcript import Transcript, TranscriptKey
from course.content.kinds.verdict import Verdict, VerdictKey
from course.content.kinds.written import Boxes, BoxesKey, ShortText, TextKey

type_of_key: dict[str, type[Key]] = {
    "boxes": BoxesKey,
    "checklist": ChecklistKey,
    "choice": ChoiceKey,
    "classify": ClassifyKey,
    "cloze": ClozeKey,
    "label": LabelKey,
    "match": MatchKey,
    "multi": MultiKey,
    "numeric": NumericKey,
    "order": OrderKey,
    "planner": PlannerKey,
    "text": TextKey,
    "transcript": TranscriptKey,
    "verdict": VerdictKey,
}

AnyQuestion = Annotated[
    Boxes
    | Checklist
    | Choice
    | Classify
    | Cloze
    | Label
    | Match
    | Multi
    | Numeric
    | Order
    | Planner
    | ShortText
    | Transcript
    | Verdict,
    Field(discriminator="kind"),
]

__all__ = ["AnyQuestion", "Key", "Question", "type_of_key"]
