"""What leaves: an update as plain values, before any markup. Every rendering is made from this alone."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Rendering = Literal["markdown", "text", "html", "slack", "email", "json"]

RENDERINGS: tuple[Rendering, ...] = ("markdown", "text", "html", "slack", "email", "json")

WORDS_PER_MINUTE = 220
"""How fast people read short English texts silently; between 175 and 300 for most (Brysbaert 2019)."""


@dataclass(frozen=True)
class Part:
    """One section; its texts come from people and are never markup."""

    title: str
    """Empty for what stands above all headings, such as the headline."""
    lines: tuple[str, ...]
    """One paragraph each where `title` is empty, one item of a list each elsewhere."""


@dataclass(frozen=True)
class Letter:
    """An update to one audience."""

    title: str
    """``Week of 23 Nov 2026``; the subject of a mail."""
    to: str
    """Who it is for."""
    address: str
    """Their address for a mail; empty when there is none."""
    since: date
    """The first day it tells of."""
    until: date
    """The last day it tells of."""
    at: datetime
    """When it was drawn; the date of a mail."""
    parts: tuple[Part, ...]

    @property
    def words(self) -> int:
        """How many words there are to read."""
        texts = [self.title]
        for part in self.parts:
            texts += [part.title, *part.lines]
        return sum(len(text.split()) for text in texts)

    @property
    def reading_s(self) -> int:
        """How many seconds it takes to read; at least one."""
        return max(1, round(self.words * 60 / WORDS_PER_MINUTE))
