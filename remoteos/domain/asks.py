"""Asks: what only someone else can give."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.record import Record, Visibility

AskKind = Literal["decision", "help", "information", "unblock"]
AskEventKind = Literal["raised", "nudged", "answered", "withdrawn"]


@dataclass(frozen=True, kw_only=True)
class AskEvent:
    """A step in an ask's history."""

    kind: AskEventKind
    at: datetime
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Ask(Record):
    """Something that only someone else can give, and what it costs if it comes late."""

    TABLE: ClassVar[str] = "asks"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    visibility: Visibility = "manager"
    text: str
    asked_of: str
    """From whom it is wanted."""
    kind: AskKind = "help"
    needed_by: date | None = None
    cost: str = ""
    """What it costs if it comes late."""
    outcome_id: str | None = None
    events: tuple[AskEvent, ...] = ()

    @property
    def is_waiting(self) -> bool:
        """Whether it is neither answered nor withdrawn."""
        return self.settled_at is None

    def late_by(self, today: date) -> int:
        """By how many days its answer is late; 0 while it is not."""
        return max(0, (today - self.needed_by).days) if self.needed_by and self.is_waiting else 0

    @property
    def settled_at(self) -> datetime | None:
        """When it was answered or withdrawn."""
        return next((event.at for event in self.events if event.kind in ("answered", "withdrawn")), None)

    @property
    def name(self) -> str:
        """Its text."""
        return self.text
