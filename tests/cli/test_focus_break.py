"""``focus break``: the break after a block, and where else it shows."""

import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import Run, at, day_page, ok, payload, refused, start

BREAK = {"block_id", "intention", "state", "begins_at", "ends_at", "length_s"}


@pytest.fixture
def done(run: Run) -> dict[str, Any]:
    """A block of 50 minutes with a break of 10, finished at 09:50."""
    block = start(run, "write")
    ok(run("focus", "stop", now=at("09:50")))
    return block


def current(run: Run, clock: str) -> Any:
    """The break as ``focus status`` has it."""
    return payload(run("focus", "status", "--json", now=at(clock)))["break"]


def page(run: Run, clock: str) -> str:
    return str(ok(run("day", "show", now=at(clock))).stdout)


class TestBreak:
    def test_it_is_taken_for_its_length(self, run: Run, done: dict[str, Any]) -> None:
        assert ok(run("focus", "break", now=at("09:52"))).stdout == "Break · 10 m, until 10:02\n"
        assert current(run, "09:55")["state"] == "running"
        assert current(run, "10:02")["state"] == "over"

    def test_its_fields_are_those_of_the_contract(self, run: Run, done: dict[str, Any]) -> None:
        found = payload(run("focus", "break", "--json", now=at("09:52")))
        assert set(found) == {"schema", "break"}
        assert found["break"] == {
            "block_id": done["id"],
            "intention": "write",
            "state": "running",
            "begins_at": at("09:52"),
            "ends_at": at("10:02"),
            "length_s": 600,
        }
        assert set(found["break"]) == BREAK == set(current(run, "09:53"))

    @pytest.mark.parametrize(
        ("options", "until"),
        [(("--snooze",), "10:02"), (("--snooze", "15"), "10:07"), (("--snooze=1h",), "10:52")],
    )
    def test_it_is_put_off_by_ten_minutes_unless_told(
        self, run: Run, done: dict[str, Any], options: tuple[str, ...], until: str
    ) -> None:
        said = ok(run("focus", "break", *options, now=at("09:52"))).stdout
        assert said == f"Break put off until {until}\n"
        found = current(run, "09:53")
        assert (found["state"], found["begins_at"], found["ends_at"]) == ("snoozed", at(until), None)

    def test_one_that_was_had_already_is_noted(self, run: Run, done: dict[str, Any]) -> None:
        said = ok(run("focus", "break", "--took", now=at("10:05"))).stdout
        assert said == "Noted: the break after write was had\n"
        assert current(run, "10:05")["state"] == "over"

    def test_being_back_ends_it(self, run: Run, done: dict[str, Any]) -> None:
        ok(run("focus", "break", now=at("09:52")))
        assert ok(run("focus", "break", "--back", now=at("09:56"))).stdout == "Back after 4 m\n"
        assert current(run, "09:56")["state"] == "over"

    def test_it_can_be_undone(self, run: Run, done: dict[str, Any]) -> None:
        ok(run("focus", "break", now=at("09:52")))
        assert ok(run("undo", now=at("09:53"))).stdout == "Undone: break after “write”\n"
        assert current(run, "09:53")["state"] == "due"

    @pytest.mark.parametrize("options", [(), ("--snooze",), ("--took",), ("--back",)])
    def test_without_one_it_is_refused_in_one_line(self, run: Run, options: tuple[str, ...]) -> None:
        refused(run("focus", "break", *options), "No break is ")

    @pytest.mark.parametrize(
        "options", [("--took", "--back"), ("--snooze", "--back"), ("--snooze", "5", "--took")]
    )
    def test_two_wishes_are_wrong_usage(self, run: Run, options: tuple[str, ...]) -> None:
        refused(run("focus", "break", *options), "--snooze, --took and --back", code=2)

    @pytest.mark.parametrize("minutes", ["0", "soon", "1441"])
    def test_it_is_put_off_by_minutes(self, run: Run, done: dict[str, Any], minutes: str) -> None:
        refused(run("focus", "break", "--snooze", minutes), "a number of minutes", code=2)


class TestWhereItShows:
    def test_focus_status_says_what_can_be_done(self, run: Run, done: dict[str, Any]) -> None:
        def said(clock: str) -> str:
            return str(ok(run("focus", "status", now=at(clock))).stdout.splitlines()[0])

        assert said("09:51") == "A break of 10 m is due: remoteos focus break"
        ok(run("focus", "break", "--snooze", now=at("09:52")))
        assert said("09:53") == "The break is put off until 10:02"
        ok(run("focus", "break", now=at("09:54")))
        assert said("10:00") == "Break until 10:04, 4 m left: remoteos focus break --back ends it"
        assert said("10:04") == "No block is open. remoteos focus start INTENTION"

    def test_it_is_the_next_thing_on_todays_page(self, run: Run, done: dict[str, Any]) -> None:
        assert page(run, "09:51").endswith("\nA break of 10 m is due: remoteos focus break\n")
        ok(run("focus", "break", "--took", now=at("09:52")))
        assert "break is due" not in page(run, "09:53")

    def test_unless_its_reminder_is_off(self, run: Run, done: dict[str, Any]) -> None:
        Path(os.environ["REMOTEOS_CONFIG"]).write_text("[reminders]\nbreaks = false\n")
        assert "break is due" not in page(run, "09:51")
        ok(run("focus", "break", now=at("09:52")))
        assert "Break until 10:02" in page(run, "09:53")

    def test_the_day_shows_the_breaks_that_were_had(self, run: Run, done: dict[str, Any]) -> None:
        ok(run("focus", "break", now=at("09:52")))
        ok(run("focus", "break", "--back", now=at("09:58")))
        assert "    09:52–09:58           6 m  break\n" in page(run, "10:00")
        assert day_page(run, now=at("10:00"))["breaks"] == [
            {"block_id": done["id"], "from": at("09:52"), "to": at("09:58")}
        ]

    def test_a_block_that_starts_ends_it(self, run: Run, done: dict[str, Any]) -> None:
        ok(run("focus", "break", now=at("09:52")))
        start(run, "next", now=at("09:57"))
        assert day_page(run, now=at("10:30"))["breaks"][0]["to"] == at("09:57")
        assert current(run, "09:58") is None

    def test_after_an_aside_that_returns_none_is_said(self, run: Run) -> None:
        start(run, "write")
        ok(run("focus", "aside", "outage", "--preset", "25/5", now=at("09:10")))
        assert "break" not in ok(run("focus", "stop", now=at("09:35"))).stdout
        assert current(run, "09:36") is None
