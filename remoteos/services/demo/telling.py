"""The whole story, from its first day until now, written into a data folder."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from remoteos.domain.rituals import Workday
from remoteos.domain.time import ONE_DAY, workday_date
from remoteos.services.clock import Clock
from remoteos.services.demo import days, today
from remoteos.services.demo.chance import Chance
from remoteos.services.demo.decisions import DECIDING, DecisionLog
from remoteos.services.demo.know_how import KnowHow
from remoteos.services.demo.leave import calendar
from remoteos.services.demo.relations import DRAFTING, LATELY, REMEMBERED, TELLING, Relations
from remoteos.services.demo.story import Story
from remoteos.services.demo.words import Words, role_called
from remoteos.store.places import user_folder
from remoteos.store.seeding import History, refuse_taken, seed

A_FEW_WEEKS = timedelta(days=27)
"""How far back a story of no years begins."""

A_WEEK = timedelta(days=7)

_FIRST = date(1970, 1, 5)
"""Ids begin in 1970, and so do stories."""


@dataclass(frozen=True)
class Told:
    """A data folder with a story in it."""

    root: Path
    """The data folder, for ``REMOTEOS_DATA``."""
    user: str
    role: str
    years: int
    seed: int
    counts: Mapping[str, int]
    """How many records there are, by table."""


def write(root: Path, user: str, *, clock: Clock, years: int, number: int, role: str) -> Told:
    """Make a folder a data folder with the story that a seed's number gives.

    Raises Refused for a role without a story and for a user who has data there, BadInput for a name that
    no user can have, and CannotCreate when the folder cannot be made.
    """
    role = role_called(role)
    folder = user_folder(root, user)
    refuse_taken(folder)
    counts = seed(folder, tell(clock, years=years, number=number, role=role), now=clock.now())
    return Told(root, user, role, years, number, dict(sorted(counts.items())))


def tell(clock: Clock, *, years: int, number: int, role: str, into: History | None = None) -> History:
    """Live through the years up to now; the history is a new one unless given."""
    chance = Chance(f"{role} {number}")
    story = Story(chance, Words(role, chance), clock, History() if into is None else into)
    now = clock.now()
    last = workday_date(now, clock.tz, story.settings.day_starts_at_hour)
    back = timedelta(days=round(years * 365.25)) if years else A_FEW_WEEKS
    first = max(last - min(back, last - _FIRST), _FIRST)
    log = DecisionLog(role, Chance(f"{role} {number} decisions"))
    know_how = KnowHow(role, Chance(f"{role} {number} know-how"))
    relations = Relations(role, Chance(f"{role} {number} relations"))
    leaves = calendar(chance, story.words, first, last)
    taken = {day for leave in leaves for day in leave.days}
    settled = days.last_workday(taken, last)
    off: dict[date, Workday] = {}
    day = first
    while day <= last:
        if story.recent is None and last - day <= REMEMBERED:
            story.recent = {}
        for leave in leaves:
            if leave.marked_on == day and (day < last or now.hour >= 12):
                off |= {marked.date: marked for marked in days.mark(story, leave)}
        if day.weekday() == DECIDING and day < last and day not in off:
            log.new_week(story, day)
            know_how.new_week(story, day, is_last=last - day <= A_WEEK)
        if day == last:
            _live_today(story, relations, day, now)
        else:
            _live(story, day, off.get(day), settled)
        if day.weekday() == TELLING and day < last and day not in off:
            relations.end_of_week(story, day, lately=last - day <= LATELY)
        story.day_is_over()
        day += ONE_DAY
    return story.history


def _live(story: Story, day: date, off: Workday | None, settled: date) -> None:
    """Live a day; after the last workday, ``settled``, nobody works, so that things stand as it left them."""
    if off is None and days.is_weekday(day):
        days.workday(story, day, settle=day == settled)
    elif day < settled and story.chance.happens(days.WEEKEND_WORK):
        if off is not None:
            days.day_off(story, off)
        elif story.last is not None:
            days.weekend(story, day)


def _live_today(story: Story, relations: Relations, day: date, now: datetime) -> None:
    if days.is_weekday(day):
        today.live(story, day, now)
        if day.weekday() in DRAFTING and today.is_under_way(story, day, now):
            relations.draft(story, now)
