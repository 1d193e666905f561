"""``focus log/plan/move/drop/edit/list``: blocks before and after they are worked."""

from typing import Any

import pytest

from tests.cli.support import (
    BLOCK,
    FIT,
    FRIDAY,
    MONDAY,
    TUESDAY,
    Run,
    add_outcome,
    at,
    day_page,
    log,
    ok,
    payload,
    plan,
    refused,
    short,
    start,
    status,
)

SUNDAY = "2026-11-22"


class TestLog:
    def test_a_block_is_entered_afterwards(self, run: Run) -> None:
        done = ok(
            run("focus", "log", "review", "--from", "07:00", "--to", "08:30", "--result", "two findings")
        )
        assert done.stdout.startswith("┃ 07:00–08:30      1 h 30 m  review → two findings  ")

    def test_everything_about_it_may_be_said(self, run: Run) -> None:
        outcome = add_outcome(run)
        block = log(
            run,
            "review",
            "07:00",
            "08:30",
            "--outcome",
            short(outcome),
            "--result",
            "r",
            "--depth",
            "2",
            "--next",
            "n",
        )
        assert set(block) == BLOCK
        assert (block["started_at"], block["ended_at"], block["focused_s"]) == (
            at("07:00"),
            at("08:30"),
            5400,
        )
        assert (block["logged"], block["state"], block["planned_s"]) == (True, "finished", None)
        assert (block["result"], block["depth"], block["next_action"]) == ("r", 2, "n")
        assert block["outcome_id"] == outcome["id"]

    def test_it_may_lie_on_another_day(self, run: Run) -> None:
        assert log(run, "x", "20:00", "21:00", "--date", "yesterday")["day"] == SUNDAY
        assert log(run, "y", "10:00", "11:00", "--date", "2024-02-29")["started_at"] == (
            "2024-02-29T10:00:00+01:00"
        )

    def test_after_midnight_is_late_on_the_same_workday(self, run: Run) -> None:
        block = log(run, "x", "23:00", "01:30", "--date", "yesterday")
        assert (block["day"], block["started_at"], block["ended_at"]) == (
            SUNDAY,
            at("23:00", SUNDAY),
            at("01:30"),
        )

    def test_a_whole_instant_is_taken_as_it_is(self, run: Run) -> None:
        block = log(run, "x", "2026-11-20T10:00+02:00", "2026-11-20T11:00+02:00")
        assert (block["day"], block["started_at"]) == ("2026-11-20", at("09:00", "2026-11-20"))

    @pytest.mark.parametrize(
        ("start_at", "end_at", "said"),
        [
            ("08:00", "08:00", f"{MONDAY} 08:00 to {MONDAY} 08:00 does not"),
            ("08:30", "08:00", f"{MONDAY} 08:30 to {MONDAY} 08:00 does not"),
            ("08:00", "10:00", "is still to come; `focus plan`"),
            ("2026-11-20T08:00+01:00", "2026-11-22T08:00+01:00", "24 hours"),
        ],
    )
    def test_impossible_times_are_refused(self, run: Run, start_at: str, end_at: str, said: str) -> None:
        refused(run("focus", "log", "x", "--from", start_at, "--to", end_at), said)
        assert payload(run("focus", "list", "--json"))["blocks"] == []

    def test_an_overlap_is_refused_and_the_other_named(self, run: Run) -> None:
        log(run, "review", "07:00", "08:30")
        refused(
            run("focus", "log", "mail", "--from", "08:00", "--to", "09:00"),
            '"review" (2026-11-23 07:00 to 08:30)',
            "Nothing was changed",
        )
        log(run, "touching is no overlap", "08:30", "09:00")

    def test_one_that_overlaps_the_open_block_is_refused(self, run: Run) -> None:
        start(run, "write", now=at("08:00"))
        refused(run("focus", "log", "x", "--from", "08:30", "--to", "08:40"), '"write"')

    def test_a_pause_may_be_filled(self, run: Run) -> None:
        start(run, "write", now=at("07:00"))
        ok(run("focus", "pause", now=at("07:30")))
        ok(run("focus", "resume", now=at("08:00")))
        log(run, "a call", "07:30", "08:00")

    @pytest.mark.parametrize("missing", ["--from", "--to"])
    def test_both_times_are_needed(self, run: Run, missing: str) -> None:
        given = {"--from": "07:00", "--to": "08:00"}
        del given[missing]
        refused(run("focus", "log", "x", *next(iter(given.items()))), missing, code=2)


