"""How records read on one line of a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.cli.output import dim
from remoteos.domain.time import seconds_between
from remoteos.domain.words import (
    BLOCK_MARKS,
    KIND_MARKS,
    LEFT_RUNNING_MARK,
    OUTCOME_MARKS,
    VERDICT_MARKS,
    WAY_WORDS,
    ago,
    carried,
    clock_time,
    day_name,
    duration,
    left,
    noted,
)

if TYPE_CHECKING:
    from remoteos.domain.asks import Ask
    from remoteos.domain.breaks import Break
    from remoteos.domain.captures import Capture
    from remoteos.domain.decisions import Decision
    from remoteos.domain.focus import Block
    from remoteos.domain.focus_time import Staleness
    from remoteos.domain.outcomes import Goal, Outcome
    from remoteos.domain.record import Record
    from remoteos.domain.rituals import Workday
    from remoteos.services.desk import Desk
    from remoteos.services.reentry import Reentry

INDENT = 2
"""How far the lines of a page stand in; what is left of the terminal's width is theirs."""

SHORTEST_TEXT = 12
"""However narrow the terminal is, so many cells of a text are shown."""


def block(desk: Desk, record: Block, until: datetime, *, indent: int | None = INDENT) -> str:
    """A block with its times: ``09:00–09:50  50 m of 50 m  write section 3``.

    On a terminal the texts of people are shortened, here as in every other line, so that the id at the
    end stays in view; ``indent`` is how far the line stands in, None keeps the texts whole.
    """
    from remoteos.domain.focus_time import focused_s

    left_running = record.state == "running" and until < desk.now
    mark = LEFT_RUNNING_MARK if left_running else BLOCK_MARKS[record.state]
    if record.started_at is None:
        at = clock_time(record.planned_at) if record.planned_at else "any time"
        wanted = duration(record.planned_s) if record.planned_s else "open-ended"
        return fitted(f"{mark} {at:<11}  {wanted:>12}  ", record.intention, tail(desk, record), indent)
    end = clock_time(record.ended_at) if record.ended_at else "now  "
    worked = duration(focused_s(record, until))
    plan = f" of {duration(record.planned_s)}" if record.planned_s else ""
    state = f" ({record.state})" if record.state not in ("finished", "running") else ""
    state = " (left running)" if left_running else state
    start = f"{mark} {clock_time(record.started_at)}–{end}  {worked + plan:>12}  "
    if not record.result:
        return fitted(start, record.intention, state + tail(desk, record), indent)
    after = f"{state} → "
    room = _room(start + after + tail(desk, record), indent)
    intention = record.intention
    if room is not None:  # the result may take a third, and more if the intention leaves it
        intention = output.shortened(intention, room - min(output.cells(record.result), room // 3))
    return fitted(start + intention + after, record.result, tail(desk, record), indent, least=4)


def loop(desk: Desk, record: Capture, today: date, *, indent: int | None = INDENT) -> str:
    """An open loop with its age and how often it was carried."""
    when = noted(record.created_at, record.day, today)
    behind = facts(when, record.source or "", carried(record.rolls)) + tail(desk, record)
    return fitted(f"{KIND_MARKS[record.kind]} ", record.text, behind, indent)


def capture(desk: Desk, record: Capture, *, indent: int | None = INDENT) -> str:
    """A capture with what became of it."""
    became = WAY_WORDS[record.decision.way] if record.decision else "open" if record.is_open else ""
    behind = (f"  {dim(became)}" if became else "") + tail(desk, record)
    return fitted(f"{KIND_MARKS[record.kind]} ", record.text, behind, indent)


def outcome(desk: Desk, record: Outcome, *, indent: int | None = INDENT) -> str:
    """An outcome with its state, due date and confidence.

    Its title is worth more than the confidence: on a terminal that cannot hold both, that is left out.
    """
    mark = f"{OUTCOME_MARKS[record.state]} "
    due = f"due {record.due}" if record.state == "open" and record.due else ""
    sure = f"confidence {record.confidence}/5" if record.confidence else ""
    rolled = carried(record.rolls)
    seen_by = record.visibility if record.visibility != "manager" else ""
    behind = facts(due, sure, rolled, seen_by) + tail(desk, record)
    room = _room(mark + behind, indent)
    if room is not None and output.cells(record.title) > room:
        behind = facts(due, rolled, seen_by) + tail(desk, record)
    return fitted(mark, record.title, behind, indent)


def ask(desk: Desk, record: Ask, *, indent: int | None = INDENT) -> str:
    """An ask with whom it waits for, for how long, and how late it is; or what became of it."""
    who, today = record.asked_of, desk.today
    if not record.is_waiting:
        mark = "✓ " if record.state == "answered" else "× "
        said = record.answer or record.state
        return fitted(mark, record.text, facts(who, said) + tail(desk, record), indent)
    late = record.late_by(today)
    waits = (today - desk.workday_of(record.raised_at)).days
    needed = f"needed by {record.needed_by}" if record.needed_by and not late else ""
    nudged = f"reminded {record.nudges}×" if record.nudges else ""
    behind = facts(who, f"{late} d late" if late else needed, f"asked {waits} d ago" if waits else "", nudged)
    return fitted("! " if late else "· ", record.text, behind + tail(desk, record), indent)


def decision(desk: Desk, record: Decision, *, indent: int | None = INDENT) -> str:
    """A decision with when to look at it again, and whether it was right so far."""
    when = ""
    if record.revisit_on:
        when = "time to look again" if record.is_due(desk.today) else f"look again {record.revisit_on}"
    mark = f"{VERDICT_MARKS[record.verdict]} "
    made = f"decided {desk.workday_of(record.created_at)}"
    return fitted(mark, record.text, facts(made, when) + tail(desk, record), indent)


def facts(*known: str) -> str:
    """Something quiet behind a text: the facts that there are."""
    said = ", ".join(fact for fact in known if fact)
    return f"  {dim(said)}" if said else ""


def goal(desk: Desk, record: Goal, *, indent: int | None = INDENT) -> str:
    """A goal with whose it is."""
    behind = f"  {dim(record.owner)}{tail(desk, record)}"
    return fitted(f"{OUTCOME_MARKS[record.state]} ", record.title, behind, indent)


def _room(beside: str, indent: int | None) -> int | None:
    """The cells that the rest of a line leaves for its text; None when it may be of any length."""
    if indent is None or (width := output.width()) is None:
        return None
    return max(SHORTEST_TEXT, width - indent - output.cells(beside))


def fitted(before: str, text: str, behind: str, indent: int | None, *, least: int = SHORTEST_TEXT) -> str:
    """A line whose text in the middle is shortened so that all of the rest is in view."""
    width = None if indent is None else output.width()
    if width is None:
        return before + text + behind
    room = width - (indent or 0) - output.cells(before) - output.cells(behind)
    return before + output.shortened(text, max(least, room)) + behind


def loops_footer() -> str:
    """How to decide an open loop, and what the marks before loops mean."""
    marks = "  ".join(f"{KIND_MARKS[kind]} {kind}" for kind in ("loop", "interruption", "idea", "risk"))
    return dim(f"{marks}\nDecide one: remoteos loop ID do, schedule, ask, outcome or drop")


def still_open(days: Sequence[Workday]) -> str:
    """Earlier days that nobody closed, and what to do about them; empty when there are none."""
    if not days:
        return ""
    names = " and ".join(day_name(day.date, year=False) for day in days[-2:])
    if len(days) == 1:
        return f"{names} is still open: day close ends it, day open recovers it"
    more = f"{len(days) - 2} more, " if len(days) > 2 else ""
    return f"{more}{names} are still open: day open recovers them"


def settling(found: Staleness) -> str:
    """The options that settle a block that was left running."""
    planned = "--trim planned, " if found.planned_end else ""
    return f"--keep, {planned}--trim activity or --discard"


def break_after(found: Break, now: datetime) -> str:
    """The break after a block, and what can be done about it; empty when it is over."""
    if found.state == "due":
        return f"A break of {duration(found.length_s)} is due: remoteos focus break"
    if found.state == "snoozed":
        return f"The break is put off until {clock_time(found.begins_at)}"
    if found.state == "running" and found.ends_at:
        rest = left(seconds_between(now, found.ends_at))
        return f"Break until {clock_time(found.ends_at)}, {rest}: remoteos focus break --back ends it"
    return ""


def reentry(desk: Desk, card: Reentry | None) -> list[str]:
    """Where the user was, in two lines at most; none without a card."""
    if card is None:
        return []
    when = ago(card.away_s, card.block.day, desk.today)
    outcome = f" · {card.outcome.title}" if card.outcome else ""
    ahead = f"Next: {card.next_action}" if not card.block.is_open else ""
    more = " · ".join(fact for fact in (ahead, _thought(card)) if fact)
    said = [f"Where you were: {card.block.intention}, {when}{outcome}", *([more] if more else [])]
    return [output.shortened(line, output.width()) for line in said]


def returned(card: Reentry) -> list[str]:
    """What to know of a block that was just named, in one line: its outcome and open thought; or nothing."""
    facts = [fact for fact in (card.outcome.title if card.outcome else "", _thought(card)) if fact]
    away = [f"Away {duration(card.away_s)}"] if card.away_s else []
    return [output.shortened(" · ".join([*away, *facts]), output.width())] if facts else []


def _thought(card: Reentry) -> str:
    """The thought that is still open."""
    return f"Open thought: {card.thought.text}" if card.thought else ""


def tail(desk: Desk, record: Record) -> str:
    """The short id by which the user names a record, at the end of its line."""
    return "  " + dim(desk.store.short_id(record))


def heading(text: str, rest: str = "") -> str:
    """A heading of a part, with something quiet behind it."""
    return output.bold(text) + (f"  {dim(rest)}" if rest else "")
