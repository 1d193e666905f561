"""One line why: asked once, and nothing is an answer too."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Label, Static

from remoteos.domain.errors import RemoteosError
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.widgets.line import Line
from remoteos.widgets.text import plain, said


class Reason(Dialog[str | None]):
    """Dismissed with the reason, empty when none was given; None when nothing is to be done after all."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, session: Session, title: str, note: str, *, does: str) -> None:
        """Make the question; ``does`` says what enter does."""
        super().__init__(session)
        self.question = title
        self.note = note
        self.does = does

    def compose(self) -> ComposeResult:
        """The question and a line to answer."""
        key = "bold $footer-key-foreground"
        with Vertical(classes="box"):
            yield Label(plain(self.question), classes="title")
            yield Static(plain(self.note), classes="note")
            yield Line(placeholder="a reason, or none")
            yield Static("", classes="problem", markup=False)
            yield Static(said(("enter", key), f" {self.does}  ", ("esc", key), " back"), classes="keys")

    def on_input_submitted(self, event: Line.Submitted) -> None:
        """Go on with what was typed."""
        event.stop()
        try:
            reason = self.query_one(Line).text
        except RemoteosError as error:
            self.query_one(".problem", Static).update(plain(str(error)))
            return
        self.dismiss(reason)
