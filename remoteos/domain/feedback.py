"""Upward feedback, as situation, behaviour and impact: what was seen and what it did, never who one is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from remoteos.domain.record import Record
from remoteos.domain.text import sentence


@dataclass(frozen=True, kw_only=True)
class Feedback(Record):
    """One piece of feedback; private until its owner puts it into an update or an agenda.

    The form is that of the Center for Creative Leadership: situation, behaviour, impact.
    """

    TABLE: ClassVar[str] = "feedback"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    audience_id: str | None = None
    """The card of the one it is for; None while nobody said."""
    situation: str
    """When and where."""
    behaviour: str
    """What they did, as a camera would have seen it."""
    impact: str
    """What it made possible, or what it cost."""
    told_in: str | None = None
    """The update it was told in; None while it was not."""

    @property
    def text(self) -> str:
        """The whole in one line."""
        return " ".join(sentence(part) for part in (self.situation, self.behaviour, self.impact) if part)

    @property
    def settled_at(self) -> datetime | None:
        """When it last changed, once it was told."""
        return self.updated_at if self.told_in else None

    @property
    def name(self) -> str:
        """What they did."""
        return self.behaviour
