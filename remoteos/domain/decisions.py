"""The decision log: what was decided and why, when to look again, and how it turned out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record, Visibility

Verdict = Literal["right", "partly", "wrong"]
"""Were we right?"""


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look back at a decision."""

    at: datetime
    note: str
    """How it turned out so far."""
    verdict: Verdict | None = None


@dataclass(frozen=True, kw_only=True)
class Decision(Record):
    """What was decided, with all that is needed to judge it later."""

    TABLE: ClassVar[str] = "decisions"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"looks": ("looks", "revisit_on")}

    visibility: Visibility = "manager"
    text: str
    """What was decided."""
    context: str = ""
    """What made a decision necessary."""
    reasons: str = ""
    alternatives: str = ""
    """What else was considered."""
    decided_by: str = ""
    """Who decided; empty for the user alone."""
    outcome_id: str | None = None
    revisit_on: date | None = None
    """When to look again; None when nobody wants to."""
    looks: tuple[Look, ...] = ()
    """The looks back, the first one first."""

    def is_due(self, today: date) -> bool:
        """Whether it is time to look again."""
        return self.revisit_on is not None and self.revisit_on <= today

    @property
    def verdict(self) -> Verdict | None:
        """Whether it was right, as the last look that said so has it."""
        return next((look.verdict for look in reversed(self.looks) if look.verdict), None)

    @property
    def settled_at(self) -> datetime | None:
        """When it was last looked at, or made, once nobody wants to look again."""
        if self.revisit_on is not None:
            return None
        return self.looks[-1].at if self.looks else self.created_at

    @property
    def name(self) -> str:
        """What was decided."""
        return self.text


def look_back(
    decision: Decision,
    now: datetime,
    today: date,
    note: str,
    verdict: Verdict | None = None,
    again: date | None = None,
) -> Decision:
    """Say how a decision turned out; ``again`` is when to look once more, None for never."""
    if again is not None and again <= today:
        raise Refused(f"The next look, on {again}, has to be on a day after today. Nothing was changed.")
    look = Look(at=now, note=note, verdict=verdict)
    return replace(decision, looks=(*decision.looks, look), revisit_on=again)


def by_revisit(decision: Decision) -> tuple[date, float]:
    """What decisions are sorted by: those to look at again by their date, then the others, newest first."""
    return decision.revisit_on or date.max, -decision.created_at.timestamp()
