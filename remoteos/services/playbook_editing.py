"""Editing a playbook in the user's own editor; what could not be kept is there again the next time."""

import os
import re
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from remoteos.domain.errors import Refused, RemoteosError
from remoteos.domain.playbook_copies import PlaybookCopy
from remoteos.services import playbook_changes
from remoteos.services.desk import Desk
from remoteos.services.editor import LONGEST, Edited
from remoteos.services.playbook_files import skeleton

Save = Callable[[Desk, str], PlaybookCopy]
"""Keeps a text as a playbook; raises a RemoteosError when it cannot be kept."""


class Editing:
    """A playbook in the editor, until what was typed is kept: whatever goes wrong, that stays in a file.

    It begins with such a file when there is one of this user, and the playbook is still what it was.
    """

    def __init__(self, desk: Desk, name: str, text: str, stays: str, save: Save, *, known_by: str) -> None:
        """``known_by`` tells the files of this text from those of another; ``stays`` as `Edited` has it.

        Raises OSError when no file can be made.
        """
        known = sha256(f"{desk.store.folder}\n{known_by}".encode()).hexdigest()[:8]
        self.text = text
        """The text without anything typed."""
        self._save = save
        self._left = _left(f"{name}-{known}")
        before = self._left[-1].read_text("utf-8") if self._left else text
        self._edited = Edited(before, f"{name}-{known}", stays)

    @property
    def goes_on_with(self) -> Path | None:
        """The file with what was typed before and could not be kept; None when there is none."""
        return self._left[-1] if self._left else None

    def run(self, environ: Mapping[str, str]) -> str:
        """Open the editor and return the text it left; raises as `Edited.run` does."""
        return self._edited.run(environ)

    def is_untouched(self, typed: str) -> bool:
        """Whether nothing was typed, before either."""
        return typed.strip() == self.text.strip()

    def keep(self, desk: Desk, typed: str, again: str) -> PlaybookCopy:
        """Keep what was typed, and remove the files.

        Raises what the service raises, with where it is and ``again``: a sentence, without a full stop, that
        says how to go on with it.
        """
        try:
            kept = self._save(desk, typed)
        except RemoteosError as error:
            raise type(error)(f"{error} {self._where(typed)}; {again}.") from None
        except OSError as error:
            why = f"Nothing was changed: {error.strerror or error}."
            raise Refused(f"{why} {self._where(typed)}; {again}.") from error
        self.forget()
        return kept

    def forget(self) -> None:
        """Remove the files: what was typed is kept by now, or not wanted."""
        for file in (self._edited.path, *self._left):
            file.unlink(missing_ok=True)

    def drop(self) -> None:
        """Remove the file that was made for the editor, which did not open; what was typed before stays."""
        self._edited.forget()

    def _where(self, typed: str) -> str:
        """Where what was typed is; when that is nothing new, in the file of before."""
        if self._left and typed.strip() == self._edited.before.strip():
            self._edited.forget()
            return f"What you typed is in {self._left[-1]}"
        return f"What you typed is in {self._edited.path}"


def of_copy(desk: Desk, copy: PlaybookCopy) -> Editing:
    """Edit a copy, which may be a new one of `playbook_changes.to_edit`."""

    def save(now: Desk, typed: str) -> PlaybookCopy:
        return playbook_changes.edit(now, copy, typed)

    name = f"playbook-{copy.head.id}"
    return Editing(desk, name, copy.text, f"{copy.head.id} is kept as it was", save, known_by=copy.text)


def of_new(desk: Desk, identity: str, title: str) -> Editing:
    """Write a new playbook, from a beginning whose comments say how.

    Raises Refused for an id that is taken or that no playbook can have.
    """
    you = desk.settings.you
    text = skeleton(identity, title, you.name, you.role)
    playbook_changes.ensure_free(desk, identity)
    stays = "No playbook was added"
    return Editing(desk, f"playbook-{identity}", text, stays, playbook_changes.add, known_by="")


def _left(name: str) -> list[Path]:
    """The files of earlier edits that were not kept, of this user and readable, the newest last."""
    pattern = re.compile(rf"remoteos-{re.escape(name)}-[a-z0-9_]+\.md")
    found: list[tuple[float, Path]] = []
    with suppress(OSError), os.scandir(tempfile.gettempdir()) as entries:
        for entry in entries:
            if not pattern.fullmatch(entry.name) or not entry.is_file(follow_symlinks=False):
                continue
            facts = entry.stat(follow_symlinks=False)
            is_mine = not hasattr(os, "getuid") or facts.st_uid == os.getuid()
            if is_mine and facts.st_size <= LONGEST and _is_text(Path(entry.path)):
                found.append((facts.st_mtime, Path(entry.path)))
    return [path for _, path in sorted(found)]


def _is_text(file: Path) -> bool:
    try:
        return bool(file.read_text("utf-8").strip())
    except (OSError, ValueError):
        return False
