"""A list that leaves the keys of the page it stands in alone."""

from typing import ClassVar

from textual.binding import BindingType

from remoteos.widgets.cursor_keys import MOVING
from remoteos.widgets.rows import Rows


class QuietRows(Rows, inherit_bindings=False):
    """Rows with the arrow keys only: enter and the page keys belong to the page."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *MOVING,
    ]
