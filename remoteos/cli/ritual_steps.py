"""A ritual walked step by step: what is left of it is asked, and how far it came is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from remoteos.cli import output
from remoteos.cli.session import Session
from remoteos.domain.rituals import Ritual, StepState
from remoteos.services import rituals
from remoteos.services.adopted import added_by

Question = Callable[[], bool]
"""Asks one step; False when it was skipped."""


def walk_steps(
    session: Session,
    ritual: Ritual,
    steps: Sequence[str],
    questions: Mapping[str, Question],
    *,
    silent: frozenset[str],
) -> None:
    """Ask the steps in their order; those in ``silent`` have nothing to ask and get no heading.

    A step without a question is the user's own: it is checked off. However it ends, by the last step or by
    Ctrl-C, the steps behind it are marked: in one change, so that `undo` takes back answers and not skipped
    questions.
    """
    every = [step for step in steps if step not in silent]
    marks: dict[str, StepState] = {}
    try:
        for step in steps:
            if step not in silent:
                place = f"step {every.index(step) + 1} of {len(every)}"
                output.note(output.dim(f"{ritual.capitalize()} of day · {place} · {step}"))
            done = questions[step]() if step in questions else _check_off(session, step)
            marks[step] = "done" if done else "skipped"
    finally:
        rituals.mark_steps(session.desk, ritual, marks)


def _check_off(session: Session, step: str) -> bool:
    titles = added_by(session.desk).get(step, ())
    source = f" ({' and '.join(titles)})" if titles else ""
    return bool(session.choose(f"{step}{source}: done? (d when it is done)", "d"))
