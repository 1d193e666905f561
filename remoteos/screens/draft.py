"""The draft of an update: its lines, exactly what leaves, and where each line comes from."""

from __future__ import annotations

from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Static

from remoteos.commands import binding, bindings
from remoteos.domain.actions import ACTIONS, Place
from remoteos.domain.errors import NotFound
from remoteos.domain.letter import Rendering
from remoteos.domain.updates import Line, Update
from remoteos.screens.draft_actions import DraftActions
from remoteos.screens.draft_text import (
    OVER,
    finding_entries,
    head_said,
    line_rows,
    place_of,
    row_id,
    source_entries,
    stays_said,
)
from remoteos.screens.page import WIDE
from remoteos.screens.session import Session
from remoteos.services import alignment, sending, updates
from remoteos.services.update_sources import sources
from remoteos.services.updates import Preview
from remoteos.widgets.details import Details
from remoteos.widgets.page_rows import PageRows
from remoteos.widgets.text import paragraphs, said

_KNOWN_BY = 20
"""By so many of its first characters a line is found in what leaves."""

_BACK = next(action for action in ACTIONS if action.id == "back")


class DraftScreen(DraftActions):
    """One update: edited at the left, seen as it leaves at the right (below where there is little room)."""

    CSS_PATH = "draft.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings("draft"), binding(_BACK)]
    HORIZONTAL_BREAKPOINTS = [(0, "-usual"), (WIDE, "-wide")]  # noqa: RUF012  Textual types it so
    place: ClassVar[Place] = "draft"
    mode = "updates"
    TITLE = "Draft"
    explanation = (
        "The lines of an update with how much is on record for each; beside them, exactly what leaves. Words "
        "that you change stay as they are when the draft is drawn again: what the evidence says by then is "
        "offered beside them. What is private never enters. remoteos sends nothing itself: copy it, or write "
        "it to a file, then mark it as sent."
    )
    legend = (("×", "A line that is left out"), ("?", "Nothing on record supports it"))

    def __init__(self, session: Session, identity: str) -> None:
        super().__init__(session)
        self.identity = identity
        self.shown: Preview | None = None
        self.rendering: Rendering = "markdown"
        self.text = ""
        """What leaves, byte for byte."""
        self.beside: Literal["", "evidence", "alignment"] = ""
        """What is open under the draft."""
        self.opened: set[int] = set()
        """The sections of which the lines that did not fit are listed too."""

    def body(self) -> ComposeResult:
        """What it is, its lines and what leaves, the drawer, and what stays."""
        yield Static(id="draft-head", markup=False)
        with Container(id="draft"):
            yield PageRows()
            with VerticalScroll(id="leaves", can_focus=False):
                yield Static(id="leaving", markup=False)
        yield Details(id="beside-draft")
        yield Static(id="draft-stays", markup=False)

    def load(self) -> None:
        """Show the update as it is now; one that was thrown away leaves an empty page."""
        desk = self.session.desk
        try:
            update = updates.find(desk, self.identity)
        except NotFound:
            self._show_nothing()
            return
        self.shown = shown = updates.preview(desk, update)
        self.text = updates.leaving_text(update, shown.written, self.rendering)
        held = {line.key for line in shown.written.held}
        is_first = not self._rows.rows
        self._rows.show(line_rows(self.session, update, held, self.opened))
        if is_first:
            self._begin(update)
        if not self._rows.has_focus:
            self._rows.focus()
        tells = any(part.query == "said" for part in update.sections)
        unmarked = sum(tells and one.state == "open" for one in sending.open_commitments(desk, shown.card))
        self.query_one("#draft-head", Static).update(
            head_said(self.session, shown, f"{self.rendering}, {len(self.text.encode()):,} bytes")
        )
        self.query_one("#draft-stays", Static).update(stays_said(shown, unmarked))
        self._show_text()
        self._show_beside()

    @property
    def in_hand(self) -> tuple[int, Line] | None:
        """The section, from 0, and the line under the cursor; None on a heading."""
        section, key = self.place_in_hand
        if self.shown is None or not 0 <= section < len(self.shown.update.sections):
            return None
        lines = self.shown.update.sections[section].lines
        line = next((line for line in lines if line.key == key), None)
        return (section, line) if line else None

    @property
    def place_in_hand(self) -> tuple[int, str]:
        """The section, from 0, and the key under the cursor; -1 when there is none."""
        return place_of(self._rows.current)

    def come_to(self, section: int, key: str) -> None:
        """Put the cursor on a line."""
        self._rows.go_to(row_id(section, key))

    def open_over(self) -> bool:
        """List the lines that did not fit, when the cursor stands on the row that counts them."""
        section, key = self.place_in_hand
        if key != OVER:
            return False
        self.opened.add(section)
        self.load()
        return True

    def show_beside(self, what: Literal["evidence", "alignment"]) -> None:
        """Open a drawer under the draft, or close it."""
        self.beside = "" if self.beside == what else what
        self._show_beside()

    def show_as(self, rendering: Rendering) -> None:
        """Show what leaves in another rendering."""
        self.rendering = rendering
        self.load()

    def on_rows_moved(self) -> None:
        """Show where the line under the cursor comes from, if that is wanted."""
        if self.beside == "evidence":
            self._show_beside()
        self._follow()
        self.refresh_bindings()

    def on_rows_selected(self) -> None:
        """Reword the line that was clicked."""
        self.action_line_edit()

    @property
    def _rows(self) -> PageRows:
        return self.query_one(PageRows)

    def _begin(self, update: Update) -> None:
        """Put the cursor on the first line."""
        for at, section in enumerate(update.sections):
            if section.shown:
                self.come_to(at, section.shown[0].key)
                self.call_after_refresh(self._rows.scroll_home, animate=False)  # its heading stays in sight
                return

    def _show_text(self) -> None:
        text = self.session.veiled(self.text, "manager")
        self.query_one("#leaving", Static).update(paragraphs(text))

    def _follow(self) -> None:
        """Let what leaves come along with the cursor: about where its line stands."""
        here = self.in_hand
        if here is None or not self.text:
            return
        leaves = self.query_one("#leaves", VerticalScroll)
        words = here[1].text[:_KNOWN_BY]
        at = self.text.find(words)
        if at >= 0:
            height = self.query_one("#leaving", Static).size.height
            line = round(height * at / len(self.text))
            leaves.scroll_to(y=max(0, line - leaves.size.height // 2), animate=False)

    def _show_beside(self) -> None:
        details = self.query_one("#beside-draft", Details)
        details.display = bool(self.beside) and self.shown is not None
        self.set_class(details.display, "-beside")
        if not details.display or self.shown is None:
            return
        if self.beside == "alignment":
            found = alignment.check(self.session.desk, self.shown.update)
            title = said(
                ("WHERE WORK AND GOALS HAVE PARTED", "bold $text-muted"), ("  for your eyes", "$text-muted")
            )
            details.show(title, finding_entries(self.session, found))
        elif (here := self.in_hand) is not None:
            where = sources(self.session.desk, here[1].sources)
            title = said(("WHERE IT COMES FROM", "bold $text-muted"))
            details.show(title, source_entries(self.session, here[1], where))
        else:
            details.show(said(("Put the cursor on a line to see where it comes from.", "$text-muted")))

    def _show_nothing(self) -> None:
        self.shown, self.text = None, ""
        self._rows.show([])
        self.query_one("#draft-head", Static).update(said("This draft is gone."))
        for each in ("#draft-stays", "#leaving"):
            self.query_one(each, Static).update("")
        self._show_beside()
