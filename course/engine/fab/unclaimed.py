"""Claims that a card expressly does not make. Denying them is honest, and fine."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from course.engine.fab.claims import claims, denies, keys_of, plain_words, signs
from course.engine.fab.denials import INSTEAD, STANDS_IN, claim_of, denials
from course.engine.fab.lexicon import entries
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.needs import words
from course.engine.fab.quantities import quantities
from course.engine.fab.said import HAN, fold, said
from course.engine.fab.stems import known_as
from course.engine.fab.units import UNIT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from course.engine.fab.case import Case
    from course.engine.fab.claims import Claim
    from course.engine.fab.model import Part, Weight

# Less is not none; and "a cup without a lid spills" says that it does.
_HEDGE = re.compile(
    r"\bwithout (?!\w+ing\b)|\b(?:hardly|barely|rarely|seldom|scarcely|less|fewer|easily)\b"
    "|不容易|不易|不太|不大|很少|很难|难得|少"
)
_SO_EASILY = re.compile(r" ?so (?:easily|quickly|much|often|soon)\b")
_MOST, _HALF = 0.6, 0.5  # shares of a claim's words that a text says
_DOING = frozenset({"=remove", "=repair", "=contain", "=suit", "=harm"})  # done to what the claim is about
_LETTER = 2  # "kg", "l": so short a unit is not said by itself
_FEW = 3  # Chinese characters; fewer say too little to be recognised one by one


def not_claimed(case: Case) -> list[Finding]:
    """Find claims that the card expressly does not make. Denying them is honest, and fine."""
    found = []
    asked = frozenset(key for text in (case.need, *case.concepts) for key in keys_of(text))
    for denial in denials(case):
        claim, flipped, plain = claim_of(denial)
        if not claim:
            continue
        common = frozenset(key for text in (*case.facts, case.name) for key in keys_of(text)) | words(case.name)
        # What the card has, or the customer speaks of, is no claim by itself: milk, where breast milk is not claimed.
        own = {key: sign for key, sign in claim.items() if key not in common} or claim
        own = {key: sign for key, sign in own.items() if key not in asked} or own
        # "Has" and "fits" alone claim nothing: the thing that it has, or fits, does.
        own = {key: sign for key, sign in own.items() if key not in {"=contain", "=suit"}} or own
        kinds = {each.kind for each in quantities(plain)}
        stands_in = bool(STANDS_IN.match(plain))
        for part in PARTS:
            elsewhere = bool(kinds) and not kinds & {each.kind for each in quantities(case.boxes[part])}
            if elsewhere and not _same_unit(case.boxes[part], plain):
                continue  # "warm below 0 °C" is not claimed, but "warm" may be true
            weight = _asserts(
                case.boxes[part], own, claim, flipped=flipped, stands_in=stands_in, worries=asked if not kinds else ()
            )
            if -1 not in claim.values() and _characters(case.boxes[part], plain):
                weight = "wrong"
            if not kinds:  # "not below -25 °C" is about the figure, which figures.py compares
                weight = weight or _close_to(case.boxes[part], plain, _own_words(case, plain))
                if not stands_in and not any(
                    key.startswith("=") for key in own.keys() - _DOING
                ):  # of which the lexicon knows nothing
                    weight = weight or _names(case, part, own)
            if weight:
                words_about = _where(case.boxes[part], own)
                found.append(Finding("not_claimed", part, words_about, weight))
    return found


def _names(case: Case, part: Part, own: dict[str, int]) -> Weight | None:
    """Tell whether an English box names the thing that a claim is about, and does not deny it: "it gets tar off"."""
    general = {known_as(each)[0] for each in entries("claim.verbs_en")}
    things = {key for key in own if key.isascii() and not key.startswith("=") and key not in general}
    typed = case.boxes[part]
    for each in claims(typed):
        told = {key for key in things if each.keys.get(key) == own[key]}
        if any(own[key] > 0 for key in told) or (told and not _hedged(typed, each)):
            return "ask"
    return None


def _hedged(typed: str, clause: Claim) -> bool:
    """Tell whether a clause leaves room: "hardly anything spills", 不容易洒."""
    text = said(typed).text
    return bool(_HEDGE.search(text, clause.start, clause.end) or _SO_EASILY.match(text, clause.end))


def _same_unit(typed: str, claim: str) -> bool:
    """Tell whether a box names the unit of a claim's figure without one: "all week" for "a week"."""
    text = fold(claim)[0]
    units = {unit["unit"] for each in quantities(claim) for unit in UNIT.finditer(text, each.start, each.end)}
    names = {name for name in units if len(name) > _LETTER or not name.isascii()}
    return any(each.stem in {known_as(name)[0] for name in names} for each in said(typed).tokens)


def _own_words(case: Case, plain: str) -> frozenset[str]:
    """Give the words of a claim that neither the card's facts nor the customer have."""
    others = (*case.facts, case.name, case.need, *case.concepts)
    own = words(plain) - frozenset(word for text in others for word in words(text))
    letters = HAN.findall(plain)
    if len(letters) <= _FEW and not any(key.startswith("=") for key in keys_of(plain)):
        # 驱蚊: of a claim so short each character counts.
        forms = {*entries("plain.zh"), *entries("not.zh"), *entries("everywhere.zh")}
        own |= frozenset(letters) - forms - frozenset("".join(others))
    return own


