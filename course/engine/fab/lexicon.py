"""The words by which a text is read: ``engine/data/fab-words.toml`` and ``fab-concepts.toml``, loaded once."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LATIN = re.compile(r"[a-z\u00e0-\u024f]+(?:'[a-z]+)*")
LANGUAGES = ("en", "zh")


@dataclass(frozen=True)
class Lexicon:
    """All lists of the two files.

    Attributes:
        words: The tables of ``fab-words.toml``. concepts: Those of ``fab-concepts.toml``. english: Every English word
        in them. chinese: Every Chinese entry in them. longest: How many characters the longest of those has. turns:
        Words that begin a new thought.

    """

    words: Mapping[str, Any]
    concepts: Mapping[str, Any]
    english: frozenset[str]
    chinese: frozenset[str]
    longest: int
    turns: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Give the lists.

    Raises:
        CourseError: A concept names a neighbour that does not exist.

    """
    words, concepts = table("fab-words"), table("fab-concepts")
    for name, concept in concepts.items():
        strange = sorted(set(concept["near"]) - concepts.keys())
        if strange:
            raise CourseError(
                f"'near' names {strange[0]!r}, which is no concept.",
                where=f"fab-concepts.toml, {name}",
                then="Correct the name, or add the concept.",
            )
    entries = list(_texts([words, concepts]))
    english = frozenset(word for each in entries for word in _LATIN.findall(each))
    chinese = frozenset(each for each in entries if each and not each.isascii())
    turns = frozenset([*words["turn"]["en"], *words["turn"]["zh"]])
    return Lexicon(words, concepts, english, chinese, max(map(len, chinese)), turns)


@cache
def entries(name: str) -> tuple[str, ...]:
    """Give a list of ``fab-words.toml`` by its dotted name: ``"jargon.en"``."""
    first, _, second = name.partition(".")
    return tuple(lexicon().words[first][second])


def table(name: str) -> dict[str, Any]:
    """Read one of the engine's tables."""
    return tomllib.loads((files("course.engine") / "data" / f"{name}.toml").read_text(encoding="utf-8"))


def language(lang: str) -> str:
    """Give ``"en"`` or ``"zh"`` for ``"en"``, ``"zh"``, ``"zh-CN"``.

    Raises:
        CourseError: The course has no words in that language.

    """
    key = lang.replace("_", "-").partition("-")[0].lower()
    if key not in LANGUAGES:
        raise CourseError(f"There is no FAB lexicon for {lang!r}.", where="fab.review", then='Use "en" or "zh-CN".')
    return key


def _texts(value: Any) -> Iterator[str]:
    """Give all texts in a nest of tables and lists."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)
