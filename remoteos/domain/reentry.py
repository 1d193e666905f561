"""Where somebody was who comes back: the block to go on with, how long ago, and its open thought."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime

from remoteos.domain import focus
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import segments
from remoteos.domain.time import seconds_between

AWAY_AFTER_S = 30 * 60
"""After so many seconds without a block, today's last one needs to be called to mind."""


def left_at(
    blocks: Sequence[Block], today: date, now: datetime, closed: Collection[str] = ()
) -> Block | None:
    """The block to go on with: the open one if it is paused, else the last one that says where to go on.

    Of ended blocks those of the day that was worked last count, once that day is over or `AWAY_AFTER_S` have
    passed. A next action that became a block of its own is under way already, and one for an outcome that is
    done or dropped, an id among ``closed``, is not needed any more.
    """
    open_block = focus.current(blocks)
    if open_block is not None:
        return open_block if open_block.state == "paused" else None
    worked = focus.worked(blocks)
    if not worked or (worked[-1].day == today and away_s(worked[-1], now) < AWAY_AFTER_S):
        return None
    begun_later: set[str] = set()
    for block in reversed([block for block in worked if block.day == worked[-1].day]):
        wanted = block.next_action.casefold()
        if wanted and wanted not in begun_later and block.outcome_id not in closed:
            return block
        begun_later.add(block.intention.casefold())
    return None


def away_s(block: Block, now: datetime) -> int:
    """The seconds since a block was last worked on; for one that runs again, how long it had been left."""
    worked = [part for part in segments(block, now) if part.focused]
    if block.state != "running":
        return max(0, seconds_between(worked[-1].end, now)) if worked else 0
    return seconds_between(worked[-2].end, worked[-1].start) if len(worked) > 1 else 0


def open_thought(block: Block, captures: Iterable[Capture]) -> Capture | None:
    """The newest open loop that was captured in a block."""
    noted = [capture for capture in captures if capture.block_id == block.id and capture.is_open]
    return max(noted, key=lambda capture: capture.created_at, default=None)
