"""Lists whose page says what enter does."""

from typing import ClassVar

from textual.binding import BindingType

from remoteos.widgets.cursor_keys import MOVING, PAGING
from remoteos.widgets.rows import Rows


class PageRows(Rows, inherit_bindings=False):
    """Rows with the keys that move the cursor only; a second click still chooses."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVING, *PAGING]


class ReadRows(PageRows, inherit_bindings=False):
    """Rows with the arrow keys only: the page keys are for what is read beside them."""

    BINDINGS: ClassVar[list[BindingType]] = [*MOVING]
