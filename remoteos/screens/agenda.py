"""The agenda of the one-to-one: what to talk about, until something came of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.types import CSSPathType

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.agenda import AgendaItem
from remoteos.domain.feedback import Feedback
from remoteos.domain.managers import ManagerCard
from remoteos.screens.agenda_actions import AgendaActions
from remoteos.screens.agenda_text import MUTED, details, rows
from remoteos.screens.session import Session
from remoteos.services import agenda, feedback, managers
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said

_LATELY = timedelta(days=14)
"""How long an item that is done is still shown."""


class AgendaScreen(AgendaActions):
    """The items of the one-to-one with somebody, under what they want."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["ledger.tcss", "agenda.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = bindings("agenda")
    TITLE = "One-to-one"
    place: ClassVar[Place] = "agenda"
    explanation = (
        "What to talk about in the next one-to-one. An item comes back until it is done, and you say what "
        "came of it. Whoever it is with may see the items; what came of them is yours. The alignment check "
        "of a draft puts its questions here too."
    )
    legend = (("·  ✓", "Still to be talked about, done"),)

    def __init__(self, session: Session, card: ManagerCard) -> None:
        super().__init__(session)
        self.card = card
        self.others = False
        self._items: dict[str, AgendaItem] = {}
        self._kept: Sequence[Feedback] = ()

    def read(self) -> Sequence[Row]:
        """What is open, then what was done lately."""
        desk = self.session.desk
        cards = managers.cards(desk)
        self._keep_to(cards)
        self.others = len(cards) > 1
        ahead, settled = agenda.items(desk, self.card), self._settled()
        self._items = {item.id: item for item in (*ahead, *settled)}
        texts = {item.text for item in ahead}
        self._kept = [
            one for one in feedback.listed(desk) if one.audience_id == self.card.id and one.text not in texts
        ]
        return rows(self.session, ahead, settled)

    def count_said(self) -> Content:
        """Whom it is with, and how much there is to talk about."""
        ahead = sum(item.done_at is None for item in self._items.values())
        return said(
            (f"One-to-one with {self.session.veil.name(self.card.person)}", "bold"),
            (f"  {ahead} to talk about" if ahead else "", MUTED),
        )

    def welcome(self) -> Sequence[Content]:
        """What it is for, and how items come to be."""
        lines = [
            plain(
                "Nothing is on the agenda. What you put here is not forgotten until you meet: it comes back "
                "until it is done, and you keep what came of it."
            ),
            Content(""),
            said(self.key("agenda.add"), " puts something on it."),
            said(self.key("draft.agenda"), " in a draft brings what its alignment check asks."),
        ]
        if self._kept:
            lines.append(said(self.key("agenda.feedback"), " puts feedback on it that you kept."))
        if self.others:
            lines.append(said(self.key("agenda.with"), " shows the agenda with somebody else."))
        return lines

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The item in hand."""
        item = self.in_hand
        if item is None:
            return Content(""), ()
        text = self.session.veiled(item.text, item.visibility)
        return said((text, "bold")), list(details(self.session, item))

    @property
    def in_hand(self) -> AgendaItem | None:
        """The item under the cursor."""
        return self._items.get(self.current)

    @property
    def kept(self) -> Sequence[Feedback]:
        """The feedback for them that is not on the agenda yet, the newest first."""
        return self._kept

    def label(self, action: str, usual: str) -> str:
        """Say what the key would do to the one in hand, in short."""
        if action == "agenda.done" and self.in_hand is not None and self.in_hand.done_at is not None:
            return "open again"
        return "new" if action == "agenda.add" else super().label(action, usual)

    def _keep_to(self, cards: Sequence[ManagerCard]) -> None:
        """Keep to the card as it is now; to the main one once it is gone, unless there is none at all."""
        now = next((one for one in cards if one.id == self.card.id), None)
        self.card = now or next(iter(cards), self.card)

    def _settled(self) -> list[AgendaItem]:
        """What was done lately, the last first; older ones are in no hurry to be read."""
        desk = self.session.desk
        first = desk.today - _LATELY
        done = [
            (item.done_at, item)
            for item in desk.store.since(AgendaItem, first)
            if item.audience_id == self.card.id and item.done_at and desk.workday_of(item.done_at) >= first
        ]
        return [item for _, item in sorted(done, key=lambda pair: pair[0], reverse=True)]
