"""How well the FAB review agrees with the texts judged by hand, and how long 20,000 characters a box take.

Run from the checkout: ``python benchmarks/fab_review.py`` (prints the tables of docs/fab-review.md).
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from course.engine.fab import CRITERIA, review
from course.engine.scoring import kappa

FOLDER = Path(__file__).parents[1] / "tests" / "fab"
SETS = ("work", "more", "held", "second", "third", "fourth", "last", "fresh")
LONG = {
    "one letter": "a" * 20_000,
    "words": "you see the road on cold mornings " * 590,
    "Chinese": "冷不结冰您看清路四升零下二十五度" * 1250,
    "numbers": " ".join(f"{each} km" for each in range(2800)),
    "insults": "other brands are rubbish, the best in the world " * 420,
    "ligatures": "\ufdfa" * 20_000,
}


def judged(name: str) -> list[tuple[str, str, str, str, str]]:
    """Give language, verdict and points by hand, verdict and points by rule, for each text of a set."""
    rows = []
    for sheet in yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8")):
        for need, verdict, points, _, *boxes in sheet["texts"]:
            found = review(*boxes, card=sheet["card"], need=sheet["needs"][need], lang=sheet["lang"])
            rows.append((sheet["lang"], verdict, points, found.verdict, "".join(map(str, found.criteria.values()))))
    return rows


def line(name: str, lang: str, rows: list[tuple[str, str, str, str, str]]) -> str:
    """Give a set's row of the table."""
    counts = Counter((by_hand, by_rule) for _, by_hand, _, by_rule, _ in rows)
    cells = [" / ".join(str(counts[hand, rule]) for rule in ("pass", "review", "fail")) for hand in ("pass", "fail")]
    kappas = []
    for place in range(len(CRITERIA)):
        hand, rule = ([int(row[column][place]) for row in rows] for column in (2, 4))
        kappas.append(f"{kappa(hand, rule, [0, 1, 2], 'quadratic'):.2f}")
    return " | ".join([name, lang, str(len(rows)), *cells, *kappas])


def slowest() -> dict[str, float]:
    """Give the seconds that 20,000 characters in each box take."""
    card: Any = {"name": "Wash", "facts": ["Liquid down to -25 °C", "4 L"], "not_claimed": ["Repairs chips"]}
    need: Any = {"text": "-15 °C next week.", "concepts": ["see the road"]}
    review("a", "b", "c", card=card, need=need, lang="en")
    found = {}
    for name, text in LONG.items():
        began = time.perf_counter()
        review(text, text + ".", text + "!", card=card, need=need, lang="en")
        found[name] = time.perf_counter() - began
    return found


if __name__ == "__main__":
    print("set | language | n | good: pass/review/fail | flawed: pass/review/fail |", " | ".join(CRITERIA))
    for each in sys.argv[1:] or SETS:
        for language in ("en", "zh"):
            print(line(each, language, [row for row in judged(each) if row[0] == language]))
    for name, seconds in slowest().items():
        print(f"{name}: {seconds:.2f} s")
