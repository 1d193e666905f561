"""Gathering what may be told to an audience about a period."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.commitments import Commitment
from remoteos.domain.decisions import Decision
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.domain.settings import Settings
from remoteos.domain.time import ONE_DAY
from remoteos.domain.update_material import Material, Totals, seen_by
from remoteos.domain.updates import Period
from remoteos.domain.words import day_name, plural
from remoteos.services.desk import Desk

_MOST_DATES = 3
"""So many missed dates are named; the others are counted."""


class KeptBack(NamedTuple):
    """How many records of a kind touch the period and stay here, because their audience may not see them."""

    records: int
    kind: str
    """What they are, in the number that fits."""


def gather(desk: Desk, card: ManagerCard, period: Period, missed: Sequence[date] = ()) -> Material:
    """Everything of a period that an audience may see; ``missed`` are dates on which no update came."""
    store, first = desk.store, period.first
    days = [day for day in store.since(Workday, first) if first <= day.date <= period.last]
    today = next((day for day in days if day.date == desk.today), None)
    blocks = store.since(Block, first)
    return Material(
        card=card,
        period=period,
        today=desk.today,
        day_of=desk.workday_of,
        outcomes=seen_by(card, store.since(Outcome, first)),
        goals=seen_by(card, store.all(Goal)),
        blocks=seen_by(card, blocks),
        captures=seen_by(card, store.since(Capture, first)),
        asks=seen_by(card, store.since(Ask, first)),
        decisions=seen_by(card, store.since(Decision, first)),
        evidence=seen_by(card, store.since(Evidence, first)),
        commitments=_to(card, _open_commitments(desk, card)),
        feedback=_to(card, (one for one in store.all(Feedback) if one.told_in is None)),
        agenda=_to(card, store.all(AgendaItem)),
        picked=today.outcome_ids if today else (),
        notes=notes(desk.settings, days, missed),
        totals=_totals(desk, card, period, blocks),
    )


def kept_back(desk: Desk, card: ManagerCard, period: Period) -> tuple[KeptBack, ...]:
    """What touches a period and stays here, counted by kind."""

    def hidden(kind: type[Record], one: str, touches: Callable[..., bool], many: str = "") -> KeptBack:
        records = desk.store.since(kind, period.first)
        hidden_ones = sum(not card.may_see(each.visibility) and touches(each) for each in records)
        return KeptBack(hidden_ones, plural(hidden_ones, one, many).partition(" ")[2])

    counted = (
        hidden(Outcome, "outcome", lambda one: one.state == "open" or period.holds(one.closed_at)),
        hidden(Ask, "ask", lambda one: one.is_waiting or period.holds(one.settled_at)),
        hidden(Decision, "decision", lambda one: period.holds(one.created_at)),
        hidden(Capture, "note", lambda one: period.holds(one.created_at)),
        hidden(Block, "block", lambda one: period.holds(one.ended_at)),
        hidden(Feedback, "piece of feedback", lambda one: one.told_in is None, "pieces of feedback"),
    )
    return tuple(one for one in counted if one.records)


def _open_commitments(desk: Desk, card: ManagerCard) -> Iterable[Commitment]:
    """Those that no update told the end of, but for those about an outcome that became private since."""
    for one in desk.store.all(Commitment):
        outcome = desk.store.get(Outcome, one.outcome_id) if one.outcome_id else None
        if one.told_in is None and (outcome is None or card.may_see(outcome.visibility)):
            yield one


def _to(card: ManagerCard, records: Iterable[Commitment | Feedback | AgendaItem]) -> tuple:  # type: ignore[type-arg]
    """Those of some records that are for this audience, and that it may see."""
    return seen_by(card, (one for one in records if one.audience_id == card.id))


def _totals(desk: Desk, card: ManagerCard, period: Period, blocks: Iterable[Block]) -> Totals:
    """The numbers of the period; nothing is even counted that this audience is not told."""
    worked = [one for one in blocks if card.hours and period.holds(one.ended_at) and one.state != "discarded"]
    pulses: list[Pulse] = []
    if card.wellbeing:
        pulses = [one for one in desk.store.since(Pulse, period.first) if period.holds(one.created_at)]
    return Totals(
        focused_s=sum(focused_s(one, period.until) for one in worked),
        blocks=len(worked),
        energy=_mean(one.energy for one in pulses),
        stress=_mean(one.stress for one in pulses),
        readings=len(pulses),
    )


def _mean(values: Iterable[int | None]) -> float | None:
    known = [value for value in values if value is not None]
    return sum(known) / len(known) if known else None


def notes(settings: Settings, days: Sequence[Workday], missed: Sequence[date]) -> tuple[str, ...]:
    """What is said of a period itself: leave, and dates on which an update was due and none came."""
    off = sorted(day.date for day in days if day.state == "off")
    said = [f"On leave {_span(*run)}." for run in _runs(settings, off)]
    late = [day for day in missed if day not in off]
    if late:
        named = ", ".join(day_name(day, year=False) for day in late[-_MOST_DATES:])
        more = f"{len(late) - _MOST_DATES} earlier times and " if len(late) > _MOST_DATES else ""
        said.append(f"No update went out {more}on {named}; this one covers that time too.")
    return tuple(said)


def _runs(settings: Settings, days: Sequence[date]) -> list[tuple[date, date]]:
    """Stretches of leave, from the first day to the last; days without working hours do not part them."""
    runs: list[tuple[date, date]] = []
    for day in days:
        if runs and _next_working(settings, runs[-1][1]) >= day:
            runs[-1] = (runs[-1][0], day)
        else:
            runs.append((day, day))
    return runs


def _next_working(settings: Settings, day: date) -> date:
    """The first day after one that has working hours; the next day when no day of the week has."""
    ahead = (day + ONE_DAY * count for count in range(1, 8))
    return next((one for one in ahead if settings.hours_on(one.weekday())), day + ONE_DAY)


def _span(first: date, last: date) -> str:
    if first == last:
        return f"on {day_name(first, year=False)}"
    return f"from {day_name(first, year=False)} to {day_name(last, year=False)}"


def period(desk: Desk, since: datetime) -> Period:
    """The period from an instant until now."""
    now = desk.now
    return Period(since, now, desk.workday_of(since + timedelta(seconds=1)), desk.today)
