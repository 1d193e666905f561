"""How records read on one line of a terminal."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.cli.output import clock_time, dim, duration

if TYPE_CHECKING:
    from remoteos.domain.captures import Capture
    from remoteos.domain.focus import Block
    from remoteos.domain.outcomes import Goal, Outcome
    from remoteos.services.desk import Desk

STATE_MARKS = {
    "planned": "·",
    "running": "●",
    "paused": "‖",
    "finished": "┃",
    "abandoned": "╎",
    "discarded": "×",
    "dropped": "×",
}
"""A mark for each state of a block; the state is also said in words where it matters."""

OUTCOME_MARKS = {"open": "○", "done": "✓", "dropped": "×"}
KIND_MARKS = {"loop": "·", "interruption": "!", "win": "+", "idea": "?", "risk": "~"}


def block(desk: Desk, record: Block, until: datetime) -> str:
    """A block with its times: ``09:00–09:50  50 m of 50 m  write section 3``."""
    from remoteos.domain.focus_time import focused_s

    left_running = record.state == "running" and until < desk.now
    mark = "!" if left_running else STATE_MARKS[record.state]
    if record.started_at is None:
        at = clock_time(record.planned_at) if record.planned_at else "any time"
        wanted = duration(record.planned_s) if record.planned_s else "open-ended"
        return f"{mark} {at:<11}  {wanted:>9}  {record.intention}{tail(desk, record)}"
    end = clock_time(record.ended_at) if record.ended_at else "now  "
    worked = duration(focused_s(record, until))
    plan = f" of {duration(record.planned_s)}" if record.planned_s else ""
    state = f" ({record.state})" if record.state not in ("finished", "running") else ""
    state = " (left running)" if left_running else state
    result = f" → {record.result}" if record.result else ""
    return (
        f"{mark} {clock_time(record.started_at)}–{end}  {worked + plan:>9}  "
        f"{record.intention}{state}{result}{tail(desk, record)}"
    )


def loop(desk: Desk, record: Capture, today: date) -> str:
    """An open loop with its age and how often it was carried."""
    age = (today - record.day).days
    when = clock_time(record.created_at) if age <= 0 else "yesterday" if age == 1 else f"{age} days ago"
    rolled = f", carried {record.rolls}×" if record.rolls else ""
    source = f", {record.source}" if record.source else ""
    return f"{KIND_MARKS[record.kind]} {record.text}  {dim(f'{when}{source}{rolled}')}{tail(desk, record)}"


def outcome(desk: Desk, record: Outcome) -> str:
    """An outcome with its state, due date and confidence."""
    facts = []
    if record.state == "open" and record.due:
        facts.append(f"due {record.due}")
    if record.confidence:
        facts.append(f"confidence {record.confidence}/5")
    if record.rolls:
        facts.append(f"carried {record.rolls}×")
    if record.visibility != "manager":
        facts.append(record.visibility)
    said = f"  {dim(', '.join(facts))}" if facts else ""
    return f"{OUTCOME_MARKS[record.state]} {record.title}{said}{tail(desk, record)}"


def goal(desk: Desk, record: Goal) -> str:
    """A goal with whose it is."""
    return f"{OUTCOME_MARKS[record.state]} {record.title}  {dim(record.owner)}{tail(desk, record)}"


def tail(desk: Desk, record: Block | Capture | Outcome | Goal) -> str:
    """The short id by which the user names a record, at the end of its line."""
    return "  " + dim(desk.store.short_id(record))


def heading(text: str, rest: str = "") -> str:
    """A heading of a part, with something quiet behind it."""
    return output.bold(text) + (f"  {dim(rest)}" if rest else "")


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its noun: ``1 open loop``, ``2 open loops``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def day_name(day: date) -> str:
    """A date as people say it: ``Mon 23 Nov 2026``."""
    return f"{day:%a} {day.day} {day:%b %Y}"
