"""``goal``: the ladder from leadership's intent to the worker's outcomes."""

from __future__ import annotations

from typing import Any

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.options import group, json_option, pass_session
from remoteos.cli.params import RECORD_ID, RECORD_ID_OR_NONE, TEXT, given, one_of
from remoteos.cli.session import Session
from remoteos.domain.outcomes import Goal, Owner
from remoteos.domain.record import Visibility
from remoteos.domain.text import required

goal = group(
    "goal",
    help="What leadership, your manager or you want; outcomes hang from it.",
    example=[
        "remoteos goal add 'Checkout is reliable' --owner manager",
        "remoteos goal list",
        "remoteos outcome add 'RFC accepted' --goal 7d01",
    ],
)(lambda: None)


@goal.command(
    example=[
        "remoteos goal add 'Customers trust the checkout' --owner leadership",
        "remoteos goal add 'Checkout is reliable' --owner manager --parent 7d01",
    ]
)
@click.argument("title", type=TEXT)
@click.option("--owner", type=one_of(Owner), default="me", show_default=True, help="Whose goal it is.")
@click.option("--parent", type=RECORD_ID, metavar="ID", help="The goal it serves.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it; manager unless given.")
@json_option
@pass_session
def add(session: Session, title: str, parent: str | None, as_json: bool, **fields: Any) -> None:
    """Add a goal."""
    from remoteos.services import outcomes as service

    new = service.add_goal(session.desk, required(title, "title"), parent, **given(fields))
    _show(session, new, as_json)


@goal.command("list", example=["remoteos goal list", "remoteos goal list --all --json"])
@click.option("--all", "closed", is_flag=True, help="Done and dropped ones too.")
@json_option
@pass_session
def listed(session: Session, closed: bool, as_json: bool) -> None:
    """List the goals as a ladder, each above what serves it."""
    from remoteos.services import outcomes as service

    found = service.goals(session.desk, closed=closed)
    if as_json:
        output.emit({"goals": [forms.goal(one) for one in found]})
    elif not found:
        known = not closed and bool(service.goals(session.desk, closed=True))
        none = "No open goals; --all shows the others." if known else "No goals yet."
        output.data(f"{none} remoteos goal add TITLE --owner manager")
    else:
        output.page("\n".join(_ladder(session, found)))


def _ladder(session: Session, goals: tuple[Goal, ...]) -> list[str]:
    """Every goal above those that serve it, two spaces further in; goals that serve each other too."""
    known = {one.id for one in goals}
    placed: set[str] = set()
    shown: list[str] = []

    def hang(one: Goal, depth: int) -> None:
        if one.id in placed:
            return
        placed.add(one.id)
        shown.append("  " * depth + lines.goal(session.desk, one, indent=2 * depth))
        for below in goals:
            if below.parent_id == one.id:
                hang(below, depth + 1)

    for one in goals:
        if one.parent_id not in known:
            hang(one, 0)
    for one in goals:  # what is left hangs in a loop, which only a merge of bad data can make
        hang(one, 0)
    return shown


@goal.command(example="remoteos goal show 7d01")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show one goal and what hangs from it: goals and outcomes."""
    from remoteos.services import outcomes as service

    found = session.desk.store.find(Goal, which)
    serving = [one for one in service.goals(session.desk, closed=True) if one.parent_id == found.id]
    hanging = service.served_by(session.desk, found)
    if as_json:
        output.emit(
            {
                "goal": forms.goal(found),
                "goals": [forms.goal(one) for one in serving],
                "outcomes": [forms.outcome(one) for one in hanging],
            }
        )
        return
    shown = [lines.goal(session.desk, found, indent=None)]
    for heading, rows in (
        ("Goals", [lines.goal(session.desk, one) for one in serving]),
        ("Outcomes", [lines.outcome(session.desk, one) for one in hanging]),
    ):
        shown += ["", lines.heading(heading), *(f"  {row}" for row in rows)] if rows else []
    output.data("\n".join(shown))


@goal.command(example="remoteos goal edit 7d01 --owner manager --parent 88ac")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--title", type=TEXT, metavar="T", help="Its title.")
@click.option("--owner", type=one_of(Owner), help="Whose goal it is.")
@click.option("--parent", type=RECORD_ID_OR_NONE, metavar="ID", help="The goal it serves; '' for none.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it.")
@json_option
@pass_session
def edit(session: Session, which: str, parent: str | None, as_json: bool, **fields: Any) -> None:
    """Change a goal; only what is given changes."""
    from remoteos.services import outcomes as service

    changes = given(fields)
    if "title" in changes:
        required(changes["title"], "title")
    if not changes and parent is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit_goal(session.desk, which, parent, **changes), as_json)


@goal.command(example="remoteos goal done 7d01")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def done(session: Session, which: str, as_json: bool) -> None:
    """Mark it done."""
    from remoteos.services import outcomes as service

    _show(session, service.close_goal(session.desk, which, "done"), as_json)


@goal.command(example="remoteos goal drop 7d01 --reason 'strategy changed'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--reason", type=TEXT, default="", metavar="T", help="Why.")
@json_option
@pass_session
def drop(session: Session, which: str, reason: str, as_json: bool) -> None:
    """Drop it, with the reason."""
    from remoteos.services import outcomes as service

    _show(session, service.close_goal(session.desk, which, "dropped", reason), as_json)


@goal.command(example="remoteos goal reopen 7d01")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def reopen(session: Session, which: str, as_json: bool) -> None:
    """Take a done or dropped one up again."""
    from remoteos.services import outcomes as service

    _show(session, service.reopen_goal(session.desk, which), as_json)


def _show(session: Session, record: Goal, as_json: bool) -> None:
    """Show one goal after a change."""
    if as_json:
        output.emit({"goal": forms.goal(record)})
    else:
        output.data(lines.goal(session.desk, record))
