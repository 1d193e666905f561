"""Keys with what they do, in columns in the middle of a page: to be read there, and to be clicked."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from remoteos.widgets.key_bar import KeyHint
from remoteos.widgets.text import said

_GAP = 4


class KeyList(Widget):
    """Some keys and what each does; as many columns as there is room for, three at most."""

    DEFAULT_CSS = """
    KeyList { height: auto; width: 1fr; }
    """

    @dataclass
    class Pressed(Message):
        """A key was clicked."""

        action: str

    def __init__(self, *, columns: int = 3, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id, classes=classes)
        self.columns = columns
        self.hints: tuple[KeyHint, ...] = ()

    def show(self, hints: Sequence[KeyHint]) -> None:
        """Show these keys."""
        new = tuple(hints)
        if new != self.hints:
            self.hints = new
            self.refresh(layout=True)

    def render(self) -> Content:
        """Draw the keys, in rows."""
        if not self.hints:
            return Content("")
        widths = self._widths()
        lines = [
            Content("").join(
                [
                    (drawn := self._drawn(hint)).pad_right(width - drawn.cell_length)
                    for hint, width in zip(row, widths, strict=False)
                ]
            )
            for row in self._rows(len(widths))
        ]
        return Content("\n").join(lines)

    def on_click(self, event: Click) -> None:
        """Do what the key under the mouse does."""
        if not self.hints:
            return
        widths = self._widths()
        rows = self._rows(len(widths))
        if not 0 <= event.y < len(rows):
            return
        reached = 0
        for hint, width in zip(rows[event.y], widths, strict=False):
            reached += width
            if event.x < reached:
                self.post_message(self.Pressed(hint.action))
                return

    def _rows(self, columns: int) -> list[tuple[KeyHint, ...]]:
        return [self.hints[at : at + columns] for at in range(0, len(self.hints), columns)]

    def _widths(self) -> list[int]:
        """How wide each column is, with the gap behind it."""
        for columns in range(self.columns, 0, -1):
            rows = self._rows(columns)
            widths = [
                max(self._drawn(row[at]).cell_length for row in rows if at < len(row)) + _GAP
                for at in range(min(columns, len(self.hints)))
            ]
            if sum(widths) - _GAP <= self.size.width or columns == 1:
                return widths
        return []

    def _drawn(self, hint: KeyHint) -> Content:
        widest = max(said(one.key).cell_length for one in self.hints)
        key = said((hint.key, "bold $footer-key-foreground"))
        return key.pad_right(widest - key.cell_length + 2) + said(hint.label)
