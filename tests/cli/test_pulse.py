"""``pulse``: energy and stress, for the worker's own eyes."""

import pytest

from tests.cli.support import MONDAY, PULSE, TUESDAY, Run, at, ok, payload, refused


def test_a_reading_is_noted(run: Run) -> None:
    done = ok(run("pulse", "add", "--energy", "4", "--stress", "2", "--note", "slept well"))
    assert done.stdout == "Noted: energy 4, stress 2\n"


def test_its_fields_and_that_it_is_private(run: Run) -> None:
    found = payload(run("pulse", "add", "--energy", "4", "--note", "slept well", "--json"))
    assert set(found) == {"schema", "pulse"}
    assert set(found["pulse"]) == PULSE
    assert found["pulse"] | {"id": ""} == {
        "id": "", "at": at("09:00"), "day": MONDAY, "moment": "between", "energy": 4, "stress": None,
        "note": "slept well", "visibility": "private",
    }  # fmt: skip


@pytest.mark.parametrize("option", ["--energy", "--stress"])
@pytest.mark.parametrize("value", ["0", "6", "9", "-1", "2.5", "much", ""])
def test_a_value_is_one_to_five(run: Run, option: str, value: str) -> None:
    refused(run("pulse", "add", option, value), "a number from 1 to 5", code=2)


def test_nothing_is_no_reading(run: Run) -> None:
    refused(run("pulse", "add"), "energy or stress, 1 to 5, or a note")
    refused(run("pulse", "add", "--note", " "), "Nothing was noted")
    ok(run("pulse", "add", "--note", "tired"))


def test_on_a_terminal_what_is_not_given_is_asked(run: Run) -> None:
    done = ok(run("pulse", "add", "--energy", "3", input="9\n2\n", terminal=True))
    assert "Energy" not in done.stderr
    assert "'9' is not a number from 1 to 5" in done.stderr
    assert done.stdout == "Noted: energy 3, stress 2\n"
    assert ok(run("pulse", "add", "--energy", "3", "--no-input", terminal=True)).stderr == ""


def test_several_a_day_are_kept_apart(run: Run) -> None:
    for energy in "345":
        ok(run("pulse", "add", "--energy", energy))
    assert [one["energy"] for one in payload(run("pulse", "show", "--json"))["pulses"]] == [3, 4, 5]


class TestShow:
    def test_none(self, run: Run) -> None:
        assert ok(run("pulse", "show")).stdout == "No readings. remoteos pulse add --energy N --stress N\n"
        assert payload(run("pulse", "show", "--json")) == {"schema": 1, "pulses": []}

    def test_the_last_two_weeks(self, run: Run) -> None:
        ok(run("pulse", "add", "--energy", "1", now=at("09:00", "2026-11-09")))
        ok(run("pulse", "add", "--energy", "2", now=at("09:00", "2026-11-10")))
        ok(run("pulse", "add", "--energy", "4", "--stress", "2", "--note", "slept", now=at("09:00")))
        found = payload(run("pulse", "show", "--json"))["pulses"]
        assert [one["energy"] for one in found] == [2, 4]
        assert all(set(one) == PULSE for one in found)
        assert ok(run("pulse", "show")).stdout.splitlines()[-1] == (
            "2026-11-23 09:00  energy ▬▬▬▬─  stress ▬▬───  slept"
        )

    def test_from_a_date_even_if_it_was_archived(self, run: Run) -> None:
        ok(run("pulse", "add", "--energy", "1", now=at("09:00", "2024-11-09")))
        assert payload(run("data", "archive", "--json"))["archived"] == 1
        assert payload(run("pulse", "show", "--json"))["pulses"] == []
        found = payload(run("pulse", "show", "--from", "2024-11-01", "--json"))["pulses"]
        assert [one["day"] for one in found] == ["2024-11-09"]

    def test_rituals_leave_one_reading_each(self, run: Run) -> None:
        for _ in range(2):
            ok(run("day", "open", "--energy", "4"))
        for stress in "23":
            ok(run("day", "close", "--stress", stress, now=at("17:00")))
        found = payload(run("pulse", "show", "--json", now=at("18:00")))["pulses"]
        assert [(one["moment"], one["energy"], one["stress"]) for one in found] == [
            ("start", 4, None),
            ("end", None, 3),
        ]

    def test_after_midnight_it_is_still_the_same_day(self, run: Run) -> None:
        ok(run("pulse", "add", "--energy", "1", now=at("01:30", TUESDAY)))
        assert payload(run("pulse", "show", "--json"))["pulses"][0]["day"] == MONDAY


def test_it_can_be_undone(run: Run) -> None:
    ok(run("pulse", "add", "--energy", "1"))
    assert ok(run("undo")).stdout == "Undone: note the pulse\n"
    assert payload(run("pulse", "show", "--json"))["pulses"] == []
