"""Whatever stands in the file: a line that says so, a byte-true copy, and never a silent new start."""

import json
import random

import msgspec
import pytest
from tinydb import TinyDB

from remoteos.domain.errors import BadInput, RemoteosError
from remoteos.store import backups, damage, restore
from remoteos.store.errors import Damaged
from remoteos.store.store import Store
from tests.store.support import DAY, KINDS, NOW, Note, Task, holds, note, open_store, spoil, tables, task

BROKEN = {
    "empty": b"",
    "syntax": b'{"tasks": {',
    "not JSON": b"hello",
    "UTF-16": '{"tasks": {}}'.encode("utf-16"),
    "BOM": b'\xef\xbb\xbf{"tasks":{}}',
    "NULs": bytes(4096),
    "NULs after": b'{"tasks":{}}' + bytes(16),
    "lone surrogate": b'{"tasks":{"1":{"id":"\\ud800"}}}',
    "not UTF-8": b'{"tasks":{"1":{"id":"\xff"}}}',
    "NaN": b'{"tasks":{"1":{"size":NaN}}}',
    "Infinity": b'{"tasks":{"1":{"size":-Infinity}}}',
    "deep": b'{"tasks":' + b"[" * 100_000,
    "deep and closed": b'{"tasks":' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    "huge number": b'{"tasks":{"1":{"size":' + b"9" * 5000 + b"}}}",
    "duplicate table": b'{"tasks":{},"tasks":{}}',
    "duplicate key": b'{"tasks":{"1":{"id":"a","id":"b"}}}',
    "null": b"null",
    "list": b"[]",
    "number": b"7",
    "meta as list": b'{"meta":[]}',
    "meta without schema": b'{"meta":{"1":{}}}',
    "meta of words": b'{"meta":{"1":{"schema":"one"}}}',
}


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch):
    """The pauses before looking again are tested once; hundreds of damages need none."""
    monkeypatch.setattr(damage, "_RETRIES_S", (0.0, 0.0))


@pytest.fixture
def used(folder):
    """A folder with thirty records, a backup and a little history."""
    store = open_store(folder)
    store.commit("Add", put=[task(n) for n in range(30)], at=NOW)
    store.commit("Add", put=[note(1)], at=NOW + DAY)
    return folder


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_file_is_set_aside_and_named(used, raw):
    (used / "remoteos.json").write_bytes(raw)
    with pytest.raises(Damaged) as first:
        open_store(used)
    (aside,) = used.glob("remoteos.damaged-*.json")
    assert aside.read_bytes() == raw
    assert not (used / "remoteos.json").exists()
    message = str(first.value)
    assert "\n" not in message
    for part in (aside.name, "2026-11-24 08:00 UTC with 30 records", "`remoteos data restore`"):
        assert part in message
    with pytest.raises(Damaged) as second:
        open_store(used)
    assert str(second.value) == message


@pytest.mark.parametrize("raw", BROKEN.values(), ids=BROKEN.keys())
def test_without_a_backup_it_is_kept_just_the_same(folder, raw):
    folder.mkdir(parents=True)
    (folder / "remoteos.json").write_bytes(raw)
    for _ in range(2):
        with pytest.raises(Damaged, match="no backup yet"):
            open_store(folder)
    assert holds(folder, raw)


def test_a_second_damage_does_not_overwrite_the_first(used):
    for raw in (b"one", b"two", b"three"):
        (used / "remoteos.json").write_bytes(raw)
        with pytest.raises(Damaged):
            open_store(used)
    kept = sorted(path.read_bytes() for path in used.glob("remoteos.damaged-*"))
    assert kept == [b"one", b"three", b"two"]


@pytest.mark.parametrize("raw", [b"{}", b'{"tasks":{}}', b'{"_default":{}}'])
def test_a_file_that_lost_its_meta_is_not_taken_for_new(used, raw):
    (used / "remoteos.json").write_bytes(raw)
    with pytest.raises(Damaged, match="meta"):
        open_store(used)
    assert holds(used, raw)


def test_a_sharply_shrunken_file_is_set_aside(used):
    docs = tables(used)["tasks"]
    spoil(used, tasks={key: docs[key] for key in list(docs)[:10]})
    raw = (used / "remoteos.json").read_bytes()
    with pytest.raises(Damaged, match="11 records where 31 were saved"):
        open_store(used)
    assert holds(used, raw)
    with pytest.raises(Damaged, match="11 records where 31 were saved"):
        open_store(used)


def test_deleting_most_of_it_through_the_store_is_no_damage(used):
    store = open_store(used)
    store.commit("Tidy", delete=[task(n) for n in range(28)], at=NOW + DAY)
    assert len(open_store(used).all(Task)) == 2


def test_an_older_and_smaller_file_than_the_backup_is_set_aside(used):
    with TinyDB(used / "old.json") as db:
        db.table("meta").insert({"schema": 1, "revision": 0, "records": 1})
        db.table("tasks").insert(msgspec.to_builtins(task(1)))
    (used / "old.json").replace(used / "remoteos.json")
    with pytest.raises(Damaged, match="older than the last backup"):
        open_store(used)


def test_a_missing_file_is_not_a_fresh_start_when_there_are_backups(used):
    (used / "remoteos.json").unlink()
    with pytest.raises(Damaged, match="missing"):
        open_store(used)
    assert not (used / "remoteos.json").exists()


def test_damage_found_while_the_app_is_open(used):
    store = open_store(used)
    (used / "remoteos.json").write_bytes(b"oops")
    with pytest.raises(Damaged):
        store.all(Task)
    with pytest.raises(Damaged):
        store.commit("Add", put=[task(50)], at=NOW)
    assert holds(used, b"oops")


