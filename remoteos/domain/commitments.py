"""Commitments: what a sent update said would happen next, and what became of it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Literal

from remoteos.domain.record import Record, Visibility

CommitmentState = Literal["open", "did", "partly", "moved", "dropped"]
Mark = Literal["did", "partly", "moved", "dropped"]


@dataclass(frozen=True, kw_only=True)
class Commitment(Record):
    """One item of “next” in a sent update."""

    TABLE: ClassVar[str] = "commitments"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"mark": ("state", "why", "marked_at")}

    visibility: Visibility = "manager"
    text: str
    audience_id: str
    """The card of those it was said to."""
    update_id: str
    """The update that said it."""
    outcome_id: str | None = None
    """The outcome it is about."""
    state: CommitmentState = "open"
    why: str = ""
    """Why it was only partly done, moved or dropped."""
    marked_at: datetime | None = None
    told_in: str | None = None
    """The update that told what became of it; None while none did."""

    @property
    def settled_at(self) -> datetime | None:
        """When it was marked, once an update told so."""
        return self.marked_at if self.told_in else None

    @property
    def name(self) -> str:
        """Its text."""
        return self.text


def mark(commitment: Commitment, state: Mark, now: datetime, why: str = "") -> Commitment:
    """Say what became of a commitment; a later word takes the place of an earlier one."""
    if (commitment.state, commitment.why) == (state, why):
        return commitment
    return replace(commitment, state=state, why=why, marked_at=now)
