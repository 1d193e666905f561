"""Where an outcome stands on the board, and how the ladder reads from the top down."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remoteos.domain.outcome_board import (
    LATELY,
    by_urgency,
    column_of,
    in_sight,
    lacks_intent,
    may_serve,
    newest_closed,
    rungs,
    shown_goals,
)
from remoteos.domain.outcomes import close

from .support import MONDAY, TUESDAY, at, goal, outcome

INTENT = goal("Customers trust us", "leadership")
THEIRS = goal("Checkout is reliable", "manager", parent_id=INTENT.id)
MINE = goal("I know payments", parent_id=THEIRS.id)


class TestBoard:
    @pytest.mark.parametrize(("records", "column"), [(0, "waiting"), (1, "moving")])
    def test_an_open_one_moves_once_something_is_on_record(self, records: int, column: str) -> None:
        assert column_of(outcome(), records) == column

    def test_what_is_done_or_dropped_is_closed_whatever_is_on_record(self) -> None:
        assert column_of(close(outcome(), "done", at("17:00")), 3) == "closed"
        assert column_of(close(outcome(), "dropped", at("17:00")), 0) == "closed"

    def test_what_was_closed_stays_in_sight_for_two_weeks(self) -> None:
        done = close(outcome(), "done", at("17:00"))
        assert in_sight(done, at("17:00") + LATELY - timedelta(seconds=1))
        assert not in_sight(done, at("17:00") + LATELY)
        assert in_sight(outcome(), at("17:00") + timedelta(days=999))

    def test_today_comes_first_then_what_is_due(self) -> None:
        some_day, soon, late = outcome("Some day"), outcome("Soon", due=TUESDAY), outcome("Late", due=MONDAY)
        picked = outcome("Picked")
        order = by_urgency([some_day, soon, picked, late], [picked.id])
        assert [one.title for one in order] == ["Picked", "Late", "Soon", "Some day"]

    def test_the_last_one_closed_comes_first(self) -> None:
        first = close(outcome("First"), "done", at("10:00"))
        second = close(outcome("Second"), "dropped", at("11:00"))
        assert [one.title for one in newest_closed([first, second])] == ["Second", "First"]


class TestLadder:
    def test_reads_from_the_intent_down_goals_before_outcomes(self) -> None:
        beside = goal("Costs are known", "manager", parent_id=INTENT.id)
        one, two = outcome("RFC accepted", goal_id=THEIRS.id), outcome("Launched", goal_id=MINE.id)
        found = rungs([MINE, THEIRS, beside, INTENT], [one, two])
        assert [(rung.depth, rung.record.name) for rung in found] == [
            (0, "Customers trust us"),
            (1, "Checkout is reliable"),
            (2, "I know payments"),
            (3, "Launched"),
            (2, "RFC accepted"),
            (1, "Costs are known"),
        ]
        assert [rung.last for rung in found] == [
            (True,),
            (True, False),
            (True, False, False),
            (True, False, False, True),
            (True, False, True),
            (True, True),
        ]

    def test_leaves_out_what_hangs_from_no_goal(self) -> None:
        assert [rung.record for rung in rungs([INTENT], [outcome(), outcome(goal_id="gone")])] == [INTENT]

    def test_begins_somewhere_in_a_circle_and_says_each_once(self) -> None:
        one, two = goal("One"), goal("Two")
        circle = [replace(one, parent_id=two.id), replace(two, parent_id=one.id)]
        found = rungs(circle, [outcome("Under", goal_id=one.id)])
        assert sorted(rung.record.name for rung in found) == ["One", "Two", "Under"]

    def test_can_be_as_deep_as_one_likes(self) -> None:
        goals = [goal("0")]
        for number in range(1, 3000):
            goals.append(goal(str(number), parent_id=goals[-1].id))
        assert rungs(goals, [])[-1].depth == 2999

    def test_a_goal_whose_own_goal_is_gone_stands_at_the_top(self) -> None:
        assert [rung.depth for rung in rungs([THEIRS, MINE], [])] == [0, 1]

    def test_a_closed_goal_is_shown_while_something_serves_it(self) -> None:
        done = close(THEIRS, "done", at("17:00"))
        later = at("17:00") + 2 * LATELY
        assert shown_goals([INTENT, done], [], later) == (INTENT,)
        assert shown_goals([INTENT, done], [outcome(goal_id=done.id)], later) == (INTENT, done)
        assert shown_goals([INTENT, done, MINE], [], later) == (INTENT, done, MINE)

    def test_a_managers_goal_is_asked_for_its_intent(self) -> None:
        alone = goal("Costs are known", "manager")
        below = goal("Cheaper builds", "manager", parent_id=alone.id)
        goals = [INTENT, THEIRS, MINE, alone, below]
        assert [lacks_intent(each, goals) for each in goals] == [False, False, False, True, True]
        assert not lacks_intent(close(alone, "done", at("17:00")), goals)


class TestWhatCanBeServed:
    def test_an_outcome_can_serve_any_open_goal_from_the_top_down(self) -> None:
        closed = close(goal("Old", "manager"), "dropped", at("09:00"))
        assert may_serve(None, [MINE, closed, INTENT, THEIRS]) == (INTENT, THEIRS, MINE)

    def test_a_goal_serves_nothing_below_it_nor_itself_nor_what_serves_it(self) -> None:
        peer = goal("Costs are known", "manager")
        goals = [INTENT, THEIRS, MINE, peer]
        assert may_serve(THEIRS, goals) == (INTENT, peer)
        assert may_serve(INTENT, goals) == ()
        under = goal("Cheaper builds", "manager", parent_id=peer.id)
        assert may_serve(peer, [*goals, under]) == (INTENT, THEIRS)
