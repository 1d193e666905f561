"""``day``: opening the workday, closing it, looking at it, leave; and one whole day from end to end."""

import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import (
    BLOCK,
    BREACH,
    CAPTURE,
    FIT,
    FRIDAY,
    MONDAY,
    OUTCOME,
    PULSE,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    WORKDAY,
    Run,
    add_outcome,
    at,
    capture,
    day_page,
    log,
    loops,
    ok,
    payload,
    plan,
    refused,
    short,
    start,
    status,
)

SATURDAY = "2026-11-28"


def opened(run: Run, *options: str, **how: Any) -> dict[str, Any]:
    return payload(run("day", "open", *options, "--json", **how))


def closed(run: Run, *options: str, **how: Any) -> dict[str, Any]:
    return payload(run("day", "close", *options, "--json", **{"now": at("17:00"), **how}))


def outcomes(run: Run, *titles: str) -> list[dict[str, Any]]:
    return [add_outcome(run, title) for title in titles]


def picked(*chosen: dict[str, Any]) -> list[str]:
    return [word for one in chosen for word in ("--outcome", short(one))]


class TestOpen:
    def test_it_shows_the_day(self, run: Run) -> None:
        done = ok(run("day", "open"))
        assert done.stdout.splitlines() == [
            "Mon 23 Nov 2026 · opened 09:00 · shutdown 17:30",
            "  8 h 30 m still free before shutdown",
            "",
            "Start a block: remoteos focus start INTENTION",
        ]
        assert done.stderr == ""

    def test_its_fields(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        found = opened(run, *picked(outcome))
        assert set(found) == {
            "schema", "day", "outcomes", "recovered", "first_thing", "to_decide", "plans_carried",
            "plays_due", "capacity",
            "breach",
        }  # fmt: skip
        assert (set(found["day"]), set(found["outcomes"][0])) == (WORKDAY, OUTCOME)
        assert set(found["capacity"]) == FIT
        assert (found["recovered"], found["to_decide"], found["breach"]) == ([], [], None)
        assert found["plans_carried"] == 0

    def test_everything_may_be_given(self, run: Run) -> None:
        chosen = outcomes(run, "a", "b")
        day = opened(
            run, *picked(*chosen), "--type", "deep", "--until", "17:00", "--energy", "4", "--stress", "2"
        )["day"]
        assert (day["date"], day["zone"], day["state"]) == (MONDAY, "Europe/Berlin", "open")
        assert (day["opened_at"], day["closes_at"], day["type"]) == (at("09:00"), at("17:00"), "deep")
        assert day["outcome_ids"] == [one["id"] for one in chosen]
        assert day["visibility"] == "private"
        (pulse,) = day_page(run)["pulses"]
        assert (pulse["energy"], pulse["stress"], pulse["moment"]) == (4, 2, "start")

    def test_twice_is_harmless(self, run: Run) -> None:
        chosen = outcomes(run, "a")
        first = opened(run, *picked(*chosen), "--energy", "4")
        again = opened(run, now=at("10:00"))
        assert again["day"] == first["day"]
        assert len(day_page(run)["pulses"]) == 1
        assert "open the day" in ok(run("undo")).stdout
        assert day_page(run)["day"]["state"] == "unopened"

    def test_what_is_given_later_brings_it_up_to_date(self, run: Run) -> None:
        one, two = outcomes(run, "a", "b")
        opened(run, *picked(one), "--until", "16:00")
        day = opened(run, *picked(two), "--type", "meetings", "--energy", "2", now=at("10:00"))["day"]
        assert (day["opened_at"], day["closes_at"], day["type"]) == (at("09:00"), at("16:00"), "meetings")
        assert day["outcome_ids"] == [two["id"]]
        opened(run, "--stress", "1", now=at("10:10"))
        assert [(one["energy"], one["stress"]) for one in day_page(run)["pulses"]] == [(2, 1)]

    def test_four_outcomes_are_a_wish_list(self, run: Run) -> None:
        refused(run("day", "open", *picked(*outcomes(run, *"abcd"))), "At most 3", "Nothing was changed")
        assert status(run)["day"]["state"] == "unopened"

    def test_the_same_one_twice_counts_once(self, run: Run) -> None:
        (one,) = outcomes(run, "a")
        assert opened(run, *picked(one, one, one, one))["day"]["outcome_ids"] == [one["id"]]

    def test_outcomes_that_are_not_there_or_fit_twice(self, run: Run) -> None:
        one, _ = outcomes(run, "one", "two")
        refused(
            run("day", "open", "--outcome", "ffff"), "No outcome has an id that begins or ends with 'ffff'."
        )
        refused(run("day", "open", "--outcome", one["id"][:8]), "fits 2 ids: ", " one", " two")
        assert status(run)["day"]["state"] == "unopened"

    @pytest.mark.parametrize(
        ("option", "value"),
        [("--type", "lazy"), ("--until", "25:00"), ("--until", "soon"), ("--energy", "9"), ("--stress", "0")],
    )
    def test_malformed_values(self, run: Run, option: str, value: str) -> None:
        refused(run("day", "open", option, value), option, code=2)
        assert status(run)["day"]["state"] == "unopened"

    def test_until_may_be_after_midnight_or_a_whole_instant(self, run: Run) -> None:
        assert opened(run, "--until", "01:00")["day"]["closes_at"] == at("01:00", TUESDAY)
        assert opened(run, "--until", "2026-11-23T17:00+00:00")["day"]["closes_at"] == at("18:00")

    @pytest.mark.parametrize("until", ["08:59", "09:00", "2026-11-23T08:30+01:00"])
    def test_until_a_time_that_is_past_is_refused(self, run: Run, until: str) -> None:
        clock = until[-11:-6] if "T" in until else until
        refused(run("day", "open", "--until", until), f"{clock} is past: the day cannot end before now.")
        assert status(run)["day"]["state"] == "unopened"
        opened(run)
        refused(run("day", "open", "--until", until, now=at("10:00")), "is past")
        assert status(run)["day"]["closes_at"] == at("17:30")
        assert opened(run, "--until", "09:01")["day"]["closes_at"] == at("09:01")

    def test_hours_come_from_the_settings(self, run: Run) -> None:
        Path(os.environ["REMOTEOS_CONFIG"]).write_text('[hours]\nmonday = "08:00-15:00"\n')
        assert opened(run)["day"]["closes_at"] == at("15:00")

    def test_a_day_without_hours_has_no_shutdown(self, run: Run) -> None:
        found = opened(run, now=at("10:00", SATURDAY))
        assert (found["day"]["closes_at"], found["capacity"]) == (None, None)
        assert "shutdown" not in ok(run("day", "show", now=at("11:00", SATURDAY))).stdout

    def test_after_the_days_end_nothing_is_said_to_be_free(self, run: Run) -> None:
        opened(run)
        assert "free" not in ok(run("day", "show", now=at("18:00"))).stdout

    def test_overcommitment_is_said(self, run: Run) -> None:
        plan(run, "a", "--minutes", "9h")
        done = ok(run("day", "open"))
        assert "! 30 m more planned than is left before shutdown" in done.stdout
        assert opened(run)["capacity"]["overcommitted_min"] == 30

    def test_opening_late_is_noted(self, run: Run) -> None:
        found = opened(run, "--reason", "a release", now=at("21:00"))
        assert set(found["breach"]) == BREACH
        assert (found["breach"]["kind"], found["breach"]["reason"]) == ("offline_hours", "a release")
        assert found["breach"]["visibility"] == "private"
        assert opened(run, now=at("21:30"))["breach"] is None

    def test_plans_of_earlier_days_come_along_without_a_time(self, run: Run) -> None:
        plan(run, "late", "--at", "14:00")
        plan(run, "to come", "--date", FRIDAY)
        assert opened(run, now=at("09:00", TUESDAY))["plans_carried"] == 1
        (found,) = day_page(run, now=at("09:00", TUESDAY))["planned"]
        assert (found["intention"], found["planned_at"]) == ("late", None)
        assert opened(run, now=at("10:00", TUESDAY))["plans_carried"] == 0

    def test_a_person_is_told_of_plans_that_came_along(self, run: Run) -> None:
        plan(run, "late", "--at", "14:00")
        done = ok(run("day", "open", now=at("09:00", TUESDAY)))
        assert done.stderr == "1 plan never started came along, without a time.\n"
        assert ok(run("day", "open", now=at("10:00", TUESDAY))).stderr == ""

    def test_json_asks_nothing_even_on_a_terminal(self, run: Run) -> None:
        assert ok(run("day", "open", "--json", terminal=True)).stderr == ""


class TestClose:
    def test_it_says_what_the_day_was(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        ok(run("day", "open", *picked(outcome)))
        log(run, "x", "08:00", "08:50")
        capture(run, "nice", "--kind", "win")
        capture(run, "call the bank")
        done = ok(run("day", "close", "--tomorrow", "call Ana", now=at("17:00")))
        assert done.stdout.splitlines() == [
            "Shutdown complete.",
            "50 m of focus in 1 block · 0 of 1 outcome done · 1 win · 2 carried over",
            "Tomorrow first: call Ana",
        ]

    def test_its_fields(self, run: Run) -> None:
        opened(run)
        start(run, "write", now=at("16:50"))
        found = closed(run)
        assert set(found) == {
            "schema", "day", "finished", "left_running", "carried_loops", "carried_outcomes", "breach"
        }  # fmt: skip
        assert set(found["day"]) == WORKDAY
        assert [(set(one), one["state"], one["ended_at"]) for one in found["finished"]] == [
            (BLOCK, "finished", at("17:00"))
        ]
        assert (found["left_running"], found["breach"]) == (None, None)

    def test_everything_may_be_given(self, run: Run) -> None:
        opened(run)
        day = closed(
            run,
            "--tomorrow",
            "call Ana",
            "--energy",
            "3",
            "--stress",
            "2",
            "--note",
            "long\nday",
            "--carry",
            "all",
        )["day"]
        assert (day["state"], day["closed_at"]) == ("closed", at("17:00"))
        assert (day["first_thing"], day["note"]) == ("call Ana", "long\nday")
        (pulse,) = day_page(run)["pulses"]
        assert (pulse["moment"], pulse["energy"], pulse["stress"]) == ("end", 3, 2)

    def test_twice_is_harmless(self, run: Run) -> None:
        opened(run)
        capture(run, "x")
        first = closed(run, "--tomorrow", "call Ana")
        assert first["carried_loops"] == 1
        again = closed(run, "--energy", "3", now=at("17:20"))
        assert again["day"] == first["day"]
        assert again["carried_loops"] == 1
        assert loops(run)[0]["rolls"] == 1
        assert day_page(run)["pulses"][0]["energy"] == 3

    def test_a_second_time_it_says_the_same(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        opened(run, *picked(outcome))
        for text in "xy":
            capture(run, text)
        said = [ok(run("day", "close", now=at(clock))).stdout for clock in ("17:00", "17:20")]
        assert "3 carried over" in said[0]
        assert said[1] == said[0]

    def test_a_block_that_runs_past_the_start_of_the_next_day_ends_with_its_day(self, run: Run) -> None:
        opened(run)
        start(run, "night", now=at("03:30", TUESDAY))
        found = closed(run, now=at("04:10", TUESDAY))
        assert (found["day"]["date"], found["day"]["state"]) == (MONDAY, "closed")
        assert found["day"]["closed_at"] == at("04:10", TUESDAY)
        assert [(one["day"], one["ended_at"], one["focused_s"]) for one in found["finished"]] == [
            (MONDAY, at("04:10", TUESDAY), 40 * 60)
        ]
        assert found["left_running"] is None
        assert status(run, now=at("04:10", TUESDAY))["focus"] is None
        assert opened(run, now=at("09:00", TUESDAY))["recovered"] == []

    @pytest.mark.parametrize(
        ("clock", "kind"), [("17:31", None), ("18:00", None), ("18:01", "after_shutdown")]
    )
    def test_half_an_hour_late_is_on_time(self, run: Run, clock: str, kind: str | None) -> None:
        opened(run)
        breach = closed(run, "--reason", "x", now=at(clock))["breach"]
        assert (breach and breach["kind"]) == kind
        assert [one["kind"] for one in day_page(run)["breaches"]] == ([kind] if kind else [])

    def test_a_script_is_told_of_a_breach(self, run: Run) -> None:
        opened(run)
        done = ok(run("day", "close", now=at("18:10")))
        assert done.stderr == "Noted: work after the day's end.\n"

    def test_carry_none_leaves_everything_where_it_is(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        opened(run, *picked(outcome))
        capture(run, "x")
        found = closed(run, "--carry", "none")
        assert (found["carried_loops"], found["carried_outcomes"]) == (0, 0)
        assert loops(run)[0]["rolls"] == 0
        assert opened(run, now=at("09:00", TUESDAY))["outcomes"] == []
        assert payload(run("outcome", "list", "--json"))["outcomes"][0]["rolls"] == 0

    def test_unfinished_outcomes_come_along_and_done_ones_do_not(self, run: Run) -> None:
        one, two = outcomes(run, "unfinished", "finished")
        opened(run, *picked(one, two))
        ok(run("outcome", "done", short(two)))
        assert closed(run)["carried_outcomes"] == 1
        assert [each["title"] for each in opened(run, now=at("09:00", TUESDAY))["outcomes"]] == ["unfinished"]

    def test_a_day_never_opened_but_worked_counts_from_its_first_activity(self, run: Run) -> None:
        capture(run, "x", now=at("08:40"))
        day = closed(run)["day"]
        assert (day["opened_at"], day["closed_at"]) == (at("08:40"), at("17:00"))

    def test_an_empty_day_has_nothing_to_close(self, run: Run) -> None:
        refused(run("day", "close"), "nothing to close", "`remoteos day open`")
        ok(run("day", "off"))
        refused(run("day", "close"), "is off")

    def test_open_blocks_end_with_the_day(self, run: Run) -> None:
        opened(run)
        start(run, "write", now=at("16:30"))
        ok(run("focus", "aside", "outage", now=at("16:40")))
        done = ok(run("day", "close", now=at("17:00")))
        assert done.stderr.splitlines() == ["Finished with the day: write", "Finished with the day: outage"]
        assert status(run, now=at("17:00"))["focus"] is None

    def test_one_that_was_left_running_waits(self, run: Run) -> None:
        opened(run)
        start(run, "write")
        done = ok(run("day", "close", now=at("17:00")))
        assert "“write” was left running; `remoteos focus stop` settles it." in done.stderr

    def test_wrong_usage(self, run: Run) -> None:
        refused(run("day", "close", "--carry", "some"), "all", "none", code=2)
        refused(run("day", "close", "--energy", "9"), "1 to 5", code=2)

    def test_it_asks_nothing_of_a_script(self, run: Run) -> None:
        opened(run)
        assert ok(run("day", "close", "--no-input", terminal=True, now=at("17:00"))).stderr == ""


class TestReopen:
    def test_a_closed_day_is_opened_again_and_that_is_kept(self, run: Run) -> None:
        opened(run)
        closed(run)
        found = opened(run, now=at("17:10"))
        assert (found["day"]["state"], found["day"]["reopened"]) == ("open", 1)
        assert (found["day"]["opened_at"], found["day"]["closed_at"]) == (at("09:00"), None)
        assert found["breach"]["kind"] == "after_shutdown"
        again = closed(run, now=at("17:20"))
        assert again["day"]["closed_at"] == at("17:20")

    def test_closing_it_again_carries_nothing_twice(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        opened(run, *picked(outcome))
        capture(run, "x")
        for clock in ("17:00", "17:20"):
            opened(run, now=at(clock))
            closed(run, now=at(clock))
        assert loops(run)[0]["rolls"] == 1
        assert payload(run("outcome", "list", "--json"))["outcomes"][0]["rolls"] == 1


class TestMissedShutdown:
    def test_it_is_recovered_as_of_the_last_activity(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        opened(run, *picked(outcome))
        capture(run, "x", now=at("16:10"))
        done = ok(run("day", "open", now=at("09:00", TUESDAY)))
        assert done.stderr == (
            "Mon 23 Nov 2026 was still open: closed as of 16:10. "
            "Its loops and unfinished outcomes came along.\n"
        )
        missed = day_page(run, MONDAY, now=at("09:00", TUESDAY))["day"]
        assert (missed["closed_at"], missed["recovered"]) == (at("16:10"), True)
        assert "closed 16:10 (recovered)" in ok(run("day", "show", MONDAY)).stdout
        assert loops(run)[0]["rolls"] == 1
        assert status(run, now=at("09:00", TUESDAY))["day"]["outcomes"][0]["id"] == outcome["id"]

    def test_it_is_in_json(self, run: Run) -> None:
        opened(run)
        (found,) = opened(run, now=at("09:00", TUESDAY))["recovered"]
        assert (set(found), found["date"], found["state"]) == (WORKDAY, MONDAY, "closed")

    def test_closing_the_morning_after_closes_the_missed_day(self, run: Run) -> None:
        opened(run)
        capture(run, "x", now=at("16:10"))
        found = closed(run, "--tomorrow", "call Ana", "--energy", "2", now=at("08:00", TUESDAY))
        assert (found["day"]["date"], found["day"]["closed_at"]) == (MONDAY, at("16:10"))
        assert found["day"]["recovered"] is True
        again = opened(run, now=at("09:00", TUESDAY))
        assert again["recovered"] == []

    def test_closing_it_says_which_day_was_closed(self, run: Run) -> None:
        opened(run)
        done = ok(run("day", "close", "--tomorrow", "call Ana", now=at("08:00", TUESDAY)))
        assert done.stderr == "Mon 23 Nov 2026 was still open: closed as of 09:00.\n"
        assert done.stdout.startswith("Shutdown complete.")
        assert opened(run, now=at("09:00", TUESDAY))["first_thing"] == "call Ana"

    def test_three_weeks_later_it_is_no_pile_of_work(self, run: Run) -> None:
        opened(run)
        capture(run, "x")
        found = opened(run, now="2026-12-14T09:00:00+01:00")
        assert [one["date"] for one in found["recovered"]] == [MONDAY]
        assert loops(run)[0]["rolls"] == 1


class TestRolls:
    def roll(self, run: Run, days: int) -> None:
        for day in (MONDAY, TUESDAY, WEDNESDAY, THURSDAY)[:days]:
            opened(run, now=at("09:00", day))
            closed(run, now=at("17:00", day))

    def test_the_third_roll_asks(self, run: Run) -> None:
        loop = capture(run, "call the bank")
        self.roll(run, 2)
        assert opened(run, now=at("09:00", WEDNESDAY))["to_decide"] == []
        closed(run, now=at("17:00", WEDNESDAY))
        done = ok(run("day", "open", now=at("09:00", THURSDAY)))
        assert done.stderr == (
            "Carried 3 times: call the bank\n"
            f"  remoteos loop {short(loop)[-4:]} do, schedule, ask, outcome or drop\n"
        )
        found = opened(run, now=at("09:10", THURSDAY))["to_decide"]
        assert found == [{"table": "captures", "id": loop["id"], "name": "call the bank"}]

    def test_outcomes_are_asked_about_as_well(self, run: Run) -> None:
        (outcome,) = outcomes(run, "RFC")
        opened(run, *picked(outcome))
        self.roll(run, 3)
        found = opened(run, now=at("09:00", THURSDAY))
        assert found["to_decide"] == [{"table": "outcomes", "id": outcome["id"], "name": "RFC"}]
        assert found["outcomes"][0]["rolls"] == 3

    def test_what_was_decided_is_asked_no_more(self, run: Run) -> None:
        loop = capture(run, "x")
        self.roll(run, 3)
        ok(run("loop", short(loop), "drop", now=at("08:00", THURSDAY)))
        assert opened(run, now=at("09:00", THURSDAY))["to_decide"] == []


class TestLeave:
    def off(self, run: Run, *args: str) -> list[dict[str, Any]]:
        return list(payload(run("day", "off", *args, "--json"))["days"])

    def test_today_unless_dates_are_given(self, run: Run) -> None:
        assert ok(run("day", "off")).stdout == "Mon 23 Nov 2026  off\n"
        assert [one["date"] for one in self.off(run, "2026-12-24", "2026-12-25")] == [
            "2026-12-24",
            "2026-12-25",
        ]
        assert "· off" in ok(run("day", "show")).stdout
        assert "A day off. Nothing waits." in ok(run("day", "show")).stdout

    def test_through_a_date(self, run: Run) -> None:
        days = self.off(run, "2026-12-30", "--to", "2027-01-02", "--reason", "holidays")
        assert [one["date"][-5:] for one in days] == ["12-30", "12-31", "01-01", "01-02"]
        assert all(set(one) == WORKDAY for one in days)

    @pytest.mark.parametrize("to", ["2026-12-23", "2028-12-24"])
    def test_through_a_date_that_makes_no_sense(self, run: Run, to: str) -> None:
        refused(run("day", "off", "2026-12-24", "--to", to), "within a year after", code=2)

    def test_twice_is_no_error_and_no_second_undo_step(self, run: Run) -> None:
        for _ in range(2):
            assert [one["state"] for one in self.off(run, "tomorrow")] == ["off"]
        ok(run("undo"))
        assert ok(run("undo")).stdout == "Nothing to undo.\n"

    def test_the_same_date_given_twice_is_one_day(self, run: Run) -> None:
        assert len(self.off(run, "friday", "friday", FRIDAY)) == 1
        assert len(self.off(run, "2026-12-04", "2026-12-01", "--to", "2026-12-04")) == 4
        found = payload(run("data", "export"))["tables"]["workdays"]
        assert len(found) == 5

    def test_it_is_taken_back(self, run: Run) -> None:
        self.off(run, "friday")
        assert [one["state"] for one in self.off(run, "friday", "--clear")] == ["unopened"]
        assert day_page(run, "friday")["day"]["state"] == "unopened"

    def test_clearing_what_is_no_leave_is_no_error(self, run: Run) -> None:
        assert [one["state"] for one in self.off(run, "friday", "--clear")] == ["unopened"]

    def test_a_day_that_was_opened_is_no_leave_and_nothing_is_half_done(self, run: Run) -> None:
        opened(run)
        refused(run("day", "off", "today", "tomorrow"), "is open", "Nothing was changed")
        assert day_page(run, "tomorrow")["day"]["state"] == "unopened"

    def test_what_is_carried_waits_over_the_leave(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        opened(run, *picked(outcome))
        closed(run, "--tomorrow", "call Ana")
        self.off(run, "tomorrow", "--to", THURSDAY)
        found = opened(run, now=at("09:00", FRIDAY))
        assert (found["first_thing"], found["outcomes"][0]["id"]) == ("call Ana", outcome["id"])
        assert found["outcomes"][0]["rolls"] == 1

    def test_opening_a_day_off_after_all(self, run: Run) -> None:
        self.off(run)
        found = opened(run)
        assert (found["day"]["state"], found["breach"]["kind"]) == ("open", "day_off")


PAGE = {
    "schema", "day", "outcomes", "blocks", "planned", "decisions", "captures", "pulses", "breaches", "gaps",
    "breaks", "capacity", "focused_s", "target_s", "planned_s", "actual_s",
}  # fmt: skip


class TestShow:
    def test_its_fields(self, run: Run) -> None:
        (outcome,) = outcomes(run, "a")
        opened(run, *picked(outcome), "--energy", "4", now=at("08:00"))
        log(run, "x", "08:00", "08:40")
        plan(run, "later")
        capture(run, "c")
        ok(run("focus", "start", "night", now=at("21:00")))
        found = day_page(run, now=at("21:30"))
        assert set(found) == PAGE
        for name, keys in (
            ("outcomes", OUTCOME), ("blocks", BLOCK), ("planned", BLOCK), ("captures", CAPTURE),
            ("pulses", PULSE), ("breaches", BREACH), ("gaps", {"from", "to", "gap_s"}),
        ):  # fmt: skip
            assert found[name], name
            assert all(set(one) == keys for one in found[name]), name
        assert found["focused_s"] == 40 * 60 + 1800
        assert found["target_s"] == 4 * 3600
        assert found["gaps"] == [{"from": at("08:40"), "to": at("21:00"), "gap_s": 12 * 3600 + 1200}]

    def test_a_day_with_nothing_on_it(self, run: Run) -> None:
        assert ok(run("day", "show", "2026-11-20")).stdout == "Fri 20 Nov 2026 · not opened\n"
        found = day_page(run, "2026-11-20")
        assert (found["day"]["state"], found["blocks"], found["capacity"]) == ("unopened", [], None)
        assert found["day"]["id"] is None

    def test_the_one_next_step(self, run: Run) -> None:
        def step(**how: Any) -> str:
            return str(ok(run("day", "show", **how)).stdout.splitlines()[-1])

        assert step() == "Welcome. Set up remoteos in four short steps: remoteos init"
        capture(run, "z")
        assert step() == "Open the day: remoteos day open"
        opened(run)
        assert step() == "Start a block: remoteos focus start INTENTION"
        plan(run, "x")
        assert step().startswith("Start what is planned: remoteos focus start --planned ")
        start(run, "y")
        assert step() == "Finish the block: remoteos focus stop"
        assert "--keep" in step(now=at("15:00"))
        ok(run("focus", "stop"))
        closed(run)
        assert step() == "Shutdown complete. The rest of the day is yours."

    @pytest.mark.parametrize("word", ["yesterday", "tomorrow", "friday", "fri", "2026-02-28"])
    def test_days_have_names(self, run: Run, word: str) -> None:
        dates = {"yesterday": "2026-11-22", "tomorrow": TUESDAY, "friday": FRIDAY, "fri": FRIDAY}
        assert day_page(run, word)["day"]["date"] == dates.get(word, word)

    @pytest.mark.parametrize(
        "word", ["2026-02-30", "23.11.2026", "2026-1-1", "someday", "", "0001-01-01", "9999-01-01"]
    )
    def test_what_is_no_date(self, run: Run, word: str) -> None:
        refused(run("day", "show", word), "is not a date", code=2)

    @pytest.mark.parametrize("command", [(), ("day", "show")])
    def test_it_never_pages(self, run: Run, tmp_path: Path, command: tuple[str, ...]) -> None:
        kept = tmp_path / "paged"
        script = tmp_path / "pager"
        script.write_text(f"import sys, pathlib; pathlib.Path({str(kept)!r}).write_text(sys.stdin.read())")
        env = {"PAGER": f"{sys.executable} {script}", "LINES": "3", "COLUMNS": "80"}
        opened(run)
        for number in range(8):
            hour = 4 + number // 2
            log(run, f"block {number}", f"0{hour}:{number % 2}0", f"0{hour}:{number % 2}9")
        done = ok(run(*command, terminal=True, env=env, now=at("09:30")))
        assert "block 7" in done.stdout
        assert not kept.exists()
        assert ok(run("focus", "list", terminal=True, env=env, now=at("09:30"))).stdout == ""
        assert "block 7" in kept.read_text()

    def test_after_midnight_today_is_still_yesterday(self, run: Run) -> None:
        opened(run)
        start(run, "late", now=at("23:30"))
        page = day_page(run, now=at("01:30", TUESDAY))
        assert page["day"]["date"] == MONDAY
        assert closed(run, now=at("01:30", TUESDAY))["day"]["closed_at"] == at("01:30", TUESDAY)
        assert opened(run, now=at("09:00", TUESDAY))["recovered"] == []


class TestLongAgo:
    LONG_AGO = "2024-11-20"

    @pytest.fixture(autouse=True)
    def _archived(self, run: Run) -> None:
        outcome = add_outcome(run, "long ago", now=at("09:00", self.LONG_AGO))
        ok(run("day", "open", *picked(outcome), "--energy", "5", now=at("09:00", self.LONG_AGO)))
        start(run, "old work", now=at("09:00", self.LONG_AGO))
        ok(run("focus", "stop", now=at("09:50", self.LONG_AGO)))
        ok(run("capture", "old win", "--kind", "win", now=at("10:00", self.LONG_AGO)))
        ok(run("outcome", "done", short(outcome), now=at("16:00", self.LONG_AGO)))
        ok(run("day", "close", "--note", "a good one", now=at("17:00", self.LONG_AGO)))
        self.before = day_page(run, self.LONG_AGO)
        assert payload(run("data", "archive", "--json"))["archived"] == 5

    def test_it_is_shown_as_it_was(self, run: Run) -> None:
        assert (Path(os.environ["REMOTEOS_DATA"]) / "users/me/archive/2024.json").exists()
        assert day_page(run, self.LONG_AGO) == self.before
        shown = ok(run("day", "show", self.LONG_AGO)).stdout
        for part in ("closed 17:00", "✓ long ago", "old work", "+ old win"):
            assert part in shown

    def test_it_may_still_be_edited(self, run: Run) -> None:
        block = self.before["blocks"][0]
        ok(run("focus", "edit", short(block), "--result", "found it"))
        log(run, "forgotten", "11:00", "12:00", "--date", self.LONG_AGO)
        page = day_page(run, self.LONG_AGO)
        assert [(one["intention"], one["result"]) for one in page["blocks"]] == [
            ("old work", "found it"),
            ("forgotten", ""),
        ]
        assert page["focused_s"] == 3000 + 3600
        for _ in range(2):
            ok(run("undo"))
        assert day_page(run, self.LONG_AGO)["blocks"] == self.before["blocks"]

    def test_an_overlap_with_it_is_refused(self, run: Run) -> None:
        refused(
            run("focus", "log", "x", "--from", "09:10", "--to", "09:20", "--date", self.LONG_AGO),
            '"old work"',
        )

    def test_it_burdens_nothing_of_today(self, run: Run) -> None:
        assert loops(run) == []
        assert opened(run)["recovered"] == []


def test_a_whole_day_and_it_is_there_again_tomorrow(run: Run) -> None:
    """Open, pick outcomes, run blocks, note interruptions, close; and see it again tomorrow."""
    rfc = add_outcome(run, "RFC accepted", "--done-when", "two approvals", now=at("08:55"))
    load = add_outcome(run, "Load test done", now=at("08:56"))
    ok(run("day", "open", *picked(rfc, load), "--type", "deep", "--energy", "4", now=at("09:00")))
    start(run, "write section 3", "--outcome", short(rfc), now=at("09:05"))
    ok(run("focus", "interrupt", "who owns the DNS?", "--source", "channel", now=at("09:20")))
    ok(run("focus", "stop", "--result", "drafted", "--depth", "4", now=at("09:55")))
    start(run, "run the load test", "--preset", "25/5", "--outcome", short(load), now=at("10:05"))
    ok(run("focus", "aside", "prod alert", now=at("10:10")))
    ok(run("focus", "stop", now=at("10:20")))
    ok(run("focus", "stop", "--next", "try 2,000 users", now=at("10:40")))
    ok(run("capture", "the demo went well", "--kind", "win", now=at("15:00")))
    ok(run("outcome", "done", short(load), now=at("16:00")))
    (loop,) = loops(run, now=at("17:00"))
    ok(run("loop", short(loop), "ask", "--from", "Ana", now=at("17:00")))
    done = ok(run("day", "close", "--tomorrow", "call Ana", "--stress", "2", now=at("17:10")))
    assert done.stdout.splitlines() == [
        "Shutdown complete.",
        "1 h 25 m of focus in 3 blocks · 1 of 2 outcomes done · 1 win · 1 carried over",
        "Tomorrow first: call Ana",
    ]
    morning = at("09:00", TUESDAY)
    done = ok(run("day", "open", now=morning))
    assert done.stderr == ""
    assert "\nFirst thing: call Ana\n" in done.stdout
    assert "○ RFC accepted  carried 1×" in done.stdout
    assert "Load test" not in done.stdout
    assert status(run, now=morning)["asks_waiting"] == 1
    shown = ok(run("day", "show", "yesterday", now=morning)).stdout
    for part in (
        "opened 09:00 · closed 17:10 · deep", "✓ Load test done", "09:05–09:55", "write section 3 → drafted",
        "prod alert", "+ the demo went well",
    ):  # fmt: skip
        assert part in shown
    assert ok(run("data", "check", now=morning)).stdout.startswith("Everything can be used")
