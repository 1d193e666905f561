"""Plays that come up again and again: when each is due, and that it proposes itself once."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import NamedTuple

from remoteos.domain.adoption import Adoption, Part, Proposed, in_use
from remoteos.domain.playbook_times import Cadence, Unit, read_cadence
from remoteos.domain.runs import Run

_DAYS: dict[Unit, int] = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


class Proposal(NamedTuple):
    """A play that is due."""

    adoption: Adoption
    part: Part
    due_on: date
    """The date it came up, today or before."""


def next_due(cadence: Cadence, after: date) -> date:
    """The first date after another one on which something of this cadence comes up.

    A day that a month does not have is its last one.
    """
    if cadence.weekday is not None:
        ahead = (cadence.weekday - after.weekday() - 1) % 7 + 1
        return after + timedelta(days=ahead + 7 * (cadence.every - 1))
    if cadence.unit in _MONTHS:
        years, month = divmod(after.month - 1 + cadence.every * _MONTHS[cadence.unit], 12)
        year = min(after.year + years, date.max.year)
        return date(year, month + 1, min(after.day, monthrange(year, month + 1)[1]))
    return after + timedelta(days=cadence.every * (7 if cadence.unit == "week" else 1))


def reach(adoptions: Iterable[Adoption]) -> int:
    """For how many days back runs are to be known: twice the longest cadence of an adopted play."""
    cadences = [
        read_cadence(part.value) for one in in_use(adoptions) for part in one.parts if part.kind == "play"
    ]
    return max((2 * one.every * _DAYS[one.unit] for one in cadences), default=0)


def due(adoptions: Iterable[Adoption], runs: Sequence[Run], today: date) -> tuple[Proposal, ...]:
    """The adopted plays that came up since they were last begun, the earliest first.

    A play with an open run is none of them, and neither is one that was put off until a later day.
    """
    found: dict[tuple[str, str], Proposal] = {}
    for adoption in in_use(adoptions):
        for part in adoption.parts:
            if part.kind != "play":
                continue
            on = _due_on(adoption, part, runs, today)
            if on is not None:
                found.setdefault((adoption.playbook_id, part.name), Proposal(adoption, part, on))
    return tuple(sorted(found.values(), key=lambda one: one.due_on))


def unsaid(proposals: Iterable[Proposal], today: date) -> tuple[Proposal, ...]:
    """Those of the plays due that have not proposed themselves for this date yet."""
    return tuple(one for one in proposals if _is_unsaid(one, today))


def said(adoption: Adoption, proposals: Iterable[Proposal]) -> Adoption:
    """The adoption once these plays of it have proposed themselves."""
    for proposal in proposals:
        if proposal.adoption.id == adoption.id:
            adoption = _with(adoption, Proposed(proposal.part.name, proposal.due_on))
    return adoption


def snooze(adoption: Adoption, play_id: str, due_on: date, until: date) -> Adoption:
    """Let a play propose itself on a later day once more."""
    return _with(adoption, Proposed(play_id, due_on, until))


def _due_on(adoption: Adoption, part: Part, runs: Sequence[Run], today: date) -> date | None:
    mine = [run for run in runs if (run.playbook_id, run.play.id) == (adoption.playbook_id, part.name)]
    if any(run.is_open for run in mine):
        return None
    last = max((run.started_on for run in mine), default=date.min)
    begun = max(last, adoption.created_at.date())
    on = next_due(read_cadence(part.value), begun)
    proposed = _proposed(adoption, part.name)
    if proposed and proposed.due_on == on and proposed.snoozed_until and proposed.snoozed_until > today:
        return None
    return on if on <= today else None


def _is_unsaid(proposal: Proposal, today: date) -> bool:
    before = _proposed(proposal.adoption, proposal.part.name)
    if before is None or before.due_on != proposal.due_on:
        return True
    return before.snoozed_until is not None and before.snoozed_until <= today


def _proposed(adoption: Adoption, play_id: str) -> Proposed | None:
    return next((one for one in adoption.proposed if one.play_id == play_id), None)


def _with(adoption: Adoption, proposed: Proposed) -> Adoption:
    others = tuple(one for one in adoption.proposed if one.play_id != proposed.play_id)
    return replace(adoption, proposed=(*others, proposed))
