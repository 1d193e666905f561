"""How what leaves goes out of the app: to the clipboard, or to a file."""

from __future__ import annotations

import os
from pathlib import Path

from remoteos.domain.errors import RemoteosError
from remoteos.domain.letter import Rendering
from remoteos.domain.text import required
from remoteos.domain.updates import Update
from remoteos.messages import Changed
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.draft_actions import DraftActions, default_file
from remoteos.services.handing_over import copy as to_clipboard
from remoteos.services.handing_over import suffix, write_out
from remoteos.widgets.fields import Field


def copy(page: DraftActions, text: str) -> None:
    """Put a text on the desktop's clipboard, or else ask the terminal to; the terminal does not answer."""
    try:
        to_clipboard(text, os.environ)
    except RemoteosError:
        page.app.copy_to_clipboard(text)
        key = page.session.key_of("draft.write")
        handed = f"Handed to the terminal. If nothing pastes, {key} writes a file."
        page.post_message(Changed(handed, undo=False))
    else:
        page.post_message(Changed("It is on the clipboard.", undo=False))


def ask_for_file(page: DraftActions, update: Update, text: str, rendering: Rendering) -> None:
    """Ask for a file and write a text to it, byte for byte."""
    offered = default_file(update, suffix(rendering))

    def save(values: Values) -> None:
        write_out(Path(required(values["file"], "file")).expanduser(), text)

    fields = [Field("file", "File", str(offered), hint="a path; what is there is replaced")]
    form = Form(
        page.session, f"Write it as {rendering}", fields, save, name=f"write {rendering}", does="write it"
    )

    def answered(saved: bool | None) -> None:
        if saved:
            page.post_message(Changed("Written.", undo=False))

    page.app.push_screen(form, answered)
