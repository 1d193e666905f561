"""Rare refusals of the system and of records themselves: each has an answer too."""

import errno
import os
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import ClassVar

import pytest

from remoteos.domain.errors import Refused
from remoteos.domain.record import Record
from remoteos.store import archive, damage, places, restore
from remoteos.store.errors import Busy, Damaged, NewerSchema, StorageFailure
from remoteos.store.lock import FileLock
from remoteos.store.places import refuse_file_in_the_way
from remoteos.store.store import Store
from tests.store.support import DAY, KINDS, NOW, Task, done, holds, identity, open_store, spoil, tables, task


@dataclass(frozen=True, kw_only=True)
class Strict(Record):
    """A record with a rule of its own, and instants in a mapping."""

    TABLE: ClassVar[str] = "stricts"
    GROUPS: ClassVar[Mapping[str, tuple[str, ...]]] = {}
    count: int = 1
    seen: dict[str, datetime] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.count < 0:
            raise Refused("A count is never negative.")


def test_a_record_that_refuses_itself_is_a_problem_not_a_crash(folder):
    store = open_store(folder, kinds=(Strict,))
    good = Strict(id=identity(1), created_at=NOW, updated_at=NOW, seen={"a": NOW})
    store.commit("Add", put=[good, replace(good, id=identity(2))], at=NOW)
    docs = tables(folder)["stricts"]
    docs["2"]["count"] = -1
    docs["3"] = {**docs["1"], "id": identity(3), "seen": {"b": "2026-01-01T00:00:00"}}
    docs["4"] = {**docs["1"], "id": ""}
    spoil(folder, stricts=docs)
    assert store.all(Strict) == (good,)
    assert [str(each) for each in store.problems()] == [
        "remoteos.json: stricts[2]: A count is never negative.",
        "remoteos.json: stricts[3].seen.b: expected an instant with an offset",
        "remoteos.json: stricts[4].id: expected an id",
    ]


def test_a_damaged_file_is_left_where_it_is_when_the_lock_cannot_be_had(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    (folder / "remoteos.json").write_bytes(b"oops")
    store.lock.patience_s = 0
    other = FileLock(folder / "remoteos.lock")
    other.acquire()
    with pytest.raises(Damaged, match="left where it is"):
        store.all(Task)
    other.release()
    assert (folder / "remoteos.json").read_bytes() == b"oops"
    with pytest.raises(Damaged, match="kept as"):
        store.all(Task)


def test_a_file_that_cannot_be_renamed_is_reported_all_the_same(store, folder, monkeypatch):
    store.commit("Add", put=[task(1)], at=NOW)
    (folder / "remoteos.json").write_bytes(b"oops")

    def refuse(*_):
        raise OSError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(Damaged, match="left where it is"):
        open_store(folder)
    assert holds(folder, b"oops")


def test_an_archive_run_that_fails_costs_a_warning_not_the_commit(store, folder, monkeypatch):
    store.commit("Add", put=[done(n, NOW - n * 100 * DAY) for n in range(5)], at=NOW)

    def refuse(*_):
        raise StorageFailure("No room for the archive.")

    monkeypatch.setattr(archive, "run", refuse)
    assert store.commit("Add", put=[task(9)], at=NOW) is not None
    assert store.warnings == ["Old records were not archived: No room for the archive."]
    assert len(store.all(Task)) == 6


def test_undo_goes_through_when_the_archive_cannot_be_tidied_after_it(store, folder):
    old = done(1, NOW - 200 * DAY)
    store.commit("Add", put=[old, done(2, NOW - 900 * DAY)], at=NOW)
    store.commit("Edit", put=[replace(old, title="Edited")], at=NOW)
    archive.run(store, NOW)
    (folder / "archive/2024.json").write_bytes(b"oops")
    assert store.undo(at=NOW).label == "Edit"
    assert "2024" in store.warnings[-1]


def test_a_damaged_year_is_left_where_it_is_when_the_lock_cannot_be_had(store, folder):
    store.commit("Add", put=[done(1, NOW - 200 * DAY)], at=NOW)
    archive.run(store, NOW)
    (path,) = (folder / "archive").glob("*.json")
    path.write_bytes(b"oops")
    store.lock.patience_s = 0
    other = FileLock(folder / "remoteos.lock")
    other.acquire()
    with pytest.raises(Damaged):
        store.everything(Task)
    other.release()
    assert path.read_bytes() == b"oops"


def test_folders_that_cannot_be_synced_are_taken_as_they_are(tmp_path, monkeypatch):
    def refuse(number):
        def fsync(_):
            raise OSError(number, os.strerror(number))

        return fsync

    monkeypatch.setattr(places.os, "fsync", refuse(errno.EINVAL))
    places.sync_folder(tmp_path)
    monkeypatch.setattr(places.os, "fsync", refuse(errno.EIO))
    with pytest.raises(OSError, match="Input/output"):
        places.sync_folder(tmp_path)


def test_a_fresh_start_where_nothing_is_damaged_changes_nothing(store, folder):
    restore.start_afresh(store, at=NOW)
    assert open_store(folder).all(Task) == ()
    store.commit("Add", put=[task(1)], at=NOW)
    restore.start_afresh(store, at=NOW)
    assert len(store.all(Task)) == 1


def test_damage_that_heals_while_restoring_is_seen(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    raw = (folder / "remoteos.json").read_bytes()
    (folder / "remoteos.json").write_bytes(b"oops")
    healing = Store.restoring(folder, now=NOW, kinds=KINDS)
    assert healing.damaged is not None
    (folder / "remoteos.json").write_bytes(raw)
    assert len(healing.all(Task)) == 1
    assert healing.damaged is None


def test_nothing_of_a_newer_version_is_archived_repaired_or_restored(store, folder, tmp_path):
    from remoteos.store import check

    store.commit("Add", put=[done(1, NOW - 200 * DAY)], at=NOW)
    (tmp_path / "copy.json").write_bytes((folder / "remoteos.json").read_bytes())
    meta = tables(folder)["meta"]
    meta["1"]["schema"] = 99
    spoil(folder, meta=meta)
    raw = (folder / "remoteos.json").read_bytes()
    for act in (
        lambda: archive.run(store, NOW),
        lambda: check.repair(store, at=NOW),
        lambda: restore.restore(store, tmp_path / "copy.json", at=NOW),
    ):
        with pytest.raises(NewerSchema):
            act()
    assert (folder / "remoteos.json").read_bytes() == raw


def test_every_message_is_one_line_that_ends(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    store.lock.patience_s = 0
    other = FileLock(folder / "remoteos.lock")
    other.acquire()
    with pytest.raises(Busy) as busy:
        store.commit("Add", put=[task(2)], at=NOW)
    other.release()
    for message in (str(busy.value), str(damage.report(folder, "it is empty", None, stays=False))):
        assert "\n" not in message
        assert message.endswith(".")


def test_a_folder_made_by_another_process_meanwhile_is_not_taken_for_a_file(folder, monkeypatch):
    """`is_dir` said no a moment ago; by the time of the next look the folder is there."""
    folder.mkdir(parents=True, exist_ok=True)
    monkeypatch.setattr(type(folder), "is_dir", lambda *_: False)
    refuse_file_in_the_way(folder)
