"""The base of the ledgers: a list of records of one kind, and the one in hand in full."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from remoteos.messages import Changed, Refused
from remoteos.screens.loop_decisions import hidden_now
from remoteos.screens.page import WIDE, Page
from remoteos.screens.session import Session
from remoteos.widgets.details import Details, Entry
from remoteos.widgets.page_rows import PageRows
from remoteos.widgets.rows import Row
from remoteos.widgets.text import Part, said

if TYPE_CHECKING:
    from remoteos.domain.record import Visibility
    from remoteos.screens.dialogs.form import Form

_UNDO_TURN = 38
"""Before what else can be done everywhere: one key changes a record here, and another one takes it back."""


class Ledger(Page):
    """A page over the pages: it says what is in the list and what is in hand, and what enter does."""

    CSS_PATH: ClassVar[CSSPathType | None] = Path(__file__).with_name("ledger.tcss")
    HORIZONTAL_BREAKPOINTS = [(0, "-usual"), (WIDE, "-wide")]  # noqa: RUF012  Textual types it so
    edit_action: ClassVar[str]
    """The action of a second click on a row: that of enter."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._expected = ""

    # What a ledger is

    def read(self) -> Sequence[Row]:
        """Read the records, and say each on a row; may raise a RemoteosError."""
        raise NotImplementedError

    def count_said(self) -> Content:
        """How many there are, and in which order."""
        raise NotImplementedError

    def welcome(self) -> Sequence[Content]:
        """What it is for and how to begin, line by line, said in the place of an empty list."""
        raise NotImplementedError

    def in_full(self) -> tuple[Content, Sequence[Entry]]:
        """The one in hand: its text, and all there is to say of it."""
        raise NotImplementedError

    # How it is shown

    def body(self) -> ComposeResult:
        """The count, the list, and the one in hand in full."""
        with Vertical(id="ledger"):
            yield Static(id="ledger-count", markup=False)
            yield Static(id="ledger-welcome", markup=False)
            with Container(id="ledger-parts"):
                yield PageRows()
                yield Details(id="ledger-details")

    def load(self) -> None:
        """Show the records, or how to begin."""
        found = self.read()
        self.rows.show(found)
        if self._expected and self.rows.go_to(self._expected):
            self._expected = ""
        nothing = not any(row.id for row in found)
        self.query_one("#ledger-count", Static).update(self.count_said())
        welcome = self.query_one("#ledger-welcome", Static)
        welcome.update(Content("\n").join(self.welcome()) if nothing else "")
        welcome.display = nothing
        self.query_one("#ledger-parts").display = not nothing
        if not nothing and not self.rows.has_focus:
            self.rows.focus()
        self._show_details()

    @property
    def is_wide(self) -> bool:
        """Whether the one in hand is shown beside the list."""
        return self.app.size.width >= WIDE

    @property
    def rows(self) -> PageRows:
        """The list of the records."""
        return self.query_one(PageRows)

    @property
    def current(self) -> str:
        """The id of the record under the cursor; empty when there is none."""
        return self.rows.current if self.is_mounted else ""

    def show_record(self, identity: str) -> None:
        """Put the cursor on a record."""
        self.rows.go_to(identity)

    def key(self, action: str) -> Part:
        """The key of an action, as keys are shown in a text."""
        return self.session.key_of(action), "bold $footer-key-foreground"

    def rank(self, action: str) -> int | None:
        """What takes a change back stands before the rest that can be done everywhere."""
        return _UNDO_TURN if action == "undo" else super().rank(action)

    def on_resize(self) -> None:
        """There may be more room for the one in hand, or less."""
        self._show_details()

    def on_rows_moved(self) -> None:
        """Show the one under the cursor in full."""
        self._show_details()
        self.refresh_bindings()

    async def on_rows_selected(self) -> None:
        """Do what enter does to the one that was clicked."""
        await self.run_action(f"screen.{self.edit_action}")

    def _show_details(self) -> None:
        title, entries = self.in_full() if self.current else (said(""), ())
        self.query_one(Details).show(title, entries)

    # What its actions share

    def refused_while_hidden(self, visibility: Visibility, *texts: str) -> bool:
        """Whether what an action would be about is hidden now, which is then said.

        That is a private record, and one of whose texts a name is taken out: a form would show it.
        """
        veiled = (self.session.veiled(text, visibility) != text for text in texts)
        hidden = (self.session.hidden and visibility == "private") or any(veiled)
        if hidden:
            self.post_message(Refused(hidden_now(self.session)))
        return hidden

    def open_form(self, form: Form, saved: Callable[[], str], *, come_to: Callable[[], str] = str) -> None:
        """Open a form; once it is saved ``saved`` says what was done, and the cursor comes to a record."""

        def closed(done: bool | None) -> None:
            if done:
                self._expected = come_to()
                self.post_message(Changed(saved()))

        self.app.push_screen(form, closed)
