"""What a service may rely on when it reads and commits."""

import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from tinydb import TinyDB, where

from remoteos.domain.errors import Ambiguous, BadInput, NotFound
from remoteos.store import archive
from remoteos.store.errors import NewerSchema
from tests.store.support import (
    DAY,
    NOW,
    Event,
    Note,
    Task,
    identity,
    note,
    open_store,
    records,
    spoil,
    tables,
    task,
)


def test_fresh_store_reads_as_empty_and_makes_nothing(store, folder):
    assert store.all(Task) == ()
    assert store.get(Task, identity(1)) is None
    assert store.everything(Task) == ()
    assert store.commits() == ()
    assert store.last_activity() is None
    assert not store.changed()
    assert not folder.exists()


def test_what_is_committed_comes_back_after_a_restart(store, folder):
    given = task(
        1, "Über 日本 🎉", size=2**40, due=NOW.date(), events=(Event(NOW, "a"), Event(NOW + DAY, "b"))
    )
    commit = store.commit("Add a task", put=[given, note(2)], at=NOW)
    assert (commit.label, commit.at, commit.tables) == ("Add a task", NOW, ("tasks", "notes"))
    again = open_store(folder)
    assert again.all(Task) == (given,)
    assert again.get(Task, given.id) == given
    assert again.all(Note) == (note(2),)
    assert again.last_activity() == NOW


