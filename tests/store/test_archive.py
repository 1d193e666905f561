"""Old records move out of the way, and come when they are called."""

import contextlib
from dataclasses import replace

import msgspec
import pytest
from tinydb import TinyDB

from remoteos.store import archive, check, reading
from remoteos.store.errors import Damaged
from remoteos.store.file import DataFile
from tests.store.support import DAY, KINDS, NOW, Note, Task, done, identity, note, open_store, tables, task


@pytest.fixture
def years(store):
    """Ten years, a task every ten days, archived."""
    store.commit("Add", put=[done(n, NOW - n * 10 * DAY) for n in range(365)], at=NOW)
    store.commit("Add", put=[task(500, at=NOW - 2000 * DAY), note(1)], at=NOW)
    archive.run(store, NOW)
    return store


def archived(folder, year):
    return msgspec.json.decode((folder / f"archive/{year}.json").read_bytes())


def test_what_settled_before_the_window_moves_to_its_year(years, folder):
    live = {each.id for each in years.all(Task)}
    assert live == {identity(n) for n in range(11)} | {identity(500)}
    assert sorted(path.stem for path in (folder / "archive").glob("*.json")) == [
        str(y) for y in range(2016, 2027)
    ]
    for year in range(2016, 2027):
        for doc in archived(folder, year)["tasks"].values():
            assert doc["closed_at"].startswith(str(year))
    with TinyDB(folder / "archive/2024.json") as db:
        assert len(db.table("tasks")) > 30


def test_everything_is_still_there_once(years):
    found = years.everything(Task)
    assert len(found) == len({each.id for each in found}) == 366
    assert years.get(Task, identity(300)).title == "Task 300"
    assert years.find(Task, identity(300)[-8:]).title == "Task 300"
    assert years.problems() == ()


def test_since_reads_the_years_that_may_matter_and_no_others(years, folder):
    for year in range(2016, 2026):
        (folder / f"archive/{year}.json").write_bytes(b"never read")
    found = {each.id for each in years.since(Task, (NOW - 200 * DAY).date())}
    assert found >= {identity(n) for n in range(21)}


def test_nothing_that_asks_for_live_data_opens_the_archive(years, folder, monkeypatch):
    def refuse(self, year):
        raise AssertionError(f"opened {year}")

    monkeypatch.setattr(archive.Archive, "view", refuse)
    store = open_store(folder)
    store.all(Task)
    store.get(Task, identity(3))
    store.find(Task, identity(3))
    store.since(Task, (NOW - 90 * DAY).date())
    store.commit("Add", put=[task(900)], at=NOW)
    store.commit("Edit", put=[replace(task(900), title="x")], delete=[task(500)], at=NOW)
    store.undo(at=NOW)
    with pytest.raises(AssertionError, match="opened"):
        store.since(Task, (NOW - 110 * DAY).date())


def test_an_archived_record_can_be_edited_and_goes_back_changed(years, folder):
    old = years.get(Task, identity(50))
    years.commit("Edit", put=[replace(old, title="Edited")], at=NOW)
    assert years.get(Task, old.id).title == "Edited"
    assert [each.title for each in years.everything(Task) if each.id == old.id] == ["Edited"]
    archive.run(years, NOW + DAY)
    assert old.id not in {each.id for each in years.all(Task)}
    assert years.get(Task, old.id).title == "Edited"
    assert len(years.everything(Task)) == 366


def test_a_record_that_settles_in_another_year_leaves_the_old_one(years, folder):
    old = years.get(Task, identity(200))
    moved = replace(old, closed_at=NOW - 800 * DAY)
    years.commit("Edit", put=[moved], at=NOW)
    archive.run(years, NOW)
    holding = [
        year
        for year in range(2016, 2027)
        if any(doc["id"] == old.id for doc in archived(folder, year)["tasks"].values())
    ]
    assert holding == [(NOW - 800 * DAY).year]


def test_a_back_dated_record_of_today_is_found_again(store):
    store.commit("Log", put=[replace(done(1, NOW - 300 * DAY), created_at=NOW)], at=NOW)
    archive.run(store, NOW)
    old = store.get(Task, identity(1))
    assert old is not None
    store.commit("Edit", put=[replace(old, title="Edited")], at=NOW)
    store.undo(at=NOW)
    assert store.everything(Task) == (old,)


def test_deleting_hides_an_archived_record_and_the_next_run_removes_it(years, folder):
    old = years.get(Task, identity(100))
    years.commit("Delete", delete=[old], at=NOW)
    assert years.get(Task, old.id) is None
    assert len(years.everything(Task)) == 365
    archive.run(years, NOW + DAY)
    raw = (folder / f"archive/{old.closed_at.year}.json").read_bytes()
    assert old.id.encode() not in raw
    archive.run(years, NOW + 400 * DAY)
    assert tables(folder)["tombstones"] == {}


@pytest.mark.parametrize("call", range(1, 12))
def test_a_crash_in_between_loses_nothing(folder, monkeypatch, call):
    store = open_store(folder)
    store.commit("Add", put=[done(n, NOW - n * 100 * DAY) for n in range(12)], at=NOW)
    before = set(store.everything(Task))
    real, count = DataFile.replace, [0]

    def crash(self, content):
        count[0] += 1
        if count[0] == call:
            raise KeyboardInterrupt
        return real(self, content)

    monkeypatch.setattr(DataFile, "replace", crash)
    with contextlib.suppress(KeyboardInterrupt):
        archive.run(store, NOW)
    monkeypatch.undo()
    again = open_store(folder)
    assert set(again.everything(Task)) == before
    archive.run(again, NOW)
    assert set(again.everything(Task)) == before
    assert len(again.everything(Task)) == 12
    assert len(again.all(Task)) == 2


def test_the_first_commit_of_a_month_archives_what_is_due(store):
    store.commit("Add", put=[done(n, NOW - n * DAY) for n in range(140)], at=NOW)
    store.commit("Add", put=[task(500)], at=NOW)  # the second: there was something to back up
    assert len(store.all(Task)) == 102
    assert len(store.everything(Task)) == 141
    store.commit("Later", put=[task(501)], at=NOW + 20 * DAY)
    assert len(store.all(Task)) == 103  # not again within the month
    store.commit("Later", put=[task(502)], at=NOW + 40 * DAY)
    assert len(store.all(Task)) < 70
    assert len(store.everything(Task)) == 143


def test_a_damaged_year_is_set_aside_and_the_others_go_on(years, folder):
    (folder / "archive/2020.json").write_bytes(b"oops")
    for _ in range(2):
        with pytest.raises(Damaged, match=r"archive of 2020.*data restore"):
            years.everything(Task)
    assert [path.read_bytes() for path in (folder / "archive").glob("2020.damaged-*")] == [b"oops"]
    assert years.get(Task, identity(30)) is not None
    assert years.all(Task)
    assert years.since(Task, NOW.replace(year=2022).date())
    assert years.commit("Add", put=[task(900)], at=NOW) is not None
    report = check.check(years)
    assert not report.ok
    assert len(report.damaged) == 1


def test_may_hold_looks_at_what_the_file_knows(years):
    assert not reading.may_hold(years, NOW)
    assert reading.may_hold(years, NOW - 110 * DAY)
    assert not reading.may_be_archived(years, (NOW - 90 * DAY).date())


def test_notes_that_never_settle_stay(years):
    assert years.all(Note) == (note(1),)
    assert not archive.due(years, NOW)
    assert [kind.TABLE for kind in KINDS] == ["tasks", "notes"]
