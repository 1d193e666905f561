"""What is on record for an outcome, when it last moved, and what has been silent for too long."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from remoteos.domain.captures import Capture
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
    """How many wins were noted in its blocks."""

    @property
    def records(self) -> int:
        """How many records say that it moved: its evidence."""
        return self.blocks + self.notes + self.wins


def trails(
    outcomes: Iterable[Outcome],
    blocks: Iterable[Block],
    captures: Iterable[Capture],
    edited: Mapping[str, datetime],
) -> dict[str, Trail]:
    """The trail of each outcome by its id; ``edited`` says when it was last changed by its owner.

    A block that is only planned is no evidence, but a sign of life from when it was planned.
    """
    by_id = {outcome.id: outcome for outcome in outcomes}
    worked: dict[str, str] = {}
    counts = {identity: [0, 0] for identity in by_id}
    moved = {one.id: [one.created_at, *(step.at for step in one.progress)] for one in by_id.values()}
    for identity in by_id.keys() & edited.keys():
        moved[identity].append(edited[identity])
    for block in blocks:
        if block.outcome_id not in by_id:
            continue
        state = block.state
        if state in _WORKED:
            worked[block.id] = block.outcome_id
            counts[block.outcome_id][0] += 1
            moved[block.outcome_id].append(block.events[-1].at)
        elif state == "planned":
            moved[block.outcome_id].append(block.created_at)
    for capture in captures:
        if capture.kind == "win" and capture.block_id in worked:
            counts[worked[capture.block_id]][1] += 1
            moved[worked[capture.block_id]].append(capture.created_at)
    return {
        identity: Trail(
            moved_at=max(moved[identity]),
            blocks=counts[identity][0],
            notes=len(one.progress),
            wins=counts[identity][1],
        )
        for identity, one in by_id.items()
    }


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
