"""The re-entry card: where you were, when you come back after an interruption, an aside, a pause or leave."""

from typing import NamedTuple

from remoteos.domain import reentry as rules
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.services.desk import Desk


class Reentry(NamedTuple):
    """Where you were."""

    block: Block
    """The block that was left."""
    away_s: int
    """For how many seconds it was left."""
    outcome: Outcome | None
    """The outcome it serves."""
    next_action: str
    """What to do first: the next action that was noted, for an open block else its intention."""
    thought: Capture | None
    """The newest loop that was captured in it and is still open."""


def card(desk: Desk) -> Reentry | None:
    """Where you were when you come back now; None while a block runs, and when nothing is to be gone on with.

    On a day that is closed or off, nothing is.
    """
    today = desk.workday(desk.today)
    if today is not None and today.state in ("closed", "off"):
        return None
    closed = {outcome.id for outcome in desk.store.all(Outcome) if outcome.state != "open"}
    block = rules.left_at(desk.store.all(Block), desk.today, desk.now, closed)
    return about(desk, block) if block else None


def about(desk: Desk, block: Block) -> Reentry:
    """Where you were in a block that you go on with, also when it runs again already."""
    return Reentry(
        block=block,
        away_s=rules.away_s(block, desk.now),
        outcome=desk.store.get(Outcome, block.outcome_id) if block.outcome_id else None,
        next_action=block.next_action or (block.intention if block.is_open else ""),
        thought=rules.open_thought(block, desk.store.all(Capture)),
    )
