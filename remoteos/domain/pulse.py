"""The pulse: how much energy and how much stress, for the worker's own eyes."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.record import Record

Moment = Literal["start", "end", "between"]


@dataclass(frozen=True, kw_only=True)
class Pulse(Record):
    """One reading of energy and stress; private unless its owner says otherwise."""

    TABLE: ClassVar[str] = "pulses"

    day: date
    """The workday it belongs to."""
    moment: Moment = "between"
    """Whether it was noted while opening or closing the day, or in between."""
    energy: int | None = None
    """1 (empty) to 5 (full)."""
    stress: int | None = None
    """1 (calm) to 5 (much)."""
    note: str = ""

    @property
    def settled_at(self) -> datetime | None:
        """At once: a reading is never pending."""
        return self.created_at

    @property
    def name(self) -> str:
        """Its two values."""
        return f"energy {self.energy or '-'}, stress {self.stress or '-'}"
