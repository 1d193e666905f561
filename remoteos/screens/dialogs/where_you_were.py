"""The re-entry card: where you were, what comes next, and the thought that was left open."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widgets import Label, Static

from remoteos.domain.errors import RemoteosError
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.focus_said import left_said, where_said
from remoteos.screens.session import Session
from remoteos.services import reentry
from remoteos.services.reentry import Reentry
from remoteos.widgets.text import plain, said

if TYPE_CHECKING:
    from remoteos.screens.block_actions import BlockActions


class WhereYouWere(Dialog[bool | None]):
    """Dismissed with True to go on there; None when not now."""

    DEFAULT_CSS = """
    WhereYouWere .fact { height: auto; }
    WhereYouWere .fact Static { width: 1fr; }
    WhereYouWere .fact Label { width: 14; color: $text-muted; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter,s,p", "go_on", "go on", show=False)]

    def __init__(self, session: Session, card: Reentry) -> None:
        super().__init__(session)
        self.card = card

    def compose(self) -> ComposeResult:
        """The card."""
        card, key = self.card, "bold $footer-key-foreground"
        with Vertical(classes="box"):
            yield Label(
                said("Where you were", (f"  {left_said(self.session, card)}", "not bold $text-muted")),
                classes="title",
            )
            yield Static(where_said(self.session, card), classes="note", markup=False)
            if not card.block.is_open:
                yield from _line("Next", self.session.veiled(card.next_action, card.block.visibility))
            if card.thought is not None:
                thought = self.session.veiled(card.thought.text, card.thought.visibility)
                yield from _line("Open thought", thought)
            does = "go on" if card.block.is_open else "start it"
            yield Static(said(("enter", key), f" {does}  ", ("esc", key), " not now"), classes="keys")

    def action_go_on(self) -> None:
        """Go on there."""
        self.dismiss(True)


def _line(what: str, text: str) -> ComposeResult:
    with Horizontal(classes="fact"):
        yield Label(plain(what))
        yield Static(plain(text), markup=False)


def welcome_back(page: BlockActions) -> None:
    """Show the card to somebody who comes back to something, and go on there if they say so.

    What is from another day waits until this one is open: the start ritual comes first.
    """
    session = page.session
    try:
        card, standing = reentry.card(session.desk), session.standing
    except RemoteosError:
        return  # the page says that nothing can be read
    unopened = standing.day is None or standing.day.state == "unopened"
    if card is None or (unopened and card.block.day != standing.today):
        return
    block, next_action, outcome = card.block, card.next_action, card.outcome

    def answered(goes_on: bool | None) -> None:
        if goes_on and block.is_open:
            page.action_block_pause()
        elif goes_on:
            page.start_now(next_action, outcome=outcome.id if outcome else None)

    page.app.push_screen(WhereYouWere(session, card), answered)
