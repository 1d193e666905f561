"""How outcomes are laid out: on a board by what became of them, and on the ladder of goals."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple, TypeVar

from remoteos.domain.outcomes import RANK, Goal, Outcome, ladder

Column = Literal["waiting", "moving", "closed"]
"""Open with nothing on record yet, open with some evidence, or done or dropped lately."""

COLUMNS: tuple[Column, ...] = ("waiting", "moving", "closed")

LATELY = timedelta(days=14)
"""How long something done or dropped stays in sight."""


R = TypeVar("R")


class Rung(NamedTuple):
    """One line of the ladder."""

    record: Goal | Outcome
    last: tuple[bool, ...]
    """For it and for each goal above it, the highest first: whether it is the last one there."""

    @property
    def depth(self) -> int:
        """How many goals are above it."""
        return len(self.last) - 1


def in_sight(record: Outcome | Goal, now: datetime) -> bool:
    """Whether it is open, or was done or dropped lately."""
    return record.state == "open" or (record.closed_at is not None and now - record.closed_at < LATELY)


def column_of(outcome: Outcome, records: int) -> Column:
    """Where an outcome with so many records stands on the board."""
    if outcome.state != "open":
        return "closed"
    return "moving" if records else "waiting"


def by_urgency(outcomes: Iterable[Outcome], today: Collection[str] = ()) -> tuple[Outcome, ...]:
    """Open outcomes, those picked for today first, then by when they are due."""
    return tuple(sorted(outcomes, key=lambda one: (one.id not in today, one.due or date.max, one.created_at)))


def newest_closed(outcomes: Iterable[Outcome]) -> tuple[Outcome, ...]:
    """Done and dropped outcomes, the last one first."""
    return tuple(sorted(outcomes, key=lambda one: one.closed_at or one.updated_at, reverse=True))


def lacks_intent(goal: Goal, goals: Iterable[Goal]) -> bool:
    """Whether it is an open goal of the manager's that serves nothing leadership was heard to want."""
    if goal.owner != "manager" or goal.state != "open":
        return False
    return all(rung.owner != "leadership" for rung in ladder(goal.id, goals))


def shown_goals(goals: Collection[Goal], outcomes: Iterable[Outcome], now: datetime) -> tuple[Goal, ...]:
    """The goals in sight, and those that are not but have something in sight beneath them."""
    shown = {goal.id for goal in goals if in_sight(goal, now)}
    below = [goal.parent_id for goal in goals if goal.id in shown]
    below += [outcome.goal_id for outcome in outcomes]
    for above in below:
        shown |= {rung.id for rung in ladder(above, goals)}
    return tuple(goal for goal in goals if goal.id in shown)


def rungs(goals: Collection[Goal], outcomes: Iterable[Outcome]) -> tuple[Rung, ...]:
    """The goals from the top of the ladder down, each followed by what serves it: goals, then outcomes.

    Outcomes that hang from none of these goals are left out. Goals that serve each other in a circle, which
    only a damaged file has, begin at one of them.
    """
    known = {goal.id for goal in goals}
    goals_of: dict[str | None, list[Goal]] = {}
    for goal in sorted(goals, key=lambda one: (RANK[one.owner], one.created_at)):
        goals_of.setdefault(goal.parent_id if goal.parent_id in known else None, []).append(goal)
    outcomes_of: dict[str | None, list[Outcome]] = {}
    for outcome in outcomes:
        outcomes_of.setdefault(outcome.goal_id, []).append(outcome)
    tops = goals_of.get(None, [])
    found: list[Rung] = []
    placed: set[str] = set()
    for first in (*_ended(tops), *((goal, True) for goal in goals)):
        waiting: list[Rung] = [Rung(first[0], (first[1],))]
        while waiting:
            rung = waiting.pop()
            if rung.record.id in placed:
                continue
            placed.add(rung.record.id)
            found.append(rung)
            below = [each for each in goals_of.get(rung.record.id, ()) if each.id not in placed]
            beside = outcomes_of.get(rung.record.id, ())
            under = [Rung(each, (*rung.last, ends)) for each, ends in _ended([*below, *beside])]
            waiting.extend(reversed(under))
    return tuple(found)


def _ended(records: Sequence[R]) -> list[tuple[R, bool]]:
    """Each record, and whether it is the last of them."""
    return [(record, place == len(records)) for place, record in enumerate(records, 1)]


def may_serve(goal: Goal | None, goals: Iterable[Goal]) -> tuple[Goal, ...]:
    """The open goals that ``goal`` could serve: not below it, nor serving it; all of them without one."""
    known = tuple(goals)
    fitting = []
    for each in known:
        if each.state != "open":
            continue
        serves_it = goal is not None and goal.id in {rung.id for rung in ladder(each.id, known)}
        if goal is None or (RANK[each.owner] <= RANK[goal.owner] and not serves_it):
            fitting.append(each)
    return tuple(sorted(fitting, key=lambda one: (RANK[one.owner], one.created_at)))
