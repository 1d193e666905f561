"""The last changes, and taking them back."""

from remoteos.services.desk import Desk


def undo(desk: Desk) -> str | None:
    """Take the last change back; what it was, or None when there is nothing left to take back."""
    commit = desk.store.undo(at=desk.now)
    return commit.label if commit else None
