"""``demo``: a data folder with a believable history in it, to look around in and to measure with."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remoteos.cli import output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import PATH
from remoteos.cli.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from click.shell_completion import CompletionItem

    from remoteos.services.demo.telling import Told


class RoleKind(click.ParamType[str]):
    """A role that has a story; the roles are read when one is given or asked for."""

    name = "role"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the role's name."""
        from remoteos.domain.errors import Refused
        from remoteos.services.demo.words import role_called

        try:
            return role_called(value)
        except Refused as refused:
            self.fail(str(refused), param, ctx)

    def shell_complete(
        self,
        ctx: click.Context,  # noqa: ARG002  click's
        param: click.Parameter,  # noqa: ARG002
        incomplete: str,
    ) -> list[CompletionItem]:
        """Complete the names of the roles."""
        from click.shell_completion import CompletionItem

        from remoteos.services.demo.words import roles

        return [CompletionItem(role) for role in roles() if role.startswith(incomplete.lower())]


@command(
    example=(
        "remoteos demo",
        "remoteos demo --into /tmp/looking-around --years 3 --role designer",
        "remoteos demo --into /tmp/same-again --years 1 --seed 7 --json",
    )
)
@click.option(
    "--into",
    type=PATH,
    metavar="DIR",
    help="The folder that becomes a data folder, and stays; else the app opens on one that goes again.",
)
@click.option(
    "--years",
    type=click.IntRange(0, 30),
    default=1,
    show_default=True,
    help="How far back; 0 is a few weeks.",
)
@click.option(
    "--seed", "number", type=int, default=1, show_default=True, help="Another number, another story."
)
@click.option(
    "--role", type=RoleKind(), metavar="R", default="engineer", show_default=True, help="Whose work."
)
@json_option
@pass_session
def demo(session: Session, into: Path | None, years: int, number: int, role: str, as_json: bool) -> None:
    """Look around in an invented history, up to a day under way now.

    On a terminal the app opens on it, and nothing of it stays. With --into or --json, or where there is no
    terminal, it makes a data folder that stays. Roles: engineer, account executive, designer, support, data
    analyst. The same seed at the same time (REMOTEOS_NOW) gives the same records. A folder that holds data
    of the user is never written to.
    """
    from remoteos.services.demo.telling import write

    def make(root: Path) -> Told:
        return write(root, session.user, clock=session.clock, years=years, number=number, role=role)

    if into is None and not as_json:
        from remoteos.cli.app import no_app

        if no_app(session.environ) is None:
            _look_around(session, make)
            return
    root = into.absolute() if into else None
    if root is None:
        from tempfile import mkdtemp

        root = Path(mkdtemp(prefix="remoteos-demo-"))
    told = make(root)
    if as_json:
        output.emit(_form(told))
    else:
        counts = ", ".join(f"{count:,} {table}" for table, count in told.counts.items())
        output.data(f"{sum(told.counts.values()):,} records: {counts}")
        output.data(f"Look around with: {_command(told)}")


def _look_around(session: Session, make: Callable[[Path], Told]) -> None:
    """Open the app on a demo in a folder that goes when the app is left; the user's own data is far away."""
    from tempfile import TemporaryDirectory

    from remoteos.cli.app import open_app
    from remoteos.domain.settings import Key, Value
    from remoteos.services.settings import set_values

    with TemporaryDirectory(prefix="remoteos-demo-", ignore_cleanup_errors=True) as folder:
        root = Path(folder)
        told = make(root)
        config = root / "config.toml"
        own = session.settings
        wanted: dict[Key, Value] = {("you", "role"): told.role, ("app", "theme"): own.app.theme}
        set_values(config, {**wanted, **{("keys", action): keys for action, keys in own.keymap.items()}})
        places = {"REMOTEOS_DATA": str(root), "REMOTEOS_CONFIG": str(config)}
        open_app(Session({**session.environ, **places}, told.user), sign="demo")
    output.note("The demo is gone, and nothing of yours was touched. `remoteos demo --into DIR` keeps one.")


def _form(told: Told) -> dict[str, object]:
    """What was made, for a script."""
    return {
        "folder": str(told.root),
        "user": told.user,
        "role": told.role,
        "years": told.years,
        "seed": told.seed,
        "records": dict(told.counts),
        "total": sum(told.counts.values()),
        "command": _command(told),
    }


def _command(told: Told) -> str:
    """The command line that opens it."""
    user = "" if told.user == "me" else f" --user {shlex.quote(told.user)}"
    return f"REMOTEOS_DATA={shlex.quote(str(told.root))} remoteos{user}"
