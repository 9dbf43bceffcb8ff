"""Answers drawn from an ability, with the credit they must earn: known from how they were made, not from any scorer.

What a drawn answer earns follows from what the docstrings of ``course.content.kinds`` promise to learners.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from course.demo import plans, schedules, shifts

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

# Written answers are judged by a person; here they only have to be there, one short sentence a box, so that all boxes
# of an exercise keep its limit. They fit no exercise in particular: this file reaches learners, and is no place for
# good answers to graded questions.
WRITTEN = {
    "en": (
        "Good morning, and thank you for stopping.",
        "Shall we look at your manual together?",
        "It will take two minutes.",
        "I can show you the label.",
        "Please tell me what you need.",
        "I will wait over there.",
        "Have a good trip home.",
        "That is a sensible question.",
    ),
    "zh-CN": (
        "早上好，谢谢您光临。",
        "我们一起看看说明书。",
        "只要两分钟就好。",
        "我把标签拿给您看。",
        "您需要什么请告诉我。",
        "我在那边等您。",
        "祝您一路平安。",
        "您问得很实在。",
    ),
}
BOAST = {"en": "This is the best one in the whole world.", "zh-CN": "这是全世界最好的。"}  # honesty is a gate (E16)
HALF = 0.5  # half of the mistakes are half right


def answer(  # noqa: C901, PLR0911, PLR0912  one branch a kind
    ask: Any, key: Any, ability: float, lang: str, random: Random
) -> tuple[Any, float]:
    """Draw a response to one graded part, and give it with its credit (0 to 1).

    A response of ``None`` means that the part is left open.
    """
    knows = random.random() < ability
    right = key.model_answer(ask)
    match ask.kind:
        case "choice":
            return (right, 1.0) if knows else (_other(ask.options, [right], random), 0.0)
        case "multi":
            return (right, 1.0) if knows else _wrong_set(ask.options, right, random)
        case "verdict":
            return (right, 1.0) if knows else _half_verdict(ask, key, random)
        case "match":
            return _rotated(right, ability, random)
        case "classify":
            return _mixed(right, {card: _others(ask.groups, key.groups[card]) for card in right}, ability, random)
        case "label":
            return _mixed(
                right,
                {field: ["none" if value != "none" else "20W"] for field, value in right.items()},
                ability,
                random,
            )
        case "cloze":
            return _mixed(right, {gap: _others(ask.gaps[gap], [word]) for gap, word in right.items()}, ability, random)
        case "numeric":
            return (right, 1.0) if knows else (f"{key.answer + 10 * key.tolerance + 1:.12g}", 0.0)
        case "order":
            return (right, 1.0) if knows else _misordered(ask, key, random)
        case "planner":
            return (right, 1.0) if knows else _one_sided(ask, random)
        case "transcript":
            return (right, 1.0) if knows else _some(right, random)
        case "checklist":
            ticked = right if knows else right[: random.randrange(len(right))]
            return (ticked or None), len(ticked) / len(right)
        case "text":
            return (random.choice(WRITTEN[lang]), 1.0) if knows else (None, 0.0)
        case "boxes":
            return _draft(ask, lang, random, whole=knows)
        case "fab":
            good = key.model_answer(ask, lang)
            return (good, 1.0) if knows else _flawed(ask, good, lang)
        case "day":
            return shifts.answer(ask, key, ability, random)
        case kind if kind in plans.KINDS:
            return plans.answer(ask, key, ability, random)
        case kind if kind in schedules.KINDS:
            return schedules.answer(ask, key, ability, random)
        case _:
            raise NotImplementedError(ask.kind)  # a new kind: say here what a wrong answer to it is, and what it earns


def _others(options: Mapping[str, Any], but: Sequence[str]) -> list[str]:
    return [slug for slug in options if slug not in but]


def _other(options: Mapping[str, Any], but: Sequence[str], random: Random) -> str:
    return random.choice(_others(options, but))


def _wrong_set(options: Mapping[str, Any], right: list[str], random: Random) -> tuple[list[str] | None, float]:
    """Leave one answer out (½, as m1-x1 says), or take one that does not fit (0), or the explicit none (0)."""
    wrong = _others(options, [*right, "none"])
    if len(right) > 1 and (random.random() < HALF or not wrong):
        return right[:-1], 0.5
    if "none" in options and right != ["none"] and random.random() < HALF:
        return ["none"], 0.0
    if not wrong:
        return None, 0.0
    return ([random.choice(wrong)] if right == ["none"] else [*right, random.choice(wrong)]), 0.0


def _half_verdict(ask: Any, key: Any, random: Random) -> tuple[dict[str, str], float]:
    """Take the right verdict for a wrong reason (½), the wrong one for the right (½; 0 when void), or both wrong."""
    reasons = _others(ask.reasons, key.reasons)
    if reasons and random.random() < HALF:
        return {"verdict": key.verdict, "reason": random.choice(reasons)}, 0.5
    wrong = _other(ask.verdicts, [key.verdict], random)
    if not reasons or random.random() < HALF:
        return {"verdict": wrong, "reason": key.reasons[0]}, 0.0 if wrong in key.void else 0.5
    return {"verdict": wrong, "reason": random.choice(reasons)}, 0.0


def _rotated(right: dict[str, str], ability: float, random: Random) -> tuple[dict[str, str], float]:
    """Pass the right entries of some left ones on to the next: each of these is wrong then."""
    mixed = [left for left in right if random.random() >= ability]
    if len(mixed) < 2:  # noqa: PLR2004  one alone cannot be passed on
        return right, 1.0
    passed = dict(zip(mixed, [right[left] for left in (*mixed[1:], mixed[0])], strict=True))
    return right | passed, (len(right) - len(mixed)) / len(right)


def _mixed(
    right: dict[str, str], wrong: Mapping[str, Sequence[str]], ability: float, random: Random
) -> tuple[dict[str, str] | None, float]:
    """Answer each part rightly with the chance ``ability``, else wrongly, or not at all."""
    given, hits = {}, 0
    for part, value in right.items():
        if random.random() < ability:
            given[part] = value
            hits += 1
        elif wrong[part]:
            given[part] = random.choice(wrong[part])
    return (given or None), hits / len(right)


def _misordered(ask: Any, key: Any, random: Random) -> tuple[dict[str, Any] | None, float]:
    """Swap the last two steps: one pair of n(n-1)/2 stands the wrong way round, so tau is 1 less two pairs' worth."""
    free = len(key.answer) - len(ask.pinned)
    if key.also or free < 3 or random.random() < HALF:  # noqa: PLR2004  another accepted order may be the swapped one
        return None, 0.0
    pairs = free * (free - 1) / 2
    return {"order": [*key.answer[:-2], key.answer[-1], key.answer[-2]], "blanks": {}}, (pairs - 2) / pairs


