"""The re-entry card: what somebody who comes back is told."""

from typing import Any

import pytest

from tests.cli.support import TUESDAY, Run, add_outcome, at, ok, payload, short, start

CARD = {"block_id", "intention", "state", "day", "away_s", "outcome", "next_action", "thought"}


@pytest.fixture
def block(run: Run) -> dict[str, Any]:
    """A running block for an outcome, with something noted in it."""
    outcome = add_outcome(run, "RFC accepted")
    begun = start(run, "write section 3", "--outcome", short(outcome))
    ok(run("focus", "interrupt", "who owns the DNS?", now=at("09:10")))
    return begun


def card(run: Run, **how: Any) -> Any:
    """The card as ``focus status`` has it."""
    return payload(run("focus", "status", "--json", **how))["reentry"]


class TestPaused:
    @pytest.fixture(autouse=True)
    def _paused(self, run: Run, block: dict[str, Any]) -> None:
        ok(run("focus", "pause", now=at("09:20")))

    def test_its_fields_are_those_of_the_contract(self, run: Run, block: dict[str, Any]) -> None:
        found = card(run, now=at("09:45"))
        assert set(found) == CARD
        assert (found["block_id"], found["state"], found["away_s"]) == (block["id"], "paused", 1500)
        assert found["next_action"] == "write section 3"
        assert set(found["outcome"]) == {"id", "title", "state"}
        assert set(found["thought"]) == {"id", "kind", "text"}

    def test_resuming_says_how_long_what_for_and_what_was_on_your_mind(self, run: Run) -> None:
        said = ok(run("focus", "resume", now=at("09:45"))).stdout.splitlines()
        assert said[0].startswith("Running write section 3 · 50 m, until 10:15")
        assert said[1:] == ["Away 25 m · RFC accepted · Open thought: who owns the DNS?"]

    def test_resuming_says_the_block_alone_in_json(self, run: Run) -> None:
        assert set(payload(run("focus", "resume", "--json", now=at("09:45")))) == {"schema", "block"}

    def test_todays_page_and_the_status_say_it(self, run: Run) -> None:
        said = ok(run("day", "show", now=at("09:45"))).stdout.splitlines()
        assert said[-3:] == [
            "Where you were: write section 3, 25 m ago · RFC accepted",
            "Open thought: who owns the DNS?",
            "Go on with the block: remoteos focus resume",
        ]
        said = ok(run("focus", "status", now=at("09:45"))).stdout.splitlines()
        assert said[1:] == ["Away 25 m · RFC accepted · Open thought: who owns the DNS?"]

    def test_an_earlier_day_says_nothing_of_it(self, run: Run) -> None:
        assert "Where you were" not in ok(run("day", "show", "yesterday", now=at("09:45"))).stdout


def test_an_aside_leads_back_into_its_block(run: Run, block: dict[str, Any]) -> None:
    ok(run("focus", "aside", "outage", now=at("09:20")))
    said = ok(run("focus", "stop", now=at("09:35"))).stdout.splitlines()
    assert said == [
        "Finished outage · 15 m · back to write section 3",
        "Away 15 m · RFC accepted · Open thought: who owns the DNS?",
    ]


def test_the_next_morning_the_next_action_waits(run: Run, block: dict[str, Any]) -> None:
    ok(run("focus", "stop", "--next", "ask Ana to read it", now=at("09:50")))
    assert card(run, now=at("10:00")) is None
    morning = at("09:00", TUESDAY)
    assert card(run, now=morning)["next_action"] == "ask Ana to read it"
    where = [
        "Where you were: write section 3, yesterday · RFC accepted",
        "Next: ask Ana to read it · Open thought: who owns the DNS?",
    ]
    said = ok(run("focus", "status", now=morning)).stdout.splitlines()
    assert said == [*where, "No block is open. remoteos focus start INTENTION"]
    assert ok(run("day", "show", now=morning)).stdout.splitlines()[-3:-1] == where
    ok(run("day", "open", "--no-input", now=morning))
    assert ok(run("day", "show", now=morning)).stdout.splitlines()[-3:-1] == where


def test_a_block_with_nothing_to_add_is_named_alone(run: Run) -> None:
    start(run, "write")
    ok(run("focus", "pause", now=at("09:20")))
    assert ok(run("focus", "resume", now=at("09:45"))).stdout.count("\n") == 1


def test_on_a_narrow_terminal_each_line_stays_one(
    run: Run, block: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "40")
    ok(run("focus", "pause", now=at("09:20")))
    shown = ok(run("day", "show", now=at("09:45"), terminal=True)).stdout.splitlines()[-3:]
    assert [len(line) <= 40 for line in shown[:2]] == [True, True]
    assert shown[0].endswith("…")
