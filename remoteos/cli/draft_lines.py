"""How updates and what they promised read on a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.cli.lines import fitted, tail
from remoteos.cli.output import dim
from remoteos.domain.words import COMMITMENT_MARKS, day_name, plural, reading_time

if TYPE_CHECKING:
    from remoteos.domain.commitments import Commitment
    from remoteos.domain.update_text import Numbered
    from remoteos.domain.updates import Update
    from remoteos.services.desk import Desk
    from remoteos.services.sending import SaidVsDid
    from remoteos.services.updates import Preview


def update(desk: Desk, record: Update) -> str:
    """An update in one line: for whom, its title, and whether and when it was sent."""
    mark = "✓ " if record.is_sent else "· "
    if record.sent_at is None:
        state = "draft"
    else:
        state = f"sent {desk.workday_of(record.sent_at)}{f' by {record.channel}' if record.channel else ''}"
        state += ", edited since" if record.edited_at else ""
    return fitted(mark, f"{record.audience} · {record.title}", f"  {dim(state)}{tail(desk, record)}", None)


def whole(desk: Desk, shown: Preview, *, evidence: bool = False) -> list[str]:
    """An update line by line: each with its number and what is to know of it, then what stands beside it."""
    from remoteos.domain.update_text import numbered

    record = shown.update
    rows = [update(desk, record)]
    held = {line.key for line in shown.written.held}
    by_section: dict[int, list[Numbered]] = {}
    for one in numbered(record):
        by_section.setdefault(one.section, []).append(one)
    for place, section in enumerate(record.sections):
        inside = by_section.get(place, [])
        more = f"{section.more:,} more are not listed" if section.more else ""
        if not inside and not evidence:
            continue
        rows += ["", output.bold(f"{place + 1}. {section.title or section.query.capitalize()}")]
        for one in inside:
            rows += _line(desk, one, held=one.line.key in held, evidence=evidence)
        rows += [dim(f"      {more}")] if more else []
    return [*rows, "", *beside(desk, shown)]


def beside(desk: Desk, shown: Preview) -> list[str]:
    """What its writer should know of a draft and its reader never sees."""
    from remoteos.services.sending import open_commitments

    record, written = shown.update, shown.written
    since = day_name(record.first_day, year=record.first_day.year != desk.today.year)
    rows = [f"Since {since} · reads in {reading_time(written.letter.reading_s)}"]
    if not written.letter.parts:
        rows.append("Nothing was recorded in that time that they may see: the draft is empty.")
    bare = sum(line.lacks_evidence for part in record.sections for line in part.shown)
    if bare:
        rows.append(f"{plural(bare, 'line')} without evidence: remoteos update show --evidence")
    fresh = sum(bool(line.fresh) for part in record.sections for line in part.lines)
    if fresh:
        rows.append(f"{plural(fresh, 'reworded line')} with fresh evidence: remoteos update show")
    if written.held:
        rows.append(f"{plural(len(written.held), 'line')} may not leave any more and will not.")
    if shown.kept_back:
        kept = ", ".join(f"{one.records} {one.kind}" for one in shown.kept_back)
        rows.append(f"Stays here, not visible to them: {kept}.")
    unmarked = sum(one.state == "open" for one in open_commitments(desk, shown.card))
    if unmarked and not record.is_sent:
        rows.append(f"{plural(unmarked, 'commitment')} not marked: remoteos update said, then update mark")
    return rows


def commitment(desk: Desk, record: Commitment) -> str:
    """Something that was said, with what became of it."""
    state = "" if record.state == "open" else record.state
    behind = f"{state}{f': {record.why}' if record.why else ''}"
    said = f"said {desk.workday_of(record.created_at)}"
    facts = ", ".join(fact for fact in (behind, said) if fact)
    return fitted(f"{COMMITMENT_MARKS[record.state]} ", record.text, f"  {dim(facts)}{tail(desk, record)}", 0)


def said_vs_did(desk: Desk, row: SaidVsDid) -> str:
    """What became of what one update said, as marks and in numbers: ``Fri 13 Nov  ✓✓✓→·  3 of 5 did``."""
    sent = row.update.sent_at
    day = day_name(desk.workday_of(sent), year=False) if sent else ""
    marks = "".join(mark * row.counts.get(state, 0) for state, mark in COMMITMENT_MARKS.items())
    share = f"{row.counts.get('did', 0)} of {sum(row.counts.values())} did"
    return f"{day:<10}  {marks}  {dim(share)}"


def _line(desk: Desk, one: Numbered, *, held: bool, evidence: bool) -> list[str]:
    from remoteos.services.update_sources import sources

    line = one.line
    number = f"{'' if line.place == 'in' else 'x'}{one.number}"
    facts = []
    if line.place == "over":
        facts.append("did not fit")
    if line.place == "out":
        facts.append("left out")
    if held and line.place == "in":
        facts.append("may not leave any more")
    if line.lacks_evidence:
        facts.append("no evidence")
    elif line.is_reworded:
        facts.append("reworded")
    behind = f"  {dim(', '.join(facts))}" if facts else ""
    rows = [f"{number:>4}  {line.text}{behind}"]
    if line.fresh:
        rows.append(f"      {dim('by now:')} {line.fresh}  {dim(f'update edit --fresh {one.number}')}")
    if evidence:
        if line.counted:
            rows.append(dim(f"      counted: {line.counted}"))
        rows += [
            f"      {dim(source.kind)} {source.name or 'not there any more'}  {dim(source.day)}"
            for source in sources(desk, line.sources)
        ]
    return rows
