"""How outcomes and goals are said: on a card, on a rung of the ladder, and in full."""

from collections.abc import Iterable, Mapping
from datetime import date

from textual.content import Content

from remoteos.domain.outcome_board import Rung
from remoteos.domain.outcomes import Goal, Outcome, Owner
from remoteos.domain.record import Visibility
from remoteos.domain.words import OUTCOME_MARKS, age, carried, day_name, due, plural
from remoteos.screens.session import Session
from remoteos.services.outcome_board import GoalStanding, OutcomeStanding, Overview
from remoteos.widgets.cards import Card
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, joined, plain, said

MOVING_MARK = "◐"
"""The mark of an open outcome that has something on record."""

GOAL_MARKS: Mapping[Owner, str] = {"leadership": "◆", "manager": "◇", "me": "▸"}
"""A mark for each rung of the ladder, from leadership's intent down to my own goal."""

OWNER_WORDS: Mapping[Owner, str] = {"leadership": "intent", "manager": "manager", "me": "mine"}
"""Whose goal it is, in a word; what leadership wants is the intent."""

SEEN_BY: Mapping[Visibility, str] = {
    "private": "only you see it",
    "manager": "your manager may see it",
    "public": "anyone may see it",
}
"""Who may see a record."""

MUTED, WARNING = "$text-muted", "$text-warning"


def title(session: Session, record: Outcome | Goal) -> str:
    """A title as it may be shown now."""
    return session.veiled(record.title, record.visibility)


def mark(standing: OutcomeStanding) -> Content:
    """The mark of an outcome."""
    outcome = standing.outcome
    if outcome.state == "open" and standing.trail.records:
        return said((MOVING_MARK, "$primary"))
    style = {"open": "$primary", "done": "$success", "dropped": MUTED}[outcome.state]
    return said((OUTCOME_MARKS[outcome.state], style))


def card(session: Session, standing: OutcomeStanding) -> Card:
    """An outcome on the board."""
    text = plain(title(session, standing.outcome))
    if standing.outcome.state != "open":
        text = text.stylize(MUTED)
    facts = [said(part) for part in _facts(session, standing)]
    if standing.outcome.state == "done" and not standing.trail.records:
        facts.append(said(("no evidence", WARNING)))
    return Card(standing.outcome.id, mark(standing), text, tuple(facts))


def _facts(session: Session, standing: OutcomeStanding) -> list[Part]:
    """What is said of an outcome at a glance, the most important first."""
    outcome, today = standing.outcome, session.desk.today
    if outcome.state != "open":
        when = age(_day(session, outcome), today, short=True)
        return [(f"{outcome.state} {when} ago" if when.endswith(" d") else f"{outcome.state} {when}", MUTED)]
    facts: list[Part] = [("today", "bold $primary")] if standing.today else []
    if outcome.due is not None:
        facts.append((due(outcome.due, today), WARNING if outcome.due < today else MUTED))
    if standing.lacks_goal:
        facts.append(("no goal", WARNING))
    if standing.silent_days:
        facts.append((f"silent {standing.silent_days} d", WARNING))
    return facts


def ladder_rows(session: Session, overview: Overview) -> list[Row]:
    """The ladder line by line; what hangs from no goal comes last."""
    rows = [_rung(session, overview, rung) for rung in overview.rungs]
    if overview.loose:
        if rows:
            rows.append(Row("", Content("")))
        rows.append(Row("", said(("SERVES NO GOAL", f"bold {MUTED}"))))
        rows += [_outcome_row(session, overview.outcomes[one.id], "") for one in overview.loose]
    return rows


def _rung(session: Session, overview: Overview, rung: Rung) -> Row:
    guide = _guide(rung.last)
    if isinstance(rung.record, Outcome):
        return _outcome_row(session, overview.outcomes[rung.record.id], guide)
    standing = overview.goals[rung.record.id]
    goal = standing.goal
    facts: list[Part] = []
    if goal.state != "open":
        facts.append((goal.state, MUTED))
    if standing.silent_days:
        facts.append((f"silent {standing.silent_days} d", WARNING))
    if standing.lacks_intent:
        facts.append(("no intent above", WARNING))
    facts.append((OWNER_WORDS[goal.owner], MUTED))
    text = said((guide, MUTED), (f"{GOAL_MARKS[goal.owner]} ", MUTED), (title(session, goal), _weight(goal)))
    return Row(goal.id, text, joined(facts))


def _outcome_row(session: Session, standing: OutcomeStanding, guide: str) -> Row:
    text = plain(title(session, standing.outcome))
    if standing.outcome.state != "open":
        text = text.stylize(MUTED)
    facts = _facts(session, standing)
    records = standing.trail.records
    facts.append((plural(records, "record") if records else "no evidence", MUTED))
    return Row(standing.outcome.id, said((guide, MUTED), mark(standing), " ", text), joined(facts))


