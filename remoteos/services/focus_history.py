"""Blocks planned ahead, entered afterwards and edited; and what they add up to."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypedDict, Unpack

from remoteos.domain import focus as rules
from remoteos.domain import focus_report, focus_time, planning
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block, BlockEvent
from remoteos.domain.focus_report import PlannedActual
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Visibility
from remoteos.domain.rituals import Workday
from remoteos.domain.time import ONE_DAY
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape, counted_until, new_planned
from remoteos.services.following import links_following


class BlockFields(TypedDict, total=False):
    """What can be said of a block; what is left out stays as it is."""

    intention: str
    result: str
    depth: int | None
    next_action: str
    planned_s: int | None
    visibility: Visibility


@dataclass(frozen=True)
class Period:
    """Blocks over some days, and what they add up to; times in seconds."""

    blocks: tuple[Block, ...]
    focused_s: int
    planned: PlannedActual
    by_outcome: dict[str | None, int]
    by_hour: dict[int, int]
    workdays: int
    """The days that count for an average: worked, or with working hours and past; never leave."""

    @property
    def average_s(self) -> int:
        """Focus per workday in seconds; 0 when there was none."""
        return self.focused_s // self.workdays if self.workdays else 0


def plan(
    desk: Desk, intention: str, wanted: Shape, *, at: datetime | None, day: date, outcome: str | None = None
) -> Block:
    """Plan a block for ``day``, at a time or somewhere in it."""
    block = replace(new_planned(desk, intention, wanted, outcome), day=day, planned_at=at)
    desk.store.commit(f"plan “{intention}”", [block], at=desk.now)
    return block


def clashes(desk: Desk, block: Block) -> tuple[Block, ...]:
    """The other blocks planned for the same time as ``block``."""
    return tuple(
        other
        for other in desk.store.all(Block)
        if other.id != block.id and other.state == "planned" and planning.overlap(block, other)
    )


def move(desk: Desk, which: str, *, day: date, at: datetime | None, minutes: int | None = None) -> Block:
    """Move a planned block to another day or time, or give it another length."""
    with desk.store.locked():
        block = _planned(desk, which)
        block = replace(
            block,
            day=day,
            planned_at=at,
            planned_s=block.planned_s if minutes is None else minutes * 60,
        )
        desk.store.commit(f"move “{block.intention}”", [block], at=desk.now)
    return block


def drop(desk: Desk, which: str, reason: str = "") -> Block:
    """Take a planned block off the plan."""
    with desk.store.locked():
        block = desk.store.find(Block, which)
        if block.state != "dropped":
            block = rules.drop(block, desk.now, reason)
            desk.store.commit(f"drop “{block.intention}”", [block], at=desk.now)
    return block


def log(
    desk: Desk,
    intention: str,
    start: datetime,
    end: datetime,
    /,
    outcome: str | None = None,
    **fields: Unpack[BlockFields],
) -> Block:
    """Enter a block after the fact; it may not overlap another one."""
    with desk.store.locked():
        new = new_planned(desk, intention, Shape(None), outcome)
        events = (BlockEvent(kind="start", at=start), BlockEvent(kind="finish", at=end))
        day = desk.workday_of(start)
        block = replace(new, day=day, logged=True, events=events, **fields)
        _refuse_bad_times(desk, block)
        desk.store.commit(f"log “{intention}”", [block], at=desk.now)
    return block


def edit(
    desk: Desk,
    which: str,
    *,
    start: datetime | None = None,
    end: datetime | None = None,
    outcome: str | None = None,
    **fields: Unpack[BlockFields],
) -> Block:
    """Change a block; an empty ``outcome`` takes it from the one it served."""
    with desk.store.locked():
        before = desk.store.find(Block, which)
        block = replace(before, **fields)
        if outcome is not None:
            serves = desk.store.find(Outcome, outcome) if outcome else None
            block = replace(block, outcome_id=serves.id if serves else None)
            if "visibility" not in fields:  # a block is as visible as the outcome it serves
                block = replace(block, visibility=serves.visibility if serves else "private")
        if start is not None or end is not None:
            block = _retimed(desk, block, start, end)
        links = links_following(desk, [block], before.visibility, block.visibility)
        desk.store.commit(f"edit “{block.intention}”", [block, *links], at=desk.now)
    return block


def between(desk: Desk, first: date, last: date) -> tuple[Block, ...]:
    """The blocks of the workdays from ``first`` to ``last``, in the order of time."""
    blocks = (block for block in desk.store.since(Block, first) if first <= block.day <= last)
    return tuple(sorted(blocks, key=_order))


def period(desk: Desk, first: date, last: date) -> Period:
    """The blocks of some days with their sums."""
    blocks = between(desk, first, last)
    until = counted_until(desk)
    return Period(
        blocks=blocks,
        focused_s=focus_report.total_focus_s(blocks, until),
        planned=focus_report.planned_against_actual(blocks, until),
        by_outcome=focus_report.by_outcome(blocks, until),
        by_hour=focus_report.by_hour(blocks, until),
        workdays=_workdays(desk, first, last, {block.day for block in focus_report.counted(blocks)}),
    )


def _workdays(desk: Desk, first: date, last: date, worked: set[date]) -> int:
    """How many days from ``first`` to ``last`` count for an average."""
    known = {day.date: day.state for day in desk.store.since(Workday, first)}
    recorded = (*known, *worked, *(block.day for block in desk.store.all(Block)))
    began = max(first, min(recorded, default=first))  # a day before the first record is no day
    ahead = range(began.toordinal(), min(last, desk.today).toordinal() + 1)
    return sum(
        day in worked or (known.get(day) != "off" and desk.settings.hours_on(day.weekday()) is not None)
        for day in map(date.fromordinal, ahead)
    )


def _order(block: Block) -> datetime:
    """Where a block stands in its day: its start, its planned start, else when it was made."""
    return block.started_at or block.planned_at or block.created_at


def _planned(desk: Desk, which: str) -> Block:
    """A block that is still only planned."""
    block = desk.store.find(Block, which)
    if block.state != "planned":
        raise Refused(f'"{block.intention}" is {block.state}: only a planned block can be moved.')
    return block


def _retimed(desk: Desk, block: Block, start: datetime | None, end: datetime | None) -> Block:
    """``block`` with another start or end, checked against the other blocks."""
    if block.started_at is None or block.ended_at is None:
        raise Refused(f'"{block.intention}" has not ended: its times cannot be edited yet.')
    block = focus_time.retime(block, start or block.started_at, end or block.ended_at)
    if start is not None:
        block = replace(block, day=desk.workday_of(start))
    _refuse_bad_times(desk, block)
    return block


def _refuse_bad_times(desk: Desk, block: Block) -> None:
    """Refuse times that are impossible or already taken."""
    if block.started_at is None or block.ended_at is None:
        raise Refused(f'"{block.intention}" has no start and end to check.')
    focus_time.refuse_span(block.started_at, block.ended_at, desk.now)
    nearby = desk.store.since(Block, block.started_at.date() - 2 * ONE_DAY)
    focus_time.refuse_overlap(nearby, block, counted_until(desk))
