"""Editing a draft in one's own editor, while the app steps aside."""

from __future__ import annotations

import os

from textual.app import SuspendNotSupported

from remoteos.domain.errors import RemoteosError
from remoteos.domain.update_text import as_text
from remoteos.domain.updates import Update
from remoteos.messages import Changed
from remoteos.screens.draft_actions import DraftActions
from remoteos.services import updates
from remoteos.services.editor import Edited


def edit(page: DraftActions, update: Update) -> None:
    """Open the editor; whatever goes wrong, the draft is kept and what was typed stays in a file."""
    edited = Edited(as_text(update), "draft", "The draft is kept as it was")
    try:
        with page.app.suspend():
            text = edited.run(os.environ)
    except SuspendNotSupported:
        edited.forget()
        page.refuse("This terminal cannot step aside for an editor; `remoteos update edit` can.")
        return
    except RemoteosError as error:
        page.refuse(str(error))
        return
    try:
        page.session.change(lambda desk: updates.take_text(desk, update, text))
    except (RemoteosError, OSError) as error:
        page.refuse(f"{error} {edited.kept()}")
        return
    edited.forget()
    page.post_message(Changed("Saved as you edited it."))
