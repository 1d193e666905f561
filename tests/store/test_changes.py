"""What a store keeps in mind from one version of its file to the next, and when a record last changed."""

from dataclasses import replace

from remoteos.store import decode
from tests.store.support import DAY, NOW, Note, Task, note, open_store, spoil, tables, task


class TestDecodingOnce:
    def test_what_a_change_left_alone_is_the_same_record(self, store):
        store.commit("seed", put=[task(1), task(2), note(1)], at=NOW)
        store.commit("more", put=[task(3)], at=NOW)
        before, notes = {one.id: one for one in store.all(Task)}, store.all(Note)
        store.commit("change", put=[replace(task(2), title="Another")], at=NOW + DAY)
        after = {one.id: one for one in store.all(Task)}
        assert after[task(1).id] is before[task(1).id]
        assert after[task(2).id].title == "Another"
        assert store.all(Note) is notes

    def test_only_what_changed_is_decoded(self, store, monkeypatch):
        store.commit("seed", put=[task(number) for number in range(50)], at=NOW)
        store.all(Task)
        decoded = []
        monkeypatch.setattr(decode, "decode_doc", _counting(decode.decode_doc, decoded))
        store.commit("change", put=[task(50)], at=NOW)
        assert len(store.all(Task)) == 51
        assert len(decoded) == 1

    def test_it_reads_the_same_as_a_store_that_was_just_opened(self, store, folder):
        store.commit("seed", put=[task(1), task(2), note(1)], at=NOW)
        store.all(Task)
        steps = (
            lambda: store.commit("change", put=[replace(task(1), size=9)], at=NOW + DAY),
            lambda: store.commit("delete", delete=[task(2)], at=NOW + DAY),
            lambda: store.commit("add", put=[task(3), note(2)], at=NOW + DAY),
            lambda: store.undo(at=NOW + DAY),
            lambda: store.undo(at=NOW + DAY),
            lambda: store.commit("delete all", delete=[task(1), task(2)], at=NOW + DAY),
            lambda: store.undo(at=NOW + DAY),
        )
        for step in steps:
            step()
            fresh = open_store(folder)
            assert (store.all(Task), store.all(Note)) == (fresh.all(Task), fresh.all(Note))

    def test_what_another_process_wrote_is_read(self, store, folder):
        store.commit("seed", put=[task(1)], at=NOW)
        store.all(Task)
        open_store(folder).commit("elsewhere", put=[replace(task(1), title="Theirs")], at=NOW)
        assert [one.title for one in store.all(Task)] == ["Theirs"]

    def test_a_bad_document_is_told_before_and_after_a_change(self, store, folder):
        store.commit("seed", put=[task(1), task(2)], at=NOW)
        content = tables(folder)["tasks"]
        content["2"]["size"] = "big"
        spoil(folder, tasks=content)
        assert len(store.all(Task)) == 1
        store.commit("change", put=[task(3)], at=NOW)
        assert [one.id for one in store.all(Task)] == [task(1).id, task(3).id]
        assert [problem.doc_id for problem in store.problems()] == ["2"]


class TestEdited:
    def test_says_when_a_record_last_changed_but_for_one_group(self, store):
        store.commit("seed", put=[task(1), task(2)], at=NOW)
        assert store.edited(Task, but="state") == {}
        store.commit("size", put=[replace(task(1), size=2)], at=NOW + DAY)
        closed = replace(task(1), size=2, state="done", closed_at=NOW + 2 * DAY)
        store.commit("close", put=[closed], at=NOW + 2 * DAY)
        assert store.edited(Task, but="state") == {task(1).id: NOW + DAY}
        assert store.edited(Task, but="size") == {task(1).id: NOW + 2 * DAY}

    def test_leaves_out_what_makes_no_sense(self, store, folder):
        store.commit("seed", put=[task(1), task(2), task(3)], at=NOW)
        content = tables(folder)["tasks"]
        content["1"]["stamps"] = "yesterday"
        content["2"]["stamps"] = {"size": "yesterday", "title": 7}
        content["3"] = "no document"
        spoil(folder, tasks=content)
        assert store.edited(Task, but="state") == {}
        assert store.edited(Note, but="state") == {}


def _counting(call, calls):
    def counted(*given):
        calls.append(given)
        return call(*given)

    return counted
