"""How updates stand: for each audience what is due, what is drafted and sent, and what was said and done."""

from typing import NamedTuple

from remoteos.domain.managers import Due, ManagerCard
from remoteos.domain.updates import Update
from remoteos.services import managers, update_due, updates
from remoteos.services.desk import Desk
from remoteos.services.sending import SaidVsDid, looks_back, said_vs_did

MOST_SENT = 12
"""So many sent updates of an audience are in sight."""


class Audience(NamedTuple):
    """How things stand with one audience."""

    card: ManagerCard
    is_new: bool
    """Whether the card is only proposed: nobody made one yet."""
    due: Due | None
    """When the next one is due; None while nobody asked for any."""
    draft: Update | None
    sent: tuple[Update, ...]
    """The last ones, the newest first."""
    history: tuple[SaidVsDid, ...]


def board(desk: Desk) -> tuple[Audience, ...]:
    """Every audience, the manager first; a manager without a card stands there all the same."""
    cards = managers.cards(desk)
    return tuple(_audience(desk, card) for card in cards) or (
        _audience(desk, managers.default_card(desk), is_new=True),
    )


def _audience(desk: Desk, card: ManagerCard, *, is_new: bool = False) -> Audience:
    known = () if is_new else updates.listed(desk, card, desk.today - looks_back(card))
    return Audience(
        card=card,
        is_new=is_new,
        due=None if is_new else update_due.due(desk, card),
        draft=next((one for one in known if not one.is_sent), None),
        sent=tuple(one for one in known if one.is_sent)[:MOST_SENT],
        history=() if is_new else said_vs_did(desk, card),
    )
