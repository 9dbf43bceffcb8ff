"""Drawing that stays the same: built on ``Random.random()`` alone, the one method whose values Python promises."""

from __future__ import annotations

from hashlib import sha256
from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Sequence

T = TypeVar("T")
FEWEST = 3  # things that a pile needs: with two, mending its first card would change its last


class Chance:
    """A source of draws; the same ``seed`` (words and numbers) gives the same draws in the same order."""

    def __init__(self, *seed: str | int) -> None:
        digest = sha256(":".join(map(str, seed)).encode()).digest()
        self._random = Random(int.from_bytes(digest, "big"))  # noqa: S311  practice cases are no secret

    def whole(self, low: int, high: int, step: int = 1) -> int:
        """Draw a whole number from ``low`` to ``high``, both included, in steps."""
        return low + step * int(self._random.random() * ((high - low) // step + 1))

    def pick(self, things: Sequence[T]) -> T:
        """Draw one of ``things``."""
        return things[int(self._random.random() * len(things))]

    def yes(self, share: float = 0.5) -> bool:
        """Draw a yes in ``share`` (0 to 1) of all draws."""
        return self._random.random() < share

    def shuffled(self, things: Sequence[T]) -> list[T]:
        """Give ``things`` in a drawn order."""
        left, found = list(things), []
        while left:
            found.append(left.pop(int(self._random.random() * len(left))))
        return found

    def some(self, things: Sequence[T], number: int) -> list[T]:
        """Draw ``number`` different ones of ``things``, in a drawn order."""
        return self.shuffled(things)[:number]


def in_turn(things: Sequence[T], number: int, *seed: str | int) -> T:
    """Give the thing whose turn it is, like cards from a shuffled pile.

    Each comes once before one comes again, and never twice in a row: of n things any 2n - 1 turns in a row have all.

    Args:
        things: At least three.
        number: Which turn it is, from 1.
        seed: What the piles are shuffled with.

    Raises:
        ValueError: There are fewer than three things.

    """
    if len(things) < FEWEST:
        raise ValueError("a pile has at least three things")
    pile, place = divmod(number - 1, len(things))
    cards = Chance(*seed, "pile", pile).shuffled(things)
    if pile and cards[0] == Chance(*seed, "pile", pile - 1).shuffled(things)[-1]:
        cards[0], cards[1] = cards[1], cards[0]
    return cards[place]
