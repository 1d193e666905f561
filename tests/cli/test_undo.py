"""``undo``: the last change is taken back, and the one before it."""

from typing import Any

from tests.cli.support import (
    Run,
    add_goal,
    add_outcome,
    at,
    capture,
    day_page,
    log,
    loops,
    ok,
    payload,
    plan,
    short,
    start,
)


def test_nothing_to_undo_is_no_error(run: Run) -> None:
    assert ok(run("undo")).stdout == "Nothing to undo.\n"
    assert payload(run("undo", "--json")) == {"schema": 1, "undone": None}


def test_it_says_what_it_took_back(run: Run) -> None:
    capture(run, "a")
    assert payload(run("undo", "--json")) == {"schema": 1, "undone": "capture “a”"}


def test_it_takes_no_argument(run: Run) -> None:
    assert run("undo", "3").exit_code == 2


def test_every_change_is_one_step_in_its_order(run: Run) -> None:
    """All that a day's commands change, taken back one by one until nothing is left."""
    outcome = add_outcome(run)
    goal = add_goal(run, "g")
    ok(run("outcome", "edit", short(outcome), "--goal", short(goal)))
    ok(run("day", "open", "--outcome", short(outcome), "--energy", "4"))
    block = plan(run, "p", "--at", "14:00")
    ok(run("focus", "move", short(block), "--at", "15:00"))
    start(run, "w")
    ok(run("focus", "interrupt", "i"))
    ok(run("focus", "aside", "a"))
    ok(run("focus", "stop"))
    ok(run("focus", "stop"))
    log(run, "l", "07:00", "08:00")
    loop = capture(run, "c")
    ok(run("loop", short(loop), "schedule", "friday"))
    ok(run("outcome", "progress", short(outcome), "half"))
    ok(run("pulse", "add", "--energy", "3"))
    ok(run("day", "close", "--energy", "3", "--tomorrow", "t", now=at("17:00")))
    undone: list[Any] = []
    while (label := payload(run("undo", "--json", now=at("17:10")))["undone"]) is not None:
        undone.append(label)
    assert undone[::-1] == [
        "add the outcome “RFC accepted”",
        "add the goal “g”",
        "edit the outcome “RFC accepted”",
        "open the day 2026-11-23",
        "plan “p”",
        "move “p”",
        "start “w”",
        "note the interruption “i”",
        "start “a”",
        "finish “a”",
        "finish “w”",
        "log “l”",
        "capture “c”",
        "decide “c”: schedule",
        "note progress on “RFC accepted”",
        "note the pulse",
        "close the day 2026-11-23",
    ]
    page = day_page(run)
    assert (page["day"]["state"], page["blocks"], page["captures"], page["pulses"]) == (
        "unopened",
        [],
        [],
        [],
    )
    assert loops(run) == []


def test_closing_the_day_is_one_step_with_all_it_carried(run: Run) -> None:
    outcome = add_outcome(run)
    ok(run("day", "open", "--outcome", short(outcome)))
    before = capture(run, "x")
    ok(run("day", "close", "--energy", "3", now=at("17:00")))
    ok(run("undo", now=at("17:01")))
    assert loops(run) == [before]
    assert payload(run("outcome", "list", "--json"))["outcomes"][0]["rolls"] == 0
    assert day_page(run)["day"]["state"] == "open"


def test_what_was_not_changed_is_no_step(run: Run) -> None:
    capture(run, "x")
    for args in (("status",), ("day", "show"), ("loops",), ("data", "check"), ("pulse", "show")):
        ok(run(*args))
    assert "capture" in ok(run("undo")).stdout


def test_a_hundred_steps_at_least(run: Run) -> None:
    for number in range(100):
        ok(run("capture", f"loop {number}"))
    for number in reversed(range(100)):
        assert f"loop {number}”" in ok(run("undo")).stdout
    assert loops(run) == []
