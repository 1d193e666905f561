"""``day``: opening the workday, closing it, looking at it, and leave."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

import click

from remoteos.cli import forms, output
from remoteos.cli.block_options import reason_for, reason_option, tell_breach
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import DATE, NOTE, RECORD_ID, SCALE, TEXT, TIME, one_of
from remoteos.cli.session import Session
from remoteos.domain.rituals import DayType
from remoteos.domain.words import clock_time

if TYPE_CHECKING:
    from remoteos.domain.time import TimeGiven
    from remoteos.services.rituals import Carry, Closed, Opened

day = group(
    "day",
    help="The workday: opened on purpose, closed on time.",
    example=["remoteos day open", "remoteos day close"],
)(lambda: None)


@day.command(
    "open",
    example=[
        "remoteos day open",
        "remoteos day open --outcome 4f2a --outcome 81bc --type deep --until 17:00 --energy 4",
        "remoteos day open --no-input",
    ],
)
@click.option("--outcome", "outcomes", type=RECORD_ID, multiple=True, metavar="ID", help="At most three.")
@click.option("--type", "day_type", type=one_of(DayType), help="What kind of day it is.")
@click.option("--until", type=TIME, metavar="HH:MM", help="When it is to end.")
@click.option("--energy", type=SCALE, metavar="N", help="1 (empty) to 5 (full).")
@click.option("--stress", type=SCALE, metavar="N", help="1 (calm) to 5 (much).")
@reason_option
@json_option
@no_input_option
@pass_session
def open_day(
    session: Session,
    outcomes: tuple[str, ...],
    day_type: Any,
    until: TimeGiven | None,
    energy: int | None,
    stress: int | None,
    reason: str,
    as_json: bool,
) -> None:
    """Open the day. Without options it asks step by step on a terminal; Enter skips a step.

    Doing it twice is harmless. A day whose end was missed is closed as of its last activity.
    """
    from remoteos.services import rituals as service

    given = {
        "outcomes": bool(outcomes),
        "day type": day_type is not None,
        "pulse": energy is not None or stress is not None,
    }
    walks = session.interactive and not (any(given.values()) or until or reason)
    opened = service.open_day(
        session.desk,
        outcomes=outcomes or None,
        day_type=day_type,
        until=_time_of_day(session, until),
        energy=energy,
        stress=stress,
        reason=reason if _is_open(session) else reason_for(session, reason),
        steps={step: "done" for step, was_given in given.items() if was_given},
    )
    if walks:
        from remoteos.cli.start_ritual import walk

        walk(session, opened)
    elif as_json:
        output.emit(_opened_form(opened, session))
    else:
        _tell_opened(session, opened)


def _is_open(session: Session) -> bool:
    """Whether today is open already: opening it again crosses no boundary that could be asked about."""
    return session.desk.workday_or_new(session.desk.today).state == "open"


def _time_of_day(session: Session, given: TimeGiven | None) -> time | None:
    """The wall-clock time that was typed; a whole instant counts in the user's zone."""
    if isinstance(given, datetime):
        return given.astimezone(session.clock.tz).time().replace(tzinfo=None)
    return given


def _opened_form(opened: Opened, session: Session) -> forms.Form:
    from remoteos.services.day import view

    page = view(session.desk, opened.day.date)
    return {
        "day": forms.workday(opened.day, session.desk),
        "outcomes": [forms.outcome(one) for one in page.outcomes],
        "recovered": [forms.workday(one, session.desk) for one in opened.recovered],
        "first_thing": opened.first_thing,
        "to_decide": [{"table": one.TABLE, "id": one.id, "name": one.name} for one in opened.to_decide],
        "plans_carried": opened.plans,
        "plays_due": [
            {
                "playbook_id": one.adoption.playbook_id,
                "play_id": one.part.name,
                "title": one.part.title,
                "due_on": one.due_on,
            }
            for one in opened.plays
        ],
        "capacity": forms.fit(page.capacity),
        "breach": forms.breach(opened.breach),
    }


def _tell_opened(session: Session, opened: Opened) -> None:
    """Say what opening brought up, then show the day."""
    from remoteos.cli.day_page import opening_lines, page_lines, to_decide_lines

    for line in (*opening_lines(opened), *to_decide_lines(session, opened)):
        output.note(line)
    tell_breach(session, opened.breach)
    output.data("\n".join(page_lines(session, opened.day.date)))


