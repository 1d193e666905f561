"""Editing a playbook in one's own editor, while the app steps aside."""

from __future__ import annotations

import os

from textual.app import SuspendNotSupported

from remoteos.domain.errors import RemoteosError
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.messages import Changed, Refused
from remoteos.screens.page import Page
from remoteos.services.playbook_editing import Editing, of_copy, of_new


def edit(page: Page, copy: PlaybookCopy) -> None:
    """Open the editor; whatever goes wrong, the playbook is kept and what was typed stays in a file.

    A copy of `playbook_changes.to_edit` that is not kept yet is kept once it was changed.
    """
    desk, which = page.session.desk, copy.head.id
    try:
        editing = of_copy(desk, copy)
        typed = _typed(page, editing, f"`remoteos playbook edit {which}`")
        if typed is None:
            return
        kept = editing.keep(desk, typed, f"{page.session.key_of('playbook.edit')} goes on with it")
    except RemoteosError as error:
        page.post_message(Refused(str(error)))
    except OSError as error:
        page.post_message(Refused(f"Nothing was changed: {error.strerror or error}."))
    else:
        is_same = kept.text == copy.text
        said = "Nothing was changed." if is_same else f"{which} is kept as you edited it{_from(editing)}."
        page.post_message(Changed(said, undo=not is_same))


def write_new(page: Page, identity: str, title: str) -> None:
    """Open the beginning of a playbook in the editor and keep the result as the user's own.

    One that cannot be kept stays in a file. A beginning to which nothing was added is no playbook.
    """
    desk = page.session.desk
    try:
        editing = of_new(desk, identity, title)
        typed = _typed(page, editing, f"`remoteos playbook new {identity}`")
        if typed is None:
            return
        if editing.is_untouched(typed):
            editing.forget()
            page.post_message(Changed("Nothing was typed; no playbook was added.", undo=False))
            return
        key = page.session.key_of("playbooks.new")
        kept = editing.keep(desk, typed, f"{key} with the id {identity} goes on with it")
    except RemoteosError as error:
        page.post_message(Refused(str(error)))
    except OSError as error:
        page.post_message(Refused(f"No playbook was added: {error.strerror or error}."))
    else:
        page.post_message(Changed(f"“{kept.name}” is in the library{_from(editing)}."))


def _typed(page: Page, editing: Editing, instead: str) -> str | None:
    """What was typed; None, and said, where the terminal cannot step aside. ``instead`` can do it too."""
    try:
        with page.app.suspend():
            return editing.run(os.environ)
    except SuspendNotSupported:
        editing.drop()
        page.post_message(Refused(f"This terminal cannot step aside for an editor; {instead} can."))
        return None


def _from(editing: Editing) -> str:
    return ", with what you typed before" if editing.goes_on_with is not None else ""
