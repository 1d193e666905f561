"""Manager cards: how somebody likes to be kept informed, and when they hear next."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar, Literal, NamedTuple

from remoteos.domain.record import Record, Visibility
from remoteos.domain.time import ONE_DAY, WEEKDAYS

Relation = Literal["manager", "skip-level", "client", "team"]
Cadence = Literal["daily", "weekly", "fortnightly", "monthly", "on request"]

FRIDAY = 4

_EARLY: Mapping[Cadence, timedelta] = {
    "daily": timedelta(days=1),
    "weekly": timedelta(days=4),
    "fortnightly": timedelta(days=10),
    "monthly": timedelta(days=15),
}
"""How long after an update the next one can be due at the earliest: one sent a day or two early is not
asked for again on its day."""


@dataclass(frozen=True, kw_only=True)
class ManagerCard(Record):
    """How one person, or a team, likes to be kept informed; private, as all that is noted about people."""

    TABLE: ClassVar[str] = "manager_cards"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"rhythm": ("cadence", "weekday")}

    person: str
    """What they are called."""
    relation: Relation = "manager"
    cadence: Cadence = "weekly"
    weekday: int = FRIDAY
    """The day on which an update is due, 0 (Monday) to 6 (Sunday)."""
    format: str = "weekly"
    """The name of the update format they prefer."""
    channel: str = ""
    """Where updates go: mail, a channel, a document."""
    address: str = ""
    """Their address, for the mail file."""
    length: str = ""
    """How long they like an update to be, in their words."""
    reassures: str = ""
    """What reassures them."""
    worries: str = ""
    """What they worry about."""
    decides: str = ""
    """How they decide."""
    goal_ids: tuple[str, ...] = ()
    """Their goals on the ladder."""
    agreed: str = ""
    """The ways of working that were agreed with them."""
    notes: str = ""
    """Private notes."""
    sees: Literal["manager", "public"] = "manager"
    """What an update to them may hold: all that is visible to the manager, or only what is to anyone."""
    hours: bool = False
    """Whether updates to them tell hours of focus."""
    wellbeing: bool = False
    """Whether updates to them tell energy and stress."""
    told_on: date | None = None
    """The workday of the last update that was sent to them; None while none was."""

    @property
    def name(self) -> str:
        """What they are called."""
        return self.person

    def may_see(self, visibility: Visibility) -> bool:
        """Whether something this visible may be told to them."""
        return visibility == "public" or (visibility == "manager" and self.sees == "manager")


def rhythm(card: ManagerCard) -> str:
    """How often they hear, and on which day, in words."""
    day = WEEKDAYS[card.weekday].capitalize()
    return {
        "daily": "every working day",
        "weekly": f"every {day}",
        "fortnightly": f"every other {day}",
        "monthly": f"every last {day} of a month",
        "on request": "on request",
    }[card.cadence]


class Due(NamedTuple):
    """When an update is due."""

    on: date
    missed: tuple[date, ...] = ()
    """Earlier dates on which one was due and none was sent."""


def usual_sight(relation: Relation) -> Literal["manager", "public"]:
    """What a new card of this relation may see: a manager all that is the manager's, others the public."""
    return "manager" if relation == "manager" else "public"


def before_first(card: ManagerCard, made: date) -> date:
    """The date that stands for the last update while none was sent: the first is due from ``made`` on."""
    return made - _EARLY.get(card.cadence, ONE_DAY)


def due(card: ManagerCard, last: date, off: Collection[date], today: date) -> Due | None:
    """When the next update is due; None when they only hear on request.

    ``last`` is the date of the last one sent, or that of `before_first`. The latest date that has come stands
    for all that were missed; a due day in ``off``, leave and what free days follow it, moves to the first day
    back.
    """
    if card.cadence == "on request":
        return None
    day = _next(card, last + _EARLY[card.cadence])
    passed: list[date] = []
    while day <= today:
        passed.append(day)
        day = _next(card, day + _EARLY[card.cadence])
    return Due(_back(passed[-1] if passed else day, off), tuple(passed[:-1]))


def _back(day: date, off: Collection[date]) -> date:
    """The day itself, or the first one after it that is not off."""
    while day in off:
        day += ONE_DAY
    return day


def _next(card: ManagerCard, earliest: date) -> date:
    """The first day, ``earliest`` or later, on which the cadence has an update."""
    if card.cadence == "daily":
        while earliest.weekday() > FRIDAY:
            earliest += ONE_DAY
        return earliest
    day = earliest + timedelta(days=(card.weekday - earliest.weekday()) % 7)
    if card.cadence == "monthly":
        while (day + timedelta(days=7)).month == day.month:  # the last such weekday of its month
            day += timedelta(days=7)
    return day
