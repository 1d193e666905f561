"""The closed years: what settled long ago, kept apart so that ten years cost what one costs.

A record lies in the file of the year, in UTC, in which it settled. A copy in the live file that is
as new wins over the archive's.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from remoteos.domain.record import Record
from remoteos.store import backups, damage, reading
from remoteos.store.errors import Busy, CannotCreate, Damaged, StorageFailure, Unreadable
from remoteos.store.file import DataFile
from remoteos.store.layout import ARCHIVE, TOMBSTONES, Doc, Tables, by_id, index, next_doc_id
from remoteos.store.meta import instant, iso, meta_of, with_meta
from remoteos.store.migrations import migrated
from remoteos.store.places import make_folder
from remoteos.store.view import View

if TYPE_CHECKING:
    from remoteos.store.store import Store

R = TypeVar("R", bound=Record)

WINDOW = timedelta(days=100)
"""How long a settled record stays in the live file: a quarter's review reaches back that far."""

SLACK = timedelta(days=31)
"""How far beyond the window a record lies before it is worth writing the archive: about once a month."""

_GRAVE_TIME = timedelta(days=366)


class Archive:
    """Reads the closed years of a store, each file once for each version of it."""

    def __init__(self, store: "Store") -> None:
        self._store = store
        self.folder = store.folder / ARCHIVE
        self._views: dict[int, View] = {}

    def years(self) -> list[int]:
        """Return the years there are, oldest first, those included whose file was set aside."""
        found = {path.name[:4] for path in self.folder.glob("[0-9][0-9][0-9][0-9].*json")}
        return sorted(int(year) for year in found if year.isascii())

    def years_since(self, day: date) -> list[int]:
        """Return the years that may hold a record which settled on this day, anywhere on earth, or later."""
        first = date.fromordinal(max(day.toordinal() - 1, 1)).year
        return [year for year in self.years() if year >= first]

    def path(self, year: int) -> Path:
        """Return the place of a year's file."""
        return self.folder / f"{year:04}.json"

    def view(self, year: int) -> View:
        """Return a year as it stands; raise Damaged, having set it aside, when it makes no sense."""
        path = self.path(year)
        storage = DataFile(path)
        signature = storage.signature()
        known = self._views.get(year)
        if known is not None and known.signature == signature:
            return known
        if signature is None and any(self.folder.glob(f"{year:04}.damaged-*")):
            raise self._damaged(year, "its file was set aside")
        try:
            view = damage.patiently(lambda: self._read(storage, path))
        except Unreadable as unreadable:
            self._set_aside(storage, path)
            raise self._damaged(year, str(unreadable)) from unreadable
        self._views[year] = view
        return view

    def _set_aside(self, storage: DataFile, path: Path) -> None:
        """Rename a year's file if it still makes no sense when nobody else is at it."""
        lock = self._store.lock
        try:
            lock.acquire()
        except (Busy, CannotCreate, StorageFailure):
            return  # it stays where it is, and is not used
        try:
            self._read(storage, path)
        except Unreadable:
            damage.set_aside(path, self._store.now)
        finally:
            lock.release()

    def readable(self, year: int) -> bool:
        """Whether a year can be read; one that cannot is set aside."""
        try:
            self.view(year)
        except Damaged:
            return False
        return True

    def _read(self, storage: DataFile, path: Path) -> View:
        content = storage.load()
        schema = int(meta_of(content.tables).get("schema", self._store.schema))
        tables = migrated(content.tables, schema, self._store.migrations)
        return View(tables, content.signature, file=f"{ARCHIVE}/{path.name}")

    def _damaged(self, year: int, reason: str) -> Damaged:
        return Damaged(
            f"The archive of {year} is damaged: {reason}; it is kept beside {self.path(year)}. "
            "The other years and the live data are well: run `remoteos data restore`."
        )

    def get(self, kind: type[R], identity: str) -> R | None:
        """Return an archived record, or None."""
        for year in reversed(self.years()):
            found = self.view(year).decoded(kind).by_id.get(identity)
            if found is not None:
                return found
        return None

    def document(self, kind: type[Record], identity: str) -> Doc | None:
        """Return an archived record's document, or None; a deleted record has none."""
        if identity in self._store.view().buried(kind.TABLE):
            return None
        return self.documents(kind.TABLE).get(identity)

    def documents(self, name: str) -> dict[str, Doc]:
        """Return all archived documents of a table by id, the newest where there are several."""
        found: dict[str, Doc] = {}
        for year in self.years():
            for identity, doc in by_id(self.view(year).tables, name).items():
                if identity not in found or newer(doc, found[identity]):
                    found[identity] = doc
        return found

    def joined(self, kind: type[R], years: Iterable[int]) -> tuple[R, ...]:
        """Return the records of these years and the live ones, each once and in its newest version."""
        live = self._store.view()
        buried = live.buried(kind.TABLE)
        found: dict[str, R] = {}
        for year in years:
            for identity, record in self.view(year).decoded(kind).by_id.items():
                if identity in buried:
                    continue
                if identity not in found or record.updated_at >= found[identity].updated_at:
                    found[identity] = record
        for identity, record in live.decoded(kind).by_id.items():
            if identity not in found or record.updated_at >= found[identity].updated_at:
                found[identity] = record
        return tuple(found.values())

    def forget(self, ids: dict[str, set[str]], *, but: int | None = None) -> None:
        """Take records out of every year's file, or out of all but one; under the lock."""
        for year in self.years():
            if year == but:
                continue
            before = self.view(year).tables
            tables = {name: _less(table, ids.get(name, set())) for name, table in before.items()}
            if any(tables[name] is not before[name] for name in tables):
                self.write(year, tables)

    def write(self, year: int, tables: Tables) -> None:
        """Write a year's file; it is on the disk when this returns."""
        make_folder(self.folder)
        DataFile(self.path(year)).replace(with_meta(tables, self._store.schema))


