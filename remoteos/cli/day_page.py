"""A workday as text and as JSON."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from remoteos.cli import forms, lines, output
from remoteos.cli.next_step import next_lines
from remoteos.cli.output import dim
from remoteos.cli.session import Session
from remoteos.domain.agreement import BREACH_WORDS
from remoteos.domain.breaks import breaks_of
from remoteos.domain.time import seconds_between
from remoteos.domain.words import clock_time, day_facts, day_name, duration, plural, span
from remoteos.services import decisions
from remoteos.services.captures import open_loops
from remoteos.services.day import DayView, view
from remoteos.services.focus import counted_until

if TYPE_CHECKING:
    from remoteos.domain.agreement import Breach
    from remoteos.domain.pulse import Pulse
    from remoteos.services.rituals import Closed, Opened

LOOPS_SHOWN = 5
"""How many open loops a day shows; `remoteos loops` has them all."""


def page_form(session: Session, on: date) -> forms.Form:
    """A day in JSON."""
    page = view(session.desk, on)
    until = counted_until(session.desk)
    return {
        "day": forms.workday(page.day, session.desk) | ({} if session.desk.workday(on) else {"id": None}),
        "outcomes": [forms.outcome(one) for one in page.outcomes],
        "blocks": [forms.block(one, until) for one in page.blocks],
        "planned": [forms.block(one, until) for one in page.planned],
        "decisions": [forms.decision(one) for one in decisions.due(session.desk)]
        if on == session.desk.today
        else [],
        "captures": [forms.capture(one) for one in page.captures],
        "pulses": [forms.pulse(one) for one in page.pulses],
        "breaches": [forms.breach(one) for one in page.breaches],
        "gaps": [{"from": gap.start, "to": gap.end, "gap_s": gap.seconds} for gap in page.gaps],
        "breaks": [
            {"block_id": one.block.id, "from": one.start, "to": one.end}
            for one in breaks_of(page.blocks, session.clock.now())
        ],
        "capacity": forms.fit(page.capacity),
        "focused_s": page.focused_s,
        "target_s": page.target_s,
        "planned_s": page.planned_actual.planned_s,
        "actual_s": page.planned_actual.actual_s,
    }


def page_lines(session: Session, on: date) -> list[str]:
    """A day as text: its state, outcomes, blocks, and for today what waits and what to do next."""
    page = view(session.desk, on)
    today = on == session.desk.today
    shown = [_state_line(page)]
    if page.first_thing:
        shown.append(f"First thing: {page.first_thing}")
    if page.missed:
        shown.append(lines.still_open(page.missed))
    if page.outcomes:
        shown += ["", lines.heading("Outcomes")]
        shown += [f"  {lines.outcome(session.desk, one)}" for one in page.outcomes]
    shown += _running_on(session, page)
    if page.blocks or page.planned:
        shown += ["", lines.heading("Blocks", _focus_said(page))]
        shown += [f"  {line}" for line in _timeline(session, page)]
    if page.day.state == "open" and (fits := _fit(page)):
        apart = [""] if page.outcomes and not (page.blocks or page.planned) else []
        shown += [*apart, f"  {fits}"]
    wins = [one for one in page.captures if one.kind == "win"]
    if wins:
        shown += ["", lines.heading("Wins"), *(f"  + {one.text}" for one in wins)]
    shown += [*_waiting(session), *_to_look_at(session)] if today else _captured(session, page)
    shown += _foot(page)
    if today:
        shown += ["", *(dim(line) for line in next_lines(session, page))]
    return shown


def _state_line(page: DayView) -> str:
    """The date, the state and the boundary of a day."""
    return " · ".join([output.bold(day_name(page.day.date)), *day_facts(page.day)])


def _focus_said(page: DayView) -> str:
    """How much focus there was, against the target and against the plan."""
    if not page.blocks:
        return ""
    target = f" of {duration(page.target_s)}" if page.target_s else ""
    against = page.planned_actual
    planned = f"; of it planned {duration(against.actual_s)} of {duration(against.planned_s)}"
    return f"{duration(page.focused_s)}{target} focus{planned if against.blocks else ''}"


def _running_on(session: Session, page: DayView) -> list[str]:
    """Blocks of earlier days that nobody ended."""
    if not page.running_on:
        return []
    until = counted_until(session.desk)
    since = page.running_on[0].day
    shown = [f"  {lines.block(session.desk, block, until)}" for block in page.running_on]
    return ["", lines.heading("Still open", f"since {day_name(since, year=False)}"), *shown]


def _timeline(session: Session, page: DayView) -> list[str]:
    """Blocks with their breaks, gaps of half an hour and longer, then what is planned."""
    until = counted_until(session.desk)
    rows = [(block.started_at, lines.block(session.desk, block, until)) for block in page.blocks]
    rows += [(gap.start, dim(_free(gap.start, gap.end))) for gap in page.gaps if gap.seconds >= 1800]
    had = breaks_of(page.blocks, session.clock.now())
    rows += [(rest.start, dim(f"{_free(rest.start, rest.end)}  break")) for rest in had]
    ordered = [line for at, line in sorted(rows, key=lambda row: str(row[0] and row[0].timestamp()))]
    return [*ordered, *(lines.block(session.desk, block, until) for block in page.planned)]


def _free(start: datetime, end: datetime) -> str:
    """A stretch without work, in the columns of a block."""
    return f"  {span(start, end)}  {duration(seconds_between(start, end)):>12}"


def _fit(page: DayView) -> str:
    """Whether the plan fits before shutdown."""
    fit = page.capacity
    if fit is None or (not fit.left_s and not fit.overcommitted_min):
        return ""
    if fit.overcommitted_min:
        return f"! {duration(fit.overcommitted_min * 60)} more planned than is left before shutdown"
    return dim(f"{duration(fit.free_s)} still free before shutdown")


def _waiting(session: Session) -> list[str]:
    """The open loops, the first few of them."""
    loops = open_loops(session.desk)
    if not loops:
        return []
    today = session.desk.today
    shown = ["", lines.heading("Open loops", str(len(loops)))]
    shown += [f"  {lines.loop(session.desk, loop, today)}" for loop in loops[:LOOPS_SHOWN]]
    more = len(loops) - LOOPS_SHOWN
    return [*shown, dim(f"  {more} more: remoteos loops")] if more > 0 else shown


def _to_look_at(session: Session) -> list[str]:
    """The decisions that it is time to look at again."""
    found = decisions.due(session.desk)
    if not found:
        return []
    shown = [f"  {lines.decision(session.desk, one)}" for one in found]
    return ["", lines.heading("Were you right?", "remoteos decision revisit ID"), *shown]


def _captured(session: Session, page: DayView) -> list[str]:
    """What was noted on a day, and what became of it; its wins stand on their own."""
    noted = [one for one in page.captures if one.kind != "win"]
    if not noted:
        return []
    return ["", lines.heading("Noted"), *(f"  {lines.capture(session.desk, one)}" for one in noted)]


def _foot(page: DayView) -> list[str]:
    """What the day said to begin with next, and what nobody but its owner sees."""
    is_over = page.day.state == "closed"
    shown = ["", f"Tomorrow first: {page.day.first_thing}"] if is_over and page.day.first_thing else []
    moments = [(pulse.created_at, _pulse_said(pulse)) for pulse in page.pulses]
    moments += [(breach.at, _breach_said(breach)) for breach in page.breaches]
    private = [f"  {clock_time(at)}  {said}" for at, said in sorted(moments, key=lambda each: each[0])]
    if is_over and page.day.note:
        private += [f"  {line}" for line in _wrapped(page.day.note)]
    return [*shown, "", lines.heading("Private"), *private] if private else shown


def _pulse_said(pulse: Pulse) -> str:
    """A reading in words: ``energy 4, stress 2  slept well``."""
    parts = [f"energy {pulse.energy}"] if pulse.energy else []
    parts += [f"stress {pulse.stress}"] if pulse.stress else []
    return "  ".join(part for part in (", ".join(parts), pulse.note) if part)


def _breach_said(breach: Breach) -> str:
    """A breach with its reason, without a reproach."""
    reason = f": {breach.reason}" if breach.reason else ""
    return f"worked {BREACH_WORDS[breach.kind]}{reason}"


def _wrapped(note: str) -> list[str]:
    """The lines of a note, those too long for the terminal broken between words."""
    width = output.width()
    if width is None:
        return note.split("\n")
    from textwrap import wrap

    return [part for line in note.split("\n") for part in wrap(line, max(width - 2, 20)) or [""]]


def summary_lines(session: Session, closed: Closed) -> list[str]:
    """What a day was, when it is over."""
    page = view(session.desk, closed.day.date)
    done = sum(one.state == "done" for one in page.outcomes)
    facts = [f"{duration(page.focused_s)} of focus in {plural(len(page.blocks), 'block')}"]
    if page.outcomes:
        facts.append(f"{done} of {plural(len(page.outcomes), 'outcome')} done")
    wins = sum(one.kind == "win" for one in page.captures)
    if wins:
        facts.append(plural(wins, "win"))
    carried = closed.carried_loops + len(closed.day.carried_ids)
    if carried:
        facts.append(f"{carried} carried over")
    said = [output.bold("Shutdown complete."), " · ".join(facts)]
    if closed.day.first_thing:
        said.append(f"Tomorrow first: {closed.day.first_thing}")
    return said


def opening_lines(opened: Opened) -> list[str]:
    """What opening the day brought up, a line each."""
    said = [
        f"{day_name(missed.date)} was still open: closed as of {clock_time(missed.closed_at)}. "
        "Its loops and unfinished outcomes came along."
        for missed in opened.recovered
        if missed.closed_at
    ]
    if opened.plans:
        said.append(f"{plural(opened.plans, 'plan')} never started came along, without a time.")
    for play in opened.plays:
        said.append(f"A play came up: {play.part.title} ({play.part.value}, {play.adoption.title})")
        name = f"{play.adoption.playbook_id}/{play.part.name}"
        said.append(f"  remoteos play run {name}, or play snooze {name} friday")
    return said


def to_decide_lines(session: Session, opened: Opened) -> list[str]:
    """What was carried too often, with what can be done about it, two lines each."""
    said = []
    for record in opened.to_decide:
        short = session.store.short_id(record)
        said.append(f"Carried {record.rolls} times: {record.name}")
        if record.TABLE == "captures":
            said.append(f"  remoteos loop {short} do, schedule, ask, outcome or drop")
        else:
            said.append(f"  remoteos outcome done, edit or drop {short}; or day open --outcome {short}")
    return said
