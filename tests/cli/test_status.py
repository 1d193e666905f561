"""``status``: how things stand, for a person, a script and a status line."""

from pathlib import Path

import pytest

from remoteos.cli.status import FIELDS
from tests.cli.support import (
    MONDAY,
    TUESDAY,
    Run,
    add_outcome,
    at,
    capture,
    ok,
    payload,
    refused,
    short,
    start,
    status,
)


class TestJson:
    def test_nothing_yet(self, run: Run) -> None:
        assert payload(run("status", "--json")) == {
            "schema": 1,
            "now": at("09:00"),
            "user": "me",
            "day": {
                "date": MONDAY,
                "state": "unopened",
                "opened_at": None,
                "closes_at": None,
                "outcomes": [],
            },
            "focus": None,
            "open_loops": 0,
            "asks_waiting": 0,
            "update_due": None,
        }

    def test_a_day_in_full_swing(self, run: Run) -> None:
        outcome = add_outcome(run, "RFC accepted")
        ok(run("day", "open", "--outcome", short(outcome)))
        block = start(run, "write", now=at("09:50"))
        capture(run, "call the bank", now=at("10:00"))
        found = status(run, now=at("10:04"))
        assert list(found) == [
            "schema", "now", "user", "day", "focus", "open_loops", "asks_waiting", "update_due",
        ]  # fmt: skip
        assert found["day"] == {
            "date": MONDAY,
            "state": "open",
            "opened_at": at("09:00"),
            "closes_at": at("17:30"),
            "outcomes": [{"id": outcome["id"], "title": "RFC accepted", "state": "open"}],
        }
        assert found["focus"] == {
            "id": block["id"],
            "intention": "write",
            "state": "running",
            "started_at": at("09:50"),
            "planned_s": 3000,
            "focused_s": 840,
            "remaining_s": 2160,
            "stale": None,
        }
        assert (found["open_loops"], found["asks_waiting"]) == (1, 0)

    def test_the_states_of_the_day(self, run: Run) -> None:
        assert status(run)["day"]["state"] == "unopened"
        ok(run("day", "open"))
        assert status(run)["day"]["state"] == "open"
        ok(run("day", "close"))
        assert status(run)["day"]["state"] == "closed"
        ok(run("day", "off", "tomorrow"))
        assert status(run, now=at("09:00", TUESDAY))["day"]["state"] == "off"

    def test_after_midnight_it_is_still_the_day_before(self, run: Run) -> None:
        assert status(run, now=at("03:59", TUESDAY))["day"]["date"] == MONDAY
        assert status(run, now=at("04:00", TUESDAY))["day"]["date"] == TUESDAY

    def test_who_it_is_about(self, run: Run) -> None:
        assert payload(run("--user", "ada", "status", "--json"))["user"] == "ada"

    def test_now_has_the_offset_of_the_zone(self, run: Run) -> None:
        found = status(run, now="2026-11-23T08:00:00Z", env={"TZ": "Asia/Kolkata"})
        assert (found["now"], found["day"]["date"]) == ("2026-11-23T13:30:00+05:30", MONDAY)

    def test_looking_makes_no_file(self, run: Run, tmp_path: Path) -> None:
        status(run)
        assert not (tmp_path / "data").exists()


