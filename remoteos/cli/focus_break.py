"""``focus break``: the break after a block."""

from __future__ import annotations

import click

from remoteos.cli import forms, output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import MINUTES
from remoteos.cli.session import Session
from remoteos.domain.breaks import SNOOZE_MIN
from remoteos.domain.words import clock_time, duration


@command(
    "break",
    example=["remoteos focus break", "remoteos focus break --snooze 15", "remoteos focus break --back"],
)
@click.option(
    "--snooze",
    type=MINUTES,
    is_flag=False,
    flag_value=str(SNOOZE_MIN),
    metavar="[MIN]",
    help=f"Put it off: {SNOOZE_MIN} minutes unless told.",
)
@click.option("--took", is_flag=True, help="You had it already.")
@click.option("--back", is_flag=True, help="You are back: the break ends now.")
@json_option
@pass_session
def break_(session: Session, snooze: int | None, took: bool, back: bool, as_json: bool) -> None:
    """Take the break that is due after a block, or put it off.

    It ends by itself, when you say that you are back, and when a block starts.
    """
    from remoteos.services import breaks

    if (snooze is not None) + took + back > 1:
        raise click.UsageError("Give one of --snooze, --took and --back.")
    if snooze is not None:
        found = breaks.snooze(session.desk, snooze)
        said = f"Break put off until {clock_time(found.begins_at)}"
    elif took:
        found = breaks.took(session.desk)
        said = f"Noted: the break after {found.block.intention} was had"
    elif back:
        found = breaks.back(session.desk)
        said = f"Back after {duration(found.length_s)}"
    else:
        found = breaks.take(session.desk)
        until = f", until {clock_time(found.ends_at)}" if found.ends_at else ""
        said = f"Break · {duration(found.length_s)}{until}"
    if as_json:
        output.emit({"break": forms.break_after(found)})
    else:
        output.data(said)
