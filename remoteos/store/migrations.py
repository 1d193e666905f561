"""From the schema of an older version to this one's: numbered steps, each taken once and recorded.

Step number n (counted from 1) turns the tables of schema n into those of schema n + 1. It is pure: it
returns new tables and changes none it was given. Each comes with a fixture file of the schema it left.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from remoteos.store import backups
from remoteos.store.layout import COMMITS, Tables
from remoteos.store.meta import iso, meta_of

if TYPE_CHECKING:
    from remoteos.store.store import Store
    from remoteos.store.view import View

MIGRATIONS: tuple[Callable[[Tables], Tables], ...] = ()
"""This version's steps, oldest first; `layout.SCHEMA` is one more than there are."""


def migrated(
    tables: Tables, schema: int, migrations: Sequence[Callable[[Tables], Tables]] | None = None
) -> Tables:
    """Bring tables of an older schema up to date, in memory."""
    for step in (MIGRATIONS if migrations is None else migrations)[max(schema, 1) - 1 :]:
        tables = step(tables)
    return tables


def settle(store: "Store", view: "View", at: datetime) -> None:
    """Write what reading brought up to date, after a backup of the file as it was.

    The journal goes: its earlier versions are of a schema that nothing understands any more.
    Raises StorageFailure, with the file as it was, when there is no backup.
    """
    backups.make(store, "migration", at)
    tables = {name: table for name, table in view.tables.items() if name != COMMITS}
    old = meta_of(tables).get("migrations")
    first = max(view.migrated_from or 1, 1)
    steps = [{"to": number + 1, "at": iso(at)} for number in range(first, store.schema)]
    store.replace(tables, migrations=[*(old if isinstance(old, list) else []), *steps])
