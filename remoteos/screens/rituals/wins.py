"""What went well: a line each, and enter on an empty one goes on."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from remoteos.domain.errors import RemoteosError
from remoteos.screens.rituals.step import Step
from remoteos.services import captures, rituals
from remoteos.services.day import view
from remoteos.widgets.line import Line
from remoteos.widgets.text import said

_SHOWN = 6


class Wins(Step):
    """The wins of the day, and a line for another one."""

    def __init__(self) -> None:
        super().__init__("wins", "Wins")

    def compose(self) -> ComposeResult:
        """The question, a line for it, and what is noted already."""
        yield Static("", classes="question", markup=False)
        yield Line(placeholder="a few words are enough", id="win")
        yield Static("", classes="problem", markup=False)
        yield Static("", id="won", markup=False)
        key = "bold $footer-key-foreground"
        yield Static(
            said(("enter", key), " adds it, on nothing goes on  ", ("tab", key), " leaves the field"),
            classes="about",
            markup=False,
        )

    def begin(self) -> None:
        """Ask."""
        self.query_one(Line).focus()

    def load(self) -> None:
        """Show what is noted."""
        found = view(self.desk, rituals.day_in_hand(self.desk).date).captures
        wins = [one for one in found if one.kind == "win"]
        question = "Another win, however small?" if wins else "What went well, however small?"
        self.query_one(".question", Static).update(said((question, "bold")))
        lines = [
            said(("+ ", "$text-success"), self.session.veiled(one.text, one.visibility))
            for one in wins[-_SHOWN:]
        ]
        more = len(wins) - len(lines)
        lines = [said((f"and {more} more before", "$text-muted")), *lines] if more else lines
        self.query_one("#won", Static).update(Content("\n").join(lines))
        self.query_one("#won").display = bool(lines)

    def go_on(self) -> bool:
        """Note what was typed; with nothing typed the step is over."""
        line = self.query_one(Line)
        try:
            text = line.text
        except RemoteosError as error:
            self.say(str(error))
            return False
        self.say("")
        if not text:
            return True
        day = rituals.day_in_hand(self.desk).date
        if self.act(lambda desk: captures.capture(desk, text, "win", day=day)) is not None:
            line.value = ""
        return False
