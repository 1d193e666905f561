"""How long a block was: its stretches, whether it was left running, what it overlaps.

All of it is computed from the block's events and the instant that is passed in.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from remoteos.domain.errors import Refused
from remoteos.domain.focus import ENDS, Block, BlockEvent
from remoteos.domain.time import seconds_between

STALE_AFTER = timedelta(minutes=30)
"""How far past its planned end a block may run without any recorded activity."""
STALE_AFTER_OPEN_ENDED = timedelta(hours=4)
"""How long an open-ended block may run without any recorded activity."""
LONGEST = timedelta(hours=24)
"""The longest block that may be entered afterwards; more is a typing error."""


@dataclass(frozen=True)
class Segment:
    """A stretch of one block between two instants."""

    start: datetime
    end: datetime
    focused: bool
    """True while it ran, False while it was paused."""

    @property
    def seconds(self) -> int:
        """Its length in seconds, never negative."""
        return seconds_between(self.start, self.end)


@dataclass(frozen=True)
class Staleness:
    """What was found of a block that was left running."""

    since: datetime
    """From this instant on it counts no further."""
    planned_end: datetime | None
    """Its planned end; None for an open-ended block."""
    last_activity: datetime
    """The last recorded activity before it was left."""


def segments(block: Block, until: datetime) -> tuple[Segment, ...]:
    """The running and paused stretches of ``block``; an open one is cut at ``until``.

    They follow each other without a hole, so focused + paused = ended - started, always. A clock set
    back to before the block's last event cuts it there, so that no time is taken back.
    """
    found: list[Segment] = []
    opened: datetime | None = None
    focused = True
    for event in block.events:
        turns = event.kind in ("start", "pause", "resume") or event.kind in ENDS
        if not turns:
            continue
        if opened is not None:
            found.append(Segment(opened, event.at, focused))
        opened = None if event.kind in ENDS else event.at
        focused = event.kind != "pause"
    if opened is not None:
        found.append(Segment(opened, max(block.events[-1].at, until), focused))
    return tuple(found)


def focused_s(block: Block, until: datetime) -> int:
    """Seconds of focus in ``block``, up to ``until`` while it is open."""
    return sum(segment.seconds for segment in segments(block, until) if segment.focused)


def paused_s(block: Block, until: datetime) -> int:
    """Seconds paused in ``block``, up to ``until`` while it is open."""
    return sum(segment.seconds for segment in segments(block, until) if not segment.focused)


def planned_end(block: Block, until: datetime) -> datetime | None:
    """When its planned time is up, pauses moving it on; None when open-ended or not started."""
    if block.started_at is None or block.planned_s is None:
        return None
    return block.started_at + timedelta(seconds=block.planned_s + paused_s(block, until))


def staleness(block: Block, now: datetime, activity: Iterable[datetime] = ()) -> Staleness | None:
    """Whether ``block`` was left running, and what was found of it.

    ``activity`` are the instants of anything the user recorded. Only what was recorded before the
    block went stale keeps it alive: a capture made hours later does not make up for the silence.
    """
    if block.state != "running":
        return None
    end = planned_end(block, now)
    patience = STALE_AFTER_OPEN_ENDED if end is None else STALE_AFTER
    last = block.events[-1].at
    for moment in sorted(activity):
        if last < moment <= max(last, end or last) + patience:
            last = moment
    limit = max(last, end or last) + patience
    if now < limit:
        return None
    return Staleness(since=limit, planned_end=end, last_activity=last)


def counted_until(block: Block, now: datetime, activity: Iterable[datetime] = ()) -> datetime:
    """Up to when an open block counts: now, or the instant at which it went stale."""
    stale = staleness(block, now, activity)
    return stale.since if stale else now


def refuse_overlap(blocks: Sequence[Block], entry: Block, until: datetime) -> None:
    """Refuse an entry whose focus time overlaps that of another block; pauses may be filled.

    ``until`` is the instant up to which an open block counts.
    """
    mine = [part for part in segments(entry, until) if part.focused]
    for other in blocks:
        if other.id == entry.id or other.state == "discarded":
            continue
        for theirs in segments(other, until):
            if theirs.focused and any(_overlap(part, theirs) for part in mine):
                last = other.ended_at or until
                raise Refused(
                    f'This overlaps "{other.intention}" ({other.started_at:%Y-%m-%d %H:%M} to '
                    f"{last:%H:%M}). Nothing was changed; give other times, or edit that block."
                )


def _overlap(one: Segment, other: Segment) -> bool:
    """Whether two stretches share any time; one without length shares none."""
    return max(one.start, other.start) < min(one.end, other.end)


def refuse_span(start_at: datetime, end_at: datetime, now: datetime) -> None:
    """Refuse times that are the wrong way round, too long or not yet past."""
    _refuse_backwards(start_at, end_at)
    if end_at > now:
        raise Refused(f"{end_at:%Y-%m-%d %H:%M} is still to come; `focus plan` lays out a block ahead.")
    if end_at - start_at > LONGEST:
        raise Refused("A block of more than 24 hours is taken for a typing error. Nothing was changed.")


def _refuse_backwards(start_at: datetime, end_at: datetime) -> None:
    """Refuse an end that does not come after the start."""
    if end_at <= start_at:
        raise Refused(
            f"A block ends after it starts; {start_at:%Y-%m-%d %H:%M} to {end_at:%Y-%m-%d %H:%M} does not. "
            "A time before the start-of-day hour is late at night, on the next date."
        )


def retime(block: Block, start_at: datetime, end_at: datetime) -> Block:
    """An ended block with another start and end; what happened in between is kept within them."""
    if block.ended_at is None:
        raise Refused(f'"{block.intention}" has not ended: its times cannot be edited yet.')
    _refuse_backwards(start_at, end_at)

    def placed(event: BlockEvent) -> BlockEvent:
        if event.kind == "start":
            return replace(event, at=start_at)
        if event.kind in ENDS:
            return replace(event, at=end_at)
        return replace(event, at=min(max(event.at, start_at), end_at))

    return replace(block, events=tuple(placed(event) for event in block.events))
