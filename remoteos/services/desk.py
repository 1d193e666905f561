"""What every use case works with: the store, the clock and the settings."""

from datetime import date, datetime
from typing import NamedTuple, TypedDict
from zoneinfo import ZoneInfo

from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.domain.time import ONE_DAY, TimeGiven, on_workday, workday_date
from remoteos.services.clock import Clock
from remoteos.store.store import Store


class Birth(TypedDict):
    """The fields with which every new record begins."""

    id: str
    created_at: datetime
    updated_at: datetime


class Desk(NamedTuple):
    """One user's store, with the clock and the settings that apply."""

    store: Store
    clock: Clock
    settings: Settings

    @property
    def now(self) -> datetime:
        """The present instant."""
        return self.clock.now()

    @property
    def today(self) -> date:
        """The workday that now belongs to: the wall's, or one that was opened in a zone where it goes on.

        Someone who flies with the day open stays in that day until it is over where it began.
        """
        for day in self.store.all(Workday):
            if day.state == "open" and day.zone != self.clock.zone and self._goes_on(day):
                return day.date
        return self.workday_of(self.now)

    def next_workday(self) -> date:
        """The next day after today with working hours that is not leave; tomorrow if a fortnight has none."""
        off = {day.date for day in self.store.all(Workday) if day.state == "off"}
        ahead = (self.today + ONE_DAY * count for count in range(1, 15))
        working = (day for day in ahead if self.settings.hours_on(day.weekday()) and day not in off)
        return next(working, self.today + ONE_DAY)

    def _goes_on(self, day: Workday) -> bool:
        """Whether it is still ``day`` in the zone it began in; a zone unknown here says nothing."""
        try:
            there = ZoneInfo(day.zone)
        except (KeyError, ValueError, OSError):
            return False
        return workday_date(self.now, there, self.settings.day_starts_at_hour) == day.date

    def workday_of(self, moment: datetime) -> date:
        """The workday that an instant belongs to by the wall clock."""
        return workday_date(moment, self.clock.tz, self.settings.day_starts_at_hour)

    def activity(self) -> tuple[datetime, ...]:
        """The instants at which the user recorded anything lately."""
        return tuple(commit.at for commit in self.store.commits())

    def birth(self) -> Birth:
        """A new id and the instants of a record made now."""
        now = self.now
        return {"id": self.clock.new_id(), "created_at": now, "updated_at": now}

    def workday(self, day: date) -> Workday | None:
        """The record of ``day``, from the archive if it is old; None when nothing was noted on it."""
        return next((found for found in self.store.since(Workday, day) if found.date == day), None)

    def workday_or_new(self, day: date) -> Workday:
        """The record of ``day``, or a new unopened one that is not saved yet."""
        return self.workday(day) or Workday(**self.birth(), date=day, zone=self.clock.zone)

    def at(self, day: date, given: TimeGiven) -> datetime:
        """The instant of a wall-clock time within the workday ``day``; a whole instant is what it is."""
        return on_workday(day, given, self.clock.tz, self.settings.day_starts_at_hour)
