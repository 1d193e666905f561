"""What is on record for an outcome, when it last moved, and what has gone silent."""

from dataclasses import replace
from datetime import timedelta

import pytest

from remoteos.domain.evidence import Evidence
from remoteos.domain.focus import discard, drop
from remoteos.domain.outcome_evidence import SILENT_AFTER, Trail, goals_moved, silent_days, trails
from remoteos.domain.outcomes import Progress, roll
from remoteos.domain.record import Record

from .support import MONDAY, TUESDAY, WEDNESDAY, at, block, born, capture, goal, outcome, worked


def link(about: Record, **fields: object) -> Evidence:
    """Where something can be looked at."""
    return Evidence(**{**born(), "kind": "url", "ref": "https://example.org", **fields}, about=about.link)  # type: ignore[arg-type]


class TestTrail:
    def test_counts_blocks_notes_and_the_wins_noted_in_its_blocks(self) -> None:
        brief = outcome(progress=(Progress(at=at("12:00"), note="half way"),))
        other = outcome("Another")
        mine, theirs = (
            worked("09:00", "09:50", outcome_id=brief.id),
            worked("10:00", "10:50", outcome_id=other.id),
        )
        noted = [
            capture("it compiled", "win", block_id=mine.id, **born(at("09:40"))),
            capture("who owns it?", "loop", block_id=mine.id),
            capture("a win elsewhere", "win", block_id=theirs.id),
            capture("a win outside any block", "win"),
        ]
        found = trails([brief, other], [mine, theirs], noted, {})
        assert found[brief.id] == Trail(moved_at=at("12:00"), blocks=1, notes=1, wins=1)
        assert found[brief.id].records == 3
        assert (found[other.id].blocks, found[other.id].notes, found[other.id].wins) == (1, 0, 1)

    def test_has_no_evidence_in_what_was_only_planned_dropped_or_discarded(self) -> None:
        brief = outcome()
        planned = block(outcome_id=brief.id)
        dropped = drop(block(outcome_id=brief.id), at("11:00"))
        discarded = discard(block("start 09:00", outcome_id=brief.id))
        assert trails([brief], [planned, dropped, discarded], [], {})[brief.id].records == 0

    def test_a_block_that_runs_is_evidence_already(self) -> None:
        brief = outcome()
        assert trails([brief], [block("start 09:00", outcome_id=brief.id)], [], {})[brief.id].blocks == 1

    def test_is_moved_by_whatever_came_last(self) -> None:
        brief = outcome()
        long_ago = at("08:00")
        assert trails([brief], [], [], {})[brief.id].moved_at == long_ago
        edited = {brief.id: at("10:00", TUESDAY)}
        assert trails([brief], [], [], edited)[brief.id].moved_at == at("10:00", TUESDAY)
        late = worked("09:00", "09:50", day=WEDNESDAY, outcome_id=brief.id)
        assert trails([brief], [late], [], edited)[brief.id].moved_at == at("09:50", WEDNESDAY)
        win = capture("it is out", "win", block_id=late.id, **born(at("18:00", WEDNESDAY)))
        assert trails([brief], [late], [win], edited)[brief.id].moved_at == at("18:00", WEDNESDAY)

    def test_planning_a_block_for_it_is_a_sign_of_life(self) -> None:
        brief = outcome()
        planned = replace(block(outcome_id=brief.id), created_at=at("10:00", TUESDAY))
        assert trails([brief], [planned], [], {})[brief.id].moved_at == at("10:00", TUESDAY)

    def test_what_was_entered_for_a_time_before_it_does_not_make_it_older(self) -> None:
        brief = replace(outcome(), created_at=at("09:00", WEDNESDAY))
        early = worked("09:00", "09:50", day=MONDAY, outcome_id=brief.id)
        assert trails([brief], [early], [], {})[brief.id].moved_at == at("09:00", WEDNESDAY)

    def test_being_carried_over_is_no_movement(self) -> None:
        brief = roll(outcome(), MONDAY)
        assert trails([brief], [], [], {})[brief.id].moved_at == brief.created_at


class TestWinsAndLinks:
    def test_a_win_belongs_to_the_outcome_it_was_noted_for_and_else_to_its_blocks(self) -> None:
        brief, other = outcome(), outcome("Another")
        mine = worked("09:00", "09:50", outcome_id=brief.id)
        noted = [
            capture("without a block", "win", outcome_id=other.id),
            capture("in a block of another", "win", outcome_id=other.id, block_id=mine.id),
            capture("in its block", "win", block_id=mine.id),
            capture("of one that is not here", "win", outcome_id="gone", block_id=mine.id),
        ]
        found = trails([brief, other], [mine], noted, {})
        assert (found[brief.id].wins, found[other.id].wins) == (1, 2)

    def test_links_count_for_the_outcome_of_what_they_are_about(self) -> None:
        brief, other = outcome(), outcome("Another")
        mine = worked("09:00", "09:50", outcome_id=brief.id)
        win = capture("it is out", "win", outcome_id=brief.id)
        loop = capture("who owns it?", "loop", block_id=mine.id)
        discarded = discard(block("start 11:00", outcome_id=brief.id))
        late = at("18:00", WEDNESDAY)
        links = [
            link(brief),
            link(mine),
            link(win, **born(late)),
            *(link(nothing) for nothing in (loop, discarded, outcome("elsewhere"))),
        ]
        found = trails([brief, other], [mine, discarded], [win, loop], {}, links)
        assert (found[brief.id].links, found[brief.id].records) == (3, 5)
        assert found[brief.id].moved_at == late
        assert found[other.id].records == 0


class TestSilence:
    @pytest.mark.parametrize(
        ("ago", "days"),
        [
            (timedelta(0), 0),
            (SILENT_AFTER - timedelta(seconds=1), 0),
            (SILENT_AFTER, 21),
            (timedelta(days=30, hours=5), 30),
            (timedelta(days=-2), 0),
        ],
    )
    def test_begins_after_three_weeks(self, ago: timedelta, days: int) -> None:
        assert silent_days(at("09:00") - ago, at("09:00")) == days

    def test_a_goal_moves_with_everything_under_it(self) -> None:
        intent = goal("Customers trust us", "leadership")
        theirs = goal("Checkout is reliable", "manager", parent_id=intent.id)
        mine = goal("I know payments", parent_id=theirs.id)
        beside = goal("Costs are known", "manager", parent_id=intent.id)
        brief = outcome(goal_id=mine.id)
        moved = goals_moved([intent, theirs, mine, beside], [brief], {brief.id: at("17:00", WEDNESDAY)})
        assert moved == {
            intent.id: at("17:00", WEDNESDAY),
            theirs.id: at("17:00", WEDNESDAY),
            mine.id: at("17:00", WEDNESDAY),
            beside.id: at("08:00"),
        }

    def test_a_goal_that_was_changed_is_not_silent_and_neither_is_what_it_serves(self) -> None:
        intent = goal("Customers trust us", "leadership")
        theirs = replace(
            goal("Checkout is reliable", "manager", parent_id=intent.id), updated_at=at("09:00", TUESDAY)
        )
        assert set(goals_moved([intent, theirs], [], {}).values()) == {at("09:00", TUESDAY)}

    def test_goals_in_a_circle_are_no_endless_climb(self) -> None:
        one = goal("One")
        two = goal("Two", parent_id=one.id)
        circle = [replace(one, parent_id=two.id), two]
        brief = outcome(goal_id=two.id)
        assert set(goals_moved(circle, [brief], {brief.id: at("12:00")}).values()) == {at("12:00")}
