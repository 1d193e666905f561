"""The end ritual on a terminal: one question at a time, every one skipped with Enter.

Each answer is saved as it is given; leaving in the middle keeps the day open and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from remoteos.cli import output
from remoteos.cli.loop_questions import ask_loop
from remoteos.cli.params import SCALE, TEXT
from remoteos.cli.ritual_steps import walk_steps
from remoteos.cli.session import Session
from remoteos.services import captures, outcomes, rituals
from remoteos.services.day import view


def walk(session: Session) -> None:
    """Ask the steps that are left; closing the day comes after.

    A closed day is asked about what was left of its ritual; one with nothing to close is not.
    """
    day = rituals.day_in_hand(session.desk)
    page = view(session.desk, day.date)
    if day.state in ("unopened", "off") and not (page.blocks or page.captures or page.pulses):
        return
    questions: dict[str, Callable[[Session], bool]] = {
        "moved": _moved,
        "wins": _wins,
        "loops": _loops,
        "pulse": _pulse,
        "tomorrow": _tomorrow,
    }
    silent = set()
    if not any(outcome.state == "open" for outcome in page.outcomes):
        silent.add("moved")
    if not captures.open_loops(session.desk):
        silent.add("loops")
    asks = {step: partial(question, session) for step, question in questions.items()}
    left = rituals.steps_left(session.desk, day, "end")
    walk_steps(session, "end", left, asks, silent=frozenset(silent))


def _moved(session: Session) -> bool:
    """What moved on each outcome of the day."""
    moved = False
    for outcome in view(session.desk, rituals.day_in_hand(session.desk).date).outcomes:
        if outcome.state != "open":
            continue
        answer = session.ask(f"“{outcome.title}”: what moved? (d when it is done)", TEXT)
        if answer in ("d", "D"):
            outcomes.close(session.desk, outcome.id, "done")
        elif answer:
            outcomes.report(session.desk, outcome.id, answer)
        moved = moved or bool(answer)
    return moved


def _wins(session: Session) -> bool:
    won = False
    while answer := session.ask("Another win" if won else "A win, however small", TEXT):
        captures.capture(session.desk, answer, "win", day=rituals.day_in_hand(session.desk).date)
        won = True
    return won


def _loops(session: Session) -> bool:
    loops = captures.open_loops(session.desk)
    for number, loop in enumerate(loops, 1):
        output.note(output.dim(f"{number} of {len(loops)}"))
        ask_loop(session, loop)
    return bool(loops)


def _pulse(session: Session) -> bool:
    energy = session.ask("Energy, 1 (empty) to 5 (full)", SCALE)
    rituals.note_close(session.desk, energy=energy)
    stress = session.ask("Stress, 1 (calm) to 5 (much)", SCALE)
    rituals.note_close(session.desk, stress=stress)
    note = session.ask("A private note on the day", TEXT) or ""
    rituals.note_close(session.desk, note=note)
    return bool(energy or stress or note)


def _tomorrow(session: Session) -> bool:
    first = session.ask("First thing tomorrow", TEXT) or ""
    rituals.note_close(session.desk, first_thing=first)
    return bool(first)
