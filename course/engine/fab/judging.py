"""The review: all rules over one text, their findings as points, verdict and notes."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, Any

from course.engine.fab.boxes import empty, missing, only_praise, restated, swapped
from course.engine.fab.case import Case, texts
from course.engine.fab.copied import copied
from course.engine.fab.honest import honest
from course.engine.fab.lexicon import language, table
from course.engine.fab.model import CRITERIA, PARTS, Finding, Note, Review
from course.engine.fab.needs import ideas, touch, understood, words
from course.engine.fab.plain import plain
from course.engine.fab.said import read
from course.engine.fab.truth import truth
from course.engine.wording import length

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from course.engine.fab.model import Card, Need, Verdict, Weight

_POINTS: Mapping[Weight, int] = {"wrong": 0, "ask": 1, "hint": 1}
_GRAVITY: Mapping[Weight, int] = {"wrong": 0, "ask": 1, "hint": 2}
_MOST_NOTES = 12
_COUNTED = 6000  # characters of a box that are counted: as many as the form takes, so that both count the same
_MOSTLY = 0.5


def review(feature: str, advantage: str, benefit: str, *, card: Card, need: Need, lang: str) -> Review:
    """Judge a feature, an advantage and a benefit for one product and one customer, by rule.

    Each rule gives findings. A sure one brings its criteria to 0, an unsure one to 1; a hint brings them to 1 without a
    code. A criterion at 0 makes the verdict ``"fail"``; else an unsure finding makes it ``"review"``: a person decides;
    else it is ``"pass"``. The rules are explained in docs/fab-review.md.

    Args:
        feature: What was typed into the first box. Any text is data.
        advantage: What was typed into the second.
        benefit: What was typed into the third.
        card: The product card, in the language of the text.
        need: The customer's need, in the same language.
        lang: ``"en"`` or ``"zh-CN"``.

    Raises:
        CourseError: The course has no words in that language. No text raises anything.

    """
    typed = dict(zip(("feature", "advantage", "benefit"), map(_text, (feature, advantage, benefit)), strict=True))
    case = Case(
        boxes={part: read(text) for part, text in typed.items()},
        length=length("\n".join(text[:_COUNTED] for text in typed.values())),
        name=_text(card.get("name")),
        facts=texts(card.get("facts")),
        not_claimed=texts(card.get("not_claimed")),
        need=_text(need.get("text")),
        # A need without ideas is matched by its words.
        concepts=texts(need.get("concepts")) or texts(need.get("text")),
        lang=language(lang),
    )
    return _result(findings(case), case.lang)


def _text(value: Any) -> str:
    # A lone surrogate (a browser can send one) would not survive encoding where the text is shown.
    return "" if value is None else str(value).encode("utf-8", "replace").decode("utf-8")


def findings(case: Case) -> list[Finding]:
    """Give what all rules find, each thing once."""
    found = missing(case)
    if any(each.kind == "empty" for each in found):
        return found
    changed = swapped(case)
    # Parts in each other's boxes are one fault, not three: the other rules see them put right.
    right = _put_right(case, changed)
    found += [*truth(case), *honest(case), *changed, *plain(right), *copied(right), *restated(right)]
    found += _answers(right, found)
    found += _does(right, found)
    return _gravest(list(dict.fromkeys(found)))


# A finding (sure, in a box) that explains others in the same box, and those it makes superfluous.
_EXPLAINS: tuple[tuple[frozenset[str], frozenset[str]], ...] = (
    (
        frozenset({"copied_need", "copied_fact", "copied_all"}),
        frozenset({"benefit_restates", "advantage_restates", "need_half", "other_need", "no_you", "benefit_is_fact"}),
    ),
    (
        frozenset({"benefit_restates", "gain"}),
        frozenset({"need_half", "other_need", "no_you", "benefit_is_fact"}),
    ),
    (frozenset({"pressure"}), frozenset({"no_you", "benefit_is_fact"})),
    (frozenset({"other_need"}), frozenset({"no_you"})),
    (
        frozenset({"swapped_fb", "swapped_fa", "swapped_ab"}),
        frozenset({"feature_unknown", "advantage_restates", "benefit_restates", "no_you"}),
    ),
    (
        frozenset({"number_wrong", "number_unknown", "contradiction", "code_wrong", "other_kind", "not_claimed"}),
        frozenset({"feature_is_benefit", "feature_unknown", "effect"}),
    ),
)


def _gravest(found: list[Finding]) -> list[Finding]:
    """Leave out what a sure finding has already explained, so that one fault has one note."""
    left = found
    for causes, effects in _EXPLAINS:
        sure = {each.part for each in left if each.kind in causes and each.weight == "wrong"}
        whole = any(each.kind.startswith("swapped") for each in left if each.kind in causes and each.weight == "wrong")
        left = [
            each
            for each in left
            if each.kind not in effects or not (sure and (whole or "" in sure or each.part in sure))
        ]
    return left


_CHANGED = {
    "swapped_fb": ("feature", "benefit"),
    "swapped_ab": ("advantage", "benefit"),
    "swapped_fa": ("feature", "advantage"),
}


def _put_right(case: Case, changed: Iterable[Finding]) -> Case:
    for each in changed:
        if each.weight == "wrong" and each.kind in _CHANGED:
            a, b = _CHANGED[each.kind]
            return replace(case, boxes={**case.boxes, a: case.boxes[b], b: case.boxes[a]})
    return case


def _answers(case: Case, found: Iterable[Finding]) -> list[Finding]:
    """Find a benefit that does not answer this customer's need."""
    typed = case.boxes["benefit"]
    if empty(typed) or any(each.kind == "missing" and each.part == "benefit" for each in found):
        return []
    for each in found:
        if each.kind == "pressure" and each.part == "benefit" and each.weight == "wrong":
            typed = typed.replace(each.words, " ")  # "Buy now!" answers no need, not even that of one in a hurry
    if typed != case.boxes["benefit"] and not words(typed):
        return [Finding("other_need", "benefit", case.boxes["benefit"].strip()[:80], "wrong")]
    met = touch(typed, case.concepts, [case.need])
    named = any(ideas(each) for each in case.concepts)
    if met.exact or met.ideas or (not named and ideas(typed) & ideas(case.need)):
        return []
    if met.words:
        enough = met.named or met.near or len(met.words) > 1
        return [Finding("need_half", "benefit", typed.strip()[:80], "hint" if enough else "ask")]
    elsewhere = touch(case.boxes["advantage"], case.concepts, [case.need])
    if met.near or elsewhere.ideas or elsewhere.words:
        return [Finding("need_half", "benefit", typed.strip()[:80], "ask")]
    # Sure only when most of the benefit was understood and all of that is about something else.
    named = all(ideas(each) for each in case.concepts)
    sure = named and bool(met.others) and understood(typed) >= _MOSTLY and not only_praise(typed)
    return [Finding("other_need", "benefit", typed.strip()[:80], "wrong" if sure else "ask")]


