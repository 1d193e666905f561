"""``focus log/edit/list``: blocks after they were worked."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.block_lines import show
from remoteos.cli.block_options import outcome_option
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import (
    DATE,
    RECORD_ID,
    RECORD_ID_OR_NONE,
    SCALE,
    TEXT,
    TIME,
    one_of,
    resolve_time,
    words_argument,
)
from remoteos.cli.session import Session
from remoteos.domain.errors import Refused
from remoteos.domain.record import Visibility
from remoteos.domain.text import required
from remoteos.domain.words import day_name, duration

if TYPE_CHECKING:
    from remoteos.domain.time import TimeGiven
    from remoteos.services.focus_history import Period


@command(
    "log", example="remoteos focus log 'review the load test' --from 09:00 --to 10:30 --result 'two findings'"
)
@words_argument("intention")
@click.option("--from", "start", type=TIME, required=True, metavar="TIME", help="When it started, HH:MM.")
@click.option("--to", "end", type=TIME, required=True, metavar="TIME", help="When it ended, HH:MM.")
@click.option("--date", "day", type=DATE, metavar="DATE", help="The workday; today unless given.")
@outcome_option
@click.option("--result", type=TEXT, default="", metavar="T", help="What came of it.")
@click.option("--depth", type=SCALE, metavar="N", help="How deep it was, 1 to 5.")
@click.option("--next", "next_action", type=TEXT, default="", metavar="T", help="Where to go on.")
@json_option
@pass_session
def log(
    session: Session,
    intention: str,
    start: TimeGiven,
    end: TimeGiven,
    day: date | None,
    outcome: str | None,
    result: str,
    depth: int | None,
    next_action: str,
    as_json: bool,
) -> None:
    """Enter a block after the fact; it may not overlap another one."""
    from remoteos.services import focus_history as service

    on = day or session.desk.today
    block = service.log(
        session.desk,
        required(intention, "intention"),
        resolve_time(session, start, on),
        resolve_time(session, end, on),
        outcome,
        result=result,
        depth=depth,
        next_action=next_action,
    )
    show(session, block, as_json)


@command("edit", example="remoteos focus edit 9c1e --to 10:15 --result 'drafted' --depth 4")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--intention", type=TEXT, metavar="T", help="What it was for.")
@click.option("--from", "start", type=TIME, metavar="TIME", help="When it started.")
@click.option("--to", "end", type=TIME, metavar="TIME", help="When it ended.")
@click.option("--outcome", type=RECORD_ID_OR_NONE, metavar="ID", help="The outcome it serves; '' for none.")
@click.option("--result", type=TEXT, metavar="T", help="What came of it.")
@click.option("--depth", type=SCALE, metavar="N", help="How deep it was, 1 to 5.")
@click.option("--next", "next_action", type=TEXT, metavar="T", help="Where to go on.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it.")
@json_option
@pass_session
def edit(
    session: Session,
    which: str,
    start: TimeGiven | None,
    end: TimeGiven | None,
    outcome: str | None,
    as_json: bool,
    **fields: Any,
) -> None:
    """Change one block; only what is given changes."""
    from remoteos.domain.focus import Block
    from remoteos.services import focus_history as service

    given = {name: value for name, value in fields.items() if value is not None}
    if "intention" in given:
        required(given["intention"], "intention")
    if not given and start is None and end is None and outcome is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    day = session.desk.store.find(Block, which).day
    block = service.edit(
        session.desk,
        which,
        start=resolve_time(session, start, day) if start else None,
        end=resolve_time(session, end, day) if end else None,
        outcome=outcome,
        **given,
    )
    show(session, block, as_json)


@command(
    "list",
    example=[
        "remoteos focus list",
        "remoteos focus list --from 2026-11-01 --by outcome",
        "remoteos focus list --by hour --json",
    ],
)
@click.option(
    "--from", "first", type=DATE, metavar="DATE", help="The first workday; a week ago unless given."
)
@click.option("--to", "last", type=DATE, metavar="DATE", help="The last workday; today unless given.")
@click.option("--by", type=click.Choice(["outcome", "hour"]), help="What the time adds up to instead.")
@json_option
@pass_session
def listed(session: Session, first: date | None, last: date | None, by: str | None, as_json: bool) -> None:
    """List the blocks of the last seven days, or of other days; or what they add up to."""
    from remoteos.services import focus_history as service
    from remoteos.services.focus import counted_until

    last = last or session.desk.today
    first = first or last - timedelta(days=6)
    if first > last:
        raise Refused(f"{first} is after {last}: no day lies between them.")
    found = service.period(session.desk, first, last)
    until = counted_until(session.desk)
    if as_json:
        output.emit(
            {
                "from": first,
                "to": last,
                "blocks": [forms.block(block, until) for block in found.blocks],
                "focused_s": found.focused_s,
                "planned_s": found.planned.planned_s,
                "actual_s": found.planned.actual_s,
                "workdays": found.workdays,
                "average_s": found.average_s,
                "by_outcome": [{"outcome_id": one, "focused_s": s} for one, s in found.by_outcome.items()],
                "by_hour": [{"hour": hour, "focused_s": s} for hour, s in found.by_hour.items()],
            }
        )
    elif not found.blocks:
        output.data(f"No block from {first} to {last}. remoteos focus start INTENTION")
    else:
        output.page("\n".join(_sums(session, found, by) if by else _days(session, found, until)))


def _days(session: Session, found: Period, until: datetime) -> list[str]:
    """Every block under its day, the totals at the end."""
    shown: list[str] = []
    day = None
    for block in sorted(found.blocks, key=lambda block: block.day):
        if block.day != day:
            day = block.day
            shown.append(lines.heading(day_name(day)))
        shown.append(f"  {lines.block(session.desk, block, until)}")
    facts = [f"{duration(found.focused_s)} of focus"]
    if found.workdays > 1:
        facts.append(f"{duration(found.average_s)} a workday")
    if found.planned.blocks:
        planned = found.planned
        facts.append(f"of it planned {duration(planned.actual_s)} of {duration(planned.planned_s)}")
    return [*shown, " · ".join(facts)]


def _sums(session: Session, found: Period, by: str) -> list[str]:
    """The focus per outcome or per hour of the day."""
    if not found.focused_s:
        return ["No focus to add up yet."]
    if by == "hour":
        most = max(found.by_hour.values(), default=1)
        return [
            f"{hour:02}:00  {duration(seconds):>9}  {'▬' * max(1, 40 * seconds // most)}"
            for hour, seconds in found.by_hour.items()
        ]
    from remoteos.domain.outcomes import Outcome

    rows = []
    for one, seconds in found.by_outcome.items():
        outcome = session.desk.store.get(Outcome, one) if one else None
        rows.append(f"{duration(seconds):>9}  {outcome.title if outcome else 'no outcome'}")
    return rows
