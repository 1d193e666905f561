"""Deep-work blocks: starting, interrupting, ending them, and coming back to one that was left running."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from remoteos.domain import breaks, focus_time
from remoteos.domain import focus as rules
from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block, Source
from remoteos.domain.focus_time import Staleness
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Record
from remoteos.domain.settings import Settings
from remoteos.services.agreement import new_breach
from remoteos.services.captures import new_capture
from remoteos.services.desk import Desk

Settling = Literal["keep", "planned", "activity", "discard"]
"""What to do with a block that was left running: keep its time, trim it to its planned end or to the
last recorded activity, or discard it."""


@dataclass(frozen=True)
class Shape:
    """How long a block is meant to be."""

    planned_s: int | None
    """Planned focus in seconds; None for open-ended."""
    break_s: int | None = None
    """The break that follows, in seconds."""


@dataclass(frozen=True)
class Begun:
    """A block that was just started, and the boundary that it crosses, if any."""

    block: Block
    breach: Breach | None


@dataclass(frozen=True)
class Ended:
    """A block that has just ended, the one it returned to and the boundary crossed, if any."""

    block: Block
    returned_to: Block | None
    breach: Breach | None


@dataclass(frozen=True)
class Interrupted:
    """An interruption as it was noted: in the open block, if there was one, and as an open loop."""

    block: Block | None
    loop: Capture


def shape(
    settings: Settings, *, minutes: int | None = None, preset: str | None = None, open_ended: bool = False
) -> Shape:
    """The length asked for: minutes, a preset's name, or open-ended; else the default preset's."""
    if open_ended or preset == "open-ended":
        return Shape(None)
    if minutes is not None:
        return Shape(minutes * 60)
    chosen = preset or settings.default_preset
    if chosen not in settings.presets:
        names = ", ".join([*settings.presets, "open-ended"])
        raise Refused(f'There is no preset "{chosen}". There are: {names}.')
    focus_min, break_min = settings.presets[chosen]
    return Shape(focus_min * 60, None if break_min is None else break_min * 60)


def current(desk: Desk) -> Block | None:
    """The open block, running or paused."""
    return rules.current(desk.store.all(Block))


def found(desk: Desk, block: Block) -> Staleness | None:
    """What was found of a block that was left running; None when it was not."""
    return focus_time.staleness(block, desk.now, desk.activity())


def counted_until(desk: Desk) -> datetime:
    """Up to when open blocks count: now, or when the running one went stale."""
    block = current(desk)
    return focus_time.counted_until(block, desk.now, desk.activity()) if block else desk.now


def start(
    desk: Desk, intention: str, wanted: Shape, *, outcome: str | None = None, reason: str = ""
) -> Begun:
    """Start a block now; refused while another one is open."""
    with desk.store.locked():
        _refuse_left_running(desk)
        rules.refuse_second(desk.store.all(Block))
        block = rules.start(_new_block(desk, intention, wanted, outcome), desk.now)
        return _begin(desk, block, (), reason)


def start_planned(desk: Desk, which: str, *, reason: str = "") -> Begun:
    """Start a block that was planned ahead."""
    with desk.store.locked():
        planned = desk.store.find(Block, which)
        _refuse_left_running(desk)
        rules.refuse_second(block for block in desk.store.all(Block) if block.id != planned.id)
        block = replace(rules.start(planned, desk.now), day=desk.today)
        return _begin(desk, block, (), reason)


def aside(
    desk: Desk, intention: str, wanted: Shape, *, outcome: str | None = None, reason: str = ""
) -> Begun:
    """Step aside from the open block into another one; ending that returns to it."""
    with desk.store.locked():
        left = _open_block(desk)
        new = replace(_new_block(desk, intention, wanted, outcome), aside_of=left.id)
        if left.state == "paused":  # a pause made on purpose stays one when the aside ends
            return _begin(desk, rules.start(new, desk.now), (), reason)
        paused = rules.pause(left, desk.now)
        return _begin(desk, rules.start(new, paused.events[-1].at), (paused,), reason)


def pause(desk: Desk, *, meant: str | None = None) -> Block:
    """Pause the running block; one that is paused stays so. Here and below ``meant`` is as for `stop`."""
    with desk.store.locked():
        block = _open_block(desk, meant)
        if block.state == "running":
            block = rules.pause(block, desk.now)
            desk.store.commit(f"pause “{block.intention}”", [block], at=desk.now)
    return block


def resume(desk: Desk, *, reason: str = "", meant: str | None = None) -> Begun:
    """Go on with the open block: a paused one runs again, one left running keeps its time and runs on."""
    with desk.store.locked():
        block = _open_block(desk, meant, even_stale=True)
        if block.state == "running" and found(desk, block) is None:
            return Begun(block, None)
        resumed = rules.keep(block, desk.now) if block.state == "running" else rules.resume(block, desk.now)
        breach = new_breach(desk, reason)
        desk.store.commit(f"resume “{block.intention}”", _present(resumed, breach), at=desk.now)
    return Begun(resumed, breach)


def extend(desk: Desk, minutes: int, *, meant: str | None = None) -> Block:
    """Give the open block more time."""
    with desk.store.locked():
        block = rules.extend(_open_block(desk, meant), desk.now, minutes * 60)
        desk.store.commit(f"extend “{block.intention}” by {minutes} min", [block], at=desk.now)
    return block


def interrupt(desk: Desk, note: str, source: Source = "other", promise: str = "") -> Interrupted:
    """Note an interruption without stopping; it becomes an open loop to decide in the evening.

    Without an open block, or with one that was left running, the loop is kept all the same.
    """
    with desk.store.locked():
        block = current(desk)
        if block is not None and found(desk, block) is not None:
            block = None
        if block is not None:
            block = rules.interrupt(block, desk.now, note, source, promise)
        loop = new_capture(desk, note, "interruption", source=source, promise=promise, block=block)
        desk.store.commit(f"note the interruption “{note}”", _present(block, loop), at=desk.now)
    return Interrupted(block, loop)


def stop(
    desk: Desk,
    *,
    result: str = "",
    depth: int | None = None,
    next_action: str = "",
    settling: Settling | None = None,
    reason: str = "",
    meant: str | None = None,
) -> Ended:
    """End the open block, and return to the one it was an aside of.

    ``meant`` is the id of the block that is to end; when another one is open by now, this is refused.
    One that was left running needs ``settling``; it then ends when it was said to, and nothing resumes.
    """
    with desk.store.locked():
        block = _open_block(desk, meant, even_stale=settling is not None)
        stale = found(desk, block)
        if stale is None and settling not in (None, "keep"):
            raise Refused(
                f'"{block.intention}" was not left running: nothing to trim or discard. '
                "`focus stop` ends it now, `focus edit` changes its times afterwards."
            )
        if settling == "discard":
            return _end(desk, rules.discard(block), "discard", returns=False)
        kept = rules.keep(block, desk.now) if stale and settling == "keep" else block
        at = _trimmed(stale, settling) if stale else desk.now
        ended = rules.finish(kept, at or desk.now, result=result, depth=depth, next_action=next_action)
        return _end(desk, ended, "finish", returns=stale is None, reason=reason)


def abandon(desk: Desk, reason: str = "", *, meant: str | None = None) -> Ended:
    """Give the open block up, with a reason; its time is kept."""
    with desk.store.locked():
        ended = rules.abandon(_open_block(desk, meant), desk.now, reason)
        return _end(desk, ended, "abandon", returns=True)


def _trimmed(stale: Staleness, settling: Settling | None) -> datetime | None:
    """Where a block that was left running is cut off; None when all of it is kept."""
    if settling == "activity":
        return stale.last_activity
    if settling == "planned":
        if stale.planned_end is None:
            raise Refused("An open-ended block has no planned end to trim to; --trim activity or --keep do.")
        return stale.planned_end
    return None


def _new_block(desk: Desk, intention: str, wanted: Shape, outcome: str | None) -> Block:
    """A block that serves an outcome is as visible as that outcome; any other is private."""
    serves = desk.store.find(Outcome, outcome) if outcome else None
    return Block(
        **desk.birth(),
        visibility=serves.visibility if serves else "private",
        day=desk.today,
        intention=intention,
        planned_s=wanted.planned_s,
        break_s=wanted.break_s,
        outcome_id=serves.id if serves else None,
    )


def new_planned(desk: Desk, intention: str, wanted: Shape, outcome: str | None = None) -> Block:
    """A block that is not started yet and not saved yet."""
    return _new_block(desk, intention, wanted, outcome)


def _open_block(desk: Desk, meant: str | None = None, *, even_stale: bool = False) -> Block:
    """The open block; refused if there is none or not the one meant, or it was left running, to settle."""
    block = current(desk)
    if block is None:
        raise Refused("No block is open. `remoteos focus start INTENTION` starts one.")
    if meant not in (None, block.id):
        raise Refused(f"Nothing was changed: another block is open by now, “{block.intention}”.")
    if not even_stale:
        _refuse_left_running(desk)
    return block


def _refuse_left_running(desk: Desk) -> None:
    """Refuse to go on while a block that was left running is not settled."""
    block = current(desk)
    stale = found(desk, block) if block else None
    if block is None or stale is None:
        return
    trims = "--trim activity" if stale.planned_end is None else "--trim planned, --trim activity"
    end = f"planned end {stale.planned_end:%H:%M}, " if stale.planned_end else ""
    raise Refused(
        f'"{block.intention}" was left running: {end}last activity {stale.last_activity:%H:%M}, '
        f"counted until {stale.since:%H:%M}. "
        f"Settle it first: `remoteos focus stop` with --keep, {trims} or --discard."
    )


def _begin(desk: Desk, block: Block, others: Iterable[Block], reason: str) -> Begun:
    """Save a block that starts now, with the breach that this may be; a break that is being taken ends."""
    breach = new_breach(desk, reason)
    rested = breaks.cut_short(desk.store.all(Block), desk.now)
    label = f"start “{block.intention}”"
    desk.store.commit(label, _present(*others, rested, block, breach), at=desk.now)
    return Begun(block, breach)


def _end(desk: Desk, ended: Block, label: str, *, returns: bool, reason: str = "") -> Ended:
    """Save a block that has ended, and resume the block it paused when it stepped aside."""
    parent = desk.store.get(Block, ended.aside_of) if ended.aside_of else None
    back = None
    if returns and parent is not None and rules.was_left_for(parent, ended):
        back = rules.resume(parent, desk.now)
    breach = new_breach(desk, reason) if returns else None
    desk.store.commit(f"{label} “{ended.intention}”", _present(ended, back, breach), at=desk.now)
    return Ended(ended, back, breach)


def _present(*records: Record | None) -> list[Record]:
    """The records that are there."""
    return [record for record in records if record is not None]
