"""``play step``, ``make`` and ``snooze``: going through a run."""

from __future__ import annotations

from datetime import date

import click

from remoteos.cli import output, play_lines
from remoteos.cli.options import command, json_option, pass_session
from remoteos.cli.params import DATE, TEXT, one_of
from remoteos.cli.session import Session
from remoteos.domain.runs import RunStepState
from remoteos.domain.words import day_name
from remoteos.services.run_products import RitualKind


@command(
    example=[
        "remoteos play step 1 --note 'it was in the last paragraph'",
        "remoteos play step 2 --skip 'the proposal was there already'",
        "remoteos play step 3 --run 4f2a --evidence https://example.com/thread",
    ],
)
@click.argument("number", type=click.IntRange(1, 20), metavar="N")
@click.option(
    "--run", "which", type=TEXT, default="", metavar="RUN", help="Which run; needed if several are open."
)
@click.option(
    "--done", "state", flag_value="done", default="done", help="It is done; so unless another is given."
)
@click.option("--open", "state", flag_value="open", help="It is open again.")
@click.option("--skip", type=TEXT, default="", metavar="REASON", help="It is skipped, and why.")
@click.option("--note", type=TEXT, default="", metavar="T", help="What is to be remembered of it.")
@click.option("--evidence", type=TEXT, default="", metavar="T", help="What exists now, and where.")
@json_option
@pass_session
def step(
    session: Session,
    number: int,
    which: str,
    state: RunStepState,
    skip: str,
    note: str,
    evidence: str,
    as_json: bool,
) -> None:
    """Say that step N of a run is done, skipped or open again."""
    from remoteos.services import runs

    wanted: RunStepState = "skipped" if skip else state
    run = runs.mark(session.desk, which, number, wanted, reason=skip, note=note, evidence=evidence)
    if as_json:
        output.emit({"run": play_lines.run_form(session.desk, run)})
    elif run.next_step is None:
        output.data(f"Step {number} is {wanted}. Every step has been seen to: remoteos play finish")
    else:
        text = run.play.steps[run.next_step - 1].text
        output.data(f"Step {number} is {wanted}. Next is step {run.next_step}: {text}")


@command(
    example=[
        "remoteos play make 1 --from Dana",
        "remoteos play make 2 --text 'Dana answered within a day, and the pilot began on time'",
    ],
)
@click.argument("number", type=click.IntRange(1, 40), metavar="N")
@click.option(
    "--run", "which", type=TEXT, default="", metavar="RUN", help="Which run; needed if several are open."
)
@click.option("--text", type=TEXT, default="", metavar="T", help="Its words; the play's unless given.")
@click.option(
    "--from",
    "asked_of",
    type=TEXT,
    default="",
    metavar="WHO",
    help="Whom an ask is for; your manager unless given.",
)
@click.option(
    "--ritual", type=one_of(RitualKind), default="end", help="The ritual that a step joins; end unless given."
)
@json_option
@pass_session
def make(
    session: Session, number: int, which: str, text: str, asked_of: str, ritual: RitualKind, as_json: bool
) -> None:
    """Make what a run leaves behind: N is its place in the list of the run.

    An outcome, an ask, a decision or a line of the next update is a record of its own, linked from the run. A
    ritual step and something to agree on join what the playbook adds to your day.
    """
    from remoteos.services import run_products

    run = run_products.produce(session.desk, which, number, text=text, asked_of=asked_of, ritual=ritual)
    if as_json:
        output.emit({"run": play_lines.run_form(session.desk, run)})
    else:
        output.data(f"Made: {run.play.produces[number - 1].kind} “{run.made[-1].text}”.")


@command(example="remoteos play snooze it-operations-lead/change-review friday")
@click.argument("which", type=TEXT, metavar="PLAY")
@click.argument("until", type=DATE, metavar="DATE")
@json_option
@pass_session
def snooze(session: Session, which: str, until: date, as_json: bool) -> None:
    """Let a play that came up propose itself again on a later day."""
    from remoteos.services import runs

    proposal = runs.snooze(session.desk, which, until)
    if as_json:
        output.emit({"play": play_lines.proposal_form(proposal) | {"snoozed_until": until}})
    else:
        output.data(f"Put off: {proposal.part.title}, until {day_name(until, year=False)}.")
