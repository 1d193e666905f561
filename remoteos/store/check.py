"""Looking everything over, and putting aside what cannot be used, without losing a byte of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from remoteos.domain.record import Record
from remoteos.store import backups
from remoteos.store.decode import NOT_A_NUMBER, Problem, why_bad
from remoteos.store.draft import ABSENT, Draft
from remoteos.store.errors import Damaged
from remoteos.store.journal import Commit, entries
from remoteos.store.layout import ARCHIVE, COMMITS, CONFLICTS, INTERNAL, META, QUARANTINE, Tables
from remoteos.store.manifest import backups_in
from remoteos.store.meta import iso
from remoteos.store.places import make_folder
from remoteos.store.source import read_tables

if TYPE_CHECKING:
    from remoteos.store.store import Store


@dataclass(frozen=True)
class Report:
    """What a check found."""

    problems: tuple[Problem, ...]
    """What cannot be used, in the live file and in every year's."""

    damaged: tuple[str, ...]
    """Years that cannot be read at all, a line each."""

    backups: tuple[str, ...]
    """Backups that are not what they were, a line for each file."""

    good_backups: int
    conflicts: int
    """Values that lost in a merge or an undo and are kept in the table `conflicts`."""

    quarantined: int
    """Documents that a repair put aside."""

    @property
    def ok(self) -> bool:
        """Whether everything can be used."""
        return not (self.problems or self.damaged or self.backups)


def check(store: "Store") -> Report:
    """Decode every record of every year and verify every backup; changes nothing.

    A year that makes no sense is set aside, as by any reading of it.
    """
    view = store.view()
    problems, damaged = [*view.problems(store.kinds), *_journal(view.tables)], []
    for year in store.archive.years():
        try:
            problems.extend(store.archive.view(year).problems(store.kinds))
        except Damaged as error:
            damaged.append(str(error))
    faults = {each.name: backups.faults(each) for each in backups_in(store.folder)}
    return Report(
        tuple(problems),
        tuple(damaged),
        tuple(line for lines in faults.values() for line in lines),
        sum(not lines for lines in faults.values()),
        _size(view.tables, CONFLICTS),
        _size(view.tables, QUARANTINE),
    )


def repair(store: "Store", *, at: datetime) -> Commit | None:
    """Move what cannot be used into the table `quarantine` and renumber what only has a wrong number.

    In the live file that is one commit, which `undo` takes back; a year's file keeps its own
    quarantine. A damaged year comes back from the newest backup that has it, or is put out of the
    way when none does. Returns the commit, None when the live file needed none.
    Raises StorageFailure when no backup can be made first.
    """
    with store.locked():
        store.draft(at)  # refuses where nothing may be written, and settles an older schema
        if check(store).ok:
            return None
        backups.make(store, "repair", at)
        for year in store.archive.years():
            _repair_year(store, year, at)
        draft = store.draft(at)
        _put_aside(draft, store.problems(), store.kinds, at)
        if draft.tables.keys() & INTERNAL != store.view().tables.keys() & INTERNAL and not draft.changes():
            store.replace(draft.tables)
            return None
        return store.save(draft, "repair", at)


def _repair_year(store: "Store", year: int, at: datetime) -> None:
    archive = store.archive
    if not archive.readable(year):
        name = f"{ARCHIVE}/{archive.path(year).name}"
        good = (each for each in backups_in(store.folder) if name in each.manifest.files)
        found = next((each for each in good if not backups.faults(each)), None)
        if found is None:
            _out_of_the_way(archive.folder, year)
            return
        archive.write(year, read_tables(found.path / name, store))
        store.replace(store.view().tables, archived=None)
    problems = archive.view(year).problems(store.kinds)
    if problems:
        draft = Draft(archive.view(year).tables)
        _put_aside(draft, problems, store.kinds, at)
        archive.write(year, draft.tables)


def _out_of_the_way(folder: Path, year: int) -> None:
    lost = folder / "damaged"
    make_folder(lost)
    for path in folder.glob(f"{year:04}.damaged-*"):
        path.rename(lost / path.name)


def _put_aside(
    draft: Draft, problems: Iterable[Problem], kinds: Iterable[type[Record]], at: datetime
) -> None:
    by_table = {kind.TABLE: kind for kind in kinds}
    # The tables that putting aside itself writes to come first.
    for problem in sorted(problems, key=lambda each: (each.table != QUARANTINE, each.table not in INTERNAL)):
        content: Any = draft.tables[problem.table]
        if problem.doc_id is None:
            if problem.table in INTERNAL:
                del draft.tables[problem.table]  # not undone: its content is in the quarantine all the same
            else:
                draft.replace_table(problem.table, ABSENT)
        else:
            content = content[problem.doc_id]
            draft.drop(problem.table, problem.doc_id)
            if problem.message == NOT_A_NUMBER and _good(draft, by_table.get(problem.table), content):
                draft.set(problem.table, None, content)
                continue
        draft.set(
            QUARANTINE,
            None,
            {
                "table": problem.table,
                "doc_id": problem.doc_id,
                "reason": str(problem),
                "content": content,
                "at": iso(at),
            },
        )


def _good(draft: Draft, kind: type[Record] | None, doc: object) -> bool:
    """Whether only its number keeps a document from being a record of its own."""
    if kind is None or not isinstance(doc, dict) or why_bad(kind, doc) is not None:
        return kind is None and isinstance(doc, dict)
    return draft.key_of(kind.TABLE, str(doc["id"])) is None


def _journal(tables: Tables) -> list[Problem]:
    """Report entries of the journal that undo passes over."""
    table = tables.get(COMMITS)
    if not isinstance(table, dict):
        return []
    good = {key for key, _, _ in entries(tables)}
    message = "cannot be read; undo passes over it"
    return [
        Problem(COMMITS, key, "", message)
        for key, doc in table.items()
        if key not in good and key.isdecimal() and isinstance(doc, dict)
    ]


def _size(tables: Tables, name: str) -> int:
    table = tables.get(name)
    return len(table) if isinstance(table, dict) and name != META else 0