def _one_sided(ask: Any, random: Random) -> tuple[dict[str, str], float]:
    """Leave the last row open (0: a plan that is not finished), or put everything into the first row.

    Then the total holds, and of the limits those that allow 100 % of that row's group and 0 % of every other.
    """
    rows = list(ask.rows)
    if random.random() < HALF:
        return dict.fromkeys(rows[:-1], "0"), 0.0
    share = dict.fromkeys(ask.groups, 0) | {ask.rows[rows[0]].group: 100}
    lows = [share[each.group] >= each.at_least for each in ask.limits if each.at_least is not None]
    highs = [share[each.group] <= each.at_most for each in ask.limits if each.at_most is not None]
    plan = {rows[0]: str(ask.total)} | dict.fromkeys(rows[1:], "0")
    return plan, (1 + sum(lows) + sum(highs)) / (1 + len(lows) + len(highs))


def _some(right: dict[str, str], random: Random) -> tuple[dict[str, str] | None, float]:
    """Find only some of the cues, and mark nothing else."""
    found = dict(list(right.items())[: random.randrange(len(right))])
    return (found or None), len(found) / len(right)


def _draft(ask: Any, lang: str, random: Random, *, whole: bool) -> tuple[dict[str, str] | None, float]:
    """Fill all boxes, or leave a draft: some of them, perhaps with blanks that are no text."""
    boxes = list(ask.boxes)
    filled = len(boxes) if whole else random.randrange(len(boxes))
    drawn = random.sample(WRITTEN[lang], len(WRITTEN[lang]))  # an order of this learner's own
    texts = dict(zip(boxes[:filled], drawn, strict=False))
    given = texts | dict.fromkeys(boxes[filled:], " \u3000")
    return (given if filled else None), filled / len(boxes)


def _flawed(ask: Any, good: dict[str, str], lang: str) -> tuple[dict[str, str], float]:
    """Spoil the last box of a good FAB: in practice with a boast, which fails the whole text; graded, leave it empty.

    Then the criterion of the three parts is lost, and the feature stays as true as it was.
    """
    last = list(good)[-1]
    if not ask.points_for:
        return good | {last: BOAST[lang]}, 0.0
    kept = [name for name in ask.points_for if name == "true"]
    return good | {last: ""}, len(kept) / len(ask.points_for)
