"""Boundaries: noticing that one is crossed, once, and keeping the reason."""

from remoteos.domain.agreement import Breach, crossed
from remoteos.domain.rituals import Workday
from remoteos.services.desk import Desk


def new_breach(desk: Desk, reason: str = "", day: Workday | None = None) -> Breach | None:
    """The breach that working now is, to be saved with whatever is being started.

    None when no boundary is crossed, and when this one was already noted today: it is asked about once.
    """
    today = desk.today
    now = desk.now
    kind = crossed(now, day or desk.workday(today), desk.clock.tz, desk.settings)
    if kind is None or any(known.kind == kind and known.day == today for known in desk.store.all(Breach)):
        return None
    return Breach(**desk.birth(), day=today, kind=kind, at=now, reason=reason)
