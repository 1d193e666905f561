"""Opening and closing the workday, recovering one whose shutdown was missed, and leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Literal

from remoteos.domain import captures as capture_rules
from remoteos.domain import focus as focus_rules
from remoteos.domain import outcomes as outcome_rules
from remoteos.domain import rituals as rules
from remoteos.domain.adoption import Adoption, in_use
from remoteos.domain.agreement import CLOSING_GRACE, Breach
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import staleness
from remoteos.domain.outcomes import Outcome
from remoteos.domain.rituals import DayType, Ritual, StepState, Workday
from remoteos.services.adopted import steps_on
from remoteos.services.agreement import new_breach
from remoteos.services.changes import Changes
from remoteos.services.day_activity import first_activity, last_activity
from remoteos.services.desk import Desk
from remoteos.services.pulse import reading

if TYPE_CHECKING:
    from remoteos.domain.playbook_proposals import Proposal

Carry = Literal["all", "none"]
Steps = Mapping[str, StepState]


@dataclass(frozen=True)
class Opened:
    """An open day, and what opening it brought up."""

    day: Workday
    recovered: tuple[Workday, ...]
    """Earlier days whose shutdown was missed; they are closed now."""
    first_thing: str
    """What the last day said to begin with."""
    to_decide: tuple[Capture | Outcome, ...]
    """What was carried three times or more: do, schedule, turn into something else, or drop it?"""
    plans: int
    """How many blocks planned for earlier days and never started came along, without a time."""
    breach: Breach | None
    plays: "tuple[Proposal, ...]" = ()
    """Plays of adopted playbooks that came up; each is proposed once."""


@dataclass(frozen=True)
class Closed:
    """A closed day, and what closing it did."""

    day: Workday
    finished: tuple[Block, ...]
    """Blocks that were still open and ended with the day."""
    left_running: Block | None
    """A block that was left running: it still waits to be settled."""
    carried_loops: int
    """How many open loops came along from the day; the outcomes are its ``carried_ids``."""
    breach: Breach | None
    """The boundary that working until now crossed."""


def open_day(
    desk: Desk,
    *,
    outcomes: Sequence[str] | None = None,
    day_type: DayType | None = None,
    until: time | None = None,
    energy: int | None = None,
    stress: int | None = None,
    reason: str = "",
    steps: Steps | None = None,
) -> Opened:
    """Open today, or bring the open day up to date with what is given.

    ``outcomes`` replace those picked before; when none were ever picked, the ones carried over from
    the last day are. Plans that were not started on earlier days move to today, without a time.
    """
    with desk.store.locked():
        today, now = desk.today, desk.now
        before = desk.workday_or_new(today)
        missed = rules.left_open(desk.store.all(Workday), today)
        saved = Changes()
        recovered = tuple(_recover(desk, day, saved) for day in missed)
        last = _last_day(desk, today, recovered)
        if until is not None and desk.at(today, until) <= now:
            raise Refused(f"{until:%H:%M} is past: the day cannot end before now. Nothing was changed.")
        day = rules.open_day(before, now)
        day = replace(day, day_type=day_type or day.day_type, shutdown_at=_shutdown(desk, day, until))
        day = rules.pick_outcomes(day, _picked(desk, before, outcomes, last))
        for step, state in (steps or {}).items():
            day = rules.mark_step(day, "start", step, state)
        breach = new_breach(desk, reason, before) if before.state != "open" else None
        plans = _late_plans(desk, today)
        saved.add(day, breach, reading(desk, today, "start", energy, stress), *plans)
        plays = _proposed(desk, saved)
        label = "start ritual" if before.state == "open" else f"open the day {today}"
        desk.store.commit(label, saved.records, at=now)
    return Opened(
        day=day,
        recovered=recovered,
        first_thing=last.first_thing if last else "",
        to_decide=to_decide(desk),
        plans=len(plans),
        breach=breach,
        plays=plays,
    )


def close_day(
    desk: Desk,
    *,
    carry: Carry = "all",
    first_thing: str = "",
    energy: int | None = None,
    stress: int | None = None,
    note: str = "",
    reason: str = "",
    steps: Steps | None = None,
) -> Closed:
    """Close the day, or add to the close of one that is closed already.

    When today was not opened but an earlier day still is, that one is closed, as of its last activity.
    """
    with desk.store.locked():
        now = desk.now
        day = day_in_hand(desk)
        saved = Changes()
        finished, left_running = _finish_open_blocks(desk)
        if day.date < desk.today and day.state == "open" and not finished:
            closed = rules.recover(day, last_activity(desk, day))
        else:
            closed = rules.close_day(day, now, first_activity(desk, day))
        if day.state != "closed" and carry == "all":
            closed = _carry(desk, closed, saved)
        loops = sum(loop.rolled_on == day.date for loop in saved.all(desk, Capture) if loop.is_open)
        closed = replace(closed, first_thing=first_thing or closed.first_thing, note=note or closed.note)
        for step, state in (steps or {}).items():
            closed = rules.mark_step(closed, "end", step, state)
        breach = new_breach(desk, reason, day) if closes_late(desk, day) else None
        saved.add(closed, reading(desk, day.date, "end", energy, stress), breach, *finished)
        desk.store.commit(f"close the day {day.date}", saved.records, at=now)
    return Closed(closed, finished, left_running, loops, breach)


def pick(desk: Desk, outcome: Outcome) -> Workday:
    """Make an outcome one of today's; picking it twice changes nothing, a fourth is refused."""
    with desk.store.locked():
        day = day_in_hand(desk)
        day = rules.pick_outcomes(day, (*day.outcome_ids, outcome.id))
        desk.store.commit(f"pick “{outcome.title}”", [day], at=desk.now)
    return day


