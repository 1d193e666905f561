"""Whether the plan fits: planned blocks against the time that is left before shutdown."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf

from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.time import seconds_between


@dataclass(frozen=True)
class Capacity:
    """The time left in the day against the time that is planned; all in seconds."""

    left_s: int
    """From now to shutdown; 0 after it."""
    planned_s: int
    """What planned blocks and the rest of the open one still want."""

    @property
    def free_s(self) -> int:
        """What is left once everything planned is done."""
        return max(0, self.left_s - self.planned_s)

    @property
    def overcommitted_min(self) -> int:
        """By how many minutes the plan is too long for the day, rounded up; 0 when it fits."""
        return max(0, -(-(self.planned_s - self.left_s) // 60))


def on_plan(blocks: Iterable[Block], day: date) -> tuple[Block, ...]:
    """The blocks still planned for ``day``, those with a time first and in its order."""
    planned = [block for block in blocks if block.state == "planned" and block.day == day]
    return tuple(sorted(planned, key=_place))


def capacity(
    blocks: Iterable[Block], day: date, shutdown_at: datetime | None, now: datetime
) -> Capacity | None:
    """How the plan of ``day`` fits before shutdown; None on a day without a shutdown time."""
    if shutdown_at is None:
        return None
    known = tuple(blocks)
    wanted = sum(block.planned_s or 0 for block in on_plan(known, day))
    for block in known:
        if block.is_open and block.planned_s is not None:
            wanted += max(0, block.planned_s - focused_s(block, now))
    return Capacity(left_s=max(0, seconds_between(now, shutdown_at)), planned_s=wanted)


def _place(block: Block) -> float:
    """Where a planned block stands in its day; one without a time comes after all that have one."""
    return block.planned_at.timestamp() if block.planned_at else inf


def overlap(one: Block, other: Block) -> bool:
    """Whether two blocks are planned for the same time; one without a time or a length is for none."""
    if one.planned_at is None or other.planned_at is None:
        return False
    one_ends = one.planned_at + timedelta(seconds=one.planned_s or 0)
    other_ends = other.planned_at + timedelta(seconds=other.planned_s or 0)
    return max(one.planned_at, other.planned_at) < min(one_ends, other_ends)


def takes(block: Block) -> tuple[datetime, datetime] | None:
    """From when to when a planned block takes its time, with the break after it; None without a time."""
    if block.state != "planned" or block.planned_at is None:
        return None
    return block.planned_at, block.planned_at + timedelta(
        seconds=(block.planned_s or 0) + (block.break_s or 0)
    )


def free_from(taken: Iterable[tuple[datetime, datetime]], earliest: datetime, length_s: int) -> datetime:
    """The first time, on five minutes, at which so many seconds fit between what is taken."""
    at = _rounded_up(earliest)
    for start, end in sorted(taken):
        if seconds_between(at, start) >= length_s:
            break
        at = max(at, _rounded_up(end))
    return at


def _rounded_up(at: datetime) -> datetime:
    """The next full five minutes."""
    return at + timedelta(seconds=-(at.minute % 5 * 60 + at.second) % 300)
