"""One of a few, beneath each other, each with what it means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.widget import Widget

from remoteos.widgets.text import said


class Meant(NamedTuple):
    """Something that can be picked."""

    value: str
    means: str
    """What picking it means, in a few words."""


class Options(Widget, can_focus=True):
    """Picked by its digit or a click; the arrow keys only point."""

    DEFAULT_CSS = """
    Options { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "point(-1)", "up", show=False),
        Binding("down,j", "point(1)", "down", show=False),
    ]

    @dataclass
    class Picked(Message):
        """An option was picked."""

        value: str

    def __init__(self, options: Sequence[Meant], *, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self.options = tuple(options)
        self.value = ""
        """What was picked last; empty when nothing was."""
        self.pointed = ""
        """What the arrow keys point at and nobody picked yet."""

    def show(self, value: str) -> None:
        """Show what was picked."""
        if (value, "") != (self.value, self.pointed):
            self.value, self.pointed = value, ""
            self.refresh()

    def action_point(self, step: int) -> None:
        """Point at the next option or the one before."""
        now = next(
            (at for at, one in enumerate(self.options) if one.value == (self.pointed or self.value)), None
        )
        start = (-1 if step > 0 else 0) if now is None else now
        self.pointed = self.options[(start + step) % len(self.options)].value
        self.refresh()

    def on_key(self, event: Key) -> None:
        """Pick by a digit."""
        if event.character and event.character.isdecimal() and 0 < int(event.character) <= len(self.options):
            event.stop()
            self._pick(self.options[int(event.character) - 1].value)

    def on_click(self, event: Click) -> None:
        """Pick what is under the mouse."""
        if 0 <= event.y < len(self.options):
            self._pick(self.options[event.y].value)

    def render(self) -> Content:
        """Draw the options, the picked one marked by more than colour."""
        longest = max(len(option.value) for option in self.options)
        lines = []
        for number, option in enumerate(self.options, 1):
            marked = option.value == (self.pointed or self.value)
            name = f"{option.value:<{longest}}"
            lines.append(
                said(
                    (f"{number}  ", "bold $footer-key-foreground"),
                    (f"{'●' if marked else '○'} {name}", "bold" if marked else ""),
                    (f"   {option.means}", "$text-muted"),
                )
            )
        return Content("\n").join(lines)

    def _pick(self, value: str) -> None:
        self.show(value)
        self.post_message(self.Picked(value))
