"""What comes with the first change of a day: a backup before it, and once a month the archive after it.

Neither may cost the user the change: when one of them fails, the store says so in its warnings.
"""

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from remoteos.domain.errors import RemoteosError
from remoteos.store import archive, backups
from remoteos.store.layout import Tables
from remoteos.store.meta import instant, iso, meta_of

if TYPE_CHECKING:
    from remoteos.store.store import Store

MONTH = timedelta(days=31)
"""How often the archive is thought of."""


def write(store: "Store", tables: Tables, at: datetime) -> None:
    """Back up the file as it is, write the tables, and archive what is due."""
    news: dict[str, object] = {}
    try:
        if backups.make(store, "daily", at) is not None:
            news["backed_up"] = at.astimezone(UTC).date().isoformat()
    except RemoteosError as error:
        store.warnings.append(f"Today's backup was not made: {error}")
    store.replace(tables, last_activity=iso(at), **news)
    checked = instant(meta_of(store.view().tables).get("archive_checked"))
    if checked is not None and abs(at - checked) < MONTH:
        return
    try:
        if archive.due(store, at):
            archive.run(store, at)
        else:
            store.replace(store.view().tables, archive_checked=iso(at))
    except RemoteosError as error:
        store.warnings.append(f"Old records were not archived: {error}")
