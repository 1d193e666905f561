"""The end ritual on a terminal: one question at a time, every one skipped with Enter.

Each answer is saved as it is given; leaving in the middle keeps the day open and loses nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from remoteos.cli import output
from remoteos.cli.loop_questions import ask_loop
from remoteos.cli.params import SCALE, TEXT
from remoteos.cli.session import Session
from remoteos.domain.rituals import STEPS, steps_left
from remoteos.services import captures, outcomes, rituals
from remoteos.services.day import view


def walk(session: Session) -> None:
    """Ask the steps that are left; closing the day comes after."""
    day = rituals.day_in_hand(session.desk)
    if day.state == "closed":
        return
    questions: dict[str, Callable[[Session], bool]] = {
        "moved": _moved,
        "wins": _wins,
        "loops": _loops,
        "pulse": _pulse,
        "tomorrow": _tomorrow,
    }
    every = STEPS["end"]
    for step in steps_left(day, "end"):
        output.note(output.dim(f"End of day · step {every.index(step) + 1} of {len(every)} · {step}"))
        answered = questions[step](session)
        rituals.mark_step(session.desk, "end", step, "done" if answered else "skipped")


def _moved(session: Session) -> bool:
    """What moved on each outcome of the day."""
    moved = False
    for outcome in view(session.desk, rituals.day_in_hand(session.desk).date).outcomes:
        if outcome.state != "open":
            continue
        answer = session.ask(f"“{outcome.title}”: what moved? (x when it is done)", TEXT)
        if answer in ("x", "X"):
            outcomes.close(session.desk, outcome.id, "done")
        elif answer:
            outcomes.report(session.desk, outcome.id, answer)
        moved = moved or bool(answer)
    return moved


def _wins(session: Session) -> bool:
    won = False
    while answer := session.ask("Another win" if won else "A win, however small", TEXT):
        captures.capture(session.desk, answer, "win")
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
    stress = session.ask("Stress, 1 (calm) to 5 (much)", SCALE)
    note = session.ask("A private note on the day", TEXT) or ""
    rituals.note_close(session.desk, energy=energy, stress=stress, note=note)
    return bool(energy or stress or note)


def _tomorrow(session: Session) -> bool:
    first = session.ask("First thing tomorrow", TEXT) or ""
    rituals.note_close(session.desk, first_thing=first)
    return bool(first)
