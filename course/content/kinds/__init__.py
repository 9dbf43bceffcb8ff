"""The question kinds: for each a public question and a key, scored by the engine's module of the same kind."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from course.content.kinds.base import Key, Question
from course.content.kinds.budget import Budget, BudgetKey
from course.content.kinds.checklist import Checklist, ChecklistKey
from course.content.kinds.choice import Choice, ChoiceKey
from course.content.kinds.classify import Classify, ClassifyKey
from course.content.kinds.cloze import Cloze, ClozeKey
from course.content.kinds.concessions import Concessions, ConcessionsKey
from course.content.kinds.dates import Dates, DatesKey
from course.content.kinds.day import Day
from course.content.kinds.day_key import DayKey
from course.content.kinds.fab import Fab, FabKey
from course.content.kinds.grid import Grid, GridKey
from course.content.kinds.label import Label, LabelKey
from course.content.kinds.lanes import Lanes, LanesKey
from course.content.kinds.match import Match, MatchKey
from course.content.kinds.multi import Multi, MultiKey
from course.content.kinds.numeric import Numeric, NumericKey
from course.content.kinds.order import Order, OrderKey
from course.content.kinds.planner import Planner, PlannerKey
from course.content.kinds.testimony import Testimony, TestimonyKey
from course.content.kinds.timetable import Timetable, TimetableKey
from course.content.kinds.transcript import Transcript, TranscriptKey
from course.content.kinds.value_stack import ValueStack, ValueStackKey
from course.content.kinds.verdict import Verdict, VerdictKey
from course.content.kinds.written import Boxes, BoxesKey, ShortText, TextKey

type_of_key: dict[str, type[Key]] = {
    "boxes": BoxesKey,
    "budget": BudgetKey,
    "checklist": ChecklistKey,
    "choice": ChoiceKey,
    "classify": ClassifyKey,
    "cloze": ClozeKey,
    "concessions": ConcessionsKey,
    "dates": DatesKey,
    "day": DayKey,
    "fab": FabKey,
    "grid": GridKey,
    "label": LabelKey,
    "lanes": LanesKey,
    "match": MatchKey,
    "multi": MultiKey,
    "numeric": NumericKey,
    "order": OrderKey,
    "planner": PlannerKey,
    "testimony": TestimonyKey,
    "text": TextKey,
    "timetable": TimetableKey,
    "transcript": TranscriptKey,
    "value_stack": ValueStackKey,
    "verdict": VerdictKey,
}

AnyQuestion = Annotated[
    Boxes
    | Budget
    | Checklist
    | Choice
    | Classify
    | Cloze
    | Concessions
    | Dates
    | Day
    | Fab
    | Grid
    | Label
    | Lanes
    | Match
    | Multi
    | Numeric
    | Order
    | Planner
    | ShortText
    | Testimony
    | Timetable
    | Transcript
    | ValueStack
    | Verdict,
    Field(discriminator="kind"),
]

__all__ = ["AnyQuestion", "Key", "Question", "type_of_key"]
