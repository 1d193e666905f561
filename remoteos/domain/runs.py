"""Carrying out a play: a frozen copy of it, what became of each step, and how it went."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import ClassVar, Literal

from remoteos.domain.errors import Refused
from remoteos.domain.playbooks import Play
from remoteos.domain.record import Link, Record

RunStepState = Literal["open", "done", "skipped"]
Worked = Literal["yes", "partly", "no"]
RunState = Literal["open", "finished", "abandoned"]

LONGEST_RUN = 100_000
"""The most minutes that a run can be said to have taken."""


@dataclass(frozen=True, kw_only=True)
class RunStep:
    """What became of one step."""

    state: RunStepState = "open"
    due_on: date | None = None
    """The date it is due; None for no date."""
    reason: str = ""
    """Why it was skipped."""
    note: str = ""
    evidence: str = ""
    """What exists now, and where."""
    at: datetime | None = None
    """When it was done or skipped."""


@dataclass(frozen=True)
class Made:
    """A record that a run left behind."""

    produces: int
    """Which of the play's products it is, from 0."""
    text: str
    link: Link | None = None
    """None for what is kept in the run alone, such as something to agree on."""


@dataclass(frozen=True, kw_only=True)
class Run(Record):
    """A play as it is, or was, carried out."""

    TABLE: ClassVar[str] = "runs"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {
        "end": ("ended_at", "abandoned", "worked", "minutes", "note")
    }

    playbook_id: str
    playbook_title: str
    version: str
    """The version of the playbook that the copy was made from."""
    play: Play
    """The play as it was then; a later change of the playbook changes no run."""
    started_on: date
    steps: tuple[RunStep, ...]
    """In the order of the play's."""
    made: tuple[Made, ...] = ()
    measured: tuple[str, ...] = ()
    """What was found of each measure, in the order of the play's; empty where nothing was said."""
    answers: tuple[str, ...] = ()
    """The answers to the questions afterwards, in the order of the play's."""
    worked: Worked | None = None
    """Whether it did what it is for."""
    minutes: int | None = None
    """How long it took all in all; None when nobody said."""
    note: str = ""
    """How it went, or why it was given up."""
    ended_at: datetime | None = None
    abandoned: bool = False
    """Whether it ended without being finished."""

    @property
    def state(self) -> RunState:
        """Open, finished or abandoned."""
        if self.ended_at is None:
            return "open"
        return "abandoned" if self.abandoned else "finished"

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.ended_at is None

    @property
    def settled_at(self) -> datetime | None:
        """When it ended."""
        return self.ended_at

    @property
    def name(self) -> str:
        """The title of the play."""
        return self.play.title

    @property
    def next_step(self) -> int | None:
        """The number of the first open step, from 1; None when there is none."""
        return next((number for number, step in enumerate(self.steps, 1) if step.state == "open"), None)

    @property
    def next_due(self) -> date | None:
        """The earliest date on which an open step is due; None when none has a date."""
        due = (step.due_on for step in self.steps if step.state == "open" and step.due_on)
        return min(due, default=None) if self.is_open else None

    @property
    def done(self) -> int:
        """How many steps are done."""
        return sum(step.state == "done" for step in self.steps)


def mark(
    run: Run,
    number: int,
    state: RunStepState,
    now: datetime,
    *,
    reason: str = "",
    note: str = "",
    evidence: str = "",
) -> Run:
    """Say what became of a step, 1 for the first; what was noted before stays unless it is said anew.

    A step that is skipped needs a reason.
    """
    _refuse_ended(run)
    if not 1 <= number <= len(run.steps):
        raise Refused(f"“{run.name}” has {len(run.steps)} steps, and no step {number}. Nothing was changed.")
    before = run.steps[number - 1]
    reason = (reason or before.reason) if state == "skipped" else ""
    if state == "skipped" and not reason:
        raise Refused(
            "A step that is skipped needs a reason, so that the play can be improved. Nothing was changed."
        )
    step = replace(
        before,
        state=state,
        reason=reason,
        note=note or before.note,
        evidence=evidence or before.evidence,
        at=None if state == "open" else before.at if state == before.state else now,
    )
    return replace(run, steps=(*run.steps[: number - 1], step, *run.steps[number:]))


@dataclass(frozen=True, kw_only=True)
class Ending:
    """What is said at the end of a run."""

    worked: Worked
    minutes: int | None = None
    """How long it took; None when nobody says."""
    measured: Mapping[int, str] = field(default_factory=dict)
    """What the measures showed so far, by their number from 1."""
    answers: Mapping[int, str] = field(default_factory=dict)
    """The answers to its questions, by their number from 1."""
    note: str = ""
    rest: str = ""
    """Why the steps that are still open are skipped."""


def finish(run: Run, now: datetime, ending: Ending) -> Run:
    """End a run; Refused while steps are open and nobody says why they are skipped."""
    _refuse_ended(run)
    left = [number for number, step in enumerate(run.steps, 1) if step.state == "open"]
    if left and not ending.rest:
        steps = ", ".join(map(str, left))
        raise Refused(
            f"Of “{run.name}” these steps are still open: {steps}. Nothing was changed; say what became of "
            "them, or skip them with a reason."
        )
    for number in left:
        run = mark(run, number, "skipped", now, reason=ending.rest)
    return replace(
        run,
        ended_at=now,
        worked=ending.worked,
        minutes=ending.minutes,
        note=ending.note,
        measured=_filled(run.measured, ending.measured, len(run.play.measures), "measure"),
        answers=_filled(run.answers, ending.answers, len(run.play.questions), "question"),
    )


def note_results(run: Run, measured: Mapping[int, str], answers: Mapping[int, str]) -> Run:
    """Say what was found of measures and what the answers to questions are, by their number from 1.

    Measures are often only to be read weeks later, so that this is allowed after the end.
    """
    return replace(
        run,
        measured=_filled(run.measured, measured, len(run.play.measures), "measure"),
        answers=_filled(run.answers, answers, len(run.play.questions), "question"),
    )


def abandon(run: Run, now: datetime, reason: str) -> Run:
    """End a run that will not be finished; what was done stays."""
    _refuse_ended(run)
    return replace(run, ended_at=now, abandoned=True, note=reason)


def go_on(run: Run) -> Run:
    """Open a run again that was finished or abandoned."""
    return replace(run, ended_at=None, abandoned=False, worked=None) if run.ended_at else run


def by_due(run: Run) -> tuple[bool, date, float]:
    """What runs are sorted by: open ones first, the earliest due first, then the newest."""
    return not run.is_open, run.next_due or date.max, -run.created_at.timestamp()


def producing(run: Run, index: int) -> tuple[Made, ...]:
    """What a run left behind of one of its play's products, counted from 0."""
    return tuple(made for made in run.made if made.produces == index)


def linked(runs: Iterable[Run], link: Link) -> tuple[Run, ...]:
    """The runs that left a record behind."""
    return tuple(run for run in runs if any(made.link == link for made in run.made))


def _refuse_ended(run: Run) -> None:
    if run.ended_at is not None:
        raise Refused(f"The run of “{run.name}” is {run.state} already. Nothing was changed.")


def _filled(before: tuple[str, ...], given: Mapping[int, str], count: int, what: str) -> tuple[str, ...]:
    """The texts of ``count`` things, those given anew in their places."""
    if wrong := next((number for number in given if not 1 <= number <= count), None):
        raise Refused(f"There is no {what} {wrong}: the play has {count or 'none'}. Nothing was changed.")
    texts = [given.get(at + 1, before[at] if at < len(before) else "") for at in range(count)]
    return tuple(texts) if any(texts) else ()
