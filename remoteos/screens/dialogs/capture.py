"""Noting something in passing, in one line over whatever is on the screen."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Static

from remoteos.domain.captures import PREFIXES, read_prefix
from remoteos.domain.errors import RemoteosError
from remoteos.domain.words import KIND_MARKS
from remoteos.messages import Changed
from remoteos.screens.dialogs.dialog import Dialog
from remoteos.screens.session import Session
from remoteos.services.noting import Noted, note
from remoteos.widgets.line import Line
from remoteos.widgets.text import said

_KEY = "bold $footer-key-foreground"


class CaptureLine(Dialog[None]):
    """One line and enter; its first sign says what it is. What was typed and left comes back.

    It tells the app itself what was noted, for it opens over any page.
    """

    CSS_PATH: ClassVar[CSSPathType] = ["dialog.tcss", "capture.tcss"]

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        # What was typed before the screen was shared must not show on it.
        self.draft = "capture, hidden" if session.hidden else "capture"

    def compose(self) -> ComposeResult:
        """What it is, the line, what went wrong, and the signs."""
        with Vertical(classes="box"):
            with Horizontal():
                yield Static(id="kind", markup=False)
                yield Line(placeholder="what crossed your mind?")
            yield Static(id="about", markup=False)
            yield Static(_signs(), id="signs")

    def on_mount(self) -> None:
        """Bring back what was typed before."""
        line = self.query_one(Line)
        line.focus()
        if draft := self.session.drafts.get(self.draft):
            line.value = draft["text"]
            line.cursor_position = len(line.value)
            self._about("What you typed before is back.")
        self._show_kind(line.value)

    def on_input_changed(self, event: Line.Changed) -> None:
        """Say what it would be noted as."""
        self._show_kind(event.value)

    def on_input_submitted(self, event: Line.Submitted) -> None:
        """Note it; stay, with the text, when that does not work."""
        event.stop()
        typed = self.query_one(Line).value
        try:
            noted = self.session.change(lambda desk: note(desk, typed))
        except RemoteosError as error:
            self._about(str(error), "$text-warning")
            return
        except OSError as error:
            self._about(f"Not noted: {error.strerror or error}.", "$text-warning")
            return
        self.session.drafts.pop(self.draft, None)
        self.app.post_message(Changed(self._noted(noted)))
        self.dismiss(None)

    def action_cancel(self) -> None:
        """Leave; what was typed is kept for the next time."""
        typed = self.query_one(Line).value
        if typed.strip():
            self.session.drafts[self.draft] = {"text": typed}
        else:
            self.session.drafts.pop(self.draft, None)
        self.dismiss(None)

    def _show_kind(self, typed: str) -> None:
        kind, _ = read_prefix(typed)
        shown = said((f"{KIND_MARKS[kind]} {kind}", "bold $primary"))
        self.query_one("#kind", Static).update(shown)

    def _about(self, text: str, style: str = "$text-muted") -> None:
        about = self.query_one("#about", Static)
        about.update(said((self.session.veil.notice(text), style)))
        about.display = bool(text)

    def _noted(self, noted: Noted) -> str:
        kind = noted.capture.kind.capitalize()
        if noted.block is None:
            return f"{kind} noted."
        block = self.session.veiled(noted.block.intention, noted.block.visibility)
        return f"{kind} noted; {block} goes on."


def _signs() -> Content:
    """What each sign makes of the line, and the keys."""
    parts: list[str | tuple[str, str]] = []
    for sign, kind in PREFIXES.items():
        parts += [(sign, _KEY), f" {kind}  "]
    return said(*parts, ("enter", _KEY), " note it  ", ("esc", _KEY), " back")
