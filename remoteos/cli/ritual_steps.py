"""A ritual walked step by step: what is left of it is asked, and how far it came is kept."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from remoteos.cli import output
from remoteos.cli.session import Session
from remoteos.domain.rituals import Ritual, StepState
from remoteos.services import rituals

Question = Callable[[], bool]
"""Asks one step; False when it was skipped."""


def walk_steps(
    session: Session, ritual: Ritual, questions: Mapping[str, Question], *, silent: frozenset[str]
) -> None:
    """Ask the steps in their order; those in ``silent`` have nothing to ask and get no heading.

    However it ends, by the last step or by Ctrl-C, the steps behind it are marked: in one change, so that
    `undo` takes back answers and not skipped questions.
    """
    every = [step for step in questions if step not in silent]
    marks: dict[str, StepState] = {}
    try:
        for step, question in questions.items():
            if step not in silent:
                place = f"step {every.index(step) + 1} of {len(every)}"
                output.note(output.dim(f"{ritual.capitalize()} of day · {place} · {step}"))
            marks[step] = "done" if question() else "skipped"
    finally:
        rituals.mark_steps(session.desk, ritual, marks)
