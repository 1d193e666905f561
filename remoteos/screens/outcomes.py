"""Outcomes."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from remoteos.commands import bindings
from remoteos.domain.actions import Place
from remoteos.screens.main_page import MainPage


class OutcomesScreen(MainPage):
    """Outcomes."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("outcomes")
    place: ClassVar[Place] = "outcomes"
    mode = "outcomes"
    explanation = ""

    def body(self) -> ComposeResult:
        """The widgets."""
        yield Static("", markup=False)

    def load(self) -> None:
        """Show it."""