def _close_to(typed: str, claim: str, own: frozenset[str]) -> Weight | None:
    """Tell whether a Chinese box speaks of what is not claimed in other words, and does not deny it: then ask.

    关节炎贴几次就好了 for 治疗关节炎: words that the lexicon does not know are recognised by pairs of characters.
    """
    own = frozenset(each for each in own if HAN.match(each))
    if not own:
        return None
    denied = any(map(_turned, claims(claim))) or any(denies(token) for token in said(claim).tokens)
    for clause, each in zip(said(typed).clauses, claims(typed), strict=True):
        text = "".join(token.text for token in clause)
        turned = _turned(each) or any(denies(token) for token in clause)
        if not any(pair in text for pair in own):
            continue
        # "它不驱蚊" denies a short claim in its own words; 蚊子也不敢来 makes it in others.
        other_words = len(HAN.findall(claim)) <= _FEW and "".join(HAN.findall(claim)) not in text
        if turned == denied or other_words:
            return "ask"
    return None


def _turned(clause: Claim) -> bool:
    """Tell whether a clause denies something, be it within one word: 不结冰."""
    return any(sign < 0 for sign in clause.keys.values())


def denies_claim(case: Case, clause: Claim) -> bool:
    """Tell whether a clause honestly denies what is not claimed: "it doesn't remove scratches"."""
    for denial in denials(case):
        claim = claim_of(denial)[0]
        denied = [key for key, sign in claim.items() if clause.keys.get(key) == -sign]
        asserted = any(clause.keys.get(key) == sign for key, sign in claim.items())
        if STANDS_IN.match(claim_of(denial)[2]) and claim.keys() & clause.keys.keys():
            if any(clause.keys.get(key) == -1 for key in INSTEAD):
                return True
            continue
        if denied and not asserted and len(denied) >= _HALF * len(claim):
            return True
    return False


def _asserts(
    typed: str,
    own: dict[str, int],
    claim: dict[str, int],
    *,
    flipped: bool,
    stands_in: bool,
    worries: Collection[str] = (),
) -> Weight | None:
    """Tell whether a box asserts a claim: enough of its words, with its sign.

    "Hardly anything spills" does not say that nothing does, and "you need not worry that it spills" takes up what the
    customer said (``worries``).
    """
    seen: dict[str, int] = {}
    for each, other in zip(claims(typed, relief=True), claims(typed), strict=True):
        outright = next((each.keys[key] for key in INSTEAD if key in each.keys), 0) if stands_in else 0
        hedged = _hedged(typed, each)
        for key, said_so in each.keys.items():
            # "It doesn't replace an eye test" denies it; "it replaces one" says it as "you need none" does.
            sign = -said_so if outright > 0 else abs(said_so) if outright else said_so
            relieved = not stands_in and key in worries and other.keys.get(key) != said_so
            if claim.get(key) == -1 and (hedged or relieved):
                continue
            if key in claim and seen.get(key) != claim[key]:
                seen[key] = sign
    asserted = [key for key in own if seen.get(key) == own[key]]
    denied = [key for key in own if key in seen and seen[key] != own[key]]
    named = any(key.startswith("=") for key in own)
    ideas_hit = any(key.startswith("=") for key in asserted)
    if not asserted or len(denied) > len(asserted) or (named and not ideas_hit) or not _about(own, asserted):
        return None
    share = len(asserted) / len(own)
    whole = len(asserted) > 1 or ideas_hit or len(own) == 1
    if share >= _MOST and whole:
        return "ask" if flipped else "wrong"
    # All that the lexicon knows of the claim is said: 一晚上都不会漏 for 一整夜不漏.
    ideas_said = named and all(key in asserted for key in own if key.startswith("="))
    return "ask" if share >= _HALF or (ideas_said and not denied) else None


def _about(own: Iterable[str], asserted: Iterable[str]) -> bool:
    """Tell whether what is said is what the claim is about, and not a word of every station: 开车 of 开车不犯困."""
    general = {*entries("everywhere.stems"), *entries("everywhere.zh")}
    return not general.issuperset(asserted) or general.issuperset(own)


def _characters(typed: str, claim: str) -> bool:
    """Tell whether a box says all Chinese characters of a claim without a "not": 能养胃，治胃病 for 养胃治病."""
    wanted = {
        each for token in said(claim).tokens if token.stem not in plain_words() for each in HAN.findall(token.text)
    }
    if len(wanted) < _FEW:
        return False
    text, sign = said(typed), signs(typed, relief=True)
    there = {each for token, one in zip(text.tokens, sign, strict=True) if one > 0 for each in token.text}
    return wanted <= there


def _where(typed: str, own: dict[str, int]) -> str:
    for each in claims(typed):
        if each.keys.keys() & own.keys():
            return said(typed).quote(each.start, each.end)
    return typed.strip()
