"""Where playbooks come from: a file, a folder, or bytes. Nothing outside of what was named is read."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from remoteos.domain.errors import BadInput
from remoteos.domain.text import on_one_line
from remoteos.services.playbook_files import LARGEST, load

MOST_FILES = 500
"""The most Markdown files of a folder."""
MOST_BYTES = 20 * 1024 * 1024
"""The most bytes of them together."""

_BOM = b"\xef\xbb\xbf"


class Source(NamedTuple):
    """A file that may be a playbook."""

    name: str
    """For people: its path, on one line and without control characters."""
    raw: bytes = b""
    """What it holds, one byte more than a playbook may have at most."""
    left_out: str = ""
    """Why it is not looked at; empty when it is."""


def from_bytes(raw: bytes, name: str = "standard input") -> Source:
    """What was read elsewhere."""
    return Source(name, raw[: LARGEST + 1])


def from_file(path: Path) -> Source:
    """A file that somebody named; raises as `playbook_files.load` does."""
    return Source(_name(path), load(path))


def from_folder(path: Path) -> tuple[Source, ...]:
    """The Markdown files of a folder and of the folders right in it, by name.

    Hidden ones are passed over. Symlinks are not followed; they, what is no plain file, what cannot be read
    and Markdown without front matter are left out, each with the reason. Raises BadInput for more than
    `MOST_FILES` or `MOST_BYTES`, OSError when the folder itself cannot be read.
    """
    found: list[tuple[str, str]] = []
    for one in _walk(path, "", deeper=True):
        found.append(one)
        if len(found) > MOST_FILES:
            raise BadInput(
                f"{path} has more than {MOST_FILES} Markdown files. Nothing was read; give a smaller folder."
            )
    sources = []
    size = 0
    for name, reason in sorted(found):
        file = path / name
        source = Source(_name(file), left_out=reason) if reason else _read(file)
        size += len(source.raw)
        if size > MOST_BYTES:
            raise BadInput(
                f"The Markdown files of {path} have more than {MOST_BYTES // 1024**2} MiB together. "
                "Nothing was changed; give a smaller folder."
            )
        sources.append(source)
    return tuple(sources)


def _walk(folder: Path, within: str, *, deeper: bool) -> Iterator[tuple[str, str]]:
    """The paths inside a folder that may be playbooks, each with the reason for which it is left out."""
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{within}{entry.name}"
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _inside(entry, name, deeper=deeper)
            elif entry.is_symlink() or entry.name.lower().endswith(".md"):
                yield name, _wrong(entry)


def _inside(entry: "os.DirEntry[str]", name: str, *, deeper: bool) -> Iterator[tuple[str, str]]:
    if not deeper:
        yield name, "folders are looked into one level deep"
        return
    try:
        yield from _walk(Path(entry.path), f"{name}/", deeper=False)
    except OSError as error:
        yield name, _unreadable(error)


def _wrong(entry: "os.DirEntry[str]") -> str:
    """Why an entry of a folder is not read; empty when it is."""
    if entry.is_symlink():
        return "symlinks are not followed"
    return "" if entry.is_file(follow_symlinks=False) else "no plain file"


def _read(path: Path) -> Source:
    try:
        raw = load(path)
    except OSError as error:
        return Source(_name(path), left_out=_unreadable(error))
    except BadInput:  # it became something else since the folder was read
        return Source(_name(path), left_out="no plain file")
    if not raw.removeprefix(_BOM).startswith(b"---"):
        return Source(_name(path), left_out="no playbook: it does not begin with a line “---”")
    return Source(_name(path), raw)


def _unreadable(error: OSError) -> str:
    return f"it cannot be read: {(error.strerror or str(error)).lower()}"


def _name(path: Path) -> str:
    return on_one_line(os.fspath(path))
