"""The checksum by which our own files are known, and the tables that stay bytes until they are asked for."""

import json
import random
import zlib

import msgspec
import pytest
from tinydb import TinyDB

from remoteos.domain.errors import RemoteosError
from remoteos.store import damage
from remoteos.store.encoding import encode, parse, seal, unseal
from remoteos.store.errors import Damaged
from remoteos.store.lazy import LazyTables, Part
from remoteos.store.storage import AtomicStorage
from tests.store.support import DAY, KINDS, NOW, Event, Note, Task, done, note, open_store, tables, task


@pytest.fixture
def used(folder, store):
    """A folder with a few of everything, written by commits."""
    for number in range(4):
        store.commit(f"task {number}", [task(number, events=(Event(NOW, "é"),))], at=NOW)
    store.commit("notes", [note(10, weight=0.5), note(11)], at=NOW)
    store.commit("drop", delete=[note(11)], at=NOW)
    return folder


def raw_of(folder):
    return (folder / "remoteos.json").read_bytes()


def put_in(folder, raw):
    (folder / "remoteos.json").write_bytes(raw)


def sealed(content):
    """The bytes of a file that holds this, with the checksum that fits."""
    return b"".join(seal(LazyTables(dict(content))))


def unsealed(content):
    """The same in a file without a checksum, so that it is read with care."""
    meta = {"1": {key: value for key, value in content["meta"]["1"].items() if key != "crc"}}
    return encode({**content, "meta": meta})


def decoded(folder, **more):
    """The names of the tables that reading and the rest have decoded so far."""
    store = open_store(folder, **more)
    for kind in KINDS:
        store.all(kind)
    store.commit("another", [task(99)], at=NOW)
    return {
        name
        for name, part in store.view().tables.parts.items()
        if not isinstance(part, Part) or "content" in vars(part)
    }


def seen(folder):
    """All that a reader finds in the file, or what it is told."""
    try:
        store = open_store(folder)
        return (
            [store.all(kind) for kind in KINDS],
            [str(each) for each in store.problems()],
            store.commits(),
            store.view().left_out(),
            dict(store.view().tables) | {"meta": None},
        )
    except RemoteosError as error:
        return type(error), str(error).split(" kept as ")[0].split(";")[0]


# The checksum


def test_the_meta_table_comes_first_and_sums_up_the_rest(used):
    raw = raw_of(used)
    head = encode({"meta": tables(used)["meta"]})[:-1]
    assert raw.startswith(head)
    assert tables(used)["meta"]["1"]["crc"] == zlib.crc32(raw[len(head) :])
    assert dict(unseal(raw)) == tables(used)


def test_every_file_that_the_store_writes_has_it(folder, store):
    store.commit("old", [done(1, NOW - 400 * DAY), task(2)], at=NOW)
    store.commit("new", [task(3)], at=NOW)
    store.undo(at=NOW)
    files = [folder / "remoteos.json", *(folder / "archive").glob("*.json")]
    assert len(files) == 2
    assert all(unseal(path.read_bytes()) is not None for path in files)


def test_an_empty_file_of_ours_has_it_too(folder, store):
    with store.locked():
        store.replace({})
    assert list(unseal(raw_of(folder))) == ["meta"]


def test_stock_tinydb_opens_the_file_and_what_it_writes_is_read_with_care(used):
    with TinyDB(used / "remoteos.json") as db:
        assert len(db.table("tasks")) == 4
        db.table("tasks").update({"title": "by TinyDB"}, doc_ids=[1])
    assert unseal(raw_of(used)) is None
    assert open_store(used).all(Task)[0].title == "by TinyDB"


def test_a_plain_tinydb_with_our_storage_puts_no_checksum_on_a_loss(folder, store):
    store.commit("many", [task(number) for number in range(40)], at=NOW)
    with TinyDB(folder / "remoteos.json", storage=AtomicStorage) as db:
        db.table("tasks").remove(doc_ids=list(range(1, 39)))
    assert unseal(raw_of(folder)) is None
    with pytest.raises(Damaged, match="holds 2 records where 40"):
        open_store(folder)


def test_any_other_byte_is_noticed(used):
    raw = raw_of(used)
    whole = dict(unseal(raw))
    for place in range(len(raw)):
        for bit in range(8):
            spoilt = bytearray(raw)
            spoilt[place] ^= 1 << bit
            found = unseal(bytes(spoilt))
            if found is not None:  # within meta, which is not summed up
                assert place < len(encode({"meta": whole["meta"]}))
                assert {**found, "meta": None} == {**whole, "meta": None}


def test_bytes_at_the_end_and_bytes_gone_are_noticed(used):
    raw = raw_of(used)
    assert unseal(raw + b"\n") is None
    assert unseal(raw + b"\x00") is None
    assert all(unseal(raw[:length]) is None for length in range(len(raw)))


def test_a_changed_byte_that_leaves_sense_is_no_error(used):
    put_in(used, raw_of(used).replace(b'"title":"Task 2"', b'"title":"Tusk 2"'))
    assert unseal(raw_of(used)) is None
    store = open_store(used)
    assert [each.title for each in store.all(Task)] == ["Task 0", "Task 1", "Tusk 2", "Task 3"]
    assert store.problems() == ()
    store.commit("go on", [task(5)], at=NOW)
    assert unseal(raw_of(used)) is not None


