"""Which reminders lie ahead, as things stand."""

from remoteos.domain import reminders as rules
from remoteos.domain.reminders import Reminder
from remoteos.services import breaks, focus
from remoteos.services.desk import Desk


def moments(desk: Desk) -> tuple[Reminder, ...]:
    """The reminders of the open block, the break and the day, those left out that are turned off.

    They hold until a record or a setting changes, or another workday begins.
    """
    return rules.moments(
        focus.current(desk), breaks.current(desk), desk.workday(desk.today), desk.settings.reminders
    )
