"""A list of rows with a cursor; only what is in sight is drawn, so ten thousand cost what ten do."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, MouseMove
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from remoteos.widgets.cursor_keys import MOVING, PAGING
from remoteos.widgets.text import plain


class Row(NamedTuple):
    """One entry of a list."""

    id: str
    """What it stands for; empty for a heading or a line that only says something."""
    text: Content
    """Its text, cut where the room ends."""
    aside: Content = Content("")
    """What stands at the right, whole: an age, a length, a mark."""
    under: Content | None = None
    """A second line beneath it."""

    @property
    def height(self) -> int:
        """How many lines it takes."""
        return 1 if self.under is None else 2


class Rows(ScrollView, can_focus=True):
    """Rows one beneath the other, with a cursor on those that have an id.

    The cursor stays on its row when the rows change, and on the next one when its row is gone.
    """

    DEFAULT_CSS = """
    Rows { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    Rows > .rows--cursor { background: $primary 20%; }
    Rows:focus > .rows--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    Rows > .rows--empty { color: $text-muted; }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor", "rows--empty"}
    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
        *PAGING,
        Binding("enter", "select", "select", show=False),
    ]

    cursor: reactive[int | None] = reactive(None, repaint=False)
    """The index of the row under the cursor; None when there is none to stand on."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        rows: "Rows"
        id: str

        @property
        def control(self) -> "Rows":
            """The list it happened in."""
            return self.rows

    @dataclass
    class Selected(Message):
        """A row was chosen, by enter or a second click."""

        rows: "Rows"
        id: str

        @property
        def control(self) -> "Rows":
            """The list it happened in."""
            return self.rows

    def __init__(self, *, empty: str = "", id: str | None = None, classes: str | None = None) -> None:  # noqa: A002
        """Make an empty list; ``empty`` is said in the place of rows while there are none."""
        super().__init__(id=id, classes=classes)
        self.empty = empty
        self.rows: Sequence[Row] = ()
        self._tops: Sequence[int] = (0,)

    def show(self, rows: Sequence[Row]) -> None:
        """Show these rows in the place of those shown before."""
        new = tuple(rows)
        self._show(new, [0, *accumulate(row.height for row in new)])

    @property
    def current(self) -> str:
        """The id of the row under the cursor; empty when there is none."""
        return self.rows[self.cursor].id if self.cursor is not None and self.rows else ""

    def go_to(self, id: str) -> bool:  # noqa: A002
        """Put the cursor on the row with an id; False when there is none."""
        found = self._index_of(id)
        if found is not None:
            self.cursor = found
        return found is not None

    def watch_cursor(self, before: int | None, cursor: int | None) -> None:
        """Show the row under the cursor; of the others only the one it left is drawn anew."""
        self._refresh_row(before)
        if cursor is None:
            return
        self._refresh_row(cursor)
        top, height = self._tops[cursor], self.rows[cursor].height
        if cursor == self._near(0):  # the headings above the first row come back into sight with it
            top, height = 0, self._tops[cursor] + height
        self.scroll_to_region(
            Region(0, top, 1, min(height, max(1, self.size.height))), animate=False, force=True
        )
        self.post_message(self.Moved(self, self.rows[cursor].id))

    def action_move(self, step: int) -> None:
        """Move the cursor to the next row or the one before."""
        start = -1 if self.cursor is None else self.cursor
        ahead = range(start + step, len(self.rows) if step > 0 else -1, step)
        self.cursor = next((index for index in ahead if self.rows[index].id), self.cursor)

    def action_page(self, step: int) -> None:
        """Move the cursor by as much as is in sight."""
        if self.cursor is None:
            return
        line = self._tops[self.cursor] + step * max(1, self.size.height - 1)
        wanted = self._row_at(min(max(0, line), self._tops[-1] - 1))
        self.cursor = self._near(wanted if wanted is not None else 0)

    def action_edge(self, step: int) -> None:
        """Move the cursor to the first row or the last."""
        self.cursor = self._near(0 if step < 0 else len(self.rows) - 1)

    def action_select(self) -> None:
        """Choose the row under the cursor."""
        if self.current:
            self.post_message(self.Selected(self, self.current))

    def on_click(self, event: Click) -> None:
        """Put the cursor where the mouse is; a click on the row under the cursor chooses it."""
        index = self._row_at(event.y + self.scroll_offset.y)
        if index is None or not self.rows[index].id:
            return
        if index == self.cursor:
            self.action_select()
        self.cursor = index

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show the whole of a text that was cut."""
        index = self._row_at(event.y + self.scroll_offset.y)
        self.tooltip = self.rows[index].text if index is not None and self._is_cut(index) else None

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self._resize()
        self.watch_cursor(None, self.cursor)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        width = self.scrollable_content_region.width
        line = y + self.scroll_offset.y
        index = self._row_at(line)
        if index is None:
            say = not self.rows and y == 0
            content = plain(self.empty) if say else Content("")
            return self._strip(content, Content(""), width, "rows--empty" if say else "")
        row = self.rows[index]
        component = "rows--cursor" if index == self.cursor and self._shows_cursor else ""
        if line == self._tops[index]:
            return self._strip(row.text, row.aside, width, component)
        return self._strip(row.under or Content(""), Content(""), width, component)

    @property
    def _shows_cursor(self) -> bool:
        """A list that is not worked in shows no cursor; one that cannot be focused is worked from outside."""
        return self.has_focus or not self.can_focus

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Take the cursor away."""
        self.refresh()

    def _strip(self, text: Content, aside: Content, width: int, component: str) -> Strip:
        style = self.get_visual_style(component) if component else self.visual_style
        room = max(0, width - (aside.cell_length + 1 if aside else 0))
        line = text.truncate(room, ellipsis=True)
        if aside:
            line = line.pad_right(room - line.cell_length + 1) + aside
        if component == "rows--cursor":
            line = line.without_spans  # a colour that is read on the page may not be read on the cursor
        strips = Visual.to_strips(self, line.truncate(width), width, 1, style)
        strip = strips[0] if strips else Strip([])
        return strip.extend_cell_length(width, style.rich_style) if width else Strip([Segment("")])

    def _show(self, rows: Sequence[Row], tops: Sequence[int]) -> None:
        """Show these rows, which begin at these lines; the last line is where the last row ends."""
        before, kept = self.cursor, self.current
        self.rows, self._tops = rows, tops
        self._resize()
        found = self._index_of(kept) if kept else None
        self.set_reactive(Rows.cursor, None)
        self.cursor = found if found is not None else self._near(before or 0)
        self.refresh()

    def _refresh_row(self, index: int | None) -> None:
        if index is not None and index < len(self.rows):
            self.refresh_lines(self._tops[index], self.rows[index].height)

    def _index_of(self, id: str) -> int | None:  # noqa: A002
        return next((index for index, row in enumerate(self.rows) if row.id == id), None)

    def _resize(self) -> None:
        self.virtual_size = Size(self.scrollable_content_region.width, self._tops[-1])

    def _row_at(self, line: int) -> int | None:
        if not 0 <= line < self._tops[-1]:
            return None
        return bisect_right(self._tops, line) - 1

    def _near(self, index: int) -> int | None:
        """The row with an id at the index, after it, else before it."""
        index = min(index, len(self.rows) - 1)
        after = (one for one in range(max(0, index), len(self.rows)) if self.rows[one].id)
        before = (one for one in range(index, -1, -1) if self.rows[one].id)
        return next(after, next(before, None))

    def _is_cut(self, index: int) -> bool:
        row = self.rows[index]
        return row.text.cell_length + row.aside.cell_length + 1 > self.size.width
