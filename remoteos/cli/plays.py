"""``play``: one way of doing one thing, looked at, begun and gone through step by step."""

from __future__ import annotations

import click

from remoteos.cli import output, play_lines
from remoteos.cli.options import Lazy, group, json_option, pass_session
from remoteos.cli.params import TEXT
from remoteos.cli.session import Session

_MORE: dict[str, Lazy] = {
    "step": ("remoteos.cli.play_running:step", "Say what became of a step."),
    "make": ("remoteos.cli.play_running:make", "Make what the play leaves behind."),
    "finish": ("remoteos.cli.play_finishing:finish", "End a run: did it work, and how long did it take?"),
    "results": ("remoteos.cli.play_finishing:results", "Show what came of the plays that were run."),
    "snooze": ("remoteos.cli.play_running:snooze", "Put off a play that came up."),
}

play = group(
    "play",
    help="One play at a time: run it, step by step.",
    example=(
        "remoteos play run ask-without-answer",
        "remoteos play step 1 --note 'it was in the last paragraph'",
        "remoteos play finish --worked yes --minutes 20",
    ),
    lazy=_MORE,
)(lambda: None)


@play.command("list", example=["remoteos play list", "remoteos play list --all"])
@click.option("--all", "every", is_flag=True, help="Every play of every playbook instead.")
@json_option
@pass_session
def list_(session: Session, every: bool, as_json: bool) -> None:
    """List the runs that are open, and the plays that came up."""
    from remoteos.services import playbooks, runs

    if every:
        entries = playbooks.entries(session.desk)
        if as_json:
            output.emit({"plays": [form for entry in entries for form in play_lines.play_forms(entry)]})
        else:
            output.page("\n".join(line for entry in entries for line in play_lines.plays(entry)))
        return
    found, due = runs.listed(session.desk), runs.proposals(session.desk)
    if as_json:
        output.emit(
            {
                "runs": [play_lines.run_form(session.desk, one) for one in found],
                "plays_due": [play_lines.proposal_form(one) for one in due],
            }
        )
        return
    said = [play_lines.run(session.desk, one) for one in found]
    said += [play_lines.proposal(one, session.desk.today) for one in due]
    output.page("\n".join(said) or "No play is being run. remoteos play list --all shows them all.")


@play.command(example=["remoteos play show ask-without-answer", "remoteos play show 4f2a --json"])
@click.argument("which", type=TEXT, metavar="PLAY|RUN")
@json_option
@pass_session
def show(session: Session, which: str, as_json: bool) -> None:
    """Show a play as a page to read, or a run with what became of each step."""
    from remoteos.domain.errors import NotFound
    from remoteos.services import playbooks, runs

    try:
        run = runs.find(session.desk, which)
    except NotFound:
        found = playbooks.find_play(session.desk, which)
        if as_json:
            parsed = playbooks.parsed_play(found)
            output.emit({"play": parsed, "playbook_id": found.kept.playbook.id})
        else:
            about = f"{found.kept.playbook.title} {found.kept.playbook.version}"
            output.page("\n".join(play_lines.whole(found.play, about)))
        return
    if as_json:
        output.emit({"run": play_lines.run_form(session.desk, run)})
    else:
        output.page("\n".join(play_lines.run_page(session.desk, run)))


@play.command(
    example=["remoteos play run ask-without-answer", "remoteos play run it-operations-lead/leaver-today"]
)
@click.argument("which", type=TEXT, metavar="PLAY")
@json_option
@pass_session
def run(session: Session, which: str, as_json: bool) -> None:
    """Begin a run of a play: a copy of its own, with dates for its steps.

    It may wait for days, and several go on at once.
    """
    from remoteos.services import runs

    begun = runs.begin(session.desk, which)
    if as_json:
        output.emit({"run": play_lines.run_form(session.desk, begun)})
    else:
        output.page("\n".join(play_lines.run_page(session.desk, begun)))
