"""``decision``: the log of what was decided."""

from tests.cli.support import DECISION, Run, ok, payload, refused, short


def add(run: Run, *more: str) -> str:
    """Write a decision down; its short id."""
    return short(payload(run("decision", "add", "one queue for all teams", "--json", *more))["decision"])


def test_nothing_is_decided_at_first(run: Run) -> None:
    assert "No decision is written down. remoteos decision add" in ok(run("decision", "list")).stdout
    assert payload(run("decision", "list", "--json")) == {"schema": 1, "decisions": []}
    assert "No decision is due for a look" in ok(run("decision", "list", "--due")).stdout


def test_one_is_written_down_with_all_that_can_be_said_of_it(run: Run) -> None:
    outcome = payload(run("outcome", "add", "RFC accepted", "--json"))["outcome"]
    decision = payload(
        run(
            "decision", "add", "one queue for all teams", "--why", "two were never in step", "--context",
            "a ticket was lost", "--instead", "two with a rota", "--who", "the leads",
            "--revisit", "2027-02-01", "--outcome", short(outcome), "--visibility", "public", "--json",
        )
    )["decision"]  # fmt: skip
    assert set(decision) == DECISION
    assert (decision["reasons"], decision["decided_by"]) == ("two were never in step", "the leads")
    assert (decision["outcome_id"], decision["revisit_on"]) == (outcome["id"], "2027-02-01")
    shown = ok(run("decision", "show", short(decision))).stdout
    for line in (
        "context  a ticket was lost",
        "why      two were",
        "instead  two with",
        "who      the leads",
    ):
        assert line in shown


def test_without_words_nothing_is_kept(run: Run) -> None:
    refused(run("decision", "add"), "A text is needed")
    which = add(run)
    refused(run("decision", "revisit", which), "A note is needed")
    refused(run("decision", "edit", which, "--text", " "), "A text is needed")
    refused(run("decision", "edit", which), "Nothing to change", code=2)


def test_it_is_looked_back_at_when_it_is_time(run: Run) -> None:
    which = add(run, "--revisit", "friday")
    then = {"now": "2026-11-30T09:00:00+01:00"}
    assert "look again 2026-11-27" in ok(run("decision", "list")).stdout
    assert "time to look again" in ok(run("decision", "list", "--due", **then)).stdout
    assert "Were you right?" in ok(run("day", "show", **then)).stdout
    assert len(payload(run("day", "show", "--json", **then))["decisions"]) == 1
    refused(run("decision", "revisit", which, "fine", "--again", "2026-11-30", **then), "after today")
    looked = run("decision", "revisit", which, "half the hand-overs are gone", "--verdict", "right", **then)
    assert ok(looked).stdout.startswith("✓ one queue for all teams  decided 2026-11-23")
    assert "2026-11-30  right: half the hand-overs are gone" in ok(run("decision", "show", which)).stdout
    assert "Were you right?" not in ok(run("day", "show", **then)).stdout


def test_only_what_is_given_changes(run: Run) -> None:
    which = add(run, "--why", "two were never in step", "--revisit", "friday")
    edited = payload(run("decision", "edit", which, "--no-revisit", "--who", "me", "--json"))["decision"]
    assert (edited["reasons"], edited["decided_by"], edited["revisit_on"]) == (
        "two were never in step",
        "me",
        None,
    )
