"""How a store gets to the newest version of its file, and what it does when there is none to trust."""

import contextlib
import os
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from remoteos.store import damage
from remoteos.store.errors import Busy, CannotCreate, Damaged, StorageFailure, Unreadable
from remoteos.store.file import temporary_prefix
from remoteos.store.layout import ARCHIVE, Doc, Tables
from remoteos.store.meta import instant, meta_of
from remoteos.store.view import View

if TYPE_CHECKING:
    from remoteos.store.store import Store


def look(store: "Store", *, first: bool) -> View:
    """Read the file and decide whether to trust it; raise Damaged, having set it aside, if not.

    A store made for restoring reads an untrusted file as empty. The comparison with the backups is
    made at the first look only: it costs a folder listing.
    """
    store.damaged = None
    try:
        return damage.patiently(lambda: _read(store, first=first))
    except Unreadable:
        found = _set_aside(store, first=first)
    if isinstance(found, View):
        return found
    if not store.tolerant:
        raise found
    store.damaged = found
    return View({}, store.storage.signature())


def _read(store: "Store", *, first: bool) -> View:
    content = store.storage.load()
    damage.examine(content, store.folder)
    tables = content.tables
    schema = int(meta_of(tables).get("schema", store.schema))
    store.read_only = None
    if schema > store.schema:
        store.read_only = (
            f"{store.path} was written by a newer remoteos (schema {schema}, this one knows {store.schema}): "
            "it can be read, not changed. Upgrade remoteos."
        )
        return View(tables, content.signature)
    if first and content.signature is not None:
        damage.compare_with_backup(tables, store.folder)
    if schema == store.schema:
        return View(tables, content.signature)
    from remoteos.store.migrations import migrated

    return View(migrated(tables, schema, store.migrations), content.signature, migrated_from=schema)


def _set_aside(store: "Store", *, first: bool) -> View | Damaged:
    """Look once more, alone this time, and rename the file if it still makes no sense."""
    alone = True
    try:
        store.lock.acquire()
    except (Busy, CannotCreate, StorageFailure):
        alone = False  # a read-only place: the file stays where it is, and is not used
    try:
        try:
            return _read(store, first=first)
        except Unreadable as unreadable:
            return _report(store, str(unreadable), move=alone)
    finally:
        if alone:
            store.lock.release()


def _report(store: "Store", reason: str, *, move: bool) -> Damaged:
    there = store.path.exists() or store.path.is_symlink()
    if there:
        aside = damage.set_aside(store.path, store.now) if move else None
        return damage.report(store.folder, reason, aside, stays=aside is None)
    aside = damage.last_aside(store.folder)
    if aside is not None:
        reason = damage.diagnose(aside, store.folder)
    return damage.report(store.folder, reason, aside, stays=False)


def sweep(path: Path) -> None:
    """Remove the unfinished copies that dead writers left; for the holder of the lock.

    Whoever is alive may be a plain TinyDB that writes through our storage without the lock.
    """
    target = Path(os.path.realpath(path))
    left = list(target.parent.glob(f"{temporary_prefix(target)}*"))
    left += (path.parent / ARCHIVE).glob(".[0-9][0-9][0-9][0-9].json.tmp-*")
    for each in left:
        if not _alive(each.name.rpartition("-")[2]):
            with contextlib.suppress(OSError):
                each.unlink()


def _alive(number: str) -> bool:
    if not (number.isascii() and number.isdecimal()) or os.name == "nt":
        return False
    if int(number) == os.getpid():
        return False  # we are not writing now
    try:
        os.kill(int(number), 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def may_be_archived(store: "Store", day: date) -> bool:
    """Whether the archive may hold records that settled on `day`, anywhere on earth, or later."""
    if not (store.folder / ARCHIVE).exists():
        return False
    newest = instant(_archived(store.view().tables).get("settled_to"))
    return newest is None or newest.astimezone(UTC).date().toordinal() + 1 >= day.toordinal()


def may_hold(store: "Store", created_at: datetime) -> bool:
    """Whether the archive may hold a record made at this instant."""
    if not (store.folder / ARCHIVE).exists():
        return False
    newest = instant(_archived(store.view().tables).get("created_to"))
    return newest is None or created_at <= newest


def _archived(tables: Tables) -> Doc:
    found = meta_of(tables).get("archived")
    return found if isinstance(found, dict) else {}
