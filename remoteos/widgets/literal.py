"""A long text letter by letter; only what is in sight is drawn."""

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.binding import BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from remoteos.domain.text import printable
from remoteos.widgets.cursor_keys import MOVING, PAGING

_TAB = 4


class Literal(ScrollView, can_focus=True):
    """Shows a text as it is, its long lines folded; the keys that move a cursor elsewhere scroll it."""

    DEFAULT_CSS = """
    Literal { height: 1fr; overflow-x: hidden; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [*MOVING, *PAGING]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's name
        super().__init__(id=id)
        self.text = ""
        """What is shown."""
        self._lines: tuple[str, ...] = ()
        self._folded_at = 0

    def show(self, text: str) -> None:
        """Show this in the place of what was shown before; another text begins at its top."""
        if text != self.text:
            self.text = text
            self._fold()
            self.scroll_home(animate=False)

    def action_move(self, step: int) -> None:
        """Scroll by a line."""
        self.scroll_to(y=self.scroll_y + step, animate=False)

    def action_page(self, step: int) -> None:
        """Scroll by as much as is in sight."""
        self.scroll_to(y=self.scroll_y + step * max(1, self.size.height - 1), animate=False)

    def action_edge(self, step: int) -> None:
        """Scroll to the beginning or the end."""
        self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)

    def on_resize(self) -> None:
        """Fold it anew for another width; what was at the top stays about there."""
        if self.scrollable_content_region.width != self._folded_at:
            part = self.scroll_y / max(1, len(self._lines))
            self._fold()
            self.scroll_to(y=part * len(self._lines), animate=False)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width, at = self.scrollable_content_region.width, y + self.scroll_offset.y
        line = self._lines[at] if at < len(self._lines) else ""
        return Strip([Segment(set_cell_size(line, width), self.rich_style)], width)

    def _fold(self) -> None:
        self._folded_at = width = self.scrollable_content_region.width
        shown = printable(self.text).expandtabs(_TAB)
        lines = shown.removesuffix("\n").split("\n") if width and shown else []
        self._lines = tuple(part for line in lines for part in folded(line, width))
        self.virtual_size = Size(width, len(self._lines))
        self.refresh()


def folded(line: str, width: int) -> Iterator[str]:
    """A line in pieces of so many cells at most, cut behind a space where there is one.

    Together the pieces are the line. A letter that is wider than the width stands alone.
    """
    begin = 0
    while True:
        end = begin + _fitting(line[begin : begin + max(1, width)], width)
        if end >= len(line):
            yield line[begin:]
            return
        cut = line.rfind(" ", begin, end) + 1 or end
        yield line[begin:cut]
        begin = cut


def _fitting(part: str, width: int) -> int:
    """How many of the first letters fit into a width, at least one."""
    count = len(part)
    if not part.isascii():
        while count > 1 and cell_len(part[:count]) > width:
            count -= 1
    return count
