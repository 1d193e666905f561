"""Words to paste, shown whole before they go anywhere."""

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Label, Static

from remoteos.domain.playbooks import Words
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.widgets.text import paragraphs, plain, said

Taken = Literal["copy", "write"]
"""What becomes of the words: the clipboard, or a file."""

_KEY = "bold $footer-key-foreground"


class WordsToPaste(Dialog[Taken | None]):
    """Dismissed with where the words are to go; None when they were only read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "take('copy')", "copy", show=False),
        Binding("w", "take('write')", "write a file", show=False),
        Binding("down,j", "read(1)", "down", show=False),
        Binding("up,k", "read(-1)", "up", show=False),
        Binding("pagedown", "read(8)", "page down", show=False),
        Binding("pageup", "read(-8)", "page up", show=False),
    ]

    def __init__(self, session: Session, words: Words) -> None:
        super().__init__(session)
        self.words = words

    def compose(self) -> ComposeResult:
        """The title, the whole text, and the keys."""
        with Vertical(classes="box wide"):
            yield Label(plain(self.words.title or "Words to paste"), classes="title")
            with VerticalScroll(classes="words", can_focus=False):
                yield Static(paragraphs(self.words.text), markup=False)
            yield Static(
                said(
                    ("enter", _KEY), " copy  ", ("w", _KEY), " write a file  ", ("↑↓", _KEY), " read  ",
                    ("esc", _KEY), " back",
                ),
                classes="keys",
            )  # fmt: skip

    def action_take(self, taken: Taken) -> None:
        """Say where the words are to go."""
        self.dismiss(taken)

    def action_read(self, lines: int) -> None:
        """Read on, or back."""
        self.query_one(".words", VerticalScroll).scroll_relative(y=lines, animate=False)
