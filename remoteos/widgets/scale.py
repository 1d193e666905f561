"""A number from 1 to 5, picked by its digit, the arrow keys or the mouse."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widget import Widget

from remoteos.widgets.text import said

MOST = 5
_LABEL = 10
_CELL = 5


class Scale(Widget, can_focus=True):
    """A question with five answers; a digit or a click answers it, the arrow keys only point."""

    DEFAULT_CSS = """
    Scale { height: 1; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "point(-1)", "less", show=False),
        Binding("right", "point(1)", "more", show=False),
    ]

    @dataclass
    class Picked(Message):
        """A number was picked."""

        scale: "Scale"
        value: int

        @property
        def control(self) -> "Scale":
            """The scale it happened in."""
            return self.scale

    def __init__(self, question: str, low: str, high: str, *, id: str | None = None) -> None:  # noqa: A002
        """``low`` and ``high`` say what 1 and 5 mean."""
        super().__init__(id=id)
        self.question = question
        self.ends = (low, high)
        self.value: int | None = None
        """What was picked last."""
        self.pointed: int | None = None
        """What the arrow keys point at and nobody picked yet."""

    def show(self, value: int | None) -> None:
        """Show what was picked."""
        if (value, None) != (self.value, self.pointed):
            self.value, self.pointed = value, None
            self.refresh()

    def action_point(self, step: int) -> None:
        """Point at the next number or the one before."""
        now = self.pointed or self.value
        self.pointed = max(1, min(MOST, now + step)) if now else (1 if step > 0 else MOST)
        self.refresh()

    def on_key(self, event: Key) -> None:
        """Pick by a digit."""
        if event.character and event.character in "12345":
            event.stop()
            self._pick(int(event.character))

    def on_click(self, event: Click) -> None:
        """Pick what is under the mouse."""
        number = (event.x - _LABEL) // _CELL + 1
        if event.x >= _LABEL and number <= MOST:
            self._pick(number)

    def on_focus(self) -> None:
        """Show that this one is asked."""
        self.refresh()

    def on_blur(self) -> None:
        """Show that another one is asked."""
        self.refresh()

    def render(self) -> Content:
        """Draw the question, the numbers and what the ends mean."""
        label = said((self.question, "bold" if self.has_focus else "$text-muted"))
        low, high = self.ends
        return Content("").join(
            [
                label.pad_right(max(0, _LABEL - label.cell_length)),
                *(self._number(number) for number in range(1, MOST + 1)),
                said((f"  1 {low}, {MOST} {high}", "$text-muted")),
            ]
        )

    def _number(self, number: int) -> Content:
        if number == (self.pointed or self.value):
            style = "bold reverse" if self.has_focus else "bold"
            return said((f"[{number}]", style)).pad_left(1).pad_right(1)
        return said((str(number), "" if self.has_focus else "$text-muted")).pad_left(2).pad_right(2)

    def _pick(self, number: int) -> None:
        self.show(number)
        self.post_message(self.Picked(self, number))
