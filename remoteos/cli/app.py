"""What ``remoteos`` alone does: it opens the app on a terminal, and shows the day anywhere else."""

from __future__ import annotations

import sys
from collections.abc import Mapping

import click

from remoteos.cli import output
from remoteos.cli.options import command, load, pass_session
from remoteos.cli.session import Session

LEAST = (40, 12)
"""The columns and lines without which no page of the app says anything."""

MOST = (1000, 500)
"""A terminal that claims to be larger is mistaken, and every cell of it would have to be drawn."""

THE_DAY = "remoteos.cli.day:show"
"""What is shown where the app cannot be."""


@command(example="remoteos")
@pass_session
def app(session: Session) -> None:
    """Open the app, or show the day where no app can be shown."""
    reason = no_app(session.environ)
    if reason is None:
        open_app(session)
        return
    if reason:
        output.note(f"{reason} This is the day in words.")
    click.get_current_context().invoke(load(THE_DAY))


def on_terminal() -> bool:
    """Whether a person sits at a terminal: the app reads stdin, and draws on stderr."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    return all(stream is not None and stream.isatty() for stream in streams)


def no_app(environ: Mapping[str, str]) -> str | None:
    """Why the app cannot be shown here: a sentence, empty where nobody expects it; None when it can."""
    if not on_terminal():
        return ""
    if environ.get("TERM", "") in ("", "dumb", "unknown") and sys.platform != "win32":
        return f"This terminal (TERM={environ.get('TERM', '')}) cannot show the app."
    from shutil import get_terminal_size

    columns, lines = get_terminal_size()
    if columns < LEAST[0] or lines < LEAST[1]:
        return f"The app needs {LEAST[0]}×{LEAST[1]} characters, and this terminal has {columns}×{lines}."
    if columns > MOST[0] or lines > MOST[1]:
        return f"This terminal claims to have {columns}×{lines} characters."
    return None


def open_app(session: Session, *, sign: str = "") -> None:
    """Run the app until the user leaves it; ``sign`` is what kind of run it is, for every page to show.

    What ended it otherwise is raised once the terminal is as it was before.
    """
    from remoteos.app import RemoteosApp
    from remoteos.ending import vanishing_output
    from remoteos.screens.session import Session as AppSession
    from remoteos.services.desk import Desk
    from remoteos.services.opening import open_lasting_store
    from remoteos.services.settings import config_path
    from remoteos.services.settings import load as load_settings
    from remoteos.services.today import is_new

    loaded = load_settings(config_path(session.environ))
    store = open_lasting_store(session.environ, session.user, session.clock.now())
    desk = Desk(store=store, clock=session.clock, settings=loaded.settings)
    newcomer = not (loaded.exists or sign) and is_new(desk)
    opened = RemoteosApp(
        AppSession(desk, loaded.path, problems=loaded.problems, sign=sign, newcomer=newcomer)
    )
    with vanishing_output():
        opened.run()
    if opened.failure is not None:
        raise opened.failure
    if opened.return_code:
        raise click.exceptions.Exit(opened.return_code)