class TestPlan:
    def test_a_block_is_planned_for_a_time(self, run: Run) -> None:
        done = ok(run("focus", "plan", "screen candidates", "--at", "14:00", "--minutes", "50"))
        assert done.stdout.startswith("· 14:00                50 m  screen candidates  ")

    def test_its_fields(self, run: Run) -> None:
        outcome = add_outcome(run)
        found = payload(
            run(
                "focus",
                "plan",
                "x",
                "--at",
                "14:00",
                "--preset",
                "25/5",
                "--outcome",
                short(outcome),
                "--json",
            )
        )
        assert set(found) == {"schema", "block", "capacity"}
        block = found["block"]
        assert set(block) == BLOCK
        assert (block["state"], block["planned_at"], block["started_at"]) == ("planned", at("14:00"), None)
        assert (block["planned_s"], block["break_s"], block["outcome_id"]) == (1500, 300, outcome["id"])
        assert found["capacity"] is None

    def test_without_a_time_it_lies_anywhere_in_the_day(self, run: Run) -> None:
        done = ok(run("focus", "plan", "x", "--date", "friday", "--open-ended"))
        assert done.stdout.startswith("· any time       open-ended  x  ")
        assert [one["intention"] for one in day_page(run, FRIDAY)["planned"]] == ["x"]
        assert day_page(run)["planned"] == []

    def test_it_says_when_the_day_no_longer_fits(self, run: Run) -> None:
        ok(run("day", "open"))
        assert ok(run("focus", "plan", "a", "--minutes", "8h")).stderr == ""
        done = ok(run("focus", "plan", "b", "--minutes", "60"))
        assert done.stderr == "The plan is 30 m longer than the day: shutdown 17:30.\n"
        found = payload(run("focus", "plan", "c", "--minutes", "30", "--json"))
        assert set(found["capacity"]) == FIT
        assert found["capacity"] == {
            "left_s": 8 * 3600 + 1800, "planned_s": 9 * 3600 + 1800, "free_s": 0, "overcommitted_min": 60
        }  # fmt: skip

    def test_a_whole_instant_names_its_day(self, run: Run) -> None:
        assert plan(run, "x", "--at", f"{FRIDAY}T10:00+01:00")["day"] == FRIDAY
        block = plan(run, "x", "--at", "14:00")
        moved = payload(run("focus", "move", short(block), "--at", f"{FRIDAY}T01:00+01:00", "--json"))[
            "block"
        ]
        assert (moved["day"], moved["planned_at"]) == ("2026-11-26", at("01:00", FRIDAY))
        refused(
            run("focus", "plan", "x", "--at", f"{FRIDAY}T10:00+01:00", "--date", "tomorrow"),
            f"--at lies on {FRIDAY}, not on {TUESDAY}",
            code=2,
        )

    def test_it_says_what_is_planned_for_the_same_time(self, run: Run) -> None:
        plan(run, "x", "--at", "14:00", "--minutes", "50")
        plan(run, "any time")
        done = ok(run("focus", "plan", "y", "--at", "14:30", "--minutes", "25"))
        assert done.stderr == "At the same time as “x”, 14:00, 50 m.\n"
        assert [one["intention"] for one in day_page(run)["planned"]] == ["x", "y", "any time"]
        assert ok(run("focus", "plan", "after", "--at", "14:55")).stderr == ""
        assert ok(run("focus", "plan", "before", "--at", "13:10", "--minutes", "50")).stderr == ""
        assert ok(run("focus", "plan", "z", "--at", "14:00", "--date", "friday")).stderr == ""

    def test_it_says_when_the_time_is_past(self, run: Run) -> None:
        done = ok(run("focus", "plan", "x", "--at", "08:00"))
        assert done.stderr == "08:00 is already past.\n"
        assert ok(run("focus", "plan", "y", "--at", "09:00")).stderr == ""
        assert day_page(run)["planned"][0]["planned_at"] == at("08:00")

    def test_late_is_on_the_same_workday(self, run: Run) -> None:
        block = plan(run, "x", "--at", "01:30")
        assert (block["day"], block["planned_at"]) == (MONDAY, at("01:30", TUESDAY))


