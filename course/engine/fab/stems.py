"""English words as they are compared: a light stem, and the known word that a misspelt one stands for."""

from __future__ import annotations

from functools import cache, lru_cache

from course.engine.fab.lexicon import lexicon

_IRREGULAR = {
    "froze": "freez", "frozen": "freez", "ice": "ice", "icy": "ice", "iced": "ice", "saw": "see", "seen": "see",
    "kept": "keep", "held": "hold", "ran": "run", "got": "get", "paid": "pay", "bought": "buy", "sold": "sell",
    "lost": "lose", "lasting": "last", "children": "child", "kids": "child", "kid": "child", "feet": "foot",
    "worn": "wear", "wore": "wear", "broke": "break", "broken": "break", "slept": "sleep", "asleep": "sleep",
    "sleepy": "sleep", "felt": "feel", "drove": "drive", "driven": "drive", "driving": "drive", "left": "left",
    "tyre": "tire", "tyres": "tire", "mins": "minute", "min": "minute", "dirty": "dirt", "noisy": "noise",
    "safely": "safe", "safety": "safe", "easily": "easy", "easier": "easy", "worries": "worry", "worried": "worry",
    "cheaper": "cheap", "wet": "wet", "warmth": "warm", "dried": "dry", "drier": "dry", "dries": "dry",
    "colour": "color", "colours": "color", "metre": "meter", "metres": "meter", "litre": "liter", "litres": "liter",
    "smelly": "smell", "smells": "smell", "families": "family", "batteries": "battery", "taken": "take", "took": "take",
    "chose": "choose", "thing": "thing", "things": "thing", "during": "during", "morning": "morning",
    "evening": "evening", "string": "string", "spring": "spring", "nothing": "nothing", "something": "something",
    "anything": "anything", "everything": "everything", "need": "need", "needed": "need", "speed": "speed",
    "feed": "feed", "seed": "seed", "bed": "bed", "red": "red", "used": "use", "using": "use", "uses": "use",
    "this": "this", "gas": "gas", "bus": "bus", "glass": "glass", "less": "less", "class": "class", "press": "press",
    "always": "always", "its": "its", "was": "was", "has": "has", "does": "does", "is": "is", "as": "as",
}  # fmt: skip
_SHORT = 5  # letters; shorter words are not taken for misspelt ones
_LONG = 8  # from here on two slips are forgiven


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """Give the light stem of an English word: "freezes", "freezing" and "freeze" become "freez"."""
    if word in _IRREGULAR:
        # As the word itself is cut: "drove" and "drive" are both "driv".
        root = _IRREGULAR[word]
        return root if root in _IRREGULAR else stem(root)
    word = word.removesuffix("'s")
    word = word.replace("'", "").replace("isation", "ization").replace("ise", "ize")
    for ending, put in (("iness", "i"), ("ness", ""), ("ments", "ment"), ("ies", "y"), ("ied", "y"), ("ily", "i")):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return _trim(word[: -len(ending)] + put)
    for ending in ("ingly", "edly", "ing", "ed", "es", "ly", "er", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= (4 if ending in {"er", "ly"} else 3):
            if ending == "s" and word[-2] in "su":
                break
            return _trim(word[: -len(ending)])
    return _trim(word)


def _trim(word: str) -> str:
    """Take off what forms of one word differ in: a double letter, a final e, a final y for i."""
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "lse":  # noqa: PLR2004
        word = word[:-1]
    if len(word) > 3 and word.endswith("e"):  # noqa: PLR2004
        return word[:-1]
    return word[:-1] + "i" if len(word) > 3 and word.endswith("y") else word  # noqa: PLR2004


@lru_cache(maxsize=20_000)
def known_as(word: str) -> tuple[str, bool]:
    """Give the stem of ``word``, or of the known word that it misspells, and whether it is known."""
    own = stem(word)
    if own in _stems():
        return own, True
    if len(word) < _SHORT or not word.isascii():
        return own, False
    slips = 2 if len(word) >= _LONG else 1
    found: set[str] = set()
    for shorter in _shortened(word, slips):
        found |= _misspelt().get(shorter, frozenset())
    near = [each for each in found if each[0] == word[0] and _distance(word, each, slips) <= slips]
    if not near:
        return own, False
    return stem(min(near, key=lambda each: (_distance(word, each, slips), each))), True


@cache
def _stems() -> frozenset[str]:
    return frozenset(stem(each) for each in lexicon().english)


@cache
def _misspelt() -> dict[str, frozenset[str]]:
    """Known words by what is left when up to two letters are lost (the way of SymSpell)."""
    found: dict[str, set[str]] = {}
    for word in lexicon().english:
        if len(word) >= _SHORT and word.isascii() and word.isalpha():
            for shorter in _shortened(word, 2 if len(word) >= _LONG else 1):
                found.setdefault(shorter, set()).add(word)
    return {shorter: frozenset(words) for shorter, words in found.items()}


def _shortened(word: str, slips: int) -> set[str]:
    """Give ``word`` and what is left of it without any one (or two) of its letters."""
    one = {word[:place] + word[place + 1 :] for place in range(len(word))}
    if slips == 1 or len(word) > 24:  # noqa: PLR2004  # no word is longer; a mash of letters would be costly
        return {word, *one}
    return {word, *one} | {each[:place] + each[place + 1 :] for each in one for place in range(len(each))}


def _distance(a: str, b: str, most: int) -> int:
    """Count the slips between two words: a letter more, less, other, or two changed about; ``most + 1`` if more."""
    if abs(len(a) - len(b)) > most:
        return most + 1
    rows = [list(range(len(b) + 1))]
    for i, x in enumerate(a, 1):
        row = [i]
        for j, y in enumerate(b, 1):
            cost = min(rows[-1][j] + 1, row[j - 1] + 1, rows[-1][j - 1] + (x != y))
            if i > 1 and j > 1 and x == b[j - 2] and a[i - 2] == y:
                cost = min(cost, rows[-2][j - 2] + 1)
            row.append(cost)
        rows.append(row)
    return rows[-1][-1]
