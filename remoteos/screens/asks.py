"""The ask ledger: what waits on others, the most urgent first, and what became of the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.asks import Ask
from remoteos.domain.words import plural
from remoteos.screens.ask_actions import AskActions
from remoteos.screens.ask_text import MUTED, WARNING, details, settled_row, waiting_row
from remoteos.screens.session import Session
from remoteos.services import asks
from remoteos.widgets.details import Entry
from remoteos.widgets.rows import Row
from remoteos.widgets.text import plain, said

MOST_SETTLED = 20
"""So many answered or withdrawn asks are listed, the newest ones."""


class AsksScreen(AskActions):
    """All asks that wait; the answered and withdrawn ones beneath them when they are wanted."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("asks")
    TITLE = "Asks"
    place: ClassVar[Place] = "asks"
    explanation = (
        "What only someone else can give, the latest first, then what costs something if it comes late. "
        "A reminder is drafted for you and written down; you send it yourself. An ask stays here and in "
        "every update until it is answered, and what the answer made possible shows that their help worked."
    )
    legend = (("!  ·", "A late ask, one that waits"), ("✓  ×", "Answered, withdrawn"))

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.settled = False
        """Whether the answered and withdrawn ones are listed too."""
        self._asks: dict[str, Ask] = {}

    def read(self) -> Sequence[Row]:
        """What waits; then, if wanted, the newest of the others."""
        known = asks.listed(self.session.desk, settled=self.settled)
        self._asks = {ask.id: ask for ask in known}
        ended = [ask for ask in known if not ask.is_waiting]
        rows = [waiting_row(self.session, ask) for ask in known if ask.is_waiting]
        if not ended:
            return rows
        if rows:
            rows.append(Row("", Content("")))
        rows.append(Row("", said(("ANSWERED OR WITHDRAWN", f"bold {MUTED}"))))
        rows += [settled_row(self.session, ask) for ask in ended[:MOST_SETTLED]]
        if (more := len(ended) - MOST_SETTLED) > 0:
            rows.append(Row("", said((f"  {more:,} more: remoteos ask list --all", MUTED))))
        return rows

    def count_said(self) -> Content:
        """How many wait, and how many of them are late."""
        waiting = [ask for ask in self._asks.values() if ask.is_waiting]
        late = sum(ask.late_by(self.session.desk.today) > 0 for ask in waiting)
        count = f"{plural(len(waiting), 'ask')} {'waits' if len(waiting) == 1 else 'wait'}"
        return said(
            (count, "bold"),
            (f"  {late} late" if late else "", WARNING),
            ("  the most urgent first" if len(waiting) > 1 else "", MUTED),
        )

    def welcome(self) -> Sequence[Content]:
        """What an ask is, and how one comes to be."""
        return [
            plain(
                "Nothing waits on others. An ask is what only someone else can give: a decision, help, "
                "information, or the way free."
            ),
            Content(""),
            said(self.key("ask.add"), " asks someone: by when, and what it costs if it comes late."),
            said(self.key("loop.ask"), " does so in the open loops, with a loop."),
            said(self.key("asks.view"), " shows those that were answered or withdrawn."),
        ]

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The ask in hand."""
        ask = self.in_hand
        if ask is None:
            return Content(""), ()
        text = self.session.veiled(ask.text, ask.visibility)
        return said((text, "bold")), details(self.session, ask, short=not self.is_wide)

    @property
    def in_hand(self) -> Ask | None:
        """The ask under the cursor."""
        return self._asks.get(self.current)

    def label(self, action: str, usual: str) -> str:
        """Say it in short, so that all of it stands in the footer."""
        if action == "asks.view":
            return "waiting only" if self.settled else "answered"
        return "new" if action == "ask.add" else super().label(action, usual)

    def show_record(self, identity: str) -> None:
        """Put the cursor on an ask, be it settled."""
        if identity not in self._asks and not self.settled:
            self.action_asks_view()
        super().show_record(identity)

    def action_asks_view(self) -> None:
        """Show the answered and withdrawn ones too, or only what waits."""
        self.settled = not self.settled
        self.reload()
