"""Everything the user has, in one object that any program can read."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from remoteos.store.layout import COMMITS, CONFLICTS, META, QUARANTINE, TOMBSTONES, Tables
from remoteos.store.meta import iso
from remoteos.store.source import EXPORT, current, documents, names

if TYPE_CHECKING:
    from remoteos.store.store import Store


def export(store: "Store", *, at: datetime) -> dict[str, Any]:
    """Gather all records of all years, each once, with what a merge needs; the journal stays behind.

    What cannot be read as a record is in it as it stands. Raises Damaged when a year cannot be read.
    """
    copies = current(store)
    tables: dict[str, list[Any]] = {}
    for name in names(*copies):
        found = documents(copies, name)
        docs = [found[identity] for identity in sorted(found)]
        tables[name] = docs + [each for tables_ in copies for each in _unnamed(tables_, name)]
    for name in (TOMBSTONES, CONFLICTS, QUARANTINE):
        kept = copies[0].get(name)
        tables[name] = list(kept.values()) if isinstance(kept, dict) else []
    return {
        "schema": store.schema,
        "kind": EXPORT,
        "exported_at": iso(at),
        "user": store.folder.name,
        "tables": {name: docs for name, docs in tables.items() if name not in (META, COMMITS)},
    }


def _unnamed(tables: Tables, name: str) -> list[Any]:
    """Return what a table holds beside documents with an id."""
    table = tables.get(name)
    if not isinstance(table, dict):
        return [] if table is None else [table]
    return [doc for doc in table.values() if not (isinstance(doc, dict) and isinstance(doc.get("id"), str))]
