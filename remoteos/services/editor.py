"""Editing a text in the user's own editor; what was typed is never lost."""

import os
import shlex
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path

from remoteos.domain.errors import BadInput, Refused

LONGEST = 1_000_000
"""The most bytes that are read back."""


class Edited:
    """A text in a file of its own, until what was typed in it is kept elsewhere.

    ``name`` is in the name of the file; ``stays`` says, without a full stop, what becomes of the text when
    what was typed is not taken: “The draft is kept as it was”.
    """

    def __init__(self, text: str, name: str, stays: str) -> None:
        self.before = text
        self.stays = stays
        handle, path = tempfile.mkstemp(prefix=f"remoteos-{name}-", suffix=".md")
        self.path = Path(path)
        with os.fdopen(handle, "wb") as file:
            file.write(text.encode("utf-8"))

    def run(self, environ: Mapping[str, str]) -> str:
        """Open the editor of ``VISUAL`` or ``EDITOR``, else vi, and return the text it left.

        Raises Refused when it cannot be started, fails, or leaves no text; the file stays if it was changed.
        """
        try:
            command = shlex.split(environ.get("VISUAL") or environ.get("EDITOR") or "vi")
        except ValueError:
            command = []
        if not command:
            raise self._failed("The editor in VISUAL or EDITOR cannot be read")
        try:
            code = subprocess.run([*command, str(self.path)], check=False).returncode  # noqa: S603  the user's
        except OSError as error:
            raise self._failed(f"{command[0]} cannot be started") from error
        if code != 0:
            raise self._failed(f"{command[0]} ended with {code}")
        try:
            text = self._text()
        except BadInput as error:
            raise self._failed(str(error)) from None
        if not text.strip():
            raise self._failed("The text came back empty")
        return text

    def forget(self) -> None:
        """Remove the file: what was typed is kept elsewhere by now."""
        self.path.unlink(missing_ok=True)

    def kept(self) -> str:
        """What stays, and where what was typed is, as a sentence; the file goes when nothing was typed."""
        try:
            was_typed = self._text().strip() not in (self.before.strip(), "")
        except BadInput:
            was_typed = True
        if not was_typed:
            self.forget()
            return f"{self.stays}."
        return f"{self.stays}; what you typed is in {self.path}."

    def _failed(self, why: str) -> Refused:
        return Refused(f"{why}. {self.kept()}")

    def _text(self) -> str:
        """The text as it is in the file, empty when there is none; BadInput when it is not text."""
        try:
            raw = self.path.read_bytes()
        except OSError:
            return ""
        if len(raw) > LONGEST:
            raise BadInput(f"The text has more than {LONGEST:,} bytes")
        try:
            return raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput(f"The text came back in no UTF-8 (byte {error.start + 1:,})") from None
