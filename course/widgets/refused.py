"""What a learner is told when a page sends what the course cannot take: an old page, a text without end."""

from __future__ import annotations

from course.locale import say


def not_taken(lang: str) -> str:
    """Give the one sentence for all such cases, with what to do, in ``lang``."""
    return say(
        "The course cannot take this as it is. Load the page again, then try once more; make a very long text shorter.",
        lang,
    )
