"""The base of everything that opens over a page."""

from pathlib import Path
from typing import ClassVar, TypeVar

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.types import CSSPathType

from remoteos.screens.session import Session

R = TypeVar("R")


class Dialog(ModalScreen[R]):
    """A box over the page; escape leaves it without an answer.

    Its box is a container with the class ``box``.
    """

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("dialog.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "back", id="back"),
        Binding("ctrl+q", "app.quit", show=False, id="quit"),  # the app's own keys stop at a dialog
        Binding("ctrl+c", "app.help_quit", show=False, system=True),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session

    def action_cancel(self) -> None:
        """Leave without an answer."""
        self.dismiss(None)
