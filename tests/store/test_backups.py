"""Backups are made in time, count only when they can be read, and are let go by age."""

import errno
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from tinydb import TinyDB

from remoteos.domain.errors import BadInput, NotFound
from remoteos.store import archive, backups, check, restore
from remoteos.store.errors import StorageFailure
from remoteos.store.manifest import Backup, Copy, Manifest
from tests.store.support import (
    DAY,
    NOW,
    Note,
    Task,
    done,
    identity,
    note,
    records,
    spoil,
    tables,
    task,
    temporary_files,
)


@pytest.fixture
def used(store):
    store.commit("Add", put=[done(n, NOW - n * 50 * DAY) for n in range(20)], at=NOW)
    store.commit("Add", put=[note(1)], at=NOW)
    return store


def named(store):
    return [each.name for each in backups.list_backups(store)]


def test_the_first_commit_of_a_day_backs_up_what_was_there(store):
    store.commit("Add", put=[task(1)], at=NOW)
    assert named(store) == []  # there was nothing yet
    store.commit("Add", put=[task(2)], at=NOW)
    store.commit("Add", put=[task(3)], at=NOW)
    store.commit("Add", put=[task(4)], at=NOW + DAY)
    assert named(store) == ["20261123T080000Z-daily", "20261124T080000Z-daily"]
    assert [each.records for each in backups.list_backups(store)] == [1, 3]
    assert store.warnings == []


def test_a_backup_is_whole_and_shares_unchanged_years_with_the_one_before(used, folder):
    archive.run(used, NOW)
    first = backups.make(used, "manual", NOW)
    second = backups.make(used, "manual", NOW)
    assert second.name == first.name + "-2"
    assert first.records == second.records == 21
    assert backups.faults(first) == backups.faults(second) == []
    year = "archive/2025.json"
    assert (first.path / year).samefile(second.path / year)
    assert not (folder / year).samefile(first.path / year)
    assert not (first.path / "remoteos.json").samefile(second.path / "remoteos.json")
    with TinyDB(first.path / "remoteos.json") as db:
        assert len(db.table("notes")) == 1
    old = used.everything(Task)[0]
    used.commit("Edit", put=[replace(old, title="x")], at=NOW)
    archive.run(used, NOW + DAY)
    third = backups.make(used, "manual", NOW + DAY)
    changed = f"archive/{old.closed_at.year}.json"
    assert not (third.path / changed).samefile(second.path / changed)


def test_years_that_did_not_change_are_not_even_read(used, folder, monkeypatch):
    archive.run(used, NOW)
    backups.make(used, "manual", NOW)
    read = []
    real = backups.parse
    monkeypatch.setattr(backups, "parse", lambda raw: read.append(len(raw)) or real(raw))
    used.commit("First of a day", put=[note(5)], at=NOW + DAY)
    assert len(read) == 1
    assert len(list((folder / "archive").iterdir())) > 2
    assert backups.list_backups(used)[-1].records == 21


def test_without_links_it_copies(used, monkeypatch):
    archive.run(used, NOW)

    def refuse(self, target):
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    for _ in range(2):
        assert backups.faults(backups.make(used, "manual", NOW)) == []


def test_a_spoilt_backup_is_told_and_not_restored(used):
    good = backups.make(used, "manual", NOW)
    bad = backups.make(used, "manual", NOW + DAY)
    path = bad.path / "remoteos.json"
    path.write_bytes(path.read_bytes().replace(b"Task 1", b"Task !"))
    report = check.check(used)
    assert not report.ok
    assert report.backups == (f"{bad.name}: remoteos.json: it is not what was backed up",)
    with pytest.raises(StorageFailure, match="choose another"):
        restore.restore(used, bad.name, at=NOW)
    assert backups.latest_good(used.folder).name == good.name
    assert restore.restore(used, at=NOW).source == good.path


def test_a_backup_without_a_manifest_does_not_count(used):
    made = backups.make(used, "manual", NOW)
    (made.path / "manifest.json").write_text("{}")
    assert made.name not in named(used)


