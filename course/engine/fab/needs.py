"""Whether a benefit touches what the customer needs: shared ideas, shared words, shared pairs of characters."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from course.engine.fab.claims import denies, plain_words
from course.engine.fab.lexicon import entries, lexicon
from course.engine.fab.quantities import quantities
from course.engine.fab.said import HAN, said
from course.engine.fab.search import hits, index

if TYPE_CHECKING:
    from collections.abc import Iterable

    from course.engine.fab.search import Index

_ENOUGH = 6  # letters
_MANY, _FEW = 4, 3  # concepts that one word, one character stands in: then it names none of them for sure


@dataclass(frozen=True)
class Touch:
    """How a text meets a need.

    Attributes:
        exact: Whether it says one of the things that an answer has to touch, as that is written.
        ideas: Concepts of the lexicon that both touch. named: Words that the text shares with what an answer has to
        touch. words: Words that it shares with anything the customer said. near: Concepts of the text that are
        next to one of the need's. others: Concepts of the text that have nothing to do with the need.

    """

    exact: bool
    ideas: frozenset[str]
    named: frozenset[str]
    words: frozenset[str]
    near: frozenset[str]
    others: frozenset[str]


@cache
def _index() -> Index:
    # The name of an idea counts as a word for it, so that a need may be given as "cold_start".
    return index(
        (entry, name)
        for name, each in lexicon().concepts.items()
        for entry in [name.replace("_", " "), *each["en"], *each["zh"]]
    )


@lru_cache(maxsize=512)
def ideas(typed: str) -> frozenset[str]:
    """Give the concepts that a text touches."""
    return frozenset(hit.name for hit in hits(said(typed), _index()))


@lru_cache(maxsize=512)
def surely(typed: str) -> frozenset[str]:
    """Give the concepts that a need names: those of words that stand in few (of one character: in two at most).

    "Both hands free": a hand may be about skin, dirt, money or work, and "free" about any.
    """
    found = hits(said(typed), _index())
    several: dict[tuple[int, int], set[str]] = {}
    for hit in found:
        several.setdefault((hit.start, hit.end), set()).add(hit.name)
    return frozenset(
        hit.name for hit in found if len(several[hit.start, hit.end]) < (_MANY if hit.end - hit.start > 1 else _FEW)
    )


@lru_cache(maxsize=512)
def words(typed: str) -> frozenset[str]:
    """Give the words with content of a text: stems, Chinese words, and pairs of characters without form words."""
    text = said(typed)
    numbers = quantities(typed)
    found = {
        # Registration and register: long words are compared by their beginnings.
        token.stem[:_ENOUGH] if token.kind == "word" else token.stem
        for token in text.tokens
        if token.stem not in plain_words()
        and (len(token.text) > 1 or token.kind != "han")
        and token.kind != "number"
        and not any(each.start <= token.start < each.end for each in numbers)
    }
    forms = {each for each in entries("plain.zh") if len(each) == 1} | {
        each for each in entries("not.zh") if len(each) == 1
    }
    letters = text.text
    for place in range(len(letters) - 1):
        pair = letters[place : place + 2]
        if all(HAN.match(each) and each not in forms for each in pair):
            found.add(pair)
    everywhere = {*entries("everywhere.stems"), *entries("everywhere.zh")}
    return frozenset(found - everywhere - {*entries("plain.zh"), *entries("not.relief_zh")})


@lru_cache(maxsize=512)
def single(typed: str) -> frozenset[str]:
    """Give the Chinese words of one character that stand by themselves: 量 in 不会量."""
    return frozenset(
        token.text
        for clause in said(typed).clauses
        for place, token in enumerate(clause)
        if token.kind == "han"
        and len(token.text) == 1
        and token.text not in {*entries("plain.zh"), *entries("not.zh"), *entries("everywhere.zh")}
        and all(len(each.text) > 1 or each.stem in plain_words() for each in clause[max(0, place - 1) : place])
        and all(len(each.text) > 1 or each.stem in plain_words() for each in clause[place + 1 : place + 2])
    )


@lru_cache(maxsize=512)
def everyday(typed: str) -> frozenset[str]:
    """Give the stems that ``words`` leaves out because every station says them: all of "keep driving"."""
    return frozenset(token.stem for token in said(typed).tokens if token.stem in entries("everywhere.stems"))


def understood(typed: str) -> float:
    """Give the share of a text's words with content that belong to a concept of the lexicon."""
    text = said(typed)
    known = {place for hit in hits(text, _index()) for place in hit.index}
    common = {*entries("everywhere.stems"), *entries("everywhere.zh"), *entries("not.relief_zh")}
    content = [
        place
        for place, token in enumerate(text.tokens)
        if token.stem not in plain_words() | common and not denies(token)
    ]
    return sum(place in known for place in content) / len(content) if content else 0.0


def exact(typed: str, concepts: Iterable[str]) -> bool:
    """Tell whether a text says a concept of the need: 来得及上船, or "catch your ferry" for "catch the ferry"."""
    text = said(typed)
    for each in concepts:
        asked = [token for token in said(each).tokens if token.stem not in plain_words()]
        if asked and all(token.kind == "han" for token in asked):
            phrase = "".join(token.text for token in said(each).tokens)
            there = phrase in text.text if len(phrase) > 1 else any(token.text == phrase for token in text.tokens)
        else:
            there = bool(hits(text, index([(" ".join(token.text for token in asked), each)])))
        if there:
            return True
    return False


def touch(typed: str, need: Iterable[str], besides: Iterable[str] = ()) -> Touch:
    """Compare a text with the concepts of a need and, for shared words only, with other words of it (``besides``)."""
    asked, spoken = tuple(need), tuple(besides)
    alone = single(typed)
    wanted = frozenset(name for each in asked for name in surely(each))
    own = ideas(typed)
    around = frozenset(name for each in wanted for name in lexicon().concepts[each]["near"])
    around |= frozenset(name for each in asked for name in ideas(each))
    return Touch(
        exact=exact(typed, asked),
        ideas=own & wanted,
        named=(words(typed) & frozenset(word for each in asked for word in words(each)))
        | (everyday(typed) & frozenset(word for each in asked if not words(each) for word in everyday(each))),
        words=(words(typed) & frozenset(word for each in (*asked, *spoken) for word in words(each)))
        | (alone & frozenset(word for each in (*asked, *spoken) for word in single(each))),
        near=(own & around) - wanted,
        others=own - wanted - around,
    )
