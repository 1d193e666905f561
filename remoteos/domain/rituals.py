"""The workday: opened by the start ritual, closed by the end ritual, recovered when the end was missed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record
from remoteos.domain.time import latest

DayState = Literal["unopened", "open", "closed", "off"]
DayType = Literal["deep", "meetings", "mixed", "recovery"]
DayEventKind = Literal["open", "close", "reopen", "recover", "off", "on"]
Ritual = Literal["start", "end"]
StepState = Literal["done", "skipped"]

MOST_OUTCOMES = 3
"""More than three outcomes are a wish list; the start ritual holds the line."""

STEPS: Mapping[Ritual, tuple[str, ...]] = {
    "start": ("left over", "pulse", "day type", "outcomes", "plan"),
    "end": ("moved", "wins", "loops", "pulse", "tomorrow"),
}
"""The steps of the two daily rituals, in order; the settings may have others."""

AFTER: Mapping[DayEventKind, DayState] = {
    "open": "open",
    "reopen": "open",
    "close": "closed",
    "recover": "closed",
    "off": "off",
    "on": "unopened",
}
"""The state that each event leaves the day in."""


@dataclass(frozen=True, kw_only=True)
class DayEvent:
    """Something that happened to a workday as a whole."""

    kind: DayEventKind
    at: datetime
    reason: str = ""
    """Why the day was off."""


@dataclass(frozen=True, kw_only=True)
class StepMark:
    """How far a ritual has come: one step done or skipped."""

    ritual: Ritual
    step: str
    state: StepState


@dataclass(frozen=True, kw_only=True)
class Workday(Record):
    """One working date of the user."""

    TABLE: ClassVar[str] = "workdays"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {"state": ("events",), "close": ("first_thing", "note")}

    date: date
    zone: str
    """The IANA name of the zone the user was in when the day was made."""
    events: tuple[DayEvent, ...] = ()
    """What happened to the day, in the order of time; its state is the last one's."""
    day_type: DayType | None = None
    shutdown_at: datetime | None = None
    """When the user means to stop; None on a day without working hours."""
    outcome_ids: tuple[str, ...] = ()
    """The outcomes of the day, at most three."""
    carried_ids: tuple[str, ...] = ()
    """The unfinished ones among them that the close carried over to the next day."""
    first_thing: str = ""
    """What to begin with tomorrow."""
    note: str = ""
    """A private note on the day."""
    steps: tuple[StepMark, ...] = ()
    """Which steps of its rituals are done or skipped, so that either can be finished later."""

    @property
    def state(self) -> DayState:
        """Unopened, open, closed or off."""
        return AFTER[self.events[-1].kind] if self.events else "unopened"

    @property
    def opened_at(self) -> datetime | None:
        """When it was first opened."""
        return next((event.at for event in self.events if event.kind == "open"), None)

    @property
    def closed_at(self) -> datetime | None:
        """When it was last closed; None while it is not."""
        return self.events[-1].at if self.state == "closed" else None

    @property
    def recovered(self) -> bool:
        """Whether its shutdown was missed and made up for later."""
        return any(event.kind == "recover" for event in self.events)

    @property
    def reopened(self) -> int:
        """How many times it was opened again after a close."""
        return sum(event.kind == "reopen" for event in self.events)

    @property
    def settled_at(self) -> datetime | None:
        """When it was closed or marked off, leave ahead not before its date; None while it is pending."""
        if self.state not in ("closed", "off"):
            return None
        return max(self.events[-1].at, datetime.combine(self.date, time.min, UTC))

    @property
    def name(self) -> str:
        """Its date."""
        return self.date.isoformat()


def open_day(day: Workday, now: datetime) -> Workday:
    """Open the day; an open one stays as it is, a closed one is reopened and that is kept.

    A reopened day ends anew: its end ritual is asked again.
    """
    if day.state == "open":
        return day
    if day.state != "closed":
        return _happen(day, DayEvent(kind="open", at=now))
    kept = tuple(mark for mark in day.steps if mark.ritual != "end")
    return replace(_happen(day, DayEvent(kind="reopen", at=now)), steps=kept)


def close_day(day: Workday, now: datetime, began: datetime | None = None) -> Workday:
    """Close the day; a closed one stays as it is.

    A day that was worked without being opened counts as opened at ``began``, its first recorded activity.
    """
    if day.state == "closed":
        return day
    if day.state != "open":
        if began is None:
            raise Refused(
                f"{day.date} is {day.state} and nothing was recorded on it: there is nothing to close. "
                "`remoteos day open` opens it."
            )
        day = _happen(day, DayEvent(kind="open", at=min(began, now)))
    return _happen(day, DayEvent(kind="close", at=now))


def recover(day: Workday, last_activity: datetime | None) -> Workday:
    """Close a day whose shutdown was missed, as of the last activity recorded on it."""
    at = latest((day.opened_at, last_activity))
    if day.state != "open" or at is None:
        return day
    return _happen(day, DayEvent(kind="recover", at=at))


def mark_off(day: Workday, now: datetime, reason: str = "") -> Workday:
    """Mark a day as leave; refused for one that was opened."""
    if day.state == "off":
        return day
    if day.state != "unopened":
        raise Refused(f"{day.date} is {day.state}: a day that was opened is not leave. Nothing was changed.")
    return _happen(day, DayEvent(kind="off", at=now, reason=reason))


def mark_on(day: Workday, now: datetime) -> Workday:
    """Take back a leave day."""
    return _happen(day, DayEvent(kind="on", at=now)) if day.state == "off" else day


def _happen(day: Workday, event: DayEvent) -> Workday:
    """The day after ``event``, which never comes before the last one, even if the clock was set back."""
    if day.events and event.at < day.events[-1].at:
        event = replace(event, at=day.events[-1].at)
    return replace(day, events=(*day.events, event))


def pick_outcomes(day: Workday, outcome_ids: Sequence[str]) -> Workday:
    """Set the day's outcomes; a fourth is refused, the same one twice counts once."""
    unique = tuple(dict.fromkeys(outcome_ids))
    if len(unique) > MOST_OUTCOMES:
        raise Refused(
            f"At most {MOST_OUTCOMES} outcomes for one day, and {len(unique)} were given. "
            "Nothing was changed; pick the ones that matter most."
        )
    return replace(day, outcome_ids=unique)


def mark_step(day: Workday, ritual: Ritual, step: str, state: StepState) -> Workday:
    """Note that a step of a ritual is done or skipped; a later word on the same step counts."""
    others = tuple(mark for mark in day.steps if (mark.ritual, mark.step) != (ritual, step))
    return replace(day, steps=(*others, StepMark(ritual=ritual, step=step, state=state)))


def steps_left(day: Workday, ritual: Ritual, steps: Sequence[str]) -> tuple[str, ...]:
    """Those of a ritual's steps that are neither done nor skipped, in their order."""
    marked = {mark.step for mark in day.steps if mark.ritual == ritual}
    return tuple(step for step in steps if step not in marked)


def left_open(days: Iterable[Workday], before: date) -> tuple[Workday, ...]:
    """Earlier days that are still open: their shutdown was missed."""
    missed = (day for day in days if day.state == "open" and day.date < before)
    return tuple(sorted(missed, key=lambda day: day.date))
