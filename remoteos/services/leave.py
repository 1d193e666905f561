"""Days off: marked ahead or on the day, and taken back."""

from collections.abc import Sequence
from datetime import date

from remoteos.domain import rituals as rules
from remoteos.domain.rituals import Workday
from remoteos.services.desk import Desk


def day_off(desk: Desk, days: Sequence[date], reason: str = "") -> tuple[Workday, ...]:
    """Mark days as leave: they ask for nothing and are left out of averages."""
    with desk.store.locked():
        wanted = [desk.workday_or_new(day) for day in dict.fromkeys(days)]
        marked = tuple(rules.mark_off(day, desk.now, reason) for day in wanted)
        desk.store.commit(f"mark leave on {_said(marked)}", marked, at=desk.now)
    return marked


def day_on(desk: Desk, days: Sequence[date]) -> tuple[Workday, ...]:
    """Take back leave days; a day that is none stays as it is."""
    with desk.store.locked():
        wanted = [desk.workday_or_new(day) for day in dict.fromkeys(days)]
        marked = tuple(rules.mark_on(day, desk.now) for day in wanted)
        changed = [day for day in marked if day.events]
        desk.store.commit(f"take back leave on {_said(marked)}", changed, at=desk.now)
    return marked


def _said(days: Sequence[Workday]) -> str:
    """The first of some days, and how many more."""
    more = f" and {len(days) - 1} more" if len(days) > 1 else ""
    return f"{days[0].date}{more}" if days else "no day"