def pick_new(desk: Desk, title: str) -> Outcome:
    """Add an outcome that is one of today's from the start; a fourth is refused."""
    with desk.store.locked():
        day, outcome = day_in_hand(desk), Outcome(**desk.birth(), title=title)
        day = rules.pick_outcomes(day, (*day.outcome_ids, outcome.id))
        desk.store.commit(f"add the outcome “{title}”", [outcome, day], at=desk.now)
    return outcome


def unpick(desk: Desk, outcome: Outcome) -> Workday:
    """Make an outcome none of today's; one that was not picked changes nothing."""
    with desk.store.locked():
        day = day_in_hand(desk)
        day = rules.pick_outcomes(day, [one for one in day.outcome_ids if one != outcome.id])
        desk.store.commit(f"take “{outcome.title}” off today", [day], at=desk.now)
    return day


def steps(desk: Desk, ritual: Ritual) -> tuple[str, ...]:
    """The steps of a ritual of the day in hand: the user's own, then those of adopted playbooks."""
    return steps_on(desk, day_in_hand(desk).date).of(ritual)


def steps_left(desk: Desk, day: Workday, ritual: Ritual) -> tuple[str, ...]:
    """The steps of a ritual of a day that are neither done nor skipped, in their order."""
    return rules.steps_left(day, ritual, steps_on(desk, day.date).of(ritual))


def mark_steps(desk: Desk, ritual: Ritual, steps: Steps) -> None:
    """Note which steps of the ritual of the day in hand are done or skipped."""
    with desk.store.locked():
        day = day_in_hand(desk)
        for step, state in steps.items():
            day = rules.mark_step(day, ritual, step, state)
        if steps:
            desk.store.commit(f"{ritual} ritual", [day], at=desk.now)


def note_close(
    desk: Desk,
    *,
    first_thing: str = "",
    note: str = "",
    energy: int | None = None,
    stress: int | None = None,
) -> Workday:
    """Keep what was said in the end ritual before it is finished; the day stays as it is."""
    with desk.store.locked():
        day = day_in_hand(desk)
        day = replace(day, first_thing=first_thing or day.first_thing, note=note or day.note)
        saved = Changes()
        saved.add(day, reading(desk, day.date, "end", energy, stress))
        desk.store.commit("end ritual", saved.records, at=desk.now)
    return day


def to_decide(desk: Desk) -> tuple[Capture | Outcome, ...]:
    """The open loops and outcomes that were carried three times or more."""
    loops = [loop for loop in desk.store.all(Capture) if loop.is_open]
    outcomes = [outcome for outcome in desk.store.all(Outcome) if outcome.state == "open"]
    carried: list[Capture | Outcome] = [*loops, *outcomes]
    return tuple(record for record in carried if capture_rules.rolled_too_often(record.rolls))


