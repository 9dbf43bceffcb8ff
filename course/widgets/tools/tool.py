"""What every tool has in common."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    from course.content import Lang


@dataclass(frozen=True)
class Tool:
    """One tool: what the browser needs to show it, what may be kept, and what it answers.

    Args:
        name: "decoder"; also the browser half's file, static/tools/<name>.js, with ``-`` as it stands.
        title: The heading in a language.
        intro: One sentence: what to do.
        data: What the browser half shows, as plain data.
        refuse: Gives the sentence why a value is not kept, or None when it is.
        answer: Answers a question of the browser half; None where the tool asks none.

    """

    name: str
    title: Callable[[Lang], str]
    intro: Callable[[Lang], str]
    data: Callable[[Lang], dict[str, Any]]
    refuse: Callable[[Any, Lang], str | None]
    answer: Callable[[Any, Lang], dict[str, Any]] | None = None