class TestMove:
    def test_to_another_time_day_and_length(self, run: Run) -> None:
        block = plan(run, "x", "--at", "14:00")
        moved = payload(run("focus", "move", short(block), "--at", "15:30", "--json"))["block"]
        assert (moved["planned_at"], moved["day"], moved["planned_s"]) == (at("15:30"), MONDAY, 3000)
        moved = payload(run("focus", "move", short(block), "--minutes", "25", "--json"))["block"]
        assert (moved["planned_at"], moved["planned_s"]) == (at("15:30"), 1500)
        moved = payload(run("focus", "move", short(block), "--date", "friday", "--json"))["block"]
        assert (moved["planned_at"], moved["day"]) == (None, FRIDAY)
        moved = payload(run("focus", "move", short(block), "--date", "friday", "--at", "09:00", "--json"))[
            "block"
        ]
        assert moved["planned_at"] == at("09:00", FRIDAY)

    def test_nothing_given_is_wrong_usage(self, run: Run) -> None:
        block = plan(run, "x", "--at", "14:00")
        refused(run("focus", "move", short(block)), "--at, --date or --minutes", code=2)
        assert day_page(run)["planned"] == [block]

    def test_it_says_what_is_planned_for_the_same_time_and_what_is_past(self, run: Run) -> None:
        plan(run, "x", "--at", "14:00", "--minutes", "50")
        block = plan(run, "y", "--at", "16:00")
        assert ok(run("focus", "move", short(block), "--at", "14:49")).stderr == (
            "At the same time as “x”, 14:00, 50 m.\n"
        )
        assert ok(run("focus", "move", short(block), "--at", "14:50")).stderr == ""
        assert ok(run("focus", "move", short(block), "--at", "08:00")).stderr == "08:00 is already past.\n"

    def test_only_a_planned_block_moves(self, run: Run) -> None:
        block = log(run, "x", "07:00", "08:00")
        refused(run("focus", "move", short(block), "--at", "15:00"), '"x" is finished')

    def test_what_no_longer_fits_is_said(self, run: Run) -> None:
        ok(run("day", "open"))
        block = plan(run, "x")
        done = ok(run("focus", "move", short(block), "--minutes", "10h"))
        assert "longer than the day: shutdown 17:30" in done.stderr

    def test_where_it_is_already_is_no_error_and_no_change(self, run: Run) -> None:
        block = plan(run, "x", "--at", "14:00")
        ok(run("focus", "move", short(block), "--at", "14:00"))
        assert ok(run("undo")).stdout == "Undone: plan “x”\n"


class TestDrop:
    def test_it_leaves_the_plan(self, run: Run) -> None:
        block = plan(run, "x")
        done = ok(run("focus", "drop", short(block), "--reason", "next week"))
        assert done.stdout.startswith("× ")
        assert day_page(run)["planned"] == []

    def test_twice_is_no_error(self, run: Run) -> None:
        block = plan(run, "x")
        for _ in range(2):
            assert payload(run("focus", "drop", short(block), "--json"))["block"]["state"] == "dropped"
        assert ok(run("undo")).stdout == "Undone: drop “x”\n"
        assert ok(run("undo")).stdout == "Undone: plan “x”\n"

    def test_a_running_one_is_refused(self, run: Run) -> None:
        block = start(run, "write")
        refused(run("focus", "drop", short(block)), '"write" is running')


