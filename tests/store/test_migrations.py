"""An older file is read at once, written only after a backup, and says what happened to it."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from remoteos.store import backups
from remoteos.store.errors import StorageFailure
from remoteos.store.layout import SCHEMA
from remoteos.store.migrations import MIGRATIONS, migrated
from tests.store.support import DAY, NOW, Note, Task, done, identity, open_store, spoil, tables, task

FIXTURES = Path(__file__).parent / "fixtures"


def rename_heading(tables_):
    """Schema 2 calls a task's heading its title."""
    tasks = {
        key: {("title" if name == "heading" else name): value for name, value in doc.items()}
        for key, doc in tables_.get("tasks", {}).items()
    }
    return {**tables_, "tasks": tasks}


def add_weight(tables_):
    """Schema 3 gives every note a weight."""
    notes = {key: {**doc, "weight": 1.0} for key, doc in tables_.get("notes", {}).items()}
    return {**tables_, "notes": notes}


STEPS = (rename_heading, add_weight)


@pytest.fixture
def old(store, folder):
    store.commit("Add", put=[task(1), task(2)], at=NOW)
    docs = {
        key: {("heading" if name == "title" else name): value for name, value in doc.items()}
        for key, doc in tables(folder)["tasks"].items()
    }
    spoil(folder, tasks=docs)
    return folder


def test_there_is_a_step_for_each_schema_and_a_fixture_of_it():
    assert len(MIGRATIONS) + 1 == SCHEMA
    assert {path.name for path in FIXTURES.glob("schema-*.json")} == {
        f"schema-{number}.json" for number in range(1, SCHEMA + 1)
    }


@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("schema-*.json")), ids=lambda path: path.stem)
def test_files_of_every_schema_open_and_go_on(folder, fixture):
    folder.mkdir(parents=True)
    shutil.copy(fixture, folder / "remoteos.json")
    store = open_store(folder)
    assert store.problems() == ()
    assert store.read_only is None
    assert [each.title for each in store.all(Task)] == ["Write the plan", "Ask for a review"]
    assert [each.text for each in store.all(Note)] == ["Ünïcode 日本"]
    assert [each.label for each in store.commits()] == ["Start", "Close"]
    store.commit("Add", put=[task(1)], at=NOW)
    assert tables(folder)["meta"]["1"]["schema"] == SCHEMA
    store.undo(at=NOW)
    store.undo(at=NOW)
    assert {each.state for each in store.all(Task)} == {"open"}


def test_reading_an_older_file_changes_nothing(old):
    raw = (old / "remoteos.json").read_bytes()
    store = open_store(old, migrations=STEPS)
    assert [each.title for each in store.all(Task)] == ["Task 1", "Task 2"]
    assert (old / "remoteos.json").read_bytes() == raw


def test_the_first_commit_migrates_after_a_backup_and_records_it(old):
    raw = (old / "remoteos.json").read_bytes()
    store = open_store(old, migrations=STEPS)
    store.commit("Edit", put=[replace(task(1), title="new")], at=NOW)
    meta = tables(old)["meta"]["1"]
    assert meta["schema"] == 3
    assert [each["to"] for each in meta["migrations"]] == [2, 3]
    assert {each["at"] for each in meta["migrations"]} == {"2026-11-23T08:00:00Z"}
    (backup,) = (each for each in backups.list_backups(store) if each.reason == "migration")
    assert (backup.path / "remoteos.json").read_bytes() == raw
    assert [each.label for each in store.commits()] == ["Edit"]  # earlier versions are of a schema gone by
    again = open_store(old, migrations=STEPS)
    assert {each.title for each in again.all(Task)} == {"new", "Task 2"}
    again.commit("Edit", put=[replace(task(2), title="new")], at=NOW + DAY)
    assert tables(old)["meta"]["1"]["migrations"] == meta["migrations"]


def test_without_the_backup_there_is_no_migration(old, monkeypatch):
    raw = (old / "remoteos.json").read_bytes()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_write", refuse)
    store = open_store(old, migrations=STEPS)
    with pytest.raises(StorageFailure):
        store.commit("Edit", put=[replace(task(1), title="new")], at=NOW)
    assert (old / "remoteos.json").read_bytes() == raw


def test_archived_years_are_migrated_as_they_are_read(folder):
    from remoteos.store import archive

    store = open_store(folder)
    store.commit("Add", put=[done(1, NOW - 300 * DAY), task(2)], at=NOW)
    archive.run(store, NOW)
    path = next((folder / "archive").glob("*.json"))
    path.write_bytes(path.read_bytes().replace(b'"title"', b'"heading"'))
    again = open_store(folder, migrations=STEPS)
    assert again.get(Task, identity(1)).title == "Task 1"


def test_a_step_is_taken_once():
    assert migrated({"tasks": {"1": {"heading": "a"}}}, 1, STEPS)["tasks"] == {"1": {"title": "a"}}
    assert migrated({"tasks": {"1": {"heading": "a"}}}, 2, STEPS)["tasks"] == {"1": {"heading": "a"}}
    assert migrated({}, 3, STEPS) == {}
