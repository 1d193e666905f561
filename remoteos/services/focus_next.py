"""What could be started when nothing runs: where you were, the plan, and outcomes that have no block yet."""

from typing import NamedTuple

from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.services import reentry
from remoteos.services.day import view
from remoteos.services.desk import Desk
from remoteos.services.reentry import Reentry


class Ahead(NamedTuple):
    """What could be started now."""

    card: Reentry | None
    """Where to go on; None when nothing was left, or when it is on the plan already."""
    planned: tuple[Block, ...]
    """The blocks planned for today, the next one first."""
    outcomes: tuple[Outcome, ...]
    """Today's open outcomes for which no block was worked or planned today."""


def ahead(desk: Desk) -> Ahead:
    """What could be started now."""
    page = view(desk, desk.today)
    served = {block.outcome_id for block in (*page.blocks, *page.planned)}
    card = reentry.card(desk)
    planned = {block.intention.casefold() for block in page.planned}
    if card is not None and not card.block.is_open and card.next_action.casefold() in planned:
        card = None
    return Ahead(
        card=card,
        planned=page.planned,
        outcomes=tuple(one for one in page.outcomes if one.state == "open" and one.id not in served),
    )
