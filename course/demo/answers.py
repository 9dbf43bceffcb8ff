"""Answers drawn from an ability, with the credit they must earn: known from how they were made, not from any scorer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from random import Random

# Written answers are judged by a person; here they only have to be there.
WRITTEN = {
    "en": "Good morning! Your sticker says the change was due 200 km ago. Shall we look at your manual together?",
    "zh-CN": "早上好！您车上的标签显示换油里程已经超了两百公里，我们一起看看说明书好吗？",
}


def answer(  # noqa: C901, PLR0911  one branch a kind
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
            return (right, 1.0) if knows else (f"{key.answer + 10 * key.tolerance + 1:g}", 0.0)
        case "order":
            return (right, 1.0) if knows else (None, 0.0)
        case "text":
            return (WRITTEN[lang], 1.0) if knows else (None, 0.0)
        case "boxes":
            return (dict.fromkeys(ask.boxes, WRITTEN[lang]), 1.0) if knows else (None, 0.0)
        case _:  # planner, checklist, transcript
            return (right, 1.0) if knows else (None, 0.0)


def _others(options: Mapping[str, Any], but: Sequence[str]) -> list[str]:
    return [slug for slug in options if slug not in but]


def _other(options: Mapping[str, Any], but: Sequence[str], random: Random) -> str:
    return random.choice(_others(options, but))


def _wrong_set(options: Mapping[str, Any], right: list[str], random: Random) -> tuple[list[str], float]:
    """Leave one answer out (½, as m1-x1 says) or take one that does not fit (0)."""
    if len(right) > 1 and random.random() < 0.5:  # noqa: PLR2004  half of the mistakes
        return right[:-1], 0.5
    wrong = _other(options, [*right, "none"], random)
    return ([wrong] if right == ["none"] else [*right, wrong]), 0.0


def _half_verdict(ask: Any, key: Any, random: Random) -> tuple[dict[str, str], float]:
    """Take the right verdict for a wrong reason (½), or both wrong (0)."""
    reasons = _others(ask.reasons, key.reasons)
    if reasons and random.random() < 0.5:  # noqa: PLR2004  half of the mistakes
        return {"verdict": key.verdict, "reason": random.choice(reasons)}, 0.5
    wrong = {"verdict": _other(ask.verdicts, [key.verdict], random)}
    return (wrong | {"reason": random.choice(reasons)} if reasons else wrong), 0.0


def _rotated(right: dict[str, str], ability: float, random: Random) -> tuple[dict[str, str], float]:
    """Pass the right entries of some left ones on to the next: each of these is wrong then."""
    mixed = [left for left in right if random.random() >= ability]
    if len(mixed) < 2:  # noqa: PLR2004  one alone cannot be passed on
        return right, 1.0
    passed = dict(zip(mixed, [right[left] for left in (*mixed[1:], mixed[0])], strict=True))
    return right | passed, (len(right) - len(mixed)) / len(right)


def _mixed(
    right: dict[str, str], wrong: Mapping[str, Sequence[str]], ability: float, random: Random
) -> tuple[dict[str, str], float]:
    """Answer each part rightly with the chance ``ability``, else wrongly, or not at all."""
    given, hits = {}, 0
    for part, value in right.items():
        if random.random() < ability:
            given[part] = value
            hits += 1
        elif wrong[part]:
            given[part] = random.choice(wrong[part])
    return (given or None), hits / len(right)  # type: ignore[return-value]  nothing at all is left open
