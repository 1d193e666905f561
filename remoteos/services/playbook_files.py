"""Playbooks as files: reading one without trust, and beginning a new one."""

import os
import stat
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from remoteos.domain.errors import BadInput
from remoteos.domain.playbooks import Playbook, Problem, ensure_id
from remoteos.domain.text import clean
from remoteos.formats.playbook_parts import escaped_title
from remoteos.formats.playbook_reading import read
from remoteos.formats.playbook_writing import front_matter
from remoteos.services.errors import CannotCreate
from remoteos.services.handing_over import write_out

LARGEST = 512 * 1024
"""The most bytes of a playbook's file."""


class Checked(NamedTuple):
    """A text that was looked at."""

    playbook: Playbook | None
    """None when anything keeps it from being used."""
    problems: tuple[Problem, ...]

    @property
    def errors(self) -> int:
        """How many of the problems keep it from being used."""
        return sum(problem.level == "error" for problem in self.problems)

    @property
    def warnings(self) -> int:
        """How many of the problems do not."""
        return len(self.problems) - self.errors


def load(path: Path) -> bytes:
    """The bytes of a file, one more than `LARGEST` at most.

    Raises BadInput for what is no plain file: a folder, a device, a pipe that one would wait at. Raises
    OSError when it cannot be read.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    mode = os.fstat(handle).st_mode
    if not stat.S_ISREG(mode):
        os.close(handle)
        what = "a folder" if stat.S_ISDIR(mode) else "no plain file"
        raise BadInput(f"{path} is {what}: give the Markdown file of one playbook.")
    with os.fdopen(handle, "rb") as file:
        return file.read(LARGEST + 1)


def check(raw: bytes) -> Checked:
    """Look at a playbook as it is on disk; whatever is wrong becomes a problem with its place."""
    if len(raw) > LARGEST:
        return _unusable(1, f"the file has more than {LARGEST // 1024} KiB; leave out what is not needed")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        return _unusable(line, "this is not text in UTF-8; save the file in that encoding")
    return Checked(*read(text))


def skeleton(identity: str, title: str, author: str, role: str) -> str:
    """The text of a new playbook to be filled in; its comments say how.

    Raises Refused for an id that no playbook can have.
    """
    ensure_id(identity)
    head = Playbook(
        id=identity,
        version="0.1.0",
        title=clean(title) or identity.replace("-", " ").capitalize(),
        promise="Say in one sentence what whoever follows it can hold it to",
        roles=(clean(role) or "your role",),
        authors=(clean(author) or "your name",),
        licence="CC-BY-4.0",
    )
    body = (files("remoteos") / "content" / "playbook-skeleton.md").read_text("utf-8")
    return f"{front_matter(head)}\n\n# {escaped_title(head.title)}\n\n{body}"


def begin(file: Path, text: str) -> None:
    """Write a new playbook; raises CannotCreate where there is a file already, or none can be."""
    if os.path.lexists(file):
        raise CannotCreate(f"{file} is there already. Nothing was written; --out names another file.")
    write_out(file, text)


def _unusable(line: int, message: str) -> Checked:
    return Checked(None, (Problem(line, 1, "error", message),))
