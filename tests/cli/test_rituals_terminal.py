"""``day open`` and ``day close`` on a terminal: one question at a time, every one skipped with Enter."""

import os
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import (
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    Run,
    add_outcome,
    at,
    capture,
    day_page,
    loops,
    ok,
    payload,
    refused,
    short,
    start,
    status,
)

EVENING = at("17:00")
KEYS = "[d]one  [t]omorrow  [s]chedule  [a]sk  [o]utcome  [x] let go  Enter: later"


def open_day(run: Run, answers: str = "", *options: str, now: str = at("09:00")) -> Any:
    return run("day", "open", *options, input=answers, terminal=True, now=now)


def close_day(run: Run, answers: str = "", *options: str, now: str = EVENING) -> Any:
    return run("day", "close", *options, input=answers, terminal=True, now=now)


def steps_said(done: Any) -> list[str]:
    """The steps that were gone through, by their headings, which count those that are asked."""
    found = re.findall(r"(Start|End) of day · step (\d) of (\d) · ([a-z ]+)", done.stderr)
    assert [int(number) for _, number, _, _ in found] == list(range(1, len(found) + 1))
    assert len({(ritual, count) for ritual, _, count, _ in found}) <= 1
    if done.exit_code == 0:
        assert all(int(count) == len(found) for _, _, count, _ in found)
    return [step for _, _, _, step in found]


def undone(run: Run, times: int) -> list[str]:
    """What `undo` says, that many times."""
    return [ok(run("undo")).stdout.strip() for _ in range(times)]


def steps_left(run: Run, ritual: str, on: str = MONDAY) -> list[str]:
    return list(day_page(run, on)["day"]["steps_left"][ritual])


