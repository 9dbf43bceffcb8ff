"""A count of one in the feature, where the card counts more of it: "one vest" for two, 一件 for 两件."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from course.engine.fab.claims import denies, plain_words
from course.engine.fab.model import Finding
from course.engine.fab.quantities import quantities
from course.engine.fab.said import HAN, fold, said
from course.engine.numerals import HAN_DIGITS, HAN_SCALES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.fab.case import Case
    from course.engine.fab.said import Token
    from course.engine.fab.units import Quantity

_HAN_NUMBER = "".join([*HAN_DIGITS, *HAN_SCALES])
# 第一件 is a place in a row, 十一件 another number, 每一件 any of them.
_ONE = re.compile(
    r"(?<![\w.,/-])(?:one|1|a single|single) (?=[a-z])"
    rf"|(?<![{_HAN_NUMBER}第每这那哪任另0-9.,点])(?:一|1)(?=[\u4e00-\u9fff])",
    re.ASCII,
)
# "One vest each", 一人一件; but "each vest has one band" says how many it has.
_EACH_BEHIND = re.compile(
    r"\b(?:each|apiece|a piece)$|\b(?:each|apiece)[ ]?(?:of|person|passenger)\b|\bper\b|\bfor (?:each|every)"
)
_EACH_BEFORE = re.compile(r"\b(?:each of|each (?:person|passenger|adult)|every(?:one|body))\b|(?:[人位各]|每个)$")
_NOT_JUST = re.compile(
    r"\b(?:more than|not just|not only|not|than|from|instead of) $|[不非][止只仅是单光]?有?$", re.ASCII
)
_CHARACTERS = re.compile("[\u4e00-\u9fff]+")
_GROUP = 2  # words that a number and its noun are apart: two reflective bands
_SEVERAL = frozenset({"bare", "count"})


def ones(case: Case) -> Iterator[Finding]:
    """Find a count of one where the card has more: a person decides, as "one" may be another one than the card's.

    A count of one is no quantity of ``quantities``: too many of them count nothing (one stop, 9 yuan for one bag).
    """
    typed = case.boxes["feature"]
    text, tokens = fold(typed)[0], said(typed).tokens
    card = [(each.value, *_thing(source, each.end)) for source in (*case.facts, case.name) for each in _counts(source)]
    own = [(each.value, *_thing(typed, each.end)) for each in _counts(typed)]
    alone = {noun for source in (*case.facts, case.name) for noun in _alone(source)}
    for found in _ONE.finditer(text):
        nouns, behind = _thing(typed, found.end())
        same = [(value, names, more) for value, names, more in card if names & nouns and _may_be(behind, more)]
        if not same or nouns & alone or _rate(typed, found, tokens):
            continue
        if any(value == counted and names & nouns for counted, names, _ in own for value, _, _ in same):
            continue  # "two vests, one vest each"
        last = next((each.end for each in tokens if each.end > found.end()), found.end())
        yield Finding("number_wrong", "feature", said(typed).quote(found.start(), last), "ask")


def _counts(source: str) -> list[Quantity]:
    return [each for each in quantities(source) if each.kind in _SEVERAL and each.value > 1]


def _alone(source: str) -> Iterator[str]:
    """Give what the card itself has one of: 一瓶 of an additive."""
    text = fold(source)[0]
    for found in _ONE.finditer(text):
        yield from _thing(source, found.end())[0]


def _thing(source: str, place: int) -> tuple[frozenset[str], str]:
    """Give what is counted: stems of the words behind a number, or the Chinese measure word, and what follows it."""
    text = fold(source)[0]
    place += text[place : place + 1] == " "
    if characters := _CHARACTERS.match(text, place):
        counted = characters.group()
        # 个 counts anything: what it counts is behind it.
        return frozenset({counted[:2] if counted.startswith("个") else counted[0]}), counted[1:]
    tokens = [each for each in said(source).tokens if each.start >= place]
    if not tokens or tokens[0].start > place:
        return frozenset(), ""
    first, names = tokens[0], set()
    for each in tokens[:_GROUP]:
        if each.kind != "word" or each.clause != first.clause or each.stem in plain_words():
            break
        names.add(each.stem)
    return frozenset(names), ""


def _may_be(behind: str, cards: str) -> bool:
    """Tell whether two Chinese counts may be of one thing: 一件 and 一件反光背心 for 两件背心, but not 一件外套."""
    named = "".join(
        each for each in behind if HAN.match(each) and each not in plain_words() and each not in "装在里内中"
    )
    return not named or not cards or any(named[at : at + 2] in cards for at in range(max(1, len(named) - 1)))


def _rate(typed: str, found: re.Match[str], tokens: tuple[Token, ...]) -> bool:
    """Tell whether it is any one: "one vest each", 一人一件; "one bottle holds 550 ml"; "2 yuan for one bottle"."""
    # 只 behind a number is a measure word, where it begins a new clause elsewhere.
    clauses = {each.clause for place in found.span() for each in tokens if each.start <= place < each.end}
    line = [each for each in tokens if each.clause in clauses]
    if not line:
        return True
    text = fold(typed)[0]
    before, behind = text[line[0].start : found.start()], text[found.end() : line[-1].end]
    if _EACH_BEFORE.search(before) or _EACH_BEHIND.search(behind) or _NOT_JUST.search(before):
        return True
    if any(denies(each) for each in line if each.end <= found.start()):
        return True
    for each in quantities(typed):
        inside = line[0].start <= each.start < line[-1].end
        if inside and (each.kind == "money" or (each.start > found.start() and not before.strip(' "'))):
            return True
    return False
