"""How a text goes out of the app: to the clipboard, or to a file."""

from __future__ import annotations

import os
from pathlib import Path

from remoteos.domain.errors import RemoteosError
from remoteos.domain.text import required
from remoteos.messages import Changed
from remoteos.screens.dialogs.form import Form, Values
from remoteos.screens.page import Page
from remoteos.services.handing_over import copy as to_clipboard
from remoteos.services.handing_over import write_out
from remoteos.widgets.fields import Field


def copy(page: Page, text: str, keys: str) -> None:
    """Put a text on the desktop's clipboard, or else ask the terminal to; the terminal does not answer.

    ``keys`` are those that write it to a file.
    """
    try:
        to_clipboard(text, os.environ)
    except RemoteosError:
        page.app.copy_to_clipboard(text)
        handed = f"Handed to the terminal. If nothing pastes, {keys} writes a file."
        page.post_message(Changed(handed, undo=False))
    else:
        page.post_message(Changed("It is on the clipboard.", undo=False))


def ask_for_file(page: Page, title: str, offered: str, text: str, *, name: str = "") -> None:
    """Ask for a file and write a text to it, byte for byte; ``name`` is that of the form's draft."""

    def save(values: Values) -> None:
        write_out(Path(required(values["file"], "file")).expanduser(), text)

    fields = [Field("file", "File", offered, hint="a path; what is there is replaced")]
    form = Form(page.session, title, fields, save, name=name, does="write it")

    def written(saved: bool | None) -> None:
        if saved:
            page.post_message(Changed("Written.", undo=False))

    page.app.push_screen(form, written)
