"""Editing a playbook in the user's own editor, from a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from remoteos.cli import output
from remoteos.cli.session import Session

if TYPE_CHECKING:
    from remoteos.domain.playbook_copies import PlaybookCopy


def in_editor(session: Session, copy: PlaybookCopy) -> PlaybookCopy:
    """Let the user edit a playbook's text; whatever goes wrong, what they typed stays in a file."""
    from remoteos.services.playbook_editing import of_copy

    editing = of_copy(session.desk, copy)
    if editing.goes_on_with is not None:
        output.note(f"Going on with what you typed before, which is in {editing.goes_on_with}.")
    typed = editing.run(session.environ)
    again = f"`remoteos playbook edit {copy.head.id}` goes on with it"
    return editing.keep(session.desk, typed, again)
