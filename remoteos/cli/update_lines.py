"""How the records around updates read on one line of a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli.lines import INDENT, facts, fitted, tail
from remoteos.domain.managers import rhythm
from remoteos.domain.words import day_name, plural

if TYPE_CHECKING:
    from remoteos.domain.agenda import AgendaItem
    from remoteos.domain.captures import Capture
    from remoteos.domain.evidence import Evidence
    from remoteos.domain.feedback import Feedback
    from remoteos.domain.managers import Due, ManagerCard
    from remoteos.domain.outcomes import Outcome
    from remoteos.domain.record import Record
    from remoteos.services.desk import Desk
    from remoteos.services.git import Commit


def manager(desk: Desk, record: ManagerCard, ahead: Due | None, *, indent: int | None = INDENT) -> str:
    """A manager card with its rhythm, and when the next update to it is due."""
    return fitted(
        "· ",
        record.person,
        facts(record.relation, rhythm(record), due(desk, ahead)) + tail(desk, record),
        indent,
    )


def due(desk: Desk, ahead: Due | None) -> str:
    """When an update is due, and how many were missed before it; empty when none is."""
    if ahead is None:
        return ""
    missed = f", {plural(len(ahead.missed), 'earlier one')} missed" if ahead.missed else ""
    when = (
        "today" if ahead.on == desk.today else f"{day_name(ahead.on, year=ahead.on.year != desk.today.year)}"
    )
    late = " (overdue)" if ahead.on < desk.today else ""
    return f"next update due {when}{late}{missed}"


def win(desk: Desk, record: Capture, outcome: Outcome | None, *, indent: int | None = INDENT) -> str:
    """A win with its day, the outcome it belongs to, and who may see it if that is not the manager."""
    seen_by = record.visibility if record.visibility != "manager" else ""
    behind = facts(str(record.day), outcome.title if outcome else "", seen_by)
    return fitted("+ ", record.text, behind + tail(desk, record), indent)


def evidence(desk: Desk, record: Evidence, about: Record | None, *, indent: int | None = INDENT) -> str:
    """A link with its kind, what it points to, and what it is about."""
    ref = record.ref if record.title else ""
    of = f"of {about.name}" if about else "of something that is gone"
    behind = facts(record.kind, ref, of, record.visibility) + tail(desk, record)
    return fitted("↗ ", record.name, behind, indent)


def commit(desk: Desk, record: Commit) -> str:
    """A commit with its hash and its day."""
    return f"{record.subject or 'no subject'}{facts(record.ref, str(desk.workday_of(record.at)))}"


def feedback(desk: Desk, record: Feedback, to: ManagerCard | None, *, indent: int | None = INDENT) -> str:
    """A piece of feedback with whom it is for, and whether it was told."""
    told = "told" if record.told_in else "not told yet"
    behind = facts(f"for {to.person}" if to else "", told) + tail(desk, record)
    return fitted("✓ " if record.told_in else "· ", record.behaviour, behind, indent)


def agenda_item(desk: Desk, record: AgendaItem, *, indent: int | None = INDENT) -> str:
    """An item with what it wants, or what came of it."""
    if record.done_at is None:
        return fitted("· ", record.text, facts(record.tag) + tail(desk, record), indent)
    done = facts(f"done {desk.workday_of(record.done_at)}", record.note)
    return fitted("✓ ", record.text, done + tail(desk, record), indent)
