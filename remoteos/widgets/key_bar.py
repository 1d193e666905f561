"""The footer: the keys that matter now, as many as fit, and always the one that explains them all."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.widget import Widget

from remoteos.widgets.text import said


class KeyHint(NamedTuple):
    """A key and what it does now."""

    key: str
    """How the key is shown."""
    label: str
    action: str
    """The action that a click runs, with its namespace."""


class KeyBar(Widget):
    """One line of keys; what does not fit is left out from the end, the last hint never."""

    DEFAULT_CSS = """
    KeyBar { dock: bottom; height: 1; width: 1fr; background: $panel; color: $text-muted; padding: 0 1; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.hints: tuple[KeyHint, ...] = ()

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show these keys, the most important first; the last one is shown at any width."""
        new = tuple(hints)
        if new != self.hints:
            self.hints = new
            self.refresh()

    @property
    def shown(self) -> tuple[KeyHint, ...]:
        """The keys that fit."""
        if not self.hints:
            return ()
        *others, last = self.hints
        room = self.content_size.width - _width(last)
        fitting: list[KeyHint] = []
        for hint in others:
            room -= _width(hint) + 2
            if room < 0:
                break
            fitting.append(hint)
        return (*fitting, last)

    @property
    def _indent(self) -> int:
        """How far the keys stand in, where a screen has them in the middle."""
        taken = sum(_width(hint) + 2 for hint in self.shown) - 2
        return (self.content_size.width - taken) // 2 if self.styles.text_align == "center" else 0

    def render(self) -> Content:
        """Draw the keys."""
        parts = [said((hint.key, "bold $footer-key-foreground"), f" {hint.label}") for hint in self.shown]
        return Content("  ").join(parts)

    async def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        reached = 1 + self._indent  # the padding, and what is left of keys in the middle
        for hint in self.shown:
            reached += _width(hint) + 2
            if event.x < reached:
                await self.run_action(hint.action)
                return


def _width(hint: KeyHint) -> int:
    return said(hint.key, " ", hint.label).cell_length
