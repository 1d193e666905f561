"""What kind of day it is going to be."""

from __future__ import annotations

from functools import partial
from typing import get_args

from textual.app import ComposeResult
from textual.widgets import Static

from remoteos.domain.rituals import DayType
from remoteos.screens.rituals.step import Step
from remoteos.services import rituals
from remoteos.widgets.options import Meant, Options
from remoteos.widgets.text import plain, said

_MEANS: dict[DayType, str] = {
    "deep": "long blocks, few people",
    "meetings": "mostly with others",
    "mixed": "some of both",
    "recovery": "light, after much",
}


class DayKind(Step):
    """Four kinds, by one digit."""

    def __init__(self) -> None:
        super().__init__("day type", "Kind of day")

    def compose(self) -> ComposeResult:
        """The question and its answers."""
        yield Static(said(("What kind of day is it?", "bold")), classes="question", markup=False)
        yield Options([Meant(kind, means) for kind, means in _MEANS.items()])
        yield Static(plain("A digit answers, enter skips."), classes="about", markup=False)

    def begin(self) -> None:
        """Take the keys."""
        self.query_one(Options).focus()

    def load(self) -> None:
        """Show what was said before."""
        self.query_one(Options).show(rituals.day_in_hand(self.desk).day_type or "")

    def go_on(self) -> bool:
        """Take what the arrow keys point at."""
        return self._save(self.query_one(Options).pointed)

    def on_options_picked(self, event: Options.Picked) -> None:
        """Keep the answer and go on."""
        if self._save(event.value):
            self.guide.step_over()

    def _save(self, value: str) -> bool:
        kind: DayType | None = next((one for one in get_args(DayType) if one == value), None)
        return kind is None or self.act(partial(rituals.open_day, day_type=kind)) is not None
