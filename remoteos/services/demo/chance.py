"""Seeded chance: the same seed gives the same choices in every process and on every machine."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from remoteos.domain.ids import RANDOM_BITS, uuid7

T = TypeVar("T")


class Chance:
    """Choices from a seed.

    All of them rest on ``random()`` and ``getrandbits()`` alone: the other methods of the standard generator
    may choose differently in another version of Python.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311  a story, no secret

    def happens(self, share: float) -> bool:
        """Whether something comes about that does in this share of all cases, 0 to 1."""
        return self._random.random() < share

    def whole(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, both included."""
        return least + int(self._random.random() * (most - least + 1))

    def count(self, mean: float) -> int:
        """How often something happens that happens ``mean`` times on average; twice that at most."""
        tries = max(1, round(mean * 2))
        return sum(self.happens(mean / tries) for _ in range(tries))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, which must not be empty."""
        return items[int(self._random.random() * len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, each as likely as its weight; the weights need no particular sum."""
        at = self._random.random() * sum(weights.values())
        chosen = None
        for item, weight in weights.items():
            chosen = item
            at -= weight
            if at < 0:
                break
        assert chosen is not None, "there is something to choose"
        return chosen

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        return [
            item for _, _, item in sorted((self._random.random(), at, item) for at, item in enumerate(items))
        ]

    def new_id(self, at: datetime) -> str:
        """An id made at an instant (aware, 1970 or later)."""
        return uuid7(at, self._random.getrandbits(RANDOM_BITS))