def test_committing_the_same_again_writes_nothing(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    before = (folder / "remoteos.json").stat()
    assert store.commit("Add", put=[task(1)], at=NOW + DAY) is None
    assert store.commit("Nothing", at=NOW) is None
    assert store.commit("Gone", delete=[task(9)], at=NOW) is None
    after = (folder / "remoteos.json").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert len(store.commits()) == 1


def test_an_equal_instant_in_another_zone_is_kept_as_given(store):
    berlin = datetime(2026, 11, 23, 9, 0, tzinfo=timezone(timedelta(hours=1)))
    store.commit("Add", put=[task(1, events=(Event(berlin),))], at=NOW)
    assert store.get(Task, identity(1)).events[0].at.utcoffset() == timedelta(hours=1)


def test_a_change_sets_updated_at_and_the_stamps_of_its_groups(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    store.commit("Close", put=[replace(task(1), state="done", closed_at=NOW)], at=NOW + DAY)
    doc = tables(folder)["tasks"]["1"]
    assert doc["updated_at"] == "2026-11-24T08:00:00Z"
    assert doc["stamps"] == {"state": "2026-11-24T08:00:00Z"}
    assert store.get(Task, identity(1)).updated_at == NOW + DAY


def test_updated_at_never_goes_back_with_the_clock(store):
    store.commit("Add", put=[task(1, at=NOW)], at=NOW)
    store.commit("Edit", put=[replace(task(1), title="x")], at=NOW - DAY)
    assert store.get(Task, identity(1)).updated_at == NOW


def test_unknown_keys_and_tables_of_a_newer_version_survive_a_commit(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    doc = {**tables(folder)["tasks"]["1"], "mine": {"a": [1, 2]}}
    spoil(folder, tasks={"1": doc}, my_own={"1": {"x": 1}})
    store.commit("Edit", put=[replace(task(1), title="new")], at=NOW)
    assert tables(folder)["tasks"]["1"]["mine"] == {"a": [1, 2]}
    assert tables(folder)["my_own"] == {"1": {"x": 1}}


def test_the_last_put_of_a_record_in_one_commit_counts(store):
    store.commit("Both", put=[task(1, "a"), task(1, "b")], at=NOW)
    assert [each.title for each in store.all(Task)] == ["b"]
    assert store.commit("Come and go", put=[task(2)], delete=[task(2)], at=NOW) is None


def test_a_deleted_record_leaves_a_tombstone_which_goes_when_it_comes_back(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    store.commit("Delete", delete=[task(1)], at=NOW + DAY)
    assert store.get(Task, identity(1)) is None
    assert list(tables(folder)["tombstones"].values()) == [
        {"id": identity(1), "table": "tasks", "deleted_at": "2026-11-24T08:00:00Z"}
    ]
    store.commit("Again", put=[task(1)], at=NOW + 2 * DAY)
    assert not tables(folder).get("tombstones")


@pytest.mark.parametrize("value", [float("nan"), float("inf"), float("-inf")])
def test_numbers_json_does_not_know_are_refused(store, folder, value):
    store.commit("Add", put=[note(1)], at=NOW)
    raw = (folder / "remoteos.json").read_bytes()
    with pytest.raises(BadInput):
        store.commit("Bad", put=[note(2), replace(note(1), weight=value)], at=NOW)
    assert (folder / "remoteos.json").read_bytes() == raw


@pytest.mark.parametrize(("field", "value"), [("size", 2**70), ("title", "\ud800")])
def test_values_that_would_not_come_back_are_refused(store, field, value):
    with pytest.raises(BadInput):
        store.commit("Bad", put=[replace(task(1), **{field: value})], at=NOW)
    assert store.all(Task) == ()


def test_another_process_commit_is_seen(store, folder):
    other = open_store(folder)
    other.commit("Add", put=[task(1)], at=NOW)
    assert store.changed()
    assert store.all(Task) == (task(1),)
    assert not store.changed()
    seen = other.version
    assert seen == store.version
    store.commit("Add", put=[task(2)], at=NOW)
    assert other.changed()
    assert other.version == seen  # what was last read, until the next reading
    assert len(other.all(Task)) == 2
    assert other.version != seen


def test_a_commit_builds_on_what_others_wrote(store, folder):
    other = open_store(folder)
    for number in range(10):
        (store, other)[number % 2].commit("Add", put=[task(number)], at=NOW)
    assert len(store.all(Task)) == len(other.all(Task)) == 10


def test_locked_keeps_reading_and_committing_together(store, folder):
    with store.locked():
        count = len(store.all(Task))
        with store.locked():
            store.commit("Add", put=[task(count)], at=NOW)
        store.commit("Add", put=[task(count + 1)], at=NOW)
    assert len(open_store(folder).all(Task)) == 2


def test_plain_tinydb_opens_the_file(store, folder):
    store.commit("Add", put=[task(1), task(2)], at=NOW)
    with TinyDB(folder / "remoteos.json") as db:
        table = db.table("tasks")
        assert {doc.doc_id for doc in table} == {1, 2}
        table.update({"title": "by hand"}, where("id") == identity(1))
        table.insert({**table.get(doc_id=2), "id": identity(3)})
    assert [each.title for each in store.all(Task)] == ["by hand", "Task 2", "Task 2"]
    store.commit("Add", put=[task(4)], at=NOW)
    assert len(store.all(Task)) == 4


def test_a_file_without_meta_is_taken_over(folder):
    folder.mkdir(parents=True)
    with TinyDB(folder / "remoteos.json") as db:
        db.table("my_own").insert({"x": 1})
    store = open_store(folder)
    store.commit("Add", put=[task(1)], at=NOW)
    assert tables(folder)["meta"]["1"]["schema"] == 1
    assert tables(folder)["my_own"] == {"1": {"x": 1}}


def test_equal_contents_are_equal_bytes(store, folder, tmp_path):
    store.commit("Add", put=[task(1), note(2)], at=NOW)
    other = open_store(tmp_path / "other")
    other.commit("Add", put=[task(1), note(2)], at=NOW)
    assert (folder / "remoteos.json").read_bytes() == (tmp_path / "other/remoteos.json").read_bytes()
    assert list(records(folder)) == ["notes", "tasks"]


# Finding


def test_find_by_beginning_end_case_and_dashes(store):
    store.commit("Add", put=[task(1), task(2)], at=NOW)
    whole = identity(1)
    for part in (whole, whole[:4], whole[-4:].upper(), whole[:13], whole.replace("-", ""), f" {whole[-6:]} "):
        assert store.find(Task, part).id == whole


def test_find_refuses_what_is_unknown_too_short_or_ambiguous(store):
    alike = [replace(task(n, f"T{n}"), id=f"0192aaaa-0000-7000-8000-00000000{n:04}") for n in range(1, 9)]
    store.commit("Add", put=alike, at=NOW)
    with pytest.raises(BadInput):
        store.find(Task, "019")
    with pytest.raises(NotFound):
        store.find(Task, "ffff")
    with pytest.raises(Ambiguous, match=r"0001 T1, .* and 3 more"):
        store.find(Task, "0192aaaa")
    assert store.find(Task, "0007").title == "T7"


def test_short_ids_are_the_shortest_endings_that_tell_apart(store):
    ends = ["aa0001", "bb0001", "cc0002"]
    put = [replace(task(1), id=f"0192aaaa-0000-7000-8000-000000{end}") for end in ends]
    store.commit("Add", put=put, at=NOW)
    assert [store.short_id(each) for each in put] == ["a0001", "b0001", "0002"]
    for each in put:
        assert store.find(Task, store.short_id(each)) == each
    stranger = replace(task(1), id="0192aaaa-0000-7000-8000-000000dd0002")
    assert store.short_id(stranger) == "d0002"


# Bad records


def test_bad_records_are_told_left_out_and_left_alone(store, folder):
    store.commit("Add", put=[task(n) for n in range(1, 8)], at=NOW)
    docs = tables(folder)["tasks"]
    docs["2"]["size"] = "big"
    docs["3"] = 7
    docs["x"] = docs.pop("4")
    docs["5"]["events"] = [{"at": "2026-01-01T00:00:00Z"}, {"at": "2026-01-01T00:00:00"}]
    docs["6"]["id"] = identity(1)
    del docs["7"]["title"]
    spoil(folder, tasks=docs, notes=[1, 2])
    found = {(each.table, each.doc_id): (each.path, each.message) for each in store.problems()}
    assert found == {
        ("tasks", "2"): ("size", "expected int"),
        ("tasks", "3"): ("", "expected object"),
        ("tasks", "x"): ("", "the document's key is not a whole number"),
        ("tasks", "5"): ("events[1].at", "expected an instant with an offset"),
        ("tasks", "6"): ("id", "another document has the same id"),
        ("tasks", "7"): ("", "object missing required field title"),
        ("notes", None): ("", "expected an object of documents"),
    }
    assert store.all(Task) == (task(1),)
    store.commit("Add", put=[task(9)], at=NOW)
    after = tables(folder)
    assert {key: after["tasks"][key] for key in docs} == docs
    assert after["notes"] == [1, 2]
    with pytest.raises(BadInput, match="data check"):
        store.commit("Add", put=[note(1)], at=NOW)
    with pytest.raises(BadInput, match="data check"):
        store.commit("Edit", put=[replace(task(2), title="x")], at=NOW)
    with pytest.raises(BadInput, match="data check"):
        store.commit("Delete", delete=[task(2)], at=NOW)


def test_a_newer_schema_is_read_and_never_written(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    meta = tables(folder)["meta"]
    meta["1"]["schema"] = 99
    spoil(folder, meta=meta)
    raw = (folder / "remoteos.json").read_bytes()
    again = open_store(folder)
    assert "newer" in again.read_only
    assert again.all(Task) == (task(1),)
    with pytest.raises(NewerSchema):
        again.commit("Add", put=[task(2)], at=NOW)
    with pytest.raises(NewerSchema):
        again.undo(at=NOW)
    assert (folder / "remoteos.json").read_bytes() == raw


# Who may look


@pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
def test_nobody_else_may_look_whatever_the_umask(folder, umask):
    old = os.umask(umask)
    try:
        store = open_store(folder)
        store.commit("Add", put=[task(1)], at=NOW)
        store.commit("Add", put=[task(2)], at=NOW)
        store.commit(
            "Add", put=[task(3, at=NOW - 200 * DAY, state="done", closed_at=NOW - 200 * DAY)], at=NOW
        )
        archive.run(store, NOW)
    finally:
        os.umask(old)
    for path in folder.parent.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_loosened_rights_are_tightened_at_opening(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    folder.chmod(0o755)
    (folder / "remoteos.json").chmod(0o644)
    open_store(folder)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "remoteos.json").stat().st_mode) == 0o600


def test_utc_is_what_stands_in_the_file(store):
    store.commit("Add", put=[task(1)], at=NOW)
    assert store.commits()[0].at.astimezone(UTC) == NOW
