"""The one obvious thing to do next, for the end of today's page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli import lines
from remoteos.cli.session import Session
from remoteos.services import breaks, reentry
from remoteos.services.focus import current, found

if TYPE_CHECKING:
    from remoteos.services.day import DayView

FIRST_STEP = "Welcome. Set up remoteos in four short steps: remoteos init"
"""What is next for somebody who has never used it."""


def next_lines(session: Session, page: DayView) -> list[str]:
    """What to do next, in a few lines: where the user was, when that is worth a word, comes first."""
    block = current(session.desk)
    if block is not None and (left := found(session.desk, block)):
        return ["Settle the block that was left running: remoteos focus stop", f"with {lines.settling(left)}"]
    if block is not None and block.state == "running":
        return ["Finish the block: remoteos focus stop"]
    where = lines.reentry(session.desk, reentry.card(session.desk))
    if block is not None:
        return [*where, "Go on with the block: remoteos focus resume"]
    return [*where, _break(session) or _without_block(session, page)]


def _break(session: Session) -> str:
    """The break that is due, unless the user wants no reminder of it, or that is being taken."""
    rest = breaks.current(session.desk)
    reminded = session.settings.reminders.breaks
    shown = rest is not None and (rest.state == "running" or (rest.state == "due" and reminded))
    return lines.break_after(rest, session.clock.now()) if rest and shown else ""


def _without_block(session: Session, page: DayView) -> str:
    """The one obvious thing to do next while no block is open and no break is due."""
    if page.day.state == "closed":
        return "Shutdown complete. The rest of the day is yours."
    if page.day.state == "off":
        return "A day off. Nothing waits."
    if page.day.state == "unopened":
        return FIRST_STEP if _is_new(session) else "Open the day: remoteos day open"
    if page.planned:
        return (
            f"Start what is planned: remoteos focus start --planned {session.store.short_id(page.planned[0])}"
        )
    return "Start a block: remoteos focus start INTENTION"


def _is_new(session: Session) -> bool:
    """Whether this user has neither a record nor a settings file: nothing was ever done here."""
    from remoteos.services.settings import config_path

    store = session.store
    return not config_path(session.environ).exists() and not any(store.all(kind) for kind in store.kinds)
