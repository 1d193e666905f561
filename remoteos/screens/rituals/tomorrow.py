"""What to begin with tomorrow."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.widgets import Static

from remoteos.domain.errors import RemoteosError
from remoteos.domain.words import day_name
from remoteos.screens.rituals.step import Step
from remoteos.services import rituals
from remoteos.widgets.line import Line
from remoteos.widgets.text import said


class Tomorrow(Step):
    """One line, shown first when the next day is opened."""

    private: ClassVar[bool] = True

    def __init__(self) -> None:
        super().__init__("tomorrow", "Tomorrow first")

    def compose(self) -> ComposeResult:
        """The question and a line for it."""
        yield Static("", classes="question", markup=False)
        yield Line(placeholder="the first thing, so that the evening is free of it", id="first")
        yield Static("", classes="problem", markup=False)
        key = "bold $footer-key-foreground"
        yield Static(said(("enter", key), " ends the day"), classes="about", markup=False)

    def begin(self) -> None:
        """Ask."""
        self.query_one(Line).focus()

    def load(self) -> None:
        """Show what was said before; what is being typed stays."""
        day = day_name(self.desk.next_workday(), year=False)
        self.query_one(".question", Static).update(
            said(("What comes first next time?", "bold"), (f"   {day}", "$text-muted"))
        )
        line = self.query_one(Line)
        if not line.value:
            line.value = self.kept()["first"]

    def kept(self) -> dict[str, str]:
        """What is saved."""
        return {"first": rituals.day_in_hand(self.desk).first_thing}

    def go_on(self) -> bool:
        """Keep what was typed."""
        try:
            text = self.query_one(Line).text
        except RemoteosError as error:
            self.say(str(error))
            return False
        if not text or text == self.kept()["first"]:
            self.answered = bool(text)
            return True
        return self.act(partial(rituals.note_close, first_thing=text)) is not None