class TestOpening:
    def test_step_by_step(self, run: Run) -> None:
        rfc = add_outcome(run, "RFC accepted")
        done = ok(open_day(run, "4\n2\ndeep\n1\nLoad test done\n\nwrite section 3\n50\n14:00\n\n"))
        assert steps_said(done) == ["pulse", "day type", "outcomes", "plan"]
        assert "Start of day · step 1 of 4 · pulse\n" in done.stderr
        assert "Minutes: At (Enter for any time): " in done.stderr
        assert "Energy, 1 (empty) to 5 (full): " in done.stderr
        page = day_page(run)
        assert (page["day"]["type"], page["day"]["state"]) == ("deep", "open")
        assert [one["title"] for one in page["outcomes"]] == ["RFC accepted", "Load test done"]
        assert page["outcomes"][0]["id"] == rfc["id"]
        assert [(one["energy"], one["stress"], one["moment"]) for one in page["pulses"]] == [(4, 2, "start")]
        assert [(one["intention"], one["planned_s"], one["planned_at"]) for one in page["planned"]] == [
            ("write section 3", 3000, at("14:00"))
        ]
        assert done.stdout.startswith("Mon 23 Nov 2026 · opened 09:00 · shutdown 17:30 · deep")

    def test_enter_skips_every_step(self, run: Run) -> None:
        done = ok(open_day(run, "\n" * 5))
        assert steps_said(done) == ["pulse", "day type", "outcomes", "plan"]
        page = day_page(run)
        assert (page["day"]["state"], page["day"]["type"]) == ("open", None)
        assert (page["outcomes"], page["pulses"], page["planned"]) == ([], [], [])
        assert steps_left(run, "start") == []

    def test_again_it_asks_nothing(self, run: Run) -> None:
        ok(open_day(run, "\n" * 5))
        done = ok(open_day(run, now=at("10:00")))
        assert (steps_said(done), done.stderr) == ([], "")
        assert "opened 09:00" in done.stdout

    @pytest.mark.parametrize(
        "options",
        [
            ("--type", "mixed"), ("--until", "16:00"), ("--energy", "4"), ("--stress", "1"),
            ("--reason", "a release"),
        ],
    )  # fmt: skip
    def test_with_an_option_nothing_is_asked(self, run: Run, options: tuple[str, ...]) -> None:
        done = ok(open_day(run, "", *options))
        assert done.stderr == ""
        assert done.stdout.startswith("Mon 23 Nov 2026 · opened 09:00")

    def test_with_outcomes_nothing_is_asked(self, run: Run) -> None:
        rfc = add_outcome(run, "RFC accepted")
        assert ok(open_day(run, "", "--outcome", short(rfc))).stderr == ""
        assert [one["id"] for one in day_page(run)["outcomes"]] == [rfc["id"]]

    def test_what_was_given_is_not_asked_later(self, run: Run) -> None:
        ok(open_day(run, "", "--energy", "4", "--type", "mixed"))
        done = ok(open_day(run, "\n\n", now=at("09:05")))
        assert steps_said(done) == ["outcomes", "plan"]

    def test_skipped_questions_are_one_undo_step(self, run: Run) -> None:
        ok(open_day(run, "\n" * 5))
        assert undone(run, 3) == [
            "Undone: start ritual",
            f"Undone: open the day {MONDAY}",
            "Nothing to undo.",
        ]

    def test_every_answer_is_an_undo_step_and_the_marks_are_the_last(self, run: Run) -> None:
        assert open_day(run, "4\n\ndeep\n").exit_code == 130
        assert steps_left(run, "start") == ["outcomes", "plan"]
        assert undone(run, 1) == ["Undone: start ritual"]
        assert steps_left(run, "start")[-4:] == ["pulse", "day type", "outcomes", "plan"]
        undone(run, 1)
        assert (day_page(run)["day"]["type"], day_page(run)["pulses"][0]["energy"]) == (None, 4)
        undone(run, 1)
        assert (day_page(run)["day"]["state"], day_page(run)["pulses"]) == ("open", [])
        undone(run, 1)
        assert day_page(run)["day"]["state"] == "unopened"

    @pytest.mark.parametrize(
        ("answers", "left"),
        [
            ("", ["pulse", "day type", "outcomes", "plan"]),
            ("4\n", ["pulse", "day type", "outcomes", "plan"]),
            ("4\n2\n", ["day type", "outcomes", "plan"]),
            ("4\n2\ndeep\n", ["outcomes", "plan"]),
            ("4\n2\ndeep\nRFC\n", ["outcomes", "plan"]),
            ("4\n2\ndeep\nRFC\n\n", ["plan"]),
        ],
    )
    def test_leaving_in_the_middle_keeps_every_answer_and_goes_on_there(
        self, run: Run, answers: str, left: list[str]
    ) -> None:
        done = open_day(run, answers)
        assert done.exit_code == 130
        assert done.stderr.endswith("remoteos: interrupted\n")
        assert steps_left(run, "start") == left
        page = day_page(run)
        given = answers.split("\n")
        assert page["day"]["state"] == "open"
        assert [one["energy"] for one in page["pulses"]] == ([4] if "4" in given else [])
        assert page["day"]["type"] == ("deep" if "deep" in given else None)
        assert [one["title"] for one in page["outcomes"]] == (["RFC"] if "RFC" in given else [])
        done = ok(open_day(run, "\n" * 6, now=at("09:05")))
        assert steps_said(done) == left
        again = day_page(run)
        assert (again["day"]["type"], again["outcomes"]) == (page["day"]["type"], page["outcomes"])
        assert again["pulses"] == page["pulses"]

    def test_at_most_three_outcomes_are_asked_for(self, run: Run) -> None:
        done = ok(open_day(run, "\n\n\none\ntwo\nthree\n\n"))
        assert "Outcome 3 of 3" in done.stderr
        assert len(day_page(run)["outcomes"]) == 3

    def test_the_same_outcome_twice_counts_once(self, run: Run) -> None:
        add_outcome(run, "RFC")
        ok(open_day(run, "\n\n\n1\n1\n\n\n"))
        assert [one["title"] for one in day_page(run)["outcomes"]] == ["RFC"]

    def test_one_that_was_reached_meanwhile_stays_in_the_day(self, run: Run) -> None:
        reached = add_outcome(run, "reached")
        ok(run("day", "open", "--outcome", short(reached)))
        ok(run("outcome", "done", short(reached)))
        ok(run("undo"))
        ok(run("outcome", "done", short(reached)))
        ok(open_day(run, "\n\nnext\n\n\n"))
        assert [one["title"] for one in day_page(run)["outcomes"]] == ["reached"]

    def test_a_wrong_answer_is_asked_again(self, run: Run) -> None:
        done = ok(open_day(run, "9\n4\n\nlazy\ndeep\n\nwrite\nmany\n25\nnoon\n12:00\n\n"))
        assert done.stderr.count("Energy") == 2
        assert day_page(run)["day"]["type"] == "deep"
        (block,) = day_page(run)["planned"]
        assert (block["planned_s"], block["planned_at"]) == (1500, at("12:00"))

    @pytest.mark.parametrize("number", ["0", "5", "00"])
    def test_a_number_that_is_none_of_the_list_is_asked_again(self, run: Run, number: str) -> None:
        add_outcome(run, "RFC")
        done = ok(open_day(run, f"\n\n\n{number}\n1\n\n\n"))
        assert f"There is no number {number}.\n" in done.stderr
        assert done.stderr.count("Outcome 1 of 3") == 2
        open_now = payload(run("outcome", "list", "--json"))["outcomes"]
        assert [one["title"] for one in open_now] == ["RFC"]
        assert [one["title"] for one in day_page(run)["outcomes"]] == ["RFC"]

    def test_the_plan_says_what_still_fits(self, run: Run) -> None:
        done = ok(open_day(run, "\n\n\n\na\n8h\n\nb\n1h\n\n\n"))
        assert "8 h 30 m still free before shutdown" in done.stderr
        assert "30 m still free before shutdown" in done.stderr
        assert "30 m too much before shutdown" in done.stderr

    def test_no_length_is_the_default_one(self, run: Run) -> None:
        ok(open_day(run, "\n\n\n\nwrite\n\n\n\n"))
        (block,) = day_page(run)["planned"]
        assert (block["planned_s"], block["planned_at"]) == (3000, None)

    def test_the_missed_shutdown_and_the_first_thing_are_said(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(run("day", "close", "--tomorrow", "call Ana", now=EVENING))
        ok(run("day", "open", now=EVENING))
        done = ok(open_day(run, "\n" * 5, now=at("09:00", TUESDAY)))
        assert done.stderr.startswith("Mon 23 Nov 2026 was still open: closed as of 17:00.")
        assert "First thing: call Ana" in done.stdout

    def test_late_it_asks_why_once(self, run: Run) -> None:
        done = ok(open_day(run, "a release\n" + "\n" * 5, now=at("21:00")))
        assert done.stderr.startswith("This is work in offline hours. Why? (Enter for no reason): ")
        assert done.stderr.count("Why?") == 1
        assert "Noted:" not in done.stderr
        assert day_page(run)["breaches"][0]["reason"] == "a release"
        undone(run, 2)
        assert (day_page(run)["day"]["state"], day_page(run)["breaches"]) == ("unopened", [])

    def test_late_and_with_an_option_only_why_is_asked(self, run: Run) -> None:
        done = ok(open_day(run, "a release\n", "--type", "deep", now=at("21:00")))
        assert done.stderr == "This is work in offline hours. Why? (Enter for no reason): "
        assert day_page(run)["breaches"][0]["reason"] == "a release"
        assert undone(run, 2)[-1] == "Nothing to undo."

    def test_a_day_that_is_open_is_no_boundary_to_ask_about(self, run: Run) -> None:
        ok(open_day(run, "\n" * 5))
        done = ok(open_day(run, now=at("21:00")))
        assert "Why?" not in done.stderr
        assert day_page(run)["breaches"] == []


def test_questions_show_no_marks_of_style(run: Run) -> None:
    add_outcome(run, "RFC accepted")
    done = ok(open_day(run, "\n" * 5))
    assert not re.search("[\ufdd0-\ufdef]", done.stderr)


class TestThirdRoll:
    @pytest.fixture(autouse=True)
    def _rolled(self, run: Run) -> None:
        """A loop and an outcome, carried on three evenings."""
        self.loop = capture(run, "call the bank", now=at("08:00"))
        self.outcome = add_outcome(run, "RFC accepted", now=at("08:00"))
        for day in (MONDAY, TUESDAY, WEDNESDAY):
            ok(run("day", "open", "--outcome", short(self.outcome), now=at("09:00", day)))
            ok(run("day", "close", now=at("17:00", day)))

    def open(self, run: Run, answers: str) -> Any:
        return open_day(run, answers, now=at("09:00", THURSDAY))

    def outcome_now(self, run: Run) -> dict[str, Any]:
        return dict(payload(run("outcome", "show", short(self.outcome), "--json"))["outcome"])

    def test_both_are_asked_about_once(self, run: Run) -> None:
        done = ok(self.open(run, "\n" * 7))
        assert steps_said(done) == ["left over", "pulse", "day type", "outcomes", "plan"]
        assert done.stderr.count("call the bank") == 1
        assert "“call the bank” (carried 3×)" in done.stderr
        assert "“RFC accepted”, carried 3×" in done.stderr
        assert loops(run)[0]["open"] is True

    def test_the_loop_is_decided(self, run: Run) -> None:
        done = ok(self.open(run, "d\n" + "\n" * 7))
        assert "  Done.\n" in done.stderr
        assert loops(run) == []

    def test_a_heading_only_when_something_was_carried_that_often(self, run: Run) -> None:
        ok(run("loop", short(self.loop), "drop", now=at("08:00", THURSDAY)))
        ok(run("outcome", "drop", short(self.outcome), now=at("08:00", THURSDAY)))
        done = ok(self.open(run, "\n" * 7))
        assert steps_said(done) == ["pulse", "day type", "outcomes", "plan"]
        assert steps_left(run, "start", THURSDAY) == []

    def test_the_outcome_is_dropped_and_its_place_is_free(self, run: Run) -> None:
        done = ok(self.open(run, "\nx\nstrategy changed\n\n\n\nnew one\n\n\n"))
        assert (self.outcome_now(run)["state"], self.outcome_now(run)["reason"]) == (
            "dropped",
            "strategy changed",
        )
        assert "Outcome 1 of 3" in done.stderr
        assert [one["title"] for one in day_page(run, THURSDAY)["outcomes"]] == ["new one"]

    def test_the_outcome_gets_a_date(self, run: Run) -> None:
        ok(self.open(run, "\ns\nfriday\n" + "\n" * 6))
        assert self.outcome_now(run)["due"] == FRIDAY

    def test_the_outcome_is_done_today(self, run: Run) -> None:
        before = self.outcome_now(run)
        ok(self.open(run, "\nd\n" + "\n" * 6))
        assert self.outcome_now(run) == before
        assert day_page(run, THURSDAY)["day"]["outcome_ids"] == [self.outcome["id"]]

    def test_a_fourth_one_for_today_is_refused_and_the_ritual_goes_on(self, run: Run) -> None:
        picks = [word for title in "abc" for word in ("--outcome", short(add_outcome(run, title)))]
        ok(run("day", "open", *picks, now=at("08:55", THURSDAY)))
        done = ok(open_day(run, "\nd\n\n\n\n\n", now=at("09:00", THURSDAY)))
        assert "remoteos: At most 3 outcomes for one day" in done.stderr
        assert steps_said(done) == ["left over", "pulse", "day type", "plan"]

    def test_the_outcome_becomes_something_else(self, run: Run) -> None:
        ok(self.open(run, "\nt\nRFC discussed\n" + "\n" * 6))
        open_now = payload(run("outcome", "list", "--json"))["outcomes"]
        assert [(one["title"], one["rolls"]) for one in open_now] == [("RFC discussed", 0)]

    def test_leaving_in_the_middle_asks_the_rest_again(self, run: Run) -> None:
        assert self.open(run, "d\n").exit_code == 130
        done = ok(self.open(run, "\n" * 6))
        assert "call the bank" not in done.stderr
        assert "“RFC accepted”, carried 3×" in done.stderr


def choose_steps(run: Run, ritual: str, steps: str) -> None:
    """Let a ritual have these steps."""
    ok(run("config", "set", f"rituals.{ritual}", steps))


class TestStepsOfOnesOwn:
    def test_are_asked_in_the_user_s_order(self, run: Run) -> None:
        choose_steps(run, "start", "plan, outcomes, pulse")
        done = ok(open_day(run, "write\n50\n\n\nRFC\n\n4\n2\n"))
        assert steps_said(done) == ["plan", "outcomes", "pulse"]
        page = day_page(run)
        assert [one["intention"] for one in page["planned"]] == ["write"]
        assert [one["title"] for one in page["outcomes"]] == ["RFC"]
        assert page["pulses"][0]["energy"] == 4
        choose_steps(run, "end", "tomorrow, wins")
        done = ok(close_day(run, "call Ana\nthe demo\n\n"))
        assert steps_said(done) == ["tomorrow", "wins"]
        assert day_page(run, MONDAY)["day"]["first_thing"] == "call Ana"

    def test_that_are_turned_off_are_not_asked_and_not_left(self, run: Run) -> None:
        choose_steps(run, "start", "outcomes")
        assert steps_said(ok(open_day(run, "\n"))) == ["outcomes"]
        assert steps_left(run, "start") == []

    def test_may_be_none(self, run: Run) -> None:
        choose_steps(run, "start", "")
        choose_steps(run, "end", "")
        assert steps_said(ok(open_day(run))) == []
        assert ok(close_day(run)).stderr == ""
        assert day_page(run, MONDAY)["day"]["state"] == "closed"

    def test_that_are_not_built_in_are_checked_off(self, run: Run) -> None:
        choose_steps(run, "start", "water the plants, pulse, stretch")
        done = ok(open_day(run, "x\nd\n\n\n\n"))
        assert steps_said(done) == ["water the plants", "pulse", "stretch"]
        assert "water the plants: done? (d when it is done): " in done.stderr
        assert "Error: d, or Enter." in done.stderr
        assert steps_left(run, "start") == []
        assert undone(run, 1) == ["Undone: start ritual"]
        assert steps_left(run, "start") == ["water the plants", "pulse", "stretch"]

    def test_are_gone_on_with_where_they_were_left(self, run: Run) -> None:
        choose_steps(run, "end", "water the plants, wins, tidy up")
        ok(run("day", "open"))
        assert close_day(run, "d\nthe demo\n\n").exit_code == 130
        assert steps_left(run, "end") == ["tidy up"]
        assert steps_said(ok(close_day(run, "d\n"))) == ["tidy up"]
        assert steps_left(run, "end") == []

    def test_what_was_carried_three_times_is_said_when_nothing_asks_about_it(self, run: Run) -> None:
        choose_steps(run, "start", "pulse")
        capture(run, "call the bank")
        for day in (MONDAY, TUESDAY, WEDNESDAY):
            ok(run("day", "open", now=at("09:00", day)))
            ok(run("day", "close", now=at("17:00", day)))
        done = ok(open_day(run, "\n\n", now=at("09:00", THURSDAY)))
        assert steps_said(done) == ["pulse"]
        assert "call the bank" in done.stderr


class TestClosing:
    def test_step_by_step(self, run: Run) -> None:
        moved, reached = add_outcome(run, "moved"), add_outcome(run, "reached")
        ok(run("day", "open", "--outcome", short(moved), "--outcome", short(reached)))
        capture(run, "call the bank")
        done = ok(close_day(run, "half way\nd\nthe demo\nthe review\n\nd\n3\n2\na long day\ncall Ana\n"))
        assert steps_said(done) == ["moved", "wins", "loops", "pulse", "tomorrow"]
        assert KEYS in done.stderr
        page = day_page(run, MONDAY)
        assert [(one["title"], one["state"]) for one in page["outcomes"]] == [
            ("moved", "open"),
            ("reached", "done"),
        ]
        assert page["outcomes"][0]["progress"][0]["note"] == "half way"
        assert [one["text"] for one in page["captures"] if one["kind"] == "win"] == ["the demo", "the review"]
        assert [(one["energy"], one["stress"], one["note"]) for one in page["pulses"]] == [(3, 2, "")]
        assert (page["day"]["state"], page["day"]["first_thing"]) == ("closed", "call Ana")
        assert page["day"]["note"] == "a long day"
        assert loops(run) == []
        assert done.stdout.splitlines() == [
            "Shutdown complete.",
            "0 m of focus in 0 blocks · 1 of 2 outcomes done · 2 wins · 1 carried over",
            "Tomorrow first: call Ana",
        ]

    def test_enter_skips_every_step(self, run: Run) -> None:
        outcome = add_outcome(run)
        ok(run("day", "open", "--outcome", short(outcome)))
        capture(run, "x")
        done = ok(close_day(run, "\n" * 7))
        assert steps_said(done) == ["moved", "wins", "loops", "pulse", "tomorrow"]
        page = day_page(run, MONDAY)
        assert (page["day"]["state"], page["pulses"], page["outcomes"][0]["progress"]) == ("closed", [], [])
        assert loops(run)[0]["rolls"] == 1
        assert steps_left(run, "end") == []

    def test_a_step_without_a_question_has_no_heading(self, run: Run) -> None:
        ok(run("day", "open"))
        assert steps_said(ok(close_day(run, "\n" * 5))) == ["wins", "pulse", "tomorrow"]

    def test_again_it_asks_nothing(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(close_day(run, "\n" * 5))
        done = ok(close_day(run, now=at("17:10")))
        assert (done.stderr, day_page(run, MONDAY)["day"]["closed_at"]) == ("", EVENING)

    def test_a_progress_of_x_is_a_note_and_marks_nothing(self, run: Run) -> None:
        outcome = add_outcome(run)
        ok(run("day", "open", "--outcome", short(outcome)))
        done = ok(close_day(run, "x\n" + "\n" * 6))
        assert "what moved? (d when it is done): " in done.stderr
        (shown,) = day_page(run, MONDAY)["outcomes"]
        assert (shown["state"], [one["note"] for one in shown["progress"]]) == ("open", ["x"])

    @pytest.mark.parametrize(
        "options",
        [
            ("--carry", "none"), ("--tomorrow", "call Ana"), ("--energy", "3"), ("--stress", "2"),
            ("--note", "long"), ("--reason", "x"),
        ],
    )  # fmt: skip
    def test_with_an_option_nothing_is_asked(self, run: Run, options: tuple[str, ...]) -> None:
        ok(run("day", "open"))
        done = ok(close_day(run, "", *options))
        assert done.stderr == ""
        assert done.stdout.startswith("Shutdown complete.")

    def test_what_was_given_with_options_is_kept(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(close_day(run, "", "--energy", "3", "--stress", "2", "--tomorrow", "call Ana"))
        page = day_page(run, MONDAY)
        assert (page["pulses"][0]["energy"], page["day"]["first_thing"]) == (3, "call Ana")

    def test_late_it_asks_why_before_it_closes(self, run: Run) -> None:
        ok(run("day", "open"))
        done = ok(close_day(run, "\n" * 4 + "\n" + "a release\n", now=at("18:10")))
        assert done.stderr.endswith("This is work after the day's end. Why? (Enter for no reason): ")
        assert "Noted:" not in done.stderr
        (breach,) = day_page(run, MONDAY)["breaches"]
        assert (breach["kind"], breach["reason"]) == ("after_shutdown", "a release")
        assert undone(run, 1) == [f"Undone: close the day {MONDAY}"]
        page = day_page(run, MONDAY)
        assert (page["day"]["state"], page["breaches"]) == ("open", [])

    def test_late_and_with_an_option_only_why_is_asked(self, run: Run) -> None:
        ok(run("day", "open"))
        done = ok(close_day(run, "a release\n", "--tomorrow", "call Ana", now=at("18:10")))
        assert done.stderr == "This is work after the day's end. Why? (Enter for no reason): "
        assert day_page(run, MONDAY)["breaches"][0]["reason"] == "a release"

    def test_a_little_late_is_on_time(self, run: Run) -> None:
        ok(run("day", "open"))
        done = ok(close_day(run, "\n" * 5, now=at("18:00")))
        assert "Why?" not in done.stderr
        assert day_page(run, MONDAY)["breaches"] == []

    def test_skipped_questions_are_one_undo_step(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(close_day(run, "\n" * 5))
        assert undone(run, 3) == [
            f"Undone: close the day {MONDAY}",
            "Undone: end ritual",
            f"Undone: open the day {MONDAY}",
        ]

    @pytest.mark.parametrize(
        ("answers", "left"),
        [
            ("", ["moved", "wins", "loops", "pulse", "tomorrow"]),
            ("half way\n", ["wins", "loops", "pulse", "tomorrow"]),
            ("half way\na win\n", ["wins", "loops", "pulse", "tomorrow"]),
            ("half way\na win\n\n", ["loops", "pulse", "tomorrow"]),
            ("half way\na win\n\nd\n", ["pulse", "tomorrow"]),
            ("half way\na win\n\nd\n3\n", ["pulse", "tomorrow"]),
            ("half way\na win\n\nd\n3\n2\nlong\n", ["tomorrow"]),
        ],
    )
    def test_leaving_in_the_middle_keeps_every_answer_and_the_day_open(
        self, run: Run, answers: str, left: list[str]
    ) -> None:
        outcome = add_outcome(run)
        ok(run("day", "open", "--outcome", short(outcome)))
        capture(run, "call the bank")
        assert close_day(run, answers).exit_code == 130
        page = day_page(run, MONDAY)
        given = answers.split("\n")
        assert page["day"]["state"] == "open"
        assert [one["note"] for one in page["outcomes"][0]["progress"]] == ["half way"] * (
            "half way" in given
        )
        assert len([one for one in page["captures"] if one["kind"] == "win"]) == ("a win" in given)
        assert len(loops(run)) == ("d" not in given)
        assert [one["energy"] for one in page["pulses"]] == [3] * ("3" in given)
        assert steps_left(run, "end") == left
        ok(close_day(run, "\n" * 8, now=at("17:10")))
        again = day_page(run, MONDAY)
        assert again["day"]["state"] == "closed"
        assert again["outcomes"][0]["progress"] == page["outcomes"][0]["progress"]
        assert again["pulses"] == page["pulses"]

    def test_what_a_script_left_out_can_be_said_later(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(run("day", "close", "--no-input", now=EVENING))
        done = ok(close_day(run, "the demo\n\n3\n\n\ncall Ana\n", now=at("17:10")))
        assert steps_said(done) == ["wins", "pulse", "tomorrow"]
        day = day_page(run, MONDAY)["day"]
        assert (day["closed_at"], day["first_thing"]) == (EVENING, "call Ana")

    def test_with_nothing_to_close_nothing_is_asked(self, run: Run) -> None:
        refused(close_day(run, "\n" * 8), "nothing to close")
        assert steps_left(run, "end") == ["moved", "wins", "loops", "pulse", "tomorrow"]

    def test_a_day_worked_without_opening_is_asked_about(self, run: Run) -> None:
        capture(run, "x")
        assert steps_said(ok(close_day(run, "\n" * 6))) == ["wins", "loops", "pulse", "tomorrow"]

    def test_the_open_block_ends_with_the_day(self, run: Run) -> None:
        ok(run("day", "open"))
        start(run, "write", now=at("16:30"))
        done = ok(close_day(run, "\n" * 5))
        assert "Finished with the day: write" in done.stderr

    def test_a_missed_day_is_closed_the_morning_after(self, run: Run) -> None:
        ok(run("day", "open"))
        capture(run, "x", now=at("16:10"))
        ok(close_day(run, "\n\n\n\n\ncall Ana\n", now=at("08:00", TUESDAY)))
        day = day_page(run, MONDAY)["day"]
        assert (day["state"], day["closed_at"], day["first_thing"]) == ("closed", at("16:10"), "call Ana")
        assert status(run, now=at("08:00", TUESDAY))["day"]["state"] == "unopened"

    def test_a_pulse_for_a_missed_day_does_not_move_its_end(self, run: Run) -> None:
        ok(run("day", "open"))
        capture(run, "x", now=at("16:10"))
        ok(close_day(run, "\n\n3\n\n\n\n", now=at("08:00", TUESDAY)))
        assert day_page(run, MONDAY)["day"]["closed_at"] == at("16:10")

    def test_a_win_for_a_missed_day_is_that_days(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(close_day(run, "the demo\n" + "\n" * 6, now=at("08:00", TUESDAY)))
        assert [one["text"] for one in day_page(run, MONDAY)["captures"]] == ["the demo"]

    def test_a_reopened_day_is_asked_about_again(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(close_day(run, "\n" * 5))
        ok(run("day", "open", now=at("17:10")))
        capture(run, "call the bank", now=at("17:20"))
        assert "loops" in steps_said(close_day(run, "\n" * 6, now=at("17:30")))


class TestTheKeysForLoops:
    """Five ways out of a loop, and tomorrow as a short cut; Enter leaves it."""

    @pytest.fixture(autouse=True)
    def _loop(self, run: Run) -> None:
        ok(run("day", "open"))
        self.loop = capture(run, "call the bank")

    def decide(self, run: Run, answers: str) -> dict[str, Any]:
        self.said = ok(close_day(run, f"\n{answers}\n\n\n\n\n")).stderr
        (found,) = day_page(run, MONDAY)["captures"]
        return dict(found["decision"] or {})

    def test_enter_leaves_it(self, run: Run) -> None:
        assert self.decide(run, "") == {}
        assert f"{KEYS}: End of day" in self.said
        assert loops(run)[0]["rolls"] == 1

    def test_d_is_done(self, run: Run) -> None:
        assert self.decide(run, "d")["way"] == "do"
        assert f"{KEYS}:   Done.\n" in self.said

    def test_t_is_tomorrow(self, run: Run) -> None:
        assert self.decide(run, "t")["way"] == "schedule"
        assert "  Planned for Tue 24 Nov 2026.\n" in self.said
        assert [one["intention"] for one in day_page(run, TUESDAY)["planned"]] == ["call the bank"]

    def test_tomorrow_is_the_next_day_of_work(self, run: Run) -> None:
        ok(run("day", "off", "tomorrow", WEDNESDAY))
        self.decide(run, "t")
        assert "  Planned for Thu 26 Nov 2026.\n" in self.said
        assert day_page(run, TUESDAY)["planned"] == []
        assert [one["intention"] for one in day_page(run, THURSDAY)["planned"]] == ["call the bank"]

    def test_s_asks_for_the_day(self, run: Run) -> None:
        assert self.decide(run, "s\nfriday")["way"] == "schedule"
        assert "  Planned for Fri 27 Nov 2026.\n" in self.said
        assert [one["intention"] for one in day_page(run, FRIDAY)["planned"]] == ["call the bank"]

    def test_a_asks_whom(self, run: Run) -> None:
        assert self.decide(run, "a\nAna")["way"] == "ask"
        assert "  Asked of Ana; your manager may see it.\n" in self.said
        assert status(run)["asks_waiting"] == 1

    def test_o_asks_when_it_is_done(self, run: Run) -> None:
        assert self.decide(run, "o\nthe loan is signed")["way"] == "outcome"
        assert "  Now an outcome; your manager may see it.\n" in self.said
        (outcome,) = payload(run("outcome", "list", "--json"))["outcomes"]
        assert (outcome["title"], outcome["done_when"]) == ("call the bank", "the loan is signed")

    def test_x_asks_why(self, run: Run) -> None:
        found = self.decide(run, "x\nsolved itself")
        assert "  Let go.\n" in self.said
        assert (found["way"], found["reason"]) == ("drop", "solved itself")

    @pytest.mark.parametrize("key", ["s", "a"])
    def test_a_second_thought_leaves_it(self, run: Run, key: str) -> None:
        assert self.decide(run, f"{key}\n") == {}

    def test_capitals_count_and_other_keys_are_asked_again(self, run: Run) -> None:
        assert self.decide(run, "q\ndone\nD")["way"] == "do"

    def test_a_text_from_a_damaged_hand_controls_no_terminal(self, run: Run) -> None:
        file = Path(os.environ["REMOTEOS_DATA"]) / "users/me/remoteos.json"
        file.write_text(file.read_text().replace("call the bank", "call\\u001b[2J the\\u009b31m\\u202e bank"))
        done = close_day(run, "\n" * 6)
        assert done.exit_code == 0
        assert not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202e]", done.stdout + done.stderr)


def test_on_a_friday_tomorrow_is_monday(run: Run) -> None:
    ok(run("day", "open", now=at("09:00", FRIDAY)))
    capture(run, "call the bank", now=at("09:10", FRIDAY))
    done = ok(close_day(run, "\nt\n\n\n\n\n", now=at("17:00", FRIDAY)))
    assert "  Planned for Mon 30 Nov 2026.\n" in done.stderr
    (block,) = day_page(run, "2026-11-30")["planned"]
    assert (block["intention"], block["planned_at"]) == ("call the bank", None)


class Terminal:
    """A process on a pseudo-terminal of its own; nothing waits for it longer than PATIENCE_S."""

    PATIENCE_S = 30.0

    def __init__(self, *args: str) -> None:
        import pty

        self.shown = ""
        self.handle, inner = pty.openpty()
        # The new session takes the terminal as its own before remoteos begins, so that Ctrl-C reaches it.
        code = (
            "import fcntl, os, signal, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0);"
            "signal.signal(signal.SIGINT, signal.SIG_DFL);"  # a job in the background ignores it
            "os.execv(sys.executable, [sys.executable, '-m', 'remoteos', *sys.argv[1:]])"
        )
        self.process = subprocess.Popen(
            [sys.executable, "-c", code, *args],
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), "TERM": "xterm"},
        )
        os.close(inner)

    def _more(self, wait_s: float) -> bool:
        """Read what is there, waiting a while for it; False when nothing came or it is over."""
        if not select.select([self.handle], [], [], wait_s)[0]:
            return False
        try:
            read = os.read(self.handle, 4096)
        except OSError:  # the other end is closed
            return False
        self.shown += read.decode(errors="replace")
        return bool(read)

    def expect(self, text: str) -> None:
        """Read until a text has been shown since the last one that was."""
        deadline = time.monotonic() + self.PATIENCE_S
        while text not in self.shown:
            if not self._more(1) and (self.process.poll() is not None or time.monotonic() > deadline):
                pytest.fail(f"{text!r} was not shown, but {self.shown!r}")
        self.shown = self.shown.split(text, 1)[1]

    def type(self, text: str) -> None:
        os.write(self.handle, text.encode())

    def interrupt(self) -> None:
        """Press Ctrl-C as a person would: again if nothing happens.

        A signal that comes in the instant before Python waits for a line is noticed after that line.
        """
        deadline = time.monotonic() + self.PATIENCE_S
        while "interrupted" not in self.shown and time.monotonic() < deadline:
            self.type("\x03")
            again = time.monotonic() + 3
            while "interrupted" not in self.shown and time.monotonic() < again:
                self._more(0.1)

    def end(self) -> tuple[int, str]:
        """The exit code, and everything that was shown up to the end."""
        deadline = time.monotonic() + self.PATIENCE_S
        while time.monotonic() < deadline and (self._more(0.5) or self.process.poll() is None):
            continue
        return self.process.wait(timeout=30), self.shown

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self.handle)


@pytest.fixture
def terminal() -> Iterator[Callable[..., Terminal]]:
    pty = pytest.importorskip("pty", reason="needs a pseudo-terminal")
    try:
        for handle in pty.openpty():
            os.close(handle)
    except OSError as error:
        pytest.skip(f"no pseudo-terminal here: {error}")
    begun: list[Terminal] = []

    def begin(*args: str) -> Terminal:
        begun.append(Terminal(*args))
        return begun[-1]

    yield begin
    for each in begun:
        each.close()


def test_on_a_real_terminal_with_ctrl_c_in_the_middle(run: Run, terminal: Callable[..., Terminal]) -> None:
    opening = terminal("day", "open")
    opening.expect("Energy, 1 (empty) to 5 (full): ")
    opening.type("4\n")
    opening.expect("Stress, 1 (calm) to 5 (much): ")
    opening.interrupt()
    code, shown = opening.end()
    assert code == 130
    assert "remoteos: interrupted" in shown
    assert "Traceback" not in shown
    assert day_page(run)["pulses"][0]["energy"] == 4
    again = terminal("day", "open")
    again.expect("Energy")
    again.type("\n\n")
    again.expect("What kind of day")
    again.type("deep\n")
    again.expect("Outcome 1 of 3")
    again.type("RFC accepted\n\n")
    again.expect("Plan a block")
    again.type("\n")
    code, shown = again.end()
    assert code == 0
    assert "Mon 23 Nov 2026 · opened 09:00 · shutdown 17:30 · deep" in shown
    assert "Traceback" not in shown
    assert [one["title"] for one in day_page(run)["outcomes"]] == ["RFC accepted"]
