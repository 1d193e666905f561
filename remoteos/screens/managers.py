"""Manager cards: who hears from the user, and how each of them likes to be kept informed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.types import CSSPathType

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import Due, ManagerCard
from remoteos.domain.words import plural
from remoteos.screens.manager_actions import ManagerActions
from remoteos.screens.manager_text import MUTED, details, row
from remoteos.screens.session import Session
from remoteos.services import feedback, managers, update_due
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said


class ManagersScreen(ManagerActions):
    """Every card, managers first, and the one under the cursor in full."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["ledger.tcss", "managers.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("managers")
    TITLE = "Manager cards"
    place: ClassVar[Place] = "managers"
    explanation = (
        "A card says how somebody likes to be kept informed: how often, in which format, what reassures them "
        "and what worries them. Updates are drawn to fit it, and it says when one is due. Only you see it. "
        "Feedback is kept here until you tell it: what they did and what it led to, never who they are."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._cards: dict[str, ManagerCard] = {}
        self._due: dict[str, Due | None] = {}
        self._kept: dict[str, list[Feedback]] = {}

    def read(self) -> Sequence[Row]:
        """Every card, with when its next update is due."""
        desk = self.session.desk
        self._cards = {card.id: card for card in managers.cards(desk)}
        self._due = {card.id: update_due.due(desk, card) for card in self._cards.values()}
        self._kept = {}
        for one in feedback.listed(desk):
            self._kept.setdefault(one.audience_id or "", []).append(one)
        return [row(self.session, card, self._due[card.id]) for card in self._cards.values()]

    def count_said(self) -> Content:
        """How many there are."""
        order = "  managers first" if len(self._cards) > 1 else ""
        return said((plural(len(self._cards), "card"), "bold"), (order, MUTED))

    def welcome(self) -> Sequence[Content]:
        """What a card is for, and how to make one."""
        return [
            plain(
                "A card says how somebody likes to be kept informed: how often, in which format, what "
                "reassures them and what worries them. Updates are drawn to fit it, and remind you on their "
                "day. Only you see it."
            ),
            Content(""),
            said(self.key("manager.add"), " makes the first one: your manager's; a client, a team, later."),
        ]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The card in hand."""
        card = self.in_hand
        if card is None:
            return Content(""), ()
        entries = details(self.session, card, self._due[card.id], self.kept)
        title = said((self.session.veil.name(card.person), "bold"), (f"  {card.relation}", MUTED))
        return title, list(entries)

    @property
    def in_hand(self) -> ManagerCard | None:
        """The card under the cursor."""
        return self._cards.get(self.current)

    @property
    def kept(self) -> Sequence[Feedback]:
        """The feedback for the one in hand that was not told yet, the newest first."""
        return self._kept.get(self.current, ())

    def label(self, action: str, usual: str) -> str:
        """Say it in short, so that all of it stands in the footer."""
        return "new" if action == "manager.add" else super().label(action, usual)