class TestText:
    def test_not_opened(self, run: Run) -> None:
        assert ok(run("status")).stdout == "Mon 23 Nov 2026 · not opened yet · remoteos day open\n"

    def test_open(self, run: Run) -> None:
        ok(run("day", "open"))
        assert ok(run("status", now=at("15:30"))).stdout == (
            "Mon 23 Nov 2026 · open since 09:00 · shutdown 17:30, in 2 h\n"
        )
        assert ok(run("status", now=at("18:00"))).stdout.endswith("shutdown was 17:30\n")

    def test_closed_and_off(self, run: Run) -> None:
        ok(run("day", "open"))
        ok(run("day", "close", now=at("17:00")))
        assert ok(run("status", now=at("18:00"))).stdout == "Mon 23 Nov 2026 · closed at 17:00\n"
        ok(run("day", "off", "tomorrow"))
        assert ok(run("status", now=at("09:00", TUESDAY))).stdout == "Tue 24 Nov 2026 · off\n"

    def test_what_waits(self, run: Run) -> None:
        capture(run, "a")
        loop = capture(run, "b")
        ok(run("loop", short(loop), "ask", "--from", "Ana"))
        capture(run, "c")
        assert ok(run("status")).stdout.splitlines()[-1] == "2 open loops · 1 ask waiting"

    def test_outcomes_with_their_ids(self, run: Run) -> None:
        outcome = add_outcome(run)
        ok(run("day", "open", "--outcome", short(outcome)))
        assert f"○ RFC accepted  {outcome['id'][-4:]}" in ok(run("status")).stdout

    def test_an_earlier_day_that_is_still_open(self, run: Run) -> None:
        ok(run("day", "open"))
        tuesday = at("09:00", TUESDAY)
        keys = list(status(run, now=tuesday))
        assert ok(run("status", now=tuesday)).stdout.splitlines()[1] == (
            "Mon 23 Nov is still open: day close ends it, day open recovers it"
        )
        ok(run("day", "open", now=tuesday))
        assert "still open" not in ok(run("status", now=tuesday)).stdout
        assert list(status(run, now=tuesday)) == keys

    def test_a_pause_has_no_end(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "pause", now=at("09:20")))
        assert ok(run("status", now=at("09:40"))).stdout.splitlines()[1] == (
            "‖ write · 20 m · 30 m left · paused"
        )
        assert ok(run("status", "--format", "{left} {ends}.", now=at("09:40"))).stdout == "30 m .\n"

    def test_over_plan_no_end_in_the_past_is_said(self, run: Run) -> None:
        start(run, "write")
        assert ok(run("status", now=at("10:00"))).stdout.splitlines()[1] == "● write · 1 h · 10 m over"

    def test_what_was_left_running_in_short_lines(self, run: Run) -> None:
        start(run, "write")
        assert ok(run("status", now=at("15:00"))).stdout.splitlines()[1:] == [
            "! write · 1 h 20 m · 30 m over",
            "  Left running: planned end 09:50, last activity 09:00; counted until 10:20.",
            "  remoteos focus stop with --keep, --trim planned, --trim activity or --discard",
            "  remoteos focus resume keeps it all and goes on",
        ]

    def test_without_a_plan_there_is_no_planned_end_to_trim_to(self, run: Run) -> None:
        start(run, "read", "--open-ended")
        shown = ok(run("status", now=at("15:00"))).stdout.splitlines()
        assert shown[2] == "  Left running: last activity 09:00; counted until 13:00."
        assert "planned" not in shown[3]

    def test_a_long_intention_is_shortened_on_a_terminal(
        self, run: Run, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("COLUMNS", "60")
        start(run, "write " * 30)
        lines = ok(run("status", terminal=True, now=at("09:20"))).stdout.splitlines()
        assert (len(lines[1]), lines[1].endswith("… · 20 m · 30 m left, until 09:50")) == (60, True)


class TestFormat:
    def line(self, run: Run, form: str, now: str = at("10:04")) -> str:
        return str(ok(run("status", "--format", form, now=now)).stdout)

    def test_every_field_of_an_empty_day(self, run: Run) -> None:
        found = {name: self.line(run, f"{{{name}}}")[:-1] for name in FIELDS}
        assert found == dict.fromkeys(FIELDS, "") | {
            "date": MONDAY, "state": "unopened", "loops": "0", "asks": "0"
        }  # fmt: skip

    def test_every_field_of_a_day_in_full_swing(self, run: Run) -> None:
        outcome = add_outcome(run)
        ok(run("day", "open", "--outcome", short(outcome)))
        start(run, "write", now=at("09:50"))
        assert self.line(run, "|".join(f"{{{name}}}" for name in FIELDS)) == (
            f"{MONDAY}|open|17:30|7 h 26 m|0/1|write|running|14 m|36 m|10:40|●|0|0|\n"
        )
        ok(run("focus", "pause", now=at("10:00")))
        assert self.line(run, "{mark} {focus_state}") == "‖ paused\n"
        ok(run("focus", "resume", now=at("10:00")))
        assert self.line(run, "{left}", at("11:00")) == "-20 m\n"
        assert self.line(run, "{mark} {focus_state}", at("15:00")) == "! left running\n"

    def test_what_is_not_in_braces_stays(self, run: Run) -> None:
        assert self.line(run, "a {} b % {{state}} \\n") == "a {} b % {unopened} \\n\n"

    def test_an_unknown_field_is_wrong_usage_with_those_there_are(self, run: Run) -> None:
        refused(run("status", "--format", "{frob}"), "no field {frob}", "mark", "loops", code=2)

    def test_text_from_people_is_put_in_as_it_is(self, run: Run) -> None:
        start(run, "{loops} [red]x[/] %s")
        assert self.line(run, "{focus}") == "{loops} [red]x[/] %s\n"

    @pytest.mark.parametrize("form", ["\x1b[31m{state}", "{state}\x07", "\x9b2J{state}"])
    def test_no_control_gets_through(self, run: Run, form: str) -> None:
        assert self.line(run, form) == "unopened\n"

    def test_the_help_lists_every_field(self, run: Run) -> None:
        shown = ok(run("status", "--help")).stdout
        assert all(f"{{{name}}}" in shown for name in FIELDS)
