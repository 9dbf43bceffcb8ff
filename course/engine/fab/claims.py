"""What a text says of the goods, clause by clause, and whether it says so or denies it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from course.engine.fab.lexicon import entries, lexicon
from course.engine.fab.quantities import quantities
from course.engine.fab.said import said
from course.engine.fab.search import as_typed, hits, index, inside
from course.engine.fab.stems import known_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.fab.said import Said, Token
    from course.engine.fab.search import Hit, Index

_REACH = 9  # tokens behind a "not" that it still denies


@dataclass(frozen=True, slots=True)
class Claim:
    """One clause: its keys (what is compared) with +1 where it says so and -1 where it denies it.

    Attributes:
        keys: Ideas (``"=freeze"``), stems and Chinese words, with their sign. start, end: Its place in the folded text.
        numbers: The numbers in it, as ``(kind, value)``.

    """

    keys: dict[str, int]
    start: int
    end: int
    numbers: frozenset[tuple[str, float]]


@cache
def same() -> Index:
    """Give the index of words that say the same of goods; the name of an opposite begins with "-"."""
    named = []
    for name, each in lexicon().words["same"].items():
        named += [(entry, name) for entry in [*each["en"], *each["zh"]]]
        named += [(entry, "-" + name) for entry in [*each["not_en"], *each["not_zh"]]]
    return index(named)


@cache
def plain_words() -> frozenset[str]:
    """Give the stems of words without content."""
    return frozenset(token.stem for each in [*entries("plain.en"), *entries("plain.zh")] for token in said(each).tokens)


@lru_cache(maxsize=512)
def signs(typed: str, *, relief: bool = False) -> tuple[int, ...]:
    """Give +1 or -1 for each token of a text: -1 where an odd number of "not" reaches it in its clause.

    "You need not …" takes a burden off the customer and denies nothing; with ``relief`` it counts as a "not" too.
    """
    text = said(typed)
    harmless = [*as_typed(entries("not.not_en"), text.text), *as_typed(entries("not.not_zh"), text.text)]
    burdens = [*as_typed([*entries("not.relief_en"), *entries("not.relief_zh")], text.text)]
    # Word beside word: "no need" is a relief, "no PIN is needed" a claim.
    burdens += [
        (hit.start, hit.end) for hit in hits(text, _relief()) if hit.index[-1] - hit.index[0] == len(hit.index) - 1
    ]
    begins = {start for start, _ in burdens}
    if not relief:
        harmless += burdens
    found: list[int] = []
    sign, reach, verbal, clause = 1, 0, False, -1
    for place, token in enumerate(text.tokens):
        if token.clause != clause or reach > _REACH:
            sign, reach, clause = 1, 0, token.clause
        if (verbal and _carries_on(text, place)) or (token.text in entries("not.afresh") and sign < 0 and reach):
            sign = 1
        if (
            denies(token, _next(text, place)) or (relief and token.start in begins and token.text not in same())
        ) and not inside((token.start, token.end), harmless):
            if token.text in entries("not.behind") and place and text.tokens[place - 1].clause == token.clause:
                found[place - 1] = -found[place - 1]
            sign, reach, verbal = -sign, 0, token.text in entries("not.verbal")
            found.append(sign)
            continue
        reach += sign < 0
        if _keeps_off(text, place):
            sign, reach = -abs(sign) if token.text not in {"from", "against"} else -sign, 0
        if place and _kept_off(text, token):
            found[place - 1] = -found[place - 1]
        found.append(sign)
    for first, last in _said_behind(text, harmless):
        found[first:last] = [-each for each in found[first:last]]
    return tuple(found)


def _carries_on(text: Said, place: int) -> bool:
    """Tell whether an "and" begins a new thought: "it doesn't smear and it repairs"."""
    following = _next(text, place)
    return text.tokens[place].text == "and" and following is not None and following.text in entries("not.carries_on")


def _keeps_off(text: Said, place: int) -> bool:
    """Tell whether what follows is ruled out: keep off brake discs, stay away from children, protects from dirt."""
    token = text.tokens[place]
    if token.text in {"from", "against"}:
        guards = {known_as(each)[0] for each in entries("not.guard")}
        before = text.tokens[max(0, place - 4) : place]
        return any(each.stem in guards and each.clause == token.clause for each in before)
    there = token.text in entries("not.away")
    return there and place > 0 and text.tokens[place - 1].text in entries("not.keep")


def _kept_off(text: Said, token: Token) -> bool:
    """Tell whether a word denies the one before it: alcohol-free, frost protection."""
    return (token.text == "free" and text.text[token.start - 1] == "-") or token.text in entries("not.keeps_off")


def _said_behind(text: Said, harmless: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Find what is denied by a "not" behind it: "methanol is not in it", 甲醇没有."""
    first = 0
    for clause in text.clauses:
        for place, token in enumerate(clause):
            if not denies(token) or inside((token.start, token.end), harmless) or not place:
                continue
            behind = [each.text for each in clause[place + 1 : place + 3]]
            there = clause[place - 1].text in entries("not.copula") or token.text in {
                "isn't",
                "aren't",
                "isnt",  # codespell:ignore
                "arent",  # codespell:ignore
            }
            if (there and behind and behind[0] in entries("not.inside")) or (
                token.text in {"没有", "没", "无"}
                and all(each.text in entries("not.added") for each in clause[place + 1 :])
            ):
                yield first, first + place
        first += len(clause)


