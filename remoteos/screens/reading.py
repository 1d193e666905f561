"""A ledger in which the one in hand is long: it is read whole, page by page."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, Vertical, VerticalScroll
from textual.types import CSSPathType
from textual.widgets import Static

from remoteos.screens.ledger import Ledger
from remoteos.widgets.details import Details
from remoteos.widgets.page_rows import ReadRows

_HERE = Path(__file__)


class ReadingLedger(Ledger):
    """A list, and the one in hand in full; the page keys scroll what is read, not the list."""

    CSS_PATH: ClassVar[CSSPathType | None] = [
        _HERE.with_name("ledger.tcss"),
        _HERE.with_name("playbook_run.tcss"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "read(1)", "read on", show=False),
        Binding("pageup", "read(-1)", "read back", show=False),
    ]

    def body(self) -> ComposeResult:
        """The count, the list, and the one in hand, which scrolls."""
        with Vertical(id="ledger"):
            yield Static(id="ledger-count", markup=False)
            yield Static(id="ledger-welcome", markup=False)
            with Container(id="ledger-parts"):
                yield ReadRows()
                yield from self.reading()

    def reading(self) -> ComposeResult:
        """What is read of the one in hand."""
        with VerticalScroll(id="reading", can_focus=False):
            yield Details(id="ledger-details")

    def action_read(self, step: int) -> None:
        """Read on, or back, by as much as is in sight."""
        read = self.query_one("#reading", VerticalScroll)
        read.scroll_to(y=read.scroll_y + step * max(1, read.size.height - 1), animate=False)

    def on_rows_moved(self) -> None:
        """Begin to read another one at its top."""
        super().on_rows_moved()
        self.query_one("#reading", VerticalScroll).scroll_home(animate=False)
