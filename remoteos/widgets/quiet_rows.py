"""A list that leaves the keys of the page it stands in alone."""

from typing import ClassVar

from textual.binding import Binding, BindingType

from remoteos.widgets.rows import Rows


class QuietRows(Rows, inherit_bindings=False):
    """Rows with the arrow keys only: enter and the page keys belong to the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("home", "edge(-1)", "first", show=False),
        Binding("end", "edge(1)", "last", show=False),
    ]
