"""What a writer is told while typing and after a check: the length, and the words that promise too much or press."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import LANGUAGES, Lang
from course.engine.wording import REASONS, Flag, flags, terms
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def marked(text: str) -> list[Flag]:
    """Find the marked words of both languages in ``text``, from left to right, without overlaps."""
    found = sorted((flag for lang in LANGUAGES for flag in flags(text, lang)), key=lambda flag: (flag.start, -flag.end))
    kept: list[Flag] = []
    for flag in found:
        if not kept or flag.start >= kept[-1].end:
            kept.append(flag)
    return kept


def marked_places(ask: Mapping[str, Any], response: Any) -> list[tuple[str, Flag]]:
    """Give each marked word of a writer's answer with the name of its box; the name is "" where there is one text only.

    Args:
        ask: The question in the learner's language.
        response: The answer as it stands in the journal.

    """
    if not ask.get("honest"):
        return []
    if ask["kind"] == "text":
        texts = [("", response)]
    else:
        given = response if isinstance(response, dict) else {}
        texts = [(str(box["label"]), given.get(slug)) for slug, box in ask["boxes"].items()]
    return [(name, flag) for name, text in texts if isinstance(text, str) for flag in marked(text)]


def still_in_it(places: list[tuple[str, Flag]], lang: Lang) -> str:
    """Say how many marked words are still in a text, which ones, and in which box."""
    where: dict[str, list[str]] = {}
    for name, flag in places:
        where.setdefault(name, []).append(say("“{words}”", lang, words=flag.words))
    between, after = say(", ", lang), say("; ", lang)
    words = after.join(
        say("{words} ({box})", lang, words=between.join(found), box=name) if name else between.join(found)
        for name, found in where.items()
    )
    if any(flag.code != "absolute" for _, flag in places):
        return say(
            "Words that promise too much or press are still in it ({number}): {words}",
            lang,
            number=len(places),
            words=words,
        )
    if len(places) == 1:
        return say("1 absolute word is still in it: {words}", lang, words=words)
    return say("{number} absolute words are still in it: {words}", lang, number=len(places), words=words)
