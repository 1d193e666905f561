"""When something was recorded on a day, so that a missed beginning or end of it can be made up for."""

from datetime import date, datetime

from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.pulse import Pulse
from remoteos.domain.rituals import Workday
from remoteos.domain.time import latest
from remoteos.services.desk import Desk


def last_activity(desk: Desk, day: Workday) -> datetime | None:
    """The last thing recorded on a day."""
    return latest((day.events[-1].at if day.events else None, *_recorded(desk, day.date)))


def first_activity(desk: Desk, day: Workday) -> datetime | None:
    """The first thing recorded on a day; None on an empty one."""
    return min(_recorded(desk, day.date), default=None)


def _recorded(desk: Desk, day: date) -> list[datetime]:
    """The instants of everything recorded on a day, its own events left out."""
    blocks = [block for block in desk.store.since(Block, day) if block.day == day]
    moments = [event.at for block in blocks for event in block.events]
    noted: list[Capture | Pulse] = [*desk.store.since(Capture, day), *desk.store.since(Pulse, day)]
    # What an end ritual made up for on a later day is about this one, and did not happen on it.
    return moments + [
        one.created_at for one in noted if one.day == day and desk.workday_of(one.created_at) == day
    ]
