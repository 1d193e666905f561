"""The decision log: writing decisions down, and looking back at them when it is time."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TypedDict, Unpack

from remoteos.domain import decisions as rules
from remoteos.domain.decisions import Decision, Verdict
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Visibility
from remoteos.services.desk import Desk


class DecisionFields(TypedDict, total=False):
    """What can be said of a decision; what is left out stays as it is."""

    text: str
    context: str
    reasons: str
    alternatives: str
    decided_by: str
    revisit_on: date | None
    visibility: Visibility


def add(desk: Desk, text: str, /, outcome: str | None = None, **fields: Unpack[DecisionFields]) -> Decision:
    """Write a decision down, about the outcome with this id if one is given."""
    outcome_id = desk.store.find(Outcome, outcome).id if outcome else None
    fields["text"] = text
    decision = Decision(**desk.birth(), outcome_id=outcome_id, **fields)
    desk.store.commit(f"decide “{text}”", [decision], at=desk.now)
    return decision


def edit(desk: Desk, which: str, outcome: str | None = None, **fields: Unpack[DecisionFields]) -> Decision:
    """Change what is said of a decision; an empty ``outcome`` takes it off the one it is about."""

    def changed(decision: Decision) -> Decision:
        if outcome is not None:
            found = desk.store.find(Outcome, outcome).id if outcome else None
            decision = replace(decision, outcome_id=found)
        return replace(decision, **fields)

    return _change(desk, which, changed, "edit the decision “{}”")


def look_back(
    desk: Desk, which: str, note: str, verdict: Verdict | None = None, again: date | None = None
) -> Decision:
    """Write down how a decision turned out, and when to look again."""
    return _change(
        desk,
        which,
        lambda one: rules.look_back(one, desk.now, desk.today, note, verdict, again),
        "look back at “{}”",
    )


def listed(desk: Desk) -> tuple[Decision, ...]:
    """Every decision there ever was: those to look at again first, the earliest first, then the newest."""
    return tuple(sorted(desk.store.everything(Decision), key=rules.by_revisit))


def due(desk: Desk) -> tuple[Decision, ...]:
    """The decisions that it is time to look at again, the longest due first."""
    found = (decision for decision in desk.store.all(Decision) if decision.is_due(desk.today))
    return tuple(sorted(found, key=rules.by_revisit))


def _change(desk: Desk, which: str, rule: Callable[[Decision], Decision], label: str) -> Decision:
    """Apply a rule to the one decision that ``which`` names."""
    with desk.store.locked():
        decision = rule(desk.store.find(Decision, which))
        desk.store.commit(label.format(decision.text), [decision], at=desk.now)
    return decision