class TestEdit:
    @pytest.fixture
    def block(self, run: Run) -> dict[str, Any]:
        return log(run, "review", "07:00", "08:00", "--result", "r", "--depth", "2")

    def edit(self, run: Run, block: dict[str, Any], *options: str, **how: Any) -> dict[str, Any]:
        return dict(payload(run("focus", "edit", short(block), *options, "--json", **how))["block"])

    @pytest.mark.parametrize(
        ("options", "field", "value"),
        [
            (("--intention", "mail"), "intention", "mail"),
            (("--result", ""), "result", ""),
            (("--depth", "5"), "depth", 5),
            (("--next", "n"), "next_action", "n"),
            (("--visibility", "manager"), "visibility", "manager"),
            (("--from", "06:30"), "started_at", at("06:30")),
            (("--to", "08:15"), "ended_at", at("08:15")),
        ],
    )
    def test_only_what_is_given_changes(
        self, run: Run, block: dict[str, Any], options: tuple[str, ...], field: str, value: object
    ) -> None:
        edited = self.edit(run, block, *options)
        assert edited[field] == value
        changed = {name for name in BLOCK if edited[name] != block[name]}
        assert changed - {"focused_s"} == {field}

    def test_its_outcome_is_set_and_taken_away(self, run: Run, block: dict[str, Any]) -> None:
        outcome = add_outcome(run)
        assert self.edit(run, block, "--outcome", short(outcome))["outcome_id"] == outcome["id"]
        assert self.edit(run, block, "--outcome", "")["outcome_id"] is None

    def test_it_is_as_visible_as_the_outcome_it_is_given_to(self, run: Run, block: dict[str, Any]) -> None:
        public = add_outcome(run, "told", "--visibility", "public")
        manager = add_outcome(run, "known")
        assert block["visibility"] == "private"
        for outcome in (public, manager):
            assert self.edit(run, block, "--outcome", short(outcome))["visibility"] == outcome["visibility"]
        edited = self.edit(run, block, "--outcome", "")
        assert (edited["outcome_id"], edited["visibility"]) == (None, "private")
        given = ("--outcome", short(public), "--visibility", "manager")
        assert self.edit(run, block, *given)["visibility"] == "manager"
        assert self.edit(run, block, "--depth", "4")["visibility"] == "manager"
        assert self.edit(run, block, "--outcome", "", "--visibility", "public")["visibility"] == "public"

    def test_nothing_given_is_wrong_usage(self, run: Run, block: dict[str, Any]) -> None:
        refused(run("focus", "edit", short(block)), "Nothing to change", code=2)

    def test_the_same_again_is_no_error_and_no_undo_step(self, run: Run, block: dict[str, Any]) -> None:
        self.edit(run, block, "--result", "r", "--from", "07:00")
        assert ok(run("undo")).stdout == "Undone: log “review”\n"

    def test_what_cannot_be_is_refused(self, run: Run, block: dict[str, Any]) -> None:
        other = log(run, "mail", "08:00", "08:30")
        refused(run("focus", "edit", short(block), "--to", "08:10"), '"mail"')
        refused(run("focus", "edit", short(other), "--from", "08:45"), "ends after it starts")
        refused(run("focus", "edit", short(other), "--to", "10:00"), "still to come")
        refused(run("focus", "edit", short(other), "--intention", " "), "An intention is needed")
        refused(
            run("focus", "edit", "ffff", "--depth", "1"),
            "No block has an id that begins or ends with 'ffff'.",
        )

    def test_the_times_of_an_open_block_cannot_be_edited_yet(self, run: Run) -> None:
        block = start(run, "write", now=at("08:10"))
        refused(run("focus", "edit", short(block), "--from", "08:00"), '"write" has not ended')
        assert self.edit(run, block, "--intention", "read")["state"] == "running"

    def test_a_block_of_two_years_ago_is_still_edited(self, run: Run) -> None:
        old = log(run, "long ago", "10:00", "11:00", "--date", "2024-10-01")
        assert payload(run("data", "archive", "--json"))["archived"] == 1
        assert payload(run("focus", "list", "--json", "--from", "2024-10-01", "--to", "2024-10-02"))["blocks"]
        assert self.edit(run, old, "--to", "12:00")["focused_s"] == 7200
        page = day_page(run, "2024-10-01")
        assert [(one["id"], one["focused_s"]) for one in page["blocks"]] == [(old["id"], 7200)]


