"""Sales texts: words that promise too much or press, and how long a text is (s22, E16, E02).

The lists stand in ``engine/data/wording.toml``. A browser can do the same live: ``terms`` gives it everything, and
the rules are few. (1) Text and words are compared after NFKC, without invisible characters, in small letters, with ’
as ' and each run of white space as one space. (2) A word counts where no ASCII letter or digit adjoins its own ASCII
letter or digit. (3) It does not count inside one of its ``unless`` phrases. (4) Of overlapping ones the first stays,
of those the longest.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

from course.engine.errors import CourseError
from course.engine.typed import clean, invisible

if TYPE_CHECKING:
    from collections.abc import Iterator

Code = Literal["absolute", "pressure"]

_HAN = re.compile(
    "[\u2e80-\u2fd5\u3005\u3007\u3021-\u3029\u3038-\u303b\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]"
)
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+)*")

LANGUAGES = ("en", "zh")

# Why a word is marked, and what to write instead. English source strings, to be said in the learner's language.
REASONS: dict[str, str] = {
    "superlative": "Nobody can prove that it is the best of all. Say what the label says.",
    "rank": "A rank needs a source and a date. Without them, leave it out.",
    "total": "Nothing is certain to the last percent. Say what is usual, or what the label says.",
    "promise": "We cannot promise what will happen. Say what it is made for.",
    "cure": "Oil repairs nothing. Suggest a look by a workshop.",
    "scarcity": "Only with a true count of the stock or a true last day beside it.",
    "push": "The customer decides, and when. Offer it once, and leave room for a no.",
    "fear": "No threats. Say what can be seen, and what the manual says.",
    "crowd": "No other people as witnesses unless it is true and they agreed. Say what you saw yourself.",
}


@dataclass(frozen=True, slots=True)
class Term:
    """Words that are marked for one reason, and the phrases in which they are harmless."""

    words: tuple[str, ...]
    unless: tuple[str, ...]
    code: Code
    reason: str


@dataclass(frozen=True, slots=True)
class Flag:
    """A marked place in a text.

    Attributes:
        words: What stands there, as typed.
        start: Where it begins in the text as typed, counted in characters (code points) from 0.
        end: Where it ends (not included).
        code: ``"absolute"`` or ``"pressure"``.
        reason: A key of ``REASONS``.

    """

    words: str
    start: int
    end: int
    code: Code
    reason: str


@cache
def terms(lang: str) -> tuple[Term, ...]:
    """Give all marked words of a language (``"en"``, ``"zh-CN"``) with their exceptions, as ``flags`` uses them.

    Words that stand in texts of either language (best, 100 %, No. 1) are in both.

    Raises:
        CourseError: The course has no words in that language.

    """
    tables = tomllib.loads((files("course.engine") / "data" / "wording.toml").read_text(encoding="utf-8"))
    key = lang.partition("-")[0]
    if key not in LANGUAGES:
        raise CourseError(f"There is no word list for {lang!r}.", where="wording.toml", then='Use "en" or "zh-CN".')
    return tuple(
        Term(tuple(each["words"]), tuple(each["unless"]), each["code"], each["reason"])
        for each in [*tables[key], *tables["both"]]
    )


def flags(text: str, lang: str) -> list[Flag]:
    """Find the words that promise too much or press, from left to right, without overlaps.

    Args:
        text: As typed.
        lang: The language of the text, ``"en"`` or ``"zh-CN"``.

    """
    folded, places = _folded(text)
    found = [(start, -end, term) for term in terms(lang) for start, end in _places(term, folded)]
    marked: list[Flag] = []
    free = 0
    for start, end, term in sorted(found, key=lambda each: each[:2]):
        if start >= free:
            free = -end
            first, last = places[start], places[free - 1] + 1
            marked.append(Flag(text[first:last], first, last, term.code, term.reason))
    return marked


def length(text: str) -> int:
    """Measure a text, in whatever language: each Chinese character is one, each word or number of other letters is one.

    Punctuation, spaces and symbols count nothing; "5W-30", "that's" and "9,800" are one word each. So an English text
    is measured in words and a Chinese one in characters, and a label quoted in it does not eat up the limit.
    """
    said = clean(text)
    return len(_HAN.findall(said)) + len(_WORD.findall(_HAN.sub(" ", said)))


def _folded(text: str) -> tuple[str, list[int]]:
    """Give the text in the form that is compared, and for each of its characters the place in ``text``."""
    letters: list[str] = []
    places: list[int] = []
    for place, typed in enumerate(text):
        if invisible(typed):
            continue
        for each in unicodedata.normalize("NFKC", typed).lower().replace("’", "'"):
            letter = " " if each.isspace() else each
            if letter != " " or letters[-1:] != [" "]:
                letters.append(letter)
                places.append(place)
    return "".join(letters), places


def _places(term: Term, text: str) -> Iterator[tuple[int, int]]:
    """Find where a term counts in a folded text."""
    harmless = [span for phrase in term.unless for span in _occurrences(phrase, text)]
    for word in term.words:
        for start, end in _occurrences(word, text):
            apart = not _joined(text[start - 1 : start], word[0]) and not _joined(word[-1], text[end : end + 1])
            if apart and not any(first <= start and end <= last for first, last in harmless):
                yield start, end


def _occurrences(phrase: str, text: str) -> Iterator[tuple[int, int]]:
    start = text.find(phrase)
    while start >= 0:
        yield start, start + len(phrase)
        start = text.find(phrase, start + 1)


def _joined(left: str, right: str) -> bool:
    """Tell whether two neighbours belong to one word or number."""
    return all(each.isascii() and each.isalnum() for each in (left, right))
