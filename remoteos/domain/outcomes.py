"""Outcomes and the ladder of goals they hang from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import ClassVar, Literal, TypeVar

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record, Visibility

Owner = Literal["me", "manager", "leadership"]
OutcomeState = Literal["open", "done", "dropped"]
GoalState = Literal["open", "done", "dropped"]

RANK: Mapping[Owner, int] = {"leadership": 0, "manager": 1, "me": 2}
"""The rungs of the ladder, from the top: leadership's intent, the manager's goal, mine."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """A note of how far an outcome has come."""

    at: datetime
    note: str
    confidence: int | None = None
    """How sure the user is that it will be reached, 1 to 5, when it was said along."""


@dataclass(frozen=True, kw_only=True)
class Outcome(Record):
    """A result the worker answers for."""

    TABLE: ClassVar[str] = "outcomes"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "state": ("state", "closed_at", "reason"),
        "roll": ("rolls", "rolled_on"),
        "measure": ("baseline", "current", "target"),
    }

    visibility: Visibility = "manager"
    title: str
    done_when: str = ""
    """How someone else could check that it is done."""
    goal_id: str | None = None
    due: date | None = None
    proposed_by: Owner = "me"
    agreed_on: date | None = None
    """When it was agreed with the manager."""
    confidence: int | None = None
    """How sure the user is that it will be reached, 1 to 5."""
    state: OutcomeState = "open"
    closed_at: datetime | None = None
    reason: str = ""
    """Why it was dropped."""
    progress: tuple[Progress, ...] = ()
    rolls: int = 0
    """How many workdays it was carried over, unfinished."""
    rolled_on: date | None = None
    """The last workday it was carried from."""
    baseline: str = ""
    """Where its measure stood at the beginning, in its own unit: ``32 %``."""
    current: str = ""
    """Where its measure stands now."""
    target: str = ""
    """Where its measure is to get to."""

    @property
    def settled_at(self) -> datetime | None:
        """When it was done or dropped."""
        return self.closed_at

    @property
    def name(self) -> str:
        """Its title."""
        return self.title


@dataclass(frozen=True, kw_only=True)
class Goal(Record):
    """What leadership, the manager or the worker wants; outcomes hang from it."""

    TABLE: ClassVar[str] = "goals"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"state": ("state", "closed_at", "reason")}

    visibility: Visibility = "manager"
    title: str
    owner: Owner = "me"
    parent_id: str | None = None
    """The goal it serves, one rung up or on the same rung."""
    state: GoalState = "open"
    closed_at: datetime | None = None
    reason: str = ""

    @property
    def name(self) -> str:
        """Its title."""
        return self.title


Closable = TypeVar("Closable", Outcome, Goal)


def close(record: Closable, state: Literal["done", "dropped"], now: datetime, reason: str = "") -> Closable:
    """Mark an open outcome or goal done or dropped; saying the same again changes nothing."""
    if record.state == state:
        return record
    if record.state != "open":
        raise Refused(f'"{record.title}" is {record.state}: reopen it first. Nothing was changed.')
    return replace(record, state=state, closed_at=now, reason=reason)


def reopen(record: Closable) -> Closable:
    """Take a done or dropped outcome or goal up again."""
    return replace(record, state="open", closed_at=None, reason="")


def report(outcome: Outcome, now: datetime, note: str, confidence: int | None = None) -> Outcome:
    """Add a note of progress, and the confidence if it was said along."""
    step = Progress(at=now, note=note, confidence=confidence)
    return replace(outcome, progress=(*outcome.progress, step), confidence=confidence or outcome.confidence)


def roll(outcome: Outcome, day: date) -> Outcome:
    """Carry an unfinished outcome over from ``day``; a second time from the same day changes nothing."""
    if outcome.state != "open" or (outcome.rolled_on is not None and outcome.rolled_on >= day):
        return outcome
    return replace(outcome, rolls=outcome.rolls + 1, rolled_on=day)


def ladder(goal_id: str | None, goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """The goals from ``goal_id`` up to the top of the ladder; a loop or a gap in the data ends it."""
    by_id = {goal.id: goal for goal in goals}
    rungs: list[Goal] = []
    while goal_id in by_id:
        goal = by_id.pop(goal_id)
        rungs.append(goal)
        goal_id = goal.parent_id
    return tuple(rungs)


def hang(goal: Goal, parent: Goal | None, goals: Iterable[Goal]) -> Goal:
    """Hang ``goal`` from ``parent``; refused upside down and when it would make a loop."""
    if parent is None:
        return replace(goal, parent_id=None)
    if RANK[parent.owner] > RANK[goal.owner]:
        raise Refused(
            f'"{parent.title}" ({parent.owner}) is below "{goal.title}" ({goal.owner}) on the ladder: '
            "leadership, then manager, then me. Nothing was changed."
        )
    if goal.id in {rung.id for rung in ladder(parent.id, goals)}:
        raise Refused(f'"{goal.title}" cannot serve "{parent.title}": that goal serves it already.')
    return replace(goal, parent_id=parent.id)


def refuse_upside_down(goal: Goal, goals: Iterable[Goal]) -> None:
    """Refuse an owner that would put ``goal`` below one that serves it."""
    for below in goals:
        if below.parent_id == goal.id and RANK[goal.owner] > RANK[below.owner]:
            raise Refused(
                f'"{below.title}" ({below.owner}) serves "{goal.title}", which cannot be {goal.owner}\'s. '
                "Nothing was changed."
            )
