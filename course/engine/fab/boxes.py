"""Whether the three parts are there, and in their boxes."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from course.engine.fab.claims import claims, plain_words
from course.engine.fab.lexicon import entries
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.needs import touch, words
from course.engine.fab.quantities import quantities
from course.engine.fab.said import HAN, fold, said
from course.engine.fab.stems import stem
from course.engine.typed import is_blank

if TYPE_CHECKING:
    from collections.abc import Mapping

    from course.engine.fab.case import Case
    from course.engine.fab.model import Part

_LETTER = re.compile(r"[^\W_]")
_MASH = re.compile(r"(.{1,4})\1{2,}")
_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_ENDLESS = 25  # letters; no word is longer
_VOWELS = frozenset("aeiouyäöüéèàáíóú")
_CLEAR, _FAINT = 0.6, 0.3  # from here on a text looks like a feature (a benefit); up to here it hardly does
_EFFECT = re.compile(
    r"\b(?:so|than|better|keeps?|doesn't|don't|won't|no need|more|less|easier|faster)\b|比|更|不会|不用|所以", re.ASCII
)
_OUTCOME = re.compile(
    r"\b(?:so (?:that )?you|for you|helps you|lets you|your "
    r"|you (?:can|will|do|get|see|have|need|save|keep|stay|don|won|are|know|only|just)|you\b)|[您你咱]"
)


def speaks_to_you(text: str) -> bool:
    """Tell whether a text speaks to the customer."""
    return bool(_OUTCOME.search(fold(text)[0]))


def empty(text: str) -> bool:
    """Tell whether a box says nothing: blank, signs only, a filler, or hammered keys."""
    if is_blank(text):
        return True
    plain = " ".join(_LETTER.sub(lambda each: each.group(), fold(text)[0]).split()).strip(" .,!?;:-_~*#()\"'/")
    if not _LETTER.search(plain) or plain in _fillers():
        return True
    return _mashed(plain)


@cache
def _fillers() -> frozenset[str]:
    return frozenset(entries("filler.words"))


def _mashed(plain: str) -> bool:
    """Tell hammered keys from words: nothing in the text is known, and it repeats itself or cannot be spoken."""
    tokens = said(plain).tokens
    if any(token.known and len(token.text) > 1 for token in tokens) or any(char.isdigit() for char in plain):
        return False
    if any(row[place : place + 4] in plain for row in _ROWS for place in range(len(row) - 3)) and len(tokens) <= 3:  # noqa: PLR2004
        return True
    latin = [token.text for token in tokens if token.kind == "word"]
    if latin and len(latin) == len(tokens):
        return all(
            len(each) == 1 or not set(each) & _VOWELS or _MASH.search(each) or len(set(each)) < len(each) / 2.5
            for each in latin
        ) or (len(latin) == 1 and len(latin[0]) > _ENDLESS)
    return bool(_MASH.search(plain)) or len(set(plain)) == 1


def missing(case: Case) -> list[Finding]:
    """Find boxes that say nothing."""
    blank = [part for part in PARTS if empty(case.boxes[part])]
    if len(blank) == len(PARTS):
        return [Finding("empty", "", "", "wrong")]
    found = [Finding("missing", part, case.boxes[part].strip()[:40], "wrong") for part in blank]
    thin = [part for part in PARTS if part not in blank and part != "feature" and _thin(case.boxes[part])]
    return [*found, *(Finding("thin", part, case.boxes[part].strip(), "ask") for part in thin)]


def _thin(text: str) -> bool:
    """Tell whether a box holds one word (English) or two characters (Chinese) at most."""
    tokens = said(text).tokens
    if all(token.kind == "han" for token in tokens):
        return len(HAN.findall(text)) <= 2  # noqa: PLR2004
    return len(tokens) <= 1


def restated(case: Case) -> list[Finding]:
    """Find a benefit, or an advantage, that only says the feature again."""
    found: list[Finding] = []
    earlier: tuple[tuple[Part, tuple[Part, ...]], ...] = (
        ("benefit", ("feature", "advantage")),
        ("advantage", ("feature",)),
    )
    for part, before in earlier:
        text = case.boxes[part]
        if empty(text) or any(empty(case.boxes[each]) for each in before) or only_praise(text):
            continue
        level = _echo(text, [case.boxes[each] for each in before] + (list(case.facts) if part == "benefit" else []))
        if level and part == "benefit":
            found.append(Finding("benefit_restates", part, text.strip(), "wrong" if level > 1 else "ask"))
        elif level:
            found.append(Finding("advantage_restates", part, text.strip(), "ask" if level > 1 else "hint"))
        elif part == "advantage" and _echo(text, [case.boxes["feature"], *case.facts]):
            found.append(Finding("advantage_restates", part, text.strip(), "hint"))
    told = any(each.part == "benefit" for each in found)
    if not told and not empty(case.boxes["benefit"]) and not _for_somebody(case):
        found.append(Finding("benefit_is_fact", "benefit", case.boxes["benefit"].strip(), "ask"))
    return found


def _echo(text: str, before: list[str]) -> int:
    """Tell how much of a text was said before: 2 all, 1 all but that it speaks to the customer, 0 less."""
    new = words(text) - frozenset(word for each in before for word in words(each))
    numbers = {each.measure for each in quantities(text)}
    known = {each.measure for other in before for each in quantities(other)}
    denied = _denied([text]) - _denied(before)
    if new - _praise() or numbers - known or denied or not (words(text) or numbers):
        return 0
    return 1 if speaks_to_you(text) else 2


def _denied(several: list[str]) -> frozenset[str]:
    return frozenset(key for key, sign in _signed(several) if sign < 0)


@cache
def _praise() -> frozenset[str]:
    return frozenset(
        token.stem for each in [*entries("praise.en"), *entries("praise.zh")] for token in said(each).tokens
    ) | {stem(each) for each in ("work", "carry", "hold", "contain", "call")}


def _signed(several: list[str]) -> frozenset[tuple[str, int]]:
    return frozenset(pair for text in several for each in claims(text) for pair in each.keys.items())


def only_praise(text: str) -> bool:
    """Tell whether a text has no other content than praise: "very good quality"."""
    return {token.stem for token in said(text).tokens} - plain_words() <= _praise() and not quantities(text)


def _for_somebody(case: Case) -> bool:
    """Tell whether the benefit speaks to the customer, touches a wish of his, or at least says nothing of the card."""
    text = case.boxes["benefit"]
    met = touch(text, case.concepts, [case.need])
    if _OUTCOME.search(fold(text)[0]) or met.ideas or met.near or met.words:
        return True
    return looks(case, text)["feature"] == 0 and not quantities(text)


def looks(case: Case, text: str) -> Mapping[str, float]:
    """Give how much a text looks like a feature (a fact of the card) and like a benefit (about this customer)."""
    content = _signed([text])
    called = _signed([case.name])
    card = _signed(list(case.facts))
    content = content - (called - card)
    numbers = {each.measure for each in quantities(text)}
    known = {each.measure for each in case.numbers}
    fact = len(content & card) / len(content) if content else 0.0
    own = words(text)
    on_card = frozenset(word for each in case.facts for word in words(each))
    if case.lang == "zh" and own and not any(sign < 0 for _, sign in content):
        # Cut at other places, the same characters may form other words: pairs of characters show them again.
        fact = max(fact, len(own & on_card) / len(own))
    fact += 0.6 if numbers & known else 0.0
    met = touch(text, case.concepts, [case.need])
    person = 0.6 if _OUTCOME.search(fold(text)[0]) else 0.0
    return {"feature": fact, "benefit": person + (0.6 if met.ideas else 0.3 if met.words else 0.0)}


def swapped(case: Case) -> list[Finding]:
    """Find parts that stand in each other's boxes."""
    if any(empty(case.boxes[part]) for part in PARTS):
        return []
    feature, advantage, benefit = (looks(case, case.boxes[part]) for part in PARTS)
    first, second = case.boxes["feature"].strip(), case.boxes["advantage"].strip()
    to_you = {part: speaks_to_you(case.boxes[part]) for part in PARTS}
    kind, words_about, sure = "", first, False
    fact_last = benefit["feature"] >= _CLEAR and benefit["benefit"] < feature["benefit"]
    if fact_last and feature["feature"] < _CLEAR <= feature["benefit"]:
        kind, sure = "swapped_fb", True
    elif (
        feature["feature"] < _FAINT and advantage["feature"] >= _CLEAR and (to_you["feature"] or _EFFECT.search(first))
    ):
        kind, words_about, sure = "swapped_fa", second, to_you["feature"]
    elif to_you["advantage"] and not to_you["benefit"] and _CLEAR < advantage["benefit"] > benefit["benefit"]:
        kind, words_about, sure = "swapped_ab", second, benefit["benefit"] == 0
    elif to_you["feature"] and feature["feature"] < _FAINT and not any(speaks_to_you(fact) for fact in case.facts):
        kind = "feature_is_benefit"
    # A Chinese benefit may leave "you" out, so that only a sure exchange counts there.
    if not kind or (kind == "swapped_ab" and case.lang == "zh" and not sure):
        return []
    return [Finding(kind, "advantage" if words_about is second else "feature", words_about, "wrong" if sure else "ask")]
