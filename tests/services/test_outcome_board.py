"""How outcomes and goals stand at a desk: evidence of all years, silence, today's ones."""

from datetime import timedelta

import pytest

from remoteos.domain.errors import Refused
from remoteos.domain.outcomes import Outcome
from remoteos.services import captures, focus, history, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.outcome_board import overview

from .support import minutes, set_clock, work


def test_an_empty_desk_has_nothing_to_show(desk: Desk) -> None:
    found = overview(desk)
    assert (found.outcomes, found.goals, found.rungs, found.loose) == ({}, {}, (), ())
    assert set(found.columns.values()) == {()}


def test_outcomes_stand_where_they_have_come_to(desk: Desk) -> None:
    waiting, moving = outcomes.add(desk, "waits"), outcomes.add(desk, "moves")
    done, dropped = outcomes.add(desk, "done"), outcomes.add(desk, "dropped")
    work(desk, "write", "09:00", "09:30", outcome=moving.id)
    outcomes.close(desk, done.id, "done")
    set_clock(desk, "10:00")
    outcomes.close(desk, dropped.id, "dropped")
    columns = overview(desk).columns
    assert [one.id for one in columns["waiting"]] == [waiting.id]
    assert [one.id for one in columns["moving"]] == [moving.id]
    assert [one.id for one in columns["closed"]] == [dropped.id, done.id]


def test_a_win_noted_in_its_block_is_on_record_for_it(desk: Desk) -> None:
    rfc = outcomes.add(desk, "RFC accepted")
    focus.start(desk, "write", minutes(50), outcome=rfc.id)
    captures.capture(desk, "the hard part is clear", "win")
    focus.stop(desk)
    outcomes.report(desk, rfc.id, "first draft")
    trail = overview(desk).outcomes[rfc.id].trail
    assert (trail.blocks, trail.notes, trail.wins) == (1, 1, 1)


