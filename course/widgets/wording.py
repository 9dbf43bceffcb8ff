"""What a writer is told while typing: how the text is counted, and which words promise too much or press."""

from __future__ import annotations

from typing import Any

from course.content import LANGUAGES, Lang
from course.engine.wording import REASONS, terms
from course.locale import say


def wording_rules(lang: Lang) -> dict[str, Any]:
    """Give the unit of the limit in ``lang`` ("words" or "characters") and the marked words of both languages.

    Both, because a Chinese sentence may be typed into the English form; the reasons are said in ``lang``.
    """
    listed = [
        {"words": term.words, "unless": term.unless, "reason": term.reason}
        for each in LANGUAGES
        for term in terms(each)
    ]
    return {
        "counts": "words" if lang == "en" else "characters",
        "terms": listed,
        "reasons": {reason: say(text, lang) for reason, text in REASONS.items()},
    }
