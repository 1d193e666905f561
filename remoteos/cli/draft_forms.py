"""The JSON forms of updates, their lines and what they promised, written out by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli.forms import Form

if TYPE_CHECKING:
    from remoteos.domain.alignment import Finding
    from remoteos.domain.commitments import Commitment
    from remoteos.domain.record import Link
    from remoteos.domain.update_text import Numbered
    from remoteos.domain.updates import Update
    from remoteos.services.sending import SaidVsDid
    from remoteos.services.updates import Preview


def update_head(record: Update) -> Form:
    """An update without its lines."""
    return {
        "id": record.id,
        "to": record.audience,
        "audience_id": record.audience_id,
        "title": record.title,
        "format": record.format,
        "state": "sent" if record.is_sent else "draft",
        "since": record.since,
        "until": record.until,
        "first_day": record.first_day,
        "last_day": record.last_day,
        "sent_at": record.sent_at,
        "sent_as": record.sent_as if record.is_sent else None,
        "channel": record.channel,
        "edited_at": record.edited_at,
    }


def update(shown: Preview) -> Form:
    """An update with its lines, what is kept back, and how long it takes to read."""
    from remoteos.domain.update_text import numbered

    record = shown.update
    held = {line.key for line in shown.written.held}
    lines: dict[int, list[Form]] = {}
    for one in numbered(record):
        lines.setdefault(one.section, []).append(_line(one, held))
    return {
        **update_head(record),
        "reading_s": shown.written.letter.reading_s,
        "sections": [
            {
                "title": part.title,
                "query": part.query,
                "tag": part.tag or None,
                "limit": part.limit,
                "more": part.more,
                "lines": lines.get(place, []),
            }
            for place, part in enumerate(record.sections)
        ],
        "kept_back": {one.kind: one.records for one in shown.kept_back},
        "sent_text": record.sent_text if record.is_sent else None,
    }


def commitment(record: Commitment) -> Form:
    """Something that an update said would happen."""
    return {
        "id": record.id,
        "text": record.text,
        "state": record.state,
        "why": record.why,
        "marked_at": record.marked_at,
        "outcome_id": record.outcome_id,
        "update_id": record.update_id,
        "told_in": record.told_in,
        "created_at": record.created_at,
        "visibility": record.visibility,
    }


def said_vs_did(row: SaidVsDid) -> Form:
    """What became of what one update said."""
    return {
        "update_id": row.update.id,
        "sent_at": row.update.sent_at,
        "title": row.update.title,
        **{state: row.counts.get(state, 0) for state in ("did", "partly", "moved", "dropped", "open")},
    }


def finding(found: Finding) -> Form:
    """One finding of the alignment check."""
    return {
        "kind": found.kind,
        "text": found.text,
        "question": found.question,
        "about": found.about and _link(found.about),
    }


def _line(one: Numbered, held: set[str]) -> Form:
    line = one.line
    return {
        "number": one.number,
        "key": line.key,
        "text": line.text,
        "place": line.place,
        "reworded": line.is_reworded,
        "own": line.is_own,
        "fresh": line.fresh,
        "gone": line.gone,
        "evidence": not line.lacks_evidence,
        "counted": line.counted,
        "sources": [_link(link) for link in line.sources],
        "held_back": line.key in held and line.place == "in",
    }


def _link(link: Link) -> Form:
    return {"table": link.table, "id": link.id}
