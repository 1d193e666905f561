"""Reminders: what is to be told at its moment, and how it is said.

The moments are worked out from the records alone. What became due between two looks at the clock is told at
the second one, so a moment that passed while the machine was asleep is told once, on waking.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Literal, NamedTuple

from remoteos.domain.breaks import Break, earned_s
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import segments
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Reminders
from remoteos.domain.time import seconds_between
from remoteos.domain.words import clock_time, plural

BEFORE_SHUTDOWN = timedelta(minutes=10)
"""How long before the day's end it is told."""

ReminderKind = Literal["block", "break_due", "break_over", "shutdown"]


class Reminder(NamedTuple):
    """One thing to tell, at one moment."""

    kind: ReminderKind
    at: datetime
    """When it is to be told."""
    about: str
    """The id of the block or the day that it is about; with the moment it tells one reminder from another."""
    minutes: int = 0
    """The block's plan, or the length of the break."""
    ends_at: datetime | None = None
    """When the day ends."""

    @property
    def key(self) -> tuple[str, str, datetime]:
        """What is told only once: an extension moves the moment, and so makes another reminder."""
        return self.kind, self.about, self.at


def planned_reached(block: Block) -> datetime | None:
    """When the focus of a running block reaches its plan, pauses left out; None when it never does.

    A pause made after that moment does not move it, as it would move the planned end.
    """
    if block.state != "running" or block.planned_s is None:
        return None
    left = block.planned_s
    at = None
    for part in segments(block, block.events[-1].at):
        if part.focused:
            at = part.end
            if part.seconds >= left:
                return part.start + timedelta(seconds=left)
            left -= part.seconds
    return at + timedelta(seconds=left) if at else None


def moments(
    block: Block | None, rest: Break | None, day: Workday | None, wanted: Reminders
) -> tuple[Reminder, ...]:
    """The reminders that lie ahead or behind: of the open block, of the break, of the day."""
    found = [
        _of_block(block) if block and wanted.blocks else None,
        _of_break(rest) if rest and wanted.breaks else None,
        _of_day(day) if day and wanted.shutdown else None,
    ]
    return tuple(reminder for reminder in found if reminder is not None)


def due(known: Iterable[Reminder], since: datetime, now: datetime) -> tuple[Reminder, ...]:
    """The reminders whose moment came after ``since`` and is not ahead, in the order of time."""
    return tuple(sorted((one for one in known if since < one.at <= now), key=lambda one: one.at))


def said(reminder: Reminder, now: datetime, name: str = "") -> str:
    """What is told; ``name`` is what the block is called, empty when it must not be named."""
    minutes = plural(reminder.minutes, "minute")
    if reminder.kind == "block":
        return f"{name or 'This block'} has had its {minutes}."
    if reminder.kind == "break_due":
        return f"A break of {minutes} is due."
    if reminder.kind == "break_over":
        return f"The break of {minutes} is over."
    ends = reminder.ends_at or now
    left = seconds_between(now, ends)
    if left < 60:
        return f"The day was to end at {clock_time(ends)}."
    return f"The day ends at {clock_time(ends)}, in {plural(-(-left // 60), 'minute')}."


def _of_block(block: Block) -> Reminder | None:
    reached = planned_reached(block)
    return Reminder("block", reached, block.id, (block.planned_s or 0) // 60) if reached else None


def _of_break(rest: Break) -> Reminder | None:
    """Of a break that goes on to its end, and of one that was put off until later."""
    if rest.ends_at is None:
        if rest.block.break_due_at is None:  # due when the block ended: its end offered it
            return None
        return Reminder("break_due", rest.begins_at, rest.block.id, rest.length_s // 60)
    whole = rest.length_s == earned_s(rest.block)
    return Reminder("break_over", rest.ends_at, rest.block.id, rest.length_s // 60) if whole else None


def _of_day(day: Workday) -> Reminder | None:
    if day.state != "open" or day.shutdown_at is None:
        return None
    return Reminder("shutdown", day.shutdown_at - BEFORE_SHUTDOWN, day.id, ends_at=day.shutdown_at)
