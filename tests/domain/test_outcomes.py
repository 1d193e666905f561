"""Outcomes, and the ladder of goals: leadership, manager, me; never upside down, never in a loop."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from remoteos.domain.errors import Refused
from remoteos.domain.outcomes import (
    RANK,
    Owner,
    Progress,
    close,
    hang,
    ladder,
    refuse_upside_down,
    reopen,
    report,
    roll,
)

from .support import MONDAY, TUESDAY, WEDNESDAY, at, goal, outcome

OWNERS: tuple[Owner, ...] = get_args(Owner)


class TestClosing:
    @pytest.mark.parametrize("made", [outcome(), goal("Grow")], ids=["outcome", "goal"])
    def test_keeps_when_and_why(self, made: Any) -> None:
        dropped = close(made, "dropped", at("17:00"), "no longer wanted")
        assert (dropped.state, dropped.closed_at, dropped.reason) == (
            "dropped",
            at("17:00"),
            "no longer wanted",
        )

    def test_settles_an_outcome(self) -> None:
        assert outcome().settled_at is None
        assert close(outcome(), "done", at("17:00")).settled_at == at("17:00")

    def test_saying_the_same_again_changes_nothing(self) -> None:
        done = close(outcome(), "done", at("17:00"))
        assert close(done, "done", at("18:00"), "again") is done

    def test_saying_otherwise_is_refused(self) -> None:
        done = close(outcome("The brief is agreed"), "done", at("17:00"))
        with pytest.raises(Refused, match='"The brief is agreed" is done: reopen it first'):
            close(done, "dropped", at("18:00"))

    @pytest.mark.parametrize("made", [outcome(), goal("Grow")], ids=["outcome", "goal"])
    def test_can_be_taken_back(self, made: Any) -> None:
        assert reopen(close(made, "dropped", at("17:00"), "a mistake")) == made

    def test_names_are_titles_and_a_goal_is_never_archived(self) -> None:
        closed = close(goal("Grow"), "done", at("17:00"))
        assert (outcome("A result").name, closed.name) == ("A result", "Grow")
        assert closed.settled_at is None


class TestReporting:
    def test_adds_a_note_and_the_confidence_said_along(self) -> None:
        known = report(report(outcome(), at("10:00"), "Drafted", 4), at("11:00"), "Sent round", 2)
        assert known.confidence == 2
        assert known.progress == (
            Progress(at=at("10:00"), note="Drafted", confidence=4),
            Progress(at=at("11:00"), note="Sent round", confidence=2),
        )

    def test_without_a_confidence_keeps_the_last_one(self) -> None:
        known = report(report(outcome(), at("10:00"), "Drafted", 4), at("11:00"), "Sent round")
        assert known.confidence == 4
        assert known.progress[-1].confidence is None


class TestRolling:
    def test_counts_each_day_it_is_carried_from_once(self) -> None:
        carried = roll(roll(roll(outcome(), MONDAY), MONDAY), TUESDAY)
        assert (carried.rolls, carried.rolled_on) == (2, TUESDAY)
        assert roll(carried, MONDAY) is carried

    @pytest.mark.parametrize("state", ["done", "dropped"])
    def test_leaves_what_is_closed(self, state: str) -> None:
        closed = outcome(state=state)
        assert roll(closed, MONDAY) is closed

    def test_a_day_recovered_after_a_later_one_was_closed_does_not_count_again(self) -> None:
        carried = roll(outcome(), WEDNESDAY)
        assert roll(carried, TUESDAY) is carried

    @given(st.lists(st.integers(0, 15), max_size=30))
    @settings(deadline=None)
    def test_happens_at_most_once_per_day(self, closed: list[int]) -> None:
        carried = outcome()
        for number in closed:
            carried = roll(carried, MONDAY + timedelta(days=number))
        later_each_time = [n for i, n in enumerate(closed) if all(n > before for before in closed[:i])]
        assert carried.rolls == len(later_each_time) <= len(set(closed))


class TestLadder:
    INTENT = goal("Trust", "leadership")
    THEIRS = goal("Fewer escalations", "manager", parent_id=INTENT.id)
    MINE = goal("Answer in a day", "me", parent_id=THEIRS.id)
    GOALS = (MINE, INTENT, THEIRS)

    def test_leads_up_to_the_top(self) -> None:
        assert ladder(self.MINE.id, self.GOALS) == (self.MINE, self.THEIRS, self.INTENT)
        assert ladder(self.INTENT.id, self.GOALS) == (self.INTENT,)

    def test_is_empty_without_a_goal(self) -> None:
        assert ladder(None, self.GOALS) == ()
        assert ladder("unknown", self.GOALS) == ()

    def test_ends_at_a_gap_in_the_data(self) -> None:
        assert ladder(self.MINE.id, (self.MINE, self.INTENT)) == (self.MINE,)

    def test_ends_at_a_loop_in_the_data(self) -> None:
        looped = replace(self.INTENT, parent_id=self.MINE.id)
        goals = (self.MINE, self.THEIRS, looped)
        assert ladder(self.MINE.id, goals) == (self.MINE, self.THEIRS, looped)
        itself = replace(self.INTENT, parent_id=self.INTENT.id)
        assert ladder(itself.id, (itself,)) == (itself,)


class TestHanging:
    @pytest.mark.parametrize("below", OWNERS)
    @pytest.mark.parametrize("above", OWNERS)
    def test_goes_up_or_along_the_rungs_never_down(self, below: Owner, above: Owner) -> None:
        lower, upper = goal("Lower", below), goal("Upper", above)
        if RANK[above] <= RANK[below]:
            assert hang(lower, upper, (lower, upper)).parent_id == upper.id
        else:
            with pytest.raises(Refused, match=rf'"Upper" \({above}\) is below "Lower" \({below}\)'):
                hang(lower, upper, (lower, upper))

    def test_from_nothing_takes_it_off_its_parent(self) -> None:
        parent = goal("Upper")
        assert hang(goal("Lower", parent_id=parent.id), None, (parent,)).parent_id is None

    def test_from_itself_is_refused(self) -> None:
        alone = goal("Grow")
        with pytest.raises(Refused, match='"Grow" cannot serve "Grow"'):
            hang(alone, alone, (alone,))

    def test_from_one_that_serves_it_is_refused(self) -> None:
        top = goal("Top")
        middle = goal("Middle", parent_id=top.id)
        bottom = goal("Bottom", parent_id=middle.id)
        with pytest.raises(Refused, match='"Top" cannot serve "Bottom": that goal serves it already'):
            hang(top, bottom, (top, middle, bottom))

    def test_the_same_again_is_harmless(self) -> None:
        parent = goal("Upper")
        child = goal("Lower", parent_id=parent.id)
        assert hang(child, parent, (child, parent)) == child

    @given(
        st.lists(st.sampled_from(OWNERS), min_size=1, max_size=6),
        st.lists(st.tuples(st.integers(0, 5), st.none() | st.integers(0, 5)), max_size=40),
    )
    @settings(deadline=None)
    def test_no_sequence_makes_a_loop_or_stands_the_ladder_on_its_head(
        self, owners: list[Owner], moves: list[tuple[int, int | None]]
    ) -> None:
        goals = [goal(f"Goal {number}", owner) for number, owner in enumerate(owners)]
        for child, parent in moves:
            child %= len(goals)
            above = None if parent is None else goals[parent % len(goals)]
            try:
                goals[child] = hang(goals[child], above, goals)
            except Refused:
                continue
            for each in goals:
                rungs = ladder(each.id, goals)
                assert rungs[-1].parent_id is None, "a loop"
                ranks = [RANK[rung.owner] for rung in rungs]
                assert ranks == sorted(ranks, reverse=True), "upside down"


class TestChangingTheOwner:
    SERVING = goal("Answer in a day", "manager", parent_id="upper")

    def test_that_keeps_the_ladder_upright_is_accepted(self) -> None:
        for owner in ("leadership", "manager"):
            refuse_upside_down(goal("Trust", owner, id="upper"), (self.SERVING,))
        refuse_upside_down(goal("Trust", "me"), (self.SERVING,))

    def test_to_one_below_a_goal_that_serves_it_is_refused(self) -> None:
        with pytest.raises(Refused, match=r'"Answer in a day" \(manager\) serves "Trust"'):
            refuse_upside_down(goal("Trust", "me", id="upper"), (self.SERVING,))
