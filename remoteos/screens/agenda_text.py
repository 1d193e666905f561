"""How the agenda of a one-to-one is said: its items under what they want, and one in full."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from textual.content import Content

from remoteos.domain.agenda import TAG_WORDS, AgendaItem, Tag
from remoteos.domain.words import age, day_name
from remoteos.screens.outcome_text import SEEN_BY
from remoteos.screens.session import Session
from remoteos.services.update_sources import sources
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import joined, plain, said

MUTED = "$text-muted"

HEADINGS: Mapping[Tag, str] = {**TAG_WORDS, "manager to do": "Their to-dos"}
"""The headings as the user reads them; on the agenda that leaves, the same speaks to the other side."""


def rows(session: Session, items: Sequence[AgendaItem], settled: Sequence[AgendaItem]) -> list[Row]:
    """The open items under their headings; those that were done lately beneath them."""
    found: list[Row] = []
    for tag, group in groupby(items, lambda item: item.tag):
        found += [*_heading(HEADINGS[tag], gap=bool(found)), *(_open(session, item) for item in group)]
    if settled:
        found += [*_heading("Done lately", gap=bool(found)), *(_done(session, item) for item in settled)]
    return found


def _heading(words: str, *, gap: bool) -> list[Row]:
    heading = Row("", said((words.upper(), f"bold {MUTED}")))
    return [Row("", Content("")), heading] if gap else [heading]


def _open(session: Session, item: AgendaItem) -> Row:
    since = age(session.desk.workday_of(item.created_at), session.desk.today, short=True)
    text = session.veiled(item.text, item.visibility)
    return Row(item.id, said(("· ", "$primary"), text), said((since, MUTED)))


def _done(session: Session, item: AgendaItem) -> Row:
    done = age(session.desk.workday_of(item.done_at or item.updated_at), session.desk.today)
    text = session.veiled(item.text, item.visibility)
    return Row(item.id, said(("✓ ", "$success"), (text, MUTED)), said((f"done {done}", MUTED)))


def details(session: Session, item: AgendaItem) -> Iterator[Entry]:
    """All there is to say of an item."""
    if item.done_at is not None:
        came = session.veiled(item.note)  # a note is nobody else's business
        done = day_name(session.desk.workday_of(item.done_at), year=False)
        yield "done", joined([done, came] if came else [(done, MUTED)])
    yield "wants", joined([HEADINGS[item.tag], (SEEN_BY[item.visibility], MUTED)])
    added = session.desk.workday_of(item.created_at)
    yield "added", plain(day_name(added, year=added.year != session.desk.today.year))
    for source in sources(session.desk, [item.about] if item.about else []):
        name = session.veiled(source.name, source.visibility) or "gone"
        yield "comes from", said((f"{source.kind}: ", MUTED), name)
