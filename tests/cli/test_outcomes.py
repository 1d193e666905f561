"""``outcome``: the results the worker answers for."""

from typing import Any

import pytest

from tests.cli.support import (
    FRIDAY,
    GOAL,
    MONDAY,
    OUTCOME,
    Run,
    add_goal,
    add_outcome,
    at,
    log,
    ok,
    payload,
    refused,
    short,
)


def listed(run: Run, *options: str, **how: Any) -> list[dict[str, Any]]:
    return list(payload(run("outcome", "list", *options, "--json", **how))["outcomes"])


class TestAdd:
    def test_one_line(self, run: Run) -> None:
        done = ok(run("outcome", "add", "RFC accepted", "--due", "friday", "--confidence", "4"))
        assert done.stdout.startswith(f"○ RFC accepted  due {FRIDAY}, confidence 4/5  ")

    def test_its_fields(self, run: Run) -> None:
        found = payload(run("outcome", "add", "RFC accepted", "--json"))
        assert set(found) == {"schema", "outcome"}
        assert set(found["outcome"]) == OUTCOME
        assert found["outcome"] | {"id": ""} == {
            "id": "", "title": "RFC accepted", "done_when": "", "goal_id": None, "due": None,
            "proposed_by": "me", "agreed_on": None, "confidence": None, "state": "open", "closed_at": None,
            "reason": "", "progress": [], "rolls": 0, "baseline": "", "current": "", "target": "",
            "created_at": at("09:00"), "visibility": "manager",
        }  # fmt: skip

    def test_everything_may_be_given(self, run: Run) -> None:
        goal = add_goal(run, "Checkout is reliable", "--owner", "manager")
        new = add_outcome(
            run, "RFC", "--done-when", "two approvals", "--goal", short(goal), "--due", "2026-12-01",
            "--proposed-by", "manager", "--agreed", "today", "--confidence", "2", "--visibility", "public",
        )  # fmt: skip
        assert (new["done_when"], new["goal_id"], new["due"]) == ("two approvals", goal["id"], "2026-12-01")
        assert (new["proposed_by"], new["agreed_on"]) == ("manager", MONDAY)
        assert (new["confidence"], new["visibility"]) == (2, "public")

    def test_its_measure_is_shown_from_where_it_was_to_where_it_is_to_get(self, run: Run) -> None:
        new = add_outcome(run, "fewer lost carts", "--baseline", "32 %", "--now", "27 %", "--target", "20 %")
        assert (new["baseline"], new["current"], new["target"]) == ("32 %", "27 %", "20 %")
        assert "  measure    32 % ▸ 27 % ▸ 20 %\n" in ok(run("outcome", "show", short(new))).stdout
        partly = add_outcome(run, "faster", "--target", "2 s")
        assert "  measure    – ▸ – ▸ 2 s\n" in ok(run("outcome", "show", short(partly))).stdout

    def test_a_title_is_needed(self, run: Run) -> None:
        for title in ((), ("  ",)):
            refused(run("outcome", "add", *title), "A title is needed")
        assert listed(run) == []

    def test_on_a_terminal_title_and_done_when_are_asked(self, run: Run) -> None:
        ok(run("outcome", "add", input="RFC accepted\ntwo approvals\n", terminal=True))
        (new,) = listed(run)
        assert (new["title"], new["done_when"]) == ("RFC accepted", "two approvals")
        done = ok(run("outcome", "add", "x", "--done-when", "y", terminal=True))
        assert "Done when" not in done.stderr
        assert ok(run("outcome", "add", "x", "--no-input", terminal=True)).stderr == ""

    def test_no_such_goal(self, run: Run) -> None:
        refused(
            run("outcome", "add", "x", "--goal", "ffff"), "No goal has an id that begins or ends with 'ffff'."
        )
        assert listed(run) == []


