"""The top of every page: where one is, and how the day stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from remoteos.widgets.text import Part, said


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
        """Draw the pages, in short when there is little room."""
        width = self.content_size.width
        left = Content(" ").join([self._place(place) for place in self.places])
        gap = width - left.cell_length - self.right.cell_length
        if gap < 1:
            return left.truncate(width, ellipsis=True)
        return left.pad_right(gap) + self.right

    def on_click(self, event: Click) -> None:
        """Go to the page under the mouse."""
        reached = 1
        for place in self.places:
            reached += self._place(place).cell_length + 1
            if event.x < reached:
                self.post_message(self.Chosen(place.mode))
                return

    def _place(self, place: Place) -> Content:
        if place.mode == self.current:
            return said((f" {place.key} {place.title} ", "bold $primary reverse"))
        return said((f" {place.key} ", "bold $footer-key-foreground"), f"{place.title} ")


class StatusLine(Widget):
    """One line under the navigation: the day at the left, the open block at the right."""

    DEFAULT_CSS = """
    StatusLine { height: 1; width: 1fr; padding: 0 1; color: $text-muted; }
    """

    def __init__(self) -> None:
        super().__init__()
        self.left = Content("")
        self.right = Content("")

    def show(self, left: Content, right: Content) -> None:
        """Show how things stand; nothing is drawn when nothing changed."""
        if _same(left, self.left) and _same(right, self.right):
            return
        self.left, self.right = left, right
        self.refresh()

    def render(self) -> Content:
        """Draw both ends; the block is cut before the day is, for its page shows it whole."""
        width = self.content_size.width
        left = self.left.truncate(width, ellipsis=True)
        right = self.right.truncate(max(0, width - left.cell_length - 2), ellipsis=True)
        return left.pad_right(max(0, width - left.cell_length - right.cell_length)) + right


def _same(one: Content, other: Content) -> bool:
    return one.plain == other.plain and one.spans == other.spans
