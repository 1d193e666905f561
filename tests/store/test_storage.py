"""The storage under TinyDB, the lock, the places: what the rest stands on."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from tinydb import TinyDB, where

from remoteos.domain.errors import BadInput
from remoteos.store import file as file_module
from remoteos.store import lock as lock_module
from remoteos.store.errors import Busy, CannotCreate, StorageFailure, Unreadable
from remoteos.store.lock import FileLock
from remoteos.store.places import data_root, user_folder
from remoteos.store.storage import AtomicStorage
from tests.store.support import NOW, Task, open_store, records, task, temporary_files

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path):
    return tmp_path / "db.json"


# The storage


def test_it_works_under_plain_tinydb(path):
    with TinyDB(path, storage=AtomicStorage) as db:
        db.insert({"a": 1})
        db.table("other").insert_multiple({"n": n} for n in range(3))
        db.update({"a": 2}, where("a") == 1)
        db.table("other").remove(where("n") == 1)
    with TinyDB(path) as db:
        assert db.all() == [{"a": 2}]
        assert [doc["n"] for doc in db.table("other")] == [0, 2]


def test_a_failed_write_leaves_file_and_memory_as_they_were(path):
    with TinyDB(path, storage=AtomicStorage) as db:
        db.insert({"a": [1]})
        raw = path.read_bytes()
        for bad in (float("nan"), 2**80, "\udc00", object()):
            with pytest.raises(BadInput):
                db.update({"a": bad})
            assert path.read_bytes() == raw
            assert db.all() == [{"a": [1]}]
        endless = []
        endless.append(endless)
        with pytest.raises(BadInput):
            db.insert({"a": endless})
        assert path.read_bytes() == raw


@pytest.mark.parametrize("name", ["write", "fsync", "replace", "open"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EROFS, errno.EACCES])
def test_whatever_the_disk_refuses_nothing_changes(store, folder, monkeypatch, name, number):
    store.commit("Add", put=[task(1)], at=NOW)
    raw, real = (folder / "remoteos.json").read_bytes(), getattr(os, name)

    def refuse(*args, **more):
        if name != "open" or ".tmp-" in str(args[0]):
            raise OSError(number, os.strerror(number))
        return real(*args, **more)

    monkeypatch.setattr(file_module.os, name, refuse)
    with pytest.raises((StorageFailure, CannotCreate)):
        store.commit("Add", put=[task(2)], at=NOW)
    monkeypatch.undo()
    assert (folder / "remoteos.json").read_bytes() == raw
    assert temporary_files(folder) == []
    assert store.all(Task) == (task(1),)
    assert store.commit("Add", put=[task(2)], at=NOW) is not None


def test_an_unconfirmed_rename_is_told_as_such(store, folder, monkeypatch):
    def refuse(_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(file_module, "sync_folder", refuse)
    with pytest.raises(StorageFailure, match="did not confirm"):
        store.commit("Add", put=[task(1)], at=NOW)
    assert store.all(Task) == (task(1),)


def test_left_overs_of_the_dead_are_swept_and_those_of_the_living_are_not(folder):
    open_store(folder).commit("Add", put=[task(1)], at=NOW)
    dead = subprocess.run(
        [sys.executable, "-c", "import os; print(os.getpid())"], capture_output=True, check=True
    )
    for number in (int(dead.stdout), os.getpid(), os.getppid(), "x"):
        (folder / f".remoteos.json.tmp-{number}").touch()
    open_store(folder).commit("Add", put=[task(2)], at=NOW)
    assert temporary_files(folder) == [f".remoteos.json.tmp-{os.getppid()}"]


def test_a_link_is_written_through(folder, tmp_path):
    store = open_store(folder)
    store.commit("Add", put=[task(1)], at=NOW)
    elsewhere = tmp_path / "elsewhere.json"
    (folder / "remoteos.json").rename(elsewhere)
    (folder / "remoteos.json").symlink_to(elsewhere)
    store.commit("Add", put=[task(2)], at=NOW)
    assert (folder / "remoteos.json").is_symlink()
    assert elsewhere.read_bytes() == (folder / "remoteos.json").read_bytes()
    assert len(open_store(folder).all(Task)) == 2


def test_a_folder_behind_a_link_works(folder, tmp_path):
    folder.mkdir(parents=True)
    (tmp_path / "link").symlink_to(folder)
    open_store(tmp_path / "link").commit("Add", put=[task(1)], at=NOW)
    assert len(open_store(folder).all(Task)) == 1


def test_memory_follows_the_file_even_within_a_tick_of_the_clock(path):
    one, other = AtomicStorage(path), AtomicStorage(path)
    for number in range(1000, 1200):
        one.write({"t": {"1": {"n": number}}})
        assert other.load().tables["t"]["1"]["n"] == number


def test_a_file_changed_while_it_is_read_is_not_believed(path, monkeypatch):
    AtomicStorage(path).write({"t": {}})
    real, looks = os.fstat, []

    def fstat(handle):
        looks.append(handle)
        if len(looks) == 2:
            path.write_bytes(b'{"t":{},"u":{}}')
        return real(handle)

    monkeypatch.setattr(file_module.os, "fstat", fstat)
    with pytest.raises(Unreadable, match="writing"):
        AtomicStorage(path).load()


def test_a_folder_in_the_place_of_the_file_is_refused(folder):
    (folder / "remoteos.json").mkdir(parents=True)
    with pytest.raises(StorageFailure, match="not a file"):
        open_store(folder)


def test_an_unreadable_file_is_refused(store, folder, monkeypatch):
    store.commit("Add", put=[task(1)], at=NOW)

    def refuse(*_, **__):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(StorageFailure, match="Permission denied"):
        open_store(folder)


# The lock


def holder(folder):
    """Start a process that holds the lock until its input ends."""
    code = (
        "import sys; from pathlib import Path; from remoteos.store.lock import FileLock\n"
        "FileLock(Path(sys.argv[1])).acquire(); print('held', flush=True); sys.stdin.read()"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(folder / "remoteos.lock")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert process.stdout.readline() == b"held\n"
    return process


def test_a_writer_gives_up_on_a_lock_that_stays_and_a_reader_needs_none(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    store.lock.patience_s = 0.05
    with holder(folder) as process:
        before = records(folder)
        with pytest.raises(Busy, match="Nothing was changed"):
            store.commit("Add", put=[task(2)], at=NOW)
        assert open_store(folder).all(Task) == (task(1),)
        assert records(folder) == before
        process.kill()
    assert store.commit("Add", put=[task(2)], at=NOW) is not None  # the dead hold nothing


def test_the_lock_may_be_taken_again_by_its_holder_only(tmp_path):
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock", patience_s=0)
    one.acquire()
    one.acquire()
    one.release()
    assert one.held
    with pytest.raises(Busy):
        other.acquire()
    one.release()
    assert not one.held
    other.acquire()
    other.release()


def test_a_lock_file_that_was_removed_keeps_others_out_all_the_same(tmp_path):
    one, other = FileLock(tmp_path / "lock"), FileLock(tmp_path / "lock", patience_s=0)
    one.acquire()
    (tmp_path / "lock").unlink()
    one.release()
    other.acquire()
    assert (tmp_path / "lock").exists()


def test_a_lock_that_the_system_cannot_give_is_a_failure(tmp_path, monkeypatch):
    def refuse(_):
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr(lock_module, "_lock", refuse)
    with pytest.raises(StorageFailure, match="No locks"):
        FileLock(tmp_path / "lock").acquire()


# The places


def test_the_data_lie_where_the_environment_says_or_the_platform(tmp_path):
    assert data_root({"REMOTEOS_DATA": str(tmp_path)}) == tmp_path
    assert data_root({}).name == "remoteos"
    assert user_folder(tmp_path, "me.too_1-x") == tmp_path / "users/me.too_1-x"


@pytest.mark.parametrize("name", ["", ".", "..", ".me", "a/b", "a b", "é", "a" * 65, "a\n", "a\x00"])
def test_names_that_are_no_folders_are_refused(tmp_path, name):
    with pytest.raises(BadInput):
        user_folder(tmp_path, name)


def test_a_data_folder_that_is_a_file_is_refused(tmp_path):
    (tmp_path / "users").write_text("x")
    for folder in (tmp_path / "users", tmp_path / "users/me"):
        with pytest.raises(CannotCreate, match="file"):
            open_store(folder).commit("Add", put=[task(1)], at=NOW)
    assert (tmp_path / "users").read_text() == "x"


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS, errno.ENOSPC])
def test_a_folder_that_cannot_be_made_is_refused(store, monkeypatch, number):
    def refuse(*_, **__):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(CannotCreate, match="Nothing was written"):
        store.commit("Add", put=[task(1)], at=NOW)


def test_importing_and_reading_load_nothing_heavy(tmp_path):
    code = (
        "import sys, datetime; from pathlib import Path; from remoteos.store.store import Store\n"
        "Store.open(Path(sys.argv[1]), now=datetime.datetime.now(datetime.UTC), kinds=())\n"
        "heavy = {'hashlib', 'shutil', 'tempfile', 'logging', 'platformdirs', 'textual', 'threading',"
        " 'remoteos.store.backups', 'remoteos.store.archive', 'remoteos.store.merge'}\n"
        "print(sorted(heavy & sys.modules.keys()))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path / "me")],
        capture_output=True,
        check=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
    )
    assert done.stdout.strip() == b"[]"
