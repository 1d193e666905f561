"""``play finish`` and ``results``: how a run went, and what came of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from remoteos.cli import output, play_lines
from remoteos.cli.options import command, json_option, no_input_option, pass_session
from remoteos.cli.params import MINUTES, TEXT, one_of
from remoteos.cli.session import Session
from remoteos.domain.runs import Ending, Worked

if TYPE_CHECKING:
    from remoteos.domain.runs import Run

_WORKED: dict[str, Worked] = {"y": "yes", "p": "partly", "n": "no"}


@command(
    example=[
        "remoteos play finish --worked yes --minutes 20",
        "remoteos play finish 4f2a --worked partly --skip-rest 'answered on the second day'",
        "remoteos play finish 4f2a --measure '1=4 of the last 5'",
        "remoteos play finish --abandon 'the deal is closed'",
    ],
)
@click.argument("which", type=TEXT, required=False, default="", metavar="[RUN]")
@click.option("--worked", type=one_of(Worked), help="Whether it did what it is for.")
@click.option("--minutes", type=MINUTES, metavar="M", help="How long it took all in all.")
@click.option("--measure", type=TEXT, multiple=True, metavar="N=T", help="What measure N showed.")
@click.option("--answer", type=TEXT, multiple=True, metavar="N=T", help="The answer to question N.")
@click.option(
    "--skip-rest", "rest", type=TEXT, default="", metavar="REASON", help="Why open steps are skipped."
)
@click.option("--note", type=TEXT, default="", metavar="T", help="How it went.")
@click.option("--abandon", type=TEXT, default="", metavar="REASON", help="It is given up, and why.")
@json_option
@no_input_option
@pass_session
def finish(
    session: Session,
    which: str,
    worked: Worked | None,
    minutes: int | None,
    measure: Sequence[str],
    answer: Sequence[str],
    rest: str,
    note: str,
    abandon: str,
    as_json: bool,
) -> None:
    """End a run, and say whether it worked.

    On a terminal what is not given is asked. Measures are often read weeks later: --measure and --answer
    alone are kept on a run that has ended.
    """
    from remoteos.services import runs

    measured, answers = _numbered(measure, "--measure"), _numbered(answer, "--answer")
    run = runs.find(session.desk, which)
    if abandon:
        run = runs.abandon(session.desk, run.id, abandon)
    elif not run.is_open and worked is None and (measured or answers):
        run = runs.note_results(session.desk, run.id, measured, answers)
    else:
        if worked is None:
            worked, minutes = _asked(session, minutes)
            measured, answers = _asked_more(session, run, measured, answers)
        ending = Ending(
            worked=worked, minutes=minutes, measured=measured, answers=answers, note=note, rest=rest
        )
        run = runs.finish(session.desk, run.id, ending)
    if as_json:
        output.emit({"run": play_lines.run_form(session.desk, run)})
    else:
        output.data(play_lines.run(session.desk, run))


@command(example="remoteos play results")
@json_option
@pass_session
def results(session: Session, as_json: bool) -> None:
    """Show how often each play was run, whether it worked, and the median of the time it took."""
    from remoteos.services import runs

    found = runs.results(session.desk)
    if as_json:
        output.emit({"results": [play_lines.results_form(one) for one in found]})
    elif not found:
        output.data("No play was run yet. remoteos play run PLAY begins one.")
    else:
        output.page("\n".join(play_lines.results(found)))


def _asked(session: Session, minutes: int | None) -> tuple[Worked, int | None]:
    if not session.interactive:
        raise click.UsageError("Say whether it worked: --worked yes, partly or no. Nothing was changed.")
    key = ""
    while not key:
        key = session.choose("Did it work? (y yes, p in part, n no)", "ypn")
    return _WORKED[key], minutes if minutes is not None else session.ask("Minutes it took", MINUTES)


def _asked_more(
    session: Session, run: Run, measured: dict[int, str], answers: dict[int, str]
) -> tuple[dict[int, str], dict[int, str]]:
    """What the measures show by now, and the answers to the questions; Enter leaves any for later."""
    measured, answers = dict(measured), dict(answers)
    for number, measure in enumerate(run.play.measures, 1):
        if number not in measured and (found := session.ask(f"{measure.text} ({measure.target})", TEXT)):
            measured[number] = found
    for number, question in enumerate(run.play.questions, 1):
        if number not in answers and (said := session.ask(question, TEXT)):
            answers[number] = said
    return measured, answers


def _numbered(given: Sequence[str], option: str) -> dict[int, str]:
    """Texts by the number before their equals sign."""
    found = {}
    for text in given:
        number, equals, said = text.partition("=")
        if not equals or not number.strip().isdecimal() or len(number) > 4:
            raise click.UsageError(f"{option} takes a number, = and a text, such as '1=4 of the last 5'.")
        found[int(number)] = said.strip()
    return found
