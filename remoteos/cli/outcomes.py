"""``outcome``: the results the worker answers for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import DATE, RECORD_ID, RECORD_ID_OR_NONE, SCALE, TEXT, given, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.outcomes import Outcome, Owner
from remoteos.domain.record import Visibility
from remoteos.domain.text import required

F = TypeVar("F", bound=Callable[..., Any])

outcome = group(
    "outcome",
    help="Results you answer for, each with a “done when”.",
    example="remoteos outcome add 'RFC accepted' --done-when 'two approvals'",
)(lambda: None)


def measure_options(function: F) -> F:
    """Add ``--baseline``, ``--now`` and ``--target``, where a measure stood, stands and is to get to."""
    for name, field, said in (
        ("--target", "target", "Where its measure is to get to."),
        ("--now", "current", "Where its measure stands now."),
        ("--baseline", "baseline", "Where its measure stood at the beginning: '32 %'."),
    ):
        function = click.option(name, field, type=TEXT, metavar="T", help=said)(function)
    return function


@outcome.command(
    example=[
        "remoteos outcome add 'RFC accepted' --done-when 'two approvals' --due friday",
        "remoteos outcome add 'RFC accepted' --goal 7d01 --visibility manager",
        "remoteos outcome add 'fewer open checkouts' --baseline '32 %' --now '27 %' --target '20 %'",
    ]
)
@words_argument("title", required=False)
@click.option("--done-when", type=TEXT, metavar="T", help="How someone else could check that it is done.")
@click.option("--goal", type=RECORD_ID, metavar="ID", help="The goal it serves.")
@click.option("--due", type=DATE, metavar="DATE", help="When it is due.")
@click.option("--proposed-by", type=one_of(Owner), help="Who proposed it; me unless given.")
@click.option("--agreed", "agreed_on", type=DATE, metavar="DATE", help="When it was agreed.")
@click.option("--confidence", type=SCALE, metavar="N", help="How sure you are, 1 to 5.")
@measure_options
@click.option("--visibility", type=one_of(Visibility), help="Who may see it; manager unless given.")
@json_option
@no_input_option
@pass_session
def add(session: Session, title: str, goal: str | None, as_json: bool, **fields: Any) -> None:
    """Add an outcome."""
    from remoteos.services import outcomes as service

    title = required(title or session.ask("What will be true when it is done", TEXT) or "", "title")
    if fields["done_when"] is None:
        fields["done_when"] = session.ask("Done when (how could someone else check)", TEXT)
    _show(session, service.add(session.desk, title, goal, **given(fields)), as_json)


@outcome.command("list", example=["remoteos outcome list", "remoteos outcome list --all --json"])
@click.option("--all", "closed", is_flag=True, help="Done and dropped ones too, from the archive as well.")
@json_option
@pass_session
def listed(session: Session, closed: bool, as_json: bool) -> None:
    """List the open outcomes, those due first at the top."""
    from remoteos.services import outcomes as service

    found = service.listed(session.desk, closed=closed)
    if as_json:
        output.emit({"outcomes": [forms.outcome(one) for one in found]})
    elif not found:
        output.data(f"No {'' if closed else 'open '}outcomes. remoteos outcome add TITLE")
    else:
        output.page("\n".join(lines.outcome(session.desk, one) for one in found))


@outcome.command(example="remoteos outcome show 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show one outcome with its goals and its progress."""
    from remoteos.services import outcomes as service

    found = session.desk.store.find(Outcome, which)
    rungs = service.ladder(session.desk, found)
    if as_json:
        output.emit({"outcome": forms.outcome(found), "ladder": [forms.goal(rung) for rung in rungs]})
        return
    shown = [lines.outcome(session.desk, found, indent=None)]
    if found.done_when:
        shown.append(f"  done when  {found.done_when}")
    if rungs:
        shown.append(f"  serves     {' ▸ '.join(rung.title for rung in reversed(rungs))}")
    measure = (found.baseline, found.current, found.target)
    if any(measure):
        shown.append(f"  measure    {' ▸ '.join(step or '–' for step in measure)}")
    if found.agreed_on:
        shown.append(f"  agreed     {found.agreed_on}, proposed by {found.proposed_by}")
    if found.reason:
        shown.append(f"  {found.state}    {found.reason}")
    shown += [f"  {step.at:%Y-%m-%d}  {step.note}" for step in found.progress]
    output.data("\n".join(shown))


@outcome.command(example="remoteos outcome edit 4f2a --due 2026-12-04 --confidence 3")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--title", type=TEXT, metavar="T", help="Its title.")
@click.option("--done-when", type=TEXT, metavar="T", help="How someone else could check that it is done.")
@click.option("--goal", type=RECORD_ID_OR_NONE, metavar="ID", help="The goal it serves; '' for none.")
@click.option("--due", type=DATE, metavar="DATE", help="When it is due.")
@click.option("--no-due", is_flag=True, help="It has no due date any more.")
@click.option("--proposed-by", type=one_of(Owner), help="Who proposed it.")
@click.option("--agreed", "agreed_on", type=DATE, metavar="DATE", help="When it was agreed.")
@click.option("--confidence", type=SCALE, metavar="N", help="How sure you are, 1 to 5.")
@measure_options
@click.option("--visibility", type=one_of(Visibility), help="Who may see it.")
@json_option
@pass_session
def edit(session: Session, which: str, goal: str | None, no_due: bool, as_json: bool, **fields: Any) -> None:
    """Change an outcome; only what is given changes."""
    from remoteos.services import outcomes as service

    changes = given(fields)
    if "title" in changes:
        required(changes["title"], "title")
    if no_due:
        changes["due"] = None
    if not changes and goal is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit(session.desk, which, goal, **changes), as_json)


@outcome.command(example="remoteos outcome progress 4f2a 'first approval is in' --confidence 4")
@click.argument("which", type=RECORD_ID, metavar="ID")
@words_argument("note")
@click.option("--confidence", type=SCALE, metavar="N", help="How sure you are now, 1 to 5.")
@json_option
@pass_session
def progress(session: Session, which: str, note: str, confidence: int | None, as_json: bool) -> None:
    """Note how far it has come."""
    from remoteos.services import outcomes as service

    done = service.report(session.desk, which, required(note, "note"), confidence)
    _show(session, done, as_json)


@outcome.command(example="remoteos outcome done 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def done(session: Session, which: str, as_json: bool) -> None:
    """Mark it done."""
    from remoteos.services import outcomes as service

    _show(session, service.close(session.desk, which, "done"), as_json)


@outcome.command(example="remoteos outcome drop 4f2a --reason 'the project was stopped'")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--reason", type=TEXT, default="", metavar="T", help="Why.")
@json_option
@no_input_option
@pass_session
def drop(session: Session, which: str, reason: str, as_json: bool) -> None:
    """Drop it, with the reason."""
    from remoteos.services import outcomes as service

    session.desk.store.find(Outcome, which)  # a wrong id is said before anything is asked
    reason = reason or session.ask("Why", TEXT) or ""
    _show(session, service.close(session.desk, which, "dropped", reason), as_json)


@outcome.command(example="remoteos outcome reopen 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def reopen(session: Session, which: str, as_json: bool) -> None:
    """Take a done or dropped one up again."""
    from remoteos.services import outcomes as service

    _show(session, service.reopen(session.desk, which), as_json)


def _show(session: Session, record: Outcome, as_json: bool) -> None:
    """Show one outcome after a change."""
    if as_json:
        output.emit({"outcome": forms.outcome(record)})
    else:
        output.data(lines.outcome(session.desk, record))
