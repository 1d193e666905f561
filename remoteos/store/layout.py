"""What the file looks like: the names in it, the schema number, and how tables are told apart."""

from collections.abc import Iterator, MutableMapping
from typing import Any, Final

from remoteos.store.lazy import Part, parts

Doc = dict[str, Any]
"""One document as it stands in the file."""

Tables = MutableMapping[str, Any]
"""The whole file: a table's name to its documents by integer-like key; a damaged table may be anything."""

SCHEMA: Final = 1
"""The schema this version writes. A file with a higher number is read, never written."""

FILE: Final = "remoteos.json"
LOCK: Final = "remoteos.lock"
ARCHIVE: Final = "archive"
BACKUPS: Final = "backups"
DAMAGED: Final = "remoteos.damaged-"

META: Final = "meta"
META_KEY: Final = "1"
COMMITS: Final = "commits"
TOMBSTONES: Final = "tombstones"
CONFLICTS: Final = "conflicts"
QUARANTINE: Final = "quarantine"
INTERNAL: Final = frozenset({META, COMMITS, TOMBSTONES, CONFLICTS, QUARANTINE})
"""Tables of the store's own; every other table holds records."""


def record_tables(tables: Tables) -> Iterator[tuple[str, Any]]:
    """Give the tables that hold records, the unreadable ones included."""
    return ((name, table) for name, table in tables.items() if name not in INTERNAL)


def count_records(tables: Tables) -> int:
    """Count the documents in all record tables; a table that is no object counts as none."""
    return sum(counts(tables).values())


def counts(tables: Tables) -> dict[str, int]:
    """Count the documents of each record table that is an object; nothing is decoded for it."""
    sizes = {name: _size(part) for name, part in parts(tables).items() if name not in INTERNAL}
    return {name: size for name, size in sizes.items() if size is not None}


def _size(part: object) -> int | None:
    if isinstance(part, Part):
        return part.size()
    return len(part) if isinstance(part, dict) else None


def is_doc_id(key: str) -> bool:
    """Whether TinyDB can use the key as a document's number."""
    return key.isascii() and key.isdecimal()


def next_doc_id(table: Doc) -> int:
    """Return the number after the highest one in use, as TinyDB counts."""
    return 1 + max((int(key) for key in table if is_doc_id(key)), default=0)


def index(table: Doc) -> dict[str, str]:
    """Map each record's id to the key of its document; the first wins when an id stands there twice."""
    found: dict[str, str] = {}
    for key, doc in table.items():
        if isinstance(doc, dict) and isinstance(identity := doc.get("id"), str):
            found.setdefault(identity, key)
    return found


def by_id(tables: Tables, name: str) -> dict[str, Doc]:
    """Map the ids of a table's records to their documents; a table that is no object has none."""
    table = tables.get(name)
    if not isinstance(table, dict):
        return {}
    return {identity: table[key] for identity, key in index(table).items()}
