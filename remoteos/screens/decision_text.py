"""How decisions are said: on a row of the log, and in full with every look back."""

from collections.abc import Iterator, Mapping

from textual.content import Content

from remoteos.domain.decisions import Decision, Verdict
from remoteos.domain.outcomes import Outcome
from remoteos.domain.words import VERDICT_MARKS, age, day_name, due
from remoteos.screens.ask_text import dated
from remoteos.screens.outcome_text import SEEN_BY
from remoteos.screens.session import Session
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

MUTED = "$text-muted"

_COLOURS: Mapping[Verdict | None, str] = {
    "right": "$success",
    "partly": "$primary",
    "wrong": "$text-warning",
    None: "$primary",
}
"""The colour of what is known of a decision."""


def row(session: Session, decision: Decision) -> Row:
    """A decision: when it is time to look again, or when it was made."""
    text = session.veiled(decision.text, decision.visibility)
    return Row(
        decision.id,
        said((f"{VERDICT_MARKS[decision.verdict]} ", _COLOURS[decision.verdict]), text),
        said((_when(session, decision), MUTED)),
    )


def _when(session: Session, decision: Decision) -> str:
    today = session.desk.today
    if decision.revisit_on is None:
        made = decided_on(session, decision)
        return f"decided {made}"
    if decision.is_due(today):
        return "due today" if decision.revisit_on == today else f"due {age(decision.revisit_on, today)}"
    return f"look again {due(decision.revisit_on, today)}"


def decided_on(session: Session, decision: Decision) -> str:
    """The day on which it was decided, in words."""
    day, today = session.desk.workday_of(decision.created_at), session.desk.today
    return day_name(day, year=day.year != today.year)


def details(session: Session, decision: Decision) -> list[Entry]:
    """All there is to say of a decision; what came of it stands at the end."""
    return [*_facts(session, decision), *_looks(session, decision)]


def _facts(session: Session, decision: Decision) -> Iterator[Entry]:
    def shown(text: str) -> Content:
        return plain(session.veiled(text, decision.visibility))

    who = session.veil.name(decision.decided_by)
    made: list[Part] = [decided_on(session, decision), *([f"by {who}"] if who else [])]
    yield "decided", joined([*made, (SEEN_BY[decision.visibility], MUTED)])
    texts = (
        ("why", decision.reasons),
        ("because of", decision.context),
        ("instead of", decision.alternatives),
    )
    for label, text in texts:
        if text:
            yield label, shown(text)
    outcome = session.desk.store.get(Outcome, decision.outcome_id) if decision.outcome_id else None
    if outcome is not None:
        yield "for", plain(session.veiled(outcome.title, outcome.visibility))
    yield "look again", _again(session, decision)


def _again(session: Session, decision: Decision) -> Content:
    again, today = decision.revisit_on, session.desk.today
    if again is None:
        return said(("no more", MUTED))
    day = day_name(again, year=again.year != today.year)
    if not decision.is_due(today):
        return plain(day)
    key = session.key_of("decision.look")
    return said((f"it is time, since {day}: {key} says how it turned out", "$primary"))


def _looks(session: Session, decision: Decision) -> Iterator[Entry]:
    """Every look back, the first one first, each with its day."""
    for look in decision.looks:
        day = dated(session, session.desk.workday_of(look.at))
        verdict: Part = (f"{look.verdict}: ", _COLOURS[look.verdict]) if look.verdict else ""
        yield day, said(verdict, session.veiled(look.note, decision.visibility))
