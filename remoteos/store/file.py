"""The file under the tables: a write is whole or not at all, a read is checked before it is believed."""

import errno
import os
import stat
from collections.abc import Iterable
from pathlib import Path

import msgspec

from remoteos.store.encoding import parse, seal, unseal
from remoteos.store.errors import StorageFailure, Unreadable
from remoteos.store.layout import Tables
from remoteos.store.places import cannot_create, sync_folder

Signature = tuple[int, int, int]
"""What tells two versions of a file apart without reading it: inode, time of change in ns, size."""


class Content(msgspec.Struct, frozen=True):
    """One version of the file. The tables are shared by all who read it: never change them in place."""

    tables: Tables
    signature: Signature | None
    """None while there is no file."""

    ours: bool = False
    """Whether every byte is as our own commit wrote it, so that nothing needs a second look."""


class DataFile:
    """Keeps tables in a file that a kill, a full disk or a second process cannot spoil.

    Raises Unreadable for content that is not ours, StorageFailure when the disk refuses, BadInput for
    values that JSON cannot carry.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._content: Content | None = None

    def signature(self) -> Signature | None:
        """Look at the file without reading it; None when it is not there."""
        try:
            return _signature(self.path.stat())
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise _unread(self.path, error) from error

    def load(self) -> Content:
        """Return the tables as they stand in the file, from memory while the file is the same."""
        signature = self.signature()
        if self._content is None or self._content.signature != signature:
            self._content = Content({}, None) if signature is None else self._load()
        return self._content

    def _load(self) -> Content:
        try:
            if not stat.S_ISREG(self.path.stat().st_mode):
                raise StorageFailure(f"{self.path} is not a file. Nothing was changed; move it away.")
            with self.path.open("rb", buffering=0) as file:
                before = _signature(os.fstat(file.fileno()))
                raw = file.read()
                if _signature(os.fstat(file.fileno())) != before:
                    raise Unreadable("another program was writing to it")
        except FileNotFoundError:
            return Content({}, None)
        except OSError as error:
            raise _unread(self.path, error) from error
        tables = unseal(raw)
        return Content(parse(raw), before) if tables is None else Content(tables, before, ours=True)

    def replace(self, tables: Tables) -> Content:
        """Write tables whose new values were checked before, and keep them as this version's content.

        There must be a meta table among them, as `with_meta` makes it.
        """
        self._content = Content(tables, self._put(*seal(tables)), ours=True)
        return self._content

    def _put(self, *pieces: bytes | memoryview) -> Signature:
        """Put these bytes in the place of the file's in one step; forget what was in it."""
        target = Path(os.path.realpath(self.path))  # through a link, so that the link stays
        temporary = target.with_name(f"{temporary_prefix(target)}{os.getpid()}")
        self._content = None
        done = False
        try:
            signature = _write(temporary, pieces, _mtime_ns(target))
            temporary.replace(target)
            done = True
            sync_folder(target.parent)
        except OSError as error:
            raise _unwritten(self.path, error, replaced=done) from error
        finally:
            if not done:
                _remove(temporary)
        return signature


def temporary_prefix(path: Path) -> str:
    """Return how the names of a file's unfinished copies begin; the writer's process id ends them."""
    return f".{path.name}.tmp-"


def _signature(found: os.stat_result) -> Signature:
    return found.st_ino, found.st_mtime_ns, found.st_size


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _write(path: Path, pieces: Iterable[bytes | memoryview], older_ns: int) -> Signature:
    _remove(path)  # a dead process of our number may have left one; whoever lives has another number
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if os.name != "nt":
            os.fchmod(handle, 0o600)
        for piece in pieces:
            rest = memoryview(piece)
            while rest:
                rest = rest[os.write(handle, rest) :]
        if os.fstat(handle).st_mtime_ns <= older_ns:
            # Inode numbers are used again and clocks tick in milliseconds: without this, the version
            # after the next could look like the one a reader remembers.
            os.utime(path, ns=(older_ns + 1, older_ns + 1))
        os.fsync(handle)
        return _signature(os.fstat(handle))
    finally:
        os.close(handle)


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # a left-over costs room, not data; the next writer's process removes it


def _unread(path: Path, error: OSError) -> StorageFailure:
    return StorageFailure(f"Cannot read {path}: {error.strerror or error}. Nothing was changed.")


def _unwritten(path: Path, error: OSError, *, replaced: bool) -> Exception:
    if replaced:
        return StorageFailure(
            f"{path} was saved, but the disk did not confirm it ({error.strerror}). Check the disk."
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return cannot_create(path, error)
    reason = (error.strerror or str(error)).lower()
    return StorageFailure(f"Cannot save {path}: {reason}. Nothing was changed; make room or check the disk.")
