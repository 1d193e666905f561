"""What the records around updates look like in JSON; see `forms` for how and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.domain.time import WEEKDAYS

if TYPE_CHECKING:
    from remoteos.cli.forms import Form
    from remoteos.domain.agenda import AgendaItem
    from remoteos.domain.evidence import Evidence
    from remoteos.domain.feedback import Feedback
    from remoteos.domain.managers import Due, ManagerCard
    from remoteos.domain.record import Link
    from remoteos.services.desk import Desk
    from remoteos.services.git import Repository


def manager(record: ManagerCard, due: Due | None) -> Form:
    """A manager card, with when the next update to it is due."""
    return {
        "id": record.id,
        "person": record.person,
        "relation": record.relation,
        "cadence": record.cadence,
        "day": WEEKDAYS[record.weekday],
        "format": record.format,
        "channel": record.channel,
        "address": record.address,
        "length": record.length,
        "reassures": record.reassures,
        "worries": record.worries,
        "decides": record.decides,
        "goal_ids": list(record.goal_ids),
        "agreed": record.agreed,
        "notes": record.notes,
        "sees": record.sees,
        "hours": record.hours,
        "wellbeing": record.wellbeing,
        "due": due and {"on": due.on, "missed": list(due.missed)},
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def evidence(record: Evidence) -> Form:
    """A link to a proof."""
    return {
        "id": record.id,
        "kind": record.kind,
        "ref": record.ref,
        "title": record.title,
        "about": _link(record.about),
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def repository(desk: Desk, found: Repository) -> Form:
    """What was found in a repository."""
    return {
        "path": str(found.path),
        "name": found.name,
        "problem": found.problem,
        "more": found.more,
        "commits": [
            {"ref": one.ref, "hash": one.hash, "subject": one.subject, "at": desk.clock.local(one.at)}
            for one in found.commits
        ],
    }


def feedback(record: Feedback) -> Form:
    """A piece of feedback."""
    return {
        "id": record.id,
        "audience_id": record.audience_id,
        "situation": record.situation,
        "behaviour": record.behaviour,
        "impact": record.impact,
        "text": record.text,
        "told_in": record.told_in,
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def agenda_item(record: AgendaItem) -> Form:
    """An item of an agenda."""
    return {
        "id": record.id,
        "text": record.text,
        "audience_id": record.audience_id,
        "tag": record.tag,
        "about": _link(record.about),
        "done_at": record.done_at,
        "note": record.note,
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def _link(link: Link | None) -> Form | None:
    """A pointer to a record."""
    return {"table": link.table, "id": link.id} if link else None
