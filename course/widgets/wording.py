"""What a writer is told while typing: how the text is counted, and which words promise more than anybody can keep."""

from __future__ import annotations

from typing import Any

from course.content import Lang


def wording_rules(lang: Lang) -> dict[str, Any]:
    """Give the unit of the limit in ``lang`` ("words" or "characters") and the absolute words of both languages."""
    return {"counts": "words" if lang == "en" else "characters", "absolute": list(_absolute_words())}


def _absolute_words() -> tuple[str, ...]:
    return ()
