"""Outcomes and goals: adding, editing, closing, and what they hang from."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Literal, TypedDict, Unpack

from remoteos.domain import outcomes as rules
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Closable, Goal, Outcome, Owner
from remoteos.domain.record import Record, Visibility
from remoteos.services.desk import Desk
from remoteos.services.following import following, links_following


class OutcomeFields(TypedDict, total=False):
    """What can be said of an outcome; what is left out stays as it is."""

    title: str
    done_when: str
    due: date | None
    proposed_by: Owner
    agreed_on: date | None
    confidence: int | None
    baseline: str
    current: str
    target: str
    visibility: Visibility


class GoalFields(TypedDict, total=False):
    """What can be said of a goal; what is left out stays as it is."""

    title: str
    owner: Owner
    visibility: Visibility


def add(desk: Desk, title: str, /, goal: str | None = None, **fields: Unpack[OutcomeFields]) -> Outcome:
    """Add an outcome, hanging from the goal with this id if one is given."""
    goal_id = desk.store.find(Goal, goal).id if goal else None
    fields["title"] = title
    outcome = Outcome(**desk.birth(), goal_id=goal_id, **fields)
    desk.store.commit(f"add the outcome “{title}”", [outcome], at=desk.now)
    return outcome


def edit(desk: Desk, which: str, goal: str | None = None, **fields: Unpack[OutcomeFields]) -> Outcome:
    """Change an outcome; an empty ``goal`` takes it off the ladder."""
    with desk.store.locked():
        before = desk.store.find(Outcome, which)
        outcome = replace(before, **fields)
        if goal is not None:
            outcome = replace(outcome, goal_id=desk.store.find(Goal, goal).id if goal else None)
        followers = _following(desk, before, outcome.visibility)
        desk.store.commit(f"edit the outcome “{outcome.title}”", [outcome, *followers], at=desk.now)
    return outcome


def _following(desk: Desk, before: Outcome, visibility: Visibility) -> list[Record]:
    """What was as visible as an outcome, as visible as it is now: its blocks, and the evidence of both."""
    if visibility == before.visibility:
        return []
    served = (block for block in desk.store.everything(Block) if block.outcome_id == before.id)
    blocks = following(served, before.visibility, visibility)
    return [*blocks, *links_following(desk, [before, *blocks], before.visibility, visibility)]


def close(desk: Desk, which: str, state: Literal["done", "dropped"], reason: str = "") -> Outcome:
    """Mark an outcome done, or dropped with a reason."""
    return _change(
        desk, Outcome, which, lambda one: rules.close(one, state, desk.now, reason), f"mark “{{}}” {state}"
    )


def turn_into(desk: Desk, which: str, title: str) -> Outcome:
    """Drop an outcome for another one in its place, on the same goal; what it became is the reason."""
    with desk.store.locked():
        old = desk.store.find(Outcome, which)
        new = Outcome(**desk.birth(), title=title, goal_id=old.goal_id, visibility=old.visibility)
        dropped = rules.close(old, "dropped", desk.now, f"became “{title}”")
        desk.store.commit(f"turn “{old.title}” into “{title}”", [dropped, new], at=desk.now)
    return new


def reopen(desk: Desk, which: str) -> Outcome:
    """Take a done or dropped outcome up again."""
    return _change(desk, Outcome, which, rules.reopen, "reopen “{}”")


def report(desk: Desk, which: str, note: str, confidence: int | None = None) -> Outcome:
    """Add a note of progress to an outcome."""
    return _change(
        desk,
        Outcome,
        which,
        lambda one: rules.report(one, desk.now, note, confidence),
        "note progress on “{}”",
    )


def listed(desk: Desk, *, closed: bool = False) -> tuple[Outcome, ...]:
    """Open outcomes, those due first at the top; with ``closed`` every one there ever was."""
    found = desk.store.everything(Outcome) if closed else desk.store.all(Outcome)
    chosen = (outcome for outcome in found if closed or outcome.state == "open")
    return tuple(sorted(chosen, key=lambda one: (one.state != "open", one.due or date.max, one.created_at)))


def add_goal(desk: Desk, title: str, /, parent: str | None = None, **fields: Unpack[GoalFields]) -> Goal:
    """Add a goal, serving the one with the id ``parent`` if given."""
    with desk.store.locked():
        fields["title"] = title
        goal = Goal(**desk.birth(), **fields)
        if parent:
            goal = rules.hang(goal, desk.store.find(Goal, parent), desk.store.all(Goal))
        desk.store.commit(f"add the goal “{title}”", [goal], at=desk.now)
    return goal


def serve(desk: Desk, record: Outcome | Goal, goal: str) -> Outcome | Goal:
    """Let an outcome or a goal serve the goal with this id; an empty one lets it serve none."""
    if isinstance(record, Goal):
        return edit_goal(desk, record.id, goal)
    return edit(desk, record.id, goal)


def serve_new(
    desk: Desk, record: Outcome | Goal, title: str, /, parent: str | None = None, **fields: Unpack[GoalFields]
) -> Goal:
    """Add a goal and let an outcome or another goal serve it, in one step."""
    with desk.store.locked():
        goals = desk.store.all(Goal)
        fields["title"] = title
        new = Goal(**desk.birth(), **fields)
        if parent:
            new = rules.hang(new, desk.store.find(Goal, parent), goals)
        below: Outcome | Goal
        if isinstance(record, Goal):
            below = rules.hang(desk.store.find(Goal, record.id), new, (*goals, new))
        else:
            below = replace(desk.store.find(Outcome, record.id), goal_id=new.id)
        label = f"add the goal “{title}” for “{below.title}”"
        desk.store.commit(label, [new, below], at=desk.now)
    return new


def edit_goal(desk: Desk, which: str, parent: str | None = None, **fields: Unpack[GoalFields]) -> Goal:
    """Change a goal; an empty ``parent`` makes it stand on its own."""
    with desk.store.locked():
        goal = replace(desk.store.find(Goal, which), **fields)
        goals = desk.store.all(Goal)
        above = goal.parent_id if parent is None else parent
        goal = rules.hang(goal, desk.store.find(Goal, above) if above else None, goals)
        rules.refuse_upside_down(goal, goals)
        desk.store.commit(f"edit the goal “{goal.title}”", [goal], at=desk.now)
    return goal


def close_goal(desk: Desk, which: str, state: Literal["done", "dropped"], reason: str = "") -> Goal:
    """Mark a goal done, or dropped with a reason."""
    return _change(
        desk,
        Goal,
        which,
        lambda one: rules.close(one, state, desk.now, reason),
        f"mark the goal “{{}}” {state}",
    )


def reopen_goal(desk: Desk, which: str) -> Goal:
    """Take a done or dropped goal up again."""
    return _change(desk, Goal, which, rules.reopen, "reopen the goal “{}”")


def close_record(
    desk: Desk, record: Outcome | Goal, state: Literal["done", "dropped"], reason: str = ""
) -> Outcome | Goal:
    """Mark an outcome or a goal done, or dropped with a reason."""
    closes = close_goal if isinstance(record, Goal) else close
    return closes(desk, record.id, state, reason)


def reopen_record(desk: Desk, record: Outcome | Goal) -> Outcome | Goal:
    """Take a done or dropped outcome or goal up again."""
    return reopen_goal(desk, record.id) if isinstance(record, Goal) else reopen(desk, record.id)


def goals(desk: Desk, *, closed: bool = False) -> tuple[Goal, ...]:
    """The goals, from the top of the ladder down; with ``closed`` those done and dropped too."""
    chosen = (goal for goal in desk.store.all(Goal) if closed or goal.state == "open")
    return tuple(sorted(chosen, key=lambda goal: (rules.RANK[goal.owner], goal.created_at)))


def served_by(desk: Desk, goal: Goal) -> tuple[Outcome, ...]:
    """The outcomes that hang from ``goal``."""
    return tuple(outcome for outcome in desk.store.all(Outcome) if outcome.goal_id == goal.id)


def ladder(desk: Desk, outcome: Outcome) -> tuple[Goal, ...]:
    """The goals that ``outcome`` serves, from its own up to leadership's intent."""
    return rules.ladder(outcome.goal_id, desk.store.all(Goal))


def _change(
    desk: Desk, kind: type[Closable], which: str, rule: Callable[[Closable], Closable], label: str
) -> Closable:
    """Apply a rule to the one record that ``which`` names; ``label`` has a place for its title."""
    with desk.store.locked():
        record = rule(desk.store.find(kind, which))
        desk.store.commit(label.format(record.title), [record], at=desk.now)
    return record
