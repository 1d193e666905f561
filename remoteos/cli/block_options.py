"""What the commands about blocks share: their length, their outcome, and work beyond a boundary."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from remoteos.cli import output
from remoteos.cli.params import MINUTES, RECORD_ID, TEXT
from remoteos.cli.session import Session

if TYPE_CHECKING:
    from remoteos.domain.agreement import Breach
    from remoteos.services.focus import Shape

F = TypeVar("F", bound=Callable[..., Any])


def length_options(function: F) -> F:
    """Add ``--minutes``, ``--preset`` and ``--open-ended``."""
    for option in (
        click.option("--open-ended", is_flag=True, help="No planned end."),
        click.option("--preset", metavar="P", help="A named length: 25/5, 50/10, 90/20 or your own."),
        click.option("--minutes", type=MINUTES, metavar="N", help="Planned minutes, 1 to 1440."),
    ):
        function = option(function)
    return function


def outcome_option(function: F) -> F:
    """Add ``--outcome``."""
    return click.option("--outcome", type=RECORD_ID, metavar="ID", help="The outcome it serves.")(function)


def reason_option(function: F) -> F:
    """Add ``--reason``, for work beyond a boundary."""
    return click.option(
        "--reason",
        type=TEXT,
        default="",
        metavar="T",
        help="Why now, when it is after hours; may stay empty.",
    )(function)


def wanted(session: Session, minutes: int | None, preset: str | None, open_ended: bool) -> Shape:
    """The length that the options ask for."""
    if (minutes is not None) + (preset is not None) + open_ended > 1:
        raise click.UsageError("Give one of --minutes, --preset and --open-ended.")
    from remoteos.services.adopted import settings_in_use
    from remoteos.services.focus import shape

    return shape(settings_in_use(session.desk), minutes=minutes, preset=preset, open_ended=open_ended)


def reason_for(session: Session, reason: str) -> str:
    """Ask once why, when what comes next is work beyond a boundary; nothing is an answer too."""
    if reason or not session.interactive:
        return reason
    from remoteos.domain.agreement import BREACH_WORDS
    from remoteos.services.agreement import new_breach

    breach = new_breach(session.desk)
    if breach is None:
        return ""
    return session.ask(f"This is work {BREACH_WORDS[breach.kind]}. Why? (Enter for no reason)", TEXT) or ""


def tell_breach(session: Session, breach: Breach | None) -> None:
    """Say that a boundary was crossed, to those who were not asked about it."""
    if breach is not None and not session.interactive:
        from remoteos.domain.agreement import BREACH_WORDS

        output.note(f"Noted: work {BREACH_WORDS[breach.kind]}.")
