"""``goal``: the ladder from leadership's intent to the worker's outcomes."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.cli.support import GOAL, OUTCOME, Run, add_goal, add_outcome, at, ok, payload, refused, short


@pytest.fixture
def rungs(run: Run) -> list[dict[str, Any]]:
    top = add_goal(run, "Customers trust us", "--owner", "leadership")
    middle = add_goal(run, "Checkout is reliable", "--owner", "manager", "--parent", short(top))
    mine = add_goal(run, "Fewer pages", "--parent", short(middle))
    return [top, middle, mine]


def listed(run: Run, *options: str) -> list[dict[str, Any]]:
    return list(payload(run("goal", "list", *options, "--json"))["goals"])


def test_a_goal_is_added(run: Run) -> None:
    assert ok(run("goal", "add", "Fewer pages")).stdout.startswith("○ Fewer pages  me  ")
    found = payload(run("goal", "add", "Trust", "--owner", "leadership", "--visibility", "private", "--json"))
    assert set(found) == {"schema", "goal"}
    assert set(found["goal"]) == GOAL
    assert (found["goal"]["owner"], found["goal"]["visibility"]) == ("leadership", "private")
    assert (found["goal"]["state"], found["goal"]["parent_id"]) == ("open", None)


@pytest.mark.parametrize(("args", "code"), [((" ",), 1), ((), 2), (("x", "--owner", "the cat"), 2)])
def test_what_cannot_be_a_goal(run: Run, args: tuple[str, ...], code: int) -> None:
    refused(run("goal", "add", *args), code=code)
    assert listed(run) == []


def test_the_ladder(run: Run, rungs: list[dict[str, Any]]) -> None:
    shown = ok(run("goal", "list")).stdout.splitlines()
    assert [line.index("○") for line in shown] == [0, 2, 4]
    assert [one["title"] for one in listed(run)] == [
        "Customers trust us",
        "Checkout is reliable",
        "Fewer pages",
    ]


def test_no_goal_yet(run: Run) -> None:
    assert ok(run("goal", "list")).stdout == "No goals yet. remoteos goal add TITLE --owner manager\n"
    assert listed(run) == []


def test_a_goal_shows_what_hangs_from_it(run: Run, rungs: list[dict[str, Any]]) -> None:
    outcome = add_outcome(run, "RFC", "--goal", short(rungs[1]))
    found = payload(run("goal", "show", short(rungs[1]), "--json"))
    assert set(found) == {"schema", "goal", "goals", "outcomes"}
    assert [(set(one), one["id"]) for one in found["goals"]] == [(GOAL, rungs[2]["id"])]
    assert [(set(one), one["id"]) for one in found["outcomes"]] == [(OUTCOME, outcome["id"])]
    ok(run("goal", "done", short(rungs[2])))
    assert ok(run("goal", "show", short(rungs[1]))).stdout.splitlines() == [
        f"○ Checkout is reliable  manager  {rungs[1]['id'][-4:]}",
        "",
        "Goals",
        f"  ✓ Fewer pages  me  {rungs[2]['id'][-4:]}",
        "",
        "Outcomes",
        f"  ○ RFC  {outcome['id'][-4:]}",
    ]
    assert ok(run("goal", "show", short(rungs[2]))).stdout.count("\n") == 1


def test_a_goal_is_shown_whole_and_listed_short_on_a_terminal(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    title = "Customers trust the checkout in every country"
    added = add_goal(run, title)
    tail = f"  me  {added['id'][-4:]}"
    assert ok(run("goal", "show", short(added), terminal=True)).stdout == f"○ {title}{tail}\n"
    (line,) = ok(run("goal", "list", terminal=True)).stdout.splitlines()
    assert (len(line), line.endswith(f"…{tail}")) == (40, True)


def test_goals_that_serve_each_other_are_listed_all_the_same(run: Run, rungs: list[dict[str, Any]]) -> None:
    """No command makes such a loop; a merge of two files can."""
    file = Path(os.environ["REMOTEOS_DATA"]) / "users/me/remoteos.json"
    tables = json.loads(file.read_text("utf-8"))
    for doc in tables["goals"].values():
        if doc["id"] == rungs[0]["id"]:
            doc["parent_id"] = rungs[1]["id"]
    file.write_text(json.dumps(tables), "utf-8")
    shown = ok(run("goal", "list")).stdout.splitlines()
    assert [line.split("○ ")[1].split("  ")[0] for line in shown] == [one["title"] for one in rungs]
    assert [line.index("○") for line in shown] == [0, 2, 4]


def test_one_below_is_no_parent(run: Run, rungs: list[dict[str, Any]]) -> None:
    top, middle, mine = rungs
    refused(
        run("goal", "add", "x", "--owner", "manager", "--parent", short(mine)), '"Fewer pages" (me) is below'
    )
    refused(run("goal", "edit", short(top), "--owner", "me"), '"Checkout is reliable" (manager) serves')
    refused(run("goal", "edit", short(middle), "--owner", "leadership", "--parent", short(mine)), "below")
    assert listed(run) == rungs


def test_a_ring_is_refused(run: Run) -> None:
    one = add_goal(run, "one")
    two = add_goal(run, "two", "--parent", short(one))
    refused(run("goal", "edit", short(one), "--parent", short(two)), "serves it already")
    refused(run("goal", "edit", short(one), "--parent", short(one)), '"one"')


def test_an_edit_changes_what_is_given(run: Run, rungs: list[dict[str, Any]]) -> None:
    mine = rungs[2]

    def edited(*options: str) -> dict[str, Any]:
        return dict(payload(run("goal", "edit", short(mine), *options, "--json"))["goal"])

    assert edited("--title", "No pages") == mine | {"title": "No pages"}
    assert edited("--visibility", "public") == mine | {"title": "No pages", "visibility": "public"}
    assert edited("--parent", "")["parent_id"] is None
    assert edited("--owner", "leadership")["owner"] == "leadership"
    refused(run("goal", "edit", short(mine)), "Nothing to change", code=2)
    refused(run("goal", "edit", short(mine), "--title", " "), "A title is needed")
    refused(run("goal", "edit", short(mine), "--parent", "ffff"), "ffff")


def test_done_and_dropped(run: Run, rungs: list[dict[str, Any]]) -> None:
    top, middle, _ = rungs
    for _ in range(2):
        done = payload(run("goal", "done", short(middle), "--json"))["goal"]
        assert (done["state"], done["closed_at"]) == ("done", at("09:00"))
    dropped = payload(run("goal", "drop", short(top), "--reason", "new strategy", "--json"))["goal"]
    assert (dropped["state"], dropped["reason"]) == ("dropped", "new strategy")
    refused(run("goal", "drop", short(middle)), '"Checkout is reliable" is done')
    assert [one["title"] for one in listed(run)] == ["Fewer pages"]
    assert len(listed(run, "--all")) == 3
    assert ok(run("goal", "list")).stdout.startswith("○ Fewer pages")


def test_what_the_list_says_when_every_goal_is_reached(run: Run) -> None:
    ok(run("goal", "done", short(add_goal(run, "x"))))
    assert "No open goals" in ok(run("goal", "list")).stdout


def test_an_advice_that_can_be_followed(run: Run, rungs: list[dict[str, Any]]) -> None:
    """“Reopen it first” names a command that is there."""
    ok(run("goal", "done", short(rungs[2])))
    refused(run("goal", "drop", short(rungs[2])), "reopen it first")
    ok(run("goal", "reopen", short(rungs[2])))
    assert listed(run)[2]["state"] == "open"


def test_ids(run: Run, rungs: list[dict[str, Any]]) -> None:
    refused(run("goal", "show", rungs[0]["id"][:8]), "fits 3 ", *(one["title"] for one in rungs))
    refused(run("goal", "show", "ffff"), "ffff")
    for part in (rungs[0]["id"], rungs[0]["id"][-4:]):
        ok(run("goal", "show", part))