def _guide(last: tuple[bool, ...]) -> str:
    """The lines that lead to a rung from what it hangs from."""
    if len(last) == 1:
        return ""
    return "".join("  " if ends else "│ " for ends in last[1:-1]) + ("└ " if last[-1] else "├ ")


def _weight(goal: Goal) -> str:
    return MUTED if goal.state != "open" else "bold" if goal.owner == "leadership" else ""


def outcome_details(session: Session, standing: OutcomeStanding) -> list[tuple[str, Content]]:
    """All there is to say of an outcome, each with a word for what it is."""
    outcome = standing.outcome
    hidden = session.hidden and outcome.visibility == "private"
    done_when = session.veiled(outcome.done_when, outcome.visibility)
    lines = [
        ("done when", plain(done_when) if done_when else said(("not said yet; enter to say it", MUTED))),
        ("serves", _served(session, standing.rungs)),
    ]
    if outcome.progress:
        lines.append(("progress", _last_progress(session, outcome)))
    lines.append(("on record", joined(_record(session, standing))))
    when = _when(session, outcome)
    if outcome.reason and not hidden:
        when.append(session.veiled(outcome.reason, outcome.visibility))
    word = "due" if outcome.state == "open" else outcome.state
    lines.append((word, joined([*when, (SEEN_BY[outcome.visibility], MUTED)])))
    return lines


def goal_details(session: Session, standing: GoalStanding) -> list[tuple[str, Content]]:
    """All there is to say of a goal."""
    goal = standing.goal
    whose = {"leadership": "leadership's intent", "manager": "your manager's", "me": "your own"}[goal.owner]
    served = plural(standing.served_by, "open outcome") if standing.served_by else "no open outcome"
    state: list[Part] = [served]
    if standing.silent_days:
        state.append((f"silent for {standing.silent_days} days: is it still wanted?", WARNING))
    if goal.state != "open":
        state.append(goal.state)
        state += [session.veiled(goal.reason, goal.visibility)] if goal.reason else []
    lines = [("whose", joined([whose, (SEEN_BY[goal.visibility], MUTED)]))]
    if goal.owner != "leadership":
        lines.append(("serves", _served(session, standing.rungs, lacks_intent=standing.lacks_intent)))
    return [*lines, ("served by", joined(state))]


def _served(session: Session, rungs: Iterable[Goal], *, lacks_intent: bool = False) -> Content:
    """The ladder above something, the intent first."""
    titles = [title(session, rung) for rung in reversed(tuple(rungs))]
    if not titles:
        nothing = "no intent that was stated: g" if lacks_intent else "no goal: g says which"
        return said((nothing, WARNING))
    return Content(" ▸ ").join([plain(each) for each in titles])


def _last_progress(session: Session, outcome: Outcome) -> Content:
    last = outcome.progress[-1]
    when = age(session.desk.workday_of(last.at), session.desk.today)
    sure = f", sure {last.confidence} of 5" if last.confidence else ""
    return said(session.veiled(last.note, outcome.visibility), (f"  {when}{sure}", MUTED))


def _record(session: Session, standing: OutcomeStanding) -> list[Part]:
    trail, outcome = standing.trail, standing.outcome
    counted = [(trail.blocks, "block"), (trail.notes, "note"), (trail.wins, "win"), (trail.links, "link")]
    parts: list[Part] = [plural(count, what) for count, what in counted if count]
    if not parts:
        parts = [("no evidence yet" if outcome.state == "open" else "no evidence", MUTED)]
    if outcome.rolls:
        parts.append((carried(outcome.rolls), MUTED))
    if standing.silent_days:
        parts.append((f"silent for {standing.silent_days} days: is it still wanted?", WARNING))
    else:
        moved = age(session.desk.workday_of(trail.moved_at), session.desk.today)
        parts.append((f"moved {moved}", MUTED))
    return parts


def _when(session: Session, outcome: Outcome) -> list[Part]:
    today = session.desk.today
    if outcome.state != "open":
        return [day_name(_day(session, outcome), year=False)]
    parts: list[Part] = []
    if outcome.due is not None:
        late = outcome.due < today
        date_said = day_name(outcome.due, year=outcome.due.year != today.year)
        parts.append(
            (f"{date_said}, {due(outcome.due, today)}" if late else date_said, WARNING if late else "")
        )
    else:
        parts.append("no date")
    if outcome.agreed_on:
        parts.append(f"agreed {day_name(outcome.agreed_on, year=outcome.agreed_on.year != today.year)}")
    return parts


def _day(session: Session, outcome: Outcome) -> date:
    return session.desk.workday_of(outcome.closed_at or outcome.updated_at)
