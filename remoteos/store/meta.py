"""The file's account of itself: its schema, how often it was written, how much was in it."""

from datetime import UTC, datetime
from typing import Any

from remoteos import __version__
from remoteos.store.encoding import unsealed
from remoteos.store.errors import Unreadable
from remoteos.store.layout import META, META_KEY, SCHEMA, Doc, Tables, count_records
from remoteos.store.lazy import LazyTables, parts


def meta_of(tables: Tables) -> Doc:
    """Return the meta document, empty when there is none; raise Unreadable when it makes no sense."""
    if META not in tables:
        return {}
    table = tables[META]
    doc = table.get(META_KEY) if isinstance(table, dict) else None
    if not isinstance(doc, dict) or not _is_count(doc.get("schema")):
        raise Unreadable("its meta table cannot be read")
    if not all(_is_count(doc.get(name, 0)) for name in ("revision", "records")):
        raise Unreadable("its meta table cannot be read")
    return doc


def with_meta(tables: Tables, schema: int = SCHEMA, **news: Any) -> Tables:
    """Return the tables with an account that fits them: the next revision, the count, and the news.

    News of None take a key away. The order of the tables is always the same, so that equal contents
    are equal bytes.
    """
    old = meta_of(tables)
    doc = {
        **unsealed(old),
        "schema": schema,
        "revision": old.get("revision", 0) + 1,
        "records": count_records(tables),
        "written_by": f"remoteos {__version__}",
        **news,
    }
    meta = {META_KEY: {key: value for key, value in doc.items() if value is not None}}
    others = parts(tables)
    return LazyTables({META: meta, **{name: others[name] for name in sorted(others) if name != META}})


def iso(instant: datetime) -> str:
    """Write an instant in UTC, so that texts sort as the instants do."""
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def instant(text: object) -> datetime | None:
    """Read an instant with an offset, or None when it is not one."""
    if not isinstance(text, str):
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
