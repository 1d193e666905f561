"""How an update goes out of the app: to the clipboard, or to a file."""

from __future__ import annotations

from remoteos.domain.letter import Rendering
from remoteos.domain.updates import Update
from remoteos.screens import leaving
from remoteos.screens.draft_actions import DraftActions, default_file
from remoteos.services.handing_over import suffix


def copy(page: DraftActions, text: str) -> None:
    """Put what leaves on the clipboard."""
    leaving.copy(page, text, page.session.key_of("draft.write"))


def ask_for_file(page: DraftActions, update: Update, text: str, rendering: Rendering) -> None:
    """Ask for a file and write what leaves to it."""
    offered = f"{default_file(update, suffix(rendering))}"
    leaving.ask_for_file(page, f"Write it as {rendering}", offered, text, name=f"write {rendering}")
