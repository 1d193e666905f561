"""When the next update is due; apart from the cards' own service, for the status line looks here."""

from datetime import date

from remoteos.domain import managers as rules
from remoteos.domain.managers import Due, ManagerCard
from remoteos.domain.rituals import Workday
from remoteos.domain.time import ONE_DAY
from remoteos.services.desk import Desk


def due(desk: Desk, card: ManagerCard) -> Due | None:
    """When the next update to a card is due; None when they only hear on request."""
    if card.cadence == "on request":
        return None
    last = card.told_on or rules.before_first(card, desk.workday_of(card.created_at))
    return rules.due(card, last, _off(desk), desk.today)


def _off(desk: Desk) -> set[date]:
    """The days of leave, and the days without working hours that follow on one: nobody is back on those."""
    off = {day.date for day in desk.store.all(Workday) if day.state == "off"}
    for day in tuple(off):
        for _ in range(6):
            day += ONE_DAY
            if desk.settings.hours_on(day.weekday()):
                break
            off.add(day)
    return off


def next_due(desk: Desk) -> tuple[ManagerCard, Due] | None:
    """The card to which an update is due first, and when; None when nobody is to hear without asking."""
    ahead = ((card, found) for card in desk.store.all(ManagerCard) if (found := due(desk, card)))
    return min(ahead, key=lambda each: each[1].on, default=None)


def due_today(desk: Desk) -> ManagerCard | None:
    """The card to which an update is due by today; None while nobody waits, or when the settings say so."""
    if not desk.settings.reminders.update:
        return None
    found = next_due(desk)
    return found[0] if found and found[1].on <= desk.today else None
