"""``ask``: what only someone else can give, until it is answered."""

from __future__ import annotations

from typing import Any

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import DATE, RECORD_ID, RECORD_ID_OR_NONE, TEXT, given, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.asks import Ask, AskKind
from remoteos.domain.record import Visibility
from remoteos.domain.text import required

ask = group(
    "ask",
    help="What only someone else can give you.",
    example="remoteos ask add 'access to staging' --from IT --by friday --cost 'the launch slips a week'",
)(lambda: None)


@ask.command(
    example=[
        "remoteos ask add 'access to staging' --from IT --by friday --cost 'the launch slips a week'",
        "remoteos ask add 'which of the two designs?' --from Ana --kind decision --outcome 4f2a",
    ]
)
@words_argument("text", required=False)
@click.option("--from", "asked_of", type=TEXT, metavar="WHO", help="Who can give it.")
@click.option("--kind", type=one_of(AskKind), help="What it is; help unless given.")
@click.option("--by", "needed_by", type=DATE, metavar="DATE", help="By when you need it.")
@click.option("--cost", type=TEXT, metavar="T", help="What it costs if it comes late.")
@click.option("--outcome", type=RECORD_ID, metavar="ID", help="The outcome it is about.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it; manager unless given.")
@json_option
@no_input_option
@pass_session
def add(
    session: Session, text: str, asked_of: str | None, outcome: str | None, as_json: bool, **fields: Any
) -> None:
    """Ask for something, and keep it until there is an answer."""
    from remoteos.services import asks as service

    text = required(text or session.ask("What do you need", TEXT) or "", "text")
    asked_of = required(asked_of or session.ask("From whom", TEXT) or "", "name with --from")
    if fields["cost"] is None:
        fields["cost"] = session.ask("What does it cost if it comes late", TEXT)
    _show(session, service.add(session.desk, text, asked_of, outcome, **given(fields)), as_json)


@ask.command("list", example=["remoteos ask list", "remoteos ask list --all --json"])
@click.option("--all", "settled", is_flag=True, help="Answered and withdrawn ones too.")
@json_option
@pass_session
def listed(session: Session, settled: bool, as_json: bool) -> None:
    """List what waits for an answer, the most urgent first.

    What is late stands first, then what costs something if it comes late.
    """
    from remoteos.services import asks as service

    found = service.listed(session.desk, settled=settled)
    if as_json:
        output.emit({"asks": [forms.ask(one) for one in found]})
    elif not found:
        output.data("Nothing waits on others. remoteos ask add TEXT --from WHO")
    else:
        output.page("\n".join(lines.ask(session.desk, one) for one in found))


@ask.command(example="remoteos ask show 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show one ask with its history."""
    found = session.desk.store.find(Ask, which)
    if as_json:
        output.emit({"ask": forms.ask(found)})
        return
    shown = [lines.ask(session.desk, found, indent=None)]
    if found.cost:
        shown.append(f"  if late   {found.cost}")
    if found.enabled:
        shown.append(f"  made possible  {found.enabled}")
    for event in found.events:
        at = session.clock.local(event.at)
        shown.append(f"  {at:%Y-%m-%d}  {event.kind}{f': {event.note}' if event.note else ''}")
    output.data("\n".join(shown))


@ask.command(example="remoteos ask edit 4f2a --by 2026-12-04")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--text", type=TEXT, metavar="T", help="What is asked for.")
@click.option("--from", "asked_of", type=TEXT, metavar="WHO", help="Who can give it.")
@click.option("--kind", type=one_of(AskKind), help="What it is.")
@click.option("--by", "needed_by", type=DATE, metavar="DATE", help="By when you need it.")
@click.option("--no-by", is_flag=True, help="It is needed by no date any more.")
@click.option("--cost", type=TEXT, metavar="T", help="What it costs if it comes late.")
@click.option("--enabled", type=TEXT, metavar="T", help="What the answer made possible.")
@click.option("--outcome", type=RECORD_ID_OR_NONE, metavar="ID", help="The outcome it is about; '' for none.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it.")
@json_option
@pass_session
def edit(
    session: Session, which: str, outcome: str | None, no_by: bool, as_json: bool, **fields: Any
) -> None:
    """Change an ask; only what is given changes."""
    from remoteos.services import asks as service

    changes = given(fields)
    for name, said in (("text", "text"), ("asked_of", "name with --from")):
        if name in changes:
            required(changes[name], said)
    if no_by:
        changes["needed_by"] = None
    if not changes and outcome is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit(session.desk, which, outcome, **changes), as_json)


@ask.command(example=["remoteos ask nudge 4f2a", "remoteos ask nudge 4f2a --draft"])
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--note", type=TEXT, default="", metavar="T", help="How or where you reminded them.")
@click.option("--draft", is_flag=True, help="Only draft the line; write nothing down.")
@json_option
@pass_session
def nudge(session: Session, which: str, note: str, draft: bool, as_json: bool) -> None:
    """Draft a polite line to remind them, and write that down.

    The line says by when you need it and what it costs if it comes late; it is yours to send.
    """
    from remoteos.services import asks as service

    desk = session.desk
    nudged = service.draft_nudge(desk, which) if draft else service.nudge(desk, which, note)
    if as_json:
        output.emit({"ask": forms.ask(nudged.ask), "line": nudged.line})
    else:
        output.data(nudged.line)


@ask.command(example=["remoteos ask answer 4f2a 'yes, from Monday on' --enabled 'the launch keeps its date'"])
@click.argument("which", type=RECORD_ID, metavar="ID")
@words_argument("note", required=False)
@click.option("--enabled", type=TEXT, metavar="T", help="What the answer made possible.")
@json_option
@no_input_option
@pass_session
def answer(session: Session, which: str, note: str, enabled: str | None, as_json: bool) -> None:
    """Write down the answer, and what it made possible."""
    from remoteos.services import asks as service

    session.desk.store.find(Ask, which)  # a wrong id is said before anything is asked
    if enabled is None:
        enabled = session.ask("What did it make possible", TEXT)
    _show(session, service.answer(session.desk, which, note, enabled or ""), as_json)


@ask.command(example="remoteos ask withdraw 4f2a 'found another way'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@words_argument("note", required=False)
@json_option
@pass_session
def withdraw(session: Session, which: str, note: str, as_json: bool) -> None:
    """Say that you do not need it any more."""
    from remoteos.services import asks as service

    _show(session, service.withdraw(session.desk, which, note), as_json)


@ask.command(example="remoteos ask reopen 4f2a 'the access was taken away again'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@words_argument("note", required=False)
@json_option
@pass_session
def reopen(session: Session, which: str, note: str, as_json: bool) -> None:
    """Ask again for what was answered or withdrawn."""
    from remoteos.services import asks as service

    _show(session, service.reopen(session.desk, which, note), as_json)


def _show(session: Session, record: Ask, as_json: bool) -> None:
    """Show one ask after a change."""
    if as_json:
        output.emit({"ask": forms.ask(record)})
    else:
        output.data(lines.ask(session.desk, record))
