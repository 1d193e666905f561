"""``playbook export`` and ``import``: a playbook leaves as it is previewed, and comes in after a preview."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from remoteos.cli import output
from remoteos.cli import playbook_import_lines as lines
from remoteos.cli.options import command, json_option, no_input_option, pass_session, yes_option
from remoteos.cli.params import PATH, TEXT, one_of
from remoteos.cli.session import Session
from remoteos.cli.update_options import write_rendering
from remoteos.domain.errors import BadInput
from remoteos.domain.words import plural

if TYPE_CHECKING:
    from remoteos.services.playbook_exports import Rendering
    from remoteos.services.playbook_imports import Plan, Source, Way

_RENDERINGS = Literal["markdown", "html"]
_CHOICES = Literal["beside", "replace", "merge"]


@command(
    "export",
    example=[
        "remoteos playbook export manage-your-manager --out manager.md",
        "remoteos playbook export manage-your-manager --as html --results --out manager.html",
    ],
)
@click.argument("which", type=TEXT, metavar="ID")
@click.option(
    "--as",
    "rendering",
    type=one_of(_RENDERINGS),
    default="markdown",
    help="What it is written as; markdown unless given.",
)
@click.option("--out", type=PATH, metavar="FILE", help="The file it replaces; stdout unless given.")
@click.option("--results", is_flag=True, help="Add what came of your runs to a page, as totals alone.")
@pass_session
def export(session: Session, which: str, rendering: Rendering, out: Path | None, results: bool) -> None:
    """Write a playbook as it leaves: its Markdown, or one page (html) to publish that loads nothing.

    None of your data goes along; with --results the page has totals of finished runs.
    """
    from remoteos.services import playbook_exports as service

    if results and rendering != "html":
        raise click.UsageError("--results goes with --as html: Markdown is the playbook alone.")
    text = service.export(session.desk, which, rendering, results=results)
    write_rendering(session, text, out, copy=False)


@command(
    "import",
    example=[
        "remoteos playbook import it-lead.md",
        "remoteos playbook import ~/playbooks --dry-run",
        "remoteos playbook import - --yes --way merge",
    ],
)
@click.argument("source", type=PATH, metavar="FILE|FOLDER|-")
@click.option("--way", type=one_of(_CHOICES), help="What becomes of one that is there already.")
@click.option("--dry-run", is_flag=True, help="Show what would be done, and change nothing.")
@yes_option
@json_option
@no_input_option
@pass_session
def import_(session: Session, source: Path, way: Way | None, dry_run: bool, as_json: bool) -> None:
    """Take in playbooks, after a preview: who wrote each, what it is to yours, and what is wrong with it.

    Nothing in a file is executed or fetched. A folder is looked into one level deep. One undo takes all back.
    """
    from remoteos.services import playbook_imports as service

    plan = service.plan(session.desk, _sources(source))
    if not plan.items:
        raise BadInput(f"There is no playbook in {source}.{_why(plan)} Nothing was changed.")
    ways = {item.source: way for item in plan.items} if way is not None else {}
    chosen = service.settled(plan, ways)
    count = sum(each != "skip" for each in chosen)
    if not as_json:
        output.page(lines.preview(plan, chosen))
    does = count > 0 and not dry_run
    if as_json and (not does or not session.yes):
        output.emit({"import": lines.form(plan, chosen), "imported": []})
    if does:
        if not session.confirm(f"Import {plural(count, 'playbook')}?"):
            output.note("Nothing was changed.")
            return
        imported = service.apply(session.desk, plan, ways)
        if as_json:
            forms = [lines.done_form(one) for one in imported.done]
            output.emit({"import": lines.form(plan, chosen), "imported": forms})
        else:
            output.data(lines.done(imported.done))
            output.note("`remoteos undo` takes it back.")
    elif not as_json and not dry_run:
        output.note("There is nothing to import; nothing was changed.")
    if not plan.usable:
        click.get_current_context().exit(65)


def _sources(source: Path) -> tuple[Source, ...]:
    from remoteos.cli.playbook_change_lines import source_of
    from remoteos.services import playbook_imports

    if str(source) != "-" and source.is_dir():
        return playbook_imports.from_folder(source)
    return (source_of(source),)


def _why(plan: Plan) -> str:
    """Why the first file that was left out was."""
    if not plan.left_out:
        return ""
    first = plan.left_out[0]
    return f" {first.name} was left out: {first.left_out}."
