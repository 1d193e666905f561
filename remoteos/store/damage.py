"""A file that cannot be right is set aside and named; it is never taken for a new one."""

import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from remoteos.store.encoding import parse
from remoteos.store.errors import Damaged, Unreadable
from remoteos.store.file import Content
from remoteos.store.layout import ARCHIVE, DAMAGED, FILE, Tables, count_records, record_tables
from remoteos.store.manifest import latest
from remoteos.store.meta import meta_of

T = TypeVar("T")

FEW = 20
"""Below this many records a loss of half of them is taken for tidying up."""

_RETRIES_S = (0.05, 0.05)
"""How long to wait before looking again: another program may be in the middle of its write."""


def patiently(read: Callable[[], T]) -> T:
    """Read, and read again when the content makes no sense; raise the last Unreadable."""
    for pause in _RETRIES_S:
        try:
            return read()
        except Unreadable:
            time.sleep(pause)
    return read()


def examine(content: Content, folder: Path) -> None:
    """Raise Unreadable when the file cannot be the one that was there before."""
    if content.signature is None:
        missing(folder)
        return
    tables = content.tables
    meta = meta_of(tables)
    if not meta:
        if has_backups(folder):
            raise Unreadable("it has lost its meta table, or something else was put in its place")
        return
    if content.ours:
        return  # it is whole, so it holds what it was saved with: counting would take 1 ms
    expected, count = meta.get("records", 0), count_records(tables)
    if expected >= FEW and count * 2 < expected and _sound(tables):
        raise Unreadable(f"it holds {count} records where {expected} were saved")


def compare_with_backup(tables: Tables, folder: Path) -> None:
    """Raise Unreadable when the file is older than its last backup and holds less than half of it."""
    backup = latest(folder)
    if backup is None or backup.live_records < FEW or meta_of(tables).get("revision", 0) >= backup.revision:
        return
    count = count_records(tables)
    if count * 2 < backup.live_records:
        raise Unreadable(
            f"it is older than the last backup, and holds {count} records of {backup.live_records}"
        )


def missing(folder: Path) -> None:
    """Raise Unreadable when a file that is not there should be."""
    if any(folder.glob(f"{DAMAGED}*")) or has_backups(folder) or any((folder / ARCHIVE).glob("*.json")):
        raise Unreadable("it is missing")


def has_backups(folder: Path) -> bool:
    """Whether there was ever a backup here."""
    return latest(folder) is not None


def set_aside(path: Path, now: datetime) -> Path | None:
    """Rename a damaged file so that nothing overwrites it; None when it cannot be, or is not there."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    stem = path.name.removesuffix(".json")
    for number in range(1, 1000):
        suffix = "" if number == 1 else f"-{number}"
        aside = path.with_name(f"{stem}.damaged-{stamp}{suffix}.json")
        if aside.exists() or aside.is_symlink():
            continue
        try:
            return path.rename(aside)
        except OSError:
            return None
    return None


def last_aside(folder: Path) -> Path | None:
    """Return the file that was set aside last, or None."""
    found = [path for path in folder.glob(f"{DAMAGED}*") if path.is_file()]
    return max(found, key=lambda path: (path.stat().st_mtime_ns, path.name), default=None)


def report(folder: Path, reason: str, aside: Path | None, *, stays: bool) -> Damaged:
    """Say what is wrong, where the file is, and how to get the data back."""
    if aside is not None:
        kept = f"it is kept as {aside.name}"
    elif stays:
        kept = "it was left where it is"
    else:
        kept = "nothing was written in its place"
    return Damaged(f"{folder / FILE} is damaged: {reason}; {kept}. {_way_back(folder)}")


def diagnose(path: Path, folder: Path) -> str:
    """Say again what is wrong with a file that was set aside."""
    try:
        tables = parse(path.read_bytes())
        examine(Content(tables, (0, 0, 0)), folder)
        compare_with_backup(tables, folder)
    except Unreadable as unreadable:
        return str(unreadable)
    except OSError as error:
        return (error.strerror or str(error)).lower()
    return "it did not fit what was saved before"


def _way_back(folder: Path) -> str:
    from remoteos.store.backups import latest_good

    backup = latest_good(folder)
    if backup is None:
        return "There is no backup yet; see `remoteos data restore`."
    when = backup.created_at.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"The last good backup is of {when} with {_records(backup.records)}: run `remoteos data restore`."


def _sound(tables: Tables) -> bool:
    """Whether every record table can be counted; one that cannot is reported as it is, not as a loss."""
    return all(isinstance(table, dict) for _, table in record_tables(tables))


def _records(count: int) -> str:
    """A count of records with its noun."""
    return "1 record" if count == 1 else f"{count} records"
