"""The state of things in one look: for a prompt, a status line, a script."""

from datetime import date
from typing import NamedTuple

from remoteos.domain import focus as focus_rules
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import Staleness, counted_until, focused_s, staleness
from remoteos.domain.managers import ManagerCard
from remoteos.domain.outcomes import Outcome
from remoteos.domain.rituals import Workday
from remoteos.services.desk import Desk


class FocusStatus(NamedTuple):
    """The open block as it counts now."""

    block: Block
    focused_s: int
    remaining_s: int | None
    """Seconds of planned focus left, negative when over plan; None for an open-ended block."""
    stale: Staleness | None


class Status(NamedTuple):
    """The day, the open block and what waits."""

    today: date
    day: Workday | None
    outcomes: tuple[Outcome, ...]
    focus: FocusStatus | None
    open_loops: int
    asks_waiting: int
    update_due: date | None
    """When the next update to anybody is due; None when nobody waits for one."""


def status(desk: Desk) -> Status:
    """How things stand now."""
    store = desk.store
    today = desk.today
    day = next((known for known in store.all(Workday) if known.date == today), None)
    wanted = day.outcome_ids if day else ()
    outcomes = {outcome.id: outcome for outcome in store.all(Outcome)} if wanted else {}
    return Status(
        today=today,
        day=day,
        outcomes=tuple(outcomes[one] for one in wanted if one in outcomes),
        focus=focus_status(desk),
        open_loops=sum(capture.is_open for capture in store.all(Capture)),
        asks_waiting=sum(ask.is_waiting for ask in store.all(Ask)),
        update_due=_update_due(desk),
    )


def _update_due(desk: Desk) -> date | None:
    if not desk.store.all(ManagerCard):
        return None
    from remoteos.services.update_due import next_due  # not paid by those without a card

    found = next_due(desk)
    return found[1].on if found else None


def focus_status(desk: Desk) -> FocusStatus | None:
    """The open block as it counts now; None when nothing is open."""
    block = focus_rules.current(desk.store.all(Block))
    if block is None:
        return None
    lately = desk.activity()
    worked = focused_s(block, counted_until(block, desk.now, lately))
    return FocusStatus(
        block=block,
        focused_s=worked,
        remaining_s=None if block.planned_s is None else block.planned_s - worked,
        stale=staleness(block, desk.now, lately),
    )