class TestSilence:
    def test_is_said_after_three_weeks_of_an_outcome_and_its_goals(self, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        rfc = outcomes.add(desk, "RFC accepted", goal.id)
        set_clock(desk, "2026-12-14 08:59")
        found = overview(desk)
        assert (found.outcomes[rfc.id].silent_days, found.goals[goal.id].silent_days) == (0, 0)
        set_clock(desk, "2026-12-14 09:00")
        found = overview(desk)
        assert (found.outcomes[rfc.id].silent_days, found.goals[goal.id].silent_days) == (21, 21)

    def test_ends_with_an_edit(self, desk: Desk) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        set_clock(desk, "2026-12-20 09:00")
        outcomes.edit(desk, rfc.id, done_when="two approvals")
        assert overview(desk).outcomes[rfc.id].silent_days == 0

    def test_is_not_broken_by_carrying_it_over(self, desk: Desk) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        for day in range(24):
            set_clock(desk, f"{desk.today + timedelta(days=bool(day))} 09:00")
            rituals.open_day(desk, outcomes=[rfc.id])
            set_clock(desk, "17:00")
            rituals.close_day(desk)
        stored = desk.store.get(Outcome, rfc.id)
        assert stored is not None
        assert stored.rolls == 24
        assert overview(desk).outcomes[rfc.id].silent_days == 23

    def test_is_not_said_of_what_is_closed(self, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        outcomes.add(desk, "RFC accepted", goal.id)
        set_clock(desk, "2027-01-10 09:00")
        outcomes.close_goal(desk, goal.id, "done")
        assert overview(desk).goals[goal.id].silent_days == 0

    def test_a_goal_is_not_silent_while_something_under_it_was_done_lately(self, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        rfc = outcomes.add(desk, "RFC accepted", goal.id)
        set_clock(desk, "2026-12-20 09:00")
        outcomes.close(desk, rfc.id, "done")
        set_clock(desk, "2027-01-09 09:00")
        assert overview(desk).goals[goal.id].silent_days == 0
        set_clock(desk, "2027-01-10 09:00")
        assert overview(desk).goals[goal.id].silent_days == 21


class TestEvidenceOfYears:
    def test_is_counted_after_it_went_to_the_archive(self, desk: Desk) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        focus.start(desk, "write", minutes(50), outcome=rfc.id)
        captures.capture(desk, "the hard part is clear", "win")
        focus.stop(desk)
        set_clock(desk, "2028-01-10 09:00")
        captures.capture(desk, "the first change of the day archives what is due")
        trail = overview(desk).outcomes[rfc.id].trail
        assert (trail.blocks, trail.wins) == (1, 1)

    def test_only_the_years_that_something_shown_lived_in_are_read(self, desk: Desk) -> None:
        old = outcomes.add(desk, "long ago")
        work(desk, "write", "09:00", "09:50", outcome=old.id)
        outcomes.close(desk, old.id, "done")
        set_clock(desk, "2028-01-10 09:00")
        new = outcomes.add(desk, "now")
        assert desk.store.archive.years()
        for year in desk.store.archive.years():  # whoever reads one of these finds it damaged
            desk.store.archive.path(year).write_text("{")
        fresh = desk._replace(store=type(desk.store).open(desk.store.folder, now=desk.now))
        assert list(overview(fresh).outcomes) == [new.id]


class TestLadder:
    def test_says_what_serves_nothing_and_how_many_serve_a_goal(self, desk: Desk) -> None:
        intent = outcomes.add_goal(desk, "Customers trust us", owner="leadership")
        theirs = outcomes.add_goal(desk, "Checkout is reliable", intent.id, owner="manager")
        alone = outcomes.add_goal(desk, "Costs are known", owner="manager")
        outcomes.add(desk, "RFC accepted", theirs.id)
        loose = outcomes.add(desk, "Tidy the wiki")
        found = overview(desk)
        assert [one.id for one in found.loose] == [loose.id]
        assert [found.goals[each.id].served_by for each in (intent, theirs, alone)] == [1, 1, 0]
        assert [found.goals[each.id].lacks_intent for each in (intent, theirs, alone)] == [False, False, True]

    def test_an_outcome_is_not_asked_for_a_goal_before_there_is_one(self, desk: Desk) -> None:
        loose = outcomes.add(desk, "Tidy the wiki")
        assert not overview(desk).outcomes[loose.id].lacks_goal
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        assert overview(desk).outcomes[loose.id].lacks_goal
        outcomes.serve(desk, loose, goal.id)
        assert not overview(desk).outcomes[loose.id].lacks_goal

    def test_has_what_was_done_lately_but_not_what_was_dropped(self, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        done, dropped = outcomes.add(desk, "done", goal.id), outcomes.add(desk, "dropped", goal.id)
        outcomes.close(desk, done.id, "done")
        outcomes.close(desk, dropped.id, "dropped")
        assert [rung.record.name for rung in overview(desk).rungs] == ["Checkout is reliable", "done"]


class TestToday:
    def test_picking_and_taking_off_again(self, desk: Desk) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        rituals.pick(desk, rfc)
        assert overview(desk).outcomes[rfc.id].today
        rituals.unpick(desk, rfc)
        assert not overview(desk).outcomes[rfc.id].today
        rituals.unpick(desk, rfc)
        history.undo(desk)
        assert overview(desk).outcomes[rfc.id].today

    def test_a_fourth_is_refused_until_one_is_taken_off(self, desk: Desk) -> None:
        made = [outcomes.add(desk, f"number {number}") for number in range(4)]
        for one in made[:3]:
            rituals.pick(desk, one)
        with pytest.raises(Refused, match="3 outcomes"):
            rituals.pick(desk, made[3])
        rituals.unpick(desk, made[0])
        rituals.pick(desk, made[3])
        assert [
            standing.outcome.title for standing in overview(desk).outcomes.values() if standing.today
        ] == [
            "number 1",
            "number 2",
            "number 3",
        ]


class TestServing:
    def test_a_goal_is_added_and_served_in_one_step(self, desk: Desk) -> None:
        rfc = outcomes.add(desk, "RFC accepted")
        intent = outcomes.add_goal(desk, "Customers trust us", owner="leadership")
        goal = outcomes.serve_new(desk, rfc, "Checkout is reliable", intent.id, owner="manager")
        standing = overview(desk).outcomes[rfc.id]
        assert [rung.title for rung in standing.rungs] == ["Checkout is reliable", "Customers trust us"]
        history.undo(desk)
        assert overview(desk).outcomes[rfc.id].rungs == ()
        assert goal.id not in overview(desk).goals

    def test_a_goal_can_serve_a_new_one(self, desk: Desk) -> None:
        mine = outcomes.add_goal(desk, "I know payments")
        theirs = outcomes.serve_new(desk, mine, "Checkout is reliable", owner="manager")
        assert [rung.id for rung in overview(desk).goals[mine.id].rungs] == [theirs.id]
        with pytest.raises(Refused, match="below"):
            outcomes.serve_new(desk, theirs, "Upside down", owner="me")
        assert len(overview(desk).goals) == 2

    def test_either_kind_serves_another_goal_or_none(self, desk: Desk) -> None:
        theirs = outcomes.add_goal(desk, "Checkout is reliable", owner="manager")
        mine, rfc = outcomes.add_goal(desk, "I know payments"), outcomes.add(desk, "RFC accepted")
        for record in (mine, rfc):
            outcomes.serve(desk, record, theirs.id)
        assert overview(desk).goals[mine.id].rungs == overview(desk).outcomes[rfc.id].rungs == (theirs,)
        for record in (mine, rfc):
            outcomes.serve(desk, record, "")
        assert overview(desk).goals[mine.id].rungs == overview(desk).outcomes[rfc.id].rungs == ()

    def test_either_kind_is_closed_and_opened_again(self, desk: Desk) -> None:
        for record in (outcomes.add_goal(desk, "I know payments"), outcomes.add(desk, "RFC accepted")):
            closed = outcomes.close_record(desk, record, "dropped", "no longer wanted")
            assert (closed.state, closed.reason) == ("dropped", "no longer wanted")
            assert outcomes.reopen_record(desk, record).state == "open"
