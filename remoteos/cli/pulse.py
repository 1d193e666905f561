"""``pulse``: energy and stress, for your own eyes."""

from __future__ import annotations

from datetime import date, timedelta

import click

from remoteos.cli import forms, output
from remoteos.cli.options import group, json_option, no_input_option, pass_session
from remoteos.cli.params import DATE, SCALE, TEXT
from remoteos.cli.session import Session
from remoteos.domain.words import clock_time

pulse = group(
    "pulse",
    help="Energy and stress, 1 to 5 each; private.",
    example="remoteos pulse add --energy 4 --stress 2",
)(lambda: None)


@pulse.command(example="remoteos pulse add --energy 4 --stress 2 --note 'slept well'")
@click.option("--energy", type=SCALE, metavar="N", help="1 (empty) to 5 (full).")
@click.option("--stress", type=SCALE, metavar="N", help="1 (calm) to 5 (much).")
@click.option("--note", type=TEXT, default="", metavar="T", help="A private note.")
@json_option
@no_input_option
@pass_session
def add(session: Session, energy: int | None, stress: int | None, note: str, as_json: bool) -> None:
    """Note how you are now."""
    from remoteos.services import pulse as service

    energy = energy or session.ask("Energy, 1 (empty) to 5 (full)", SCALE)
    stress = stress or session.ask("Stress, 1 (calm) to 5 (much)", SCALE)
    new = service.add(session.desk, energy, stress, note)
    if as_json:
        output.emit({"pulse": forms.pulse(new)})
    else:
        output.data(f"Noted: {new.name}")


@pulse.command(example="remoteos pulse show --from 2026-11-01")
@click.option("--from", "first", type=DATE, metavar="DATE", help="The first day; two weeks ago unless given.")
@json_option
@pass_session
def show(session: Session, first: date | None, as_json: bool) -> None:
    """Show the readings of the last two weeks."""
    from remoteos.services import pulse as service

    found = service.since(session.desk, first or session.desk.today - timedelta(days=13))
    if as_json:
        output.emit({"pulses": [forms.pulse(one) for one in found]})
    elif not found:
        output.data("No readings. remoteos pulse add --energy N --stress N")
    else:
        rows = [
            f"{one.day} {clock_time(one.created_at)}  energy {_bar(one.energy)}  stress {_bar(one.stress)}"
            f"{'  ' + one.note if one.note else ''}"
            for one in found
        ]
        output.page("\n".join(rows))


def _bar(value: int | None) -> str:
    """A value out of five."""
    return "▬" * value + "─" * (5 - value) if value else "  -  "
