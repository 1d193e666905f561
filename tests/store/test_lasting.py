"""A program that stays open loses nothing of what it shows, whatever happens to the file under it."""

import shutil
from pathlib import Path

import pytest

from remoteos.domain.errors import NotFound
from remoteos.store import damage, restore
from remoteos.store.errors import Damaged, NewerSchema, StorageFailure
from remoteos.store.file import DataFile
from remoteos.store.lasting import LastingStore
from remoteos.store.store import Store
from tests.store.support import DAY, KINDS, NOW, Task, holds, open_store, spoil, task


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(damage, "_RETRIES_S", (0.0, 0.0))


@pytest.fixture
def used(folder: Path) -> Path:
    """A folder with thirty records, and a backup of them."""
    store = open_store(folder)
    store.commit("Add", put=[task(n) for n in range(30)], at=NOW)
    store.commit("Add", put=[task(30)], at=NOW + DAY)
    return folder


def lasting(folder: Path) -> LastingStore:
    store = LastingStore.open(folder, now=NOW, kinds=KINDS)
    assert isinstance(store, LastingStore)
    return store


def spoil_file(folder: Path) -> bytes:
    raw = b"\x00 garbage \xff" * 7
    (folder / "remoteos.json").write_bytes(raw)
    return raw


def test_it_reads_and_writes_as_any_store(folder: Path) -> None:
    store = lasting(folder)
    assert store.all(Task) == ()
    store.commit("Add", put=[task(1)], at=NOW)
    open_store(folder).commit("Add", put=[task(2)], at=NOW)
    assert [one.title for one in store.all(Task)] == ["Task 1", "Task 2"]
    assert store.trouble is None
    assert store.remembered is None


def test_garbage_over_the_file_changes_nothing_that_is_shown(used: Path) -> None:
    store = lasting(used)
    raw = spoil_file(used)
    assert store.changed()
    assert len(store.all(Task)) == 31
    assert "kept as remoteos.damaged-" in str(store.trouble)
    assert "30 records: run `remoteos data restore`" in str(store.trouble)
    assert holds(used, raw)
    with pytest.raises(Damaged):
        store.commit("Add", put=[task(40)], at=NOW + DAY)
    with pytest.raises(Damaged):
        store.undo(at=NOW + DAY)
    assert len(store.all(Task)) == 31


def test_a_damaged_file_is_examined_once(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = lasting(used)
    spoil_file(used)
    store.view()
    looks = []
    monkeypatch.setattr(DataFile, "load", lambda self: looks.append(1))
    assert not store.changed()
    assert len(store.all(Task)) == 31
    assert not looks


def test_what_was_shown_is_put_back(used: Path) -> None:
    store = lasting(used)
    raw = spoil_file(used)
    store.view()
    done = restore.put_back(store)
    assert (done.records, done.changed) == (31, True)
    assert store.trouble is None
    assert len(open_store(used).all(Task)) == 31
    assert [commit.label for commit in open_store(used).commits()] == ["Add", "Add"]
    assert holds(used, raw)
    store.commit("Add", put=[task(40)], at=NOW + DAY)
    assert len(open_store(used).all(Task)) == 32


def test_a_backup_can_be_restored_in_its_place(used: Path) -> None:
    store = lasting(used)
    spoil_file(used)
    store.view()
    done = restore.restore(store, at=NOW + DAY)
    assert done.records == 30
    assert store.trouble is None
    assert len(store.all(Task)) == 30


def test_what_another_process_restores_is_shown(used: Path) -> None:
    store = lasting(used)
    spoil_file(used)
    store.view()
    restore.restore(Store.restoring(used, now=NOW, kinds=KINDS), at=NOW + DAY)
    assert len(store.all(Task)) == 30
    assert store.trouble is None
    with pytest.raises(NotFound):
        restore.put_back(store)


def test_a_folder_that_is_gone_is_a_loss_and_no_new_start(used: Path) -> None:
    store = lasting(used)
    shutil.rmtree(used)
    assert len(store.all(Task)) == 31
    assert "it is missing" in str(store.trouble)
    assert not used.exists()
    with pytest.raises(Damaged):
        store.commit("Add", put=[task(40)], at=NOW)
    assert restore.put_back(store).records == 31
    assert len(open_store(used).all(Task)) == 31


def test_it_opens_on_a_damaged_file(used: Path) -> None:
    spoil_file(used)
    store = lasting(used)
    assert store.all(Task) == ()
    assert "damaged" in str(store.damaged)
    assert store.remembered is None
    with pytest.raises(NotFound):
        restore.put_back(store)
    restore.restore(store, at=NOW + DAY)
    assert len(store.all(Task)) == 30


def test_it_begins_anew_where_that_is_wished(used: Path) -> None:
    raw = spoil_file(used)
    store = lasting(used)
    restore.start_afresh(store, at=NOW + DAY)
    assert store.trouble is None
    store.commit("Add", put=[task(1)], at=NOW + DAY)
    assert len(store.all(Task)) == 1
    assert holds(used, raw)


def test_nothing_remembered_is_lost_when_putting_back_fails(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = lasting(used)
    spoil_file(used)
    store.view()

    def full(*_: object) -> None:
        raise StorageFailure("No room. Nothing was changed.")

    with monkeypatch.context() as patch:
        patch.setattr(DataFile, "_put", full)
        with pytest.raises(StorageFailure):
            restore.put_back(store)
    assert len(store.all(Task)) == 31
    assert restore.put_back(store).records == 31


def test_a_file_out_of_reach_is_waited_for(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = lasting(used)
    with monkeypatch.context() as patch:

        def refuse(self: DataFile) -> None:
            raise StorageFailure("Cannot read it: permission denied. Nothing was changed.")

        patch.setattr(DataFile, "signature", refuse)
        assert not store.changed()
        assert len(store.all(Task)) == 31
        assert "permission denied" in str(store.trouble)
        assert store.remembered is None
        with pytest.raises(StorageFailure):
            store.commit("Add", put=[task(40)], at=NOW)
    assert not store.changed()
    assert store.trouble is None
    store.commit("Add", put=[task(40)], at=NOW)


def test_a_version_that_cannot_be_read_leaves_the_one_before(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = lasting(used)
    open_store(used).commit("Add", put=[task(31)], at=NOW)
    with monkeypatch.context() as patch:

        def refuse(self: DataFile) -> None:
            raise StorageFailure("Cannot read it: input/output error. Nothing was changed.")

        patch.setattr(DataFile, "_load", refuse)
        assert len(store.all(Task)) == 31
        assert "input/output" in str(store.trouble)
    assert len(store.all(Task)) == 32
    assert store.trouble is None


def test_at_the_start_a_file_out_of_reach_is_an_error(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: DataFile) -> None:
        raise StorageFailure("Cannot read it. Nothing was changed.")

    monkeypatch.setattr(DataFile, "signature", refuse)
    with pytest.raises(StorageFailure):
        lasting(used)


def test_what_a_newer_version_wrote_is_not_put_back(used: Path) -> None:
    from tests.store.support import tables

    meta = tables(used)["meta"]["1"]
    spoil(used, meta={"1": {**meta, "schema": 99}})
    store = lasting(used)
    assert store.read_only
    spoil_file(used)
    assert len(store.all(Task)) == 31
    with pytest.raises(NewerSchema):
        restore.put_back(store)
