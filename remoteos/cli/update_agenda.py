"""``update agenda``: what to talk about in the one-to-one, until it is done."""

from __future__ import annotations

from pathlib import Path

import click

from remoteos.cli import output, update_forms, update_lines
from remoteos.cli.options import group, json_option, pass_session
from remoteos.cli.params import RECORD_ID, TEXT, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.cli.update_options import leaving_options, shelf, to_option, write_rendering
from remoteos.domain.agenda import AgendaItem, Tag
from remoteos.domain.letter import Rendering
from remoteos.domain.text import required

agenda = group(
    "agenda",
    help="The agenda of the one-to-one: items come back until they are done.",
    example=(
        "remoteos update agenda add 'who decides on the vendor?' --tag decide",
        "remoteos update agenda show",
    ),
)(lambda: None)


@agenda.command(
    example=["remoteos update agenda show", "remoteos update agenda show --as html --out agenda.html"]
)
@to_option
@leaving_options
@json_option
@pass_session
def show(
    session: Session, to: str | None, rendering: Rendering | None, out: Path | None, copy: bool, as_json: bool
) -> None:
    """Show the agenda as it leaves: the items, with what waits and what was said last time."""
    from remoteos.services import agenda as service

    desk = session.desk
    text = service.rendered(desk, shelf(session), to, rendering or "markdown")
    write_rendering(session, text, out, copy=copy, as_json=as_json)
    if as_json:
        output.emit({"text": text})


@agenda.command(
    example=[
        "remoteos update agenda add 'who decides on the vendor?' --tag decide",
        "remoteos update agenda add 'the plan for May' --to client",
    ]
)
@words_argument("text")
@to_option
@click.option("--tag", type=one_of(Tag), help="What it wants; discuss unless given.")
@json_option
@pass_session
def add(session: Session, text: str, to: str | None, tag: Tag | None, as_json: bool) -> None:
    """Put something on the agenda."""
    from remoteos.services import agenda as service
    from remoteos.services import managers

    card = managers.required(session.desk, to)
    _show(session, service.add(session.desk, required(text, "text"), card, tag or "discuss"), as_json)


@agenda.command("list", example=["remoteos update agenda list", "remoteos update agenda list --all --json"])
@to_option
@click.option("--all", "done", is_flag=True, help="Those that are done too.")
@json_option
@pass_session
def listed(session: Session, to: str | None, done: bool, as_json: bool) -> None:
    """List the items of the agenda with their ids."""
    from remoteos.services import agenda as service
    from remoteos.services import managers

    card = managers.required(session.desk, to)
    found = service.items(session.desk, card, done=done)
    if as_json:
        output.emit({"agenda_items": [update_forms.agenda_item(one) for one in found]})
    elif not found:
        output.data(f"Nothing is on the agenda with {card.person}. remoteos update agenda add TEXT")
    else:
        output.page("\n".join(update_lines.agenda_item(session.desk, one) for one in found))


@agenda.command(example="remoteos update agenda edit 4f2a --tag 'to do'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--text", type=TEXT, metavar="T", help="What it is about.")
@click.option("--tag", type=one_of(Tag), help="What it wants.")
@json_option
@pass_session
def edit(session: Session, which: str, text: str | None, tag: Tag | None, as_json: bool) -> None:
    """Change an item; only what is given changes."""
    from remoteos.services import agenda as service

    if text is None and tag is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    text = None if text is None else required(text, "text")
    _show(session, service.edit(session.desk, which, text=text, tag=tag), as_json)


@agenda.command(
    example=["remoteos update agenda done 4f2a", "remoteos update agenda done 4f2a 'the CTO decides'"]
)
@click.argument("which", type=RECORD_ID, metavar="ID")
@words_argument("note", required=False)
@json_option
@pass_session
def done(session: Session, which: str, note: str, as_json: bool) -> None:
    """Mark an item done, with what came of it."""
    from remoteos.services import agenda as service

    _show(session, service.settle(session.desk, which, note), as_json)


@agenda.command(example="remoteos update agenda reopen 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def reopen(session: Session, which: str, as_json: bool) -> None:
    """Put an item that was done on the agenda again."""
    from remoteos.services import agenda as service

    _show(session, service.reopen(session.desk, which), as_json)


@agenda.command(example="remoteos update agenda drop 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def drop(session: Session, which: str, as_json: bool) -> None:
    """Take an item off the agenda for good."""
    from remoteos.services import agenda as service

    _show(session, service.drop(session.desk, which), as_json)


def _show(session: Session, record: AgendaItem, as_json: bool) -> None:
    """Show one item after a change."""
    if as_json:
        output.emit({"agenda_item": update_forms.agenda_item(record)})
    else:
        output.data(update_lines.agenda_item(session.desk, record))