class TestList:
    def test_none(self, run: Run) -> None:
        assert ok(run("outcome", "list")).stdout == "No open outcomes. remoteos outcome add TITLE\n"
        assert listed(run) == []

    def test_those_due_first_at_the_top(self, run: Run) -> None:
        for title, due in (("any time", ""), ("later", "2026-12-01"), ("sooner", "2026-11-24")):
            add_outcome(run, title, *(("--due", due) if due else ()))
        assert [one["title"] for one in listed(run)] == ["sooner", "later", "any time"]

    def test_closed_ones_show_with_all(self, run: Run) -> None:
        ok(run("outcome", "done", short(add_outcome(run, "a"))))
        ok(run("outcome", "drop", short(add_outcome(run, "b"))))
        assert listed(run) == []
        assert {(one["title"], one["state"]) for one in listed(run, "--all")} == {
            ("a", "done"),
            ("b", "dropped"),
        }
        assert {line[0] for line in ok(run("outcome", "list", "--all")).stdout.splitlines()} == {"✓", "×"}

    def test_the_archived_ones_as_well(self, run: Run) -> None:
        old = add_outcome(run, "long ago", now=at("09:00", "2024-11-20"))
        ok(run("outcome", "done", short(old), now=at("09:00", "2024-11-21")))
        assert payload(run("data", "archive", "--json"))["archived"] >= 1
        assert [one["title"] for one in listed(run, "--all")] == ["long ago"]
        assert payload(run("outcome", "show", short(old), "--json"))["outcome"]["state"] == "done"
        ok(run("outcome", "reopen", short(old)))
        assert [one["id"] for one in listed(run)] == [old["id"]]


class TestShow:
    def test_its_goals_and_its_progress(self, run: Run) -> None:
        top = add_goal(run, "Customers trust us", "--owner", "leadership")
        goal = add_goal(run, "Checkout is reliable", "--owner", "manager", "--parent", short(top))
        one = add_outcome(
            run, "RFC", "--done-when", "two approvals", "--goal", short(goal), "--agreed", "today"
        )
        ok(run("outcome", "progress", short(one), "one approval"))
        assert ok(run("outcome", "show", short(one))).stdout.splitlines()[1:] == [
            "  done when  two approvals",
            "  serves     Customers trust us ▸ Checkout is reliable",
            f"  agreed     {MONDAY}, proposed by me",
            f"  {MONDAY}  one approval",
        ]
        found = payload(run("outcome", "show", short(one), "--json"))
        assert set(found) == {"schema", "outcome", "ladder"}
        assert [(set(rung), rung["title"]) for rung in found["ladder"]] == [
            (GOAL, "Checkout is reliable"),
            (GOAL, "Customers trust us"),
        ]

    def test_why_it_was_dropped(self, run: Run) -> None:
        one = add_outcome(run)
        ok(run("outcome", "drop", short(one), "--reason", "strategy changed"))
        assert "dropped    strategy changed" in ok(run("outcome", "show", short(one))).stdout

    def test_ids(self, run: Run) -> None:
        one, two = add_outcome(run, "one"), add_outcome(run, "two")
        refused(run("outcome", "show", one["id"][:8]), "fits 2 ids: ", " one", " two")
        refused(run("outcome", "show", "ffff"), "No outcome has an id that begins or ends with 'ffff'.")
        refused(run("outcome", "show", "xyz!"), "is not an id", code=2)
        for part in (two["id"], two["id"][-4:], two["id"].replace("-", "")):
            ok(run("outcome", "show", part))


