"""Two measures: how well an order agrees with the key, and how well two raters agree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from course.engine.errors import CourseError

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Sequence


@dataclass(frozen=True, slots=True)
class Ordering:
    """How well a given order agrees with the key.

    Attributes:
        tau: Kendall's rank correlation, -1 (reversed) to 1 (the same).
        credit: ``max(0, tau)``, 0 to 1: no better than a shuffled pack of cards on average is worth nothing.

    """

    tau: float
    credit: float


def ordering(given: Sequence[str], key: Sequence[str]) -> Ordering:
    """Compare the order of ``given`` with ``key`` pair by pair.

    tau = (C - D) / (n (n - 1) / 2), where n is the length of ``key``, C the number of pairs that stand in the key's
    order and D of those that stand the other way round (Kendall, "A new measure of rank correlation", Biometrika 30,
    1938; without ties). credit = max(0, tau). Steps that are missing from ``given`` form pairs that count neither
    way, so that an unfinished order never earns everything. With a key of one step there are no pairs: tau and credit
    are 1 when it is there, else 0.

    Raises:
        CourseError: The key is empty or names a step twice, or ``given`` names one twice or one that is not in the key.

    """
    if not key or len(set(key)) < len(key):
        raise CourseError("An order to compare with holds each step once, and at least one.", then="Correct the key.")
    if len(set(given)) < len(given) or not set(given) <= set(key):
        raise CourseError(
            "The given order names a step twice, or one that is not in the key.", then="Use the key's steps."
        )
    if len(key) == 1:
        return Ordering(float(len(given)), float(len(given)))
    place = {step: index for index, step in enumerate(key)}
    balance = sum(1 if place[a] < place[b] else -1 for a, b in combinations(given, 2))
    tau = balance / (len(key) * (len(key) - 1) / 2)
    return Ordering(tau, max(0.0, tau))


def kappa(
    truth: Sequence[Hashable],
    given: Sequence[Hashable],
    labels: Sequence[Hashable],
    weights: Literal["linear", "quadratic"] | None = None,
) -> float:
    """Measure how far two raters agree beyond chance: Cohen's kappa.

    kappa = 1 - sum(w_ij o_ij) / sum(w_ij e_ij), where o_ij is the share of cases that the first rater puts into label
    i and the second into label j, e_ij the share that their separate habits would give by chance, and w_ij how bad
    the difference is: 1 for i != j without weights, abs(i - j) linear, (i - j) ** 2 quadratic, by the labels' places
    in ``labels`` (Cohen, "A coefficient of agreement for nominal scales", 1960; "Weighted kappa", Psychological
    Bulletin 70, 1968).

    Returns:
        1 for full agreement, 0 for what chance gives, below 0 for less. When both raters use one and the same label
        for every case, no difference can be expected by chance and the quotient is 0/0: they agree, so 1 is given.

    Raises:
        CourseError: The ratings differ in number or there are none, a label stands twice in ``labels``, a rating is
            not among them, or ``weights`` is unknown.

    """
    place = {label: index for index, label in enumerate(labels)}
    if len(truth) != len(given) or not len(truth):
        raise CourseError(
            f"Agreement needs two ratings for each case, but there are {len(truth)} and {len(given)}.",
            then="Give both lists in the same order of cases.",
        )
    if len(place) < len(labels):
        raise CourseError("A label stands twice in the list of labels.", then="Name each label once, in its order.")
    strange = [each for each in (*truth, *given) if each not in place]
    if strange:
        raise CourseError(
            f"The rating {strange[0]!r} is not among the labels.", then="Add the label, or correct the rating."
        )
    if weights not in _BADNESS:
        raise CourseError(f"The weights {weights!r} are unknown.", then='Use None, "linear" or "quadratic".')
    badness = _BADNESS[weights]
    rows, columns = [place[each] for each in truth], [place[each] for each in given]
    seen = sum(badness(i, j) for i, j in zip(rows, columns, strict=True)) / len(rows)
    # By chance each rating of the first meets each of the second equally often.
    by_chance = (
        sum(n * m * badness(i, j) for i, n in Counter(rows).items() for j, m in Counter(columns).items())
        / len(rows) ** 2
    )
    return 1 - seen / by_chance if by_chance else 1.0


_BADNESS: dict[str | None, Callable[[int, int], int]] = {
    None: lambda i, j: int(i != j),
    "linear": lambda i, j: abs(i - j),
    "quadratic": lambda i, j: (i - j) ** 2,
}
