"""One of a few, on one line: chosen with the arrow keys, a digit or the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click, Key
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from remoteos.widgets.text import plain, said

Option = tuple[str, str]
"""What a choice stands for, and how it is said."""


class Choice(Widget, can_focus=True):
    """Options side by side where there is room, else the chosen one between arrows."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "before", show=False),
        Binding("right,space", "step(1)", "next", show=False),
    ]

    value: reactive[str] = reactive("")
    """What is chosen; empty when nothing is."""

    @dataclass
    class Changed(Message):
        """Another option was chosen."""

        choice: "Choice"
        value: str

        @property
        def control(self) -> "Choice":
            """The choice it happened in."""
            return self.choice

    def __init__(
        self,
        options: Sequence[Option],
        value: str = "",
        *,
        id: str | None = None,  # noqa: A002
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.options = tuple(options)
        self.set_reactive(Choice.value, value)

    @property
    def index(self) -> int | None:
        """The place of the chosen option; None when nothing is chosen."""
        return next((at for at, (value, _) in enumerate(self.options) if value == self.value), None)

    def watch_value(self, before: str, after: str) -> None:
        """Tell of another choice."""
        if before != after:
            self.post_message(self.Changed(self, after))

    def action_step(self, step: int) -> None:
        """Choose the next option or the one before, round and round."""
        if not self.options:
            return
        now = self.index
        start = (-1 if step > 0 else 0) if now is None else now
        self.value = self.options[(start + step) % len(self.options)][0]

    def on_key(self, event: Key) -> None:
        """Choose by a digit, or by the first letter of an option."""
        typed = event.character
        if not typed or not typed.isalnum():
            return
        if typed.isdigit() and 0 < int(typed) <= len(self.options):
            self.value = self.options[int(typed) - 1][0]
        elif matching := [value for value, text in self.options if text[:1].casefold() == typed.casefold()]:
            self.value = (
                matching[(matching.index(self.value) + 1) % len(matching)]
                if self.value in matching
                else matching[0]
            )
        else:
            return
        event.stop()

    def on_click(self, event: Click) -> None:
        """Choose the option under the mouse."""
        if self._fits:
            reached = 0
            for value, text in self.options:
                reached += plain(text).cell_length + 3
                if event.x < reached:
                    self.value = value
                    return
        else:
            self.action_step(-1 if event.x < 2 else 1)

    def render(self) -> Content:
        """Draw the options, the chosen one marked by more than colour."""
        if not self._fits:
            now = self.index
            text = self.options[now][1] if now is not None else "nothing chosen"
            place = f" {now + 1}/{len(self.options)}" if now is not None else ""
            room = max(4, self.size.width - 5 - len(place))
            chosen = plain(text).truncate(room, ellipsis=True)
            return said(
                ("‹ ", "$text-muted"), self._styled(chosen), (" ›", "$text-muted"), (place, "$text-muted")
            )
        parts = []
        for value, text in self.options:
            if value == self.value:
                parts.append(self._styled(said("[", text, "]")))
            else:
                parts.append(said((f" {text} ", "$text-muted")))
        return Content(" ").join(parts)

    def _styled(self, content: Content) -> Content:
        return content.stylize("bold reverse" if self.has_focus else "bold")

    @property
    def _fits(self) -> bool:
        return sum(plain(text).cell_length + 3 for _, text in self.options) - 1 <= self.size.width
