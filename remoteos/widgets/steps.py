"""The progress of something that is done step by step: the steps by name, and which one is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Literal, NamedTuple

from textual.actions import SkipAction
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.widget import Widget

from remoteos.widgets.navigation import Navigation
from remoteos.widgets.text import said

State = Literal["done", "skipped", "to come"]

MARKS: dict[State, str] = {"done": "✓", "skipped": "–", "to come": "·"}
"""A mark for each state of a step."""

HERE = "▸"
"""The mark of the step that is on."""

_GAP = 3
_SHORTEST = 3


class StepShown(NamedTuple):
    """One step as it is shown."""

    key: str
    """What it is called when it is chosen."""
    title: str
    state: State
    here: bool = False
    """Whether it is the one that is on."""


class Steps(Widget, can_focus=True):
    """The steps in one line; a click goes to one, and so do the arrow keys with enter.

    Where there is no room for all names, those beside the current one are shortened alike.
    """

    DEFAULT_CSS = """
    Steps { height: 1; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "step(-1)", "step before", show=False),
        Binding("right", "step(1)", "step after", show=False),
        Binding("enter", "choose", "go there", show=False),
    ]

    @dataclass
    class Chosen(Message):
        """A step was chosen."""

        key: str

    def __init__(self) -> None:
        super().__init__()
        self.steps: tuple[StepShown, ...] = ()
        self._under: int | None = None

    def show(self, steps: Sequence[StepShown]) -> None:
        """Show these steps; nothing is drawn when nothing changed."""
        new = tuple(steps)
        if new != self.steps:
            self.steps = new
            self._under = None
            self.refresh()

    def action_step(self, step: int) -> None:
        """Look at the next step or the one before."""
        if self.steps:
            self._under = max(0, min(len(self.steps) - 1, self._cursor + step))
            self.refresh()

    def action_choose(self) -> None:
        """Go to the step that is looked at; on the one that is on, enter means what it means on the page."""
        if not self.steps or self.steps[self._cursor].here:
            raise SkipAction
        self.post_message(self.Chosen(self.steps[self._cursor].key))

    def on_click(self, event: Click) -> None:
        """Go to the step under the mouse."""
        reached = 0
        for step, part in zip(self.steps, self._parts(), strict=True):
            reached += part.cell_length + _GAP
            if event.x < reached:
                self.post_message(self.Chosen(step.key))
                return

    def on_focus(self) -> None:
        """Show which step enter would go to."""
        self.refresh()

    def on_blur(self) -> None:
        """Forget which step was looked at."""
        self._under = None
        self.refresh()

    def render(self) -> Content:
        """Draw the steps with their marks."""
        return Content(" " * _GAP).join(self._parts())

    @property
    def _cursor(self) -> int:
        if self._under is not None:
            return self._under
        return next((at for at, step in enumerate(self.steps) if step.here), 0)

    def _parts(self) -> list[Content]:
        lengths = self._title_lengths()
        return [self._part(at, length) for at, length in enumerate(lengths)]

    def _part(self, at: int, length: int) -> Content:
        step = self.steps[at]
        title = said(step.title).truncate(length, ellipsis=True)
        mark = HERE if step.here else MARKS[step.state]
        drawn = said((f"{mark} ", "$primary" if step.here else "$text-muted"), title)
        drawn = drawn.stylize("bold" if step.here else "$text-muted")
        return drawn.stylize("reverse") if self.has_focus and at == self._cursor else drawn

    def _title_lengths(self) -> list[int]:
        """How many cells each title gets."""
        whole = [said(step.title).cell_length for step in self.steps]
        room = self.size.width - len(whole) * (2 + _GAP) + _GAP
        most = max(whole, default=0)
        while most > _SHORTEST and sum(self._cut(whole, most)) > room:
            most -= 1
        return self._cut(whole, most)

    def _cut(self, whole: Sequence[int], most: int) -> list[int]:
        return [
            length if step.here else min(length, most) for length, step in zip(whole, self.steps, strict=True)
        ]


class Heading(Navigation):
    """The top of a page that leads step by step: its title and how far one is, in the place of the pages."""

    def __init__(self, title: str) -> None:
        super().__init__((), "")
        self.heading = title
        self.progress = ""

    def show_progress(self, title: str, progress: str) -> None:
        """Say how far one is: ``step 3 of 5``."""
        if (title, progress) != (self.heading, self.progress):
            self.heading, self.progress = title, progress
            self.refresh()

    def render(self) -> Content:
        """Draw the title at the left and the date at the right."""
        left = said((f" {self.heading} ", "bold $primary reverse"), (f"  {self.progress}", "$text-muted"))
        gap = self.content_size.width - left.cell_length - self.right.cell_length
        return left if gap < 1 else left.pad_right(gap) + self.right

    def on_click(self, event: Click) -> None:
        """There is no page to go to from here."""
        event.prevent_default()
