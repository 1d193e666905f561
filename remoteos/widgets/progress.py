"""How far something has come, as a bar of one line."""

from textual.content import Content
from textual.widget import Widget

from remoteos.widgets.text import said

WIDTH = 48
"""How long the bar is where there is room for it."""


class Progress(Widget):
    """A bar that fills from left to right; beyond the whole it stays full."""

    DEFAULT_CSS = """
    Progress { height: 1; width: 1fr; text-align: center; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.part: float | None = None

    def show(self, part: float | None) -> None:
        """Show a part from 0 to 1, None when there is no whole; nothing is drawn when it looks the same."""
        before, self.part = self.part, part
        if _filled(before, WIDTH) != _filled(part, WIDTH):
            self.refresh()

    def render(self) -> Content:
        """Draw the bar."""
        room = min(WIDTH, self.size.width)
        filled = _filled(self.part, room)
        if filled is None:
            return Content("")
        return said(("▬" * filled, "$primary"), ("─" * (room - filled), "$border"))


def _filled(part: float | None, room: int) -> int | None:
    """How many cells of so many are filled; None when there is no bar."""
    return None if part is None else round(min(1.0, max(0.0, part)) * room)
