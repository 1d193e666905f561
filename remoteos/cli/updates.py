"""``update``: what your manager needs to know, drawn from what really happened."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from remoteos.cli import draft_forms, draft_lines, output
from remoteos.cli.options import Lazy, group, json_option, no_input_option, pass_session, yes_option
from remoteos.cli.params import DATE, TEXT
from remoteos.cli.session import Session
from remoteos.cli.update_options import (
    hand_over,
    leaving_options,
    shelf,
    to_option,
    which_argument,
    write_rendering,
)
from remoteos.domain.letter import Rendering
from remoteos.domain.words import plural

_MORE: dict[str, Lazy] = {
    "edit": ("remoteos.cli.update_edit:edit", "Change a draft: in your editor, or line by line."),
    "said": ("remoteos.cli.update_send:said", "Show what you said would happen, and what became of it."),
    "mark": ("remoteos.cli.update_send:mark", "Say what became of something you said would happen."),
    "send": ("remoteos.cli.update_send:send", "Mark an update as sent."),
    "export": ("remoteos.cli.update_send:export", "Write an update as it leaves."),
    "agenda": ("remoteos.cli.update_agenda:agenda", "The agenda of the one-to-one."),
    "formats": ("remoteos.cli.update_formats:formats", "List the formats an update can have."),
}

update = group(
    "update",
    help="Updates to your manager, drawn from what really happened.",
    example=("remoteos update draft", "remoteos update edit", "remoteos update send --channel mail"),
    lazy=_MORE,
)(lambda: None)


@update.command(
    example=[
        "remoteos update draft",
        "remoteos update draft --to client --format monthly",
        "remoteos update draft --since 2026-11-16 --as email --out friday.eml",
    ]
)
@to_option
@click.option("--since", type=DATE, metavar="DATE", help="Its first day; where the last ended unless given.")
@click.option("--format", "format_name", type=TEXT, metavar="F", help="Its format; the card's unless given.")
@leaving_options
@json_option
@no_input_option
@pass_session
def draft(
    session: Session,
    to: str | None,
    since: date | None,
    format_name: str | None,
    rendering: Rendering | None,
    out: Path | None,
    copy: bool,
    as_json: bool,
) -> None:
    """Draw the draft from what happened since the last update that was sent.

    Drawn again, it keeps every word you changed. What is private never enters it.
    """
    from remoteos.services import updates as service

    if since is None and session.interactive and service.is_first(session.desk, to):
        since = session.ask("The first update. Since when (Enter takes the usual time)", DATE)
    drawn = service.draft(session.desk, shelf(session), to, since=since, format_name=format_name)
    shown = service.preview(session.desk, drawn)
    if as_json:
        text = service.leaving_text(drawn, shown.written, rendering or "markdown")
        write_rendering(session, text, out, copy=copy, as_json=True)
        output.emit({"update": draft_forms.update(shown), "text": text})
        return
    hand_over(session, drawn, rendering, out, copy=copy)
    output.note("\n".join(["", *draft_lines.beside(session.desk, shown)]))


@update.command("list", example=["remoteos update list", "remoteos update list --to client --json"])
@click.option("--to", type=TEXT, metavar="WHO", help="Only those to this audience.")
@json_option
@pass_session
def listed(session: Session, to: str | None, as_json: bool) -> None:
    """List the drafts, and the updates that were sent, the last one first."""
    from remoteos.services import managers
    from remoteos.services import updates as service

    desk = session.desk
    found = service.listed(desk, managers.find(desk, to) if to else None)
    if as_json:
        output.emit({"updates": [draft_forms.update_head(one) for one in found]})
    elif not found:
        output.data("No update yet. remoteos update draft")
    else:
        output.page("\n".join(draft_lines.update(desk, one) for one in found))


@update.command(example=["remoteos update show", "remoteos update show 4f2a --evidence"])
@which_argument
@to_option
@click.option("--evidence", is_flag=True, help="Each line with the records it comes from.")
@click.option("--sent", is_flag=True, help="Exactly what was sent.")
@json_option
@pass_session
def show(
    session: Session, which: str | None, to: str | None, evidence: bool, sent: bool, as_json: bool
) -> None:
    """Show an update line by line, each with its number.

    One that was edited after it was sent keeps both: --sent shows what was sent.
    """
    from remoteos.domain.errors import Refused
    from remoteos.services import updates as service

    desk = session.desk
    found = service.find(desk, which, to)
    if sent and not found.is_sent:
        raise Refused("That update was not sent yet.")
    if as_json:
        output.emit({"update": draft_forms.update(service.preview(desk, found))})
    elif sent:
        output.exact(found.sent_text)
    else:
        output.page("\n".join(draft_lines.whole(desk, service.preview(desk, found), evidence=evidence)))


@update.command(example="remoteos update drop --yes")
@which_argument
@to_option
@json_option
@yes_option
@pass_session
def drop(session: Session, which: str | None, to: str | None, as_json: bool) -> None:
    """Throw a draft away, with what you changed in it.

    What was sent stays.
    """
    from remoteos.services import updates as service

    found = service.find(session.desk, which, to)
    if not found.is_sent and not session.confirm(f"Throw the draft to {found.audience} away?"):
        return
    dropped = service.drop(session.desk, found.id)
    if as_json:
        output.emit({"update": draft_forms.update_head(dropped)})
    else:
        output.data(f"The draft to {dropped.audience} is gone. remoteos update draft draws a new one.")


@update.command(example=["remoteos update check", "remoteos update check --agenda"])
@which_argument
@to_option
@click.option("--agenda", is_flag=True, help="Put the questions on the agenda of the one-to-one.")
@json_option
@pass_session
def check(session: Session, which: str | None, to: str | None, agenda: bool, as_json: bool) -> None:
    """Show where your work and their goals have parted, as questions.

    For your own eyes: nothing of it enters an update.
    """
    from remoteos.services import alignment, managers
    from remoteos.services import updates as service

    desk = session.desk
    try:
        found = service.find(desk, which, to)
    except service.NoDraft:
        found = None
    findings = alignment.check(desk, found)
    if agenda:
        card = service.card_of(desk, found) if found else managers.required(desk, to)
        alignment.bring(desk, card, findings)
    if as_json:
        output.emit({"findings": [draft_forms.finding(one) for one in findings]})
    elif not findings:
        output.data("Everything you do serves a goal that is wanted, and no ask is late.")
    else:
        rows = [line for one in findings for line in (f"! {one.text}", f"  {one.question}")]
        output.page("\n".join([*rows, "", output.dim(_bring(len(findings), on_agenda=agenda))]))


def _bring(count: int, *, on_agenda: bool) -> str:
    where = "on the agenda now" if on_agenda else "to bring along: --agenda puts them on the agenda"
    return f"{plural(count, 'question')} {where}"
