"""The base of the pages with a narrow list and, beside it, a text to read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from remoteos.screens.page import WIDE, Page
from remoteos.widgets.page_rows import ReadRows
from remoteos.widgets.prose import Passage, Prose
from remoteos.widgets.rows import Row


class ReadingBeside(Page):
    """The arrow keys go through the list, the page keys through the text."""

    CSS_PATH: ClassVar[CSSPathType | None] = "playbooks.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pagedown", "read(1)", "read on", show=False),
        Binding("pageup", "read(-1)", "read back", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [(0, "-usual"), (WIDE, "-wide")]  # noqa: RUF012  Textual types it so

    _read = ""
    """The row whose text is shown."""

    def read(self) -> Sequence[Row]:
        """Read what is listed, and say each on a row; may raise a RemoteosError."""
        raise NotImplementedError

    def head_said(self) -> Content:
        """What the list is of."""
        raise NotImplementedError

    def text_of(self, row: str) -> Sequence[Passage]:
        """What is read while the cursor stands on a row; empty for no row."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        """What the list is of, the list, and the text."""
        yield Static(id="playbooks-head", markup=False)
        yield from self.above()
        with Horizontal(id="playbooks"):
            yield ReadRows()
            with VerticalScroll(id="reading", can_focus=False):
                yield Prose()

    def above(self) -> ComposeResult:
        """What else stands above the list; nothing unless a page says so."""
        yield from ()

    def load(self) -> None:
        """Show the list and the text anew."""
        self.fill(self.read())

    def fill(self, rows: Sequence[Row], on: str = "") -> None:
        """Show these rows, the cursor on one of them if it is named, and the text of the one in hand."""
        self.rows.show(rows)
        if on:
            self.rows.go_to(on)
        self.query_one("#playbooks-head", Static).update(self.head_said(), layout=False)
        self._show_text()

    @property
    def rows(self) -> ReadRows:
        """The list."""
        return self.query_one(ReadRows)

    @property
    def current(self) -> str:
        """The id of the row under the cursor; empty when there is none."""
        return self.rows.current if self.is_mounted else ""

    def show_record(self, identity: str) -> None:
        """Put the cursor on a row."""
        self.rows.go_to(identity)

    def on_rows_moved(self) -> None:
        """Read the one under the cursor."""
        if self.current != self._read:
            self._show_text()
        self.refresh_bindings()

    def action_read(self, step: int) -> None:
        """Read on, or back, by as much as is in sight."""
        text = self.query_one("#reading", VerticalScroll)
        text.scroll_to(y=text.scroll_y + step * max(1, text.size.height - 1), animate=False)

    def _show_text(self) -> None:
        self.query_one(Prose).show(self.text_of(self.current))
        if self.current != self._read:
            self._read = self.current
            self.query_one("#reading", VerticalScroll).scroll_home(animate=False)