@day.command(
    "close",
    example=[
        "remoteos day close",
        "remoteos day close --tomorrow 'call Ana about the vendor' --energy 3 --stress 2",
        "remoteos day close --no-input --carry none",
    ],
)
@click.option(
    "--carry",
    type=click.Choice(["all", "none"]),
    default="all",
    show_default=True,
    help="What unfinished outcomes and open loops do: come along, or stay in their lists.",
)
@click.option("--tomorrow", type=TEXT, default="", metavar="T", help="What to begin with tomorrow.")
@click.option("--energy", type=SCALE, metavar="N", help="1 (empty) to 5 (full).")
@click.option("--stress", type=SCALE, metavar="N", help="1 (calm) to 5 (much).")
@click.option("--note", type=NOTE, default="", metavar="T", help="A private note on the day.")
@reason_option
@json_option
@no_input_option
@pass_session
def close_day(
    session: Session,
    carry: Carry,
    tomorrow: str,
    energy: int | None,
    stress: int | None,
    note: str,
    reason: str,
    as_json: bool,
) -> None:
    """Close the day. Without options it asks step by step on a terminal; Enter skips a step.

    Open loops and unfinished outcomes are never lost. Doing it twice is harmless.
    """
    from remoteos.services import rituals as service

    given = carry != "all" or bool(tomorrow or energy or stress or note or reason)
    if session.interactive and not given:
        from remoteos.cli.end_ritual import walk

        walk(session)
    if service.closes_late(session.desk, service.day_in_hand(session.desk)):
        reason = reason_for(session, reason)
    closed = service.close_day(
        session.desk,
        carry=carry,
        first_thing=tomorrow,
        energy=energy,
        stress=stress,
        note=note,
        reason=reason,
    )
    if as_json:
        output.emit(_closed_form(session, closed))
    else:
        _tell_closed(session, closed)


def _closed_form(session: Session, closed: Closed) -> forms.Form:
    from remoteos.services.focus import counted_until

    until = counted_until(session.desk)
    return {
        "day": forms.workday(closed.day, session.desk),
        "finished": [forms.block(block, until) for block in closed.finished],
        "left_running": forms.block(closed.left_running, until) if closed.left_running else None,
        "carried_loops": closed.carried_loops,
        "carried_outcomes": len(closed.day.carried_ids),
        "breach": forms.breach(closed.breach),
    }


def _tell_closed(session: Session, closed: Closed) -> None:
    """A calm summary of the day."""
    from remoteos.cli.day_page import summary_lines
    from remoteos.domain.words import day_name
    from remoteos.services.update_due import due_today

    if closed.day.date < session.desk.today and closed.day.closed_at:
        output.note(
            f"{day_name(closed.day.date)} was still open: closed as of {clock_time(closed.day.closed_at)}."
        )
    for block in closed.finished:
        output.note(f"Finished with the day: {block.intention}")
    if closed.left_running:
        output.note(f"“{closed.left_running.intention}” was left running; `remoteos focus stop` settles it.")
    tell_breach(session, closed.breach)
    output.data("\n".join(summary_lines(session, closed)))
    if (card := due_today(session.desk)) is not None:
        output.note(f"The update to {card.person} is due: remoteos update draft")


@day.command(
    "show", example=["remoteos day show", "remoteos day show yesterday", "remoteos day show 2026-11-20"]
)
@click.argument("on", type=DATE, required=False, metavar="[DATE]")
@json_option
@pass_session
def show(session: Session, on: date | None = None, as_json: bool = False) -> None:
    """Show a day: today unless a date is given."""
    from remoteos.cli.day_page import page_form, page_lines

    wanted = on or session.desk.today
    if as_json:
        output.emit(page_form(session, wanted))
    else:
        output.data("\n".join(page_lines(session, wanted)))


@day.command(
    "off",
    example=["remoteos day off", "remoteos day off 2026-12-24 2026-12-25", "remoteos day off friday --clear"],
)
@click.argument("days", type=DATE, nargs=-1, metavar="[DATE]...")
@click.option("--to", "last", type=DATE, metavar="DATE", help="Every day up to this one as well.")
@click.option("--reason", type=TEXT, default="", metavar="T", help="Why; private.")
@click.option("--clear", is_flag=True, help="Take the leave back.")
@json_option
@pass_session
def off(
    session: Session, days: tuple[date, ...], last: date | None, reason: str, clear: bool, as_json: bool
) -> None:
    """Mark days as leave: today unless dates are given. They are left out of averages."""
    from remoteos.domain.words import day_name
    from remoteos.services import leave as service

    wanted = tuple(dict.fromkeys(_through(days or (session.desk.today,), last)))
    marked = service.day_on(session.desk, wanted) if clear else service.day_off(session.desk, wanted, reason)
    if as_json:
        output.emit({"days": [forms.workday(one, session.desk) for one in marked]})
    else:
        output.data("\n".join(f"{day_name(one.date)}  {one.state}" for one in marked))


def _through(days: tuple[date, ...], last: date | None) -> tuple[date, ...]:
    """The days given, and every one from the last of them to ``last``."""
    if last is None:
        return days
    span = (last - days[-1]).days
    if not 0 <= span <= 366:
        raise click.UsageError(f"--to {last} must lie within a year after {days[-1]}.")
    return (*days, *(date.fromordinal(days[-1].toordinal() + ahead) for ahead in range(1, span + 1)))
