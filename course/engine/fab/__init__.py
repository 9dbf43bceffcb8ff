"""Judging a feature, an advantage and a benefit by rule: the one place where free text is judged (stage m4).

``review`` gives a verdict, codes, points by criterion and notes. It works for a product card and a need that it has
never seen; what it is not sure of it leaves to a person. The rules and their limits: docs/fab-review.md.
"""

from course.engine.fab.judging import review
from course.engine.fab.model import CODES, CRITERIA, Card, Need, Note, Review
from course.engine.fab.plain import MOST_CHARACTERS, MOST_WORDS

__all__ = ["CODES", "CRITERIA", "MOST_CHARACTERS", "MOST_WORDS", "Card", "Need", "Note", "Review", "review"]
