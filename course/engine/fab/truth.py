"""What a text says of the goods against what the card says."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from course.engine.fab.claims import claims, keys_of
from course.engine.fab.codes import codes
from course.engine.fab.figures import figures
from course.engine.fab.lexicon import entries
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.ones import ones
from course.engine.fab.said import fold, said
from course.engine.fab.search import as_typed
from course.engine.fab.unclaimed import denies_claim, not_claimed
from course.engine.fab.unsupported import exclusive, unsupported

if TYPE_CHECKING:
    from course.engine.fab.case import Case
    from course.engine.fab.claims import Claim
    from course.engine.fab.model import Part

_SUBJECT = 7  # characters from the beginning of a clause: "so plain water …"
_LIKE = re.compile(r"(?:than|like|unlike|as|whereas|while)(?: the| an?)? ?$|(?:不像|比|像|和|跟)$")
_ONLY_BELOW = re.compile(r"\b(?:only|until|unless|below|under|beyond|lower than|colder than)\b|以下|低于|才|只有|除非")
_FREE = "=costless"
_GENERAL = frozenset({"=contain", "=suit"})
_SURE, _PERHAPS = 2, 1
_SHARE = 0.34  # of a fact's words: from here on a denied idea is what the fact is about
_SHORT = 3  # words of a fact: "contains nuts"


def truth(case: Case) -> list[Finding]:
    """Find what is false, or not on the card."""
    return [
        *figures(case),
        *ones(case),
        *codes(case),
        *not_claimed(case),
        *contradicted(case),
        *_priced(case),
        *exclusive(case),
        *unsupported(case),
    ]


def contradicted(case: Case) -> list[Finding]:
    """Find clauses that deny what the card says, or say what it denies."""
    facts = [each for text in case.facts for each in claims(text) if each.keys]
    agreed = {(key, sign) for fact in facts for key, sign in fact.keys.items()}
    found = []
    for part in PARTS:
        typed = case.boxes[part]
        for each in _certain(typed):
            level = max((_against(each, fact, agreed, part) for fact in facts), default=0)
            clause = said(typed).text[each.start : each.end]
            if not level or _of_others(case, clause) or _ONLY_BELOW.search(clause) or denies_claim(case, each):
                continue
            if part != "benefit" or level == _SURE:
                quoted = said(typed).quote(each.start, each.end)
                found.append(Finding("contradiction", part, quoted, "wrong" if level == _SURE else "ask"))
        found += _said_after_all(case, part, facts, agreed)
    return found


def _priced(case: Case) -> list[Finding]:
    """Find a thing called free that has a price on the card: 纸质版免费 where it costs 5 yuan a month."""
    facts = [each for text in case.facts for each in claims(text)]
    priced = [each for each in facts if _FREE not in each.keys and any(kind == "money" for kind, _ in each.numbers)]
    found = []
    for part in PARTS:
        for each in claims(case.boxes[part]):
            if each.keys.get(_FREE) == 1 and any(each.keys.keys() & fact.keys.keys() for fact in priced):
                quoted = said(case.boxes[part]).quote(each.start, each.end)
                found.append(Finding("contradiction", part, quoted, "wrong" if part == "feature" else "ask"))
    return found


def _of_others(case: Case, clause: str) -> bool:
    """Tell whether a clause speaks of something else: "water is frozen at zero already"."""
    card = fold(case.card)[0]
    words_there = [*entries("other_subject.en"), *entries("other_subject.zh")]
    return any(
        clause[start:end] not in card and (start <= _SUBJECT or _LIKE.search(clause[:start]))
        for start, end in as_typed(words_there, clause)
    )


def _said_after_all(case: Case, part: Part, facts: list[Claim], agreed: set[tuple[str, int]]) -> list[Finding]:
    """Find all that a fact denies ("not for CVT gearboxes") said in one box, be it in several clauses."""
    typed = case.boxes[part]
    says = {
        key
        for each in _certain(typed)
        if not _of_others(case, said(typed).text[each.start : each.end])
        for key, sign in each.keys.items()
        if sign > 0
    }
    wanted = {key for text in (case.need, *case.concepts) for key in keys_of(text)}
    found = []
    for fact in facts:
        denied = {key for key, sign in fact.keys.items() if sign < 0 and (key, 1) not in agreed}
        if denied and denied <= says and not (part == "benefit" and denied <= wanted):
            sure = len(denied) > 1 or part != "benefit"
            found.append(Finding("contradiction", part, typed.strip()[:80], "wrong" if sure else "ask"))
    return found


def _certain(typed: str) -> list[Claim]:
    """Give the clauses without what "you need not …" leaves open: "not need fridge" may mean that it does without."""
    return [
        replace(each, keys={key: sign for key, sign in each.keys.items() if other.keys.get(key) == sign})
        for each, other in zip(claims(typed), claims(typed, relief=True), strict=True)
    ]


def _against(each: Claim, fact: Claim, agreed: set[tuple[str, int]], part: Part) -> int:
    """Tell how surely a clause contradicts a fact: 2 sure, 1 perhaps, 0 not."""
    shared = each.keys.keys() & fact.keys.keys()
    opposed = [key for key in shared if each.keys[key] != fact.keys[key] and (key, each.keys[key]) not in agreed]
    if not opposed:
        return 0
    same = len(shared) - len(opposed)
    several = len(set(opposed) - _GENERAL) > 1  # "not left with dead batteries" denies neither "with" nor batteries
    numbers = bool(each.numbers & fact.numbers)
    idea = any(key.startswith("=") for key in opposed)
    if idea and (several or numbers or len(opposed) >= _SHARE * len(fact.keys)):
        return _SURE if part != "benefit" or several or numbers else _PERHAPS
    # "It has no nuts": "has" is neither said nor denied; "the cup has no lid": nor is the cup.
    rest = each.keys.keys() - _GENERAL - set(opposed)
    turned = rest <= shared and all(each.keys[key] < 0 for key in opposed)
    if part != "benefit" and not rest and len(fact.keys) <= _SHORT:  # "no nuts"
        return _SURE if part == "feature" else _PERHAPS
    if part == "feature" and turned:
        return _PERHAPS  # "no hose" where one of many words of a fact is the hose
    if several and len(opposed) >= len(fact.keys) / 2 and len(opposed) > same:
        return _SURE
    # "It has an electric heating" where the card says "no electric parts".
    ruled_out = part == "feature" and set(fact.keys.values()) == {-1} and set(opposed) - _GENERAL
    perhaps = ruled_out or several or (idea and part != "benefit") or (same and len(opposed) >= _SHARE * len(fact.keys))
    return _PERHAPS if perhaps else 0
