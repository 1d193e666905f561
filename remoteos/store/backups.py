"""Copies of everything, read back before they count, and let go by age."""

import hashlib
import os
import shutil
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from remoteos.store.encoding import parse
from remoteos.store.errors import StorageFailure, Unreadable
from remoteos.store.layout import ARCHIVE, BACKUPS, FILE, Tables, count_records, counts
from remoteos.store.manifest import NAME, Backup, Copy, Manifest, backups_in, latest
from remoteos.store.meta import meta_of
from remoteos.store.places import make_folder, sync_folder

if TYPE_CHECKING:
    from remoteos.store.store import Store

DAILY, WEEKLY, MONTHLY = 7, 8, 12
"""How many daily backups stay: of the last days, weeks and months that have one."""

OTHERS = 10
"""How many stay of those made by hand, and of those made before something risky."""

_UNFINISHED = ".unfinished-"


def list_backups(store: "Store") -> tuple[Backup, ...]:
    """Return the finished backups, newest last."""
    return tuple(reversed(list(backups_in(store.folder))))


def latest_good(folder: Path) -> Backup | None:
    """Return the newest backup whose files are what its manifest says, or None."""
    return next((each for each in backups_in(folder) if not faults(each)), None)


def make(store: "Store", reason: str, at: datetime) -> Backup | None:
    """Copy the data file and the archive, read the copies back, and let old backups go.

    Returns None when there is nothing to copy yet. Raises StorageFailure when no backup could be
    made, Unreadable when the data file makes no sense; neither leaves a half one.
    """
    with store.locked():
        if not (count_records(store.storage.load().tables) or store.archive.years()):
            return None
        make_folder(store.folder / BACKUPS)
        try:
            backup = _make(store.folder, reason, at)
            _rotate(store.folder)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise StorageFailure(f"Cannot make a backup: {why}. The data is as it was.") from error
    return backup


def faults(backup: Backup, names: Iterable[str] | None = None) -> list[str]:
    """Compare a backup, or these files of it, with its manifest; say what differs, a line for each."""
    found = []
    for name in backup.manifest.files if names is None else names:
        copy = backup.manifest.files[name]
        try:
            raw = (backup.path / name).read_bytes()
        except OSError as error:
            found.append(f"{backup.name}: {name}: {(error.strerror or str(error)).lower()}")
            continue
        if len(raw) != copy.size or _sha256(raw) != copy.sha256:
            found.append(f"{backup.name}: {name}: it is not what was backed up")
    return found


def _make(folder: Path, reason: str, at: datetime) -> Backup:
    place = folder / BACKUPS
    for left in place.glob(f"{_UNFINISHED}*"):
        shutil.rmtree(left, ignore_errors=True)
    unfinished = place / f"{_UNFINISHED}{os.getpid()}"
    make_folder(unfinished)
    try:
        manifest = Manifest(at.astimezone(UTC), reason, 0, 0, {})
        written = _fill(folder, unfinished, manifest)
        _write(unfinished / NAME, msgspec.json.format(msgspec.json.encode(manifest), indent=1))
        if bad := faults(Backup(unfinished, manifest), written):
            raise StorageFailure(f"A backup could not be read back ({bad[0]}). The data is as it was.")
        sync_folder(unfinished)
        path = _free_name(place, f"{manifest.created_at:%Y%m%dT%H%M%SZ}-{reason}")
        unfinished.rename(path)
        sync_folder(place)
    finally:
        if unfinished.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
    return Backup(path, manifest)


def _fill(folder: Path, into: Path, manifest: Manifest) -> list[str]:
    """Copy what there is and note it in the manifest; return the names of the files that were written.

    A year that has not changed shares the copy of the backup before, and is not even read: ten years
    of history must not slow down the first change of a day. `check` reads every copy again.
    """
    tables, manifest.files[FILE] = _copy(folder / FILE, into / FILE)
    meta = meta_of(tables)
    manifest.revision, manifest.schema = meta.get("revision", 0), meta.get("schema", 1)
    written, before = [FILE], latest(folder)
    years = sorted((folder / ARCHIVE).glob("[0-9][0-9][0-9][0-9].json"))
    if years:
        make_folder(into / ARCHIVE)
    for year in years:
        name = f"{ARCHIVE}/{year.name}"
        if before is not None and _shared(before, name, year, into / name):
            manifest.files[name] = before.manifest.files[name]
            continue
        try:
            manifest.files[name] = _copy(year, into / name)[1]
        except Unreadable:
            manifest.skipped.append(name)  # `check` tells of it; the other years are worth keeping
        else:
            written.append(name)
    return written


def _copy(source: Path, target: Path) -> tuple[Tables, Copy]:
    found = source.stat()
    raw = source.read_bytes()
    tables = parse(raw)
    _write(target, raw)
    return tables, Copy(len(raw), _sha256(raw), counts(tables), (found.st_size, found.st_mtime_ns))


def _shared(before: Backup, name: str, source: Path, target: Path) -> bool:
    """Share the copy that the backup before made of the very same file, if it did."""
    known, found = before.manifest.files.get(name), source.stat()
    if known is None or known.source != (found.st_size, found.st_mtime_ns):
        return False
    try:
        target.hardlink_to(before.path / name)
    except OSError:
        return False  # a file system without links, or a backup someone has thinned out: copy then
    return True


def _write(path: Path, raw: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        if os.name != "nt":
            os.fchmod(handle, 0o600)
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())


def _free_name(place: Path, name: str) -> Path:
    path, number = place / name, 1
    while path.exists():
        number += 1
        path = place / f"{name}-{number}"
    return path


def _sha256(raw: bytes) -> str:
    return hashlib.sha256(raw).hexdigest()


def _rotate(folder: Path) -> None:
    found = list(backups_in(folder))
    keep = kept(found)
    for each in found:
        if each.name not in keep:
            shutil.rmtree(each.path, ignore_errors=True)


def kept(newest_first: list[Backup]) -> set[str]:
    """Return the names of the backups that stay."""
    daily = [each for each in newest_first if each.reason == "daily"]
    keep = _newest_of(daily, "%Y-%m-%d", DAILY)
    keep |= _newest_of(daily, "%G-%V", WEEKLY)
    keep |= _newest_of(daily, "%Y-%m", MONTHLY)
    manual = [each for each in newest_first if each.reason == "manual"]
    risky = [each for each in newest_first if each.reason not in ("daily", "manual")]
    keep |= {each.name for group in (manual, risky) for each in group[:OTHERS]}
    return keep | _larger(newest_first)


def _newest_of(backups: Iterable[Backup], period: str, count: int) -> set[str]:
    first: dict[str, str] = {}
    for each in backups:
        first.setdefault(each.created_at.strftime(period), each.name)
    return set(list(first.values())[:count])


def _larger(newest_first: list[Backup]) -> set[str]:
    """Return those from before a loss of half the records: the small ones after it push none out."""
    keep, size = set(), None
    for each in newest_first:
        if size is None or each.records > 2 * size:
            keep.add(each.name)
            size = each.records
    return keep
