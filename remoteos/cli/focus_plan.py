"""``focus plan/move/drop``: blocks before they are worked."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.block_lines import show
from remoteos.cli.block_options import length_options, outcome_option, wanted
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import (
    DATE,
    MINUTES,
    RECORD_ID,
    TEXT,
    TIME,
    day_meant,
    resolve_time,
    words_argument,
)
from remoteos.cli.session import Session
from remoteos.domain.text import required
from remoteos.domain.words import clock_time, duration

if TYPE_CHECKING:
    from remoteos.domain.focus import Block
    from remoteos.domain.time import TimeGiven


@command("plan", example="remoteos focus plan 'screen candidates' --at 14:00 --minutes 50")
@words_argument("intention")
@click.option("--at", type=TIME, metavar="HH:MM", help="When; anywhere in the day unless given.")
@click.option("--date", "day", type=DATE, metavar="DATE", help="The workday; today unless given.")
@length_options
@outcome_option
@json_option
@pass_session
def plan(
    session: Session,
    intention: str,
    at: TimeGiven | None,
    day: date | None,
    minutes: int | None,
    preset: str | None,
    open_ended: bool,
    outcome: str | None,
    as_json: bool,
) -> None:
    """Plan a block ahead; says when the day no longer fits."""
    from remoteos.services import focus_history as service

    on = day_meant(session, at, day) or session.desk.today
    block = service.plan(
        session.desk,
        required(intention, "intention"),
        wanted(session, minutes, preset, open_ended),
        at=resolve_time(session, at, on) if at else None,
        day=on,
        outcome=outcome,
    )
    _show_planned(session, block, as_json)


@command("move", example="remoteos focus move 9c1e --at 15:30 --minutes 25")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--at", type=TIME, metavar="HH:MM", help="The new time.")
@click.option("--date", "day", type=DATE, metavar="DATE", help="The new workday; the same unless given.")
@click.option("--minutes", type=MINUTES, metavar="N", help="The new length.")
@json_option
@pass_session
def move(
    session: Session,
    which: str,
    at: TimeGiven | None,
    day: date | None,
    minutes: int | None,
    as_json: bool,
) -> None:
    """Move a planned block to another time or day, or give it another length."""
    from remoteos.domain.focus import Block
    from remoteos.services import focus_history as service

    if at is None and day is None and minutes is None:
        raise click.UsageError("Nothing to move: give --at, --date or --minutes.")
    planned = session.desk.store.find(Block, which)
    day = day_meant(session, at, day)
    on = day or planned.day
    when = resolve_time(session, at, on) if at else planned.planned_at if day is None else None
    block = service.move(session.desk, which, day=on, at=when, minutes=minutes)
    _show_planned(session, block, as_json)


@command("drop", example="remoteos focus drop 9c1e --reason 'moved to next week'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--reason", type=TEXT, default="", metavar="T", help="Why.")
@json_option
@pass_session
def drop(session: Session, which: str, reason: str, as_json: bool) -> None:
    """Take a planned block off the plan."""
    from remoteos.services import focus_history as service

    show(session, service.drop(session.desk, which, reason), as_json)


def _show_planned(session: Session, block: Block, as_json: bool) -> None:
    """Show a planned block, and say when the day's plan no longer fits."""
    from remoteos.services.day import view
    from remoteos.services.focus_history import clashes

    page = view(session.desk, block.day)
    if as_json:
        until = session.clock.now()
        output.emit({"block": forms.block(block, until), "capacity": forms.fit(page.capacity)})
        return
    output.data(lines.block(session.desk, block, session.clock.now()))
    for clash in clashes(session.desk, block):
        output.note(f"At the same time as “{clash.intention}”, {_planned_said(clash)}.")
    if block.planned_at and block.planned_at < session.clock.now():
        output.note(f"{clock_time(block.planned_at)} is already past.")
    if page.capacity and page.capacity.overcommitted_min:
        over = duration(page.capacity.overcommitted_min * 60)
        output.note(f"The plan is {over} longer than the day: shutdown {_shutdown(page.day.shutdown_at)}.")


def _planned_said(block: Block) -> str:
    """When a planned block is planned for."""
    at = clock_time(block.planned_at) if block.planned_at else "any time"
    return f"{at}, {duration(block.planned_s)}" if block.planned_s else at


def _shutdown(at: datetime | None) -> str:
    return clock_time(at) if at else "not set"
