"""The lines of a card that say what is not claimed, read as the claims that are not made."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from course.engine.fab.claims import claims
from course.engine.fab.said import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from course.engine.fab.case import Case

# "We do not claim that …", 不承诺……: what stands behind is the claim that is not made.
_WHO = "we|the card|the label|the maker|it|this|product|they"
_NOT = "does not|do not|don't|doesn't|is not|are not|not|no|never|without|cannot|can't|will not|won't"
_SAY = r"claim(?:s|ed)?|promise[sd]?|say|stated?|guarantee[sd]?|tested|proven|shown"
_SAY_ZH = "承诺|保证|声称|宣称|宣传|说|称|标明|写|写明|证明|做"
_META = re.compile(
    rf"^\W*(?:(?:{_WHO})? ?(?:{_NOT})\b ?(?:be )?(?:{_SAY})?(?: that| to be| to| for| of)?"
    r"|no claim (?:that|of|about|to)|not claimed[:,]?|unproven[:,]?)\W*"
    rf"|^\W*(?:我们)?[也还]?(?:并不|并未|不|没有|没|未|无|不能|不会|不可|不得)(?:{_SAY_ZH})?(?:过)?(?:能|可以|可|会)?"
)
# 不保暖，也不防雨: two claims that are not made.
_AND_NOT = re.compile(
    rf"[,;.] ?(?:and |nor |or )?(?=(?:{_WHO}) (?:{_NOT})\b|(?:does|do|is|are) (?:{_WHO})\b|(?:{_NOT})\b)"
    r"|[,;.] ?(?=(?:我们|它)?[也还](?:并不|并未|不|没|未|无))"
)
# After a "no": the claim that is not made is "no side effects", not "side effects".
_HARM = re.compile(
    r"side effect|risk|accident|breakdown|wear\b|streak|smell|noise|germ|leak|crash|sugar|alcohol|harm|allerg"
    "|副作用|风险|事故|故障|磨损|异味|噪|细菌|漏|伤害|过敏|糖|酒精|香精|添加|防腐"
)
INSTEAD = frozenset({"replac", "substitut", "代替", "取代", "替代"})
STANDS_IN = re.compile(r"\W*(?:it )?(?:replaces?|substitutes?|代替|取代|替代)")


def denials(case: Case) -> Iterator[str]:
    """Give the claims that the card does not make, one by one."""
    for denial in case.not_claimed:
        yield from (each for each in _AND_NOT.split(fold(denial)[0]) if each.strip())


@lru_cache(maxsize=512)
def claim_of(denial: str) -> tuple[dict[str, int], bool, str]:
    """Give the keys of a claim that is not made, as it would be made; whether "no …" is the claim; its words."""
    text = fold(denial)[0].strip()
    meta = _META.match(text)
    flipped = False
    if meta and meta.group().strip():
        if re.match(r"\W*(?:no|without|无|没有)\W*$", meta.group()) and _HARM.search(text):
            flipped = True
        else:
            text = text[meta.end() :]
    keys: dict[str, int] = {}
    for each in claims(text, relief=True):
        keys.update({key: sign for key, sign in each.keys.items() if key not in keys})
    if (instead := keys.keys() & INSTEAD) and STANDS_IN.match(text):
        # "Replaces sleep" is claimed by "you need no sleep", too.
        keys = {key: -1 for key in keys if key not in instead}
    return keys, flipped, text
