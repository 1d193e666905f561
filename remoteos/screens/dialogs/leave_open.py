"""Leaving while the day is still open after its end: a quiet question, once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.domain.errors import RemoteosError

if TYPE_CHECKING:
    from textual.app import App

    from remoteos.screens.session import Session

_ASKED = "leaving with the day open"


def asks_first(app: App[None], session: Session) -> bool:
    """Whether leaving is asked about now; asks it then, and never again in this run."""
    if _ASKED in session.put_off or not _is_late(session):
        return False

    from remoteos.screens.dialogs.answers import Answer, Answers
    from remoteos.screens.rituals.end import EndRitual

    session.put_off.add(_ASKED)

    def answered(answer: str | None) -> None:
        if answer == "leave":
            app.exit()
        elif answer == "end" and not any(isinstance(screen, EndRitual) for screen in app.screen_stack):
            app.push_screen(EndRitual(session))

    app.push_screen(
        Answers(
            session,
            "The day is still open.",
            "",
            [Answer("end", "e", "end it now"), Answer("leave", "q", "leave it open")],
            leave="back",
        ),
        answered,
    )
    return True


def _is_late(session: Session) -> bool:
    """Whether the day is open after its end; what cannot be read keeps nobody from leaving."""
    try:
        day = session.standing.day
    except RemoteosError:
        return False
    return (
        day is not None
        and day.state == "open"
        and day.shutdown_at is not None
        and session.now >= day.shutdown_at
    )
