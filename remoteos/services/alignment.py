"""The alignment check of a draft: what to bring to the one-to-one."""

from collections.abc import Iterable

from remoteos.domain import alignment as rules
from remoteos.domain.agenda import AgendaItem
from remoteos.domain.alignment import Finding
from remoteos.domain.asks import Ask
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.domain.managers import ManagerCard
from remoteos.domain.updates import Update
from remoteos.domain.words import plural
from remoteos.services import agenda, updates
from remoteos.services.desk import Desk
from remoteos.services.outcome_board import overview


def check(desk: Desk, update: Update | None = None) -> tuple[Finding, ...]:
    """Everything worth a question, for the eyes of the user alone; time is that of the update's period."""
    view = overview(desk)
    owned = [standing for standing in view.goals.values() if standing.goal.owner == "manager"]
    aimless = [
        standing.outcome
        for standing in view.outcomes.values()
        if standing.outcome.state == "open"
        and standing.outcome.visibility != "private"
        and all(rung.owner != "manager" for rung in standing.rungs)
    ]
    waiting = (ask for ask in desk.store.all(Ask) if ask.is_waiting)
    return (
        *rules.late_asks(waiting, desk.today),
        *rules.silent_goals((each.goal, each.silent_days) for each in owned if each.silent_days),
        *rules.goals_without_intent(each.goal for each in owned if each.lacks_intent),
        *rules.outcomes_without_goal(aimless),
        *rules.loose_time(_worked(desk, update)),
    )


def bring(desk: Desk, card: ManagerCard, findings: Iterable[Finding]) -> tuple[AgendaItem, ...]:
    """Put the questions on the agenda with somebody.

    Those that are on it already are left out, and those about what they may not see.
    """
    with desk.store.locked():
        known = {one.text for one in agenda.items(desk, card)}
        may_leave = updates.gate(desk, card)
        new = [
            AgendaItem(
                **desk.birth(), visibility=card.sees, text=one.question, audience_id=card.id, about=one.about
            )
            for one in findings
            if one.question not in known and (one.about is None or may_leave(one.about))
        ]
        desk.store.commit(f"put {plural(len(new), 'question')} on the agenda", new, at=desk.now)
    return tuple(new)


def _worked(desk: Desk, update: Update | None) -> list[tuple[Block, int]]:
    """The blocks of the period, each with its seconds of focus."""
    if update is not None:
        period = update.period
        blocks = desk.store.since(Block, period.first)
        worked = [block for block in blocks if period.holds(block.ended_at)]
    else:
        first = desk.today - rules.LOOKS_BACK
        worked = [block for block in desk.store.since(Block, first) if first <= block.day <= desk.today]
    counted = (block for block in worked if block.state in ("finished", "abandoned"))
    return [(block, focused_s(block, block.ended_at or desk.now)) for block in counted]
