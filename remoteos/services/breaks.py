"""The break after a block: taking it, putting it off, and being back."""

from remoteos.domain import breaks as rules
from remoteos.domain.breaks import SNOOZE_MIN, Break
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.services.desk import Desk


def current(desk: Desk) -> Break | None:
    """The break after the last block: due, put off, being taken or just over.

    None once another block has started, when it is long past, and when the day was closed with the block.
    """
    found = rules.current(desk.store.all(Block), desk.now)
    return None if found is None or _ended_with_the_day(desk, found.block) else found


def take(desk: Desk) -> Break:
    """Begin the break that is due, or that was put off; one that is being taken goes on."""
    with desk.store.locked():
        found = current(desk)
        if found is not None and found.state == "running":
            return found
        block = rules.take(_due(found).block, desk.now)
        return _save(desk, f"break after “{block.intention}”", block)


def snooze(desk: Desk, minutes: int = SNOOZE_MIN) -> Break:
    """Put the break that is due off; one that was put off already is due so many minutes from now."""
    with desk.store.locked():
        block = rules.snooze(_due(current(desk)).block, desk.now, minutes)
        return _save(desk, f"put the break after “{block.intention}” off by {minutes} min", block)


def took(desk: Desk) -> Break:
    """Say that the break that is due was had already."""
    with desk.store.locked():
        block = rules.took(_due(current(desk)).block, desk.now)
        return _save(desk, f"had the break after “{block.intention}”", block)


def back(desk: Desk) -> Break:
    """End the break that is being taken."""
    with desk.store.locked():
        found = current(desk)
        if found is None or found.state != "running":
            raise Refused("No break is being taken. `remoteos focus break` takes the one that is due.")
        block = rules.back(found.block, desk.now)
        return _save(desk, f"back from the break after “{block.intention}”", block)


def _due(found: Break | None) -> Break:
    """The break that can be taken or put off; refused when there is none."""
    if found is not None and found.state == "running":
        raise Refused("The break is being taken. `remoteos focus break --back` ends it.")
    if found is None or found.state == "over":
        raise Refused("No break is due. One follows a finished block whose preset has a break.")
    return found


def _ended_with_the_day(desk: Desk, block: Block) -> bool:
    """Whether the day of a block was closed once the block had ended: no break follows a day's last one."""
    day = desk.workday(block.day)
    closed, ended = (day.closed_at if day else None), block.ended_at
    return closed is not None and ended is not None and closed >= ended


def _save(desk: Desk, label: str, block: Block) -> Break:
    """Save what was said of a break, and return how it stands now."""
    desk.store.commit(label, [block], at=desk.now)
    found = rules.after(block, desk.now)
    assert found is not None, "only a block that a break follows gets here"
    return found
