"""``status``: the day, the open block and what waits, for a person, a script or a status line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.session import Session
from remoteos.domain.time import seconds_between
from remoteos.domain.words import (
    BLOCK_MARKS,
    LEFT_RUNNING_MARK,
    clock_time,
    day_name,
    due,
    duration,
    left,
    plural,
)

if TYPE_CHECKING:
    from remoteos.services.status import FocusStatus, Status

FIELDS = {
    "date": "the workday, as 2026-11-23",
    "state": "unopened, open, closed or off",
    "closes": "when the day is to end, as 17:30",
    "closes_in": "how long until then, as 1 h 40 m",
    "outcomes": "how many outcomes of the day are done, as 1/3",
    "focus": "what the open block is for",
    "focus_state": "running, paused or left running",
    "focused": "how long it has counted, as 36 m",
    "left": "how much of its plan is left, as 14 m; -5 m when over",
    "ends": "when its plan is up, as 09:50; nobody knows while it is paused",
    "mark": "● running, ‖ paused, ! left running",
    "loops": "how many open loops there are",
    "asks": "how many asks wait for an answer",
    "update": "when the next update is due, as Fri, due today or 2 d late",
}
"""The fields of ``--format``; each is empty when there is nothing to say."""

HELP = (
    "Fields for --format, empty when there is nothing to say:\n\n\b\n"
    + "\n".join(f"{{{name}}}{' ' * (12 - len(name))} {text}" for name, text in FIELDS.items())
    + "\n\nA tmux line: set -g status-right '#(remoteos status --format \"{mark} {focus} {left}\")'"
)


@command(
    "status",
    epilog=HELP,
    example=["remoteos status", "remoteos status --json", "remoteos status --format '{mark} {focus} {left}'"],
)
@json_option
@click.option("--format", "form", metavar="F", help="Print one line with these fields filled in.")
@pass_session
def status(session: Session, as_json: bool, form: str | None) -> None:
    """Show the day, the open block and what waits."""
    from remoteos.services.status import status as look

    if form is not None:
        _refuse_unknown_fields(form)
    now = look(session.desk)
    if as_json:
        output.emit(as_form(session, now))
    elif form is not None:
        values = fields(session, now)
        output.data(re.sub(r"\{(\w+)\}", lambda found: values[found[1]], form))
    else:
        output.data("\n".join(text(session, now)))


def as_form(session: Session, now: Status) -> forms.Form:
    """The status as the contract has it."""
    day = now.day
    return {
        "now": session.clock.now(),
        "user": session.user,
        "day": {
            "date": now.today,
            "state": day.state if day else "unopened",
            "opened_at": day.opened_at if day else None,
            "closes_at": day.shutdown_at if day else None,
            "outcomes": [
                {"id": outcome.id, "title": outcome.title, "state": outcome.state} for outcome in now.outcomes
            ],
        },
        "focus": focus_form(now.focus),
        "open_loops": now.open_loops,
        "asks_waiting": now.asks_waiting,
        "update_due": now.update_due,
    }


def focus_form(focus: FocusStatus | None) -> forms.Form | None:
    """The open block as it counts now, with what was found when it was left running."""
    if focus is None:
        return None
    return {
        "id": focus.block.id,
        "intention": focus.block.intention,
        "state": focus.block.state,
        "started_at": focus.block.started_at,
        "planned_s": focus.block.planned_s,
        "focused_s": focus.focused_s,
        "remaining_s": focus.remaining_s,
        "stale": forms.stale(focus.stale) if focus.stale else None,
    }


def fields(session: Session, now: Status) -> dict[str, str]:
    """The values of ``--format``."""
    day, focus = now.day, now.focus
    shutdown = day.shutdown_at if day and day.state == "open" else None
    done = sum(outcome.state == "done" for outcome in now.outcomes)
    values = dict.fromkeys(FIELDS, "") | {
        "date": now.today.isoformat(),
        "state": day.state if day else "unopened",
        "closes": clock_time(shutdown) if shutdown else "",
        "closes_in": duration(seconds_between(session.clock.now(), shutdown)) if shutdown else "",
        "outcomes": f"{done}/{len(now.outcomes)}" if now.outcomes else "",
        "loops": str(now.open_loops),
        "asks": str(now.asks_waiting),
        "update": due(now.update_due, now.today) if now.update_due else "",
    }
    if focus is not None:
        values |= _focus_fields(session, focus)
    return values


def _focus_fields(session: Session, focus: FocusStatus) -> dict[str, str]:
    from remoteos.domain.focus_time import planned_end

    state = "left running" if focus.stale else focus.block.state
    is_paused = focus.block.state == "paused"  # every minute of a pause moves the end
    ends = None if is_paused else planned_end(focus.block, session.clock.now())
    return {
        "focus": focus.block.intention,
        "focus_state": state,
        "focused": duration(focus.focused_s),
        "left": "" if focus.remaining_s is None else duration(focus.remaining_s),
        "ends": clock_time(ends) if ends else "",
        "mark": LEFT_RUNNING_MARK if focus.stale else BLOCK_MARKS[focus.block.state],
    }


def _refuse_unknown_fields(form: str) -> None:
    for name in re.findall(r"\{(\w+)\}", form):
        if name not in FIELDS:
            raise click.UsageError(f"--format has no field {{{name}}}; it has {', '.join(FIELDS)}.")


def text(session: Session, now: Status) -> list[str]:
    """The status for a person."""
    found = [_day_line(session, now)]
    if (now.day is None or not now.day.opened_at) and (missed := _missed(session, now)):
        found.append(missed)
    if now.focus is not None:
        found += focus_lines(session, now.focus)
    found += [f"  {lines.outcome(session.desk, outcome)}" for outcome in now.outcomes]
    waits = [plural(now.open_loops, "open loop")] if now.open_loops else []
    if now.asks_waiting:
        waits.append(f"{plural(now.asks_waiting, 'ask')} waiting")
    if now.update_due and now.update_due <= now.today:
        late = now.update_due < now.today
        waits.append(f"update {due(now.update_due, now.today)}" if late else "update due today")
    return [*found, " · ".join(waits)] if waits else found


def _day_line(session: Session, now: Status) -> str:
    day = now.day
    parts = [output.bold(day_name(now.today))]
    if day is None or day.state == "unopened":
        return " · ".join([*parts, "not opened yet", output.dim("remoteos day open")])
    if day.state == "off":
        return " · ".join([*parts, "off"])
    if day.state == "closed" and day.closed_at:
        return " · ".join([*parts, f"closed at {clock_time(day.closed_at)}"])
    parts.append(f"open since {clock_time(day.opened_at)}" if day.opened_at else "open")
    if day.shutdown_at:
        left_s = seconds_between(session.clock.now(), day.shutdown_at)
        parts.append(
            f"shutdown {clock_time(day.shutdown_at)}, in {duration(left_s)}"
            if left_s > 0
            else f"shutdown was {clock_time(day.shutdown_at)}"
        )
    return " · ".join(parts)


def _missed(session: Session, now: Status) -> str:
    """Earlier days that are still open, and what to do about them."""
    from remoteos.domain.rituals import Workday, left_open

    return lines.still_open(left_open(session.store.all(Workday), now.today))


def focus_lines(session: Session, focus: FocusStatus) -> list[str]:
    """The open block for a person; one that was left running says what was found and what to do."""
    values = _focus_fields(session, focus)
    parts = [values["focused"]]
    if focus.remaining_s is not None:
        is_over = focus.remaining_s < 0
        rest = left(focus.remaining_s)
        ends = "" if is_over or focus.stale else values["ends"]
        parts.append(f"{rest}, until {ends}" if ends else rest)
    if focus.block.state == "paused":
        parts.append("paused")
    facts = "".join(f" · {part}" for part in parts)
    said = [lines.fitted(f"{values['mark']} ", focus.block.intention, facts, 0)]
    stale = focus.stale
    if stale is None:
        return said
    planned = f"planned end {clock_time(stale.planned_end)}, " if stale.planned_end else ""
    return [
        *said,
        f"  Left running: {planned}last activity {clock_time(stale.last_activity)}; "
        f"counted until {clock_time(stale.since)}.",
        f"  remoteos focus stop with {lines.settling(stale)}",
        "  remoteos focus resume keeps it all and goes on",
    ]
