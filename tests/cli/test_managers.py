"""``manager``: cards of those who hear from the user."""

import pytest

from tests.cli.support import FRIDAY, GOAL, MANAGER, Run, add_goal, ok, one_line, payload, refused, short


def add(run: Run, person: str = "Ana", *options: str) -> dict[str, object]:
    """A new card in JSON."""
    return dict(payload(run("manager", "add", person, *options, "--json"))["manager"])


def test_without_a_card_every_command_says_how_to_make_one(run: Run) -> None:
    said = "No manager card yet. remoteos manager add NAME"
    assert ok(run("manager", "list")).stdout == f"{said}\n"
    assert payload(run("manager", "list", "--json")) == {"schema": 1, "managers": []}
    for args in (("show",), ("show", "Ana"), ("edit", "--hours"), ("drop", "Ana", "--yes")):
        refused(run("manager", *args), said)


def test_a_card_has_its_fields_and_when_it_is_due(run: Run) -> None:
    card = add(run)
    assert set(card) == MANAGER
    assert card | {"id": "", "created_at": ""} == {
        "id": "", "person": "Ana", "relation": "manager", "cadence": "weekly", "day": "friday",
        "format": "weekly", "channel": "", "address": "", "length": "", "reassures": "", "worries": "",
        "decides": "", "goal_ids": [], "agreed": "", "notes": "", "sees": "manager", "hours": False,
        "wellbeing": False, "due": {"on": FRIDAY, "missed": []}, "created_at": "", "visibility": "private",
    }  # fmt: skip


def test_everything_that_can_be_said_is_kept_and_shown(run: Run) -> None:
    goal = add_goal(run, "Checkout is reliable", "--owner", "manager")
    add(
        run, "Ana", "--cadence", "fortnightly", "--day", "Thu", "--format", "my own", "--channel", "mail",
        "--address", "ana@example.org", "--length", "one page", "--reassures", "a date",
        "--worries", "surprises", "--decides", "by numbers", "--goal", short(goal), "--goal", goal["id"],
        "--agreed", "no calls before ten\nnor after five", "--notes", "likes tea", "--hours", "--wellbeing",
    )  # fmt: skip
    shown = ok(run("manager", "show")).stdout
    assert shown.startswith("· Ana  manager, every other Thursday, next update due Thu 26 Nov  ")
    assert shown.partition("\n")[2].splitlines() == [
        "  format     my own",
        "  channel    mail ana@example.org",
        "  length     one page",
        "  reassures  a date",
        "  worries    surprises",
        "  decides    by numbers",
        "  goal       Checkout is reliable",
        "  agreed     no calls before ten",
        "             nor after five",
        "  sees       all that is your manager's to see",
        "  told       hours and wellbeing",
        "  notes      likes tea",
    ]
    (card,) = payload(run("manager", "list", "--json"))["managers"]
    assert (card["day"], card["goal_ids"], card["hours"]) == ("thursday", [goal["id"]], True)


def test_show_takes_the_main_card_or_the_one_that_is_named(run: Run) -> None:
    add(run, "the board", "--relation", "client", "--cadence", "on request")
    add(run, "Ana")
    assert payload(run("manager", "show", "--json"))["manager"]["person"] == "Ana"
    board = payload(run("manager", "show", "the", "bo", "--json"))["manager"]
    assert (board["person"], board["sees"], board["due"]) == ("the board", "public", None)
    assert "the board  client, on request  " in ok(run("manager", "show", "client")).stdout
    refused(run("manager", "show", "Zoe"), "There is Ana (manager), the board (client).")
    assert [line.split()[1] for line in ok(run("manager", "list")).stdout.splitlines()] == ["Ana", "the"]


def test_only_what_is_given_changes(run: Run) -> None:
    goal = add_goal(run, "Checkout is reliable")
    before = add(run, "Ana", "--goal", short(goal), "--hours", "--worries", "surprises")
    for options, field, value in (
        (("--person", "Anna"), "person", "Anna"), (("--no-hours",), "hours", False),
        (("--worries", ""), "worries", ""), (("--goal", ""), "goal_ids", []),
        (("--sees", "public"), "sees", "public"),
    ):  # fmt: skip
        after = payload(run("manager", "edit", *options, "--json"))["manager"]
        assert {name for name in MANAGER if before[name] != after[name]} == {field}
        assert after[field] == value
        before = after
    assert set(goal) == GOAL
    done = run("manager", "edit")
    assert (done.exit_code, done.stdout) == (2, "")
    one_line(done, "Nothing to change")


def test_editing_before_there_is_a_card_makes_one_for_the_manager_of_the_settings(run: Run) -> None:
    ok(run("config", "set", "you.manager", "Ana"))
    card = payload(run("manager", "edit", "--day", "mon", "--json"))["manager"]
    assert (card["person"], card["day"]) == ("Ana", "monday")
    assert payload(run("manager", "edit", "--hours", "--json"))["manager"]["id"] == card["id"]


def test_a_name_is_needed_and_taken_once(run: Run) -> None:
    refused(run("manager", "add"), "A name is needed")
    ok(run("manager", "add", input="Ana\n", terminal=True))
    refused(run("manager", "add", "ana"), 'There is a card of "Ana" already')
    refused(run("manager", "edit", "--person", " "), "A name is needed")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--day", "someday"), "'someday' is not a day of the week, such as friday or fri."),
        (("--cadence", "hourly"), "'hourly' is not one of"),
        (("--sees", "private"), "'private' is not one of"),
        (("--goal", "xyz"), "'xyz' is not an id"),
    ],
)
def test_a_wrong_value_is_wrong_usage(run: Run, options: tuple[str, ...], said: str) -> None:
    refused(run("manager", "add", "Ana", *options), said, code=2)
    assert payload(run("manager", "list", "--json"))["managers"] == []


def test_a_card_is_dropped_once_that_is_confirmed(run: Run) -> None:
    add(run)
    refused(run("manager", "drop", "Ana"), 'Delete the card of "Ana"? Nothing was done; --yes answers yes.')
    assert "Nothing was changed" in ok(run("manager", "drop", "Ana", input="n\n", terminal=True)).stderr
    assert ok(run("manager", "drop", "ana", "--yes")).stdout.startswith("The card of Ana is gone.")
    ok(run("undo"))
    assert payload(run("manager", "drop", "Ana", "--yes", "--json"))["manager"]["person"] == "Ana"
    assert payload(run("manager", "list", "--json"))["managers"] == []


def test_what_was_missed_and_what_is_due_today_is_said(run: Run) -> None:
    add(run)
    later = "2026-12-11T09:00:00+01:00"
    assert "next update due today, 2 earlier ones missed" in ok(run("manager", "list", now=later)).stdout
    after = "2026-12-12T09:00:00+01:00"
    assert "next update due Fri 11 Dec (overdue), 2" in ok(run("manager", "show", now=after)).stdout
