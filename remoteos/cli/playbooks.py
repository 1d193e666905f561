"""``playbook``: the know-how of a role as a file that anybody can read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from remoteos.cli import output
from remoteos.cli.options import Lazy, group, json_option, pass_session
from remoteos.cli.params import PATH, TEXT
from remoteos.cli.session import Session
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.services.playbook_files import Checked

_MORE: dict[str, Lazy] = {
    "list": ("remoteos.cli.playbook_library:list_", "List the playbooks there are."),
    "search": ("remoteos.cli.playbook_library:search", "Find the play for a situation."),
    "show": ("remoteos.cli.playbook_library:show", "Show a playbook as a page to read."),
    "adopt": ("remoteos.cli.playbook_adopting:adopt", "Make a playbook part of your day."),
    "drop": ("remoteos.cli.playbook_adopting:drop", "Take back what adopting a playbook added."),
    "edit": ("remoteos.cli.playbook_changes:edit", "Change a playbook; a shipped one is derived first."),
    "diff": ("remoteos.cli.playbook_changes:diff", "Show how two playbooks differ."),
    "upgrade": ("remoteos.cli.playbook_changes:upgrade", "Bring your copy up to date, keeping your edits."),
    "export": ("remoteos.cli.playbook_sharing:export", "Write a playbook as it leaves."),
    "import": ("remoteos.cli.playbook_sharing:import_", "Take in playbooks from a file or folder."),
}

playbook = group(
    "playbook",
    help="How a role does its work, in a file to be written, adopted, run and shared.",
    example=(
        "remoteos playbook search no answer from my manager",
        "remoteos playbook show manage-your-manager",
        "remoteos playbook adopt manage-your-manager",
    ),
    lazy=_MORE,
)(lambda: None)


@playbook.command(example=["remoteos playbook check it-lead.md", "remoteos playbook check - --json"])
@click.argument("file", type=PATH, metavar="FILE")
@json_option
@pass_session
def check(_: Session, file: Path, as_json: bool) -> None:
    """Name everything that is wrong with a playbook file, and where.

    Nothing in the file is executed, followed or kept. - reads standard input.
    """
    from remoteos.services import playbook_files

    name = "standard input" if str(file) == "-" else os.fspath(file)
    checked = playbook_files.check(_bytes(file))
    if as_json:
        output.emit({"check": _form(checked)})
    else:
        output.data("\n".join(_lines(name, checked)))
    if checked.errors:
        click.get_current_context().exit(65)


@playbook.command(
    example=[
        "remoteos playbook new account-executive --title 'Account executive'",
        "remoteos playbook new it-lead --out ~/playbooks/it-lead.md",
    ]
)
@click.argument("identity", type=TEXT, metavar="ID")
@click.option("--title", type=TEXT, default="", metavar="T", help="Its title; made from the id unless given.")
@click.option("--out", type=PATH, metavar="FILE", help="The new file, ID.md unless given; - is stdout.")
@json_option
@pass_session
def new(session: Session, identity: str, title: str, out: Path | None, as_json: bool) -> None:
    """Write the beginning of a playbook, whose comments say how to go on.

    ID is made of small letters, digits and hyphens. A file that is there already is never replaced.
    """
    from remoteos.services import playbook_files

    you = session.settings.you
    text = playbook_files.skeleton(identity, title, you.name, you.role)
    file = out or Path(f"{identity}.md")
    if str(file) == "-":
        if as_json:
            raise click.UsageError("--json and --out - both want standard output: choose one.")
        output.exact(text)
        return
    playbook_files.begin(file, text)
    if as_json:
        output.emit({"playbook": {"id": identity, "path": os.fspath(file)}})
    else:
        output.data(f"Written to {file}. remoteos playbook check {file} says what is missing.")


def _bytes(file: Path) -> bytes:
    from remoteos.services import playbook_files

    if str(file) != "-":
        return playbook_files.load(file)
    return sys.stdin.buffer.read(playbook_files.LARGEST + 1) if sys.stdin is not None else b""


def _lines(name: str, checked: Checked) -> list[str]:
    lines = [f"{name}:{one.line}:{one.column}: {one.level}: {one.message}" for one in checked.problems]
    found = checked.playbook
    if found is not None:
        plays = plural(len(found.plays), "play")
        lines.append(f"{found.title} {found.version} can be used: {plays}, {_said(checked)}.")
    else:
        lines.append(f"This file cannot be used as it is: {_said(checked)}.")
    return lines


def _said(checked: Checked) -> str:
    counts = ((checked.errors, "error"), (checked.warnings, "warning"))
    said = " and ".join(plural(count, word) for count, word in counts if count)
    return said or "nothing to mend"


def _form(checked: Checked) -> dict[str, object]:
    found = checked.playbook
    return {
        "usable": found is not None,
        "id": found.id if found else None,
        "version": found.version if found else None,
        "title": found.title if found else None,
        "plays": [{"id": play.id, "title": play.title} for play in found.plays] if found else [],
        "problems": [
            {"line": one.line, "column": one.column, "level": one.level, "message": one.message}
            for one in checked.problems
        ],
    }
