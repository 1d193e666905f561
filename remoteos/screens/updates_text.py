"""How updates are said: what is due, drafts and sent ones, what was said and done, asks by age."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from textual.content import Content

from remoteos.domain.asks import Ask
from remoteos.domain.commitments import CommitmentState
from remoteos.domain.managers import Due, rhythm
from remoteos.domain.updates import Update
from remoteos.domain.words import COMMITMENT_MARKS, age, day_name, plural
from remoteos.screens.session import Session
from remoteos.services.sending import SaidVsDid
from remoteos.services.updates_board import Audience
from remoteos.widgets.rows import Row
from remoteos.widgets.sections import Said
from remoteos.widgets.text import Part, joined, said

MUTED, WARNING = "$text-muted", "$text-warning"

_COLOURS: Mapping[CommitmentState, str] = {
    "did": "$success",
    "partly": "$primary",
    "moved": WARNING,
    "dropped": MUTED,
    "open": MUTED,
}
"""The colour of what became of something that was said."""

_BAR = 12
"""The cells of the longest bar of an ask's age."""
_BAR_DAYS = 30
"""An ask of so many days, or more, has the longest bar."""


def audience_rows(session: Session, audiences: Iterable[Audience]) -> list[Row]:
    """Every audience: its name and what is due, its draft, and what was sent."""
    rows: list[Row] = []
    for one in audiences:
        if rows:
            rows.append(Row("", Content("")))
        name = session.veil.name(one.card.person).upper()
        rows.append(
            Row(
                "",
                said((name, "bold"), (f"  {one.card.relation}, {rhythm(one.card)}", MUTED)),
                due_said(one.due, session.desk.today),
            )
        )
        rows.append(_draft_row(session, one))
        rows += [_sent_row(session, update) for update in one.sent]
    return rows


def due_said(due: Due | None, today: date) -> Content:
    """When an update is due, in a few words; a late one stands out and is not scolded for."""
    if due is None:
        return Content("")
    days = (due.on - today).days
    if days < 0:
        return said((f"was due {day_name(due.on, year=False)}", WARNING))
    if days == 0:
        return said(("due today", "bold $primary"))
    return said((f"due {'tomorrow' if days == 1 else day_name(due.on, year=False)}", MUTED))


def _draft_row(session: Session, audience: Audience) -> Row:
    draft = audience.draft
    if draft is None:
        return Row(f"draw:{audience.card.id}", said(("▸ ", "$primary"), "Draw the draft"))
    lines = sum(len(part.shown) for part in draft.sections)
    return Row(
        draft.id,
        said(("● ", "$primary"), session.veiled(draft.title, "manager")),
        said((f"draft, {plural(lines, 'line')}", MUTED)),
    )


def _sent_row(session: Session, update: Update) -> Row:
    day = session.desk.workday_of(update.sent_at) if update.sent_at else session.desk.today
    facts = [f"sent {day_name(day, year=day.year != session.desk.today.year)}"]
    if update.edited_at:
        facts.append("edited since")
    title = session.veiled(update.title, "manager")
    return Row(update.id, said(("✓ ", "$success"), title), said((", ".join(facts), MUTED)))


def chart(session: Session, history: Sequence[SaidVsDid]) -> list[Said]:
    """What was said and done: a line for each update, a sign for each thing that was said."""
    if not history:
        return [
            Said(said(("What comes next in an update is counted here once it is sent.", MUTED)), wraps=True)
        ]
    rows = []
    for one in reversed(history):
        sent = session.desk.workday_of(one.update.sent_at) if one.update.sent_at else session.desk.today
        signs = [
            (sign * one.counts.get(state, 0), _COLOURS[state]) for state, sign in COMMITMENT_MARKS.items()
        ]
        parts: list[Part] = [(f"{day_name(sent, year=False):<11}", MUTED), *signs]
        whole = sum(one.counts.values())
        rows.append(Said(said(*parts), said((f"{one.counts.get('did', 0)} of {whole}", MUTED)), rank=2))
    return rows


def legend() -> Said:
    """What the signs of the chart mean."""
    parts = [said((sign, _COLOURS[state]), (f" {state}", MUTED)) for state, sign in COMMITMENT_MARKS.items()]
    return Said(joined(parts, " "), rank=3)


def ask_bars(session: Session, asks: Sequence[Ask]) -> list[Said]:
    """The asks that wait, the most urgent first, each with a bar as long as it has waited."""
    if not asks:
        return [Said(said(("Nothing waits on others.", MUTED)))]
    today = session.desk.today
    rows = []
    for place, ask in enumerate(asks):
        raised = session.desk.workday_of(ask.raised_at)
        days = (today - raised).days
        late = ask.late_by(today)
        length = max(1, min(_BAR, round(days * _BAR / _BAR_DAYS)))
        text = session.veiled(ask.text, ask.visibility)
        rows.append(
            Said(
                said(("▬" * length, WARNING if late else "$primary"), f" {text}"),
                said(
                    (f"{late} d late" if late else age(raised, today, short=True), WARNING if late else MUTED)
                ),
                rank=1 + place,
            )
        )
    return rows
