"""A whole history written at once: many commits made in memory, then one file, as if each had been written.

The store that results is the one that the same commits would have left: the live file with its journal,
the archive by years. A demo, a benchmark or an importer of another program's years would otherwise write
the file tens of thousands of times.
"""

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record
from remoteos.store import journal
from remoteos.store.archive import WINDOW
from remoteos.store.decode import encode_record, group_of
from remoteos.store.draft import ABSENT, Draft
from remoteos.store.layout import LOCK, META, Doc, Tables
from remoteos.store.meta import iso
from remoteos.store.places import make_folder
from remoteos.store.store import Store

Years = dict[int, Tables]


@dataclass
class _Kept:
    """A record as it stands, and which groups of its fields changed when, since it was made."""

    record: Record
    updated_at: datetime
    stamps: dict[str, datetime] = field(default_factory=dict)


@dataclass(frozen=True)
class _Commit:
    label: str
    records: tuple[Record, ...]
    at: datetime


class History:
    """Commits in the order of time, of which the last ones can be undone once they are written."""

    def __init__(self) -> None:
        self._kept: dict[str, _Kept] = {}
        self._latest: deque[_Commit] = deque()
        self._fields: dict[type[Record], tuple[tuple[str, str], ...]] = {}
        self.commits = 0
        """How many there were."""

    def commit(self, label: str, records: Sequence[Record], at: datetime) -> None:
        """Add a commit, later than or at the instant of the one before it."""
        self._latest.append(_Commit(label, tuple(records), at))
        self.commits += 1
        if len(self._latest) > journal.KEPT:
            self._settle(self._latest.popleft())

    def latest(self) -> Sequence[_Commit]:
        """Return the commits that the journal keeps, oldest first."""
        return tuple(self._latest)

    def settled(self) -> Iterator[_Kept]:
        """Give the records as the commits before those left them, in the order they were made."""
        yield from self._kept.values()

    def _settle(self, commit: _Commit) -> None:
        for record in commit.records:
            known = self._kept.get(record.id)
            if known is None:
                self._kept[record.id] = _Kept(record, max(commit.at, record.updated_at))
            elif changed := self._changed(known.record, record):
                known.record = record
                known.updated_at = max(commit.at, known.updated_at)
                known.stamps.update(dict.fromkeys(changed, known.updated_at))

    def _changed(self, old: Record, new: Record) -> list[str]:
        """Return the groups of fields in which two versions differ."""
        kind = type(new)
        if kind not in self._fields:
            names = ((name, group) for name, group in group_of(kind).items() if name != "updated_at")
            self._fields[kind] = tuple(names)
        found = []
        for name, group in self._fields[kind]:
            before, after = getattr(old, name), getattr(new, name)
            if before is not after and before != after:
                found.append(group)
        return found


def seed(folder: Path, history: History, *, now: datetime) -> dict[str, int]:
    """Write a history into a user's folder, which must not have any data; count its records by table.

    Raises Refused when there is something in the folder, and CannotCreate when it cannot be made.
    """
    refuse_taken(folder)
    make_folder(folder)
    store = Store.open(folder, now=now)
    with store.locked():
        refuse_taken(folder)  # nobody came in between
        live, years, counts, bounds = _sorted_out(history, now)
        tables, revision = _with_journal(live, history, counts)
        for year in sorted(years):
            store.archive.write(year, years.pop(year))
        tables[META] = {"1": {"schema": store.schema, "revision": revision - 1}}
        last = history.latest()[-1].at if history.commits else now
        store.replace(tables, last_activity=iso(last), archive_checked=iso(now), archived=bounds)
    return counts


def refuse_taken(folder: Path) -> None:
    """Refuse a user's folder that holds anything: nobody's data is ever written over."""
    try:
        taken = sorted(path.name for path in folder.iterdir() if path.name != LOCK)
    except (FileNotFoundError, NotADirectoryError):
        return
    if taken:
        raise Refused(f"{folder} has data already ({taken[0]}). Nothing was written; give another folder.")


def _sorted_out(history: History, now: datetime) -> tuple[Tables, Years, dict[str, int], Doc | None]:
    """Lay the settled records out as live tables and as years; count them, and find the archive's bounds."""
    live: Tables = {}
    years: Years = {}
    counts: dict[str, int] = {}
    settled_to = created_to = None
    for kept in history.settled():
        record = kept.record
        name = record.TABLE
        counts[name] = counts.get(name, 0) + 1
        settled = record.settled_at
        if settled is None or settled >= now - WINDOW:
            live.setdefault(name, {})[str(counts[name])] = _document(kept)
            continue
        table = years.setdefault(settled.astimezone(UTC).year, {}).setdefault(name, {})
        table[str(len(table) + 1)] = _document(kept)
        settled_to = max(settled, settled_to or settled)
        created_to = max(record.created_at, created_to or record.created_at)
    if settled_to is None or created_to is None:
        return live, years, counts, None
    return live, years, counts, {"settled_to": iso(settled_to), "created_to": iso(created_to)}


def _document(kept: _Kept) -> Doc:
    doc = encode_record(kept.record)
    doc["updated_at"] = msgspec.to_builtins(kept.updated_at)
    if kept.stamps:
        doc["stamps"] = {group: msgspec.to_builtins(at) for group, at in kept.stamps.items()}
    return doc


def _with_journal(tables: Tables, history: History, counts: dict[str, int]) -> tuple[Tables, int]:
    """Make the latest commits as the store makes them; return the tables and the revision reached."""
    latest = history.latest()
    revision = history.commits - len(latest)
    for commit in latest:
        draft = Draft(tables)
        for record in commit.records:
            draft.put(record, commit.at, lambda *_: None)
        changes = draft.changes()
        if not changes:
            continue
        revision += 1
        journal.record(draft, changes, commit.label, revision, commit.at)
        tables = draft.tables
        for change in changes:
            counts[change.table] = counts.get(change.table, 0) + (change.before is ABSENT)
    return tables, max(revision, 1)
