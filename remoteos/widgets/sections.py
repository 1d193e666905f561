"""A column of lines, the most important of which are shown however low it is."""

from collections.abc import Sequence
from typing import NamedTuple

from textual.content import Content
from textual.events import Click, MouseEvent, MouseMove
from textual.widget import Widget

from remoteos.widgets.text import said

_GOES_ON = 2
"""The rank of the lines on which a text goes on, at least."""


class Said(NamedTuple):
    """One line of a column."""

    text: Content = Content("")
    """Cut where the room ends."""
    aside: Content = Content("")
    """What stands at the right, whole."""
    rank: int = 0
    """How soon it is left out when there is too little room: the highest first, 0 last."""
    action: str = ""
    """The action that a click on it runs, with its namespace."""
    wraps: bool = False
    """Whether it goes on on further lines where one is too short; it is cut where they are left out."""
    indent: int = 0
    """By how much those further lines stand in."""


class Sections(Widget):
    """Lines beneath each other; what does not fit is left out by rank, of equals the last first."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.parts: tuple[Said, ...] = ()

    def show(self, parts: Sequence[Said]) -> None:
        """Show these lines in the place of those shown before."""
        new = tuple(parts)
        if repr(new) != repr(self.parts):  # contents compare by their text alone
            self.parts = new
            self.refresh()

    @property
    def shown(self) -> tuple[Said, ...]:
        """The lines that fit."""
        width, height = self.content_size
        lines = [
            (at, nth, line)
            for at, part in enumerate(self.parts)
            for nth, line in enumerate(_wrapped(part, width))
        ]
        over = max(0, len(lines) - height)
        left_out = sorted(lines, key=lambda each: each[2].rank)[len(lines) - over :]
        cut = {at for at, nth, _ in left_out if nth}
        kept = [line for line in lines if line not in left_out and not (line[1] and line[0] in cut)]
        return tuple(self.parts[at] if at in cut else line for at, _, line in kept)

    def render(self) -> Content:
        """Draw the lines."""
        width = self.content_size.width
        return Content("\n").join([_line(part, width) for part in self.shown])

    def on_mouse_move(self, event: MouseMove) -> None:
        """Show the whole of a text that was cut."""
        part = self._under(event)
        cut = part is not None and _cut(part, self.content_size.width)
        self.tooltip = part.text if part is not None and cut else None

    async def on_click(self, event: Click) -> None:
        """Do what the line under the mouse stands for."""
        part = self._under(event)
        if part is not None and part.action:
            await self.run_action(part.action)

    def _under(self, event: MouseEvent) -> Said | None:
        offset, shown = event.get_content_offset(self), self.shown
        return shown[offset.y] if offset is not None and offset.y < len(shown) else None


def _wrapped(part: Said, width: int) -> list[Said]:
    """A line, or the lines it goes on over."""
    if not part.wraps or width < 1 or not _cut(part, width):
        return [part]
    room = width - max(part.aside.cell_length + 1 if part.aside else 0, part.indent)
    first, *others = part.text.wrap(room)
    indent = " " * part.indent
    return [
        part._replace(text=first.rstrip()),
        *(
            Said(said(indent, line.rstrip()), rank=max(part.rank, _GOES_ON), action=part.action)
            for line in others
        ),
    ]


def _cut(part: Said, width: int) -> bool:
    return part.text.cell_length + (part.aside.cell_length + 1 if part.aside else 0) > width


def _line(part: Said, width: int) -> Content:
    beside = part.aside.cell_length + 1 if part.aside else 0
    text = part.text.truncate(max(0, width - beside), ellipsis=True)
    if not part.aside:
        return text
    return text.pad_right(max(0, width - beside - text.cell_length)) + said(" ", part.aside)
