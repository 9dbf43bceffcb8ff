"""Finding the lexicon's words in a text: as typed, or by stems with room between them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from course.engine.fab.lexicon import lexicon
from course.engine.fab.said import said
from course.engine.fab.stems import known_as

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from course.engine.fab.said import Said, Token

_ROOM = 2  # words that may stand between two words of an English phrase


@dataclass(frozen=True, slots=True)
class Hit:
    """A found entry: what it stands for, where it is in the folded text, and the numbers of its tokens."""

    name: str
    start: int
    end: int
    index: tuple[int, ...]


def as_typed(phrases: Iterable[str], text: str) -> Iterator[tuple[int, int]]:
    """Find phrases in a folded text; a letter or digit beside a phrase's own letter or digit makes it another word."""
    for phrase in phrases:
        start = text.find(phrase)
        while start >= 0:
            end = start + len(phrase)
            if not _joined(text[start - 1 : start], phrase[0]) and not _joined(phrase[-1], text[end : end + 1]):
                yield start, end
            start = text.find(phrase, start + 1)


def _joined(left: str, right: str) -> bool:
    return bool(left and right) and all(each.isascii() and each.isalnum() for each in (left, right))


def inside(place: tuple[int, int], spans: Iterable[tuple[int, int]]) -> bool:
    """Tell whether a place lies within one of the spans."""
    return any(first <= place[0] and place[1] <= last for first, last in spans)


Index = dict[str, list[tuple[tuple[str, ...], str]]]


def index(named: Iterable[tuple[str, str]]) -> Index:
    """Prepare ``(entry, name)`` pairs for ``hits``: by the first stem of the entry, the longest first."""
    found: Index = {}
    for entry, name in named:
        stems = _stems(entry)
        if stems:
            found.setdefault(stems[0], []).append((stems, name))
    for each in found.values():
        each.sort(key=lambda pair: -len(pair[0]))
    return found


@lru_cache(maxsize=20_000)
def _stems(entry: str) -> tuple[str, ...]:
    return tuple(
        entry if not entry.isascii() else known_as(each)[0]
        for each in ([entry] if not entry.isascii() else _words(entry))
    )


def _words(entry: str) -> list[str]:
    return [token.text for token in said(entry).tokens]


def hits(text: Said, where: Index) -> list[Hit]:
    """Find the entries of an index in a text; of entries that begin at one word the longest wins, per name."""
    found = []
    tokens = text.tokens
    for place, token in enumerate(tokens):
        names: set[str] = set()
        for stems, name in where.get(token.stem, ()):
            if name in names:
                continue
            places = _match(tokens, place, stems)
            if places:
                names.add(name)
                found.append(Hit(name, token.start, tokens[places[-1]].end, places))
    return found


def _match(tokens: Sequence[Token], place: int, stems: tuple[str, ...]) -> tuple[int, ...] | None:
    places = [place]
    for stem in stems[1:]:
        last = places[-1]
        for following in range(last + 1, min(last + 2 + _ROOM, len(tokens))):
            if tokens[following].clause != tokens[place].clause:
                return None
            if tokens[following].stem == stem:
                places.append(following)
                break
        else:
            return None
    return tuple(places)


@cache
def listed(name: str) -> Index:
    """Give an index of a list of ``fab-words.toml`` (``"jargon.en"``), each entry standing for itself."""
    first, _, second = name.partition(".")
    return index((entry, entry) for entry in lexicon().words[first][second])
