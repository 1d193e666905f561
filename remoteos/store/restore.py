"""Back to an earlier state: from a backup, or from any file that still parses."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from remoteos.domain.errors import NotFound
from remoteos.store import backups, damage, source
from remoteos.store.archive import newer
from remoteos.store.draft import ABSENT, Draft
from remoteos.store.errors import NewerSchema, StorageFailure
from remoteos.store.layout import ARCHIVE, META, Tables, count_records, index
from remoteos.store.manifest import Backup, backups_in, read
from remoteos.store.meta import iso, meta_of

if TYPE_CHECKING:
    from remoteos.store.lasting import LastingStore
    from remoteos.store.store import Store


@dataclass(frozen=True)
class Restored:
    """What came back."""

    source: Path
    records: int
    """Records in the restored copy, the archive's included."""

    undoable: bool
    """Whether `undo` goes back to before; not when what was there could not be read or was the same."""

    changed: bool
    """Whether anything differed from what was there."""


def restore(store: "Store", which: str | Path | None = None, *, at: datetime) -> Restored:
    """Bring back a backup by name, the latest good one, or what is in a file.

    A readable present is backed up and journalled first, so that `undo` returns to it; a damaged one
    was set aside. Years of the archive that are gone or damaged come back too. Raises NotFound when
    there is no such backup, BadInput when a file cannot be used, StorageFailure without room.
    """
    path = _choose(store, which)
    copies = source.read_all(path, store)
    with store.locked():
        if store.damaged is not None:
            _bring_years(store, path)
            _adopt(store, copies[0])
            return Restored(path, _count(copies), undoable=False, changed=True)
        store.draft(at)  # refuses where nothing may be written, and settles an older schema
        backups.make(store, "restore", at)
        if _bring_years(store, path):
            store.replace(store.view().tables, archived=None)  # what was known of the archive is no more
        draft = store.draft(at)
        shadows = _become(draft, source.current(store), copies, at)
        commit = store.save(draft, f"restore {path.name}", at)
        if shadows:
            store.archive.forget(shadows)
    return Restored(path, _count(copies), undoable=commit is not None, changed=commit is not None)


def put_back(store: "LastingStore") -> Restored:
    """Write again what was last read of a file that is damaged now; nothing newer exists.

    Years of the archive that are gone come from the latest good backup. Raises NotFound when nothing is
    remembered, NewerSchema for what only a newer version can write, StorageFailure without room.
    """
    with store.locked():
        tables = store.remembered
        if tables is None:
            raise NotFound("There is nothing to put back. Nothing was changed.")
        if store.read_only is not None:
            raise NewerSchema(f"{store.read_only} Nothing was changed.")
        if (backup := default_backup(store)) is not None:
            _bring_years(store, backup.path)
        _adopt(store, tables)
    return Restored(store.path, count_records(tables), undoable=False, changed=True)


def default_backup(store: "Store") -> Backup | None:
    """Return the newest good backup; one that a restore made of what it replaced counts last."""
    good = [backup for backup in backups_in(store.folder) if not backups.faults(backup)]
    return next((backup for backup in good if backup.reason != "restore"), good[0] if good else None)


def start_afresh(store: "Store", *, at: datetime) -> None:
    """Begin with an empty file where a damaged one was set aside; the set-aside file stays."""
    with store.locked():
        if store.damaged is not None:
            _make_way(store)
            store.replace({META: {"1": {"schema": store.schema, "revision": _last_revision(store)}}})
        elif store.storage.signature() is None:
            store.replace({}, last_activity=iso(at))


def _choose(store: "Store", which: str | Path | None) -> Path:
    if which is None:
        backup = default_backup(store)
        if backup is None:
            raise NotFound("There is no good backup. Nothing was changed; give the path of a file instead.")
        return backup.path
    if isinstance(which, str):
        for backup in backups_in(store.folder):
            if backup.name == which:
                return _good(backup)
        if not Path(which).exists():
            raise NotFound(f"There is no backup {which}. Nothing was changed; see `remoteos data backups`.")
    path = Path(which)
    return _good(found) if path.is_dir() and (found := read(path)) is not None else path


def _good(backup: Backup) -> Path:
    if bad := backups.faults(backup):
        raise StorageFailure(f"The backup cannot be used: {bad[0]}. Nothing was changed; choose another.")
    return backup.path


def _adopt(store: "Store", tables: Tables) -> None:
    """Take over a copy whole, its journal included, where nothing readable is left."""
    _make_way(store)
    meta = {**meta_of(tables), "schema": store.schema}
    meta["revision"] = max(_last_revision(store), meta.get("revision", 0))
    store.replace({**tables, META: {"1": meta}}, archived=None, archive_checked=None)


def _make_way(store: "Store") -> None:
    """Set a damaged file aside that could not be before; raise StorageFailure when it still cannot."""
    if store.path.exists() and damage.set_aside(store.path, store.now) is None:
        raise StorageFailure(f"{store.path} cannot be set aside. Nothing was changed; move it away.")


def _last_revision(store: "Store") -> int:
    return max((backup.revision for backup in backups_in(store.folder)), default=0)


def _bring_years(store: "Store", path: Path) -> bool:
    """Copy the years that this data folder lacks, or has only damaged; tell whether there were any."""
    have = {year for year in store.archive.years() if store.archive.readable(year)}
    years = sorted((path / ARCHIVE).glob("[0-9][0-9][0-9][0-9].json")) if path.is_dir() else []
    missing = [year for year in years if int(year.stem) not in have]
    for year in missing:
        store.archive.write(int(year.stem), source.read_tables(year, store))
    return bool(missing)


def _become(draft: Draft, now: list[Tables], then: list[Tables], at: datetime) -> dict[str, set[str]]:
    """Make the live tables such that, with the archive, they show what the copy showed.

    Returns the ids whose version in the archive is newer, and must go for the copy's to show.
    """
    shadows: dict[str, set[str]] = {}
    for name in source.names(*now, *then):
        if not isinstance(draft.tables.get(name, {}), dict):
            draft.replace_table(name, then[0].get(name, ABSENT))
            continue
        present, past = source.documents(now, name), source.documents(then, name)
        archived = source.documents([{}, *now[1:]], name)
        table = then[0].get(name)
        keys = index(table) if isinstance(table, dict) else {}
        for identity in sorted(present.keys() | past.keys()):
            old, new = present.get(identity), past.get(identity)
            if old == new:
                continue
            draft.become(name, identity, new, at, archived=old, wish=keys.get(identity))
            if new is not None and identity in archived and newer(archived[identity], new):
                shadows.setdefault(name, set()).add(identity)
    return shadows


def _count(copies: list[Tables]) -> int:
    return sum(count_records(tables) for tables in copies)
