"""The day from morning to its end, drawn line by line, with a cursor on its blocks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.events import Click, MouseMove
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

from remoteos.domain.focus import Block
from remoteos.domain.timeline import Mark, MarkKind, Timeline
from remoteos.domain.timeline_lines import Cell, Line, lines, scale
from remoteos.widgets.cursor_keys import MOVING
from remoteos.widgets.text import said
from remoteos.widgets.timeline_said import (
    Caption,
    cell_said,
    named,
    planned_said,
    rule_said,
    time_said,
)

_GUTTER = 6
_NARROWEST = 6
"""The fewest columns of a lane; lanes that do not fit are counted in the last."""


class TimelineView(ScrollView, can_focus=True):
    """A timeline with a cursor that stays on its block; where that is taken away, until it is back."""

    DEFAULT_CSS = """
    TimelineView { height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden; }
    TimelineView > .timeline--cursor { background: $primary 20%; }
    TimelineView:focus > .timeline--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    """
    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = [*MOVING]

    @dataclass
    class Moved(Message):
        """The cursor stands on another block, or on none."""

        id: str

    @dataclass
    class Chosen(Message):
        """The block under the cursor was clicked."""

        id: str

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.timeline: Timeline | None = None
        self.captions: Mapping[str, Caption] = {}
        self.at_end = Content("")
        self.cursor = ""
        """The id of the block under the cursor; empty when there is none."""
        self._gone = ""
        """The block that was last taken away from under the cursor."""
        self._lines: tuple[Line, ...] = ()
        self._minutes = 0
        self._opened = False

    # What is shown

    def show(
        self, timeline: Timeline, captions: Mapping[str, Caption], at_end: Content, *, anew: bool = False
    ) -> None:
        """Show a day; ``at_end`` is said on the line of its end. ``anew`` looks at it for the first time."""
        before = self._stops
        self.timeline, self.captions, self.at_end = timeline, captions, at_end
        self._opened = self._opened and not anew
        if anew or not self.cursor:
            self._gone = ""
            self._put(self._first())
        elif self._gone in self._stops:
            self._put(self._gone)
            self._gone = ""
        elif self.cursor not in self._stops:
            self._gone = self.cursor
            self._put(self._beside(before))
        self._draw_anew()

    def go_to(self, id: str) -> None:  # noqa: A002
        """Put the cursor on a block, if it is shown."""
        if id in self._stops:
            before, self._gone = self.cursor, ""  # who moves on stays there
            self._put(id)
            self._bring_into_sight()
            for line in {*self._lines_of(before), *self._lines_of(id)}:
                self.refresh_lines(line)

    def action_move(self, step: int) -> None:
        """Move the cursor to the next block in time, or the one before; scroll where there is none."""
        stops = self._stops
        at = stops.index(self.cursor) + step if self.cursor in stops else 0
        if 0 <= at < len(stops):
            self.go_to(stops[at])
        else:
            self.scroll_relative(y=step, animate=False)

    def action_edge(self, step: int) -> None:
        """Move the cursor to the first block or the last, and show that end of the day."""
        if self._stops:
            self.go_to(self._stops[0 if step < 0 else -1])
        self.scroll_to(y=0 if step < 0 else self.max_scroll_y, animate=False)

    @property
    def _stops(self) -> tuple[str, ...]:
        return tuple(block.id for block in self.timeline.stops) if self.timeline else ()

    def _put(self, id: str) -> None:  # noqa: A002
        if id != self.cursor:
            self.cursor = id
            self.post_message(self.Moved(id))

    def _first(self) -> str:
        """Where to stand at first: on what goes on now, else on what comes next, else on the last."""
        stops = self._stops
        now = self._at("now")
        if now is None or self.timeline is None:
            return stops[0] if stops else ""
        ends = {one.block.id: one.end for one in self.timeline.entries if one.block and one.kind != "break"}
        ahead = (one for one in stops if one not in ends or ends[one] >= now.at)
        return next(ahead, stops[-1] if stops else "")

    def _beside(self, before: Sequence[str]) -> str:
        """The block that took the place of the one that is gone."""
        at = before.index(self.cursor) if self.cursor in before else 0
        stops = self._stops
        kept = [one for one in before[at:] if one in stops]
        return kept[0] if kept else stops[-1] if stops else ""

    def _at(self, kind: MarkKind) -> Mark | None:
        marks = self.timeline.marks if self.timeline else ()
        return next((mark for mark in marks if mark.kind == kind), None)

    # How it is drawn

    def on_resize(self) -> None:
        """Use the room there is now."""
        self._draw_anew()

    def on_focus(self) -> None:
        """Show the cursor as it is when it can be moved."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that the keys go elsewhere."""
        self.refresh()

    def _draw_anew(self) -> None:
        height = self.size.height
        if self.timeline is None or not height:
            return
        self._minutes = scale(self.timeline, height)
        self._lines = () if self.timeline.is_empty else lines(self.timeline, self._minutes)
        self.virtual_size = Size(self.scrollable_content_region.width, self._count)
        if not self._opened:
            self._opened = True
            now = self._line_of("now")
            if now is not None:
                self.scroll_to(y=max(0, now - height // 3), animate=False, force=True)
                self.refresh()
                return
        self._bring_into_sight()
        self.refresh()

    @property
    def _untimed(self) -> tuple[Block, ...]:
        return self.timeline.untimed if self.timeline else ()

    @property
    def _count(self) -> int:
        return len(self._lines) + len(self._untimed)

    def _line_of(self, kind: MarkKind) -> int | None:
        return next((at for at, line in enumerate(self._lines) if line.mark and line.mark.kind == kind), None)

    def _bring_into_sight(self) -> None:
        drawn = self._lines_of(self.cursor)
        if not drawn:
            return
        height = max(1, self.size.height - 1)  # the day's end may stand on the last line
        top = max(0, drawn[0] - 1) if len(drawn) < height else drawn[0]
        length = min(drawn[-1] - top + 1, height) + 1
        self.scroll_to_region(Region(0, top, 1, length), animate=False, force=True)

    def _lines_of(self, id: str) -> list[int]:  # noqa: A002
        """The lines that a block is drawn on."""
        return [at for at in range(self._count) if id in self._ids(at)] if id else []

    def render_line(self, y: int) -> Strip:
        """Draw one line; the day's end stays in sight at the bottom while it lies further down."""
        width = self.scrollable_content_region.width
        at = y + self.scroll_offset.y
        end, below = self._line_of("shutdown"), 0
        if end is not None and y == self.size.height - 1 and at <= end:
            at, below = end, self._below(at)
        if not width or at >= self._count:
            return Strip.blank(width, self.visual_style.rich_style)
        if at < len(self._lines):
            line = self._lines[at]
            if line.mark:
                return self._drawn(rule_said(line.mark, self.at_end, width, below), width)
            return Strip.join([self._drawn(time_said(line), _GUTTER), *self._cells(line, width - _GUTTER)])
        return self._untimed_line(self._untimed[at - len(self._lines)], width)

    def _below(self, at: int) -> int:
        """How many blocks begin on a line or further down."""
        above = {one for line in range(at) for one in self._ids(line)}
        return len(set(self._stops) - above)

    def _cells(self, line: Line, width: int) -> list[Strip]:
        """The lanes of a line, side by side."""
        if not line.cells:
            return [self._drawn(Content(""), width)]
        fitting = min(len(line.cells), max(1, width // _NARROWEST))
        strips = []
        for lane, cell in enumerate(line.cells[:fitting]):
            last = lane == fitting - 1
            room = width * (lane + 1) // fitting - width * lane // fitting - (not last)
            if last and fitting < len(line.cells):
                more = sum(one is not None for one in line.cells[lane:])
                strips.append(self._drawn(said((f"+{more}" if more else "", "$text-warning")), room))
            else:
                strips.append(self._cell(cell, room))
            if not last:
                strips.append(self._drawn(Content(""), 1))
        return strips

    def _cell(self, cell: Cell | None, width: int) -> Strip:
        if cell is None:
            return self._drawn(Content(""), width)
        block = named(cell.entry)
        caption = self.captions.get(block.id) if block else None
        here = block is not None and block.id == self.cursor
        return self._drawn(cell_said(cell, caption, width), width, cursor=here)

    def _untimed_line(self, block: Block, width: int) -> Strip:
        line = planned_said(self.captions.get(block.id), width - _GUTTER)
        here = block.id == self.cursor
        return Strip.join(
            [
                self._drawn(said((" any", "$text-muted")), _GUTTER),
                self._drawn(line, width - _GUTTER, cursor=here),
            ]
        )

    def _drawn(self, content: Content, width: int, *, cursor: bool = False) -> Strip:
        style = self.get_visual_style("timeline--cursor") if cursor else self.visual_style
        if cursor and self.has_focus:
            content = content.without_spans  # the cursor's own colours are the legible ones on it
        strips = Visual.to_strips(self, content.truncate(width), width, 1, style)
        return (strips[0] if strips else Strip([])).extend_cell_length(width, style.rich_style)

    # The mouse

    def on_click(self, event: Click) -> None:
        """Put the cursor on the block under the mouse; a click on the one it stands on chooses it."""
        found = self._under(event.x, event.y)
        if found and found == self.cursor:
            self.post_message(self.Chosen(found))
        elif found:
            self.go_to(found)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show the whole text of a block under the mouse."""
        caption = self.captions.get(self._under(event.x, event.y))
        self.tooltip = caption.text if caption else None

    def _under(self, x: int, y: int) -> str:
        """The id of the block at a place of the widget; empty where there is none."""
        ids = self._ids(y + self.scroll_offset.y)
        width = self.scrollable_content_region.width - _GUTTER
        if not ids or x < _GUTTER or width <= 0:
            return ids[0] if ids else ""
        return ids[min(len(ids) - 1, (x - _GUTTER) * len(ids) // width)]

    def _ids(self, at: int) -> tuple[str, ...]:
        """The ids of the blocks on a line, by lane."""
        if at < len(self._lines):
            blocks = (named(cell.entry) if cell else None for cell in self._lines[at].cells)
            return tuple(block.id if block else "" for block in blocks)
        nth = at - len(self._lines)
        return (self._untimed[nth].id,) if 0 <= nth < len(self._untimed) else ()
