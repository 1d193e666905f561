"""Outcomes and the ladder they hang from."""

from dataclasses import replace
from datetime import date

import pytest

from remoteos.domain.errors import NotFound, Refused
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Goal, Outcome
from remoteos.services import captures, focus, focus_history, history, outcomes
from remoteos.services.desk import Desk

from .support import minutes, set_clock, work


def test_an_outcome_is_added_edited_and_taken_off_the_ladder(desk: Desk) -> None:
    goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
    added = outcomes.add(desk, "RFC accepted", goal.id[-6:], done_when="two approvals", due=date(2026, 12, 1))
    assert (added.goal_id, added.visibility, added.proposed_by) == (goal.id, "manager", "me")
    edited = outcomes.edit(desk, added.id, confidence=3, due=None)
    assert (edited.confidence, edited.due, edited.done_when) == (3, None, "two approvals")
    assert outcomes.edit(desk, added.id, goal="").goal_id is None


def test_progress_done_and_reopened(desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    assert outcomes.report(desk, outcome.id, "first approval", 4).confidence == 4
    done = outcomes.close(desk, outcome.id, "done")
    assert (done.state, done.closed_at) == ("done", desk.now)
    assert outcomes.close(desk, outcome.id, "done").closed_at == done.closed_at
    with pytest.raises(Refused, match="reopen it first"):
        outcomes.close(desk, outcome.id, "dropped")
    assert outcomes.reopen(desk, outcome.id).state == "open"


def test_the_list_has_open_ones_those_due_first(desk: Desk) -> None:
    outcomes.add(desk, "some day")
    outcomes.add(desk, "soon", due=date(2026, 11, 24))
    over = outcomes.add(desk, "over")
    outcomes.close(desk, over.id, "dropped", "stopped")
    assert [one.title for one in outcomes.listed(desk)] == ["soon", "some day"]
    assert [one.title for one in outcomes.listed(desk, closed=True)] == ["soon", "some day", "over"]


def test_the_whole_list_reaches_into_the_archive(desk: Desk) -> None:
    outcome = outcomes.add(desk, "long ago")
    outcomes.close(desk, outcome.id, "done")
    set_clock(desk, "2028-01-10 09:00")
    captures.capture(desk, "the first change of the day archives what is due")
    assert desk.store.all(Outcome) == ()
    assert [one.title for one in outcomes.listed(desk, closed=True)] == ["long ago"]


class TestLadder:
    @pytest.fixture
    def rungs(self, desk: Desk) -> tuple[Goal, Goal, Goal]:
        intent = outcomes.add_goal(desk, "Customers trust us", owner="leadership")
        theirs = outcomes.add_goal(desk, "Checkout is reliable", intent.id, owner="manager")
        mine = outcomes.add_goal(desk, "I know payments", theirs.id)
        return intent, theirs, mine

    def test_leads_from_an_outcome_to_the_intent(self, desk: Desk, rungs: tuple[Goal, Goal, Goal]) -> None:
        outcome = outcomes.add(desk, "RFC accepted", rungs[2].id)
        assert [goal.title for goal in outcomes.ladder(desk, outcome)] == [
            "I know payments",
            "Checkout is reliable",
            "Customers trust us",
        ]
        assert [one.title for one in outcomes.served_by(desk, rungs[2])] == ["RFC accepted"]

    def test_has_no_loops(self, desk: Desk) -> None:
        above = outcomes.add_goal(desk, "above")
        below = outcomes.add_goal(desk, "below", above.id)
        for parent in (below, above):
            with pytest.raises(Refused, match="serves it already"):
                outcomes.edit_goal(desk, above.id, parent.id)

    def test_is_never_upside_down(self, desk: Desk, rungs: tuple[Goal, Goal, Goal]) -> None:
        with pytest.raises(Refused, match="below"):
            outcomes.edit_goal(desk, rungs[0].id, rungs[2].id)
        with pytest.raises(Refused, match="cannot be me's"):
            outcomes.edit_goal(desk, rungs[0].id, owner="me")

    def test_a_goal_is_closed_and_leaves_the_list(self, desk: Desk, rungs: tuple[Goal, Goal, Goal]) -> None:
        outcomes.close_goal(desk, rungs[0].id, "dropped", "strategy changed")
        assert [goal.owner for goal in outcomes.goals(desk)] == ["manager", "me"]
        assert len(outcomes.goals(desk, closed=True)) == 3

    def test_standing_alone_is_said_with_an_empty_parent(
        self, desk: Desk, rungs: tuple[Goal, Goal, Goal]
    ) -> None:
        assert outcomes.edit_goal(desk, rungs[1].id, "").parent_id is None

    def test_an_unknown_goal_is_refused(self, desk: Desk) -> None:
        with pytest.raises(NotFound):
            outcomes.add(desk, "RFC accepted", "ffffffff")


class TestVisibility:
    def test_a_block_follows_its_outcome(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "Find a new job")
        block = focus.start(desk, "apply", minutes(25), outcome=outcome.id).block
        focus.stop(desk)
        outcomes.edit(desk, outcome.id, visibility="private")
        (stored,) = desk.store.all(Block)
        assert stored.visibility == "private"
        history.undo(desk)
        assert desk.store.get(Block, block.id) == replace(stored, visibility="manager", updated_at=desk.now)

    def test_a_block_that_changes_its_outcome_takes_its_visibility(self, desk: Desk) -> None:
        secret = outcomes.add(desk, "Find a new job", visibility="private")
        shared = outcomes.add(desk, "RFC accepted")
        block = work(desk, "write", "09:00", "09:30", outcome=shared.id)
        assert focus_history.edit(desk, block.id, outcome=secret.id).visibility == "private"
        assert focus_history.edit(desk, block.id, outcome=shared.id).visibility == "manager"
        assert focus_history.edit(desk, block.id, outcome="").visibility == "private"
        assert (
            focus_history.edit(desk, block.id, outcome=shared.id, visibility="private").visibility
            == "private"
        )
