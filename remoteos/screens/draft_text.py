"""How a draft is said: its lines with where each comes from, and what stands beside it."""

from collections.abc import Collection, Iterable

from textual.content import Content

from remoteos.domain.alignment import Finding
from remoteos.domain.updates import Line, Section, Update
from remoteos.domain.words import day_name, plural, reading_time
from remoteos.screens.session import Session
from remoteos.services.update_sources import Source
from remoteos.services.updates import Preview
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

MUTED, WARNING = "$text-muted", "$text-warning"

OVER = "+over"
"""The key of the row that stands for the lines that did not fit."""


def row_id(section: int, key: str) -> str:
    """The id of a line's row; `place_of` is its inverse."""
    return f"{section}|{key}"


def place_of(identity: str) -> tuple[int, str]:
    """The section (from 0) and the key that a row stands for; -1 for none."""
    section, bar, key = identity.partition("|")
    return (int(section), key) if bar else (-1, "")


def line_rows(session: Session, update: Update, held: Collection[str], opened: Collection[int]) -> list[Row]:
    """The sections with their lines, then those without any.

    Lines that did not fit are one row for each section until they are asked for.
    """
    rows: list[Row] = []
    bare: list[Row] = []
    for at, section in enumerate(update.sections):
        title = (section.title or section.query).upper()
        if not section.lines:
            bare.append(Row(row_id(at, ""), said((title, MUTED)), said(("nothing", MUTED))))
            continue
        if rows:
            rows.append(Row("", Content("")))
        rows.append(Row(row_id(at, ""), said((title, f"bold {MUTED}")), _count(section)))
        rows += [
            Row(row_id(at, line.key), *_line(session, line, held=line.key in held))
            for line in section.lines
            if line.place != "over" or at in opened
        ]
        if section.over and at not in opened:
            rows.append(Row(row_id(at, OVER), said((f"  + {section.over:,} more that did not fit", MUTED))))
        elif section.more:
            rows.append(Row("", said((f"    and {section.more:,} more", MUTED))))
    if rows and bare:
        rows.append(Row("", Content("")))
    return rows + bare


def head_said(session: Session, shown: Preview, leaves: str) -> Content:
    """The draft in one line: whom it is for, since when, how long it takes to read, and what leaves."""
    update = shown.update
    name = session.veil.name(update.audience)
    since = day_name(update.first_day, year=update.first_day.year != session.desk.today.year)
    facts: list[Part] = [(f"since {since}", MUTED)]
    if update.sent_at is not None:
        facts.append(
            (f"sent {day_name(session.desk.workday_of(update.sent_at), year=False)}", "$text-success")
        )
        facts += [("edited since; what was sent is kept", WARNING)] if update.edited_at else []
    else:
        facts.append((f"reads in {reading_time(shown.written.letter.reading_s)}", MUTED))
    facts.append((leaves, MUTED))
    return said((update.format, "bold"), " to ", (name, "bold"), ("  ", ""), joined(facts))


def stays_said(shown: Preview, unmarked: int) -> Content:
    """What does not leave, and what is not answered yet."""
    facts: list[Part] = []
    if not shown.written.letter.parts:
        facts.append("Nothing is on record for that time that they may see.")
    if shown.written.held:
        facts.append((f"{plural(len(shown.written.held), 'line')} may not leave any more", WARNING))
    if shown.kept_back:
        kept = ", ".join(f"{one.records} {one.kind}" for one in shown.kept_back)
        facts.append((f"Stays here: {kept}", MUTED))
    if unmarked and not shown.update.is_sent:
        facts.append((f"{plural(unmarked, 'promise')} to mark", WARNING))
    return joined(facts) if facts else said(("Nothing is kept back.", MUTED))


def source_entries(session: Session, line: Line, sources: Iterable[Source]) -> list[Entry]:
    """Where a line comes from, and what the evidence says where that differs."""
    entries: list[Entry] = []
    if line.fresh:
        entries.append(
            ("by now", said((session.veiled(line.fresh, "manager"), WARNING), ("  f takes it", MUTED)))
        )
    elif line.is_reworded:
        entries.append(("evidence", said((session.veiled(line.drawn, "manager"), MUTED))))
    for one in sources:
        name = session.veiled(one.name, one.visibility) if one.name else "not there any more"
        entries.append((one.kind, said(name, (f"  {one.day}", MUTED))))
    if line.counted:
        entries.append(("counted", plain(line.counted)))
    if line.is_own:
        entries.append(("yours", said(("You wrote this line; nothing on record supports it.", MUTED))))
    elif line.gone:
        entries.append(("gone", said(("Nothing on record says this any more.", WARNING))))
    elif not entries:
        entries.append(("evidence", said(("Nothing on record supports this line.", WARNING))))
    return entries


def finding_entries(session: Session, findings: Iterable[Finding]) -> list[Entry]:
    """The alignment check: what was found, and the question to bring along."""
    entries: list[Entry] = []
    for one in findings:
        entries.append(("!", said((session.veil.notice(one.text), WARNING))))
        entries.append(("", said((session.veil.notice(one.question), MUTED))))
    return entries or [("", plain("Everything you do serves a goal that is wanted, and no ask is late."))]


def _count(section: Section) -> Content:
    count = len(section.shown)
    over = section.limit is not None and count > section.limit
    return said((f"{count} of at most {section.limit}" if over else "", WARNING))


def _line(session: Session, line: Line, *, held: bool) -> tuple[Content, Content]:
    text = session.veiled(line.text, "manager")
    if line.place != "in":
        return said((f"  × {text}", MUTED)), said(
            ("left out" if line.place == "out" else "did not fit", MUTED)
        )
    return said("  ", text), _beside(line, held=held)


def _beside(line: Line, *, held: bool) -> Content:
    """What there is to know of a line at a glance: what needs a look first."""
    if held:
        return said(("stays here", WARNING))
    if line.fresh:
        return said(("fresh evidence", WARNING))
    if line.lacks_evidence:
        return said(("no evidence ?", WARNING))
    if line.is_reworded:
        return said(("reworded", MUTED))
    if line.counted:
        return said(("counted", MUTED))
    return said((plural(len(line.sources), "record"), MUTED))
