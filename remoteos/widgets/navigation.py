"""The top of every page: where one is, and how the day stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from remoteos.widgets.text import Part, said

_NOTHING = Content("")

_LEAST = 6
"""A text cut to fewer cells than this says nothing."""


class Place(NamedTuple):
    """A page that can be gone to."""

    mode: str
    key: str
    title: str


class Navigation(Widget):
    """The pages with their keys, the current one marked; the date and a sign at the right."""

    DEFAULT_CSS = """
    Navigation { height: 1; width: 1fr; background: $panel; padding: 0 1; }
    """

    @dataclass
    class Chosen(Message):
        """A page was clicked."""

        mode: str

    def __init__(self, places: Sequence[Place], current: str) -> None:
        super().__init__()
        self.places = tuple(places)
        self.current = current
        self.right = Content("")

    def show(self, *right: Part) -> None:
        """Show something at the right end."""
        new = said(*right)
        if not _same(new, self.right):
            self.right = new
            self.refresh()

    def render(self) -> Content:
        """Draw the pages, by their keys alone where room is scarce: what is at the right matters more."""
        width = self.content_size.width
        left = Content(" ").join(self._drawn)
        room = width - self.right.cell_length
        if room < 1:
            return self.right.truncate(width, ellipsis=True)
        return left.truncate(room - 1, ellipsis=True, pad=True) + " " + self.right

    def on_click(self, event: Click) -> None:
        """Go to the page under the mouse."""
        reached = 1
        for place, drawn in zip(self.places, self._drawn, strict=True):
            reached += drawn.cell_length + 1
            if event.x < reached:
                self.post_message(self.Chosen(place.mode))
                return

    @property
    def _drawn(self) -> list[Content]:
        """The pages as they fit: all titles, else that of the current one."""
        whole = [self._place(place, titled=True) for place in self.places]
        width = sum(one.cell_length + 1 for one in whole)
        if width + self.right.cell_length <= self.content_size.width:
            return whole
        return [self._place(place, titled=place.mode == self.current) for place in self.places]

    def _place(self, place: Place, *, titled: bool) -> Content:
        title = f"{place.title} " if titled else ""
        if place.mode == self.current:
            return said((f" {place.key} {title}", "bold $primary reverse"))
        return said((f" {place.key} ", "bold $footer-key-foreground"), title)


class StatusLine(Widget):
    """One line under the navigation: the day at the left; at the right the open block, and its time."""

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 1fr; padding: 0 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.left = Content("")
        self.right = Content("")
        self.tail = Content("")

    def show(self, left: Content, right: Content, tail: Content = _NOTHING) -> None:
        """Show how things stand, ``tail`` after the right end; nothing is drawn when nothing changed."""
        if _same(left, self.left) and _same(right, self.right) and _same(tail, self.tail):
            return
        self.left, self.right, self.tail = left, right, tail
        self.refresh()

    def render(self) -> Content:
        """Draw both ends: the tail whole, the day as far as it fits, and what room is left of the block."""
        width = self.content_size.width
        tail = self.tail.truncate(width, ellipsis=True)
        left = self.left.truncate(max(0, width - tail.cell_length), ellipsis=True)
        room = width - left.cell_length - tail.cell_length - 2
        right = self.right.truncate(room, ellipsis=True) if room >= _LEAST else Content("")
        gap = width - left.cell_length - right.cell_length - tail.cell_length
        return left.pad_right(max(0, gap)) + right + tail


def _same(one: Content, other: Content) -> bool:
    return one.plain == other.plain and one.spans == other.spans
