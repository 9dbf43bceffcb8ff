"""Grading: the only room that knows nbgrader. Learners' cells import it too, so nbgrader is imported when needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from course.grading.marking import mark

if TYPE_CHECKING:
    from traitlets.config import Config

__all__ = ["configure", "fence_learners", "mark"]


def configure(config: Config) -> None:
    """Set up nbgrader for the course, in an instructor's ``nbgrader_config.py``.

    What is set afterwards in that file wins, and nothing here depends on where the file lies.
    """
    from course.grading.configuration import apply

    apply(config)


def fence_learners(config: Config) -> None:
    """Let nbgrader run learners' code in the fence, in the ``nbgrader_config.py`` of any course.

    ``nbgrader autograde`` and Formgrader's button then do so too; ``course grade`` does it anyhow.
    """
    from course.grading.configuration import fence

    fence(config)
