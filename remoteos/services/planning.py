"""Planned blocks: changing them as a whole, moving them along the day, finding room for them."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from remoteos.domain import planning as rules
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.planning import Capacity, capacity
from remoteos.domain.rituals import Workday
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape, counted_until, current, new_planned
from remoteos.services.focus_history import between
from remoteos.services.following import links_following

LONGEST_MIN = 24 * 60
"""The most minutes that a block may be planned for."""

ROOM_S = 25 * 60
"""How much room is looked for when a block is open-ended: a short block's."""

_WITHOUT_HOURS = time(9)
"""When a day without working hours is taken to begin, for what is planned on it."""


def change(
    desk: Desk,
    which: str,
    intention: str,
    wanted: Shape,
    *,
    day: date,
    at: datetime | None,
    outcome: str | None = None,
) -> Block:
    """Change all that is said of a planned block; it is as visible as the outcome it serves now."""

    def changed(block: Block) -> Block:
        new = new_planned(desk, intention, wanted, outcome)
        serves = new.outcome_id
        return replace(
            block,
            intention=intention,
            planned_s=wanted.planned_s,
            break_s=wanted.break_s,
            day=day,
            planned_at=at,
            outcome_id=serves,
            visibility=block.visibility if serves == block.outcome_id else new.visibility,
        )

    return _save(desk, which, changed, "change")


def shift(desk: Desk, which: str, minutes: int) -> Block:
    """Move a planned block along its day; one without a time gets the next that is free."""

    def shifted(block: Block) -> Block:
        if block.planned_at is None:
            return replace(block, planned_at=free_time(desk, block.day, block.planned_s, but=block.id))
        at = desk.clock.local(block.planned_at + timedelta(minutes=minutes))
        if desk.workday_of(block.planned_at) == block.day != desk.workday_of(at):
            edge = "begins" if minutes < 0 else "ends"
            raise Refused(f'The day {edge} there: "{block.intention}" stays where it is.')
        return replace(block, planned_at=at)

    return _save(desk, which, shifted, "move")


def lengthen(desk: Desk, which: str, minutes: int) -> Block:
    """Give a planned block more minutes, or fewer."""

    def lengthened(block: Block) -> Block:
        if block.planned_s is None:
            raise Refused(f'"{block.intention}" is open-ended: it has no length to change.')
        length = block.planned_s + minutes * 60
        if not 0 < length <= LONGEST_MIN * 60:
            many = f"more than {LONGEST_MIN} minutes" if length > 0 else "without any time"
            raise Refused(f'"{block.intention}" would be left {many}. Nothing was changed.')
        return replace(block, planned_s=length)

    return _save(desk, which, lengthened, "change")


def free_time(desk: Desk, day: date, length_s: int | None, *, but: str = "") -> datetime:
    """The next time of a day at which so much work fits between what is planned and what goes on.

    ``but`` is a block whose own time counts as free.
    """
    taken = [rules.takes(block) for block in rules.on_plan(between(desk, day, day), day) if block.id != but]
    earliest = _earliest(desk, day)
    running = current(desk) if day == desk.today else None
    if running is not None:
        rest = max(0, (running.planned_s or 0) - focused_s(running, counted_until(desk)))
        after = (running.break_s or 0) if running.planned_s else 0
        taken.append((desk.now, desk.now + timedelta(seconds=rest + after)))
    return rules.free_from([one for one in taken if one], earliest, length_s or ROOM_S)


def hours(desk: Desk, day: date) -> tuple[datetime, datetime] | None:
    """When work is meant to begin and to end on a day by the settings; None on a day without."""
    span = desk.settings.hours_on(day.weekday())
    return (desk.at(day, span[0]), desk.at(day, span[1])) if span else None


def day_begins(desk: Desk, day: date) -> datetime:
    """The instant at which a workday begins by the wall clock."""
    return desk.at(day, time(desk.settings.day_starts_at_hour))


def fit(desk: Desk, day: Workday, blocks: tuple[Block, ...]) -> Capacity | None:
    """How the plan of today or of a day ahead fits before its end; None without one, and for a day gone by.

    Before a day is opened it counts from the beginning of work, and to the end that the settings have.
    """
    if day.date < desk.today or day.state in ("closed", "off"):
        return None
    meant = hours(desk, day.date)
    until = day.shutdown_at or (meant[1] if meant and day.state == "unopened" else None)
    return capacity(blocks, day.date, until, _earliest(desk, day.date))


def _earliest(desk: Desk, day: date) -> datetime:
    """From when on there is time on a day: now on an open one, else not before work begins."""
    known = desk.workday(day)
    meant = hours(desk, day)
    if day == desk.today and known is not None and known.state == "open":
        return desk.now
    if day == desk.today:
        return max(desk.now, meant[0]) if meant else desk.now
    return meant[0] if meant else desk.at(day, _WITHOUT_HOURS)


def _save(desk: Desk, which: str, change: Callable[[Block], Block], did: str) -> Block:
    """Change a block that is still only planned."""
    with desk.store.locked():
        before = desk.store.find(Block, which)
        if before.state != "planned":
            raise Refused(
                f'"{before.intention}" is {before.state}: only a planned block can be moved or changed so.'
            )
        block = change(before)
        links = links_following(desk, [block], before.visibility, block.visibility)
        desk.store.commit(f"{did} “{block.intention}”", [block, *links], at=desk.now)
    return block
