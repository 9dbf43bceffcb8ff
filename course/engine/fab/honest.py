"""Fair play: absolute words, pressure, running others down, orders to whoever reads."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from course.engine import wording
from course.engine.fab.claims import denies, plain_words, signs
from course.engine.fab.lexicon import entries
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.patterns import drawn_together, turns
from course.engine.fab.said import fold, said
from course.engine.fab.search import as_typed, hits, inside, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.fab.case import Case
    from course.engine.fab.model import Part, Weight
    from course.engine.fab.said import Said
    from course.engine.fab.search import Hit


def honest(case: Case) -> list[Finding]:
    """Find what is not honest or not fair, in any box."""
    return [
        each for part in PARTS for each in (*_promises(case, part), *_running_down(case, part), *_orders(case, part))
    ]


def _promises(case: Case, part: Part) -> Iterator[Finding]:
    typed = case.boxes[part]
    text = fold(typed)[0]
    known = [fold(each)[0] for each in (*case.facts, case.name, case.need, *case.concepts)]
    fine = [*as_typed([*entries("absolute.fine_en"), *entries("absolute.fine_zh")], text)]
    seen: list[tuple[int, int]] = []
    places: list[tuple[int, int, str, Weight]] = [
        (each.start, each.end, each.code, "wrong") for each in wording.flags(text, case.lang)
    ]
    for name, kind, weight in _LISTS:
        places += [(start, end, kind, weight) for start, end in as_typed(entries(name), text)]
    places += [each for each in turns(text) if each[2] != "comparison"]
    for start, end, kind, weight in sorted(places, key=lambda each: (each[3] == "ask", each[0])):
        if (
            inside((start, end), fine)
            or inside((start, end), seen)
            or _in_their_words(text, start, end, known)
            or _not_said(typed, start, kind)
        ):
            continue
        if text[start:end] in {"never", "always"} and _OF_YOU.search(_clause(typed, start)):
            continue
        seen.append((start, end))
        yield Finding(kind, part, said(typed).quote(start, end), weight)
    if not seen and (plain := drawn_together(text)) != text:
        # "The b e s t": letters drawn apart hide the word from a reader of words.
        for each in wording.flags(plain, case.lang):
            if not inside((each.start, each.end), as_typed(entries("absolute.fine_zh"), plain)):
                yield Finding(each.code, part, typed.strip()[:80], "ask")
                return


_WORD_BEFORE = re.compile(r"([a-z0-9\u00e0-\u024f]+|[\u4e00-\u9fff])[^\w.!?;,\n]{0,2}$", re.ASCII)
_WORD_BEHIND = re.compile(r"[^\w.!?;,\n]{0,2}([a-z0-9\u00e0-\u024f]+|[\u4e00-\u9fff])", re.ASCII)


def _in_their_words(text: str, start: int, end: int, known: list[str]) -> bool:
    """Tell whether card or customer have the word in the same phrase: "best-before" excuses no other "best"."""
    words = text[start:end]
    for source in known:
        for first, last in as_typed([words], source):
            behind, theirs = _WORD_BEHIND.match(text, end), _WORD_BEHIND.match(source, last)
            if behind and theirs and behind[1] == theirs[1]:
                return True
            before, their = _WORD_BEFORE.search(text[:start]), _WORD_BEFORE.search(source[:first])
            if not theirs and before and their and before[1] == their[1] and their[1] not in plain_words():
                return True
            # The whole of what they say of it: a concept "never wet", said so.
            if not theirs and not their and not behind:
                return True
    return False


# "You never opened it", "if you never did it before" speak of the customer; "you will never spill" promises.
_OF_YOU = re.compile(r"\b(?:if|before|did|i|we)\b|\byou(?:'ve| have)? (?:never|always)\b(?! again)|\byou[^.]*\bever\b")


def _clause(typed: str, start: int) -> str:
    """Give the clause that a place of the folded text lies in."""
    text = said(typed)
    for clause in text.clauses:
        if clause[0].start <= start <= clause[-1].end:
            return text.text[clause[0].start : clause[-1].end]
    return ""


_LISTS: tuple[tuple[str, str, Weight], ...] = (
    ("absolute.en", "absolute", "wrong"),
    ("absolute.zh", "absolute", "wrong"),
    ("pressure.en", "pressure", "wrong"),
    ("pressure.zh", "pressure", "wrong"),
    ("absolute.ask_en", "absolute", "ask"),
    ("absolute.ask_zh", "absolute", "ask"),
)


def _not_said(typed: str, start: int, kind: str) -> bool:
    """Tell whether a promise is denied ("we can't promise …"): a "not" stands before it in its clause."""
    if kind == "pressure":
        return False
    tokens, sign = said(typed).tokens, signs(typed)
    for place, token in enumerate(tokens):
        if token.start >= start:
            before = place - 1
            return before >= 0 and tokens[before].clause == token.clause and sign[before] < 0
    return False


def _running_down(case: Case, part: Part) -> Iterator[Finding]:
    """Find others run down: a rival beside a bad word, or an insult by itself; a comparison is asked about."""
    text = said(case.boxes[part])
    own = fold("\n".join((case.card, case.need, *case.concepts)))[0]
    asked: Finding | None = None
    for rival, soft in _rivals(text):
        if rival.name in own:
            continue
        bad = [hit for hit in _near(text, rival, "bad", 0 if soft else 1) if hit.name not in own]
        if bad:
            yield Finding("running_down", part, _around(text, rival, bad[0]), "wrong")
            return
        if not asked and (not soft or _near(text, rival, "weak", 0) or _near(text, rival, "than", 0)):
            asked = Finding("comparison", part, _around(text, rival, rival), "ask")
    for hit in _of_list(text, "insult"):
        if hit.name not in own and not _taken_back(text, hit, own):
            yield Finding("insult", part, text.quote(hit.start, hit.end), "wrong")
            return
    for start, end, kind, _ in turns(text.text):
        if not asked and kind == "comparison" and text.text[start:end] not in own:
            asked = Finding(kind, part, text.quote(start, end), "ask")
    if asked:
        yield asked


def _taken_back(text: Said, hit: Hit, own: str) -> bool:
    """Tell whether an insult is none: "there is no more rubbish in your car"; or the customer's own word."""
    if text.tokens[hit.index[-1]].text in own:
        return True
    first = max(0, hit.index[0] - 2)
    near = [text.tokens[place] for place in range(first, hit.index[-1])]
    clause = text.tokens[hit.index[0]].clause
    # "Without one you are an idiot" takes nothing back, and neither does the "not" of another clause.
    return any(denies(each) and each.text != "without" and each.clause == clause for each in near)


