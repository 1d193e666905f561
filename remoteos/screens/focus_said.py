"""What Focus says: of the open block, of a break, and of what could be started."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from textual.content import Content

from remoteos.domain.breaks import SNOOZE_MIN, Break
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import planned_end
from remoteos.domain.time import seconds_between
from remoteos.domain.words import ago, clock_time, duration, left, plural
from remoteos.screens.session import Session
from remoteos.screens.standing import minutes_said
from remoteos.services import outcomes, reentry
from remoteos.services.focus_next import Ahead
from remoteos.services.reentry import Reentry
from remoteos.services.status import FocusStatus
from remoteos.widgets.rows import Row
from remoteos.widgets.stage import Moment, Scene
from remoteos.widgets.text import joined, plain, said

FREE = "free"
"""The id of the row that starts something else."""

GO_ON = "go on"
"""The id of the row that goes on where the user was."""

JUST_BACK = timedelta(minutes=5)
"""For how long a block that goes on again shows where it was left."""


def block_scene(session: Session, now: FocusStatus) -> Scene:
    """The open block: what it is for, what it serves, its times and what was noted."""
    block = now.block
    return Scene(
        title=plain(session.veiled(block.intention, block.visibility)),
        under=_serves_said(session, block),
        span=_span_said(block, session.now),
        noted=Content("\n").join(_noted(session, now)),
    )


def block_moment(session: Session, now: FocusStatus) -> Moment:
    """The time of the open block: what is left of it, or how long it has been."""
    block = now.block
    if now.stale is not None:
        return Moment(minutes_said(now.focused_s), said(("left running", "$text-warning")), calm=True)
    paused = block.state == "paused"
    goes_on = f" · {session.key_of('block.pause')} goes on"
    if now.remaining_s is None or block.planned_s is None:
        caption = plain(f"‖ paused{goes_on}" if paused else "so far")
        return Moment(minutes_said(now.focused_s), caption, calm=paused)
    over = now.remaining_s < 0
    time = f"{'+' if over else ''}{minutes_said(abs(now.remaining_s))}"
    running = "over the plan" if over else "left"
    caption = plain(f"‖ paused, {left(now.remaining_s)}{goes_on}" if paused else running)
    return Moment(time, caption, now.focused_s / block.planned_s, calm=paused or over)


def break_scene(session: Session, rest: Break) -> Scene:
    """A break that is being taken."""
    name = session.veiled(rest.block.intention, rest.block.visibility)
    ends = rest.ends_at or rest.begins_at
    return Scene(
        title=plain("Break"),
        under=plain(f"after {name}"),
        span=plain(f"{clock_time(rest.begins_at)} → {clock_time(ends)} · {duration(rest.length_s)}"),
    )


def break_moment(rest: Break, now: datetime) -> Moment:
    """The time that is left of a break."""
    rest_s = max(0, seconds_between(now, rest.ends_at or now))
    return Moment(minutes_said(rest_s), plain("left"), 1 - rest_s / max(1, rest.length_s))


def break_line(session: Session) -> Content:
    """The break that is due, put off or just over, in a line; empty when there is none."""
    rest, now = session.rest, session.now
    if rest is None or rest.state == "running":
        return Content("")
    if rest.state == "over":
        return said(f"The break was over at {clock_time(rest.ends_at or now)}.")
    if rest.state == "snoozed":
        return said(f"The break is put off until {clock_time(rest.begins_at)}.")
    key = "bold $footer-key-foreground"
    until = clock_time(now + timedelta(seconds=rest.length_s))
    return said(
        (f"{duration(rest.length_s)} break until {until}", "bold"),
        "   ",
        (session.key_of("break.take"), key),
        " take it   ",
        (session.key_of("break.snooze"), key),
        f" in {SNOOZE_MIN} minutes   ",
        (session.key_of("break.took"), key),
        " had it",
    )


def ahead_rows(session: Session, ahead: Ahead) -> list[Row]:
    """What could be started, under its headings."""
    rows: list[Row] = []
    if ahead.card is not None:
        rows += _card_rows(session, ahead.card)
    if ahead.planned:
        rows += [*_gap(rows), _heading("PLANNED FOR TODAY")]
        rows += [_planned_row(session, block) for block in ahead.planned]
    if ahead.outcomes:
        rows += [*_gap(rows), _heading("TODAY’S OUTCOMES WITHOUT A BLOCK")]
        rows += [
            Row(one.id, said(("○ ", "$text-muted"), session.veiled(one.title, one.visibility)))
            for one in ahead.outcomes
        ]
    if not rows:
        rows.append(_heading("NOTHING RUNS, AND NOTHING IS PLANNED"))
    free = "+ something else" if len(rows) > 1 else "+ start a block: a few words and enter"
    return [
        *rows,
        *_gap(rows),
        Row(FREE, plain(free), said((session.key_of("focus.free"), "bold $footer-key-foreground"))),
    ]


def _serves_said(session: Session, block: Block) -> Content:
    """The outcome that a block serves, and the goal behind it."""
    serves = reentry.about(session.desk, block).outcome
    if serves is None:
        return Content("")
    ladder = outcomes.ladder(session.desk, serves)[:1]
    return plain(" ▸ ".join(session.veiled(one.name, one.visibility) for one in (serves, *ladder)))


def _span_said(block: Block, now: datetime) -> Content:
    """From when to when it is planned to be, and how long."""
    started = block.started_at or now
    end = planned_end(block, now)
    if end is None or block.planned_s is None:
        return plain(f"since {clock_time(started)} · open-ended")
    return plain(f"{clock_time(started)} → {clock_time(end)} · {duration(block.planned_s)}")


def _noted(session: Session, now: FocusStatus) -> list[Content]:
    """What was noted in a block, what it returns to, and where it was left by somebody who comes back."""
    block = now.block
    lines = []
    if block.interruptions:
        lines.append(plain(f"{plural(len(block.interruptions), 'interruption')} noted"))
    parent = session.desk.store.get(Block, block.aside_of) if block.aside_of else None
    if parent is not None:
        lines.append(plain(f"aside from {session.veiled(parent.intention, parent.visibility)}"))
    last = block.events[-1]
    back = last.kind == "resume" and session.now - last.at < JUST_BACK
    if block.state == "paused" or back:
        card = reentry.about(session.desk, block)
        if card.thought is not None:  # how long one was away matters to what one had in mind, else to nobody
            lines.append(joined(card_facts(session, card)))
    if session.sign:
        lines.append(plain(session.sign))
    if session.hidden:  # the page's top, where this stands elsewhere, is not shown
        lines.append(said(("private hidden", "$text-warning")))
    return lines


def card_facts(session: Session, card: Reentry) -> list[str]:
    """How long a block was left, and its open thought."""
    facts = [f"away {duration(card.away_s // 60 * 60)}"] if card.away_s >= 60 else []
    if card.thought is not None:
        facts.append(f"open thought: {session.veiled(card.thought.text, card.thought.visibility)}")
    return facts


def where_said(session: Session, card: Reentry) -> Content:
    """The block that was left, and the outcome it serves."""
    parts = [session.veiled(card.block.intention, card.block.visibility)]
    if card.outcome is not None:
        parts.append(session.veiled(card.outcome.title, card.outcome.visibility))
    return plain(" ▸ ".join(parts))


def left_said(session: Session, card: Reentry) -> str:
    """How long ago a block was left."""
    return ago(card.away_s, card.block.day, session.standing.today)


def _card_rows(session: Session, card: Reentry) -> list[Row]:
    next_action = session.veiled(card.next_action, card.block.visibility)
    rows = [
        _heading("WHERE YOU WERE", left_said(session, card)),
        Row(
            GO_ON, said(("▸ ", "$text-muted"), next_action), under=said("  after ", where_said(session, card))
        ),
    ]
    if card.thought is not None:
        thought = session.veiled(card.thought.text, card.thought.visibility)
        rows.append(Row("", said((f"  open thought: {thought}", "$text-muted"))))
    return rows


def _planned_row(session: Session, block: Block) -> Row:
    facts = [clock_time(block.planned_at)] if block.planned_at else []
    facts.append(duration(block.planned_s) if block.planned_s else "open-ended")
    name = session.veiled(block.intention, block.visibility)
    return Row(block.id, said(("· ", "$text-muted"), name), said((" · ".join(facts), "$text-muted")))


def _heading(text: str, aside: str = "") -> Row:
    return Row("", said((text, "bold $text-muted")), said((aside, "$text-muted")))


def _gap(rows: Sequence[Row]) -> list[Row]:
    return [Row("", Content(""))] if rows else []
