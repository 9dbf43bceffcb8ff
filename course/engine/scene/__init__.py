"""A customer talk: a graph of moves, the customer's state, the replay of a journal, and the score.

Pure: a talk is a value, each move gives a new one, and the same moves always give the same talk.
"""

from course.engine.scene.draw import draw, drawings
from course.engine.scene.graph import Branch, Choice, Ending, Graph, Kind, Node
from course.engine.scene.score import PASS_MARK, RED_CAP, SceneScore, score
from course.engine.scene.state import METERS, Condition, Effects, State
from course.engine.scene.talk import Ignored, MoveError, Reason, Talk, Turn, plays, replay
from course.engine.scene.tone import COURTESY, TONES
from course.engine.scene.walk import MOST, MOST_TRAINER, Survey, survey, walks

__all__ = [
    "COURTESY",
    "METERS",
    "MOST",
    "MOST_TRAINER",
    "PASS_MARK",
    "RED_CAP",
    "TONES",
    "Branch",
    "Choice",
    "Condition",
    "Effects",
    "Ending",
    "Graph",
    "Ignored",
    "Kind",
    "MoveError",
    "Node",
    "Reason",
    "SceneScore",
    "State",
    "Survey",
    "Talk",
    "Turn",
    "draw",
    "drawings",
    "plays",
    "replay",
    "score",
    "survey",
    "walks",
]
