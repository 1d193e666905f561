"""The boundaries of the day, and the breaches of them: recorded, explained, never scolded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from typing import ClassVar, Literal

from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.domain.time import ONE_DAY

BreachKind = Literal["after_shutdown", "offline_hours", "day_off"]

BREACH_WORDS: dict[BreachKind, str] = {
    "after_shutdown": "after the day's end",
    "offline_hours": "in offline hours",
    "day_off": "on a day off",
}
"""How each kind is said to the user."""


@dataclass(frozen=True, kw_only=True)
class Breach(Record):
    """A boundary crossed; private, and asked about once."""

    TABLE: ClassVar[str] = "breaches"

    day: date
    """The workday on which it happened."""
    kind: BreachKind
    at: datetime
    reason: str = ""
    """Why, if the user said so; nothing is an answer too."""

    @property
    def settled_at(self) -> datetime | None:
        """When it happened."""
        return self.at

    @property
    def name(self) -> str:
        """When and what."""
        return f"{self.day} {BREACH_WORDS[self.kind]}"


def is_offline(now: datetime, tz: tzinfo, settings: Settings) -> bool:
    """Whether ``now`` is in offline hours: those that began today, or last night's still going on."""
    wall = now.astimezone(tz)
    clock = wall.time().replace(tzinfo=None)
    tonight = settings.offline_on(wall.weekday())
    last_night = settings.offline_on((wall - ONE_DAY).weekday())
    if tonight is not None:
        start, end = tonight
        if clock >= start and (start > end or clock < end):
            return True
    return last_night is not None and last_night[0] > last_night[1] and clock < last_night[1]


CLOSING_GRACE = timedelta(minutes=30)
"""A day that is closed this soon after its planned end was closed on time."""


def crossed(now: datetime, day: Workday | None, tz: tzinfo, settings: Settings) -> BreachKind | None:
    """Which boundary work at ``now`` crosses, None when it crosses none."""
    if day is not None and day.state == "off":
        return "day_off"
    if day is not None and day.state == "closed":
        return "after_shutdown"
    if day is not None and day.shutdown_at is not None and now >= day.shutdown_at:
        return "after_shutdown"
    return "offline_hours" if is_offline(now, tz, settings) else None
