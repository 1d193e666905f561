"""What a form asks for, and the widgets that ask it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Label

from remoteos.domain.errors import RemoteosError
from remoteos.widgets.choice import Choice, Option
from remoteos.widgets.line import Line
from remoteos.widgets.text import plain

SCALE: tuple[Option, ...] = tuple((str(number), str(number)) for number in range(1, 6))
"""The options of a scale from 1 to 5."""


@dataclass(frozen=True)
class Field:
    """One thing that a form asks for."""

    name: str
    """Under which name its value is handed on."""
    label: str
    value: str = ""
    """What it holds at first, as it would be typed."""
    hint: str = ""
    """What is shown while it is empty."""
    options: Sequence[Option] = ()
    """What can be chosen; typed freely when there is nothing to choose from."""
    check: Callable[[str], object] | None = None
    """Reads what was typed; raises ValueError or a RemoteosError, with one line to show, where it cannot."""


class FieldRow(Horizontal):
    """A field with its label."""

    DEFAULT_CSS = """
    FieldRow { height: 1; width: 1fr; margin-bottom: 1; }
    FieldRow > Label { width: 16; color: $text-muted; }
    FieldRow > Line { width: 1fr; }
    """

    def __init__(self, field: Field) -> None:
        super().__init__(id=f"field-{field.name}")
        self.field = field

    def compose(self) -> ComposeResult:
        """The label, and the widget that asks."""
        yield Label(plain(self.field.label))
        yield self._widget()

    @property
    def value(self) -> str:
        """What the field holds now; raises BadInput for text that is too long to keep."""
        asks = self._asks()
        return asks.text if isinstance(asks, Line) else asks.value

    @property
    def typed(self) -> str:
        """What stands in the field now, of any length."""
        return self._asks().value.strip()

    def set(self, value: str) -> None:
        """Put something into the field."""
        self._asks().value = value

    def focus_field(self) -> None:
        """Begin to ask this one."""
        self._asks().focus()

    def problem(self) -> str:
        """What is wrong with the value, in one line; empty when it can be used."""
        if self.field.check is None:
            return ""
        try:
            self.field.check(self.value)
        except (ValueError, RemoteosError) as error:
            return str(error)
        return ""

    def _widget(self) -> Widget:
        field = self.field
        if field.options:
            return Choice(field.options, field.value)
        return Line(field.value, placeholder=field.hint)

    def _asks(self) -> "Choice | Line":
        widget = self.query("Choice, Line").first()
        assert isinstance(widget, Choice | Line)
        return widget
