"""What a commit is about to write: a copy of the tables that may be changed, and what differs."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import Any

import msgspec

from remoteos.domain.errors import BadInput
from remoteos.domain.record import Record
from remoteos.store.decode import encode_record, group_of, stored
from remoteos.store.layout import INTERNAL, TOMBSTONES, Doc, Tables, index, is_doc_id, next_doc_id
from remoteos.store.meta import iso

ABSENT = msgspec.UNSET
"""Stands for a document that is not there; None would be a document too."""

Archived = Callable[[type[Record], str, datetime], Doc | None]
"""Finds the document of a record that only the archive has, by kind, id and time of creation."""


class Change(msgspec.Struct, frozen=True):
    """One document before and after; either may be ABSENT, not both. Without a key, a whole table."""

    table: str
    key: str | None
    before: Any
    after: Any


class Draft:
    """Tables to change in private; the tables they came from stay as they are."""

    def __init__(self, base: Tables) -> None:
        self.tables: Tables = copy(base)
        self._base = base
        self._own: set[str] = set()
        self._index: dict[str, dict[str, str]] = {}
        self._next: dict[str, int] = {}
        self._touched: dict[tuple[str, str | None], Any] = {}

    def table(self, name: str) -> Doc:
        """Return a table to read; raise BadInput when it is none."""
        table = self.tables.get(name, {})
        if not isinstance(table, dict):
            raise BadInput(
                f"The table {name} in the file cannot be read. Nothing was changed; "
                "run `remoteos data check`."
            )
        return table

    def key_of(self, name: str, identity: str) -> str | None:
        """Return the key of the document with this id, or None."""
        if name not in self._index:
            self._index[name] = index(self.table(name))
        return self._index[name].get(identity)

    def set(self, name: str, key: str | None, doc: Any, before: Any = ABSENT) -> str:
        """Put a document under its key, or under the next free one; return the key.

        `before` is what it replaces when that lies elsewhere, in the archive.
        """
        table = self._writable(name)
        if key is None:
            key = str(self._next_key(name, table))
        self._touch(name, key, before)
        in_order = key in table or not table or _order(key) > _order(next(reversed(table)))
        table[key] = doc
        if not in_order:
            self.tables[name] = dict(sorted(table.items(), key=lambda item: _order(item[0])))
        if isinstance(doc, dict):
            self._note(name, key, doc)
        return key

    def drop(self, name: str, key: str) -> None:
        """Take a document away."""
        table = self._writable(name)
        self._touch(name, key)
        doc = table.pop(key)
        ids = self._index.get(name, {})
        if isinstance(doc, dict) and ids.get(str(doc.get("id"))) == key:
            del ids[str(doc["id"])]
        if not table:
            del self.tables[name]  # as before its first document came

    def replace_table(self, name: str, content: Any) -> None:
        """Put something else in the place of a whole table; ABSENT takes it away."""
        self._touched.setdefault((name, None), self._base.get(name, ABSENT))
        self._own.discard(name)
        self._index.pop(name, None)
        self._next.pop(name, None)
        if content is ABSENT:
            self.tables.pop(name, None)
        else:
            self.tables[name] = content

    def put(self, record: Record, at: datetime, archived: Archived) -> None:
        """Create or change a record; keep what the stored document has beyond the record's fields."""
        kind, name = type(record), record.TABLE
        new = encode_record(record)
        key = self.key_of(name, record.id)
        old = self.table(name)[key] if key is not None else archived(kind, record.id, record.created_at)
        if old is None:
            new["updated_at"] = msgspec.to_builtins(max(at, record.updated_at))
            self.set(name, None, new)
            self.unbury(name, record.id)
            return
        before = stored(kind, old)
        was = encode_record(before)
        changed = [each for each in new if each != "updated_at" and new[each] != was.get(each)]
        if not changed:
            return
        now = msgspec.to_builtins(max(at, before.updated_at))
        groups, stamps = group_of(kind), old.get("stamps")
        stamps = {**(stamps if isinstance(stamps, dict) else {}), **{groups[each]: now for each in changed}}
        doc = {**old, **new, "updated_at": now, "stamps": stamps}
        self.set(name, key, doc, before=ABSENT if key is not None else old)

    def delete(self, record: Record, at: datetime, archived: Archived) -> None:
        """Take a record away and leave a tombstone; a record that is nowhere is no change."""
        name = record.TABLE
        key = self.key_of(name, record.id)
        if key is not None:
            stored(type(record), self.table(name)[key])
            self.become(name, record.id, None, at)
        elif (old := archived(type(record), record.id, record.created_at)) is not None:
            self.become(name, record.id, None, at, archived=old)

    def become(
        self,
        name: str,
        identity: str,
        doc: Doc | None,
        at: datetime,
        *,
        archived: Doc | None = None,
        wish: str | None = None,
    ) -> None:
        """Make a record's document exactly this one, or take the record away (None).

        `archived` is the version that counted until now if only the archive has it: undo gives that back.
        A record that is new here gets the key that is wished for, if it is free.
        """
        key = self.key_of(name, identity)
        before = archived if key is None and archived is not None else ABSENT
        if doc is not None:
            free = key is None and wish is not None and wish not in self.table(name)
            self.set(name, wish if free else key, doc, before)
            self.unbury(name, identity)
            return
        if key is None and archived is not None:
            key = self.set(name, None, archived, before)
        if key is not None:
            self.drop(name, key)
        self.bury(name, identity, at)

    def bury(self, name: str, identity: str, at: datetime) -> None:
        """Leave a tombstone for a record that is gone, so that a merge does not bring it back."""
        if name not in INTERNAL:
            self._add(TOMBSTONES, {"id": identity, "table": name, "deleted_at": iso(at)})

    def unbury(self, name: str, identity: str) -> None:
        """Remove the tombstones of a record that is back."""
        stones = self.table(TOMBSTONES)
        for key in [key for key, doc in stones.items() if _marks(doc, name, identity)]:
            self._discard(TOMBSTONES, key)

    def changes(self) -> list[Change]:
        """Return what differs from the start, in the order it was touched, tombstones aside."""
        found = []
        for (name, key), before in self._touched.items():
            table = self.tables.get(name, ABSENT)
            if key is not None:
                after = table.get(key, ABSENT) if isinstance(table, dict) else ABSENT
            else:
                after = table
            if before is not after and before != after:
                found.append(Change(name, key, before, after))
        return found

    def _touch(self, name: str, key: str, before: Any = ABSENT) -> None:
        if (name, key) not in self._touched:
            base = self._base.get(name)
            if isinstance(base, dict) and key in base:
                before = base[key]
            self._touched[name, key] = before

    def _writable(self, name: str) -> Doc:
        if name not in self._own or name not in self.tables:
            self.tables[name] = dict(self.table(name))
            self._own.add(name)
        table: Doc = self.tables[name]
        return table

    def _next_key(self, name: str, table: Doc) -> int:
        number = self._next.get(name) or next_doc_id(table)
        self._next[name] = number + 1
        return number

    def _note(self, name: str, key: str, doc: Doc) -> None:
        if name in self._index and isinstance(identity := doc.get("id"), str):
            self._index[name][identity] = key

    def _add(self, name: str, doc: Doc) -> None:
        table = self._writable(name)
        table[str(self._next_key(name, table))] = doc

    def _discard(self, name: str, key: str) -> None:
        table = self._writable(name)
        table.pop(key, None)
        if not table:
            del self.tables[name]


def _order(key: str) -> tuple[bool, int]:
    return (False, int(key)) if is_doc_id(key) else (True, 0)


def _marks(doc: object, name: str, identity: str) -> bool:
    return isinstance(doc, dict) and doc.get("id") == identity and doc.get("table") == name
