"""The bytes under TinyDB: a write is whole or not at all, a read is checked before it is believed."""

import errno
import math
import os
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from remoteos.domain.errors import BadInput
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


class AtomicStorage(Storage):
    """Keeps TinyDB's tables in a file that a kill, a full disk or a second process cannot spoil.

    Works as `TinyDB(path, storage=AtomicStorage)`. Raises Unreadable for content that is not ours,
    StorageFailure when the disk refuses, BadInput for values that JSON cannot carry.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)
        self._content: Content | None = None

    def read(self) -> Tables | None:
        """Return a copy of the tables for the caller to change, or None while there is no file."""
        content = self.load()
        if content.signature is None:
            return None
        copy: Tables = msgspec.json.decode(msgspec.json.encode(content.tables))
        return copy

    def write(self, data: Mapping[str, Any]) -> None:
        """Check every value, then replace the file by these tables in one step."""
        tables = dict(data)
        check_storable(tables)
        self.replace(tables)
        self._content = None  # the caller may go on changing what it gave us

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
        return Content(parse(raw), before)

    def replace(self, tables: Tables) -> Content:
        """Write tables whose new values were checked before, and keep them as this version's content."""
        raw = encode(tables)
        target = Path(os.path.realpath(self.path))  # through a link, so that the link stays
        temporary = target.with_name(f"{temporary_prefix(target)}{os.getpid()}")
        self._content = None
        done = False
        try:
            signature = _write(temporary, raw, _mtime_ns(target))
            temporary.replace(target)
            done = True
            sync_folder(target.parent)
        except OSError as error:
            raise _unwritten(self.path, error, replaced=done) from error
        finally:
            if not done:
                _remove(temporary)
        self._content = Content(tables, signature)
        return self._content


def temporary_prefix(path: Path) -> str:
    """Return how the names of a file's unfinished copies begin; the writer's process id ends them."""
    return f".{path.name}.tmp-"


def encode(tables: Tables) -> bytes:
    """Give the bytes of the tables; raise BadInput for a value that has no JSON form."""
    try:
        return msgspec.json.encode(tables)
    except (TypeError, ValueError, OverflowError, RecursionError) as error:
        raise BadInput(f"This cannot be stored: {error}. Nothing was changed.") from error


def check_storable(value: Any) -> None:
    """Refuse, with BadInput, numbers that would come back as something else, and broken text."""
    encode({"": value})  # finds what is endless or has no form, so that the walk below ends
    left = [value]
    while left:
        item = left.pop()
        if isinstance(item, dict):
            left.extend(item.values())
        elif isinstance(item, list | tuple):
            left.extend(item)
        elif isinstance(item, float) and not math.isfinite(item):
            raise BadInput(f"A number that is {item} cannot be stored. Nothing was changed.")
        elif isinstance(item, int) and not -(2**63) <= item < 2**64:
            raise BadInput("A whole number beyond 64 bits cannot be stored. Nothing was changed.")


def parse(raw: bytes) -> Tables:
    """Return the tables that the bytes spell; raise Unreadable with the reason when they spell none."""
    if not raw:
        raise Unreadable("it is empty")
    try:
        tables = msgspec.json.decode(raw)
        if not isinstance(tables, dict):
            raise Unreadable("it holds no tables")
        if msgspec.json.encode(tables) != raw:
            _parse_strictly(raw)
    except UnicodeDecodeError as error:
        raise Unreadable("it is not UTF-8 text") from error
    except RecursionError as error:
        raise Unreadable("it is nested too deeply") from error
    except (msgspec.DecodeError, ValueError) as error:
        raise Unreadable(f"it is not valid JSON ({error})") from error
    return tables


def _parse_strictly(raw: bytes) -> None:
    """Look for keys given twice, which decoding drops without a word.

    Only files that others wrote need it: ours come out of the encoder as they went in.
    """
    import json

    def unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) != len(pairs):
            raise ValueError("a key stands twice in one object")
        return found

    json.loads(raw, object_pairs_hook=unique)


def _signature(found: os.stat_result) -> Signature:
    return found.st_ino, found.st_mtime_ns, found.st_size


def _mtime_ns(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except FileNotFoundError:
        return 0


def _write(path: Path, raw: bytes, older_ns: int) -> Signature:
    _remove(path)  # a dead process of our number may have left one; whoever lives has another number
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        if os.name != "nt":
            os.fchmod(handle, 0o600)
        rest = memoryview(raw)
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
