"""The keys that move a cursor, the same in every list: a widget's ``action_move``, ``_edge``, ``_page``."""

from collections.abc import Sequence

from textual.binding import Binding, BindingType

MOVING: Sequence[BindingType] = (
    Binding("up,k", "move(-1)", "up", show=False),
    Binding("down,j", "move(1)", "down", show=False),
    Binding("home", "edge(-1)", "first", show=False),
    Binding("end", "edge(1)", "last", show=False),
)
"""One up or down, and to either end."""

PAGING: Sequence[BindingType] = (
    Binding("pageup", "page(-1)", "page up", show=False),
    Binding("pagedown", "page(1)", "page down", show=False),
)
"""By as much as is in sight."""
