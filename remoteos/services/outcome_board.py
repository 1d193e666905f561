"""How the outcomes and goals stand: what moved, what is on record for it, and what serves nothing."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from remoteos.domain import outcome_board as layout
from remoteos.domain import outcome_evidence as evidence
from remoteos.domain import outcomes as rules
from remoteos.domain.captures import Capture
from remoteos.domain.evidence import Evidence
from remoteos.domain.focus import Block
from remoteos.domain.outcome_board import COLUMNS, Column, Rung
from remoteos.domain.outcome_evidence import Trail
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.services.desk import Desk
from remoteos.services.rituals import day_in_hand


class OutcomeStanding(NamedTuple):
    """How one outcome stands."""

    outcome: Outcome
    trail: Trail
    today: bool
    """Whether it is one of today's."""
    silent_days: int
    """For how long nothing has moved; 0 when that is under three weeks or it is not open."""
    rungs: tuple[Goal, ...]
    """The goals it serves, from its own up to leadership's intent."""
    lacks_goal: bool
    """Whether it is open and serves no goal, though there are some."""


class GoalStanding(NamedTuple):
    """How one goal stands."""

    goal: Goal
    silent_days: int
    """For how long nothing under it has moved; 0 when that is under three weeks or it is not open."""
    lacks_intent: bool
    """Whether it is the manager's and serves no intent of leadership's."""
    served_by: int
    """How many open outcomes hang from it or from what is below it."""
    rungs: tuple[Goal, ...]
    """The goals it serves, the nearest first."""


@dataclass(frozen=True)
class Overview:
    """The outcomes and goals that are open, or were done or dropped lately."""

    outcomes: Mapping[str, OutcomeStanding]
    """By id."""
    goals: Mapping[str, GoalStanding]
    """By id."""
    columns: Mapping[Column, tuple[Outcome, ...]]
    """The board."""
    rungs: tuple[Rung, ...]
    """The ladder; what was dropped is not on it."""
    loose: tuple[Outcome, ...]
    """The open outcomes that serve no goal."""


def overview(desk: Desk) -> Overview:
    """How everything stands now."""
    now, goals, every = desk.now, desk.store.all(Goal), desk.store.all(Outcome)
    shown = [one for one in every if layout.in_sight(one, now)]
    trails = _trails(desk, every, shown)
    today = day_in_hand(desk).outcome_ids
    columns = _columns(shown, trails, today)
    on_ladder = [one for column in COLUMNS for one in columns[column] if one.state != "dropped"]
    ladder_goals = layout.shown_goals(goals, on_ladder, now)
    known = {goal.id for goal in goals}
    return Overview(
        outcomes={one.id: _outcome(one, trails[one.id], goals, one.id in today, now) for one in shown},
        goals=_goals(ladder_goals, goals, every, trails, now),
        columns=columns,
        rungs=layout.rungs(ladder_goals, on_ladder),
        loose=tuple(one for one in on_ladder if one.state == "open" and one.goal_id not in known),
    )


def _trails(desk: Desk, every: Collection[Outcome], shown: Collection[Outcome]) -> dict[str, Trail]:
    """The trails of the outcomes; counted whole for those shown, of every year they lived in.

    Nothing was on record for an outcome before it was added, but for what was entered late. So only the
    years since the oldest one shown are read, which the live file holds as a rule, and ten years cost what
    one costs. The store keeps what it read of the archive.
    """
    edited = desk.store.edited(Outcome, but="roll")
    if not shown:
        return evidence.trails(every, (), (), edited)
    since = desk.workday_of(min(one.created_at for one in shown))
    blocks, captures = desk.store.since(Block, since), desk.store.since(Capture, since)
    return evidence.trails(every, blocks, captures, edited, desk.store.since(Evidence, since))


def _columns(
    shown: Collection[Outcome], trails: Mapping[str, Trail], today: Collection[str]
) -> dict[Column, tuple[Outcome, ...]]:
    """The outcomes of each column of the board, in their order."""
    found: dict[Column, list[Outcome]] = {column: [] for column in COLUMNS}
    for one in shown:
        found[layout.column_of(one, trails[one.id].records)].append(one)
    return {
        "waiting": layout.by_urgency(found["waiting"], today),
        "moving": layout.by_urgency(found["moving"], today),
        "closed": layout.newest_closed(found["closed"]),
    }


def _outcome(
    outcome: Outcome, trail: Trail, goals: Collection[Goal], today: bool, now: datetime
) -> OutcomeStanding:
    silent = evidence.silent_days(trail.moved_at, now) if outcome.state == "open" else 0
    rungs = rules.ladder(outcome.goal_id, goals)
    lacks_goal = outcome.state == "open" and not rungs and any(goal.state == "open" for goal in goals)
    return OutcomeStanding(outcome, trail, today, silent, rungs, lacks_goal)


def _goals(
    shown: Collection[Goal],
    goals: Collection[Goal],
    every: Collection[Outcome],
    trails: Mapping[str, Trail],
    now: datetime,
) -> dict[str, GoalStanding]:
    moved = evidence.goals_moved(goals, every, {id_: trail.moved_at for id_, trail in trails.items()})
    serving: Counter[str] = Counter()
    for one in every:
        if one.state == "open":
            serving.update(rung.id for rung in rules.ladder(one.goal_id, goals))
    return {
        goal.id: GoalStanding(
            goal=goal,
            silent_days=evidence.silent_days(moved[goal.id], now) if goal.state == "open" else 0,
            lacks_intent=layout.lacks_intent(goal, goals),
            served_by=serving[goal.id],
            rungs=rules.ladder(goal.parent_id, goals),
        )
        for goal in shown
    }
