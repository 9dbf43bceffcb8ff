"""A day at the station: what is drawn from its seed, the replay of its moves, its score and its evidence.

Pure: the same plan, seed and moves always give the same day, in the player, in the notebook and in the grader.
"""

from course.engine.shift.draw import Drawn, draw, order_of, variety
from course.engine.shift.plan import ALWAYS, Answer, Condition, Meeting, Plan, Range, Sum, Turn
from course.engine.shift.play import ANY, Day, Played, begin, is_seed, left, replay
from course.engine.shift.score import RED_CAP, Evidence, Mark, TurnWorth, Worth, best_day, evidence, is_red, score
from course.engine.shift.walk import Survey, survey

__all__ = [
    "ALWAYS",
    "ANY",
    "RED_CAP",
    "Answer",
    "Condition",
    "Day",
    "Drawn",
    "Evidence",
    "Mark",
    "Meeting",
    "Plan",
    "Played",
    "Range",
    "Sum",
    "Survey",
    "Turn",
    "TurnWorth",
    "Worth",
    "begin",
    "best_day",
    "draw",
    "evidence",
    "is_red",
    "is_seed",
    "left",
    "order_of",
    "replay",
    "score",
    "survey",
    "variety",
]
