"""The page of one day as the app shows it: the day along its hours, and what waits beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from remoteos.domain.asks import Ask
from remoteos.domain.breaks import breaks_of
from remoteos.domain.captures import Capture
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.planning import Capacity
from remoteos.domain.timeline import Frame, Timeline, timeline
from remoteos.services import asks, planning
from remoteos.services.captures import open_loops
from remoteos.services.day import DayView, view
from remoteos.services.desk import Desk
from remoteos.services.focus import counted_until

When = Literal["past", "today", "ahead"]


@dataclass(frozen=True)
class DayPage:
    """Everything that the page of a day shows."""

    view: DayView
    when: When
    timeline: Timeline
    until: datetime
    """Up to when open blocks count."""
    fit: Capacity | None
    """The plan against the time that is left before the day's end; None where there is no end ahead."""
    goals: Mapping[str, Goal]
    """The goals that the day's outcomes hang from, by their id."""
    serves: Mapping[str, Outcome]
    """The outcomes that its blocks serve, by their id."""
    loops: tuple[Capture, ...] = ()
    """The open loops, what was carried most often first; none on another day than today."""
    asks: tuple[Ask, ...] = ()
    """What waits on others, the most urgent first; none on another day than today."""


def day_page(desk: Desk, on: date) -> DayPage:
    """The page of a day; a day whose records are old is read from the archive."""
    page = view(desk, on)
    when: When = "today" if on == desk.today else "past" if on < desk.today else "ahead"
    over = page.day.state in ("closed", "off")
    until = counted_until(desk)
    frame = Frame(
        tz=desk.clock.tz,
        begins=planning.day_begins(desk, on),
        until=until,
        now=desk.now if when == "today" and not over else None,
        hours=planning.hours(desk, on),
    )
    had = breaks_of(page.blocks, desk.now)
    goals = {one.goal_id for one in page.outcomes}
    served = {block.outcome_id for block in (*page.blocks, *page.planned)}
    return DayPage(
        view=page,
        when=when,
        timeline=timeline(page.day, (*page.blocks, *page.planned), had, frame),
        until=until,
        fit=planning.fit(desk, page.day, (*page.blocks, *page.planned)),
        goals={goal.id: goal for goal in desk.store.all(Goal) if goal.id in goals},
        serves={one.id: one for one in desk.store.since(Outcome, on) if one.id in served},
        loops=open_loops(desk) if when == "today" else (),
        asks=asks.waiting(desk) if when == "today" else (),
    )


def is_new(desk: Desk) -> bool:
    """Whether nothing was ever recorded here."""
    return not any(desk.store.all(kind) for kind in desk.store.kinds)
