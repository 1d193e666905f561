"""A check names all that cannot be used; a repair puts it aside without losing a byte."""

import msgspec
import pytest

from remoteos.store import archive, backups
from remoteos.store.check import check, repair
from remoteos.store.errors import StorageFailure
from tests.store.support import (
    DAY,
    NOW,
    Note,
    Task,
    done,
    holds,
    identity,
    note,
    open_store,
    records,
    spoil,
    tables,
    task,
)


@pytest.fixture
def bad(store, folder):
    """A folder with every sort of bad thing in the live file."""
    store.commit("Add", put=[task(n) for n in range(1, 7)], at=NOW)
    docs = tables(folder)["tasks"]
    docs["2"]["size"] = "big"
    docs["3"] = 7
    docs["x"] = docs.pop("4")
    docs["y"] = {**docs["5"]}
    spoil(folder, tasks=docs, notes=[1, 2], conflicts="?", quarantine=5, other={"z": {"a": 1}})
    return folder


def test_a_sound_folder_checks_clean(store):
    assert check(store).ok
    store.commit("Add", put=[task(1)], at=NOW)
    store.commit("Add", put=[done(2, NOW - 300 * DAY)], at=NOW)
    archive.run(store, NOW)
    report = check(store)
    assert report.ok
    assert report.good_backups == 2
    assert (report.conflicts, report.quarantined) == (0, 0)
    assert repair(store, at=NOW) is None


def test_a_check_names_each_with_its_place(bad):
    report = check(open_store(bad))
    assert not report.ok
    assert {str(each) for each in report.problems} == {
        "remoteos.json: tasks[2].size: expected int",
        "remoteos.json: tasks[3]: expected object",
        "remoteos.json: tasks[x]: the document's key is not a whole number",
        "remoteos.json: tasks[y]: the document's key is not a whole number",
        "remoteos.json: notes: expected an object of documents",
        "remoteos.json: conflicts: expected an object of documents",
        "remoteos.json: quarantine: expected an object of documents",
        "remoteos.json: other[z]: the document's key is not a whole number",
    }


def test_a_repair_keeps_everything_and_makes_the_file_usable(bad):
    store, before = open_store(bad), tables(bad)
    raw = (bad / "remoteos.json").read_bytes()
    repair(store, at=NOW)
    assert check(store).ok
    assert {each.id for each in store.all(Task)} == {identity(n) for n in (1, 4, 5, 6)}
    kept = [doc["content"] for doc in tables(bad)["quarantine"].values()]
    for content in (before["tasks"]["2"], 7, before["tasks"]["y"], [1, 2], "?", 5):
        assert content in kept
    assert tables(bad)["other"] == {"1": {"a": 1}}
    assert holds(bad, raw)  # in the backup made first
    store.commit("Add", put=[note(1)], at=NOW)
    assert len(store.all(Note)) == 1
    assert repair(store, at=NOW) is None


def test_a_repair_can_be_undone(bad):
    store = open_store(bad)
    before = {name: msgspec.json.decode(raw) for name, raw in records(bad).items()}
    repair(store, at=NOW)
    store.undo(at=NOW)
    after = {name: msgspec.json.decode(raw) for name, raw in records(bad).items()}
    assert after["notes"] == before["notes"]
    assert after["tasks"] == before["tasks"]
    assert after["other"] == before["other"]


def test_a_repair_needs_its_backup(bad, monkeypatch):
    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_write", refuse)
    raw = (bad / "remoteos.json").read_bytes()
    with pytest.raises(StorageFailure):
        repair(open_store(bad), at=NOW)
    assert (bad / "remoteos.json").read_bytes() == raw


def test_a_spoilt_journal_is_reported_and_repaired(store, folder):
    store.commit("One", put=[task(1)], at=NOW)
    store.commit("Two", put=[task(2)], at=NOW)
    journal = tables(folder)["commits"]
    journal["1"]["changes"] = 3
    spoil(folder, commits=journal)
    assert [str(each) for each in check(store).problems] == [
        "remoteos.json: commits[1]: cannot be read; undo passes over it"
    ]
    spoil(folder, commits=[])
    assert repair(store, at=NOW) is not None
    assert check(store).ok


@pytest.fixture
def years(store):
    store.commit("Add", put=[done(n, NOW - n * 100 * DAY) for n in range(2, 12)], at=NOW)
    archive.run(store, NOW)
    return store


def test_bad_records_of_a_year_go_into_its_own_quarantine(years, folder):
    path = folder / "archive/2025.json"
    content = msgspec.json.decode(path.read_bytes())
    key = next(iter(content["tasks"]))
    content["tasks"][key]["size"] = "?"
    path.write_bytes(msgspec.json.encode(content))
    (problem,) = check(years).problems
    assert (problem.file, problem.path) == ("archive/2025.json", "size")
    repair(years, at=NOW)
    assert check(years).ok
    (kept,) = msgspec.json.decode(path.read_bytes())["quarantine"].values()
    assert kept["content"] == content["tasks"][key]


def test_a_damaged_year_comes_back_from_the_newest_backup_that_has_it(years, folder):
    everything = set(years.everything(Task))
    backups.make(years, "manual", NOW)
    (folder / "archive/2025.json").write_bytes(b"oops")
    assert len(check(years).damaged) == 1
    repair(years, at=NOW)
    assert check(years).ok
    assert set(years.everything(Task)) == everything
    assert holds(folder, b"oops")


def test_a_damaged_year_without_a_backup_is_put_out_of_the_way(years, folder):
    import shutil

    shutil.rmtree(folder / "backups")
    (folder / "archive/2025.json").write_bytes(b"oops")
    repair(years, at=NOW)
    assert check(years).ok
    assert [path.read_bytes() for path in (folder / "archive/damaged").iterdir()] == [b"oops"]
    assert years.everything(Task)
