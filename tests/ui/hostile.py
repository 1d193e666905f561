"""Texts that try to do something, and a desk on which every record is made of one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from remoteos.domain.agenda import AgendaItem
from remoteos.domain.asks import Ask, AskEvent
from remoteos.domain.captures import Capture
from remoteos.domain.commitments import Commitment
from remoteos.domain.decisions import Decision, Look
from remoteos.domain.evidence import Evidence
from remoteos.domain.feedback import Feedback
from remoteos.domain.focus import Block, BlockEvent
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Goal, Outcome, Progress
from remoteos.domain.pulse import Pulse
from remoteos.domain.record import Record
from remoteos.domain.rituals import DayEvent, Workday
from remoteos.domain.settings import You
from remoteos.domain.time import ONE_DAY
from remoteos.domain.updates import Line, Section, Update
from remoteos.services.desk import Desk
from tests.ui.hostile_playbooks import playbooks_of

LITERAL = {
    "markup": "[TODO]",
    "closing tag": "[/]",
    "action": "[@click=app.quit]x[/]",
    "style": "[bold red]loud[/bold red]",
}
"""Shown as they are."""

CONTROL = {
    "OSC 52": "\x1b]52;c;aGk=\x07",
    "OSC 8": "\x1b]8;;http://example.org\x1b\\link\x1b]8;;\x1b\\",
    "DCS": "\x1bP1$r0m\x1b\\",
    "C1": "\x9b31m\x9d0;title\x9c",
    "right-to-left override": "abc\u202efed",
    "bell and backspace": "a\x07\x08b",
}
"""Whatever in these a terminal would obey is dropped."""

ODD = {
    "family emoji": "\U0001f468\u200d\U0001f469\u200d\U0001f467 at home",
    "wide": "漢字" * 60,
    "combining": "e" + "\u0301" * 40,
    "long word": "w" * 4_000,
}
"""Shown or cut, without harm."""

ALL_AT_ONCE = " ".join([*LITERAL.values(), *CONTROL.values(), *ODD.values()])
"""Every one of them in one text, the long word near its end."""


def updates_of(
    card: ManagerCard, outcome: Outcome, text: str, birth: Callable[[], dict[str, Any]], now: datetime
) -> tuple[Record, ...]:
    """An update that was sent and a draft, with what was promised and what proves it, all of one text."""
    line = Line(
        key=f"outcome:{outcome.id}",
        text=text,
        drawn="as it was",
        fresh=text,
        sources=(outcome.link,),
        quotes=(outcome.link,),
    )
    section = Section(title=text, query="outcomes", empty=text, touched=True)
    lines = (line, Line(key="own:1", text=text), replace(line, key="outcome:gone", gone=True, place="out"))
    draft = Update(
        **birth(),
        visibility="manager",  # its lines are told, and are veiled as what others may see
        audience_id=card.id,
        audience=text,
        format="weekly",
        title=text,
        since=now - ONE_DAY,
        until=now,
        first_day=(now - ONE_DAY).date(),
        last_day=now.date(),
        sections=(replace(section, lines=lines), replace(section, query="next", lines=lines)),
    )
    sent = replace(
        draft, **birth(), sent_at=now - ONE_DAY, channel=text, sent_text=text, sent_as="text", edited_at=now
    )
    said = Commitment(
        **birth(), text=text, audience_id=card.id, update_id=sent.id, outcome_id=outcome.id, state="open"
    )
    return (
        sent,
        draft,
        said,
        replace(said, **birth(), state="partly", why=text, marked_at=now),
        Evidence(**birth(), kind="note", ref=text, title=text, about=outcome.link),
        Evidence(
            **birth(),
            kind="url",
            ref="https://example.org/",
            title=text,
            about=outcome.link,
            visibility="manager",
        ),
    )


def furnish(desk: Desk, text: str) -> Desk:
    """Fill every text of every kind of record, past all that cleans on the way in."""
    now, today = desk.now, desk.today
    born = now - 3 * ONE_DAY

    def birth() -> dict[str, Any]:
        return {"id": desk.clock.new_id(), "created_at": born, "updated_at": born}

    goal = Goal(**birth(), title=text, owner="manager")
    mine = Goal(**birth(), title=text, parent_id=goal.id)
    outcome = Outcome(
        **birth(),
        title=text,
        done_when=text,
        goal_id=mine.id,
        progress=(Progress(at=born, note=text),),
        rolls=4,
    )
    free = Outcome(**birth(), title=text, visibility="private")
    began = now - timedelta(minutes=20)
    running = Block(
        **birth(),
        day=today,
        intention=text,
        planned_s=3000,
        break_s=600,
        outcome_id=outcome.id,
        visibility="manager",
        events=(
            BlockEvent(kind="start", at=began),
            BlockEvent(kind="interrupt", at=began, note=text, source="person", promise=text),
        ),
    )
    done = Block(
        **birth(),
        day=today,
        intention=text,
        planned_s=1500,
        result=text,
        next_action=text,
        depth=3,
        outcome_id=outcome.id,
        events=(
            BlockEvent(kind="start", at=began - timedelta(minutes=40)),
            BlockEvent(kind="finish", at=began - timedelta(minutes=15)),
        ),
    )
    plans = (
        Block(**birth(), day=today, intention=text, planned_s=1500, planned_at=now + timedelta(hours=2)),
        Block(**birth(), day=today, intention=text, planned_s=1500),
    )
    captures = tuple(
        Capture(
            **birth(),
            day=today,
            kind=kind,
            text=text,
            promise=text,
            source="person",
            rolls=3,
            block_id=running.id,
        )
        for kind in ("loop", "interruption", "win", "idea", "risk")
    )
    ask = Ask(
        **birth(),
        text=text,
        asked_of=text,
        needed_by=today - ONE_DAY,
        cost=text,
        events=(AskEvent(kind="raised", at=born, note=text),),
    )
    answered = Ask(
        **birth(),
        text=text,
        asked_of=text,
        cost=text,
        outcome_id=outcome.id,
        enabled=text,
        visibility="private",
        events=(AskEvent(kind="raised", at=born), AskEvent(kind="answered", at=born, note=text)),
    )
    decisions = tuple(
        Decision(
            **birth(),
            text=text,
            context=text,
            reasons=text,
            alternatives=text,
            decided_by=text,
            outcome_id=outcome.id,
            revisit_on=revisit_on,
            looks=(Look(at=born, note=text, verdict="partly"),),
            visibility=visibility,
        )
        for revisit_on, visibility in ((today, "manager"), (None, "private"))
    )
    card = ManagerCard(
        **birth(),
        person=text,
        channel=text,
        address=text,
        length=text,
        reassures=text,
        worries=text,
        decides=text,
        goal_ids=(goal.id,),
        agreed=text,
        notes=text,
    )
    items = (
        AgendaItem(**birth(), text=text, audience_id=card.id, about=ask.link),
        AgendaItem(**birth(), text=text, audience_id=card.id, done_at=now, note=text),
        AgendaItem(**birth(), text=text, audience_id=card.id, tag="info", visibility="private"),
    )
    feedback = Feedback(**birth(), audience_id=card.id, situation=text, behaviour=text, impact=text)
    sent, draft, *told = updates_of(card, outcome, text, birth, now)
    pulse = Pulse(**birth(), day=today, moment="start", energy=3, stress=2, note=text)
    yesterday = Workday(
        **birth(),
        date=today - ONE_DAY,
        zone="Europe/Berlin",
        first_thing=text,
        note=text,
        events=(DayEvent(kind="open", at=born), DayEvent(kind="close", at=born)),
    )
    day = Workday(
        **birth(),
        date=today,
        zone="Europe/Berlin",
        events=(DayEvent(kind="open", at=began - timedelta(hours=1)),),
        outcome_ids=(outcome.id, free.id),
        shutdown_at=now + timedelta(hours=6),
        note=text,
    )
    records = (
        goal,
        mine,
        outcome,
        free,
        running,
        done,
        *plans,
        *captures,
        ask,
        answered,
        *decisions,
        card,
        *items,
        feedback,
        sent,
        draft,
        *told,
        *playbooks_of(text, outcome.link, birth, now, today),
        pulse,
        yesterday,
        day,
    )
    desk.store.commit(text, records, at=now)
    you = You(name=text, role=text, manager=text)
    return desk._replace(settings=replace(desk.settings, you=you))
