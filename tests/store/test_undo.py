"""Undo gives back exactly what was there, as often as one likes, whoever was at the file meanwhile."""

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from remoteos.store import archive
from remoteos.store.journal import KEPT, KEPT_AT_LEAST
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


def test_undo_survives_a_restart_and_goes_a_hundred_back(store, folder):
    seen = [{}]
    for number in range(120):
        if number % 3 == 2:
            store.commit(f"Edit {number}", put=[replace(task(number - 1), title=f"v{number}")], at=NOW)
        else:
            store.commit(f"Add {number}", put=[task(number)], at=NOW)
        seen.append(records(folder))
    for number in reversed(range(120)):
        undone = open_store(folder).undo(at=NOW)
        assert undone.label.endswith(f" {number}")
        assert records(folder) == seen[number]
    assert open_store(folder).undo(at=NOW) is None


def test_undo_of_a_creation_leaves_a_tombstone_and_of_a_deletion_removes_it(store, folder):
    store.commit("Add", put=[task(1)], at=NOW)
    store.commit("Delete", delete=[task(1)], at=NOW)
    store.undo(at=NOW)
    assert not tables(folder).get("tombstones")
    store.undo(at=NOW)
    assert [doc["id"] for doc in tables(folder)["tombstones"].values()] == [identity(1)]
    assert store.all(Task) == ()


def test_undo_keeps_what_a_foreign_edit_wrote_over_the_commit(store, folder):
    store.commit("Add", put=[task(1, "first")], at=NOW)
    store.commit("Edit", put=[task(1, "second")], at=NOW)
    docs = tables(folder)["tasks"]
    docs["1"]["title"] = "by hand"
    spoil(folder, tasks=docs)
    store.undo(at=NOW)
    assert store.get(Task, identity(1)).title == "first"
    (kept,) = tables(folder)["conflicts"].values()
    assert (kept["theirs"]["title"], kept["ours"]["title"], kept["kept"]) == ("by hand", "first", "ours")


def test_undo_of_a_deletion_finds_room_when_its_number_was_taken(store, folder):
    store.commit("Add", put=[task(1), task(2)], at=NOW)
    store.commit("Delete", delete=[task(2)], at=NOW)
    docs = tables(folder)["tasks"]
    docs["2"] = {**docs["1"], "id": identity(3)}
    spoil(folder, tasks=docs)
    store.undo(at=NOW)
    assert {each.id for each in store.all(Task)} == {identity(1), identity(2), identity(3)}
    assert store.problems() == ()


@pytest.mark.usefixtures("unmeasured")
def test_the_journal_is_bounded_but_deep_enough(store, folder):
    for number in range(KEPT + 5):
        store.commit(f"Add {number}", put=[task(number)], at=NOW)
    assert len(store.commits()) == KEPT
    assert store.commits()[-1].label == f"Add {KEPT + 4}"
    big = [note(number, "x" * 10_000) for number in range(10)]
    store.commit("Big", put=big, at=NOW)
    for turn in range(KEPT):
        store.commit(f"Edit {turn}", put=[replace(each, text=f"{turn}" + each.text) for each in big], at=NOW)
    assert len(store.commits()) == KEPT_AT_LEAST
    assert len({each.seq for each in store.commits()}) == KEPT_AT_LEAST


def test_a_spoilt_entry_of_the_journal_is_passed_over(store, folder):
    store.commit("One", put=[task(1)], at=NOW)
    store.commit("Two", put=[task(2)], at=NOW)
    journal = tables(folder)["commits"]
    journal["2"]["changes"] = "?"
    journal["y"] = 3
    spoil(folder, commits=journal)
    assert [each.label for each in store.commits()] == ["One"]
    assert store.undo(at=NOW).label == "One"
    assert tables(folder)["commits"] == {"2": journal["2"], "y": 3}


def test_undo_of_an_edit_of_an_archived_record_gives_its_old_version_back(store):
    old = done(1, NOW - 200 * DAY)
    store.commit("Add", put=[old], at=NOW - 200 * DAY)
    archive.run(store, NOW)
    assert store.all(Task) == ()
    before = store.get(Task, old.id)
    store.commit("Edit", put=[replace(before, title="Edited")], at=NOW)
    assert store.get(Task, old.id).title == "Edited"
    store.undo(at=NOW)
    assert store.get(Task, old.id) == before
    assert store.everything(Task) == (before,)


def test_undo_reaches_a_record_that_was_archived_since(store):
    old = done(1, NOW - 200 * DAY)
    store.commit("Add", put=[old], at=NOW)
    store.commit("Edit", put=[replace(old, title="Edited")], at=NOW)
    archive.run(store, NOW)
    store.undo(at=NOW + DAY)
    assert [each.title for each in store.everything(Task)] == [old.title]
    store.undo(at=NOW + DAY)
    assert store.everything(Task) == ()
    assert store.get(Task, old.id) is None


def test_undo_of_the_deletion_of_an_archived_record(store):
    old = done(1, NOW - 200 * DAY)
    store.commit("Add", put=[old], at=NOW)
    archive.run(store, NOW)
    there = store.get(Task, old.id)
    store.commit("Delete", delete=[there], at=NOW)
    assert store.get(Task, old.id) is None
    assert store.everything(Task) == ()
    store.undo(at=NOW)
    assert store.get(Task, old.id) == there


numbers = st.integers(0, 6)
puts = st.builds(
    lambda number, title, size, is_note: note(number, title) if is_note else task(number, title, size=size),
    numbers,
    st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5),
    st.integers(0, 3),
    st.booleans(),
)
commits = st.lists(st.tuples(st.lists(puts, max_size=4), st.lists(numbers.map(task), max_size=2)), max_size=8)


@given(commits, st.integers(0, 8))
def test_undo_of_any_commits_restores_the_tables_byte_for_byte(days, keep):
    with TemporaryDirectory() as place:
        folder = Path(place) / "me"
        store = open_store(folder)
        store.commit("Start", put=[task(1), task(3), note(2)], at=NOW)
        seen = [records(folder)]
        for put, delete in days:
            if store.commit("Any", put=put, delete=delete, at=NOW) is not None:
                seen.append(records(folder))
        for expected in reversed(seen[min(keep, len(seen) - 1) : -1]):
            store.undo(at=NOW)
            assert records(folder) == expected
        assert open_store(folder).problems() == ()
        assert len(store.all(Task)) + len(store.all(Note)) == sum(
            len(table) for name, table in tables(folder).items() if name in ("tasks", "notes")
        )
