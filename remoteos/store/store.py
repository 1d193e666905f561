"""The store: what a service reads from and commits to."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from remoteos.domain.record import Record
from remoteos.store import find, journal, reading
from remoteos.store.decode import Problem
from remoteos.store.draft import Draft
from remoteos.store.errors import Damaged, NewerSchema
from remoteos.store.file import DataFile
from remoteos.store.journal import Commit
from remoteos.store.layout import ARCHIVE, COMMITS, FILE, LOCK, SCHEMA, Doc, Tables
from remoteos.store.lock import FileLock
from remoteos.store.meta import instant, iso, meta_of, with_meta
from remoteos.store.places import refuse_file_in_the_way, tighten
from remoteos.store.view import View

if TYPE_CHECKING:
    from remoteos.store.archive import Archive

R = TypeVar("R", bound=Record)
Migration = Callable[[Tables], Tables]


class Store:
    """One user's data. Reads see the newest version of the file; `commit` is the only way to change it.

    A Store is for one thread; opening another costs little. Any method that looks at the file may raise
    Damaged or StorageFailure, any that writes Busy, CannotCreate and NewerSchema as well.
    """

    def __init__(
        self,
        folder: Path,
        *,
        now: datetime,
        kinds: Sequence[type[Record]] | None = None,
        migrations: Sequence[Migration] | None = None,
    ) -> None:
        self.folder = folder
        self.path = folder / FILE
        self.read_only: str | None = None
        """Why nothing can be written, when a newer version wrote the file."""

        self.warnings: list[str] = []
        """What went wrong beside a commit that was made all the same; a line each."""

        self.damaged: Damaged | None = None
        """What is wrong with the file, in a store that `restoring` gave."""

        self.now = now
        self.schema = SCHEMA if migrations is None else 1 + len(migrations)
        self.migrations = migrations
        self.storage = DataFile(self.path)
        self.lock = FileLock(folder / LOCK)
        self.tolerant = False
        self._kinds = kinds
        self._view: View | None = None
        self._archive: Archive | None = None
        self._swept = False

    @classmethod
    def open(
        cls,
        folder: Path,
        *,
        now: datetime,
        kinds: Sequence[type[Record]] | None = None,
        migrations: Sequence[Migration] | None = None,
    ) -> "Store":
        """Open the data in a folder, which is made at the first commit; a fresh store reads as empty.

        Raises Damaged when there should be data and it cannot be read; `restoring` gives a store then.
        `kinds` and `migrations` are those of this version unless given.
        """
        return cls(folder, now=now, kinds=kinds, migrations=migrations)._opened()

    @classmethod
    def restoring(
        cls, folder: Path, *, now: datetime, kinds: Sequence[type[Record]] | None = None
    ) -> "Store":
        """Open a folder whose file may be damaged, to restore it or to start afresh.

        While it is damaged, `damaged` says how, reads find nothing, and commits raise it.
        """
        store = cls(folder, now=now, kinds=kinds)
        store.tolerant = True
        return store._opened()

    def _opened(self) -> "Store":
        folder = self.folder
        if not folder.is_dir():
            refuse_file_in_the_way(folder)
        tighten(folder, 0o700)
        tighten(self.path, 0o600)
        self.view()
        return self

    # What is asked of it

    @property
    def kinds(self) -> Sequence[type[Record]]:
        """Every kind of record there is."""
        if self._kinds is None:
            from remoteos.domain.tables import RECORD_TYPES

            self._kinds = RECORD_TYPES
        return self._kinds

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return the live records of a kind; bad ones are left out and reported by `problems`."""
        return self.view().decoded(kind).records

    def get(self, kind: type[R], identity: str) -> R | None:
        """Return the record with this id, from the archive if need be; None when there is none."""
        view = self.view()
        found = view.decoded(kind).by_id.get(identity)
        if found is not None or identity in view.buried(kind.TABLE):
            return found
        return self.archive.get(kind, identity)

    def since(self, kind: type[R], day: date) -> tuple[R, ...]:
        """Return the live records and those of every year that may hold one settled on `day` or later."""
        if not reading.may_be_archived(self, day):
            return self.all(kind)
        return self.archive.joined(kind, self.archive.years_since(day))

    def everything(self, kind: type[R]) -> tuple[R, ...]:
        """Return the records of all years, each once."""
        return self.archive.joined(kind, self.archive.years())

    def find(self, kind: type[R], fragment: str) -> R:
        """Return the one record whose id begins or ends with the fragment (4 characters or more).

        Dashes and case do not matter. The archive is asked only when nothing live fits. Raises
        NotFound, or Ambiguous with the candidates; BadInput when the fragment is too short.
        """
        found = find.matching(self.all(kind), fragment)
        if not found:
            found = find.matching(self.everything(kind), fragment)
        return find.the_one(found, fragment, kind)

    def edited(self, kind: type[Record], *, but: str) -> dict[str, datetime]:
        """Return when the live records of a kind last changed, by id, changes of one field group left out."""
        return self.view().edited(kind, but=but)

    def short_id(self, record: Record) -> str:
        """Return the shortest ending of the record's id (4 or more) that no live record shares."""
        short = self.view().short_ids(type(record))
        if record.id in short:
            return short[record.id]
        from remoteos.store.view import shortest_endings

        return shortest_endings({*short, record.id})[record.id]

    def problems(self, kinds: Iterable[type[Record]] | None = None) -> tuple[Problem, ...]:
        """Report everything in the live file that cannot be used."""
        return self.view().problems(self.kinds if kinds is None else kinds)

    def commits(self) -> tuple[Commit, ...]:
        """Return the commits that `undo` can reach, newest last."""
        return tuple(commit for _, _, commit in journal.entries(self.view().tables))

    def last_activity(self) -> datetime | None:
        """Return when the user last changed something; None for a fresh store."""
        return instant(meta_of(self.view().tables).get("last_activity"))

    def changed(self) -> bool:
        """Whether the file differs from what was last read; looks at the folder entry only."""
        return self._view is None or self.storage.signature() != self._view.signature

    @property
    def version(self) -> object:
        """What tells the version last read from any other; compare it, nothing else."""
        return self.view().signature if self._view is None else self._view.signature

    # How it is changed

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the lock, with the newest version read, so that no other writer comes in between."""
        self.lock.acquire()
        try:
            if not self._swept:
                reading.sweep(self.path)
                self._swept = True
            self.view()
            yield
        finally:
            self.lock.release()

    def commit(
        self, label: str, put: Iterable[Record] = (), delete: Iterable[Record] = (), *, at: datetime
    ) -> Commit | None:
        """Create, change and delete records in one write and one undo step; None when nothing changes.

        A changed record's `updated_at` becomes `at`. Raises BadInput for values that cannot be stored
        and for records whose stored form cannot be read; whatever it raises, nothing was changed.
        """
        with self.locked():
            draft = self.draft(at)
            for record in put:
                draft.put(record, at, self._archived)
            for record in delete:
                draft.delete(record, at, self._archived)
            return self.save(draft, label, at)

    def undo(self, *, at: datetime) -> Commit | None:
        """Take back the last commit and return it; None when nothing is left to undo."""
        with self.locked():
            draft = self.draft(at)
            entry = journal.last(draft.tables)
            if entry is None:
                return None
            key, doc, commit = entry
            archived = journal.take_back(draft, doc, at)
            draft.tables[COMMITS] = {
                each: draft.table(COMMITS)[each] for each in draft.table(COMMITS) if each != key
            }
            self._write(draft, at)
            if archived and (self.folder / ARCHIVE).exists():
                try:
                    self.archive.forget(archived)
                except Damaged as error:
                    self.warnings.append(str(error))
            return commit

    # For the other files of the store

    @property
    def archive(self) -> "Archive":
        """The closed years."""
        if self._archive is None:
            from remoteos.store.archive import Archive

            self._archive = Archive(self)
        return self._archive

    def view(self) -> View:
        """Return the newest version of the file; raise Damaged when it makes no sense."""
        if self._view is None or self.changed():
            first, self._view = self._view is None, None
            self._view = reading.look(self, first=first)
        return self._view

    def draft(self, at: datetime) -> Draft:
        """Start a change of the version that was read under the lock."""
        view = self.view()
        if self.damaged is not None:
            raise self.damaged
        if self.read_only is not None:
            raise NewerSchema(f"{self.read_only} Nothing was changed.")
        if view.migrated_from is not None:
            from remoteos.store.migrations import settle

            settle(self, view, at)
        return Draft(self.view().tables)

    def save(self, draft: Draft, label: str, at: datetime) -> Commit | None:
        """Write a draft as one commit; None when it changes nothing."""
        changes = draft.changes()
        if not changes:
            return None
        seq = int(meta_of(draft.tables).get("revision", 0)) + 1
        commit = journal.record(draft, changes, label, seq, at)
        self._write(draft, at)
        return commit

    def replace(self, tables: Tables, **news: object) -> None:
        """Write these tables with a fitting account of themselves, under the lock."""
        before, self._view = self._view, None
        tables = with_meta(tables, self.schema, **news)
        content = self.storage.replace(tables)
        self.damaged = None
        self._view = View(tables, content.signature, before=before)

    def _write(self, draft: Draft, at: datetime) -> None:
        day = at.astimezone(UTC).date().isoformat()
        if meta_of(draft.tables).get("backed_up") == day or self.view().signature is None:
            self.replace(draft.tables, last_activity=iso(at))
            return
        from remoteos.store import upkeep  # once a day

        upkeep.write(self, draft.tables, at)

    def _archived(self, kind: type[Record], identity: str, created_at: datetime) -> Doc | None:
        if not reading.may_hold(self, created_at):
            return None
        return self.archive.document(kind, identity)
