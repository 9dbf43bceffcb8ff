"""What a marker sees beside a text: how long it is against the limit, and words to look at. Never points."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import LANGUAGES, Lang
from course.engine.wording import REASONS, Flag, flags, length
from course.grading.markup import Html, tag
from course.grading.words import LONGEST
from course.locale import say

if TYPE_CHECKING:
    from course.content.kinds.written import Boxes, ShortText


def beside(ask: ShortText | Boxes, response: Any, lang: Lang) -> Html:
    """Give the note beside a text; empty where there is no text.

    Args:
        ask: The question; its limit counts words in English, characters in Chinese, all boxes together.
        response: What the learner wrote.
        lang: The language of the notebook, in which the learner saw the limit.

    """
    given = list(response.values()) if isinstance(response, dict) else [response]
    texts = [text for text in given if isinstance(text, str) and text.strip()]
    if not texts:
        return Html("")
    used, limit = sum(map(length, texts)), ask.limit.words if lang == "en" else ask.limit.characters
    counted = (
        say("{used} words of {limit}", lang, used=used, limit=limit)
        if lang == "en"
        else say("{used} characters of {limit}", lang, used=used, limit=limit)
    )
    if used > limit:
        counted = f"{counted} · {say('longer than asked', lang)}"
    notes = [tag("p", counted)]
    marked: dict[str, list[str]] = {}
    for flag in [each for text in texts if ask.honest for each in _flags(text[:LONGEST])]:
        words = marked.setdefault(flag.reason, [])
        if flag.words not in words:
            words.append(flag.words)
    for reason, words in marked.items():
        said = say("{words}: {reason}", lang, words=" · ".join(words), reason=say(REASONS[reason], lang))
        notes.append(tag("p", f"⚠ {said}"))
    if marked:
        notes.append(tag("p", say("Found by a word list: a hint only, it takes no points.", lang)))
    return tag("div", *notes, class_="fcm-beside")


def _flags(text: str) -> list[Flag]:
    """Find marked words of both languages, as the form does: a Chinese sentence may stand in an English form."""
    found: list[Flag] = []
    for flag in sorted((each for lang in LANGUAGES for each in flags(text, lang)), key=lambda each: each.start):
        if not found or flag.start >= found[-1].end:
            found.append(flag)
    return found
