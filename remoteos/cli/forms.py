"""What each record looks like in JSON: stable names, ISO instants, seconds.

Written out by hand, so that a new field never changes what a script reads by accident.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a form reads values that others made: it needs none of their modules to run
    from datetime import datetime

    from remoteos.domain.agreement import Breach
    from remoteos.domain.asks import Ask
    from remoteos.domain.breaks import Break
    from remoteos.domain.captures import Capture
    from remoteos.domain.decisions import Decision
    from remoteos.domain.focus import Block, BlockEvent
    from remoteos.domain.focus_time import Staleness
    from remoteos.domain.outcomes import Goal, Outcome
    from remoteos.domain.planning import Capacity
    from remoteos.domain.pulse import Pulse
    from remoteos.domain.record import Record
    from remoteos.domain.rituals import Workday
    from remoteos.services.desk import Desk
    from remoteos.services.reentry import Reentry

Form = dict[str, Any]


def block(record: Block, until: datetime) -> Form:
    """A block; ``until`` is up to when an open one counts."""
    from remoteos.domain.focus_time import focused_s, paused_s

    return {
        "id": record.id,
        "day": record.day,
        "intention": record.intention,
        "state": record.state,
        "planned_at": record.planned_at,
        "started_at": record.started_at,
        "ended_at": record.ended_at,
        "planned_s": record.planned_s,
        "break_s": record.break_s,
        "focused_s": focused_s(record, until),
        "paused_s": paused_s(record, until),
        "interruptions": [interruption(event) for event in record.interruptions],
        "outcome_id": record.outcome_id,
        "aside_of": record.aside_of,
        "logged": record.logged,
        "result": record.result,
        "depth": record.depth,
        "next_action": record.next_action,
        "visibility": record.visibility,
    }


def interruption(event: BlockEvent) -> Form:
    """An interruption within a block."""
    return {"at": event.at, "source": event.source, "note": event.note, "promise": event.promise}


def stale(found: Staleness) -> Form:
    """What was found of a block that was left running."""
    return {
        "since": found.since,
        "planned_end": found.planned_end,
        "last_activity": found.last_activity,
        "choices": ["keep", *(["trim planned"] if found.planned_end else []), "trim activity", "discard"],
    }


def break_after(found: Break | None) -> Form | None:
    """The break after a block, as it stands."""
    if found is None:
        return None
    return {
        "block_id": found.block.id,
        "intention": found.block.intention,
        "state": found.state,
        "begins_at": found.begins_at,
        "ends_at": found.ends_at,
        "length_s": found.length_s,
    }


def reentry(card: Reentry | None) -> Form | None:
    """Where the user was, to go on there."""
    if card is None:
        return None
    outcome, thought = card.outcome, card.thought
    return {
        "block_id": card.block.id,
        "intention": card.block.intention,
        "state": card.block.state,
        "day": card.block.day,
        "away_s": card.away_s,
        "outcome": outcome and {"id": outcome.id, "title": outcome.title, "state": outcome.state},
        "next_action": card.next_action,
        "thought": thought and {"id": thought.id, "kind": thought.kind, "text": thought.text},
    }


def workday(record: Workday, desk: Desk) -> Form:
    """A workday, with what is left of its rituals."""
    from remoteos.services.rituals import steps_left

    return {
        "id": record.id,
        "date": record.date,
        "zone": record.zone,
        "state": record.state,
        "opened_at": record.opened_at,
        "closed_at": record.closed_at,
        "closes_at": record.shutdown_at,
        "recovered": record.recovered,
        "reopened": record.reopened,
        "type": record.day_type,
        "outcome_ids": list(record.outcome_ids),
        "carried_ids": list(record.carried_ids),
        "first_thing": record.first_thing,
        "note": record.note,
        "steps_left": {
            "start": list(steps_left(desk, record, "start")),
            "end": list(steps_left(desk, record, "end")),
        },
        "visibility": record.visibility,
    }


def fit(found: Capacity | None) -> Form | None:
    """The plan against the time that is left."""
    if found is None:
        return None
    return {
        "left_s": found.left_s,
        "planned_s": found.planned_s,
        "free_s": found.free_s,
        "overcommitted_min": found.overcommitted_min,
    }


def capture(record: Capture) -> Form:
    """A capture, open or decided."""
    decided = record.decision
    return {
        "id": record.id,
        "at": record.created_at,
        "day": record.day,
        "kind": record.kind,
        "text": record.text,
        "source": record.source,
        "promise": record.promise,
        "block_id": record.block_id,
        "open": record.is_open,
        "rolls": record.rolls,
        "outcome_id": record.outcome_id,
        "decision": decided
        and {
            "way": decided.way,
            "at": decided.at,
            "became": {"table": decided.became.table, "id": decided.became.id},
            "reason": decided.reason,
        },
        "visibility": record.visibility,
    }


def outcome(record: Outcome) -> Form:
    """An outcome."""
    return {
        "id": record.id,
        "title": record.title,
        "done_when": record.done_when,
        "goal_id": record.goal_id,
        "due": record.due,
        "proposed_by": record.proposed_by,
        "agreed_on": record.agreed_on,
        "confidence": record.confidence,
        "state": record.state,
        "closed_at": record.closed_at,
        "reason": record.reason,
        "progress": [
            {"at": step.at, "note": step.note, "confidence": step.confidence} for step in record.progress
        ],
        "rolls": record.rolls,
        "baseline": record.baseline,
        "current": record.current,
        "target": record.target,
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def goal(record: Goal) -> Form:
    """A goal."""
    return {
        "id": record.id,
        "title": record.title,
        "owner": record.owner,
        "parent_id": record.parent_id,
        "state": record.state,
        "closed_at": record.closed_at,
        "reason": record.reason,
        "visibility": record.visibility,
    }


def ask(record: Ask) -> Form:
    """An ask."""
    return {
        "id": record.id,
        "text": record.text,
        "from": record.asked_of,
        "kind": record.kind,
        "needed_by": record.needed_by,
        "cost": record.cost,
        "outcome_id": record.outcome_id,
        "state": record.state,
        "waiting": record.is_waiting,
        "raised_at": record.raised_at,
        "nudges": record.nudges,
        "enabled": record.enabled,
        "history": [{"kind": event.kind, "at": event.at, "note": event.note} for event in record.events],
        "visibility": record.visibility,
    }


def decision(record: Decision) -> Form:
    """A decision."""
    return {
        "id": record.id,
        "text": record.text,
        "context": record.context,
        "reasons": record.reasons,
        "alternatives": record.alternatives,
        "decided_by": record.decided_by,
        "outcome_id": record.outcome_id,
        "revisit_on": record.revisit_on,
        "verdict": record.verdict,
        "looks": [{"at": look.at, "note": look.note, "verdict": look.verdict} for look in record.looks],
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def pulse(record: Pulse) -> Form:
    """A pulse reading."""
    return {
        "id": record.id,
        "at": record.created_at,
        "day": record.day,
        "moment": record.moment,
        "energy": record.energy,
        "stress": record.stress,
        "note": record.note,
        "visibility": record.visibility,
    }


def breach(record: Breach | None) -> Form | None:
    """A breach."""
    if record is None:
        return None
    return {
        "id": record.id,
        "at": record.at,
        "day": record.day,
        "kind": record.kind,
        "reason": record.reason,
        "visibility": record.visibility,
    }


def became(record: Record, desk: Desk) -> Form:
    """What an open loop became, under its name."""
    from remoteos.domain.asks import Ask
    from remoteos.domain.focus import Block
    from remoteos.domain.outcomes import Outcome
    from remoteos.domain.rituals import Workday

    if isinstance(record, Ask):
        return {"ask": ask(record)}
    if isinstance(record, Outcome):
        return {"outcome": outcome(record)}
    if isinstance(record, Block):
        return {"block": block(record, record.created_at)}
    if isinstance(record, Workday):
        return {"day": workday(record, desk)}
    raise TypeError(f"a loop does not become a {type(record).__name__}")
