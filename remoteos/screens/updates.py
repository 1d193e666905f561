"""Updates: who waits to hear, what was sent, and what became of what was said and asked."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.asks import Ask
from remoteos.domain.errors import RemoteosError
from remoteos.messages import Refused
from remoteos.screens.main_page import MainPage
from remoteos.screens.page import WIDE
from remoteos.screens.session import Session
from remoteos.screens.updates_text import MUTED, ask_bars, audience_rows, chart, legend
from remoteos.services import asks
from remoteos.services import updates as service
from remoteos.services.updates_board import Audience, board
from remoteos.widgets.page_rows import PageRows
from remoteos.widgets.sections import Said, Sections
from remoteos.widgets.text import said

_MOST_ASKS = 12

_FOOTER = {"update.open": 10, "go.asks": 12, "go.decisions": 14, "managers": 16, "agenda": 18}
"""The turns of this page's keys in the footer, before everybody else's."""


class UpdatesScreen(MainPage):
    """What each audience is to hear and has heard."""

    CSS_PATH = "updates.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("updates")
    HORIZONTAL_BREAKPOINTS = [(0, "-usual"), (WIDE, "-wide")]  # noqa: RUF012  Textual types it so
    place: ClassVar[Place] = "updates"
    mode = "updates"
    TITLE = "Updates"
    explanation = (
        "An update is drawn from what really happened since the last one that was sent: what moved, what is "
        "needed, what comes next. You change its words, see exactly what leaves, and send it yourself. What "
        "comes next becomes what you said; the next draft asks what became of it."
    )
    legend = (
        ("▸  ●  ✓", "A draft to draw, a draft, an update that was sent"),
        ("✓  ◐  →", "Of what was said: did, partly, moved"),
        ("×  ○", "Dropped, still open"),
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self.audiences: tuple[Audience, ...] = ()
        self._waiting: tuple[Ask, ...] = ()

    def body(self) -> ComposeResult:
        """The audiences with their updates, and what was said, done and asked beside them."""
        with Container(id="updates"):
            yield PageRows()
            yield Sections(id="beside-updates")

    def load(self) -> None:
        """Show how everything stands."""
        self.audiences = board(self.session.desk)
        self._waiting = asks.waiting(self.session.desk)
        rows = self.query_one(PageRows)
        rows.show(audience_rows(self.session, self.audiences))
        if not rows.has_focus:
            rows.focus()
        self._show_beside()

    def on_rows_moved(self) -> None:
        """What was said and done is that of the audience under the cursor."""
        self._show_beside()
        self.refresh_bindings()

    def on_rows_selected(self) -> None:
        """Open what was clicked."""
        self.action_update_open()

    @property
    def audience(self) -> Audience | None:
        """The audience under the cursor."""
        here = self.query_one(PageRows).current
        return next((one for one in self.audiences if here in _ids(one)), None)

    def rank(self, action: str) -> int | None:
        """The keys of this page and of what belongs to it come first, then those of all pages."""
        usual = super().rank(action)
        return _FOOTER.get(action, None if usual is None else usual + max(_FOOTER.values()))

    def label(self, action: str, usual: str) -> str:
        """Say what enter would do."""
        if action == "update.open" and self.query_one(PageRows).current.startswith("draw:"):
            return "draw the draft"
        return super().label(action, usual)

    def action_update_open(self) -> None:
        """Open the update under the cursor; a draft is drawn, anew if there is one."""
        here, one = self.query_one(PageRows).current, self.audience
        if not here or one is None:
            return
        if here in {update.id for update in one.sent}:
            self._open(here)
        else:
            self._draw(one)

    def show_record(self, identity: str) -> None:
        """Put the cursor on an update or an audience."""
        self.query_one(PageRows).go_to(identity)

    def _draw(self, audience: Audience) -> None:
        """Draw a draft and open it; one that cannot be drawn is said, and an old one opens as it was."""
        to = None if audience.is_new else audience.card.id
        try:
            drawn = self.session.change(lambda desk: service.draft(desk, self.session.shelf, to))
        except (RemoteosError, OSError) as error:
            self.post_message(Refused(str(error)))
            if audience.draft is not None:
                self._open(audience.draft.id)
            return
        self._open(drawn.id)

    def _open(self, identity: str) -> None:
        from remoteos.screens.draft import DraftScreen

        self.app.push_screen(DraftScreen(self.session, identity))

    def _show_beside(self) -> None:
        one, waiting = self.audience, self._waiting
        parts = [_heading("SAID AND DONE")]
        parts += chart(self.session, one.history if one else ())
        if one and one.history:
            parts.append(legend())
        more = len(waiting) - _MOST_ASKS
        parts += [Said(rank=4), _heading("ASKS BY AGE", f"{len(waiting)}" if waiting else "")]
        parts += ask_bars(self.session, waiting[:_MOST_ASKS])
        if more > 0:
            parts.append(Said(said((f"and {more:,} more", MUTED)), rank=9))
        self.query_one(Sections).show(parts)


def _heading(text: str, count: str = "") -> Said:
    return Said(said((text, f"bold {MUTED}"), (f"  {count}", MUTED)))


def _ids(audience: Audience) -> set[str]:
    """The rows that belong to an audience."""
    ids = {f"draw:{audience.card.id}", *(one.id for one in audience.sent)}
    return ids | ({audience.draft.id} if audience.draft else set())