def newer(one: Doc, other: Doc) -> bool:
    """Whether a document changed later than another; one without a time is the older."""
    first, second = instant(one.get("updated_at")), instant(other.get("updated_at"))
    return first is not None and (second is None or first > second)


def due(store: "Store", at: datetime) -> bool:
    """Whether some record settled so long ago that a run is worth it."""
    return any(_settled(store, at - WINDOW - SLACK))


def run(store: "Store", at: datetime) -> int:
    """Move every record that settled before the window into its year's file; return how many.

    The archive is on the disk before the live file lets go: a crash in between leaves a record in
    both, never in none. It is no commit: nothing a user sees changes, and undo passes over it.
    """
    with store.locked():
        store.draft(at)  # refuses where nothing may be written, and settles an older schema
        moving = list(_settled(store, at - WINDOW))
        if moving:
            backups.make(store, "archive", at)
        for year in sorted({_year(record) for record in moving}):
            _move(store, year, [record for record in moving if _year(record) == year])
        _forget_buried(store)
        tables = _without(store.view().tables, moving)
        _drop_old_stones(tables, at)
        store.replace(tables, archive_checked=iso(at), archived=_bounds(store, moving))
    return len(moving)


def _settled(store: "Store", before: datetime) -> Iterable[Record]:
    for kind in store.kinds:
        for record in store.all(kind):
            if (settled := record.settled_at) is not None and settled < before:
                yield record


def _year(record: Record) -> int:
    assert record.settled_at is not None
    return record.settled_at.astimezone(UTC).year


def _move(store: "Store", year: int, records: Sequence[Record]) -> None:
    archive = store.archive
    tables = dict(archive.view(year).tables)
    ids: dict[str, set[str]] = {}
    for name in {record.TABLE for record in records}:
        live = store.view().tables[name]
        here, table = index(live), dict(tables.get(name, {}))
        there, number = index(table), next_doc_id(table)
        for record in records:
            if name != record.TABLE:
                continue
            table[there.get(record.id) or str(number)] = live[here[record.id]]
            number += 1
            if reading.may_hold(store, record.created_at):
                ids.setdefault(name, set()).add(record.id)
        tables[name] = table
    archive.write(year, tables)
    if ids:
        archive.forget(ids, but=year)  # a record that settled anew may have lain in another year


def _forget_buried(store: "Store") -> None:
    tables = store.view().tables
    stones, last = tables.get(TOMBSTONES, {}), instant(meta_of(tables).get("archive_checked"))
    ids: dict[str, set[str]] = {}
    for doc in stones.values() if isinstance(stones, dict) else ():
        if not isinstance(doc, dict):
            continue
        deleted = instant(doc.get("deleted_at"))
        if last is None or deleted is None or deleted >= last:  # the earlier ones are out already
            ids.setdefault(str(doc.get("table")), set()).add(str(doc.get("id")))
    if ids:
        store.archive.forget(ids)


def _without(tables: Tables, records: Iterable[Record]) -> Tables:
    tables = dict(tables)
    gone: dict[str, set[str]] = {}
    for record in records:
        gone.setdefault(record.TABLE, set()).add(record.id)
    for name, ids in gone.items():
        tables[name] = _less(tables[name], ids)
        if not tables[name]:
            del tables[name]
    return tables


def _less(table: Any, ids: set[str]) -> Any:
    """Return a table without these records; the table itself when it has none of them."""
    if not isinstance(table, dict) or ids.isdisjoint(index(table)):
        return table
    return {
        key: doc
        for key, doc in table.items()
        if not (isinstance(doc, dict) and isinstance(each := doc.get("id"), str) and each in ids)
    }


def _drop_old_stones(tables: Tables, at: datetime) -> None:
    stones = tables.get(TOMBSTONES)
    if isinstance(stones, dict):
        oldest = iso(at - _GRAVE_TIME)
        tables[TOMBSTONES] = {
            key: doc
            for key, doc in stones.items()
            if not (isinstance(doc, dict) and str(doc.get("deleted_at", "9")) < oldest)
        }


def _bounds(store: "Store", moved: Iterable[Record]) -> Doc | None:
    """Return the newest instants in the archive, by which reading knows that it need not look there."""
    known = meta_of(store.view().tables).get("archived")
    records = list(moved)
    settled, created = [], []
    if isinstance(known, dict):
        settled.append(instant(known.get("settled_to")))
        created.append(instant(known.get("created_to")))
    else:
        years = [store.archive.view(year) for year in store.archive.years()]
        records += [each for view in years for kind in store.kinds for each in view.decoded(kind).records]
    settled += [record.settled_at for record in records]
    created += [record.created_at for record in records]
    newest = [max((each for each in times if each is not None), default=None) for times in (settled, created)]
    if newest[0] is None or newest[1] is None:
        return None
    return {"settled_to": iso(newest[0]), "created_to": iso(newest[1])}
