"""The break after a block: due when the block is finished, put off, taken, and over by itself.

What was said of a break is kept with its block, apart from the block's events: those end when it ends.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from remoteos.domain import focus
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.time import seconds_between

BreakState = Literal["due", "snoozed", "running", "over"]

LAPSES_AFTER = timedelta(minutes=30)
"""A break that is neither taken nor put off for so long is due no more: whoever started nothing else in that
time has had one. One that is over is spoken of for as long."""

SNOOZE_MIN = 10
"""For how many minutes a break is put off unless told."""


class Break(NamedTuple):
    """The break after a block, as it stands."""

    block: Block
    """The block that it follows."""
    state: BreakState
    begins_at: datetime
    """Since when it is due, until when it was put off, or when it began."""
    ends_at: datetime | None
    """When it is over; None until it is taken."""
    length_s: int
    """How long it is meant to be, or was once it is over, in seconds."""


class Stretch(NamedTuple):
    """A break as it was had, for a timeline."""

    block: Block
    start: datetime
    end: datetime


def earned_s(block: Block) -> int:
    """The seconds of break that follow a block: its preset's, once half of its plan was worked; else 0."""
    if block.state != "finished" or block.ended_at is None or not block.planned_s:
        return 0
    return (block.break_s or 0) if focused_s(block, block.ended_at) * 2 >= block.planned_s else 0


def after(block: Block, now: datetime) -> Break | None:
    """The break after a block, however long ago; None when none follows it."""
    begins, ends = block.break_from, block.break_to
    if begins is not None and ends is not None:
        return Break(block, "running" if now < ends else "over", begins, ends, seconds_between(begins, ends))
    length, put_off = earned_s(block), block.break_due_at
    if not length:
        return None
    if put_off is not None and now < put_off:
        return Break(block, "snoozed", put_off, None, length)
    return Break(block, "due", put_off or _end(block), None, length)


def current(blocks: Sequence[Block], now: datetime) -> Break | None:
    """The break after the last block, until another block starts or it is long past; see `LAPSES_AFTER`.

    While a block is open there is none: after an aside that returns to its block, work goes on.
    """
    if focus.current(blocks) is not None:
        return None
    worked = focus.worked(blocks)
    found = after(worked[-1], now) if worked else None
    if found is None or now - (found.ends_at or found.begins_at) >= LAPSES_AFTER:
        return None
    return found


def take(block: Block, now: datetime) -> Block:
    """Begin the break after ``block``: from now on, for its whole length."""
    begins = max(now, _end(block))
    return replace(block, break_from=begins, break_to=begins + timedelta(seconds=earned_s(block)))


def snooze(block: Block, now: datetime, minutes: int) -> Block:
    """Put the break after ``block`` off, by so many minutes from now."""
    return replace(block, break_due_at=max(now, _end(block)) + timedelta(minutes=minutes))


def took(block: Block, now: datetime) -> Block:
    """Say that the break after ``block`` was had already; it counts as taken right after the block."""
    ended = _end(block)
    full = ended + timedelta(seconds=earned_s(block))
    return replace(block, break_from=ended, break_to=min(full, max(now, ended)))


def back(block: Block, now: datetime) -> Block:
    """End the break that is being taken after ``block``."""
    assert block.break_from is not None, "a break that was begun can be ended"
    assert block.break_to is not None, "it has an end from the beginning"
    return replace(block, break_to=min(block.break_to, max(now, block.break_from)))


def cut_short(blocks: Sequence[Block], now: datetime) -> Block | None:
    """The last block with its break ended now, when another one starts while it is being taken; else None."""
    found = current(blocks, now)
    return back(found.block, now) if found and found.state == "running" else None


def breaks_of(blocks: Iterable[Block], now: datetime) -> tuple[Stretch, ...]:
    """The breaks that were had after ``blocks``, up to now, in the order of time."""
    found = []
    for block in blocks:
        if block.ended_at and block.break_from and block.break_to:
            start, end = max(block.break_from, block.ended_at), min(block.break_to, now)
            if start < end:
                found.append(Stretch(block, start, end))
    return tuple(sorted(found, key=lambda stretch: stretch.start))


def _end(block: Block) -> datetime:
    """When an ended block ended. Nothing about its break happens before, even with the clock set back."""
    assert block.ended_at is not None, "a break follows a block that has ended"
    return block.ended_at
