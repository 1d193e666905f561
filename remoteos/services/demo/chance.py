"""Seeded chance: the same seed gives the same choices in every process and on every machine."""

import random
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TypeVar

from remoteos.domain.ids import RANDOM_BITS, uuid7
from remoteos.services.desk import Birth

T = TypeVar("T")


class Chance:
    """Choices from a seed.

    All of them rest on ``random()`` and ``getrandbits()`` alone: the other methods of the standard generator
    may choose differently in another version of Python.
    """

    def __init__(self, seed: str) -> None:
        self._random = random.Random(seed)  # noqa: S311  a story, no secret
        self._roll = self._random.random

    def happens(self, share: float) -> bool:
        """Whether something comes about that does in this share of all cases, 0 to 1."""
        return self._roll() < share

    def whole(self, least: int, most: int) -> int:
        """A whole number from ``least`` to ``most``, both included."""
        return least + int(self._roll() * (most - least + 1))

    def count(self, mean: float) -> int:
        """How often something happens that happens ``mean`` times on average; twice that at most."""
        tries = max(1, round(mean * 2))
        return sum(self.happens(mean / tries) for _ in range(tries))

    def pick(self, items: Sequence[T]) -> T:
        """One of the items, which must not be empty."""
        return items[int(self._roll() * len(items))]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """One of the keys, each as likely as its weight; the weights need no particular sum."""
        at = self._roll() * sum(weights.values())
        for item, weight in weights.items():
            at -= weight
            if at < 0:
                return item
        return item  # rounding leaves the last one

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        return [item for _, _, item in sorted((self._roll(), at, item) for at, item in enumerate(items))]

    def new_id(self, at: datetime) -> str:
        """An id made at an instant (aware, 1970 or later)."""
        return uuid7(at, self._random.getrandbits(RANDOM_BITS))

    def birth(self, at: datetime) -> Birth:
        """The fields of a record made at an instant."""
        return {"id": self.new_id(at), "created_at": at, "updated_at": at}

    def digits(self, count: int) -> str:
        """So many hexadecimal digits, as of a hash."""
        return f"{self._random.getrandbits(4 * count):0{count}x}"
