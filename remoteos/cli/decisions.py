"""``decision``: what was decided and why, and whether that was right."""

from __future__ import annotations

from typing import Any

import click

from remoteos.cli import forms, lines, output
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import DATE, NOTE, RECORD_ID, RECORD_ID_OR_NONE, TEXT, given, one_of, words_argument
from remoteos.cli.session import Session
from remoteos.domain.decisions import Decision, Verdict
from remoteos.domain.record import Visibility
from remoteos.domain.text import required

decision = group(
    "decision",
    help="What was decided and why, and whether that was right.",
    example="remoteos decision add 'one queue for all teams' --why 'two never agreed'",
)(lambda: None)


@decision.command(
    example=[
        "remoteos decision add 'one queue for all teams' --why 'two were never in step'",
        "remoteos decision add 'no calls before ten' --instead 'core hours' --revisit 2027-02-01",
    ]
)
@words_argument("text", required=False)
@click.option("--why", "reasons", type=NOTE, metavar="T", help="The reasons.")
@click.option("--context", type=NOTE, metavar="T", help="What made a decision necessary.")
@click.option("--instead", "alternatives", type=NOTE, metavar="T", help="What else was considered.")
@click.option("--who", "decided_by", type=TEXT, metavar="WHO", help="Who decided.")
@click.option("--revisit", "revisit_on", type=DATE, metavar="DATE", help="When to look again.")
@click.option("--outcome", type=RECORD_ID, metavar="ID", help="The outcome it is about.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it; manager unless given.")
@json_option
@no_input_option
@pass_session
def add(session: Session, text: str, outcome: str | None, as_json: bool, **fields: Any) -> None:
    """Write a decision down."""
    from remoteos.services import decisions as service

    text = required(text or session.ask("What was decided", TEXT) or "", "text")
    if fields["reasons"] is None:
        fields["reasons"] = session.ask("Why", TEXT)
    if fields["revisit_on"] is None:
        fields["revisit_on"] = session.ask("When to look again", DATE)
    _show(session, service.add(session.desk, text, outcome, **given(fields)), as_json)


@decision.command("list", example=["remoteos decision list", "remoteos decision list --due --json"])
@click.option("--due", is_flag=True, help="Only those that it is time to look at again.")
@json_option
@pass_session
def listed(session: Session, due: bool, as_json: bool) -> None:
    """List the decisions, those to look at again first."""
    from remoteos.services import decisions as service

    found = service.due(session.desk) if due else service.listed(session.desk)
    if as_json:
        output.emit({"decisions": [forms.decision(one) for one in found]})
    elif not found:
        none = "No decision is due for a look." if due else "No decision is written down."
        output.data(f"{none} remoteos decision add TEXT --why T --revisit DATE")
    else:
        output.page("\n".join(lines.decision(session.desk, one) for one in found))


@decision.command(example="remoteos decision show 4f2a")
@click.argument("which", type=RECORD_ID, metavar="ID")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show one decision with its reasons and every look back."""
    found = session.desk.store.find(Decision, which)
    if as_json:
        output.emit({"decision": forms.decision(found)})
        return
    shown = [lines.decision(session.desk, found, indent=None)]
    said = (
        ("context", found.context),
        ("why", found.reasons),
        ("instead", found.alternatives),
        ("who", found.decided_by),
    )
    shown += [f"  {name:<8} {line}" for name, text in said for line in text.splitlines()]
    for look in found.looks:
        verdict = f"{look.verdict}: " if look.verdict else ""
        shown.append(f"  {session.clock.local(look.at):%Y-%m-%d}  {verdict}{look.note}")
    output.data("\n".join(shown))


@decision.command(example="remoteos decision edit 4f2a --revisit 2027-03-01")
@click.argument("which", type=RECORD_ID, metavar="ID")
@click.option("--text", type=TEXT, metavar="T", help="What was decided.")
@click.option("--why", "reasons", type=NOTE, metavar="T", help="The reasons.")
@click.option("--context", type=NOTE, metavar="T", help="What made a decision necessary.")
@click.option("--instead", "alternatives", type=NOTE, metavar="T", help="What else was considered.")
@click.option("--who", "decided_by", type=TEXT, metavar="WHO", help="Who decided.")
@click.option("--revisit", "revisit_on", type=DATE, metavar="DATE", help="When to look again.")
@click.option("--no-revisit", is_flag=True, help="Nobody has to look again.")
@click.option("--outcome", type=RECORD_ID_OR_NONE, metavar="ID", help="The outcome it is about; '' for none.")
@click.option("--visibility", type=one_of(Visibility), help="Who may see it.")
@json_option
@pass_session
def edit(
    session: Session, which: str, outcome: str | None, no_revisit: bool, as_json: bool, **fields: Any
) -> None:
    """Change a decision; only what is given changes."""
    from remoteos.services import decisions as service

    changes = given(fields)
    if "text" in changes:
        required(changes["text"], "text")
    if no_revisit:
        changes["revisit_on"] = None
    if not changes and outcome is None:
        raise click.UsageError("Nothing to change: give at least one option.")
    _show(session, service.edit(session.desk, which, outcome, **changes), as_json)


@decision.command(
    example="remoteos decision revisit 4f2a 'half the hand-overs are gone' --verdict right --again 2027-05-01"
)
@click.argument("which", type=RECORD_ID, metavar="ID")
@words_argument("note", required=False)
@click.option("--verdict", type=one_of(Verdict), help="Whether it was right.")
@click.option("--again", type=DATE, metavar="DATE", help="When to look once more; never unless given.")
@json_option
@no_input_option
@pass_session
def revisit(
    session: Session, which: str, note: str, verdict: Verdict | None, again: Any, as_json: bool
) -> None:
    """Look back at a decision and say how it turned out."""
    from remoteos.services import decisions as service

    session.desk.store.find(Decision, which)  # a wrong id is said before anything is asked
    note = required(note or session.ask("How did it turn out", TEXT) or "", "note")
    _show(session, service.look_back(session.desk, which, note, verdict, again), as_json)


def _show(session: Session, record: Decision, as_json: bool) -> None:
    """Show one decision after a change."""
    if as_json:
        output.emit({"decision": forms.decision(record)})
    else:
        output.data(lines.decision(session.desk, record))
