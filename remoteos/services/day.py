"""One workday at a glance: what was meant, what happened, what is left."""

from dataclasses import dataclass
from datetime import date, datetime

from remoteos.domain import focus_report
from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.focus_report import Gap, PlannedActual
from remoteos.domain.outcomes import Outcome
from remoteos.domain.planning import Capacity, capacity, on_plan
from remoteos.domain.pulse import Pulse
from remoteos.domain.rituals import Workday, left_open
from remoteos.services.desk import Desk
from remoteos.services.focus import counted_until
from remoteos.services.focus_history import between


@dataclass(frozen=True)
class DayView:
    """Everything recorded on one workday."""

    day: Workday
    outcomes: tuple[Outcome, ...]
    blocks: tuple[Block, ...]
    """Blocks that were started, in the order of time."""
    planned: tuple[Block, ...]
    """Blocks still planned, those with a time first."""
    captures: tuple[Capture, ...]
    pulses: tuple[Pulse, ...]
    breaches: tuple[Breach, ...]
    capacity: Capacity | None
    """The plan against the time left; None when there is no shutdown time, or the day is not today."""
    gaps: tuple[Gap, ...]
    focused_s: int
    planned_actual: PlannedActual
    target_s: int
    """The focus that the user means to reach in a day."""
    first_thing: str = ""
    """What the last day that was worked said to begin with; for today, once it is open."""
    missed: tuple[Workday, ...] = ()
    """Earlier days that are still open; for today, until it is opened."""
    running_on: tuple[Block, ...] = ()
    """Blocks of other days that are still open; for today."""


def view(desk: Desk, on: date) -> DayView:
    """The page of one workday, from the archive if it is old."""
    until = counted_until(desk)
    store = desk.store
    day = desk.workday_or_new(on)
    blocks = between(desk, on, on)
    is_today = on == desk.today
    known = {outcome.id: outcome for outcome in store.since(Outcome, on)}
    return DayView(
        day=day,
        outcomes=tuple(known[one] for one in day.outcome_ids if one in known),
        blocks=tuple(block for block in blocks if block.started_at),
        planned=on_plan(blocks, on),
        captures=tuple(capture for capture in store.since(Capture, on) if capture.day == on),
        pulses=tuple(pulse for pulse in store.since(Pulse, on) if pulse.day == on),
        breaches=tuple(breach for breach in store.since(Breach, on) if breach.day == on),
        capacity=capacity(blocks, on, day.shutdown_at, desk.now) if is_today else None,
        gaps=_gaps(day, blocks, until),
        focused_s=focus_report.total_focus_s(blocks, until),
        planned_actual=focus_report.planned_against_actual(blocks, until),
        target_s=desk.settings.daily_target_min * 60,
        first_thing=_first_thing(desk, on) if is_today and day.state == "open" else "",
        missed=left_open(store.all(Workday), on) if is_today and not day.opened_at else (),
        running_on=_running_on(desk, on) if is_today else (),
    )


def _first_thing(desk: Desk, on: date) -> str:
    """What the last day before ``on`` that was worked said to begin with."""
    worked = (day for day in desk.store.all(Workday) if day.date < on and day.opened_at)
    last = max(worked, key=lambda day: day.date, default=None)
    return last.first_thing if last else ""


def _running_on(desk: Desk, on: date) -> tuple[Block, ...]:
    """The open blocks of days other than ``on``, the one begun first at the top."""
    found = [block for block in desk.store.all(Block) if block.is_open and block.day != on]
    return tuple(sorted(found, key=lambda block: block.events[0].at))


def _gaps(day: Workday, blocks: tuple[Block, ...], until: datetime) -> tuple[Gap, ...]:
    """The gaps between the day's opening and its close, or now while it is open."""
    if day.opened_at is None:
        return ()
    return focus_report.gaps(blocks, day.opened_at, day.closed_at or max(until, day.opened_at), until)
