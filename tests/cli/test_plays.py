"""``play``: running one from its first step to its results."""

import pytest

from tests.cli.support import Run, ok

ASK = "ask-without-answer"
RUN = {
    "id", "short_id", "playbook_id", "playbook", "version", "play_id", "title", "state", "started_on",
    "ended_at", "next_step", "due_on", "steps", "produces", "measures", "questions", "worked", "duration_s",
    "note",
}  # fmt: skip
STEP = {"number", "text", "state", "due_on", "done_at", "reason", "note", "evidence"}
RESULTS = {
    "playbook_id", "play_id", "title", "finished", "worked", "partly", "open", "abandoned",
    "median_duration_s", "median_days",
}  # fmt: skip


@pytest.fixture
def begun(run: Run) -> dict[str, object]:
    """A run that was just begun."""
    found: dict[str, object] = ok(run("play", "run", ASK, "--json")).json["run"]
    return found


def test_its_fields(begun: dict[str, object]) -> None:
    assert begun.keys() == RUN
    assert all(step.keys() == STEP for step in begun["steps"])  # type: ignore[attr-defined]
    assert (begun["state"], begun["next_step"], begun["due_on"]) == ("open", 1, "2026-11-23")


def test_a_run_from_its_first_step_to_its_results(run: Run, begun: dict[str, object]) -> None:
    said = ok(run("play", "step", "1", "--note", "it was hidden")).stdout
    assert said.startswith("Step 1 is done. Next is step 2: ")
    for number in ("2", "3", "4", "5"):
        ok(run("play", "step", number, "--skip", "no need"))
    assert "remoteos play finish" in ok(run("play", "step", "6", "--run", str(begun["short_id"]))).stdout
    made = ok(run("play", "make", "1", "--from", "Dana", "--text", "Which vendor?", "--json")).json["run"]
    assert made["produces"][0]["made"][0]["table"] == "asks"
    ended = ok(
        run("play", "finish", "--worked", "yes", "--minutes", "20", "--measure", "1=4 of 5", "--json")
    ).json
    assert (ended["run"]["state"], ended["run"]["duration_s"]) == ("finished", 1200)
    assert ended["run"]["measures"][0]["found"] == "4 of 5"
    (found,) = ok(run("play", "results", "--json")).json["results"]
    assert found.keys() == RESULTS
    assert (found["finished"], found["worked"], found["median_duration_s"]) == (1, 1, 1200)
    assert "20 min" in ok(run("play", "results")).stdout
    assert ok(run("ask", "list", "--json")).json["asks"][0]["text"] == "Which vendor?"


def test_the_list_has_runs_and_every_play_when_asked(run: Run, begun: dict[str, object]) -> None:
    found = ok(run("play", "list", "--json")).json
    assert ([one["id"] for one in found["runs"]], found["plays_due"]) == ([begun["id"]], [])
    assert "0 of 6 done, due today" in ok(run("play", "list")).stdout
    plays = ok(run("play", "list", "--all", "--json")).json["plays"]
    assert {(one["playbook_id"], one["id"]) for one in plays} >= {("manage-your-manager", ASK)}


def test_a_play_and_a_run_are_pages_to_read(run: Run) -> None:
    assert "When: " in ok(run("play", "show", ASK)).stdout
    assert ok(run("play", "show", ASK, "--json")).json["play"]["id"] == ASK
    begun = ok(run("play", "run", ASK, "--json")).json["run"]
    said = ok(run("play", "show", begun["short_id"])).stdout
    assert "Next: remoteos play step 1" in said
    assert "Words to paste: The second ask" in said
    assert ok(run("play", "show", begun["short_id"], "--json")).json["run"]["id"] == begun["id"]


def test_without_a_terminal_it_has_to_be_said_whether_it_worked(run: Run, begun: dict[str, object]) -> None:
    refused = run("play", "finish", "--skip-rest", "x")
    assert (refused.exit_code, "--worked yes, partly or no" in refused.stderr) == (2, True)


def test_open_steps_are_named(run: Run, begun: dict[str, object]) -> None:
    refused = run("play", "finish", "--worked", "no")
    assert (refused.exit_code, "still open: 1, 2, 3, 4, 5, 6" in refused.stderr) == (1, True)


@pytest.mark.parametrize("measure", ["4 of 5", "x=4", "=4", "99999=4"])
def test_a_measure_without_its_number_is_wrong_usage(
    run: Run, begun: dict[str, object], measure: str
) -> None:
    assert run("play", "finish", "--worked", "yes", "--measure", measure).exit_code == 2


def test_what_measures_show_is_kept_after_the_end(run: Run, begun: dict[str, object]) -> None:
    ok(run("play", "finish", "--abandon", "the deal is closed"))
    found = ok(run("play", "finish", str(begun["id"]), "--measure", "2=1 of 5", "--json")).json["run"]
    assert (found["state"], found["note"]) == ("abandoned", "the deal is closed")
    assert found["measures"][1]["found"] == "1 of 5"


def test_nothing_runs(run: Run) -> None:
    assert "play list --all" in ok(run("play", "list")).stdout
    assert run("play", "step", "1").exit_code == 1
    assert "No play was run yet" in ok(run("play", "results")).stdout
