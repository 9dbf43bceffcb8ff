"""A warm process that runs a notebook's cells in a fork of itself, with the messages that a kernel would send.

Starting a kernel and importing the course costs seconds for each submission; forking a process that has done both costs
milliseconds. nbclient's own message processing makes the outputs, so they are those of nbgrader's ``Execute``.
Only the course's own cells run here (``course.grading.preprocessors.cells``); learners' code runs in a warm process of
its own, which stands in a fence (``course.grading.fence``).
"""

from course.grading.warm.messages import Ran, RanNotebook
from course.grading.warm.stove import available, light, put_out, run

__all__ = ["Ran", "RanNotebook", "available", "light", "put_out", "run"]
