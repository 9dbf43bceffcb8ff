"""The course's map: the short names of its parts, the stage of the sale each belongs to, and how one stands with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.content.text import Text
from course.engine.outcome import Outcome
from course.engine.precheck import Standing, standing, together
from course.locale import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from course.content import Lang
    from course.content.items import Item
    from course.record import Snapshot

# The way in, and what leads through a sale, the parts without content too (curriculum m0-f16).
STRIP: dict[str, Text] = {
    "m0": Text(en="Orientation", zh="导论"),
    "m1": Text(en="Preparation", zh="销售准备"),
    "m2": Text(en="Contact", zh="销售接触"),
    "m3": Text(en="Discovery", zh="了解需求"),
    "m4": Text(en="Presenting", zh="产品呈现"),
    "m5": Text(en="Closing", zh="销售达成"),
}
# Further modules, which stand in the strip when they are laid out.
FURTHER: dict[str, Text] = {
    "m6": Text(en="Delivery", zh="交付"),
    "m7": Text(en="Customer care", zh="客户维护"),
    "m8": Text(en="Key accounts", zh="集团客户"),
    "m9": Text(en="A day at the station", zh="加油站的一天"),
}
# The five stages of a sale (curriculum s01), and the parts of the course that teach each (the crosswalk's own mapping).
SALE: dict[int, Text] = {
    1: Text(en="Preparation", zh="销售准备"),
    2: Text(en="Contact", zh="销售接触"),
    3: Text(en="Negotiation", zh="销售谈判"),
    4: Text(en="Deal", zh="销售达成"),
    5: Text(en="Customer care", zh="客户维护"),
}
STAGE = {"m1": 1, "m2": 2, "m3": 3, "m4": 3, "m5": 4, "m6": 4, "m7": 5, "m8": 5}
_WORDS = {
    Standing.OPEN: "not answered yet",
    Standing.KNOWN: "a good start",
    Standing.LOOK: "worth a look",
    Standing.NEW: "new to you",
}


def short_name(module: str, lang: Lang) -> str:
    """Give a module's short name; its id where it has none."""
    name = (STRIP | FURTHER).get(module)
    return name.of(lang) if name else module


def number_of(module: str) -> int:
    """Give the number under which a part is known: 0 is the way in."""
    return int(module[1:])


def sale_stage(module: str, lang: Lang) -> dict[str, Any] | None:
    """Give number and name of the stage of the sale that a part belongs to; None for the way in and the whole day."""
    number = STAGE.get(module)
    return None if number is None else {"n": number, "name": SALE[number].of(lang)}


def standing_view(said: Standing, lang: Lang) -> dict[str, str]:
    """Give how one stands with a stage, as a code for the sign and in words."""
    return {"state": str(said), "word": say(_WORDS[said], lang)}


def standing_of(item: Item, snapshot: Snapshot) -> Standing:
    """Give what the answer to one item of a pre-check says; open as long as it is not given for good."""
    checks = snapshot.checks(item.id)
    if not checks:
        return Standing.OPEN
    return standing(str(snapshot.response(item.id, "before")), Outcome(checks[0]))


def standings(items: Iterable[Item], snapshot: Snapshot) -> dict[str, Standing]:
    """Give for each stage that the items of a pre-check stand for what they say together, in the stages' order."""
    said: dict[str, list[Standing]] = {}
    for item in items:
        if item.stage is not None:
            said.setdefault(item.stage, []).append(standing_of(item, snapshot))
    return {stage: together(each) for stage, each in sorted(said.items())}


def map_view(items: Iterable[Item], snapshot: Snapshot, lang: Lang) -> list[dict[str, Any]]:
    """Give the small map under a pre-check."""
    return [
        {"id": stage, "number": number_of(stage), "name": short_name(stage, lang), **standing_view(said, lang)}
        for stage, said in standings(items, snapshot).items()
    ]
