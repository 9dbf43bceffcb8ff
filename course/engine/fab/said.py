"""How a text is read: one spelling for all forms of a character, clauses, tokens, and what is said with a "not".

English words are brought to a light stem and, when they are no known word, to the known word that they misspell.
Chinese is cut by the longest known word; characters that belong to none stay single.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from course.engine.fab.lexicon import lexicon
from course.engine.fab.stems import known_as
from course.engine.typed import invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

_SAME = str.maketrans(
    {"’": "'", "‘": "'", "`": "'", "´": "'", "“": '"', "”": '"', "。": ".", "、": ",", "【": "(", "】": ")"}
    | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\u30fc", "-")
    | dict.fromkeys("×✕✖", "x")
)
HAN = re.compile("[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_PARTS = {"½": ".5", "¼": ".25", "¾": ".75"}
READ = 1500  # characters of one box; nine times what may be written in all three
_ATOM = re.compile(
    r"(?P<code>[a-z]*[0-9]+[a-z]+[a-z0-9]*(?:-[a-z0-9]+)*|[a-z]+-?[0-9]+(?:[-/][a-z]?[0-9]+)*)(?![a-z])"
    r"|(?P<number>[0-9]+(?:[.,][0-9]+)*)"
    r"|(?P<word>[a-z\u00e0-\u024f]+(?:'[a-z]+)*)"
    r"|(?P<han>[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+)"
    r"|(?P<end>[.!?;:,()\n\"|/]+)"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a text.

    Attributes:
        text: As folded. stem: What is compared. start, end: Its place in the folded text. clause: The number of its
        clause. kind: ``"word"``, ``"han"``, ``"number"`` or ``"code"``. known: Whether the lexicon has it.

    """

    text: str
    stem: str
    start: int
    end: int
    clause: int
    kind: str
    known: bool = False


@dataclass(frozen=True)
class Said:
    """A text as it is read."""

    typed: str
    text: str
    places: tuple[int, ...]
    tokens: tuple[Token, ...]

    def quote(self, start: int, end: int) -> str:
        """Give the words between two places of the folded text as they were typed."""
        if start >= end or start >= len(self.places):
            return ""
        return self.typed[self.places[start] : self.places[min(end, len(self.places)) - 1] + 1].strip()

    @property
    def clauses(self) -> list[list[Token]]:
        """The tokens, clause by clause."""
        found: dict[int, list[Token]] = {}
        for each in self.tokens:
            found.setdefault(each.clause, []).append(each)
        return list(found.values())


@lru_cache(maxsize=512)
def fold(typed: str) -> tuple[str, tuple[int, ...]]:
    """Give ``typed`` in the form that is compared, and for each of its characters the place in ``typed``."""
    letters: list[str] = []
    places: list[int] = []
    # What stands behind is not read: a text of that length fails by its length (and costs no time).
    for place, character in enumerate(typed):
        if len(letters) >= READ:
            break
        if invisible(character):
            continue
        # NFKC first for "：" and the like; the table after it for what NFKC leaves apart.
        plain = unicodedata.normalize("NFKC", character).translate(_SAME).lower()
        if character in _PARTS:  # 1½ is 1.5, and ½ is 0.5; NFKC would make it 11⁄2
            plain = _PARTS[character] if letters[-1:] and letters[-1].isdigit() else "0" + _PARTS[character]
        for each in plain:
            letter = "\n" if each == "\n" else " " if each.isspace() else each
            if letter != " " or letters[-1:] not in ([" "], ["\n"]):
                letters.append(letter)
                places.append(place)
    return "".join(letters), tuple(places)


def read(typed: str) -> str:
    """Give as much of a text as is read."""
    places = fold(typed)[1]
    return typed[: places[-1] + 1] if len(places) >= READ else typed


@lru_cache(maxsize=256)
def said(typed: str) -> Said:
    """Read a text."""
    text, places = fold(typed)
    return Said(typed, text, places, tuple(_tokens(text)))


def _tokens(text: str) -> Iterator[Token]:
    clause = 0
    for atom in _ATOM.finditer(text):
        kind, words, start = atom.lastgroup or "", atom.group(), atom.start()
        if kind == "end":
            clause += 1
        elif kind == "han":
            for piece in cut(words):
                if piece in lexicon().turns:
                    clause += 1
                known = piece in lexicon().chinese
                yield Token(piece, piece, start, start + len(piece), clause, "han", known)
                start += len(piece)
        elif kind == "word":
            if words in lexicon().turns:
                clause += 1
            stem, known = known_as(words)
            yield Token(words, stem, start, atom.end(), clause, "word", known)
        else:
            # CK4 is CK-4, and 15w40 is 15W-40.
            yield Token(words, words.replace("-", ""), start, atom.end(), clause, kind, known=True)


def cut(text: str) -> Iterator[str]:
    """Cut a run of Chinese characters by the longest known word; what is unknown comes one by one."""
    known, longest = lexicon().chinese, lexicon().longest
    place = 0
    while place < len(text):
        for size in range(min(longest, len(text) - place), 1, -1):
            if text[place : place + size] in known:
                break
        else:
            size = 1
        yield text[place : place + size]
        place += size
