"""A step of the user's own: a thing to check off."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from remoteos.commands import binding
from remoteos.domain.actions import ACTIONS
from remoteos.screens.rituals.step import KeyStep
from remoteos.services.adopted import added_by
from remoteos.widgets.key_list import KeyList
from remoteos.widgets.text import said


class Own(KeyStep):
    """Words from the settings or an adopted playbook that name no step of remoteos."""

    BINDINGS: ClassVar[list[BindingType]] = [
        binding(action) for action in ACTIONS if action.id == "ritual.check"
    ]

    def __init__(self, text: str) -> None:
        super().__init__(text, text)

    def compose(self) -> ComposeResult:
        """What it is, and how it is checked off."""
        yield Static("", classes="question", markup=False)
        yield KeyList(classes="keys")

    def title_now(self) -> str:
        """The words, unless they are hidden."""
        return self.session.veiled(self.key)

    def load(self) -> None:
        """Show whether it is done."""
        done = self.guide.marks.get(self.key) == "done"
        mark = ("✓ " if done else "○ ", "$text-muted")
        titles = [self.session.veiled(one) for one in added_by(self.desk).get(self.key, ())]
        source = (f"\n  from {' and '.join(titles)}" if titles else "", "$text-muted")
        self.query_one(".question", Static).update(said(mark, self.title_now(), source))
        self.query_one(KeyList).show(self.hints([("ritual.check", "done")]))

    def action_ritual_check(self) -> None:
        """It is done."""
        self.answered = True
        self.guide.step_over()
