"""``capture``, ``loops`` and ``loop``: noting something in passing, and deciding it later."""

import pytest

from tests.cli.support import (
    ASK,
    BLOCK,
    CAPTURE,
    FRIDAY,
    MONDAY,
    OUTCOME,
    TUESDAY,
    WORKDAY,
    Run,
    add_goal,
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


class TestCapture:
    def test_it_is_noted_and_named(self, run: Run) -> None:
        done = ok(run("capture", "call the bank"))
        assert done.stdout.startswith("Noted as loop: call the bank  ")
        assert done.stderr == ""

    def test_its_fields(self, run: Run) -> None:
        found = payload(run("capture", "call the bank", "--json"))
        assert set(found) == {"schema", "capture"}
        assert set(found["capture"]) == CAPTURE
        new = found["capture"]
        assert (new["at"], new["day"], new["kind"], new["text"]) == (
            at("09:00"),
            MONDAY,
            "loop",
            "call the bank",
        )
        assert (new["open"], new["rolls"], new["decision"], new["block_id"]) == (True, 0, None, None)
        assert (new["source"], new["promise"]) == (None, "")

    @pytest.mark.parametrize("kind", ["loop", "interruption", "idea", "risk"])
    def test_every_kind_but_a_win_is_a_private_open_loop(self, run: Run, kind: str) -> None:
        new = capture(run, "x", "--kind", kind)
        assert (new["open"], new["visibility"]) == (True, "private")
        assert [one["kind"] for one in loops(run)] == [kind]

    def test_a_win_is_made_to_be_told(self, run: Run) -> None:
        new = capture(run, "the demo went well", "--kind", "win")
        assert (new["open"], new["visibility"]) == (False, "manager")
        assert loops(run) == []
        assert "+ the demo went well" in ok(run("day", "show")).stdout

    def test_it_knows_the_block_that_is_open(self, run: Run) -> None:
        block = start(run, "write")
        assert capture(run, "x")["block_id"] == block["id"]

    def test_standard_input(self, run: Run) -> None:
        ok(run("capture", "-", input="from a pipe\r\nin two lines\n"))
        assert [one["text"] for one in loops(run)] == ["from a pipe in two lines"]

    @pytest.mark.parametrize("text", ["", "  ", "\x1b[31m\x1b[0m"])
    def test_a_text_is_needed(self, run: Run, text: str) -> None:
        refused(run("capture", text), "A text is needed")
        refused(run("capture", "-", input=text), "A text is needed")
        assert loops(run) == []

    def test_a_text_like_an_option_comes_after_two_dashes(self, run: Run) -> None:
        ok(run("capture", "--", "--not an option"))
        assert loops(run)[0]["text"] == "--not an option"

    def test_after_midnight_it_belongs_to_the_day_before(self, run: Run) -> None:
        assert capture(run, "x", now=at("01:30", TUESDAY))["day"] == MONDAY
        assert capture(run, "x", now=at("04:00", TUESDAY))["day"] == TUESDAY

    def test_it_can_be_undone(self, run: Run) -> None:
        capture(run, "x")
        assert ok(run("undo")).stdout == "Undone: capture “x”\n"
        assert loops(run) == []

    def test_no_terminal_and_no_question_is_needed(self, run: Run) -> None:
        assert ok(run("capture", "x", terminal=True)).stderr == ""


class TestLoops:
    def test_none(self, run: Run) -> None:
        assert ok(run("loops")).stdout == "No open loops.\n"
        assert payload(run("loops", "--json")) == {"schema": 1, "loops": []}

    def test_the_oldest_first_with_their_age(self, run: Run) -> None:
        capture(run, "old", now=at("10:00", "2026-11-20"))
        capture(run, "yesterday's", now=at("10:00", "2026-11-22"))
        capture(run, "new", now=at("08:00"))
        assert [one["text"] for one in loops(run)] == ["old", "yesterday's", "new"]
        *rows, marks, ways = ok(run("loops")).stdout.splitlines()
        assert "loop  " in marks
        assert ways == "Decide one: remoteos loop ID do, schedule, ask, outcome or drop"
        assert [row.rsplit("  ", 2)[1] for row in rows] == ["3 days ago", "yesterday", "08:00"]

    def test_those_carried_most_come_first(self, run: Run) -> None:
        carried = capture(run, "carried", now=at("10:00", "2026-11-20"))
        ok(run("day", "close", now=at("17:00", "2026-11-20")))
        capture(run, "older", now=at("08:00", "2026-11-20"))
        assert loops(run)[0]["id"] == carried["id"]
        assert "carried 1×" in ok(run("loops")).stdout

    def test_the_day_shows_five_of_them(self, run: Run) -> None:
        for number in range(7):
            capture(run, f"loop {number}")
        shown = ok(run("day", "show")).stdout
        assert "Open loops  7" in shown
        assert "loop 4" in shown
        assert "loop 5" not in shown
        assert "2 more: remoteos loops" in shown


class TestDecide:
    def test_do(self, run: Run) -> None:
        loop = capture(run, "call the bank")
        assert ok(run("loop", short(loop), "do")).stdout == "Done: call the bank\n"
        assert loops(run) == []

    def test_do_in_json(self, run: Run) -> None:
        loop = capture(run, "x")
        found = payload(run("loop", short(loop), "do", "--json", now=at("10:00")))
        assert set(found) == {"schema", "capture", "day"}
        assert (set(found["capture"]), set(found["day"])) == (CAPTURE, WORKDAY)
        assert found["capture"]["decision"] == {
            "way": "do",
            "at": at("10:00"),
            "became": {"table": "workdays", "id": found["day"]["id"]},
            "reason": "",
        }
        assert found["capture"]["open"] is False

    def test_schedule(self, run: Run) -> None:
        loop = capture(run, "call the bank")
        done = ok(run("loop", short(loop), "schedule", "friday", "--at", "14:00"))
        assert done.stdout == f"Planned for {FRIDAY}: call the bank\n"
        (block,) = day_page(run, FRIDAY)["planned"]
        assert set(block) == BLOCK
        assert (block["intention"], block["planned_s"], block["planned_at"]) == (
            "call the bank",
            1500,
            at("14:00", FRIDAY),
        )
        assert block["visibility"] == "private"

    def test_schedule_for_as_long_as_said(self, run: Run) -> None:
        loop = capture(run, "x")
        found = payload(run("loop", short(loop), "schedule", "tomorrow", "--minutes", "90", "--json"))
        assert set(found) == {"schema", "capture", "block"}
        assert (found["block"]["planned_s"], found["block"]["planned_at"]) == (5400, None)

    def test_ask(self, run: Run) -> None:
        loop = capture(run, "budget for the vendor")
        found = payload(
            run("loop", short(loop), "ask", "--from", "the CTO", "--kind", "decision", "--by", "friday",
                "--cost", "a week", "--json")
        )  # fmt: skip
        assert set(found) == {"schema", "capture", "ask"}
        ask = found["ask"]
        assert set(ask) == ASK
        assert (ask["text"], ask["from"], ask["kind"]) == ("budget for the vendor", "the CTO", "decision")
        assert (ask["needed_by"], ask["cost"], ask["waiting"]) == (FRIDAY, "a week", True)
        assert status(run)["asks_waiting"] == 1
        assert "1 ask waiting" in ok(run("status")).stdout

    def test_ask_needs_somebody(self, run: Run) -> None:
        loop = capture(run, "x")
        refused(run("loop", short(loop), "ask"), "--from", code=2)
        refused(run("loop", short(loop), "ask", "--from", " "), "A name is needed")
        refused(run("loop", short(loop), "ask", "--from", "A", "--kind", "money"), "decision", code=2)
        assert loops(run)[0]["open"] is True

    def test_outcome(self, run: Run) -> None:
        goal = add_goal(run, "Checkout is reliable")
        loop = capture(run, "vendor signed")
        found = payload(
            run(
                "loop",
                short(loop),
                "outcome",
                "--done-when",
                "contract filed",
                "--goal",
                short(goal),
                "--json",
            )
        )
        assert set(found) == {"schema", "capture", "outcome"}
        assert set(found["outcome"]) == OUTCOME
        assert (found["outcome"]["title"], found["outcome"]["done_when"]) == (
            "vendor signed",
            "contract filed",
        )
        assert found["outcome"]["goal_id"] == goal["id"]

    def test_drop(self, run: Run) -> None:
        loop = capture(run, "x")
        found = payload(run("loop", short(loop), "drop", "--reason", "solved itself", "--json"))
        assert found["capture"]["decision"]["way"] == "drop"
        assert found["capture"]["decision"]["reason"] == "solved itself"
        assert loops(run) == []

    def test_a_decided_one_is_not_decided_again(self, run: Run) -> None:
        loop = capture(run, "x")
        ok(run("loop", short(loop), "do"))
        refused(run("loop", short(loop), "drop"), '"x" was decided on 2026-11-23 (do)', "undo")

    def test_a_win_has_nothing_to_decide(self, run: Run) -> None:
        win = capture(run, "x", "--kind", "win")
        refused(run("loop", short(win), "do"), "is a win")

    def test_it_can_be_undone_with_what_it_became(self, run: Run) -> None:
        loop = capture(run, "x")
        ok(run("loop", short(loop), "schedule", "friday"))
        ok(run("undo"))
        assert loops(run)[0]["id"] == loop["id"]
        assert day_page(run, FRIDAY)["planned"] == []

    def test_a_wrong_goal_changes_nothing(self, run: Run) -> None:
        loop = capture(run, "x")
        refused(run("loop", short(loop), "outcome", "--goal", "ffff"), "ffff")
        assert loops(run)[0]["open"] is True

    def test_ids(self, run: Run) -> None:
        first, second = capture(run, "one"), capture(run, "two")
        refused(run("loop", first["id"][:8], "do"), "fits 2 ids: ", " one", " two")
        refused(run("loop", "ffff", "do"), "No loop has an id that begins or ends with 'ffff'.")
        refused(run("loop", "abc", "do"), "4 or more", code=2)
        ok(run("loop", first["id"][-4:], "do"))
        ok(run("loop", second["id"], "do"))

    @pytest.mark.parametrize("args", [("abcd",), ("abcd", "frob"), ("do",)])
    def test_wrong_usage(self, run: Run, args: tuple[str, ...]) -> None:
        refused(run("loop", *args), "loop --help", code=2)


class TestWhoSeesWhatALoopBecomes:
    def test_is_said_when_it_leaves_the_privacy_of_the_loop(self, run: Run) -> None:
        capture(run, "call the bank")
        (loop,) = payload(run("loops", "--json"))["loops"]
        done = ok(run("loop", short(loop), "outcome"))
        assert "your manager may see it" in done.stdout

    def test_can_stay_private(self, run: Run) -> None:
        capture(run, "call the bank")
        (loop,) = payload(run("loops", "--json"))["loops"]
        done = payload(
            run("loop", short(loop), "ask", "--from", "the bank", "--visibility", "private", "--json")
        )
        assert done["ask"]["visibility"] == "private"


def test_a_source_belongs_to_an_interruption(run: Run) -> None:
    noted = payload(run("capture", "who owns it?", "--kind", "interruption", "--source", "channel", "--json"))
    assert noted["capture"]["source"] == "channel"
    assert run("capture", "who owns it?", "--source", "channel").exit_code == 2