def _of_list(text: Said, name: str) -> tuple[Hit, ...]:
    return _listed_in(text.typed, name)


@lru_cache(maxsize=64)
def _listed_in(typed: str, name: str) -> tuple[Hit, ...]:
    return tuple(hit for lang in ("en", "zh") for hit in hits(said(typed), listed(f"rival.{name}_{lang}")))


def _rivals(text: Said) -> list[tuple[Hit, bool]]:
    """Give the others who sell, and whether the word may mean something else."""
    sure = [
        (hit, False)
        for lang in ("en", "zh")
        for hit in hits(text, listed(f"rival.{lang}"))
        if not _everyday(text.tokens[hit.index[0]].text, hit)
    ]
    return [*sure, *((hit, True) for hit in _of_list(text, "soft"))]


def _everyday(word: str, hit: Hit) -> bool:
    """Tell whether an everyday word has the stem of a rival's name: "mobile" is no Mobil."""
    return len(hit.index) == 1 and word != hit.name and word in entries("common.en")


def _near(text: Said, rival: Hit, name: str, clauses: int) -> list[Hit]:
    """Give the words of a list that stand at most so many clauses away from a rival."""
    line = text.tokens[rival.index[0]].clause
    return [hit for hit in _of_list(text, name) if abs(text.tokens[hit.index[0]].clause - line) <= clauses]


def _around(text: Said, rival: Hit, other: Hit) -> str:
    return text.quote(min(rival.start, other.start), max(rival.end, other.end))


def _orders(case: Case, part: Part) -> Iterator[Finding]:
    text = fold(case.boxes[part])[0]
    for start, end in as_typed([*entries("injection.en"), *entries("injection.zh")], text):
        yield Finding("injection", part, said(case.boxes[part]).quote(start, end), "ask")
        return
