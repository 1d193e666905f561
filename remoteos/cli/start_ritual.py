"""The start ritual on a terminal: one question at a time, every one skipped with Enter.

Each answer is saved as it is given, so that leaving in the middle loses nothing and
``remoteos day open`` goes on where it was left.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from remoteos.cli import lines, output
from remoteos.cli.day_page import opening_lines, page_lines, to_decide_lines
from remoteos.cli.loop_questions import ask_loop
from remoteos.cli.params import DATE, MINUTES, SCALE, TEXT, TIME, one_of, resolve_time
from remoteos.cli.ritual_steps import walk_steps
from remoteos.cli.session import Session
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.outcomes import Outcome
from remoteos.domain.rituals import MOST_OUTCOMES, DayType
from remoteos.domain.words import duration
from remoteos.services import focus_history, outcomes, rituals
from remoteos.services.adopted import settings_in_use
from remoteos.services.day import view
from remoteos.services.focus import shape

if TYPE_CHECKING:
    from remoteos.services.rituals import Opened


def walk(session: Session, opened: Opened) -> None:
    """Ask the steps that are left, then show the day."""
    left = rituals.steps_left(session.desk, opened.day, "start")
    asked = "left over" in left  # then its questions say it
    for line in (*opening_lines(opened), *(() if asked else to_decide_lines(session, opened))):
        output.note(line)
    if opened.first_thing:
        output.note(f"First thing: {opened.first_thing}")
    questions: dict[str, Callable[[Session, Opened], bool]] = {
        "left over": _left_over,
        "pulse": _pulse,
        "day type": _day_type,
        "outcomes": _outcomes,
        "plan": _plan,
    }
    silent = frozenset() if opened.to_decide else frozenset({"left over"})
    asks = {step: partial(question, session, opened) for step, question in questions.items()}
    walk_steps(session, "start", left, asks, silent=silent)
    output.data("\n".join(page_lines(session, opened.day.date)))


def _left_over(session: Session, opened: Opened) -> bool:
    """Decide what was carried three times."""
    for record in opened.to_decide:
        try:
            if isinstance(record, Capture):
                ask_loop(session, record)
            else:
                _ask_outcome(session, record)
        except Refused as refusal:  # such as a fourth outcome: the rest of the morning goes on
            output.warn(str(refusal))
    return bool(opened.to_decide)


def _ask_outcome(session: Session, outcome: Outcome) -> None:
    """An outcome that was carried three times: do it today, date it, make it something else, or drop it."""
    answer = session.choose(
        f"“{outcome.title}”, carried {outcome.rolls}×\n"
        "  [d]o it today  [s]chedule  [t]urn into something else  [x] drop  Enter leaves it",
        "dstx",
    )
    if answer == "d":
        rituals.pick(session.desk, outcome)
    elif answer == "s" and (due := session.ask("Until when", DATE)):
        outcomes.edit(session.desk, outcome.id, due=due)
    elif answer == "t" and (title := session.ask("What is it instead", TEXT)):
        outcomes.turn_into(session.desk, outcome.id, title)
    elif answer == "x":
        outcomes.close(session.desk, outcome.id, "dropped", session.ask("Why", TEXT) or "")


def _pulse(session: Session, _: Opened) -> bool:
    energy = session.ask("Energy, 1 (empty) to 5 (full)", SCALE)
    rituals.open_day(session.desk, energy=energy)
    stress = session.ask("Stress, 1 (calm) to 5 (much)", SCALE)
    rituals.open_day(session.desk, stress=stress)
    return bool(energy or stress)


def _day_type(session: Session, _: Opened) -> bool:
    types = one_of(DayType)
    chosen: Any = session.ask(f"What kind of day ({', '.join(types.choices)})", types)
    rituals.open_day(session.desk, day_type=chosen)
    return chosen is not None


def _outcomes(session: Session, _: Opened) -> bool:
    """Pick up to three outcomes by number, or add new ones by typing them."""
    candidates = outcomes.listed(session.desk)
    before = view(session.desk, rituals.day_in_hand(session.desk).date).outcomes
    picked = [one.id for one in before if one.state != "dropped"]
    if len(picked) < len(before):  # one was dropped a moment ago: its place is free
        rituals.open_day(session.desk, outcomes=picked)
    for number, candidate in enumerate(candidates, 1):
        mark = "▸" if candidate.id in picked else " "
        output.note(f" {mark}{number:>2}  {lines.outcome(session.desk, candidate, indent=6)}")
    while len(picked) < MOST_OUTCOMES:
        answer = session.ask(f"Outcome {len(picked) + 1} of {MOST_OUTCOMES}: a number, or a new one", TEXT)
        if not answer:
            break
        if answer.isdecimal():
            if not 0 < int(answer) <= len(candidates):
                output.note(f"   There is no number {answer}.")
                continue
            chosen = candidates[int(answer) - 1].id
        else:
            chosen = outcomes.add(session.desk, answer).id
        picked += [chosen] if chosen not in picked else []
        rituals.open_day(session.desk, outcomes=picked)
    return bool(picked)


def _plan(session: Session, opened: Opened) -> bool:
    """Lay out blocks until nothing is answered, saying what still fits."""
    planned = False
    while True:
        fit = view(session.desk, opened.day.date).capacity
        if fit is not None:
            over = fit.overcommitted_min
            said = f"{duration(over * 60)} too much" if over else f"{duration(fit.free_s)} still free"
            output.note(f"   {said} before shutdown")
        intention = session.ask("Plan a block", TEXT)
        if not intention:
            return planned
        wanted = shape(settings_in_use(session.desk), minutes=session.ask("Minutes", MINUTES))
        given = session.ask("At (Enter for any time)", TIME)
        at = resolve_time(session, given, opened.day.date) if given else None
        focus_history.plan(session.desk, intention, wanted, at=at, day=opened.day.date)
        planned = True