@pytest.mark.parametrize("number", [0, -1, 2**32, "crc", None, 1.5, [], {}])
def test_a_checksum_that_is_none_is_no_error(used, number):
    content = tables(used)
    content["meta"]["1"]["crc"] = number
    put_in(used, encode(content))
    assert unseal(raw_of(used)) is None
    assert len(open_store(used).all(Task)) == 4


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'{"meta":{"1":{', b'{"meta":{"1":{"schema":1,'),
        (b'{"meta":{', b'{"meta":{"1":{},'),
        (b'"title":"Task 1"', b'"title":"Task 0","title":"Task 1"'),
    ],
)
def test_a_key_that_stands_twice_is_damage_wherever_it_is(used, monkeypatch, old, new):
    monkeypatch.setattr(damage, "_RETRIES_S", ())
    put_in(used, raw_of(used).replace(old, new, 1))
    with pytest.raises(Damaged, match="twice"):
        open_store(used)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"meta":7}',
        b'{"meta":{"1":{"crc":0}}}',
        b'{"meta":{"1":[]}}',
        b'{"meta":{"1":{"crc":"\xff"}}}',
        b'{"meta":' + b"[" * 5000 + b"]" * 5000 + b"}",
    ],
)
def test_what_is_none_of_ours_has_no_checksum(raw):
    assert unseal(raw) is None


def test_meta_goes_first_wherever_it_stood():
    raw = sealed({"a": {}, "meta": {"1": {"schema": 1}}, "b": {"1": {"é": 1.5}}})
    assert list(unseal(raw)) == ["meta", "a", "b"]
    assert {**parse(raw), "meta": 0} == {"meta": 0, "a": {}, "b": {"1": {"é": 1.5}}}


@pytest.mark.parametrize("depth", range(100, 1100, 7))
def test_depth_is_no_error_either(depth):
    raw = b'{"meta":{"1":{"x":' + b"[" * depth + b"]" * depth + b',"crc":1}}}'
    assert unseal(raw) is None


def test_equal_contents_are_equal_bytes_however_they_were_read(used):
    raw = raw_of(used)
    open_store(used).commit("go on", [task(5)], at=NOW)
    by_parts = raw_of(used)
    put_in(used, unsealed(msgspec.json.decode(raw)))
    open_store(used).commit("go on", [task(5)], at=NOW)
    assert raw_of(used) == by_parts


# Reading as far as anyone asks


def test_reading_decodes_no_table_and_a_commit_only_what_it_touches(used):
    assert decoded(used) == {"meta", "commits", "tasks", "tombstones"}


def test_copies_share_what_is_decoded_and_nothing_else():
    one = LazyTables({"a": Part(msgspec.Raw(b"[1]")), "b": {}})
    other = one.__copy__()
    assert other["a"] is one["a"]
    other["a"] = 2
    del other["b"]
    assert (dict(one), dict(other)) == ({"a": [1], "b": {}}, {"a": 2})
    assert "a" in one
    assert "c" not in one
    assert one.get("c") is None


def test_a_bad_document_among_good_ones_is_left_out_alone(used):
    content = tables(used)
    content["tasks"]["2"]["size"] = "large"
    put_in(used, sealed(content))
    assert unseal(raw_of(used)) is not None
    store = open_store(used)
    assert [each.title for each in store.all(Task)] == ["Task 0", "Task 2", "Task 3"]
    assert [str(each) for each in store.problems()] == ["remoteos.json: tasks[2].size: expected int"]
    assert len(store.all(Note)) == 1


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda table: table.update({"x": table.pop("2")}), "tasks[x]: the document's key is not a whole"),
        (lambda table: table["2"].update(id=table["1"]["id"]), "tasks[2].id: another document has the same"),
        (lambda table: table["2"].update(id=""), "tasks[2].id: expected an id"),
        (lambda table: table["2"].update(created_at="2026-11-23T08:00:00"), "tasks[2].created_at: expected"),
        (lambda table: table["2"]["events"][0].update(at="2026-11-23T08:00:00"), "tasks[2].events[0].at:"),
        (lambda table: table.update({"2": None}), "tasks[2]: expected"),
    ],
)
def test_what_decoding_lets_through_is_found_in_a_file_of_ours_too(used, change, problem):
    content = tables(used)
    change(content["tasks"])
    put_in(used, sealed(content))
    store = open_store(used)
    assert len(store.all(Task)) == 3
    assert problem in str(store.problems()[0])


def test_any_value_anywhere_reads_the_same_with_and_without_a_checksum(used, long_form):
    raw = raw_of(used)
    places = [path for path in _paths(json.loads(raw)) if path[0] != "meta"]
    values = (
        *(None, 7, -1, 1.0, 1.5, 2**63, "x", "", "7", [], {}, [[]], {"1": None}, {"": {}}, True),
        *("2026-11-23", "2026-11-23T08:00:00", "2026-11-23T08:00:00Z", "0001-01-01T00:00:00+23:59"),
    )
    every = [(path, value) for path in places for value in values]
    for path, value in every if long_form else random.Random(1).sample(every, 600):
        content = json.loads(raw)
        place = content
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        put_in(used, sealed(content))
        assert unseal(raw_of(used)) is not None
        with_it = seen(used)
        put_in(used, unsealed(content))
        assert unseal(raw_of(used)) is None
        assert seen(used) == with_it
        assert {**parse(sealed(content)), "meta": None} == {**content, "meta": None}


def _paths(value, above=()):
    if above:
        yield above
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for step, each in inside:
        yield from _paths(each, (*above, step))
