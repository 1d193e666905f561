"""``update formats``: which formats an update can have, and what is wrong with one's own."""

from __future__ import annotations

import click

from remoteos.cli import output
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.session import Session
from remoteos.cli.update_options import shelf


@command("formats", example=["remoteos update formats", "remoteos update formats --json"])
@json_option
@pass_session
def formats(session: Session, as_json: bool) -> None:
    """List the formats there are, your own among them, and what is wrong with any.

    docs/update-formats.md explains how to write one.
    """
    known = shelf(session).known()
    if as_json:
        output.emit(
            {
                "formats": [
                    {
                        "name": one.name,
                        "summary": one.summary,
                        "own": one.own,
                        "path": str(one.path) if one.own else None,
                        "problems": list(one.problems),
                    }
                    for one in known
                ]
            }
        )
    else:
        width = max(len(one.name) for one in known)
        rows = []
        for one in known:
            rows.append(f"{one.name:<{width}}  {one.summary}{output.dim('  your own') if one.own else ''}")
            rows += [f"! {problem}" for problem in one.problems]
        output.page("\n".join(rows))
    if any(one.problems for one in known):
        click.get_current_context().exit(65)
