"""Carrying out plays: beginning a run, going through its steps, and ending it."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from remoteos.domain import playbook_proposals, playbook_results
from remoteos.domain import runs as rules
from remoteos.domain.adoption import Adoption
from remoteos.domain.errors import Ambiguous, NotFound, Refused
from remoteos.domain.playbook_proposals import Proposal
from remoteos.domain.playbook_results import Results
from remoteos.domain.playbook_times import Due
from remoteos.domain.playbooks import Play, Playbook
from remoteos.domain.rituals import Workday
from remoteos.domain.runs import Ending, Run, RunStep, RunStepState
from remoteos.domain.text import quoted
from remoteos.domain.time import ONE_DAY
from remoteos.services import playbooks, proposing
from remoteos.services.desk import Desk

_LONGEST_LEAVE = 366
"""After so many days without working hours the next one counts all the same."""


def begin(desk: Desk, which: str) -> Run:
    """Begin a run of a play, with a copy of it as it is now, and dates for the steps that have one."""
    playbook, play = _playbook_and_play(desk, which)
    today = desk.today
    run = Run(
        **desk.birth(),
        playbook_id=playbook.id,
        playbook_title=playbook.title,
        version=playbook.version,
        play=play,
        started_on=today,
        steps=tuple(RunStep(due_on=_due_on(desk, today, step.due)) for step in play.steps),
    )
    desk.store.commit(f"run “{run.name}”", [run], at=desk.now)
    return run


def listed(desk: Desk, *, ended: bool = False) -> tuple[Run, ...]:
    """The open runs, the earliest due first; with ``ended`` then all others there ever were."""
    found = desk.store.everything(Run) if ended else desk.store.all(Run)
    return tuple(sorted((run for run in found if ended or run.is_open), key=rules.by_due))


def find(desk: Desk, which: str = "") -> Run:
    """The run of an id, or the only open run whose play's id or title begins so; empty for the only one.

    Raises NotFound and Ambiguous, which lists the ids.
    """
    wanted = which.casefold().rpartition("/")[2]
    fitting = [
        run
        for run in listed(desk)
        if run.play.id.startswith(wanted) or run.name.casefold().startswith(wanted)
    ]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        ids = ", ".join(f"{desk.store.short_id(run)} ({run.name})" for run in fitting[:6])
        raise Ambiguous(f"{len(fitting)} runs are open: {ids}. Nothing was changed; name one by its id.")
    if not which:
        raise NotFound("No play is being run. `remoteos play run PLAY` begins one.")
    try:
        return desk.store.find(Run, which)
    except NotFound:
        raise NotFound(
            f"There is no run {quoted(which)}. `remoteos play list` shows those that are open."
        ) from None


def mark(
    desk: Desk,
    which: str,
    number: int,
    state: RunStepState,
    *,
    reason: str = "",
    note: str = "",
    evidence: str = "",
) -> Run:
    """Say what became of a step, 1 for the first."""
    return change(
        desk,
        which,
        lambda run: rules.mark(run, number, state, desk.now, reason=reason, note=note, evidence=evidence),
        f"step {number} of “{{}}”",
    )


def finish(desk: Desk, which: str, ending: Ending) -> Run:
    """End a run."""
    return change(desk, which, lambda run: rules.finish(run, desk.now, ending), "finish “{}”")


def note_results(desk: Desk, which: str, measured: Mapping[int, str], answers: Mapping[int, str]) -> Run:
    """Say what measures showed, and answer questions, also when the run ended long ago."""
    return change(desk, which, lambda run: rules.note_results(run, measured, answers), "results of “{}”")


def abandon(desk: Desk, which: str, reason: str) -> Run:
    """End a run that will not be finished."""
    return change(desk, which, lambda run: rules.abandon(run, desk.now, reason), "give up “{}”")


def go_on(desk: Desk, which: str) -> Run:
    """Open a run again that ended."""
    return change(desk, which, rules.go_on, "go on with “{}”")


def proposals(desk: Desk) -> tuple[Proposal, ...]:
    """The plays of adopted playbooks that came up."""
    return proposing.due(desk)


def snooze(desk: Desk, which: str, until: date) -> Proposal:
    """Let a play that came up propose itself on a later day once more."""
    if until <= desk.today:
        raise Refused(f"{until} is not after today: it proposes itself already. Nothing was changed.")
    with desk.store.locked():
        found = [one for one in proposing.due(desk) if which in _names(one)]
        if not found:
            names = ", ".join(one.part.name for one in proposing.due(desk)) or "none"
            raise NotFound(f"No such play came up; those that did: {names}. Nothing was changed.")
        proposal = found[0]
        adoption = desk.store.get(Adoption, proposal.adoption.id) or proposal.adoption
        put_off = playbook_proposals.snooze(adoption, proposal.part.name, proposal.due_on, until)
        desk.store.commit(f"put off “{proposal.part.title}”", [put_off], at=desk.now)
    return proposal


def results(desk: Desk) -> tuple[Results, ...]:
    """What came of each play that was ever run."""
    return playbook_results.results(desk.store.everything(Run))


def change(desk: Desk, which: str, rule: Callable[[Run], Run], label: str) -> Run:
    """Apply a rule to the run that is named; what stays the same is no change."""
    with desk.store.locked():
        before = find(desk, which)
        run = rule(before)
        if run != before:
            desk.store.commit(label.format(run.name), [run], at=desk.now)
    return run


def _playbook_and_play(desk: Desk, which: str) -> tuple[Playbook, Play]:
    found = playbooks.find_play(desk, which)
    return found.kept.playbook, found.play


def _names(proposal: Proposal) -> tuple[str, ...]:
    name = proposal.part.name
    return name, f"{proposal.adoption.playbook_id}/{name}", proposal.part.title


def _due_on(desk: Desk, begun: date, due: Due | None) -> date | None:
    """The date of a step: calendar days, or days with working hours that are not leave."""
    if due is None:
        return None
    if not due.working:
        return begun + timedelta(days=due.days)
    off = {day.date for day in desk.store.all(Workday) if day.state == "off"}
    day, left, idle = begun, due.days, 0
    while left:
        day += ONE_DAY
        if (desk.settings.hours_on(day.weekday()) and day not in off) or idle > _LONGEST_LEAVE:
            left -= 1
        else:
            idle += 1
    return day
