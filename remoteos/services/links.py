"""Following a link to the record it points to."""

from remoteos.domain.record import Link, Record
from remoteos.domain.tables import RECORD_TYPES
from remoteos.services.desk import Desk

_KINDS = {kind.TABLE: kind for kind in RECORD_TYPES}


def pointed_to(desk: Desk, link: Link) -> Record | None:
    """The record that a link points to, from the archive if need be; None when it is gone."""
    kind = _KINDS.get(link.table)
    return desk.store.get(kind, link.id) if kind else None