class TestEdit:
    @pytest.mark.parametrize(
        ("options", "field", "value"),
        [
            (("--title", "new"), "title", "new"),
            (("--done-when", "checked"), "done_when", "checked"),
            (("--due", "tomorrow"), "due", "2026-11-24"),
            (("--no-due",), "due", None),
            (("--proposed-by", "leadership"), "proposed_by", "leadership"),
            (("--agreed", "yesterday"), "agreed_on", "2026-11-22"),
            (("--confidence", "1"), "confidence", 1),
            (("--visibility", "private"), "visibility", "private"),
            (("--goal", ""), "goal_id", None),
            (("--baseline", "32 %"), "baseline", "32 %"),
            (("--now", "27 %"), "current", "27 %"),
            (("--target", "20 %"), "target", "20 %"),
        ],
    )
    def test_only_what_is_given_changes(
        self, run: Run, options: tuple[str, ...], field: str, value: object
    ) -> None:
        goal = add_goal(run, "g")
        one = add_outcome(run, "x", "--due", "friday", "--goal", short(goal))
        edited = payload(run("outcome", "edit", short(one), *options, "--json"))["outcome"]
        assert edited[field] == value
        assert {name for name in OUTCOME if edited[name] != one[name]} == {field}

    def test_the_blocks_that_were_as_visible_follow_in_the_same_undo_step(self, run: Run) -> None:
        one, other = add_outcome(run, "one"), add_outcome(run, "other")
        log(run, "follows", "06:00", "06:30", "--outcome", short(one))
        told = log(run, "told", "06:30", "07:00", "--outcome", short(one))
        ok(run("focus", "edit", short(told), "--visibility", "public"))
        log(run, "of another", "07:00", "07:30", "--outcome", short(other))
        log(run, "long ago", "10:00", "11:00", "--date", "2024-10-01", "--outcome", short(one))

        def seen() -> dict[str, str]:
            given = ("--from", "2024-10-01", "--json")
            blocks = payload(run("focus", "list", *given))["blocks"]
            return {block["intention"]: block["visibility"] for block in blocks}

        before = {"follows": "manager", "told": "public", "of another": "manager", "long ago": "manager"}
        assert seen() == before
        ok(run("data", "archive"))
        ok(run("outcome", "edit", short(one), "--visibility", "private"))
        assert seen() == before | {"follows": "private", "long ago": "private"}
        ok(run("undo"))
        assert seen() == before
        assert {each["visibility"] for each in listed(run)} == {"manager"}

    def test_nothing_given_or_no_title_left(self, run: Run) -> None:
        one = add_outcome(run)
        refused(run("outcome", "edit", short(one)), "Nothing to change", code=2)
        refused(run("outcome", "edit", short(one), "--title", "\t"), "A title is needed")
        refused(run("outcome", "edit", short(one), "--goal", "ffff"), "ffff")

    def test_the_same_again_is_no_error_and_no_undo_step(self, run: Run) -> None:
        one = add_outcome(run, "x")
        ok(run("outcome", "edit", short(one), "--title", "x"))
        assert ok(run("undo")).stdout == "Undone: add the outcome “x”\n"


class TestProgressDoneDropReopen:
    def test_progress(self, run: Run) -> None:
        one = add_outcome(run)
        ok(run("outcome", "progress", short(one), "half way", "--confidence", "3", now=at("10:00")))
        ok(run("outcome", "progress", short(one), "nearly", now=at("11:00")))
        (found,) = listed(run)
        assert found["progress"] == [
            {"at": at("10:00"), "note": "half way", "confidence": 3},
            {"at": at("11:00"), "note": "nearly", "confidence": None},
        ]
        assert found["confidence"] == 3

    def test_progress_needs_words(self, run: Run) -> None:
        one = add_outcome(run)
        refused(run("outcome", "progress", short(one), " "), "A note is needed")

    def test_done_twice_is_no_error_and_keeps_the_first_time(self, run: Run) -> None:
        one = add_outcome(run)
        for clock in ("10:00", "11:00"):
            found = payload(run("outcome", "done", short(one), "--json", now=at(clock)))["outcome"]
            assert (found["state"], found["closed_at"]) == ("done", at("10:00"))
        assert ok(run("undo")).stdout == "Undone: mark “RFC accepted” done\n"
        assert listed(run)[0]["state"] == "open"

    def test_a_done_one_is_not_dropped(self, run: Run) -> None:
        one = add_outcome(run)
        ok(run("outcome", "done", short(one)))
        refused(run("outcome", "drop", short(one)), '"RFC accepted" is done', "reopen")

    def test_drop_asks_why_on_a_terminal(self, run: Run) -> None:
        one = add_outcome(run)
        ok(run("outcome", "drop", short(one), input="strategy\n", terminal=True))
        assert listed(run, "--all")[0]["reason"] == "strategy"
        two = add_outcome(run, "y")
        assert ok(run("outcome", "drop", short(two), "--no-input", terminal=True)).stderr == ""

    def test_reopen(self, run: Run) -> None:
        one = add_outcome(run)
        ok(run("outcome", "drop", short(one), "--reason", "x"))
        for _ in range(2):
            found = payload(run("outcome", "reopen", short(one), "--json"))["outcome"]
            assert (found["state"], found["closed_at"], found["reason"]) == ("open", None, "")