@pytest.mark.parametrize("where", ["write", "fsync"])
def test_no_room_for_a_backup_costs_a_warning_not_the_commit(used, monkeypatch, where):
    def refuse(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(backups, "_write" if where == "write" else "sync_folder", refuse)
    assert used.commit("Add", put=[note(2)], at=NOW + DAY) is not None
    (warning,) = used.warnings
    assert "no space left" in warning
    assert temporary_files(used.folder) == []
    with pytest.raises(StorageFailure):
        restore.restore(used, at=NOW)
    monkeypatch.undo()
    used.commit("Add", put=[note(3)], at=NOW + DAY)
    assert any(name.startswith("20261124") for name in named(used))


# Letting go


def fake(at: datetime, reason: str = "daily", count: int = 100) -> Backup:
    manifest = Manifest(at, reason, 1, 1, {"remoteos.json": Copy(1, "", {"tasks": count}, (1, 1))})
    return Backup(Path(f"{at:%Y%m%dT%H%M%SZ}-{reason}"), manifest)


def days(number, start=NOW, **more):
    return [fake(start - timedelta(days=n), **more) for n in range(number)]


def test_rotation_keeps_days_weeks_and_months():
    keep = backups.kept(days(800))
    dates = sorted((datetime.strptime(name[:8], "%Y%m%d").date() for name in keep), reverse=True)
    assert dates[:7] == [(NOW - n * DAY).date() for n in range(7)]
    assert len({each.isocalendar()[:2] for each in dates}) >= 8
    assert len({(each.year, each.month) for each in dates}) == 12
    assert len(keep) <= 7 + 8 + 12


def test_rotation_counts_days_that_have_a_backup():
    found = [fake(NOW - n * 30 * DAY) for n in range(20)]
    assert len(backups.kept(found) & {each.name for each in found[:7]}) == 7


def test_those_before_something_risky_and_those_by_hand_stay_ten_deep():
    found = days(30, reason="manual") + days(30, start=NOW - timedelta(hours=1), reason="merge")
    found.sort(key=lambda each: each.name, reverse=True)
    keep = backups.kept(found)
    assert len(keep) == 20


def test_small_backups_push_no_good_one_out():
    found = [*days(600, count=10), fake(NOW - 700 * DAY, count=1000), fake(NOW - 900 * DAY, count=5000)]
    assert {found[-1].name, found[-2].name} <= backups.kept(found)
    assert fake(NOW - 700 * DAY).name not in backups.kept([*days(600), fake(NOW - 700 * DAY)])


def test_rotation_happens(store):
    store.commit("Add", put=[task(0)], at=NOW)
    for number in range(1, 40):
        store.commit("Add", put=[task(number)], at=NOW + number * DAY)
    assert 12 <= len(named(store)) <= 16
    assert named(store)[-1].startswith("20270101")


# Coming back


def test_restore_is_one_commit_that_undo_takes_back(used, folder):
    backup = backups.make(used, "manual", NOW)
    then = records(folder)
    used.commit("Edit", put=[done(1, NOW, title="x"), task(77)], delete=[done(2, NOW)], at=NOW + DAY)
    now = records(folder)
    result = restore.restore(used, backup.name, at=NOW + DAY)
    assert (result.records, result.undoable) == (21, True)
    assert records(folder) == then
    assert named(used)[-1].endswith("-restore")
    used.undo(at=NOW + DAY)
    assert records(folder) == now
    assert used.problems() == ()


def test_restore_brings_back_archived_records_and_lost_years(used, folder):
    archive.run(used, NOW)
    everything = set(used.everything(Task))
    backup = backups.make(used, "manual", NOW)
    victim = next(each for each in used.since(Note, NOW.date()))
    old = max((each for each in everything if each.closed_at.year < 2025), key=lambda each: each.closed_at)
    used.commit("Delete", delete=[victim, old], at=NOW + DAY)
    (folder / "archive/2025.json").unlink()
    (folder / "archive/2026.json").write_bytes(b"oops")
    restore.restore(used, backup.name, at=NOW + DAY)
    assert set(used.everything(Task)) == everything
    assert used.all(Note) == (victim,)
    used.undo(at=NOW + DAY)
    assert used.get(Task, old.id) is None


def test_restore_takes_an_edited_archived_record_back(used):
    archive.run(used, NOW)
    old = used.get(Task, identity(10))
    backup = backups.make(used, "manual", NOW)
    used.commit("Edit", put=[replace(old, title="Edited")], at=NOW)
    archive.run(used, NOW + DAY)
    restore.restore(used, backup.name, at=NOW + DAY)
    assert used.get(Task, old.id) == old
    assert [each for each in used.everything(Task) if each.id == old.id] == [old]
    used.undo(at=NOW + DAY)
    assert used.get(Task, old.id).title == "Edited"


def test_restore_from_any_tinydb_file(used, folder, tmp_path):
    with TinyDB(tmp_path / "copy.json") as db:
        db.table("tasks").insert(msgspec.to_builtins(task(5, "From a copy")))
    restore.restore(used, tmp_path / "copy.json", at=NOW)
    assert [each.title for each in used.everything(Task)] == ["From a copy"]
    used.undo(at=NOW)
    assert len(used.everything(Task)) == 20


def test_restore_refuses_what_it_cannot_use(used, folder, tmp_path):
    raw = (folder / "remoteos.json").read_bytes()
    with pytest.raises(NotFound):
        restore.restore(used, "nonesuch", at=NOW)
    (tmp_path / "bad.json").write_bytes(b"oops")
    with pytest.raises(BadInput, match=r"bad\.json"):
        restore.restore(used, tmp_path / "bad.json", at=NOW)
    with pytest.raises(BadInput):
        restore.restore(used, tmp_path / "none.json", at=NOW)
    assert (folder / "remoteos.json").read_bytes() == raw


def test_restore_without_any_backup_says_so(store):
    with pytest.raises(NotFound, match="no good backup"):
        restore.restore(store, at=NOW)


def test_a_table_that_cannot_be_read_is_replaced_and_undone(used, folder):
    backup = backups.make(used, "manual", NOW)
    meta = tables(folder)["meta"]
    meta["1"]["records"] = 1
    spoil(folder, tasks=[1, 2], meta=meta)
    restore.restore(used, backup.name, at=NOW)
    assert len(used.everything(Task)) == 20
    used.undo(at=NOW)
    assert tables(folder)["tasks"] == [1, 2]


def test_left_overs_of_a_killed_backup_are_removed(used, folder):
    left = folder / "backups/.unfinished-1"
    left.mkdir(parents=True)
    (left / "remoteos.json").write_text("{}")
    backups.make(used, "manual", NOW)
    assert not left.exists()