def test_a_write_of_plain_tinydb_in_the_middle_is_waited_for(used, monkeypatch):
    raw = (used / "remoteos.json").read_bytes()
    (used / "remoteos.json").write_bytes(raw[: len(raw) // 2])
    pauses = []

    def finish(seconds):
        pauses.append(seconds)
        (used / "remoteos.json").write_bytes(raw)

    monkeypatch.setattr(damage.time, "sleep", finish)
    assert len(open_store(used).all(Task)) == 30
    assert len(pauses) == 1


def test_a_damaged_file_that_cannot_be_renamed_stays_and_is_not_used(used, monkeypatch):
    (used / "remoteos.json").write_bytes(b"oops")
    monkeypatch.setattr(damage, "set_aside", lambda path, now: None)
    with pytest.raises(Damaged, match="left where it is"):
        open_store(used)
    store = Store.restoring(used, now=NOW, kinds=KINDS)
    with pytest.raises(RemoteosError):
        restore.restore(store, at=NOW)
    assert (used / "remoteos.json").read_bytes() == b"oops"


def test_restoring_brings_the_last_good_backup_back(used):
    (used / "remoteos.json").write_bytes(b"oops")
    store = Store.restoring(used, now=NOW, kinds=KINDS)
    assert "damaged" in str(store.damaged)
    assert store.all(Task) == ()
    with pytest.raises(Damaged):
        store.commit("Add", put=[task(50)], at=NOW)
    result = restore.restore(store, at=NOW)
    assert (result.records, result.undoable) == (30, False)
    assert len(open_store(used).all(Task)) == 30
    assert holds(used, b"oops")
    assert store.commit("Add", put=[task(50)], at=NOW) is not None


def test_a_fresh_start_is_made_only_when_asked_for(used):
    (used / "remoteos.json").write_bytes(b"oops")
    store = Store.restoring(used, now=NOW, kinds=KINDS)
    restore.start_afresh(store, at=NOW)
    fresh = open_store(used)
    assert fresh.all(Task) == ()
    fresh.commit("Add", put=[task(1)], at=NOW)
    assert holds(used, b"oops")
    assert [each.records for each in backups.list_backups(fresh)] == [30]


def test_strange_tables_and_documents_are_reported_not_raised(used):
    spoil(used, tasks=[1], notes={"1": 5, "x": {}}, conflicts="?", other={"a": 1})
    meta = tables(used)["meta"]
    meta["1"]["records"] = 5
    spoil(used, meta=meta)
    raw = {name: table for name, table in tables(used).items() if name not in ("meta", "commits")}
    store = open_store(used)
    assert len(store.problems()) == 5
    assert store.all(Task) == store.all(Note) == ()
    with pytest.raises(BadInput, match="data check"):
        store.commit("Add", put=[task(1)], at=NOW)
    store.commit("Add", put=[note(2)], at=NOW)
    after = tables(used)
    after["notes"].pop("2")
    assert {name: after[name] for name in raw} == raw


# Every byte of a small file


@pytest.fixture
def small(folder):
    """A small file with a bit of everything, which is all that lies in the folder."""
    store = open_store(folder)
    store.commit("Add", put=[task(1, "Ä" * 10), note(2)], at=NOW)
    store.commit("Edit", put=[task(1, "B")], at=NOW)
    store.commit("Delete", delete=[note(2)], at=NOW)
    return folder, (folder / "remoteos.json").read_bytes()


def put_in(folder, raw):
    for path in folder.glob("remoteos.damaged-*"):
        path.unlink()
    for path in sorted((folder / "backups").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()
    (folder / "remoteos.json").write_bytes(raw)


def use(folder, raw):
    """Do what a day does with a file; it may refuse, it may not break or overwrite what it refuses."""
    refused = False
    try:
        store = open_store(folder)
        store.problems()
        for kind in KINDS:
            for record in store.everything(kind):
                store.short_id(record)
        store.commits(), store.last_activity()
    except RemoteosError:
        refused = True
    assert holds(folder, raw)
    try:
        store = open_store(folder)
        store.commit("Add", put=[task(7)], at=NOW + DAY)
        store.undo(at=NOW + DAY)
        store.undo(at=NOW + DAY)
    except RemoteosError:
        pass
    if refused:
        assert holds(folder, raw)


def test_truncated_at_every_byte(small):
    folder, raw = small
    for length in range(len(raw)):
        put_in(folder, raw[:length])
        with pytest.raises(Damaged):
            open_store(folder)
        assert holds(folder, raw[:length])
        assert not (folder / "remoteos.json").exists()


@pytest.mark.usefixtures("unmeasured")
def test_two_thousand_flipped_bytes(small, long_form):
    folder, raw = small
    chance = random.Random(20261123)
    for _ in range(20_000 if long_form else 2_000):
        spoilt = bytearray(raw)
        for _ in range(chance.choice((1, 1, 1, 3))):
            spoilt[chance.randrange(len(raw))] ^= 1 << chance.randrange(8)
        put_in(folder, bytes(spoilt))
        use(folder, bytes(spoilt))


@pytest.mark.usefixtures("unmeasured")
def test_any_json_in_the_place_of_any_value(small):
    folder, raw = small
    whole = json.loads(raw)
    for path in list(_paths(whole)):
        for value in (None, 7, "x", [], {}, [[]], {"1": None}, True, "0001-01-01T00:00:00+23:59"):
            content = json.loads(raw)
            place = content
            for step in path[:-1]:
                place = place[step]
            place[path[-1]] = value
            spoilt = msgspec.json.encode(content)
            put_in(folder, spoilt)
            use(folder, spoilt)


def _paths(value, path=()):
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in items:
        yield (*path, key)
        yield from _paths(each, (*path, key))
