"""The agenda of the one-to-one: what is to be talked about, until it is done."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from remoteos.domain.record import Link, Record, Visibility

Tag = Literal["discuss", "decide", "help", "to do", "manager to do", "info"]
"""What an item wants."""

TAG_WORDS: Mapping[Tag, str] = {
    "discuss": "To discuss",
    "decide": "To decide",
    "help": "Where I need help",
    "to do": "My to-dos",
    "manager to do": "Your to-dos",
    "info": "For information",
}
"""How each kind of item is headed, in the order of the agenda."""


@dataclass(frozen=True, kw_only=True)
class AgendaItem(Record):
    """One item of a recurring agenda; it comes back until it is done."""

    TABLE: ClassVar[str] = "agenda_items"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"done": ("done_at", "note")}

    visibility: Visibility = "manager"
    text: str
    audience_id: str
    """The card of the one it is to be talked about with."""
    tag: Tag = "discuss"
    about: Link | None = None
    """The record it came from."""
    done_at: datetime | None = None
    note: str = ""
    """What came of it."""

    @property
    def settled_at(self) -> datetime | None:
        """When it was done."""
        return self.done_at

    @property
    def name(self) -> str:
        """Its text."""
        return self.text


def settle(item: AgendaItem, now: datetime, note: str = "") -> AgendaItem:
    """Mark an item done, with what came of it; one that is done keeps its date."""
    return replace(item, done_at=item.done_at or now, note=note or item.note)


def reopen(item: AgendaItem) -> AgendaItem:
    """Take an item up again."""
    return replace(item, done_at=None, note="")
