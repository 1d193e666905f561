"""What every use case works with: the store, the clock and the settings."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TypedDict

from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.domain.time import on_workday, workday_date
from remoteos.services.clock import Clock
from remoteos.store.store import Store


class Birth(TypedDict):
    """The fields with which every new record begins."""

    id: str
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True)
class Desk:
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
        """The workday that now belongs to.

        Someone who flew west with the day open is still in that day, whatever the wall says.
        """
        local = self.workday_of(self.now)
        ahead = (day.date for day in self.store.all(Workday) if day.state == "open" and day.date > local)
        return max(ahead, default=local)

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

    def at(self, day: date, clock: time) -> datetime:
        """The instant of a wall-clock time within the workday ``day``."""
        return on_workday(day, clock, self.clock.tz, self.settings.day_starts_at_hour)
