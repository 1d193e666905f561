"""``focus``: starting, interrupting, stepping aside, stopping, and a block that was left running."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import (
    BLOCK,
    BREACH,
    CAPTURE,
    MONDAY,
    TUESDAY,
    Run,
    add_outcome,
    at,
    day_page,
    loops,
    ok,
    one_line,
    payload,
    plan,
    refused,
    short,
    start,
    status,
)


def stop(run: Run, *options: str, **how: Any) -> dict[str, Any]:
    return payload(run("focus", "stop", *options, "--json", **how))


def running(run: Run, **how: Any) -> Any:
    return payload(run("focus", "status", "--json", **how))["focus"]


class TestStart:
    def test_a_block_runs_for_the_default_length(self, run: Run) -> None:
        done = ok(run("focus", "start", "write section 3"))
        assert done.stdout.startswith("Started write section 3 · 50 m, until 09:50  ")
        assert done.stderr == ""

    def test_its_fields_are_those_of_the_contract(self, run: Run) -> None:
        found = payload(run("focus", "start", "write", "--json"))
        assert set(found) == {"schema", "block"}
        block = found["block"]
        assert set(block) == BLOCK
        assert block["started_at"] == at("09:00")
        assert (block["state"], block["planned_s"], block["break_s"]) == ("running", 3000, 600)
        assert (block["focused_s"], block["paused_s"], block["interruptions"]) == (0, 0, [])
        assert (block["ended_at"], block["outcome_id"], block["depth"]) == (None, None, None)
        assert (block["result"], block["next_action"]) == ("", "")

    @pytest.mark.parametrize(
        ("options", "planned_s", "break_s"),
        [
            (("--minutes", "25"), 1500, None),
            (("--minutes", "1h30"), 5400, None),
            (("--preset", "25/5"), 1500, 300),
            (("--preset", "50/10"), 3000, 600),
            (("--preset", "90/20"), 5400, 1200),
            (("--preset", "open-ended"), None, None),
            (("--open-ended",), None, None),
        ],
    )
    def test_its_length_is_the_one_asked_for(
        self, run: Run, options: tuple[str, ...], planned_s: int | None, break_s: int | None
    ) -> None:
        block = start(run, "write", *options)
        assert (block["planned_s"], block["break_s"]) == (planned_s, break_s)

    def test_own_presets_come_from_the_settings(self, run: Run) -> None:
        Path(os.environ["REMOTEOS_CONFIG"]).write_text(
            '[focus]\ndefault_preset = "long"\n[focus.presets]\nlong = "75/15"\n"25/5" = "26/4"\n'
        )
        block = start(run, "write")
        assert (block["planned_s"], block["break_s"]) == (75 * 60, 15 * 60)
        stop(run)
        assert start(run, "write", "--preset", "25/5")["planned_s"] == 26 * 60

    def test_an_unknown_preset_is_refused_with_those_there_are(self, run: Run) -> None:
        refused(run("focus", "start", "x", "--preset", "zen"), "zen", "25/5, 50/10, 90/20, open-ended")
        assert status(run)["focus"] is None

    @pytest.mark.parametrize(
        "options",
        [
            ("--minutes", "25", "--preset", "50/10"),
            ("--minutes", "25", "--open-ended"),
            ("--preset", "25/5", "--open-ended"),
        ],
    )
    def test_two_lengths_are_wrong_usage(self, run: Run, options: tuple[str, ...]) -> None:
        refused(run("focus", "start", "x", *options), "--minutes, --preset and --open-ended", code=2)

    def test_a_second_block_is_refused_and_the_first_named(self, run: Run) -> None:
        start(run, "write")
        refused(run("focus", "start", "read", now=at("09:10")), '"write" is running, started at 09:00')
        assert status(run)["focus"]["intention"] == "write"

    def test_a_paused_one_counts_as_open(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "pause"))
        refused(run("focus", "start", "read"), '"write" is paused', "focus stop", "focus aside")

    def test_it_serves_an_outcome_named_by_a_part_of_its_id(self, run: Run) -> None:
        outcome = add_outcome(run)
        for part in (outcome["id"], outcome["id"][-4:], outcome["id"][:9], outcome["id"][-7:].upper()):
            assert start(run, "write", "--outcome", part)["outcome_id"] == outcome["id"]
            stop(run)

    def test_it_is_as_visible_as_its_outcome_else_private(self, run: Run) -> None:
        assert start(run, "x")["visibility"] == "private"
        stop(run)
        outcome = add_outcome(run, "told", "--visibility", "public")
        assert start(run, "x", "--outcome", short(outcome))["visibility"] == "public"

    def test_an_outcome_that_is_not_there_is_refused(self, run: Run) -> None:
        refused(
            run("focus", "start", "x", "--outcome", "ffff"),
            "No outcome has an id that begins or ends with 'ffff'.",
        )
        refused(run("focus", "start", "x", "--outcome", "abc"), "4 or more", code=2)
        assert status(run)["focus"] is None

    @pytest.mark.parametrize("intention", ["", "   ", "\t\n", "\u200b"[:0] + "\x1b[2J"])
    def test_an_intention_is_needed(self, run: Run, intention: str) -> None:
        refused(run("focus", "start", intention), "An intention is needed")
        assert status(run)["focus"] is None

    def test_on_a_terminal_the_intention_is_asked(self, run: Run) -> None:
        done = ok(run("focus", "start", input="write\n", terminal=True))
        assert "What is this block for: " in done.stderr
        assert status(run)["focus"]["intention"] == "write"

    def test_no_input_asks_nothing(self, run: Run) -> None:
        refused(run("focus", "start", "--no-input", terminal=True, input="write\n"), "An intention is needed")

    def test_a_planned_block_is_started_as_it_was_planned(self, run: Run) -> None:
        planned = plan(run, "screen candidates", "--at", "14:00", "--minutes", "25")
        begun = payload(run("focus", "start", "--planned", short(planned), "--json", now=at("14:05")))[
            "block"
        ]
        assert begun["id"] == planned["id"]
        assert (begun["state"], begun["started_at"], begun["planned_s"]) == ("running", at("14:05"), 1500)
        assert begun["planned_at"] == at("14:00")
        refused(run("focus", "start", "--planned", short(planned)), "running")

    def test_a_planned_block_of_another_day_moves_to_the_day_it_is_started_on(self, run: Run) -> None:
        planned = plan(run, "later", "--date", "friday")
        payload(run("focus", "start", "--planned", short(planned), "--json"))
        assert [one["intention"] for one in day_page(run)["blocks"]] == ["later"]

    def test_an_intention_beside_a_planned_block_is_wrong_usage(self, run: Run) -> None:
        planned = plan(run, "x")
        refused(run("focus", "start", "y", "--planned", short(planned)), "not both", code=2)


class TestPauseResumeExtend:
    def test_a_pause_does_not_count_and_moves_the_end(self, run: Run) -> None:
        start(run, "write")
        assert payload(run("focus", "pause", "--json", now=at("09:10")))["block"]["state"] == "paused"
        said = ok(run("focus", "pause", now=at("09:10"))).stdout
        assert said.startswith("Paused write · 50 m")
        assert "until" not in said
        assert running(run, now=at("09:30"))["focused_s"] == 600
        resumed = payload(run("focus", "resume", "--json", now=at("09:30")))["block"]
        assert (resumed["state"], resumed["focused_s"], resumed["paused_s"]) == ("running", 600, 1200)
        assert "until 10:10" in ok(run("focus", "status", now=at("09:40"))).stdout

    def test_pausing_and_resuming_twice_is_no_error_and_no_second_undo_step(self, run: Run) -> None:
        start(run, "write")
        for _ in range(2):
            assert ok(run("focus", "pause", now=at("09:10"))).stdout.startswith("Paused write")
        for _ in range(2):
            assert ok(run("focus", "resume", now=at("09:20"))).stdout.startswith("Running write")
        undone = [ok(run("undo")).stdout for _ in range(3)]
        assert [text.split("“")[0].strip() for text in undone] == [
            "Undone: resume",
            "Undone: pause",
            "Undone: start",
        ]

    def test_an_extension_moves_the_end(self, run: Run) -> None:
        start(run, "write")
        assert payload(run("focus", "extend", "--json"))["block"]["planned_s"] == 3600
        assert payload(run("focus", "extend", "1h", "--json"))["block"]["planned_s"] == 7200
        assert "until 11:00" in ok(run("focus", "status")).stdout

    @pytest.mark.parametrize("minutes", ["0", "-5", "1441", "a lot", "1.5", ""])
    def test_only_minutes_extend(self, run: Run, minutes: str) -> None:
        start(run, "write")
        assert run("focus", "extend", "--", minutes).exit_code == 2
        assert status(run)["focus"]["planned_s"] == 3000

    def test_an_open_ended_block_has_no_end_to_extend(self, run: Run) -> None:
        start(run, "write", "--open-ended")
        refused(run("focus", "extend", "10"), "open-ended")

    @pytest.mark.parametrize(
        "args",
        [("pause",), ("resume",), ("extend",), ("stop",), ("abandon",), ("aside", "x")],
    )
    def test_without_a_block_it_is_refused_with_what_to_do(self, run: Run, args: tuple[str, ...]) -> None:
        refused(run("focus", *args), "No block is open", "focus start")
        assert run("focus", *args, "--json").stdout == ""


class TestInterrupt:
    def test_it_is_noted_without_stopping(self, run: Run) -> None:
        start(run, "write")
        done = ok(run("focus", "interrupt", "who owns the DNS?", "--source", "channel", now=at("09:12")))
        assert done.stdout == "Noted, write goes on · 1 interruption\n"
        assert running(run, now=at("09:20"))["focused_s"] == 1200

    def test_it_is_kept_with_its_time_source_and_promise(self, run: Run) -> None:
        start(run, "write")
        block = payload(
            run("focus", "interrupt", "DNS?", "--source", "person", "--promise", "by noon", "--json",
                now=at("09:12"))
        )["block"]  # fmt: skip
        assert block["interruptions"] == [
            {"at": at("09:12"), "source": "person", "note": "DNS?", "promise": "by noon"}
        ]

    def test_it_waits_as_a_private_open_loop_that_knows_the_promise(self, run: Run) -> None:
        block = start(run, "write")
        found = payload(run("focus", "interrupt", "DNS?", "--promise", "by noon", "--json"))
        assert set(found) == {"schema", "block", "capture"}
        assert (set(found["block"]), set(found["capture"])) == (BLOCK, CAPTURE)
        (loop,) = loops(run)
        assert found["capture"] == loop
        assert (loop["text"], loop["promise"]) == ("DNS?", "by noon")
        assert (loop["kind"], loop["source"], loop["visibility"]) == ("interruption", "other", "private")
        assert loop["block_id"] == block["id"]
        ok(run("focus", "interrupt", "and the MX?"))
        assert [one["promise"] for one in loops(run)] == ["by noon", ""]

    def test_without_a_block_it_is_an_open_loop(self, run: Run) -> None:
        done = ok(run("focus", "interrupt", "DNS?"))
        assert done.stdout.startswith("Noted as an open loop: DNS?")
        found = payload(
            run("focus", "interrupt", "MX?", "--source", "person", "--promise", "by noon", "--json")
        )
        assert found["block"] is None
        loop = found["capture"]
        assert set(loop) == CAPTURE
        assert (loop["text"], loop["promise"], loop["source"]) == ("MX?", "by noon", "person")
        assert (loop["kind"], loop["open"], loop["block_id"]) == ("interruption", True, None)
        assert [one["text"] for one in loops(run)] == ["DNS?", "MX?"]

    def test_with_a_block_that_was_left_running_it_is_an_open_loop(self, run: Run) -> None:
        start(run, "write")
        before = running(run, now=at("14:00"))
        done = ok(run("focus", "interrupt", "DNS?", now=at("14:00")))
        assert done.stdout.startswith("Noted as an open loop: DNS?")
        assert running(run, now=at("14:00")) == before
        assert before["interruptions"] == []
        (loop,) = loops(run)
        assert loop["block_id"] is None
        found = payload(run("focus", "interrupt", "MX?", "--json", now=at("14:00")))
        assert (found["block"], found["capture"]["text"]) == (None, "MX?")

    def test_it_is_undone_in_one_step(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "interrupt", "DNS?"))
        ok(run("undo"))
        assert (loops(run), running(run)["interruptions"]) == ([], [])

    def test_a_paused_block_can_be_interrupted_too(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "pause"))
        assert "2 interruptions" in [ok(run("focus", "interrupt", "x")) for _ in range(2)][-1].stdout
        assert status(run)["focus"]["state"] == "paused"

    def test_an_unknown_source_and_an_empty_note_are_said(self, run: Run) -> None:
        start(run, "write")
        refused(run("focus", "interrupt", "x", "--source", "cat"), "internal", "channel", code=2)
        refused(run("focus", "interrupt", "  "), "A note is needed")
        assert loops(run) == []


class TestAside:
    def test_stopping_an_aside_returns_to_the_block(self, run: Run) -> None:
        first = start(run, "write")
        aside = payload(run("focus", "aside", "outage", "--json", now=at("09:10")))["block"]
        assert (aside["aside_of"], aside["planned_s"], aside["state"]) == (first["id"], None, "running")
        done = ok(run("focus", "stop", now=at("09:25")))
        assert done.stdout == "Finished outage · 15 m · back to write\n"
        found = running(run, now=at("09:30"))
        assert (found["id"], found["state"], found["focused_s"]) == (first["id"], "running", 900)

    def test_the_return_is_in_json(self, run: Run) -> None:
        first = start(run, "write")
        ok(run("focus", "aside", "outage", "--minutes", "10"))
        found = stop(run, now=at("09:10"))
        assert set(found) == {"schema", "block", "returned_to"}
        assert set(found["returned_to"]) == BLOCK
        assert (found["returned_to"]["id"], found["returned_to"]["state"]) == (first["id"], "running")
        assert stop(run, now=at("09:20"))["returned_to"] is None

    def test_asides_nest(self, run: Run) -> None:
        start(run, "one")
        ok(run("focus", "aside", "two", now=at("09:10")))
        ok(run("focus", "aside", "three", now=at("09:20")))
        assert "back to two" in ok(run("focus", "stop", now=at("09:30"))).stdout
        assert "back to one" in ok(run("focus", "stop", now=at("09:40"))).stdout
        ended = stop(run, now=at("10:00"))["block"]
        assert (ended["intention"], ended["focused_s"], ended["paused_s"]) == ("one", 1800, 1800)

    def test_a_block_paused_on_purpose_stays_paused(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "pause", now=at("09:05")))
        ok(run("focus", "aside", "outage", now=at("09:10")))
        assert "back to" not in ok(run("focus", "stop", now=at("09:15"))).stdout
        assert status(run, now=at("09:20"))["focus"]["state"] == "paused"

    def test_abandoning_an_aside_returns_as_well(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "aside", "outage"))
        assert "back to write" in ok(run("focus", "abandon", "not mine")).stdout

    def test_it_may_have_a_length_and_an_outcome(self, run: Run) -> None:
        outcome = add_outcome(run)
        start(run, "write")
        aside = payload(run("focus", "aside", "x", "--preset", "25/5", "--outcome", short(outcome), "--json"))
        assert (aside["block"]["planned_s"], aside["block"]["outcome_id"]) == (1500, outcome["id"])


class TestStop:
    def test_what_came_of_it_is_kept(self, run: Run) -> None:
        start(run, "write")
        block = stop(
            run, "--result", "drafted", "--depth", "4", "--next", "ask Ana", now=at("09:40")
        )["block"]  # fmt: skip
        assert (block["state"], block["ended_at"], block["focused_s"]) == ("finished", at("09:40"), 2400)
        assert (block["result"], block["depth"], block["next_action"]) == ("drafted", 4, "ask Ana")

    def test_it_says_how_long_against_the_plan_and_the_break(self, run: Run) -> None:
        start(run, "write")
        assert (
            ok(run("focus", "stop", now=at("09:40"))).stdout == "Finished write · 40 m of 50 m · 10 m break\n"
        )

    @pytest.mark.parametrize(("clock", "offered"), [("09:24", False), ("09:25", True), ("10:00", True)])
    def test_a_break_is_offered_for_half_of_the_plan(self, run: Run, clock: str, offered: bool) -> None:
        start(run, "write")
        assert ("10 m break" in ok(run("focus", "stop", now=at(clock))).stdout) == offered

    @pytest.mark.parametrize("options", [("--trim", "planned"), ("--trim", "activity"), ("--discard",)])
    def test_one_that_was_not_left_running_is_not_trimmed_or_discarded(
        self, run: Run, options: tuple[str, ...]
    ) -> None:
        start(run, "write")
        refused(run("focus", "stop", *options, now=at("09:20")), '"write" was not left running')
        assert status(run, now=at("09:20"))["focus"]["state"] == "running"
        ok(run("focus", "pause", now=at("09:20")))
        refused(run("focus", "stop", *options, now=at("15:00")), '"write" was not left running')

    def test_keeping_one_that_was_not_left_running_finishes_it(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "aside", "outage", now=at("09:10")))
        found = stop(run, "--keep", now=at("09:20"))
        assert (found["block"]["state"], found["block"]["focused_s"]) == ("finished", 600)
        assert found["returned_to"]["intention"] == "write"

    @pytest.mark.parametrize("depth", ["0", "9", "-1", "2.5", "deep", ""])
    def test_a_depth_is_one_to_five(self, run: Run, depth: str) -> None:
        start(run, "write")
        refused(run("focus", "stop", "--depth", depth), "a number from 1 to 5", code=2)
        assert status(run)["focus"]["state"] == "running"

    def test_on_a_terminal_it_asks_what_was_not_given(self, run: Run) -> None:
        start(run, "write")
        done = ok(run("focus", "stop", "--depth", "3", input="drafted\nask Ana\n", terminal=True))
        assert "How deep" not in done.stderr
        (block,) = day_page(run)["blocks"]
        assert (block["result"], block["depth"], block["next_action"]) == ("drafted", 3, "ask Ana")

    def test_on_a_terminal_everything_can_be_skipped(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "stop", input="\n\n\n", terminal=True))
        (block,) = day_page(run)["blocks"]
        assert (block["state"], block["result"], block["depth"]) == ("finished", "", None)

    def test_leaving_in_the_middle_leaves_the_block_running(self, run: Run) -> None:
        start(run, "write")
        assert run("focus", "stop", input="drafted\n", terminal=True).exit_code == 130
        assert status(run)["focus"]["state"] == "running"

    def test_giving_up_keeps_the_time_and_the_reason(self, run: Run) -> None:
        start(run, "write")
        found = payload(run("focus", "abandon", "the outage took over", "--json", now=at("09:20")))
        assert (found["block"]["state"], found["block"]["focused_s"]) == ("abandoned", 1200)
        assert "(abandoned)" in ok(run("day", "show", now=at("09:30"))).stdout

    def test_it_can_be_undone(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "stop", now=at("09:20")))
        assert ok(run("undo", now=at("09:21"))).stdout == "Undone: finish “write”\n"
        assert running(run, now=at("09:30"))["focused_s"] == 1800


class TestLeftRunning:
    """A timed block, half an hour past its end without a sign of life: 09:00, 50 minutes, found at 14:00."""

    LATER = at("14:00")

    @pytest.fixture(autouse=True)
    def _left(self, run: Run) -> None:
        start(run, "write")

    def test_it_is_not_stale_before(self, run: Run) -> None:
        assert running(run, now=at("10:19"))["stale"] is None
        assert running(run, now=at("10:21"))["stale"] is not None

    def test_it_counts_no_further(self, run: Run) -> None:
        found = running(run, now=self.LATER)
        assert (found["focused_s"], found["remaining_s"]) == (80 * 60, -30 * 60)
        assert found["stale"] == {
            "since": at("10:20"),
            "planned_end": at("09:50"),
            "last_activity": at("09:00"),
            "choices": ["keep", "trim planned", "trim activity", "discard"],
        }

    @pytest.mark.parametrize("command", [("status",), ("focus", "status")])
    def test_the_status_shows_what_was_found_and_how_to_settle_it(
        self, run: Run, command: tuple[str, ...]
    ) -> None:
        said = ok(run(*command, now=self.LATER)).stdout.lower()
        for part in ("left running", "09:50", "09:00", "10:20", "--keep", "--trim planned", "--discard"):
            assert part in said

    @pytest.mark.parametrize(
        "args",
        [
            ("stop",),
            ("pause",),
            ("extend",),
            ("aside", "x"),
            ("start", "x"),
            ("abandon",),
        ],
    )
    def test_nothing_goes_on_before_it_is_settled(self, run: Run, args: tuple[str, ...]) -> None:
        before = status(run, now=self.LATER)
        refused(run("focus", *args, now=self.LATER), "left running", "Settle it first", "--keep")
        assert status(run, now=self.LATER) == before

    @pytest.mark.parametrize(
        ("options", "state", "ended", "focused_s"),
        [
            (("--keep",), "finished", at("14:00"), 5 * 3600),
            (("--trim", "planned"), "finished", at("09:50"), 3000),
            (("--trim", "activity"), "finished", at("09:00"), 0),
            (("--discard",), "discarded", at("09:00"), 0),
        ],
    )
    def test_it_is_kept_trimmed_or_discarded(
        self, run: Run, options: tuple[str, ...], state: str, ended: str, focused_s: int
    ) -> None:
        block = stop(run, *options, now=self.LATER)["block"]
        assert (block["state"], block["ended_at"], block["focused_s"]) == (state, ended, focused_s)
        assert status(run, now=self.LATER)["focus"] is None

    def test_last_activity_is_any_that_came_before_it_went_stale(self, run: Run) -> None:
        ok(run("capture", "x", now=at("09:30")))
        ok(run("capture", "y", now=at("13:00")))
        block = stop(run, "--trim", "activity", now=self.LATER)["block"]
        assert (block["ended_at"], block["focused_s"]) == (at("09:30"), 1800)

    def test_two_ways_at_once_are_wrong_usage(self, run: Run) -> None:
        refused(run("focus", "stop", "--keep", "--discard", now=self.LATER), "--keep, --trim", code=2)

    def test_resuming_keeps_its_time_and_goes_on(self, run: Run) -> None:
        block = payload(run("focus", "resume", "--json", now=self.LATER))["block"]
        assert (block["state"], block["focused_s"]) == ("running", 5 * 3600)
        assert running(run, now=at("14:10"))["stale"] is None

    @pytest.mark.parametrize(
        ("answer", "ended"), [("k", "14:00"), ("p", "09:50"), ("a", "09:00"), ("d", "09:00")]
    )
    def test_on_a_terminal_it_asks(self, run: Run, answer: str, ended: str) -> None:
        done = ok(run("focus", "stop", input=f"{answer}\n\n\n\n", terminal=True, now=self.LATER))
        assert "was left running" in done.stderr
        assert "[p]lanned end 09:50" in done.stderr
        (block,) = day_page(run, now=self.LATER)["blocks"]
        assert block["ended_at"] == at(ended)

    def test_a_discarded_one_asks_nothing_more(self, run: Run) -> None:
        done = ok(run("focus", "stop", input="d\n", terminal=True, now=self.LATER))
        assert "What came of it" not in done.stderr
        assert done.stdout.startswith("Discarded write")

    def test_the_day_shows_it_for_what_it_is(self, run: Run) -> None:
        assert (
            "! 09:00–now    1 h 20 m of 50 m  write (left running)"
            in ok(run("day", "show", now=self.LATER)).stdout
        )

    def test_every_answer_counts_it_alike(self, run: Run) -> None:
        """Until it is settled it counts to 10:20 and no further, whoever asks."""
        block = day_page(run, now=self.LATER)["blocks"][0]
        edited = payload(run("focus", "edit", short(block), "--depth", "3", "--json", now=self.LATER))[
            "block"
        ]
        found = payload(run("focus", "list", "--json", now=self.LATER))["blocks"][0]
        closed = payload(run("day", "close", "--json", now=self.LATER))["left_running"]
        assert {one["focused_s"] for one in (block, edited, found, closed)} == {80 * 60}

    def test_nothing_counts_twice_in_the_day(self, run: Run) -> None:
        stop(run, "--discard", now=self.LATER)
        page = day_page(run, now=self.LATER)
        assert (page["focused_s"], page["actual_s"]) == (0, 0)

    def test_it_waits_over_the_close_of_the_day(self, run: Run) -> None:
        ok(run("day", "open", now=at("09:01")))
        closed = payload(run("day", "close", "--json", now=at("17:00")))
        assert closed["finished"] == []
        assert closed["left_running"]["intention"] == "write"
        block = stop(run, "--trim", "planned", now=at("09:00", TUESDAY))["block"]
        assert (block["ended_at"], block["day"]) == (at("09:50"), MONDAY)


def test_an_open_ended_block_goes_stale_after_four_hours_and_has_no_planned_end(run: Run) -> None:
    start(run, "read", "--open-ended")
    assert running(run, now=at("12:59"))["stale"] is None
    found = running(run, now=at("13:01"))
    assert found["remaining_s"] is None
    assert found["stale"]["choices"] == ["keep", "trim activity", "discard"]
    said = refused(run("focus", "stop", now=at("13:01")), "left running")
    assert "planned" not in said
    refused(run("focus", "stop", "--trim", "planned", now=at("13:01")), "no planned end")
    done = run("focus", "stop", input="p\na\n\n\n\n", terminal=True, now=at("13:01"))
    assert "[p]lanned" not in done.stderr
    assert ok(done).stdout.startswith("Finished read")


class TestStatus:
    def test_nothing_runs(self, run: Run) -> None:
        assert ok(run("focus", "status")).stdout == "No block is open. remoteos focus start INTENTION\n"
        assert payload(run("focus", "status", "--json")) == {
            "schema": 1,
            "focus": None,
            "break": None,
            "reentry": None,
        }

    def test_it_shows_what_is_left(self, run: Run) -> None:
        start(run, "write")
        assert ok(run("focus", "status", now=at("09:20"))).stdout == (
            "● write · 20 m · 30 m left, until 09:50\n"
        )

    def test_it_says_when_it_is_over_plan(self, run: Run) -> None:
        start(run, "write")
        assert ok(run("focus", "status", now=at("10:00"))).stdout == "● write · 1 h · 10 m over\n"

    def test_in_json_it_is_the_whole_block_and_what_is_left(self, run: Run) -> None:
        block = start(run, "write", "--preset", "25/5")
        found = running(run, now=at("09:20"))
        assert set(found) == BLOCK | {"remaining_s", "stale"}
        assert (found["remaining_s"], found["stale"]) == (300, None)
        assert {name: found[name] for name in BLOCK} == block | {"focused_s": 1200}
        assert set(running(run, now=at("15:00"))) == BLOCK | {"remaining_s", "stale"}

    def test_a_pause_shows(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "pause", now=at("09:20")))
        assert ok(run("focus", "status", now=at("09:40"))).stdout.rstrip().endswith("paused")


class TestBreaches:
    """Work hours end at 17:30; offline hours are 20:00 to 07:00."""

    def breaches(self, run: Run, **how: Any) -> list[dict[str, Any]]:
        return list(day_page(run, **how)["breaches"])

    def test_late_work_is_noted_once_and_never_scolded(self, run: Run) -> None:
        ok(run("day", "open"))
        done = ok(run("focus", "start", "late", now=at("18:00")))
        assert done.stderr == "Noted: work after the day's end.\n"
        ok(run("focus", "stop", now=at("18:10")))
        assert ok(run("focus", "start", "later", now=at("18:20"))).stderr == ""
        (found,) = self.breaches(run, now=at("18:30"))
        assert set(found) == BREACH
        assert (found["kind"], found["at"], found["reason"]) == ("after_shutdown", at("18:00"), "")
        assert found["visibility"] == "private"

    def test_the_reason_may_be_given(self, run: Run) -> None:
        ok(run("focus", "start", "outage", "--reason", "prod is down", now=at("21:00")))
        (found,) = self.breaches(run, now=at("21:00"))
        assert (found["kind"], found["reason"]) == ("offline_hours", "prod is down")

    def test_on_a_terminal_the_reason_is_asked_once(self, run: Run) -> None:
        done = ok(run("focus", "start", "outage", input="prod is down\n", terminal=True, now=at("21:00")))
        assert done.stderr == "This is work in offline hours. Why? (Enter for no reason): "
        assert self.breaches(run, now=at("21:00"))[0]["reason"] == "prod is down"
        done = ok(run("focus", "stop", input="\n\n\n", terminal=True, now=at("21:30")))
        assert "Why?" not in done.stderr
        assert "Why?" not in ok(run("focus", "start", "y", terminal=True, now=at("21:40"))).stderr

    def test_no_reason_is_an_answer_too(self, run: Run) -> None:
        ok(run("focus", "start", "outage", input="\n", terminal=True, now=at("21:00")))
        assert self.breaches(run, now=at("21:00"))[0]["reason"] == ""

    def test_a_reason_that_was_given_is_not_asked(self, run: Run) -> None:
        given = ("--reason", "prod is down")
        done = ok(run("focus", "start", "outage", *given, terminal=True, now=at("21:00")))
        assert done.stderr == ""
        assert self.breaches(run, now=at("21:00"))[0]["reason"] == "prod is down"

    def test_leaving_the_question_starts_nothing(self, run: Run) -> None:
        assert run("focus", "start", "outage", terminal=True, now=at("21:00")).exit_code == 130
        assert status(run, now=at("21:00"))["focus"] is None
        assert self.breaches(run, now=at("21:00")) == []

    @pytest.mark.parametrize("action", ["start", "aside", "resume", "stop"])
    def test_the_action_and_its_reason_are_one_undo_step(self, run: Run, action: str) -> None:
        if action != "start":
            start(run, "write", "--open-ended", now=at("17:00"))
        if action == "resume":
            ok(run("focus", "pause", now=at("17:10")))
        before = status(run, now=at("20:30"))
        words = {"start": ("start", "x"), "aside": ("aside", "x")}.get(action, (action,))
        answers = "\n\n\nprod is down\n" if action == "stop" else "prod is down\n"
        ok(run("focus", *words, input=answers, terminal=True, now=at("20:30")))
        assert [one["reason"] for one in self.breaches(run, now=at("20:30"))] == ["prod is down"]
        ok(run("undo", now=at("20:30")))
        assert self.breaches(run, now=at("20:30")) == []
        assert status(run, now=at("20:30")) == before

    @pytest.mark.parametrize("answer", ["k", "p", "a", "d"])
    def test_settling_what_was_left_running_is_no_work_to_ask_about(self, run: Run, answer: str) -> None:
        start(run, "write", now=at("14:00"))
        done = ok(run("focus", "stop", input=f"{answer}\n\n\n\n", terminal=True, now=at("21:00")))
        assert "Why?" not in done.stderr
        assert self.breaches(run, now=at("21:00")) == []

    def test_a_block_that_runs_into_the_evening_is_one_when_it_stops(self, run: Run) -> None:
        ok(run("day", "open"))
        start(run, "write", "--minutes", "90", now=at("16:30"))
        done = ok(run("focus", "stop", "--reason", "nearly there", now=at("17:45")))
        assert done.stderr == "Noted: work after the day's end.\n"
        assert self.breaches(run, now=at("17:45"))[0]["reason"] == "nearly there"

    def test_a_day_off_is_a_boundary(self, run: Run) -> None:
        ok(run("day", "off"))
        done = ok(run("focus", "start", "x", "--json"))
        assert done.stderr == "Noted: work on a day off.\n"
        assert self.breaches(run)[0]["kind"] == "day_off"

    def test_each_kind_is_asked_about_and_every_day_anew(self, run: Run) -> None:
        for day in (MONDAY, TUESDAY):
            ok(run("focus", "start", "x", now=at("21:00", day)))
            ok(run("focus", "stop", now=at("21:10", day)))
            assert len(self.breaches(run, now=at("21:20", day))) == 1

    def test_work_at_night_belongs_to_the_day_before(self, run: Run) -> None:
        block = start(run, "night", now=at("01:30", TUESDAY))
        assert block["day"] == MONDAY
        (found,) = self.breaches(run, now=at("01:40", TUESDAY))
        assert (found["day"], found["kind"]) == (MONDAY, "offline_hours")


def test_a_block_over_midnight_stays_in_its_day(run: Run) -> None:
    start(run, "night", "--minutes", "3h", now=at("23:30"))
    block = stop(run, now=at("01:30", TUESDAY))["block"]
    assert (block["day"], block["focused_s"]) == (MONDAY, 7200)
    assert day_page(run, MONDAY, now=at("09:00", TUESDAY))["focused_s"] == 7200


def test_text_is_kept_as_text(run: Run) -> None:
    start(run, "fix [/] and [@click=app.quit]x[/] [TODO]")
    said = ok(run("focus", "status")).stdout
    assert "fix [/] and [@click=app.quit]x[/] [TODO]" in said


def test_an_id_that_fits_two_lists_both(run: Run) -> None:
    first, second = plan(run, "one"), plan(run, "two")
    assert first["id"][:8] == second["id"][:8]
    said = one_line(run("focus", "start", "--planned", first["id"][:8]), "one", "two", "Type more of it")
    assert first["id"].replace("-", "")[-4:] in said


def test_nobody_is_asked_why_before_a_refusal_or_for_nothing(run: Run) -> None:
    evening = at("21:00")
    ok(run("focus", "start", "release", "--reason", "a release", now=evening))
    ok(run("undo"))  # the breach goes with it
    ok(run("focus", "start", "release", now=at("19:00")))
    for words in (["focus", "start", "another"], ["focus", "resume"]):
        assert "Why?" not in run(*words, now=at("19:10"), terminal=True, input="\n").stderr
