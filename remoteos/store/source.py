"""Reading another copy of the data: a folder, a TinyDB file, a backup, or an export."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from remoteos.domain.errors import BadInput
from remoteos.store.archive import newer
from remoteos.store.encoding import parse
from remoteos.store.errors import NewerSchema, Unreadable
from remoteos.store.layout import ARCHIVE, FILE, INTERNAL, META, TOMBSTONES, Doc, Tables, by_id
from remoteos.store.meta import instant, meta_of
from remoteos.store.migrations import migrated

if TYPE_CHECKING:
    from remoteos.store.store import Store

EXPORT = "remoteos-export"
"""What the `kind` of an export file says."""


def read_tables(path: Path, store: "Store") -> Tables:
    """Read one file and bring it to the store's schema.

    Raises BadInput when it is none of ours, NewerSchema when a newer version wrote it.
    """
    try:
        tables = parse(path.read_bytes())
        if tables.get("kind") == EXPORT:
            tables = _from_export(tables)
        schema = int(meta_of(tables).get("schema", store.schema))
    except Unreadable as unreadable:
        raise BadInput(f"{path} cannot be used: {unreadable}. Nothing was changed.") from unreadable
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"{path} cannot be read: {reason}. Nothing was changed.") from error
    if schema > store.schema:
        raise NewerSchema(f"{path} was written by a newer remoteos. Nothing was changed; upgrade remoteos.")
    return migrated(tables, schema, store.migrations)


def read_all(path: Path, store: "Store") -> list[Tables]:
    """Read a copy whole: the live tables first, then its archive, if it is a folder that has one."""
    if not path.is_dir():
        return [read_tables(path, store)]
    years = sorted((path / ARCHIVE).glob("[0-9][0-9][0-9][0-9].json"))
    return [read_tables(each, store) for each in (path / FILE, *years)]


def current(store: "Store") -> list[Tables]:
    """Return the store's own tables, the live ones first, then each year's."""
    live = store.view().tables
    return [live, *(store.archive.view(year).tables for year in store.archive.years())]


def documents(copies: Sequence[Tables], name: str) -> dict[str, Doc]:
    """Return all documents of a table by id: the newest wins, the earlier in the list at a tie."""
    found: dict[str, Doc] = {}
    gone = graves(copies[0], name)
    for tables in copies:
        for identity, doc in by_id(tables, name).items():
            if tables is not copies[0] and identity in gone:
                continue
            if identity not in found or newer(doc, found[identity]):
                found[identity] = doc
    return found


def graves(tables: Tables, name: str) -> dict[str, datetime]:
    """Return when the deleted records of a table were deleted, by id."""
    found: dict[str, datetime] = {}
    stones = tables.get(TOMBSTONES)
    for doc in stones.values() if isinstance(stones, dict) else ():
        if not isinstance(doc, dict) or doc.get("table") != name:
            continue
        identity, at = doc.get("id"), instant(doc.get("deleted_at"))
        if isinstance(identity, str) and at is not None:
            found[identity] = max(at, found.get(identity, at))
    return found


def names(*copies: Tables) -> list[str]:
    """Return the names of all record tables in these copies, in order; those included that only lost."""
    found = {name for tables in copies for name in tables}
    for tables in copies:
        stones = tables.get(TOMBSTONES)
        for doc in stones.values() if isinstance(stones, dict) else ():
            if isinstance(doc, dict) and isinstance(doc.get("table"), str):
                found.add(doc["table"])
    return sorted(found - INTERNAL)


def _from_export(export: Tables) -> Tables:
    found = export.get("tables")
    if not isinstance(found, dict):
        raise Unreadable("it is an export without tables")
    tables: Tables = {META: {"1": {"schema": export.get("schema")}}}
    for name, docs in found.items():
        if isinstance(docs, list):
            tables[name] = {str(number): doc for number, doc in enumerate(docs, 1)}
    return tables
