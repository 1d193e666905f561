"""How asks are said: on a row of the ledger, and in full with their history."""

from collections.abc import Iterator, Mapping
from datetime import date

from textual.content import Content

from remoteos.domain.asks import Ask, AskEvent, AskEventKind, AskKind
from remoteos.domain.outcomes import Outcome
from remoteos.domain.words import age, day_name, due, plural
from remoteos.screens.outcome_text import SEEN_BY
from remoteos.screens.session import Session
from remoteos.services import asks
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

MUTED, WARNING = "$text-muted", "$text-warning"

MOST_STEPS = 8
"""So many steps of its history are shown of an ask, the last ones."""

WANTED: Mapping[AskKind, str] = {
    "decision": "for a decision",
    "help": "for help",
    "information": "for information",
    "unblock": "to unblock something",
}
"""What is asked for, said after whom."""

_STEPS: Mapping[AskEventKind, str] = {
    "raised": "asked",
    "nudged": "reminded",
    "answered": "answered",
    "withdrawn": "withdrawn",
}


def waiting_row(session: Session, ask: Ask) -> Row:
    """An ask that waits: how late it is or by when it is needed, and beneath it since when and from whom."""
    today = session.desk.today
    late = ask.late_by(today)
    mark: Part = ("! ", WARNING) if late else ("· ", MUTED)
    when = due(ask.needed_by, today) if ask.needed_by else ""
    by = when if late or when.startswith("due") or not when else f"by {when}"
    return Row(
        ask.id,
        said(mark, session.veiled(ask.text, ask.visibility)),
        said((by, WARNING if late else MUTED)),
        said("  ", joined([(fact, MUTED) for fact in _waits(session, ask)])),
    )


def _waits(session: Session, ask: Ask) -> list[str]:
    """From whom it is wanted, for how long it waits, and how often they were reminded."""
    since = age(session.desk.workday_of(ask.raised_at), session.desk.today)
    facts = [session.veil.name(ask.asked_of), f"asked {since}"]
    return [*facts, f"reminded {ask.nudges}×"] if ask.nudges else facts


def settled_row(session: Session, ask: Ask) -> Row:
    """An ask that does not wait any more, and what became of it."""
    answered = ask.state == "answered"
    mark: Part = ("✓ ", "$success") if answered else ("× ", MUTED)
    ended = session.desk.workday_of(ask.settled_at or ask.updated_at)
    facts = f"{session.veil.name(ask.asked_of)}, {ask.state} {age(ended, session.desk.today)}"
    return Row(ask.id, said(mark, (session.veiled(ask.text, ask.visibility), MUTED)), said((facts, MUTED)))


def details(session: Session, ask: Ask, *, short: bool = False) -> list[Entry]:
    """All there is to say of an ask, its history at the end.

    On the day of a reminder the line to send comes first. Where there is little room, ``short``, it takes
    the place of what it says itself, so that all of it can be read.
    """
    facts, history = list(_facts(session, ask)), list(_history(session, ask))
    last = ask.events[-1] if ask.events else None
    if last is None or last.kind != "nudged" or session.desk.workday_of(last.at) < session.desk.today:
        return [*facts, *history]
    line = asks.draft_nudge(session.desk, ask.id).line
    to_send = "to send", plain(session.veiled(line, ask.visibility))
    return [to_send, facts[0], history[-1]] if short else [to_send, *facts, *history]


def _facts(session: Session, ask: Ask) -> Iterator[Entry]:
    who: list[Part] = [session.veil.name(ask.asked_of), WANTED[ask.kind], (SEEN_BY[ask.visibility], MUTED)]
    yield "from", joined(who)
    if ask.state == "answered":
        led_to = session.veiled(ask.enabled, ask.visibility)
        key = session.key_of("ask.answer")
        yield "led to", plain(led_to) if led_to else said((f"not said yet; {key} says it", MUTED))

    if ask.needed_by or ask.is_waiting:
        yield "needed by", _needed(ask, session.desk.today)
    if ask.cost or ask.is_waiting:
        cost = session.veiled(ask.cost, ask.visibility)
        key = session.key_of("ask.edit")
        yield "if late", plain(cost) if cost else said((f"what does it cost? {key} says it", MUTED))
    outcome = session.desk.store.get(Outcome, ask.outcome_id) if ask.outcome_id else None
    if outcome is not None:
        yield "for", plain(session.veiled(outcome.title, outcome.visibility))


def _needed(ask: Ask, today: date) -> Content:
    if ask.needed_by is None:
        return said(("no date", MUTED))
    day = day_name(ask.needed_by, year=ask.needed_by.year != today.year)
    late = ask.late_by(today)
    return said((f"{day}, {plural(late, 'day')} late", WARNING) if late else day)


def _history(session: Session, ask: Ask) -> Iterator[Entry]:
    """Its steps, each with its day; the earliest of a long history are only counted."""
    left_out = len(ask.events) - MOST_STEPS
    if left_out > 0:
        yield "", said((f"{plural(left_out, 'step')} before: remoteos ask show", MUTED))
    for event in ask.events[-MOST_STEPS:]:
        yield _step(session, event)


def _step(session: Session, event: AskEvent) -> Entry:
    note = session.veiled(event.note)
    day = dated(session, session.desk.workday_of(event.at))
    return day, said((f"{_STEPS[event.kind]}{': ' if note else ''}", MUTED), note)


def dated(session: Session, day: date) -> str:
    """A day as the label of an entry, which has room for ten characters."""
    return day_name(day, year=False) if day.year == session.desk.today.year else f"{day:%Y-%m-%d}"
