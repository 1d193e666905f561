"""``feedback``: what somebody did and what it led to, private until the user tells it."""

from __future__ import annotations

from typing import Any

import click

from remoteos.cli import output, update_forms, update_lines
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import RECORD_ID, TEXT, given
from remoteos.cli.session import Session
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.domain.text import required

PARTS = {
    "situation": ("When and where was it", "When and where it was."),
    "behaviour": ("What did they do, as a camera would have seen it", "What they did, as a camera saw it."),
    "impact": ("What did it make possible, or cost", "What it made possible, or what it cost."),
}
"""What a piece of feedback says: how it is asked for, and what its option is for."""

feedback = group(
    "feedback",
    help=(
        "Feedback for your manager: a situation, what they did, and what it led to.\n\n"
        "It is private, whatever else you change, until you put it into an update or an agenda yourself: "
        "so there is no --visibility here."
    ),
    short_help="Feedback for your manager, private until you tell it.",
    example=(
        "remoteos feedback add --situation 'in planning' --behaviour 'you asked each of us' "
        "--impact 'two risks came up'"
    ),
)(lambda: None)


@feedback.command(
    example=(
        "remoteos feedback add --situation 'in planning' --behaviour 'you asked each of us' "
        "--impact 'two risks came up'"
    )
)
@click.option("--situation", type=TEXT, metavar="T", help=PARTS["situation"][1])
@click.option("--behaviour", type=TEXT, metavar="T", help=PARTS["behaviour"][1])
@click.option("--impact", type=TEXT, metavar="T", help=PARTS["impact"][1])
@click.option("--to", type=TEXT, metavar="WHO", help="Whose manager card it is for.")
@json_option
@no_input_option
@pass_session
def add(session: Session, to: str | None, as_json: bool, **parts: str | None) -> None:
    """Note a piece of feedback; it stays private until you tell it."""
    from remoteos.services import feedback as service
    from remoteos.services import managers

    desk = session.desk
    if to:
        managers.find(desk, to)  # a wrong name is said before anything is asked
    said = {
        name: required(parts[name] or session.ask(question, TEXT) or "", name)
        for name, (question, _) in PARTS.items()
    }
    _show(session, service.add(desk, said["situation"], said["behaviour"], said["impact"], to), as_json)


@feedback.command("list", example=["remoteos feedback list", "remoteos feedback list --all --json"])
@click.option("--all", "told", is_flag=True, help="What was told already, too.")
@json_option
@pass_session
def listed(session: Session, told: bool, as_json: bool) -> None:
    """List the feedback that you did not tell yet, the newest first."""
    from remoteos.services import feedback as service

    found = service.listed(session.desk, told=told)
    if as_json:
        output.emit({"feedback": [update_forms.feedback(one) for one in found]})
    elif not found:
        output.data("No feedback waits to be told. remoteos feedback add")
    else:
        output.page("\n".join(_line(session, one) for one in found))


@feedback.command(example="remoteos feedback show 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show one piece of feedback."""
    found = session.store.find(Feedback, which)
    if as_json:
        output.emit({"feedback": update_forms.feedback(found)})
        return
    rows = [f"  {name:<9}  {getattr(found, name)}" for name in PARTS]
    output.data("\n".join([_line(session, found, indent=None), *rows]))


@feedback.command(example="remoteos feedback edit 4f2a --impact 'two risks came up in time'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--situation", type=TEXT, metavar="T", help=PARTS["situation"][1])
@click.option("--behaviour", type=TEXT, metavar="T", help=PARTS["behaviour"][1])
@click.option("--impact", type=TEXT, metavar="T", help=PARTS["impact"][1])
@click.option("--to", type=TEXT, metavar="WHO", help="Whose manager card it is for; '' for nobody's yet.")
@json_option
@pass_session
def edit(session: Session, which: str, to: str | None, as_json: bool, **parts: Any) -> None:
    """Change a piece of feedback; only what is given changes."""
    from remoteos.services import feedback as service

    changes = given(parts)
    for name, text in changes.items():
        required(text, name)
    if not changes and to is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit(session.desk, which, to, **changes), as_json)


@feedback.command(example=["remoteos feedback tell 4f2a", "remoteos feedback tell 4f2a --to Ana --agenda"])
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--to", type=TEXT, metavar="WHO", help="Whose manager card it is for.")
@click.option("--agenda", is_flag=True, help="Put it on the agenda of the one-to-one too.")
@json_option
@pass_session
def tell(session: Session, which: str, to: str | None, agenda: bool, as_json: bool) -> None:
    """Put it into the next update; they may see it from then on."""
    from remoteos.services import agenda as items
    from remoteos.services import feedback as service
    from remoteos.services import managers

    told = service.tell(session.desk, which, to)
    if agenda:
        items.add(session.desk, told.text, managers.find(session.desk, told.audience_id or ""))
    _show(session, told, as_json)


@feedback.command(example="remoteos feedback drop 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def drop(session: Session, which: str, as_json: bool) -> None:
    """Delete a piece of feedback; undo brings it back."""
    from remoteos.services import feedback as service

    gone = service.drop(session.desk, which)
    if as_json:
        output.emit({"feedback": update_forms.feedback(gone)})
    else:
        output.data(f"Dropped: {gone.behaviour}")


def _line(session: Session, record: Feedback, **how: Any) -> str:
    """One line, with the name of the one it is for."""
    to = session.store.get(ManagerCard, record.audience_id) if record.audience_id else None
    return update_lines.feedback(session.desk, record, to, **how)


def _show(session: Session, record: Feedback, as_json: bool) -> None:
    """Show one piece after a change."""
    if as_json:
        output.emit({"feedback": update_forms.feedback(record)})
    else:
        output.data(_line(session, record))