def _does(case: Case, found: Iterable[Finding]) -> list[Finding]:
    """Find an advantage that only praises."""
    typed = case.boxes["advantage"]
    if empty(typed) or any(each.part == "advantage" and each.kind in {"missing", "thin"} for each in found):
        return []
    if only_praise(typed):
        return [Finding("praise", "advantage", typed.strip()[:80], "ask")]
    return []


@cache
def _notes() -> Mapping[str, Any]:
    return table("fab-notes")


def _result(found: Iterable[Finding], lang: str) -> Review:
    """Turn findings into points, verdict and notes."""
    ordered = sorted(found, key=lambda each: (_GRAVITY[each.weight], [*PARTS, ""].index(each.part)))
    points = dict.fromkeys(CRITERIA, 2)
    for each in ordered:
        for name in _criteria(each):
            points[name] = min(points[name], _POINTS[each.weight])
    if any(each.kind == "empty" for each in ordered):
        points = dict.fromkeys(CRITERIA, 0)
    verdict: Verdict = "pass"
    if any(each.weight == "ask" for each in ordered):
        verdict = "review"
    if 0 in points.values():
        verdict = "fail"
    flags = frozenset(_code(each) for each in ordered) - {""}
    return Review(verdict, flags, points, tuple(_note(each, lang) for each in ordered[:_MOST_NOTES]))


def _criteria(each: Finding) -> tuple[str, ...]:
    about = tuple(_notes()[each.kind]["criteria"])
    # What is false in another box than the feature's is no fault of the feature.
    return tuple(name for name in about if name != "true" or each.part == "feature") or about


def _code(each: Finding) -> str:
    return "" if each.weight == "hint" else str(_notes()[each.kind]["code"])


def _note(each: Finding, lang: str) -> Note:
    said_so = _notes()[each.kind][lang]
    reason, words_about = said_so["reason"], each.words
    if "{words}" in reason:  # a figure that belongs into the sentence, with its unit
        reason, words_about = reason.replace("{words}", each.words), ""
    return Note(_code(each), each.part, words_about, reason, said_so["try"], sure=each.weight != "ask")
