"""A list so long that its rows are made only when they come into sight."""

from collections.abc import Callable, Sequence
from typing import overload

from remoteos.widgets.rows import Row, Rows


class MadeRows(Sequence[Row]):
    """Rows of one line, each made when it is first asked for."""

    def __init__(self, ids: Sequence[str], make: Callable[[int], Row]) -> None:
        self.ids = ids
        self._make = make
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self.ids)

    @overload
    def __getitem__(self, index: int) -> Row: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Row]: ...
    def __getitem__(self, index: int | slice) -> Row | Sequence[Row]:
        if isinstance(index, slice):
            return [self[each] for each in range(len(self))[index]]
        place = range(len(self))[index]
        if place not in self._made:
            self._made[place] = self._make(place)
        return self._made[place]


class ManyRows(Rows):
    """Rows of one line that are given by their ids, and made one by one as they are needed."""

    _gone = ""
    """The row that was last taken away from under the cursor."""

    def show_made(self, ids: Sequence[str], make: Callable[[int], Row]) -> None:
        """Show a row for each id in the place of those shown before; ``make`` makes the one at an index.

        The cursor goes back to a row that was taken away from under it, once that is there again and unless
        it was moved on since.
        """
        before = self.current
        self._show(MadeRows(ids, make), range(len(ids) + 1))
        if self._gone and self.go_to(self._gone):
            self._gone = ""
        elif before and self.current != before:
            self._gone = before

    def forget(self) -> None:
        """Stay on the row under the cursor, whatever comes back."""
        self._gone = ""

    def action_move(self, step: int) -> None:
        """Move the cursor to the next row or the one before, to stay there."""
        self.forget()
        super().action_move(step)

    def action_page(self, step: int) -> None:
        """Move the cursor by as much as is in sight, to stay there."""
        self.forget()
        super().action_page(step)

    def action_edge(self, step: int) -> None:
        """Move the cursor to the first row or the last, to stay there."""
        self.forget()
        super().action_edge(step)

    def _index_of(self, id: str) -> int | None:  # noqa: A002
        if isinstance(self.rows, MadeRows):
            return self.rows.ids.index(id) if id in self.rows.ids else None
        return super()._index_of(id)
