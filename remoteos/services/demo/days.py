"""The days of the story one after the other: workdays, days off, weekends, and how each of them ends."""

from datetime import date, datetime, timedelta
from typing import Literal

from remoteos.domain.rituals import Workday, mark_off
from remoteos.domain.time import ONE_DAY
from remoteos.services.demo import blocks, loops, results
from remoteos.services.demo.day import (
    Working,
    close_day,
    forget_to_close,
    lay_out,
    open_day,
    work,
    work_again,
)
from remoteos.services.demo.leave import SATURDAY, Leave
from remoteos.services.demo.story import Story

Evening = Literal["usual", "late", "missed", "again", "night"]
EVENINGS: dict[Evening, float] = {"usual": 915, "late": 45, "missed": 20, "again": 13, "night": 7}
"""How days end: in time, too late, with the shutdown forgotten, opened again, at night."""

WEEKEND_WORK = 0.02
"""On which share of weekend days somebody works a little, and of days off."""

HOURS = (9, 10, 11, 13, 14, 15)
"""At which hours blocks are planned."""

ASKS_WAITING = 2
"""How many asks wait at the end of the story."""


def workday(story: Story, day: date, *, settle: bool = False) -> None:
    """Live a workday from its opening to its end; with ``settle`` it ends in time and leaves two asks."""
    at = story.at(day, 8, story.chance.whole(36, 59))
    before_work(story, day, at)
    working = open_day(story, day, at)
    planned = story.chance.whole(2, 4)
    lay_out(working, at + timedelta(minutes=3), _times(story, day, planned))
    if story.chance.happens(0.35):
        results.raise_ask(story, story.at(day, story.chance.whole(10, 15), story.chance.whole(0, 59)))
    end = work(working, story.later(at, 6, 12), story.at(day, 16, story.chance.whole(35, 59)))
    evening: Evening = "usual" if settle else story.chance.weighted(EVENINGS)
    if evening == "missed":
        forget_to_close(working)
        return
    late = evening == "late"
    close_day(working, max(end, story.at(day, 18 if late else 17, story.chance.whole(4, 26))))
    if evening == "again":
        work_again(working, story.at(day, 19, story.chance.whole(5, 25)))
    elif evening == "night":
        work_again(working, story.at(day, 21, story.chance.whole(5, 50)))
    if settle and working.day.closed_at is not None:
        results.leave_waiting(story, working.day.closed_at, ASKS_WAITING)


def before_work(story: Story, day: date, at: datetime) -> None:
    """What comes before a day is opened: goals for a new half year, outcomes for a new week."""
    last = story.last.date if story.last else None
    if last is None or (last.year, last.month > 6) != (day.year, day.month > 6):
        results.new_half_year(story, at - timedelta(minutes=50))
    if last is None or last.isocalendar()[:2] != day.isocalendar()[:2] or len(story.outcomes) < 2:
        results.new_outcomes(story, at - timedelta(minutes=4), 4)


def weekend(story: Story, day: date) -> None:
    """Work a little on a day without hours, or on leave, which is noted."""
    at = story.at(day, 10, story.chance.whole(0, 59))
    working = open_day(story, day, at)
    block = blocks.new(story, working.day, at)
    end = blocks.live(story, working.day, block, at + timedelta(minutes=5), 50)
    working.last = end
    close_day(working, end + timedelta(minutes=4))


def day_off(story: Story, day: Workday) -> None:
    """Note something on a day off and work on it for a while, all the same."""
    at = story.at(day.date, 11, story.chance.whole(0, 59))
    working = Working(story, day, energy=3)
    loops.note(story, day, at)
    block = blocks.new(story, day, at)
    crossing = working.crossing(at)
    story.commit(f"work on a day off “{block.intention}”", at, crossing)
    blocks.live(story, day, block, at, 30)


def mark(story: Story, leave: Leave) -> list[Workday]:
    """Mark days as leave, weeks ahead or on the very morning."""
    hour = 7 if leave.marked_on == leave.days[0] else 11
    at = story.at(leave.marked_on, hour, story.chance.whole(30, 59))
    marked = []
    for day in leave.days:
        new = Workday(**story.birth(at), date=day, zone=story.clock.zone)
        marked.append(mark_off(new, at, leave.reason))
    story.commit(f"mark {len(marked)} day(s) off", at, *marked)
    return marked


def is_weekday(day: date) -> bool:
    """Whether it is Monday to Friday."""
    return day.weekday() < SATURDAY


def last_workday(days_off: set[date], today: date) -> date:
    """The last weekday before today that was not leave."""
    day = today - ONE_DAY
    while not is_weekday(day) or day in days_off:
        day -= ONE_DAY
    return day


def _times(story: Story, day: date, count: int) -> list[datetime]:
    """Some times of a day to plan blocks for."""
    hours = sorted(story.chance.shuffled(HOURS)[:count])
    return [story.at(day, hour, story.chance.pick((0, 15, 30))).replace(second=0) for hour in hours]
