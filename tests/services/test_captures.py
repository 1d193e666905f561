"""Noting something in passing, and the five ways out of an open loop."""

from datetime import timedelta

import pytest

from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.record import Record
from remoteos.domain.rituals import Workday
from remoteos.services import captures, focus, outcomes
from remoteos.services.captures import Decided
from remoteos.services.desk import Desk

from .support import MINUTE, minutes, set_clock, wall


@pytest.fixture
def loop(desk: Desk) -> Capture:
    return captures.capture(desk, "who owns the DNS?")


def became(desk: Desk, decided: Decided, kind: type[Record]) -> Record:
    """The stored record that the loop's link leads to."""
    decision = decided.capture.decision
    assert decision is not None
    assert decision.became.table == kind.TABLE
    record = desk.store.get(kind, decision.became.id)
    assert record is not None
    return record


class TestCapturing:
    def test_is_private_and_open_but_a_win_is_told(self, desk: Desk) -> None:
        loop = captures.capture(desk, "call the bank")
        win = captures.capture(desk, "it compiled", "win")
        assert (loop.visibility, loop.is_open) == ("private", True)
        assert (win.visibility, win.is_open) == ("manager", False)
        assert captures.open_loops(desk) == (desk.store.get(Capture, loop.id),)

    def test_knows_the_block_it_was_noted_in(self, desk: Desk) -> None:
        block = focus.start(desk, "write", minutes(50)).block
        assert captures.capture(desk, "call the bank").block_id == block.id

    def test_loops_carried_most_come_first(self, desk: Desk) -> None:
        from remoteos.services import rituals

        captures.capture(desk, "old")
        rituals.close_day(desk)
        set_clock(desk, "2026-11-24 09:00")
        captures.capture(desk, "new")
        assert [loop.text for loop in captures.open_loops(desk)] == ["old", "new"]


class TestWaysOut:
    def test_done_on_the_spot_belongs_to_today(self, desk: Desk, loop: Capture) -> None:
        day = became(desk, captures.done(desk, loop.id[-5:]), Workday)
        assert isinstance(day, Workday)
        assert day.date == desk.today

    def test_scheduled_becomes_a_planned_block(self, desk: Desk, loop: Capture) -> None:
        tomorrow = desk.today + timedelta(days=1)
        at = wall(desk, "14:00", tomorrow)
        block = became(desk, captures.schedule(desk, loop.id, tomorrow, at, 15), Block)
        assert isinstance(block, Block)
        assert (block.state, block.day, block.planned_at, block.planned_s) == (
            "planned",
            tomorrow,
            at,
            15 * MINUTE,
        )
        assert block.visibility == "private"

    def test_asked_becomes_an_ask(self, desk: Desk, loop: Capture) -> None:
        decided = captures.ask(desk, loop.id, "the CTO", kind="decision", needed_by=desk.today, cost="a week")
        ask = became(desk, decided, Ask)
        assert isinstance(ask, Ask)
        assert (ask.asked_of, ask.kind, ask.is_waiting) == ("the CTO", "decision", True)
        assert [event.kind for event in ask.events] == ["raised"]

    def test_grown_becomes_an_outcome_on_the_ladder(self, desk: Desk, loop: Capture) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        outcome = became(desk, captures.outcome(desk, loop.id, done_when="signed", goal=goal.id), Outcome)
        assert isinstance(outcome, Outcome)
        assert (outcome.title, outcome.done_when, outcome.goal_id) == (loop.text, "signed", goal.id)

    def test_let_go_keeps_the_reason(self, desk: Desk, loop: Capture) -> None:
        decided = captures.let_go(desk, loop.id, "solved itself")
        became(desk, decided, Workday)
        assert decided.capture.decision is not None
        assert decided.capture.decision.reason == "solved itself"

    def test_are_one_step_to_undo(self, desk: Desk, loop: Capture) -> None:
        captures.outcome(desk, loop.id)
        desk.store.undo(at=desk.now)
        assert desk.store.all(Outcome) == ()
        assert [one.id for one in captures.open_loops(desk)] == [loop.id]

    def test_a_decided_loop_is_not_decided_again(self, desk: Desk, loop: Capture) -> None:
        captures.done(desk, loop.id)
        with pytest.raises(Refused, match="was decided on 2026-11-23"):
            captures.let_go(desk, loop.id)
