"""Handing a text over to the world outside: a file, or the clipboard."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from shutil import which

from remoteos.domain.errors import Refused
from remoteos.domain.letter import Rendering
from remoteos.formats.rendering import SUFFIXES
from remoteos.services.errors import CannotCreate
from remoteos.services.settings import write_atomically

CLIPBOARD_WAIT_S = 3.0
"""A clipboard that has not answered by then does not answer."""


def suffix(rendering: Rendering) -> str:
    """How the name of a file with a rendering ends: ``.eml``."""
    return SUFFIXES[rendering]


def write_out(file: Path, text: str) -> None:
    """Replace a file by a text, byte for byte, readable by its owner alone.

    Raises CannotCreate, with the reason, when its folder is not there or nothing can be written.
    """
    try:
        wrong = _in_the_way(file)
        if not wrong:
            write_atomically(file, text)
    except OSError as error:
        raise CannotCreate(f"{file} cannot be written: {(error.strerror or str(error)).lower()}.") from error
    if wrong:
        raise CannotCreate(f"{file} cannot be written: {wrong}.")


def _in_the_way(file: Path) -> str:
    """Why a file cannot be put there; empty when it can. Devices and pipes are not replaced."""
    if file.is_dir():
        return "it is a folder"
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}"
    return "it is no plain file" if file.exists() and not file.is_file() else ""


def copy(text: str, environ: Mapping[str, str]) -> None:
    """Put a text on the clipboard of the desktop. Refused when there is none, or when it does not answer."""
    command = _clipboard(environ)
    if command is None:
        raise Refused("No clipboard was found. Nothing was copied; --out FILE writes it to a file.")
    # Such a program goes on in the background to keep what was copied: its output must not be waited for.
    try:
        done = subprocess.run(  # noqa: S603  one of the known programs, found on PATH
            command,
            input=text.encode("utf-8"),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            timeout=CLIPBOARD_WAIT_S,
            check=False,
        )
        failed = done.returncode != 0
    except (OSError, subprocess.SubprocessError):
        failed = True
    if failed:
        name = Path(command[0]).name
        raise Refused(
            f"The clipboard ({name}) does not answer. Nothing was copied; --out FILE writes a file."
        )


def _clipboard(environ: Mapping[str, str]) -> list[str] | None:
    """The command that takes a text for the clipboard; None where there is none."""
    known: list[tuple[bool, list[str]]] = [
        (sys.platform == "darwin", ["pbcopy"]),
        (os.name == "nt", ["clip"]),
        (bool(environ.get("WAYLAND_DISPLAY")), ["wl-copy"]),
        (bool(environ.get("DISPLAY")), ["xclip", "-selection", "clipboard"]),
        (bool(environ.get("DISPLAY")), ["xsel", "--input", "--clipboard"]),
        (True, ["termux-clipboard-set"]),
    ]
    for fits, (name, *arguments) in known:
        program = which(name, path=environ.get("PATH")) if fits else None
        if program:
            return [program, *arguments]
    return None
