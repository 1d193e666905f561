"""Where the focus went: gaps, planned against actual, per outcome, per hour of the day.

``until`` is the instant up to which an open block counts: now, or when it went stale.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from remoteos.domain.focus import Block
from remoteos.domain.focus_time import Segment, focused_s, segments
from remoteos.domain.time import seconds_between

SHORTEST_GAP_S = 300
"""A pause for breath between two blocks is no gap."""


@dataclass(frozen=True)
class Gap:
    """A stretch of the day between blocks."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        """Its length in seconds."""
        return seconds_between(self.start, self.end)


@dataclass(frozen=True)
class PlannedActual:
    """What was planned against what was worked, in seconds, over blocks that had a plan."""

    planned_s: int
    actual_s: int
    blocks: int


def counted(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """The blocks whose time counts: started and not discarded."""
    return tuple(block for block in blocks if block.started_at is not None and block.state != "discarded")


def focus_segments(blocks: Iterable[Block], until: datetime) -> tuple[Segment, ...]:
    """Every stretch of focus in ``blocks``, in the order of time."""
    parts = (part for block in counted(blocks) for part in segments(block, until) if part.focused)
    return tuple(sorted(parts, key=lambda part: part.start))


def total_focus_s(blocks: Iterable[Block], until: datetime) -> int:
    """Seconds of focus in all of ``blocks``."""
    return sum(part.seconds for part in focus_segments(blocks, until))


def gaps(blocks: Iterable[Block], start: datetime, end: datetime, until: datetime) -> tuple[Gap, ...]:
    """The stretches from ``start`` to ``end`` without focus, five minutes and longer."""
    found: list[Gap] = []
    reached = start
    for part in focus_segments(blocks, until):
        if part.start > reached:
            found.append(Gap(reached, min(part.start, end)))
        reached = max(reached, part.end)
    if end > reached:
        found.append(Gap(reached, end))
    return tuple(gap for gap in found if gap.seconds >= SHORTEST_GAP_S)


def planned_against_actual(blocks: Iterable[Block], until: datetime) -> PlannedActual:
    """Planned against worked time, over the blocks that had a planned length.

    What was planned is the first estimate: an extension is what it fell short by.
    """
    timed = [block for block in counted(blocks) if block.planned_s is not None]
    return PlannedActual(
        planned_s=sum(first_planned_s(block) for block in timed),
        actual_s=sum(focused_s(block, until) for block in timed),
        blocks=len(timed),
    )


def first_planned_s(block: Block) -> int:
    """The planned length in seconds before any extension; 0 for an open-ended block."""
    return (block.planned_s or 0) - sum(event.added_s for event in block.events)


def by_outcome(blocks: Iterable[Block], until: datetime) -> dict[str | None, int]:
    """Seconds of focus per outcome id, most first; None holds what served no outcome."""
    totals: dict[str | None, int] = {}
    for block in counted(blocks):
        seconds = focused_s(block, until)
        totals[block.outcome_id] = totals.get(block.outcome_id, 0) + seconds
    return dict(sorted(totals.items(), key=lambda item: -item[1]))


def by_hour(blocks: Sequence[Block], until: datetime) -> dict[int, int]:
    """Seconds of focus per hour of the day (0 to 23), by the wall clock the user had at the time."""
    totals: dict[int, int] = {}
    for part in focus_segments(blocks, until):
        at = part.start
        while at < part.end:
            next_hour = at.replace(minute=0, second=0) + timedelta(hours=1)
            stop = min(next_hour, part.end)
            totals[at.hour] = totals.get(at.hour, 0) + seconds_between(at, stop)
            at = next_hour
    return dict(sorted(totals.items()))
