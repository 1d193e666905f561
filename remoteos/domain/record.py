"""What every record has: identity, instants, visibility."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

Visibility = Literal["private", "manager", "public"]
"""Who may ever see a record: only its owner, the manager too, or anyone. Private never leaves."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """A pointer to a record."""

    table: str
    id: str


@dataclass(frozen=True, kw_only=True)
class Record:
    """Base of every record that the store keeps."""

    TABLE: ClassVar[str]
    """The name of its table in the file."""

    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    """Fields that only make sense together, by group name; a merge takes a group whole.
    A field named in no group is a group of its own."""

    id: str
    """A UUIDv7 in its canonical 36-character form."""

    created_at: datetime
    """When the record was made; an instant with an offset."""

    updated_at: datetime
    """When the record last changed; the store sets it at each commit."""

    visibility: Visibility = "private"
    """Who may see it."""

    @property
    def link(self) -> Link:
        """A pointer to it."""
        return Link(table=self.TABLE, id=self.id)

    @property
    def settled_at(self) -> datetime | None:
        """Since when nothing about the record is pending, or None while something is.

        A record that settled longer ago than the archive window may move to its year's file.
        """
        return None

    @property
    def name(self) -> str:
        """A few words by which its owner recognises the record."""
        return self.id
