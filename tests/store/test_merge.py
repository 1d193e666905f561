"""Two copies that went their own ways come together: the later word counts, and none is lost."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.errors import BadInput
from remoteos.store import archive, backups
from remoteos.store.errors import NewerSchema, StorageFailure
from remoteos.store.export import export
from remoteos.store.merge import merge
from tests.store.support import (
    DAY,
    NOW,
    Note,
    Task,
    done,
    identity,
    note,
    open_store,
    records,
    spoil,
    tables,
    task,
)


@pytest.fixture
def copies(tmp_path):
    """Two stores that begin with the same three tasks and a note."""
    stores = open_store(tmp_path / "ours"), open_store(tmp_path / "theirs")
    for store in stores:
        store.commit("Add", put=[task(1), task(2), task(3), note(1)], at=NOW)
    return stores


def test_changes_to_different_fields_both_count(copies):
    ours, theirs = copies
    ours.commit("Title", put=[replace(task(1), title="Ours")], at=NOW + DAY)
    theirs.commit("Close", put=[replace(task(1), state="done", closed_at=NOW)], at=NOW + 2 * DAY)
    result = merge(ours, theirs.folder, at=NOW + 3 * DAY)
    assert (result.added, result.changed, result.deleted, result.conflicts) == (0, 1, 0, [])
    joined = ours.get(Task, identity(1))
    assert (joined.title, joined.state, joined.closed_at) == ("Ours", "done", NOW)
    assert joined.updated_at == NOW + 2 * DAY


def test_of_two_changes_to_one_field_the_later_counts_and_the_other_is_kept(copies, tmp_path):
    ours, theirs = copies
    ours.commit("Title", put=[replace(task(1), title="Earlier")], at=NOW + DAY)
    theirs.commit("Title", put=[replace(task(1), title="Later")], at=NOW + 2 * DAY)
    result = merge(ours, theirs.folder, at=NOW + 3 * DAY)
    assert ours.get(Task, identity(1)).title == "Later"
    (conflict,) = result.conflicts
    assert (conflict.table, conflict.group, conflict.kept) == ("tasks", "title", "theirs")
    (kept,) = tables(ours.folder)["conflicts"].values()
    assert kept["ours"] == {"title": "Earlier"}


def test_a_group_is_taken_whole(copies):
    ours, theirs = copies
    ours.commit("Close", put=[replace(task(1), state="done", closed_at=NOW)], at=NOW + DAY)
    theirs.commit("Drop", put=[replace(task(1), state="dropped")], at=NOW + 2 * DAY)
    merge(ours, theirs.folder, at=NOW + 3 * DAY)
    joined = ours.get(Task, identity(1))
    assert (joined.state, joined.closed_at) == ("dropped", None)


def test_deleted_later_than_changed_is_deleted_and_changed_later_survives(copies):
    ours, theirs = copies
    theirs.commit("Delete", delete=[task(1), task(2)], at=NOW + DAY)
    ours.commit("Edit", put=[replace(task(2), title="Still wanted")], at=NOW + 2 * DAY)
    result = merge(ours, theirs.folder, at=NOW + 3 * DAY)
    assert result.deleted == 1
    assert {each.title for each in ours.all(Task)} == {"Still wanted", "Task 3"}
    merge(theirs, ours.folder, at=NOW + 3 * DAY)
    assert {each.title for each in theirs.all(Task)} == {"Still wanted", "Task 3"}
    assert [doc["id"] for doc in tables(theirs.folder)["tombstones"].values()] == [identity(1)]


def test_merging_is_one_undoable_commit_with_a_backup_and_twice_is_nothing(copies):
    ours, theirs = copies
    theirs.commit("Add", put=[task(9), replace(task(1), title="x")], delete=[task(2)], at=NOW + DAY)
    before = records(ours.folder)
    assert merge(ours, theirs.folder, at=NOW + 2 * DAY).commit.tables == ("tasks",)
    after = (ours.folder / "remoteos.json").read_bytes()
    assert any(each.reason == "merge" for each in backups.list_backups(ours))
    again = merge(ours, theirs.folder, at=NOW + 3 * DAY)
    assert (again.commit, again.added, again.changed, again.deleted) == (None, 0, 0, 0)
    assert (ours.folder / "remoteos.json").read_bytes() == after
    ours.undo(at=NOW + 3 * DAY)
    assert records(ours.folder) == before


def test_archives_take_part_on_both_sides(copies):
    ours, theirs = copies
    shared = done(50, NOW - 400 * DAY)
    for store in copies:
        store.commit("Add", put=[shared], at=NOW)
    archive.run(ours, NOW)
    theirs.commit("Edit", put=[replace(shared, title="Edited")], at=NOW + DAY)
    theirs.commit("Add", put=[done(51, NOW - 900 * DAY)], at=NOW + DAY)
    archive.run(theirs, NOW + DAY)
    result = merge(ours, theirs.folder, at=NOW + 2 * DAY)
    assert (result.added, result.changed) == (1, 1)
    assert {each.title for each in ours.everything(Task)} >= {"Edited", "Task 51"}
    assert len(ours.everything(Task)) == 5
    ours.undo(at=NOW + 2 * DAY)
    assert ours.get(Task, shared.id).title == shared.title
    theirs.commit("Delete", delete=[theirs.get(Task, shared.id)], at=NOW + 2 * DAY)
    assert merge(ours, theirs.folder, at=NOW + 3 * DAY).deleted == 1
    assert ours.get(Task, shared.id) is None


def test_an_export_merges_into_an_empty_store_as_a_full_copy(copies, tmp_path):
    ours, _ = copies
    ours.commit("Old", put=[done(50, NOW - 400 * DAY)], delete=[task(3)], at=NOW)
    archive.run(ours, NOW)
    path = tmp_path / "export.json"
    path.write_bytes(msgspec.json.encode(export(ours, at=NOW)))
    fresh = open_store(tmp_path / "fresh")
    assert merge(fresh, path, at=NOW + DAY).added == 4
    assert set(fresh.everything(Task)) == set(ours.everything(Task))
    assert fresh.all(Note) == ours.all(Note)
    assert merge(ours, path, at=NOW + DAY).commit is None
    assert export(fresh, at=NOW)["tables"]["tombstones"] == export(ours, at=NOW)["tables"]["tombstones"]


def test_an_export_has_everything_once_and_no_inner_workings(copies):
    ours, _ = copies
    ours.commit("Old", put=[done(50, NOW - 400 * DAY)], at=NOW)
    archive.run(ours, NOW)
    ours.commit("Edit", put=[replace(ours.get(Task, identity(50)), title="Edited")], at=NOW + DAY)
    found = export(ours, at=NOW)
    assert (found["schema"], found["kind"], found["user"]) == (1, "remoteos-export", "ours")
    assert found["exported_at"] == "2026-11-23T08:00:00Z"
    ids = [doc["id"] for doc in found["tables"]["tasks"]]
    assert ids == sorted(set(ids))
    assert len(ids) == 4
    assert "Edited" in {doc["title"] for doc in found["tables"]["tasks"]}
    assert not {"meta", "commits"} & found["tables"].keys()


def test_what_cannot_be_read_is_left_alone_and_told(copies):
    ours, theirs = copies
    docs = tables(theirs.folder)["tasks"]
    docs["1"]["size"] = "?"
    spoil(theirs.folder, tasks=docs)
    result = merge(ours, theirs.folder, at=NOW)
    assert result.skipped == [f"tasks {identity(1)}: size: expected int"]
    assert ours.get(Task, identity(1)) == task(1)


def test_unknown_fields_and_tables_come_along(copies):
    ours, theirs = copies
    docs = tables(theirs.folder)["tasks"]
    docs["1"]["mine"] = 5
    spoil(theirs.folder, tasks=docs, other={"1": {"id": "a", "x": 1}})
    merge(ours, theirs.folder, at=NOW)
    assert tables(ours.folder)["tasks"]["1"]["mine"] == 5
    assert tables(ours.folder)["other"] == {"1": {"id": "a", "x": 1}}
    assert merge(ours, theirs.folder, at=NOW).commit is None


@pytest.mark.parametrize("raw", [b"", b"oops", b"[]", b'{"kind":"remoteos-export"}', b'{"meta":7}'])
def test_what_is_no_copy_is_refused(copies, tmp_path, raw):
    ours, _ = copies
    before = (ours.folder / "remoteos.json").read_bytes()
    (tmp_path / "other.json").write_bytes(raw)
    with pytest.raises(BadInput):
        merge(ours, tmp_path / "other.json", at=NOW)
    assert (ours.folder / "remoteos.json").read_bytes() == before


def test_a_copy_of_a_newer_version_is_refused(copies, tmp_path):
    (tmp_path / "other.json").write_bytes(b'{"meta":{"1":{"schema":99}}}')
    with pytest.raises(NewerSchema):
        merge(copies[0], tmp_path / "other.json", at=NOW)


def test_without_room_for_the_backup_nothing_is_merged(copies, monkeypatch):
    ours, theirs = copies
    theirs.commit("Add", put=[task(9)], at=NOW)
    before = (ours.folder / "remoteos.json").read_bytes()

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups, "_write", refuse)
    with pytest.raises(StorageFailure):
        merge(ours, theirs.folder, at=NOW + DAY)
    assert (ours.folder / "remoteos.json").read_bytes() == before


# Any two histories

step = st.tuples(
    st.integers(0, 3),
    st.sampled_from(["title", "size", "state", "delete", "undo", "create"]),
    st.integers(0, 2),
    st.integers(0, 4),
)


def play(store, history):
    for number, what, value, hours in history:
        at = NOW + DAY * hours
        record = store.get(Task, identity(number))
        if what == "undo":
            store.undo(at=at)
        elif what == "create" and record is None:
            store.commit("c", put=[task(number, f"t{value}", at=at)], at=at)
        elif record is None or what == "create":
            continue
        elif what == "delete":
            store.commit("d", delete=[record], at=at)
        else:
            new = {"title": f"t{value}", "size": value, "state": ("open", "done", "dropped")[value]}
            store.commit("e", put=[replace(record, **{what: new[what]})], at=at)


def content(store):
    """Return the record documents by id, whatever their numbers and the order of their keys."""
    return {doc["id"]: doc for doc in tables(store.folder).get("tasks", {}).values()}


def graves(store):
    stones = tables(store.folder).get("tombstones", {}).values()
    return {(doc["id"], doc["deleted_at"]) for doc in stones}


histories = st.lists(step, max_size=6)


@settings(max_examples=60)
@given(histories, histories)
def test_merging_is_commutative_and_idempotent_and_undone_exactly(mine, yours):
    with TemporaryDirectory() as place:
        both = [open_store(Path(place) / name) for name in ("a", "b")]
        for store, history in zip(both, (mine, yours), strict=True):
            store.commit("Start", put=[task(0), task(1), note(9)], at=NOW)
            play(store, history)
        one, other = both
        original = Path(place) / "other.json"
        original.write_bytes((other.folder / "remoteos.json").read_bytes())
        before = records(one.folder)
        forward = merge(one, other.folder, at=NOW + 9 * DAY)
        backward = merge(other, one.folder, at=NOW + 9 * DAY)
        assert content(one) == content(other)
        assert graves(one) == graves(other)
        assert merge(one, original, at=NOW + 10 * DAY).commit is None
        assert merge(one, other.folder, at=NOW + 10 * DAY).commit is None
        assert backward.conflicts == [] or forward.conflicts != []
        if forward.commit is not None:
            one.undo(at=NOW + 11 * DAY)
            assert records(one.folder) == before