def _carry(desk: Desk, day: Workday, saved: Changes) -> Workday:
    """Carry a closed day's open loops and unfinished outcomes over; the day remembers the outcomes."""
    loops = [loop for loop in saved.all(desk, Capture) if loop.is_open]
    rolled = [capture_rules.roll(loop, day.date) for loop in loops if loop.day <= day.date]
    known = {outcome.id: outcome for outcome in saved.all(desk, Outcome)}
    unfinished = [known[one] for one in day.outcome_ids if one in known and known[one].state == "open"]
    saved.add(*rolled, *(outcome_rules.roll(outcome, day.date) for outcome in unfinished))
    return replace(day, carried_ids=tuple(outcome.id for outcome in unfinished))


def _recover(desk: Desk, day: Workday, saved: Changes) -> Workday:
    """Close a missed day as of its last activity, everything unfinished carried over."""
    recovered = _carry(desk, rules.recover(day, last_activity(desk, day)), saved)
    saved.add(recovered)
    return recovered


def _last_day(desk: Desk, today: date, recovered: Sequence[Workday]) -> Workday | None:
    """The last day before today that was worked, as it is after recovery."""
    fresh = {day.id: day for day in recovered}
    earlier = [fresh.get(day.id, day) for day in desk.store.all(Workday) if day.date < today]
    return max((day for day in earlier if day.opened_at), key=lambda day: day.date, default=None)


def _picked(
    desk: Desk, before: Workday, given: Sequence[str] | None, last: Workday | None
) -> tuple[str, ...]:
    """The outcomes of the day: those given, those it has, else, as it opens, the open ones carried over."""
    if given is not None:
        return tuple(desk.store.find(Outcome, one).id for one in given)
    if before.outcome_ids or last is None or before.opened_at:
        return before.outcome_ids
    still_open = {outcome.id for outcome in desk.store.all(Outcome) if outcome.state == "open"}
    return tuple(one for one in last.carried_ids if one in still_open)[: rules.MOST_OUTCOMES]


def _shutdown(desk: Desk, day: Workday, until: time | None) -> datetime | None:
    """When the day is to end: as said now, as said before, else as its weekday's hours have it."""
    if until is not None:
        return desk.at(day.date, until)
    hours = desk.settings.hours_on(day.date.weekday())
    return day.shutdown_at or (desk.at(day.date, hours[1]) if hours else None)


def _proposed(desk: Desk, saved: Changes) -> "tuple[Proposal, ...]":
    """The plays that propose themselves now; their playbooks remember it."""
    adoptions = desk.store.all(Adoption)
    if not any(part.kind == "play" for adoption in in_use(adoptions) for part in adoption.parts):
        return ()
    from remoteos.domain.playbook_proposals import said  # what plays are made of, for those who adopted one
    from remoteos.services import proposing

    plays = proposing.unsaid(desk)
    for adoption in dict.fromkeys(play.adoption for play in plays):
        saved.add(said(adoption, plays))
    return plays


def _late_plans(desk: Desk, today: date) -> list[Block]:
    """Blocks planned for earlier days and never started, moved to today without a time."""
    late = (block for block in desk.store.all(Block) if block.state == "planned" and block.day < today)
    return [replace(block, day=today, planned_at=None) for block in late]


def day_in_hand(desk: Desk) -> Workday:
    """The day that the end ritual is about: today, or an earlier one still open when today is not."""
    today = desk.workday_or_new(desk.today)
    missed = rules.left_open(desk.store.all(Workday), desk.today)
    return missed[-1] if missed and today.state == "unopened" else today


def can_close(desk: Desk) -> bool:
    """Whether the end ritual has anything to do: a day to close, or steps that are left of a closed one."""
    day = day_in_hand(desk)
    if day.state == "closed":
        return bool(steps_left(desk, day, "end"))
    return day.state == "open" or first_activity(desk, day) is not None


def closes_late(desk: Desk, day: Workday) -> bool:
    """Whether closing today's open day now is work beyond its end, a little grace given."""
    on_time = day.shutdown_at is not None and desk.now <= day.shutdown_at + CLOSING_GRACE
    return day.state == "open" and day.date == desk.today and not on_time


def _finish_open_blocks(desk: Desk) -> tuple[tuple[Block, ...], Block | None]:
    """The blocks that end with the day, and one that was left running and still waits to be settled."""
    finished: list[Block] = []
    left: Block | None = None
    for block in desk.store.all(Block):
        if not block.is_open:
            continue
        if staleness(block, desk.now, desk.activity()):
            left = block
        else:
            finished.append(focus_rules.finish(block, desk.now))
    return tuple(finished), left
