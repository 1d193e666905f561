"""What the commands on updates share: whom they are for, where the formats are, where a rendering goes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from remoteos.cli import output
from remoteos.cli.params import PATH, RECORD_ID, TEXT, one_of
from remoteos.domain.letter import Rendering

if TYPE_CHECKING:
    from remoteos.cli.session import Session
    from remoteos.domain.updates import Update
    from remoteos.services.update_formats import FormatShelf

F = TypeVar("F", bound=Callable[..., Any])


def to_option(function: F) -> F:
    """Add ``--to``: whom an update is for."""
    text = "Who it is for; your manager unless given."
    return click.option("--to", type=TEXT, metavar="WHO", help=text)(function)


def which_argument(function: F) -> F:
    """Add the argument ``[ID]``, passed as ``which``: an update, the draft when it is not given."""
    return click.argument("which", type=RECORD_ID, required=False, metavar="[ID]")(function)


def leaving_options(function: F) -> F:
    """Add ``--as``, ``--out`` and ``--copy``: what an update becomes, and where that goes."""
    function = click.option("--copy", is_flag=True, help="Put it on the clipboard.")(function)
    out = click.option("--out", type=PATH, metavar="FILE", help="The file it replaces; - is stdout.")
    as_text = "What it is written as; markdown unless given."
    return click.option("--as", "rendering", type=one_of(Rendering), help=as_text)(out(function))


def shelf(session: Session) -> FormatShelf:
    """The update formats there are: those that ship, of adopted playbooks, and the user's own."""
    from remoteos.services.adopted import formats
    from remoteos.services.settings import config_path
    from remoteos.services.update_formats import FormatShelf

    return FormatShelf(config_path(session.environ).parent / "formats", formats(session.desk))


def hand_over(
    session: Session, update: Update, rendering: Rendering | None, out: Path | None, *, copy: bool
) -> None:
    """Write an update as it leaves, where `write_rendering` is told to."""
    from remoteos.services import updates

    write_rendering(session, updates.rendered(session.desk, update, rendering or "markdown"), out, copy=copy)


def write_rendering(
    session: Session, text: str, out: Path | None, *, copy: bool, as_json: bool = False
) -> None:
    """Write a text to a file, the clipboard, or stdout when neither is wanted; the same bytes everywhere.

    With ``as_json`` stdout is left to the one JSON object.
    """
    from remoteos.services import handing_over

    if copy:
        handing_over.copy(text, session.environ)
        output.note("It is on the clipboard.")
    if out is not None and str(out) != "-":
        handing_over.write_out(out, text)
        output.note(f"Written to {out}.")
    elif not as_json and (out is not None or not copy):
        output.exact(text)
