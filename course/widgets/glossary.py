"""The glossary as the start page shows it: sent when a learner opens it, and not before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content import library, localise, modules
from course.content.glossary import Term, glossary
from course.engine.errors import CourseError
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.content import Lang

# The words of the open section; the start page itself carries only its title and its button.
_WORDS = {
    "search": "Search the glossary, in English or Chinese",
    "found": "Found: {n} of {total}",
    "none": "Nothing found. Try a shorter word, or the other language.",
    "stage": "Part {n}",
    "way_in": "The way in",
    "colon": ": ",
}


def glossary_view(stages: Iterable[Mapping[str, Any]], lang: Lang) -> dict[str, Any]:
    """Give all terms of the course in teaching order, each with a link where its stage is laid out.

    Args:
        stages: The stages of the start page: ``id``, ``number``, ``short``, and ``open`` where they are laid out.
        lang: The learner's language.

    """
    known = modules()
    terms = [view for stage in stages if stage["id"] in known for view in _stage(stage, lang)]
    return {"words": {key: say(text, lang) for key, text in _WORDS.items()}, "terms": terms}


def _stage(stage: Mapping[str, Any], lang: Lang) -> list[dict[str, Any]]:
    try:
        module, terms = library(stage["id"]).module, glossary(stage["id"])
    except CourseError:
        return []  # the stage's own box, or ``course check``, says what cannot be read
    titles = {step.id: localise(step.title, lang) for step in module.steps}
    return [_term(term, stage, titles, localise(module.title, lang), lang) for term in terms]


def _term(term: Term, stage: Mapping[str, Any], titles: Mapping[str, str], whole: str, lang: Lang) -> dict[str, Any]:
    other = term.term.zh if lang == "en" else term.term.en
    section = "-".join(term.cell.split("-")[:2])  # m4-s8 for m4-s8-how
    path = stage.get("open")
    return {
        "id": term.id,
        "term": term.term.of(lang),
        "other": other if other != term.term.of(lang) else "",
        "also": list(term.also),
        "says": term.says.of(lang),
        "stage": stage["id"],
        "number": stage["number"],
        "short": stage["short"],
        "title": titles.get(section, whole),
        "open": f"{path}#{term.cell}" if path else "",
    }
