"""``capture``, ``loops`` and ``loop``: noting something in passing, and deciding it later."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

import click

from remoteos.cli import output
from remoteos.cli.options import command, group, json_option, pass_session
from remoteos.cli.params import (
    DATE,
    MINUTES,
    RECORD_ID,
    TEXT,
    TEXT_OR_STDIN,
    TIME,
    day_meant,
    one_of,
    resolve_time,
    words_argument,
)
from remoteos.cli.session import Session
from remoteos.domain.captures import CaptureKind
from remoteos.domain.focus import Source
from remoteos.domain.record import Visibility
from remoteos.domain.text import required

if TYPE_CHECKING:
    from remoteos.domain.time import TimeGiven
    from remoteos.services.captures import Decided


F = TypeVar("F", bound=Callable[..., Any])

SEEN_BY = {"manager": "your manager may see it", "public": "anyone may see it"}


@command(
    "capture",
    example=[
        "remoteos capture 'call the bank'",
        "remoteos capture 'the demo went well' --kind win",
        "date | remoteos capture -",
    ],
)
@words_argument("text", kind=TEXT_OR_STDIN)
@click.option("--kind", type=one_of(CaptureKind), default="loop", show_default=True, help="What it is.")
@click.option("--source", type=one_of(Source), help="Where an interruption came from.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it; else by its kind.")
@json_option
@pass_session
def capture(
    session: Session, text: str, kind: Any, source: Any, visibility: Visibility | None, as_json: bool
) -> None:
    """Note something in passing; ``-`` reads it from standard input."""
    from remoteos.services import captures as service

    if source and kind != "interruption":
        raise click.UsageError("--source belongs to --kind interruption.")
    new = service.capture(session.desk, required(text, "text"), kind, source=source, visibility=visibility)
    if as_json:
        from remoteos.cli import forms

        output.emit({"capture": forms.capture(new)})
    else:
        output.data(f"Noted as {kind}: {new.text}  {output.dim(session.store.short_id(new))}")


@command("loops", example=["remoteos loops", "remoteos loops --json"])
@json_option
@pass_session
def loops(session: Session, as_json: bool) -> None:
    """List the open loops: what was noted and still needs a decision."""
    from remoteos.cli import forms, lines
    from remoteos.services import captures as service

    found = service.open_loops(session.desk)
    if as_json:
        output.emit({"loops": [forms.capture(loop) for loop in found]})
    elif not found:
        output.data("No open loops.")
    else:
        today = session.desk.today
        shown = [lines.loop(session.desk, loop, today) for loop in found]
        output.page("\n".join([*shown, lines.loops_footer()]))


@group(
    "loop",
    example=["remoteos loop 4f2a do", "remoteos loop 4f2a schedule friday"],
    invoke_without_command=True,
    no_args_is_help=True,
    subcommand_metavar="do|schedule|ask|outcome|drop",
)
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.pass_context
def loop(ctx: click.Context, which: str) -> None:
    """Decide an open loop: do it, schedule it, ask someone, make it an outcome, or let it go."""
    if ctx.invoked_subcommand is None:
        raise click.UsageError(f"What becomes of {which}? Say do, schedule, ask, outcome or drop.", ctx)
    ctx.meta["loop"] = which


def visibility_option(function: F) -> F:
    """Add ``--visibility`` for what a loop becomes: it leaves the privacy of the loop."""
    return click.option(
        "--visibility",
        type=one_of(Visibility),
        default="manager",
        show_default=True,
        help="Who may see what it becomes; the loop itself stays as it is.",
    )(function)


def _which() -> str:
    """The loop that the command is about."""
    which: str = click.get_current_context().meta["loop"]
    return which


@loop.command("do", example="remoteos loop 4f2a do")
@json_option
@pass_session
def do(session: Session, as_json: bool) -> None:
    """It is done, on the spot."""
    from remoteos.services import captures as service

    _tell(session, service.done(session.desk, _which()), "Done", as_json)


@loop.command("schedule", example="remoteos loop 4f2a schedule friday --at 14:00 --minutes 25")
@click.argument("day", type=DATE)
@click.option("--at", type=TIME, metavar="HH:MM", help="When; anywhere in the day unless given.")
@click.option("--minutes", type=MINUTES, metavar="N", help="How long; 25 unless given.")
@json_option
@pass_session
def schedule(session: Session, day: date, at: TimeGiven | None, minutes: int | None, as_json: bool) -> None:
    """Plan it for a day: it becomes a planned block."""
    from remoteos.services import captures as service

    day = day_meant(session, at, day) or day
    when = resolve_time(session, at, day) if at else None
    _tell(
        session, service.schedule(session.desk, _which(), day, when, minutes), f"Planned for {day}", as_json
    )


@loop.command("ask", example="remoteos loop 4f2a ask --from 'the CTO' --kind decision --by friday")
@click.option("--from", "asked_of", type=TEXT, required=True, metavar="WHO", help="Who can give it.")
@click.option(
    "--kind",
    type=click.Choice(("decision", "help", "information", "unblock")),
    default="help",
    show_default=True,
    help="What is wanted.",
)
@click.option("--by", "needed_by", type=DATE, metavar="DATE", help="When it is needed.")
@click.option("--cost", type=TEXT, default="", metavar="T", help="What it costs if it comes late.")
@visibility_option
@json_option
@pass_session
def ask(
    session: Session,
    asked_of: str,
    kind: Any,
    needed_by: date | None,
    cost: str,
    visibility: Visibility,
    as_json: bool,
) -> None:
    """Ask someone: it becomes an ask that waits for an answer."""
    from remoteos.services import captures as service

    decided = service.ask(
        session.desk,
        _which(),
        required(asked_of, "name"),
        kind=kind,
        needed_by=needed_by,
        cost=cost,
        visibility=visibility,
    )
    _tell(session, decided, f"Asked of {asked_of}", as_json)


@loop.command("outcome", example="remoteos loop 4f2a outcome --done-when 'the vendor signed'")
@click.option("--done-when", type=TEXT, default="", metavar="T", help="How someone else could check it.")
@click.option("--goal", type=RECORD_ID, metavar="ID", help="The goal it serves.")
@visibility_option
@json_option
@pass_session
def outcome(
    session: Session, done_when: str, goal: str | None, visibility: Visibility, as_json: bool
) -> None:
    """Make it an outcome to answer for."""
    from remoteos.services import captures as service

    decided = service.outcome(session.desk, _which(), done_when=done_when, goal=goal, visibility=visibility)
    _tell(session, decided, "Now an outcome", as_json)


@loop.command("drop", example="remoteos loop 4f2a drop --reason 'solved itself'")
@click.option("--reason", type=TEXT, default="", metavar="T", help="Why; may stay empty.")
@json_option
@pass_session
def drop(session: Session, reason: str, as_json: bool) -> None:
    """Let it go."""
    from remoteos.services import captures as service

    _tell(session, service.let_go(session.desk, _which(), reason), "Let go", as_json)


def _tell(session: Session, decided: Decided, did: str, as_json: bool) -> None:
    """Say what became of the loop, and who may see that now."""
    before = decided.capture.visibility
    if as_json:
        from remoteos.cli import forms

        output.emit(
            {
                "capture": forms.capture(decided.capture),
                **forms.became(decided.became, session.desk),
            }
        )
    else:
        seen = SEEN_BY.get(decided.became.visibility) if decided.became.visibility != before else None
        output.data(f"{did}: {decided.capture.text}{f'  {output.dim(seen)}' if seen else ''}")
