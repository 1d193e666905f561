"""Our file under plain TinyDB. The store itself needs no TinyDB, whose import costs a command 3 ms."""

from collections.abc import Mapping
from typing import Any

import msgspec
from tinydb.storages import Storage

from remoteos.store.encoding import check_storable, encode
from remoteos.store.file import DataFile


class AtomicStorage(DataFile, Storage):
    """Keeps TinyDB's tables in a DataFile, which says what it raises.

    Works as `TinyDB(path, storage=AtomicStorage)`.
    """

    def read(self) -> dict[str, Any] | None:
        """Return a copy of the tables for the caller to change, or None while there is no file."""
        content = self.load()
        if content.signature is None:
            return None
        copy: dict[str, Any] = msgspec.json.decode(encode(content.tables))
        return copy

    def write(self, data: Mapping[str, Any]) -> None:
        """Check every value, then replace the file by these tables in one step.

        They get no checksum of ours: a program that loses half of the records is to be noticed.
        """
        tables = dict(data)
        check_storable(tables)
        self._put(encode(tables))
