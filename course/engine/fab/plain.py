"""Said from the customer's side, in plain words, in one language, short enough to be spoken."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from course.engine.fab.boxes import empty
from course.engine.fab.lexicon import entries, lexicon
from course.engine.fab.model import PARTS, Finding
from course.engine.fab.said import HAN, READ, fold, said
from course.engine.fab.search import as_typed, hits, inside, listed
from course.engine.typed import clean

if TYPE_CHECKING:
    from course.engine.fab.case import Case

MOST_WORDS = 60  # English, all three boxes together
MOST_CHARACTERS = 120  # Chinese
_FAR = 1.25  # times the limit: up to here a person is asked
_YOU = re.compile(r"\b(?:you|your|yours|yourself|you'll|you're|youll|u)\b|[您你咱]")
# A Chinese benefit may leave "you" out: "冬天早上不用等".
_YOU_LEFT_OUT = re.compile(
    "不用|不必|不怕|不会|不愁|省得|免得|省|放心|安心|看得|可以|能|轻松|踏实|舒服|方便|也好|到家|回家|孩子|家人"
)
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z]{3,6}(?![A-Za-z])")


def plain(case: Case) -> list[Finding]:
    """Find what makes a text hard to say or to hear."""
    return [*_long(case), *_jargon(case), *_mixed(case), *_side(case)]


def _long(case: Case) -> list[Finding]:
    many, most = case.length, MOST_CHARACTERS if case.lang == "zh" else MOST_WORDS
    endless = any(len(fold(text)[0]) >= READ for text in case.boxes.values())
    if many <= most:
        return [Finding("endless", "", str(READ), "wrong")] if endless else []
    return [Finding("long", "", str(many), "ask" if many <= most * _FAR and not endless else "wrong")]


def _jargon(case: Case) -> list[Finding]:
    name = f"jargon.{case.lang}"
    allowed = {hit.name for text in (case.need, *case.concepts) for hit in hits(said(text), listed(name))}
    on_card = {hit.name for hit in hits(said(case.card), listed(name))}
    found: list[Finding] = []
    seen: set[str] = set()
    for part in PARTS:
        text = said(case.boxes[part])
        free: list[tuple[int, int]] = []
        for hit in sorted(hits(text, listed(name)), key=lambda each: (-len(each.name), each.start)):
            if inside((hit.start, hit.end), free):
                continue
            free.append((hit.start, hit.end))
            if hit.name in allowed or hit.name in seen or (part == "feature" and hit.name in on_card):
                continue
            if _explained(text.text, hit.end, case.lang):
                continue
            seen.add(hit.name)
            found.append(Finding("jargon", part, text.quote(hit.start, hit.end), "ask"))
        found += _letters(case, part, seen)
    if len(found) > 1:
        return [Finding(each.kind, each.part, each.words, "wrong") for each in found]
    return found


def _letters(case: Case, part: str, seen: set[str]) -> list[Finding]:
    """Find abbreviations in capitals that neither the customer nor everybody uses."""
    if part == "feature":
        return []
    known = set(_CAPITALS.findall(clean(case.need + " " + " ".join(case.concepts) + " " + case.name)))
    found = []
    typed = clean(case.boxes[part])
    if typed.upper() == typed and not HAN.search(typed):
        return []  # a writer who left the capitals on
    for each in _CAPITALS.findall(typed):
        if (
            each not in known
            and each.lower() not in entries("jargon.letters")
            and (each.lower() not in lexicon().english or each.lower() in entries("jargon.en"))  # not just shouted
            and each.lower() not in seen
            and each not in case.card
        ):
            seen.add(each.lower())
            found.append(Finding("jargon", part, each, "ask"))  # type: ignore[arg-type]
    return found


def _explained(text: str, end: int, lang: str) -> bool:
    """Tell whether an explanation follows a term: "that is …", brackets, 也就是说."""
    after = text[end : end + 30]
    return after.lstrip().startswith("(") or any(True for _ in as_typed(entries(f"jargon.explained_{lang}"), after))


def _mixed(case: Case) -> list[Finding]:
    """Find text in the other language. Codes, brands, names on the card and what everybody says (VIP, OK) are fine."""
    found: list[Finding] = []
    foreign_boxes = 0
    around = fold("\n".join((case.card, case.need, *case.concepts)))[0]
    for part in PARTS:
        if empty(case.boxes[part]):
            continue
        text = said(case.boxes[part])
        latin = [
            token for token in text.tokens if token.kind == "word" and _ordinary(text.quote(token.start, token.end))
        ]
        chinese = [token for token in text.tokens if token.kind == "han"]
        own, others = (latin, chinese) if case.lang == "en" else (chinese, latin)
        strange = [each.text for each in others if each.text not in around]
        if len("".join(strange)) > 1:
            found.append(Finding("mixed", part, " ".join(strange)[:60], "ask"))
            foreign_boxes += sum(map(len, strange)) > 2 * sum(len(each.text) for each in own)
        letters = [each for each in text.text if _foreign(each)]
        if len(letters) > 1:
            found.append(Finding("mixed", part, "".join(letters)[:60], "ask"))
    if foreign_boxes > 1:
        return [Finding(each.kind, each.part, each.words, "wrong") for each in found]
    return found


def _ordinary(word: str) -> bool:
    """Tell a word from a code, an abbreviation in capitals, or what everybody says in any language."""
    return len(word) > 1 and word != word.upper() and word.lower() not in entries("jargon.letters")


def _foreign(letter: str) -> bool:
    """Tell whether a letter is neither Latin nor Chinese."""
    return letter.isalpha() and not letter.isascii() and not HAN.match(letter) and not "\u00c0" <= letter <= "\u024f"


def _side(case: Case) -> list[Finding]:
    """Find a benefit that does not speak to the customer, and one that speaks of the seller's gain."""
    typed = case.boxes["benefit"]
    text = fold(typed)[0]
    found = []
    for part in PARTS:
        for start, end in as_typed([*entries("gain.en"), *entries("gain.zh")], fold(case.boxes[part])[0]):
            found.append(Finding("gain", part, said(case.boxes[part]).quote(start, end), "wrong"))
            break
    if not empty(typed) and not _YOU.search(text) and not (case.lang == "zh" and _YOU_LEFT_OUT.search(text)):
        found.append(Finding("no_you", "benefit", typed.strip()[:60], "hint"))
    return found
