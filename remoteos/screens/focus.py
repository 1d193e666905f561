"""Focus: this, and nothing else."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widgets import Static

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.domain.errors import RemoteosError
from remoteos.screens.focus_said import (
    FREE,
    GO_ON,
    ahead_rows,
    block_moment,
    block_scene,
    break_line,
    break_moment,
    break_scene,
)
from remoteos.screens.main_page import MainPage
from remoteos.screens.session import Session
from remoteos.services import breaks
from remoteos.services.focus_next import Ahead, ahead
from remoteos.widgets.rows import Rows
from remoteos.widgets.stage import Stage

MINUTE = timedelta(minutes=1)

_IN_A_BLOCK = {
    "block.interrupt": 10,
    "block.aside": 12,
    "block.pause": 14,
    "longer": 16,
    "block.finish": 18,
    "block.abandon": 20,
    "capture": 22,
    "help": 99,
}
"""What the footer shows while a block is open: nothing but what can be done with it."""

_LEFT_RUNNING = {"block.finish": 10, "help": 99}
"""What it shows of a block that was left running: it is to be settled first."""


class FocusScreen(MainPage):
    """The open block and nothing else; when nothing runs, what could be started."""

    CSS_PATH = "focus.tcss"
    BINDINGS: ClassVar[list[BindingType]] = bindings("focus")
    place: ClassVar[Place] = "focus"
    mode = "focus"
    explanation = (
        "The block you are in, and nothing else: its time runs by the clock, also when the app is closed. "
        "When nothing runs, it says where you were and what could be started: enter starts what is "
        "under the cursor."
    )

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ahead = Ahead(None, (), ())
        self._shown: object = None
        """What kind of thing is shown; the page is laid out anew when that changes with the time."""
        self._shown_until: datetime | None = None

    def body(self) -> ComposeResult:
        """The stage for what runs, and the list of what could be started."""
        yield Stage()
        with Vertical(id="ahead"):
            yield Static("", id="rest", markup=False)
            yield Rows(id="starts")

    def load(self) -> None:
        """Show the open block; when nothing runs, the break and what could be started."""
        now, rest = self.session.standing.focus, self.session.rest
        self._shown = self._kind()
        self._shown_until = self.session.now.replace(second=0) + MINUTE
        resting = now is None and rest is not None and rest.state == "running"
        self.set_class(now is not None, "quiet")
        self.set_class(resting, "resting")
        stage = self.query_one(Stage)
        if now is not None:
            stage.show(block_scene(self.session, now))
        else:
            if rest is not None and resting:
                stage.show(break_scene(self.session, rest))
            self._show_ahead()
        self._show_moment()

    def tick(self) -> None:
        """Let the time go on; what changes with it by the minute is shown anew."""
        until, now = self._shown_until, self.session.now
        if until is None:
            return
        if self._shown == self._kind() and until - MINUTE <= now < until:
            self._show_moment()
            return
        try:
            self.load()
        except RemoteosError:
            return  # the page says that nothing can be read; what was shown stays
        self.refresh_bindings()

    # The keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A break can be taken while it is due, and something else be started while nothing runs."""
        now, rest = self.session.standing.focus, self.session.rest
        if action == "focus_free":
            return now is None
        if action == "break_take":
            return rest is not None and rest.state != "over"
        if action in ("break_snooze", "break_took"):
            return rest is not None and rest.state in ("due", "snoozed")
        return super().check_action(action, parameters)

    def rank(self, action: str) -> int | None:
        """In a block only what can be done with it; a day that is open is opened elsewhere."""
        standing = self.session.standing
        if standing.focus is not None:
            ranks = _IN_A_BLOCK if standing.focus.stale is None else _LEFT_RUNNING
            return ranks.get(action)
        if action == "day.open" and standing.day is not None and standing.day.state == "open":
            return None
        return super().rank(action)

    def label(self, action: str, usual: str) -> str:
        """Say what the break key would do now."""
        rest = self.session.rest
        if action == "break.take" and rest is not None and rest.state == "running":
            return "back"
        now = self.session.standing.focus
        if action == "block.finish" and now is not None and now.stale is not None:
            return "say until when it ran"
        return super().label(action, usual)

    def action_block_start(self) -> None:
        """Start what is under the cursor."""
        self._start(self.query_one(Rows).current)

    def action_focus_free(self) -> None:
        """Start something that is on no list."""
        self.start_block()

    def action_break_take(self) -> None:
        """Take the break, or be back from it."""
        rest = self.session.rest
        self._do_with_break("back" if rest is not None and rest.state == "running" else "take")

    def action_break_snooze(self) -> None:
        """Put the break off."""
        self._do_with_break("snooze")

    def action_break_took(self) -> None:
        """Say that the break was had already."""
        self._do_with_break("took")

    def on_rows_selected(self, event: Rows.Selected) -> None:
        """Start what was chosen."""
        self._start(event.id)

    def _start(self, which: str) -> None:
        card = self._ahead.card
        planned = next((one for one in self._ahead.planned if one.id == which), None)
        if planned is not None:
            self.start_planned(planned)
        elif which == GO_ON and card is not None:
            self.start_now(card.next_action, outcome=card.outcome.id if card.outcome else None)
        else:
            self.start_block(outcome="" if which in ("", FREE, GO_ON) else which)

    def _do_with_break(self, answer: str) -> None:
        from remoteos.screens.dialogs.take_break import do_with_break

        if answer == "back":
            self.act(breaks.back, "Back from the break.")
        else:
            do, said = do_with_break(answer)
            self.act(do, said)

    # What is shown

    def _kind(self) -> object:
        """What kind of thing there is to show; it changes with the time alone, too."""
        now, rest = self.session.standing.focus, self.session.rest
        if now is not None:
            return now.block.id, now.stale is not None
        return rest.state if rest is not None else None

    def _show_moment(self) -> None:
        now, rest = self.session.standing.focus, self.session.rest
        if now is not None:
            self.query_one(Stage).show_moment(block_moment(self.session, now))
        elif rest is not None and rest.state == "running":
            self.query_one(Stage).show_moment(break_moment(rest, self.session.now))

    def _show_ahead(self) -> None:
        self._ahead = ahead(self.session.desk)
        line = break_line(self.session)
        rest = self.query_one("#rest", Static)
        rest.display = bool(line.plain)
        rest.update(line)
        rows = self.query_one(Rows)
        rows.show(ahead_rows(self.session, self._ahead))
        if self.focused is None:
            rows.focus()
