"""What is on record for an outcome, when it last moved, and what has been silent for too long."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from remoteos.domain.captures import Capture
from remoteos.domain.evidence import Evidence
from remoteos.domain.focus import Block, BlockState
from remoteos.domain.outcomes import Goal, Outcome, ladder

SILENT_AFTER = timedelta(days=21)
"""What has not moved for three weeks is worth a question: is it still wanted?"""

_WORKED: frozenset[BlockState] = frozenset({"running", "paused", "finished", "abandoned"})
"""The states of a block in which there was work; a discarded one counts nowhere."""


class Trail(NamedTuple):
    """What an outcome left behind so far."""

    moved_at: datetime
    """When something last happened to it: a block, a note, a win, an edit; being carried over is nothing."""
    blocks: int = 0
    """How many blocks were worked for it."""
    notes: int = 0
    """How many notes of progress there are."""
    wins: int = 0
    """How many wins belong to it."""
    links: int = 0
    """How many links to a proof there are of it, of its blocks or of its wins."""

    @property
    def records(self) -> int:
        """How many records say that it moved: its evidence."""
        return self.blocks + self.notes + self.wins + self.links


def trails(
    outcomes: Iterable[Outcome],
    blocks: Iterable[Block],
    captures: Iterable[Capture],
    edited: Mapping[str, datetime],
    links: Iterable[Evidence] = (),
) -> dict[str, Trail]:
    """The trail of each outcome by its id; ``edited`` says when it was last changed by its owner.

    A block that is only planned is no evidence, but a sign of life from when it was planned. A win belongs to
    the outcome it was noted for, or else to that of its block; a link to that of the record it is about.
    """
    by_id = {outcome.id: outcome for outcome in outcomes}
    counts: dict[str, Counter[str]] = {identity: Counter() for identity in by_id}
    moved = {one.id: [one.created_at, *(step.at for step in one.progress)] for one in by_id.values()}
    for identity in by_id.keys() & edited.keys():
        moved[identity].append(edited[identity])
    serves = {("outcomes", identity): identity for identity in by_id}

    def count(record: Block | Capture | Evidence, outcome: str, at: datetime) -> None:
        serves[record.TABLE, record.id] = outcome
        counts[outcome][record.TABLE] += 1
        moved[outcome].append(at)

    for block in blocks:
        if block.outcome_id in by_id and block.state in _WORKED:
            count(block, block.outcome_id, block.events[-1].at)
        elif block.outcome_id in by_id and block.state == "planned":
            moved[block.outcome_id].append(block.created_at)
    for capture in captures:
        if capture.kind == "win" and (outcome := _won_for(capture, serves)) in by_id:
            count(capture, outcome, capture.created_at)
    for link in links:
        if served := serves.get((link.about.table, link.about.id)):
            count(link, served, link.created_at)
    return {one.id: _trail(max(moved[one.id]), counts[one.id], len(one.progress)) for one in by_id.values()}


def _trail(moved_at: datetime, records: Counter[str], notes: int) -> Trail:
    """The trail of an outcome with so many records in each table."""
    return Trail(moved_at, records["blocks"], notes, records["captures"], records["evidence"])


def _won_for(win: Capture, serves: Mapping[tuple[str, str], str]) -> str:
    """The id of the outcome that a win belongs to; empty when it belongs to none."""
    return win.outcome_id or serves.get(("blocks", win.block_id or ""), "")


def goals_moved(
    goals: Collection[Goal], outcomes: Iterable[Outcome], moved: Mapping[str, datetime]
) -> dict[str, datetime]:
    """When each goal, or anything that hangs from it, last moved; ``moved`` says it of the outcomes."""
    found = {goal.id: goal.updated_at for goal in goals}
    signs = [(goal.parent_id, goal.updated_at) for goal in goals]
    signs += [(one.goal_id, moved[one.id]) for one in outcomes if one.id in moved]
    for above, at in signs:
        for rung in ladder(above, goals):
            found[rung.id] = max(found[rung.id], at)
    return found


def silent_days(moved_at: datetime, now: datetime) -> int:
    """For how many days something has been silent; 0 while that is under three weeks."""
    still = now - moved_at
    return still.days if still >= SILENT_AFTER else 0
