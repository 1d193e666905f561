"""``win``: what went well, noted so that it can be told."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from remoteos.cli import forms, output, update_forms, update_lines
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import DATE, RECORD_ID, RECORD_ID_OR_NONE, TEXT, given, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.record import Visibility
from remoteos.domain.text import required

if TYPE_CHECKING:
    from remoteos.domain.captures import Capture

win = group(
    "win",
    help="What went well, noted so that it can be told.",
    example="remoteos win add 'checkout went live without an incident' --outcome 4f2a",
)(lambda: None)


@win.command(
    example=[
        "remoteos win add 'checkout went live without an incident' --outcome 4f2a",
        "remoteos win add 'the customer renewed' --day yesterday",
    ]
)
@words_argument("text", required=False)
@click.option("--outcome", type=RECORD_ID, metavar="ID", help="The outcome it belongs to.")
@click.option("--day", type=DATE, metavar="DATE", help="The day it belongs to; today unless given.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it; manager unless given.")
@json_option
@no_input_option
@pass_session
def add(
    session: Session,
    text: str,
    outcome: str | None,
    day: date | None,
    visibility: Visibility | None,
    as_json: bool,
) -> None:
    """Note a win.

    Without an outcome it belongs to that of the block that is open.
    """
    from remoteos.services import wins as service

    text = required(text or session.ask("What went well", TEXT) or "", "text")
    _show(session, service.add(session.desk, text, outcome, day=day, visibility=visibility), as_json)


@win.command("list", example=["remoteos win list", "remoteos win list --since 2026-09-01 --json"])
@click.option("--since", type=DATE, metavar="DATE", help="The first day; 90 days ago unless given.")
@json_option
@pass_session
def listed(session: Session, since: date | None, as_json: bool) -> None:
    """List the wins, the newest first."""
    from remoteos.services import wins as service

    desk = session.desk
    found = service.listed(desk, since)
    if as_json:
        output.emit({"wins": [forms.capture(one) for one in found]})
    elif not found:
        output.data("No wins in this time. remoteos win add TEXT")
    else:
        output.page("\n".join(update_lines.win(desk, one, service.outcome_of(desk, one)) for one in found))


@win.command(example="remoteos win show 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show one win with its evidence."""
    from remoteos.services import evidence
    from remoteos.services import wins as service

    desk = session.desk
    found = service.find(desk, which)
    links = evidence.about(desk, found)
    if as_json:
        output.emit({"win": forms.capture(found), "evidence": [update_forms.evidence(one) for one in links]})
        return
    shown = [update_lines.win(desk, found, service.outcome_of(desk, found), indent=None)]
    shown += [f"  {update_lines.evidence(desk, one, found, indent=None)}" for one in links]
    output.data("\n".join(shown))


@win.command(example="remoteos win edit 4f2a --visibility public")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--text", type=TEXT, metavar="T", help="What went well.")
@click.option("--outcome", type=RECORD_ID_OR_NONE, metavar="ID", help="Its outcome; '' for its block's.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it, and its evidence.")
@json_option
@pass_session
def edit(session: Session, which: str, outcome: str | None, as_json: bool, **fields: Any) -> None:
    """Change a win; only what is given changes."""
    from remoteos.services import wins as service

    changes = given(fields)
    if "text" in changes:
        required(changes["text"], "text")
    if not changes and outcome is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit(session.desk, which, outcome, **changes), as_json)


def _show(session: Session, record: Capture, as_json: bool) -> None:
    """Show one win after a change."""
    from remoteos.services import wins as service

    if as_json:
        output.emit({"win": forms.capture(record)})
    else:
        output.data(update_lines.win(session.desk, record, service.outcome_of(session.desk, record)))
