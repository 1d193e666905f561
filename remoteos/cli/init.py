"""Setting up: four short steps, each of which can be skipped, and nothing that harms when done twice."""

from __future__ import annotations

from typing import Literal

import click

from remoteos.cli import output
from remoteos.cli.options import command, json_option, no_input_option, pass_session
from remoteos.cli.params import TEXT, Kind
from remoteos.cli.session import Session
from remoteos.domain.settings import Key, read_span, values


class SpanKind(Kind[str]):
    """Hours as a section of the settings takes them."""

    name = "hours"
    what = "hours"

    def __init__(self, section: Literal["hours", "offline"], right: str) -> None:
        self.section = section
        self.right = right

    def read(self, text: str, ctx: click.Context | None) -> str:  # noqa: ARG002  the base's
        """Return the hours as the settings file says them."""
        return read_span(self.section, text)


HOURS = SpanKind("hours", "09:00-17:30")
OFFLINE = SpanKind("offline", "20:00-07:00 or off")


_STEPS: tuple[tuple[int, str, str, click.ParamType[str], Key], ...] = (
    (1, "name", "Your name", TEXT, ("you", "name")),
    (1, "role", "Your role, such as IT lead", TEXT, ("you", "role")),
    (2, "hours", "Work hours, Monday to Friday", HOURS, ("hours", "monday")),
    (3, "offline", "Offline hours, every day", OFFLINE, ("offline", "monday")),
    (4, "manager", "Your manager's name", TEXT, ("you", "manager")),
)
"""Every question: its step, the option it stands for, its words, its kind, and the value it has now."""


@command(
    example=(
        "remoteos init",
        "remoteos init --name Ada --role 'IT lead' --hours 09:00-17:30 --offline 20:00-07:00 --no-input",
    )
)
@click.option("--name", type=TEXT, help="Your name, for updates.")
@click.option("--role", type=TEXT, help="What you do, for playbooks.")
@click.option("--hours", type=HOURS, help="Work hours, Monday to Friday, such as 09:00-17:30.")
@click.option("--offline", type=OFFLINE, help="Offline hours of every day, such as 20:00-07:00, or off.")
@click.option("--manager", type=TEXT, help="Who your updates are for.")
@no_input_option
@json_option
@pass_session
def init(session: Session, as_json: bool, **given: str | None) -> None:
    """Set up remoteos in four short steps.

    On a terminal it asks for what was not given; Enter skips a step. It writes the settings file and
    makes the data folder. Run it again at any time: what you skip stays as it is.
    """
    from remoteos.services import setup
    from remoteos.services.opening import make_store_folder
    from remoteos.services.settings import config_path

    wanted = setup.wanted(setup.Answers(**_asked(session, given)))
    config = config_path(session.environ)
    config_is_new = setup.write(config, wanted)
    data, data_is_new = make_store_folder(session.environ, session.user)
    if as_json:
        created = [name for name, new in (("config", config_is_new), ("data", data_is_new)) if new]
        settings = {".".join(key): value for key, value in wanted.items()}
        output.emit({"config": str(config), "data": str(data), "created": created, "settings": settings})
        return
    output.note(f"Settings: {config} ({'new' if config_is_new else 'kept' if not wanted else 'updated'})")
    output.note(f"Data:     {data} ({'new' if data_is_new else 'there already'})")
    output.note("Next: remoteos day open")


def _asked(session: Session, given: dict[str, str | None]) -> dict[str, str | None]:
    """Ask for what was not given, if somebody is there to answer."""
    if not session.interactive:
        return given
    output.note("Four short steps. Enter skips one; all of it can be changed later.")
    now = values(session.settings)
    answers = dict(given)
    for number, option, what, kind, key in _STEPS:
        if given[option] is None:
            kept = f" [{now[key]}]" if now[key] else ""
            answers[option] = session.ask(f"Step {number} of 4 · {what}{kept}", kind)
    return answers
