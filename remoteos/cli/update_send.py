"""``update send``, ``export``, ``said``, ``mark``: an update leaves, and its promises are followed up."""

from __future__ import annotations

from pathlib import Path

import click

from remoteos.cli import draft_forms, draft_lines, output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import RECORD_ID, TEXT, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.cli.update_options import hand_over, leaving_options, to_option, which_argument
from remoteos.domain.commitments import Mark
from remoteos.domain.letter import Rendering
from remoteos.domain.words import plural


@command("send", example=["remoteos update send", "remoteos update send --channel mail --as email"])
@which_argument
@to_option
@click.option("--channel", type=TEXT, default="", metavar="T", help="Where you sent it.")
@click.option("--as", "rendering", type=one_of(Rendering), help="What you sent it as; markdown unless given.")
@json_option
@pass_session
def send(
    session: Session,
    which: str | None,
    to: str | None,
    channel: str,
    rendering: Rendering | None,
    as_json: bool,
) -> None:
    """Mark an update as sent: its text is kept, and what comes next becomes what you said.

    remoteos sends nothing itself. Open asks stay open; the next draft begins where this one ended.
    """
    from remoteos.services import sending as service
    from remoteos.services import updates

    found = updates.find(session.desk, which, to)
    done = service.send(session.desk, found.id, channel, rendering or "markdown")
    if as_json:
        output.emit(
            {
                "update": draft_forms.update_head(done.update),
                "text": done.update.sent_text,
                "commitments": [draft_forms.commitment(one) for one in done.commitments],
            }
        )
        return
    said = f", {plural(len(done.commitments), 'commitment')} kept for next time" if done.commitments else ""
    via = f" by {done.update.channel}" if done.update.channel else ""
    output.data(f"Marked as sent to {done.update.audience}{via}{said}.")


@command(
    "export",
    example=[
        "remoteos update export --as html --out update.html",
        "remoteos update export 4f2a --as email --out update.eml",
        "remoteos update export --copy",
    ],
)
@which_argument
@to_option
@leaving_options
@pass_session
def export(
    session: Session,
    which: str | None,
    to: str | None,
    rendering: Rendering | None,
    out: Path | None,
    copy: bool,
) -> None:
    """Write an update as it leaves: the draft, or one that was sent.

    The bytes are the same on the screen, in the file and on the clipboard.
    """
    from remoteos.services import updates as service

    found = service.find(session.desk, which, to)
    rendering = rendering or (found.sent_as if found.is_sent else "markdown")
    hand_over(session, found, rendering, out, copy=copy)


@command("said", example=["remoteos update said", "remoteos update said --to client --json"])
@to_option
@json_option
@pass_session
def said(session: Session, to: str | None, as_json: bool) -> None:
    """Show what you said would happen next, and what became of it over the last twelve updates."""
    from remoteos.services import managers
    from remoteos.services import sending as service

    desk = session.desk
    card = managers.find(desk, to) if to else managers.main(desk)
    open_ones = service.open_commitments(desk, card) if card else ()
    history = service.said_vs_did(desk, card) if card else ()
    if as_json:
        output.emit(
            {
                "commitments": [draft_forms.commitment(one) for one in open_ones],
                "said_vs_did": [draft_forms.said_vs_did(one) for one in history],
            }
        )
    elif not (open_ones or history):
        output.data("Nothing was said yet: what comes next in an update is, once it is sent.")
    else:
        rows = [draft_lines.commitment(desk, one) for one in open_ones]
        rows += ["", *(draft_lines.said_vs_did(desk, one) for one in history)] if history else []
        output.page("\n".join(rows))


@command(
    "mark", example=["remoteos update mark 4f2a did", "remoteos update mark 4f2a moved 'the vendor was late'"]
)
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.argument("state", type=one_of(Mark))
@words_argument("why", required=False)
@json_option
@pass_session
def mark(session: Session, which: str, state: Mark, why: str, as_json: bool) -> None:
    """Say what became of something you said would happen: did, partly, moved or dropped, and why."""
    from remoteos.services import sending as service

    marked = service.mark(session.desk, which, state, why)
    if as_json:
        output.emit({"commitment": draft_forms.commitment(marked)})
    else:
        output.data(draft_lines.commitment(session.desk, marked))
