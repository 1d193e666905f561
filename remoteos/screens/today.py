"""Today: what am I doing, and does it fit before I stop?"""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.screens.main_page import MainPage


class TodayScreen(MainPage):
    """The working day as a timeline, its outcomes, and what waits."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("today")
    place: ClassVar[Place] = "today"
    mode = "today"
    explanation = "Your working day from morning to shutdown, and what waits for you and on others."

    def body(self) -> ComposeResult:
        """The timeline, and beside it the outcomes and what waits."""
        yield Static("", id="day", markup=False)

    def load(self) -> None:
        """Show the day."""