@cache
def _relief() -> Index:
    return index((each, each) for each in entries("not.relief_en") if " " in each)


@cache
def _not_words() -> frozenset[str]:
    return frozenset([*entries("not.en"), *entries("not.zh")])


def denies(token: Token, following: Token | None = None) -> bool:
    """Tell whether a token is a "not"; some are one only before certain words."""
    if token.text == "from":  # keeps it from freezing
        return following is not None and following.text.endswith("ing")
    if token.text == "0":  # 0糖, 0 sugar
        close = following is not None and following.start <= token.end + 1 and following.kind in {"han", "word"}
        return close and following is not None and following.stem not in plain_words()
    return token.text in _not_words() or token.text.endswith("n't")


def _next(text: Said, place: int) -> Token | None:
    return text.tokens[place + 1] if place + 1 < len(text.tokens) else None


@lru_cache(maxsize=512)
def claims(typed: str, *, relief: bool = False) -> tuple[Claim, ...]:
    """Give the clauses of a text as claims; ``relief`` as for ``signs``."""
    text, sign = said(typed), signs(typed, relief=relief)
    ideas: dict[int, tuple[Hit, ...]] = {}
    covered: set[int] = set()
    for hit in sorted(hits(text, same()), key=lambda each: -len(each.index)):
        ideas[hit.index[0]] = (*ideas.get(hit.index[0], ()), hit)
        covered |= set(hit.index)
    numbers = quantities(typed)
    found: list[Claim] = []
    place = 0
    for clause in text.clauses:
        keys: dict[str, int] = {}
        for number, token in enumerate(clause, place):
            for hit in ideas.get(number, ()):
                # An opposite has its "not" in itself (alcohol-free): what counts is a "not" before the whole of it.
                opposite = hit.name.startswith("-")
                last = hit.index[-1]
                before = sign[last if text.tokens[last].text in {"free", *entries("not.keeps_off")} else number]
                keys.setdefault("=" + hit.name.lstrip("-"), -before if opposite else sign[number])
            if number in covered or token.stem in plain_words() or denies(token) or token.kind == "number":
                continue
            if any(each.start <= token.start < each.end for each in numbers):
                continue
            if token.kind != "han" or len(token.text) > 1:
                keys.setdefault(token.stem, sign[number])
            elif number + 1 < place + len(clause) and _piece(clause[number - place + 1]):
                keys.setdefault(token.text + clause[number - place + 1].text, sign[number])
            elif number == place or number - 1 in covered or not _piece(clause[number - place - 1]):
                keys.setdefault(token.text, sign[number])  # a word of one character, by itself: 不能转, 带盖
        place += len(clause)
        start, end = clause[0].start, clause[-1].end
        inside_it = frozenset(each.measure for each in numbers if start <= each.start < end)
        found.append(Claim(keys, start, end, inside_it))
    return tuple(found)


def _piece(token: Token) -> bool:
    """Tell whether a Chinese character may be a piece of its neighbour's word: 驱 of 驱蚊, but not 也 and 不."""
    return len(token.text) == 1 and token.stem not in plain_words() and not denies(token)


def keys_of(typed: str) -> frozenset[str]:
    """Give all keys of a text, whatever their sign."""
    return frozenset(key for each in claims(typed) for key in each.keys)
