"""The file itself: checking, backing up, restoring, exporting and merging it."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from remoteos.domain.errors import Refused
from remoteos.services.clock import Clock
from remoteos.services.opening import store_folder
from remoteos.store import archive as archive_files
from remoteos.store import backups as backup_files
from remoteos.store import check as checks
from remoteos.store import export as exports
from remoteos.store import merge as merges
from remoteos.store import restore as restores
from remoteos.store.check import Report
from remoteos.store.manifest import Backup
from remoteos.store.merge import Merged
from remoteos.store.restore import Restored
from remoteos.store.store import Store

__all__ = ["Backup", "Merged", "Report", "Restored"]


def open_even_damaged(environ: Mapping[str, str], user: str, clock: Clock) -> Store:
    """Open a store whose file may make no sense, to restore it or to begin anew."""
    return Store.restoring(store_folder(environ, user), now=clock.now())


def check(store: Store) -> Report:
    """Look at every record of every year and at every backup; changes nothing."""
    return checks.check(store)


def repair(store: Store, clock: Clock) -> bool:
    """Put what cannot be used aside within the file; False when there was nothing to do. `undo` undoes it."""
    return checks.repair(store, at=clock.now()) is not None


def back_up(store: Store, clock: Clock) -> Backup:
    """Make a verified backup now. Refused when there is nothing yet."""
    made = backup_files.make(store, "manual", clock.now())
    if made is None:
        raise Refused("There is nothing to back up yet: the first change makes the file.")
    return made


def backups(store: Store) -> tuple[Backup, ...]:
    """The backups there are, newest last."""
    return backup_files.list_backups(store)


def restore(store: Store, clock: Clock, which: str | None = None) -> Restored:
    """Bring back a backup by name, a file by path, or the latest good backup; what is there is kept."""
    chosen: str | Path | None = which
    if which is not None and ("/" in which or Path(which).exists()):
        chosen = Path(which)
    return restores.restore(store, chosen, at=clock.now())


def default_backup(store: Store) -> Backup | None:
    """The backup that a restore without a name brings back; None when none is good."""
    return restores.default_backup(store)


def start_afresh(store: Store, clock: Clock) -> None:
    """Begin with an empty file where a damaged one was set aside; that one stays."""
    restores.start_afresh(store, at=clock.now())


def archive(store: Store, clock: Clock) -> int:
    """Move what ended long ago into its year's file now; how many records moved."""
    with store.locked():
        return archive_files.run(store, clock.now())


def export(store: Store, clock: Clock) -> dict[str, Any]:
    """Everything, archives included, as one object; see docs/data.md."""
    return exports.export(store, at=clock.now())


def merge(store: Store, clock: Clock, other: Path) -> Merged:
    """Join another copy of the same user's data: a data folder, a TinyDB file or an export."""
    return merges.merge(store, other, at=clock.now())
