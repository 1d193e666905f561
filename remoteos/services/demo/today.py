"""Today in the story: under way, if it is a workday and the time is one to work at."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from remoteos.domain import focus as rules
from remoteos.domain.time import at_wall
from remoteos.services.demo import blocks, days, loops
from remoteos.services.demo.day import Working, lay_out, open_day, work
from remoteos.services.demo.story import Story

BEGINS, ENDS = time(8, 30), time(19)
"""Between these a workday is under way; before, it is not opened, afterwards it is over."""

FEWEST_LOOPS = 4

_SHORT_MIN = 25
_HALF_HOUR_S = 1800


def live(story: Story, day: date, now: datetime) -> None:
    """Live today as far as it has come."""
    if is_under_way(story, day, now):
        _under_way(story, day, now)
    elif now >= at_wall(day, ENDS, story.clock.tz):
        story.calm = True
        days.workday(story, day, settle=True)


def is_under_way(story: Story, day: date, now: datetime) -> bool:
    """Whether a workday is being worked at an instant of it."""
    return at_wall(day, BEGINS, story.clock.tz) <= now < at_wall(day, ENDS, story.clock.tz)


def _under_way(story: Story, day: date, now: datetime) -> None:
    """A day that was opened, with a finished block, a running one, some planned and some loops."""
    story.calm = True
    opened = min(at_wall(day, time(8, 55), story.clock.tz), now - timedelta(minutes=66))
    days.before_work(story, day, opened)
    working = open_day(story, day, opened, _until(story, day, now))
    _plan(working, opened + timedelta(minutes=3), now)
    free = _first_block(working, opened + timedelta(minutes=6))
    starts = now - timedelta(minutes=20)
    work(working, free + timedelta(minutes=5), starts - timedelta(minutes=2))
    while len(story.loops) < FEWEST_LOOPS:
        loops.note(story, working.day, starts - timedelta(minutes=story.chance.whole(1, 8)))
    blocks.start_running(story, working.day, starts, now)
    story.last = working.day


def _until(story: Story, day: date, now: datetime) -> datetime | None:
    """When the day is to end: as usual, or some hours from now if that is nearly over."""
    usual = story.shutdown(day)
    if usual is None or usual - now > timedelta(hours=2):
        return usual
    late = now + timedelta(hours=2)
    return late + timedelta(seconds=-late.timestamp() % _HALF_HOUR_S)


def _first_block(working: Working, at: datetime) -> datetime:
    """A short block to begin with, finished; when it was over."""
    story = working.story
    block = replace(blocks.new(story, working.day, at), planned_s=_SHORT_MIN * 60, break_s=300)
    block = rules.start(block, at)
    story.commit(f"start “{block.intention}”", at, block)
    end = at + timedelta(minutes=_SHORT_MIN, seconds=story.chance.whole(0, 49))
    said, then = story.words.say("results") or "done", story.words.say("next")
    block = rules.finish(block, end, result=said, depth=4, next_action=then)
    story.commit(f"finish “{block.intention}”", end, block)
    return end


def _plan(working: Working, at: datetime, now: datetime) -> None:
    """Plan three blocks for the hours to come; short ones when the day is far on."""
    first = now + timedelta(minutes=40)
    first += timedelta(seconds=-first.timestamp() % _HALF_HOUR_S)
    until = working.day.shutdown_at
    is_late = until is not None and until - first < timedelta(minutes=230)
    step = timedelta(minutes=30 if is_late else 90)
    lay_out(working, at, [first + step * place for place in range(3)], _SHORT_MIN if is_late else 50)
