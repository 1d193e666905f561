"""What one use case changes, gathered before it is saved in one commit."""

from typing import TypeVar

from remoteos.domain.record import Record
from remoteos.services.desk import Desk

R = TypeVar("R", bound=Record)


class Changes:
    """The records that one commit will save; the last word on each counts."""

    def __init__(self) -> None:
        self._by_id: dict[str, Record] = {}

    def add(self, *records: Record | None) -> None:
        """Save these too; None is nothing."""
        self._by_id.update((record.id, record) for record in records if record is not None)

    def all(self, desk: Desk, kind: type[R]) -> list[R]:
        """The records of a kind as they will be once this is saved."""
        changed = {one.id: one for one in self._by_id.values() if isinstance(one, kind)}
        return [changed.get(record.id, record) for record in desk.store.all(kind)]

    @property
    def records(self) -> list[Record]:
        """Everything to save."""
        return list(self._by_id.values())