class TestList:
    def listed(self, run: Run, *options: str, **how: Any) -> dict[str, Any]:
        return payload(run("focus", "list", *options, "--json", **how))

    def test_nothing_yet(self, run: Run) -> None:
        done = ok(run("focus", "list"))
        assert done.stdout == "No block from 2026-11-17 to 2026-11-23. remoteos focus start INTENTION\n"

    def test_the_last_seven_days_with_their_sums(self, run: Run) -> None:
        log(run, "old", "10:00", "11:00", "--date", "2026-11-16")
        log(run, "week", "10:00", "11:00", "--date", "2026-11-17")
        log(run, "today", "07:00", "07:30")
        found = self.listed(run)
        assert set(found) == {
            "schema", "from", "to", "blocks", "focused_s", "workdays", "average_s", "planned_s", "actual_s",
            "by_outcome", "by_hour",
        }  # fmt: skip
        assert (found["from"], found["to"]) == ("2026-11-17", MONDAY)
        assert [one["intention"] for one in found["blocks"]] == ["week", "today"]
        assert found["focused_s"] == 5400
        assert all(set(one) == BLOCK for one in found["blocks"])

    def test_every_day_has_one_heading(self, run: Run) -> None:
        log(run, "a", "07:00", "08:00")
        plan(run, "c", "--date", "tomorrow", "--at", "09:00")
        plan(run, "d", now=at("10:00", TUESDAY))
        rows = ok(run("focus", "list", "--to", "tomorrow")).stdout.splitlines()
        assert [row for row in rows if row.endswith("2026")] == ["Mon 23 Nov 2026", "Tue 24 Nov 2026"]

    def test_other_days(self, run: Run) -> None:
        log(run, "old", "10:00", "11:00", "--date", "2026-11-16")
        assert len(self.listed(run, "--from", "2026-11-16", "--to", "2026-11-16")["blocks"]) == 1
        assert self.listed(run, "--to", "2026-11-20")["from"] == "2026-11-14"
        refused(run("focus", "list", "--from", "2026-11-20", "--to", "2026-11-19"), "2026-11-20 is after")

    def test_planned_against_worked(self, run: Run) -> None:
        start(run, "write", "--minutes", "30", now=at("08:00"))
        ok(run("focus", "stop", now=at("08:45")))
        found = self.listed(run)
        assert (found["planned_s"], found["actual_s"]) == (1800, 2700)
        assert ok(run("focus", "list")).stdout.endswith("\n45 m of focus · of it planned 45 m of 30 m\n")
        log(run, "an hour unplanned", "10:00", "11:00", "--date", "2026-11-20")
        assert ok(run("focus", "list")).stdout.endswith(
            "\n1 h 45 m of focus · 52 m a workday · of it planned 45 m of 30 m\n"
        )

    def test_the_average_leaves_leave_and_days_off_out(self, run: Run) -> None:
        """From Tuesday to Monday there are five days of work, unless one is leave or one more is worked."""
        log(run, "a", "07:00", "08:00")
        log(run, "b", "07:00", "07:30", "--date", "2026-11-17")
        assert (self.listed(run)["workdays"], self.listed(run)["average_s"]) == (5, 5400 // 5)
        ok(run("day", "off", "2026-11-19", "2026-11-20"))
        assert (self.listed(run)["workdays"], self.listed(run)["average_s"]) == (3, 1800)
        log(run, "on a Sunday", "10:00", "10:30", "--date", "yesterday")
        assert self.listed(run)["workdays"] == 4

    def test_days_before_the_first_record_are_in_no_average(self, run: Run) -> None:
        log(run, "a", "07:00", "08:30")
        assert (self.listed(run)["workdays"], self.listed(run)["average_s"]) == (1, 5400)
        log(run, "b", "10:00", "10:30", "--date", "2026-11-19")
        assert (self.listed(run)["workdays"], self.listed(run)["average_s"]) == (3, 7200 // 3)

    def test_days_to_come_are_in_no_average(self, run: Run) -> None:
        log(run, "a", "07:00", "08:00")
        found = self.listed(run, "--from", "today", "--to", "friday")
        assert (found["workdays"], found["average_s"]) == (1, 3600)

    def test_by_outcome(self, run: Run) -> None:
        outcome = add_outcome(run, "RFC accepted")
        log(run, "a", "07:00", "08:00", "--outcome", short(outcome))
        log(run, "b", "08:00", "08:20")
        assert self.listed(run)["by_outcome"] == [
            {"outcome_id": outcome["id"], "focused_s": 3600},
            {"outcome_id": None, "focused_s": 1200},
        ]
        rows = ok(run("focus", "list", "--by", "outcome")).stdout.splitlines()
        assert [row.split("  ")[-1] for row in rows] == ["RFC accepted", "no outcome"]

    def test_by_hour(self, run: Run) -> None:
        log(run, "a", "06:30", "08:15")
        assert self.listed(run)["by_hour"] == [
            {"hour": 6, "focused_s": 1800},
            {"hour": 7, "focused_s": 3600},
            {"hour": 8, "focused_s": 900},
        ]
        rows = ok(run("focus", "list", "--by", "hour")).stdout.splitlines()
        assert [row[:5] for row in rows] == ["06:00", "07:00", "08:00"]

    def test_what_adds_up_to_nothing_is_said(self, run: Run) -> None:
        plan(run, "later")
        for by in ("hour", "outcome"):
            assert ok(run("focus", "list", "--by", by)).stdout.strip()

    def test_discarded_time_counts_nowhere(self, run: Run) -> None:
        start(run, "x")
        ok(run("focus", "stop", "--discard", now=at("15:00")))
        found = self.listed(run, now=at("15:00"))
        assert (found["focused_s"], found["by_outcome"], len(found["blocks"])) == (0, [], 1)


def test_a_suffix_a_prefix_and_the_whole_id_find_a_block(run: Run) -> None:
    block = plan(run, "x")
    for part in (block["id"], block["id"][:4], block["id"][-4:], block["id"][-8:].upper(), block["id"][:12]):
        ok(run("focus", "move", part, "--at", "10:00"))


def test_an_ambiguous_id_lists_the_candidates(run: Run) -> None:
    blocks = [plan(run, f"block {number}") for number in range(7)]
    said = refused(run("focus", "drop", blocks[0]["id"][:8]), "fits 7 ids: ", "block 0", "and 2 more")
    assert "block 6" not in said
    assert len(day_page(run)["planned"]) == 7


def test_a_block_over_the_change_of_summer_time_has_its_true_length(run: Run) -> None:
    start(run, "night", "--minutes", "4h", now="2026-10-25T01:00:00+02:00")
    ended = payload(run("focus", "stop", "--keep", "--json", now="2026-10-25T04:00:00+01:00"))["block"]
    assert ended["focused_s"] == 4 * 3600
    assert status(run, now="2026-10-25T04:10:00+01:00")["focus"] is None
