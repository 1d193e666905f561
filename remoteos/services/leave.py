"""Days off: marked ahead or on the day, and taken back."""

from collections.abc import Sequence
from datetime import date

from remoteos.domain import rituals as rules
from remoteos.domain.rituals import Workday
from remoteos.services.desk import Desk


def day_off(desk: Desk, days: Sequence[date], reason: str = "") -> tuple[Workday, ...]:
    """Mark days as leave: they ask for nothing and are left out of averages."""
    with desk.store.locked():
        marked = tuple(rules.mark_off(desk.workday_or_new(day), desk.now, reason) for day in days)
        desk.store.commit(f"mark {len(marked)} day(s) off", marked, at=desk.now)
    return marked


def day_on(desk: Desk, days: Sequence[date]) -> tuple[Workday, ...]:
    """Take back leave days."""
    with desk.store.locked():
        marked = tuple(rules.mark_on(desk.workday_or_new(day), desk.now) for day in days)
        desk.store.commit(f"take {len(marked)} day(s) off back", marked, at=desk.now)
    return marked
