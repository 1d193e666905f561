"""Blocks before and after they are worked."""

from datetime import timedelta

import pytest

from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.domain.focus_time import focused_s
from remoteos.services import captures, focus, focus_history, outcomes
from remoteos.services.day import view
from remoteos.services.desk import Desk

from .support import HOUR, MINUTE, minutes, set_clock, wall, work


class TestLogging:
    def test_enters_a_block_after_the_fact(self, desk: Desk) -> None:
        set_clock(desk, "12:00")
        block = focus_history.log(
            desk, "review", wall(desk, "10:00"), wall(desk, "11:30"), result="two findings"
        )
        assert (block.state, block.logged, block.result) == ("finished", True, "two findings")
        assert focused_s(block, desk.now) == 90 * MINUTE

    def test_belongs_to_the_workday_it_began_in(self, desk: Desk) -> None:
        yesterday = desk.today - timedelta(days=1)
        block = focus_history.log(
            desk, "late", wall(desk, "23:30", yesterday), wall(desk, "01:30", yesterday)
        )
        assert block.day == yesterday
        assert focused_s(block, desk.now) == 2 * HOUR

    def test_an_overlap_is_refused_and_names_the_other(self, desk: Desk) -> None:
        work(desk, "write", "09:00", "10:00")
        set_clock(desk, "12:00")
        with pytest.raises(Refused, match='This overlaps "write"'):
            focus_history.log(desk, "clash", wall(desk, "09:30"), wall(desk, "10:30"))
        assert len(desk.store.all(Block)) == 1

    def test_an_overlap_with_the_running_block_is_refused(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:30")
        with pytest.raises(Refused, match='"write"'):
            focus_history.log(desk, "clash", wall(desk, "09:10"), wall(desk, "09:20"))

    def test_next_to_another_and_in_its_pause_is_fine(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:20")
        focus.pause(desk)
        set_clock(desk, "09:40")
        focus.resume(desk)
        set_clock(desk, "10:00")
        focus.stop(desk)
        set_clock(desk, "12:00")
        focus_history.log(desk, "in the pause", wall(desk, "09:20"), wall(desk, "09:40"))
        focus_history.log(desk, "right after", wall(desk, "10:00"), wall(desk, "10:30"))
        assert len(desk.store.all(Block)) == 3

    @pytest.mark.parametrize(("start", "end"), [("10:00", "10:00"), ("11:00", "10:00"), ("11:00", "15:00")])
    def test_times_that_cannot_be_are_refused(self, desk: Desk, start: str, end: str) -> None:
        set_clock(desk, "12:00")
        with pytest.raises(Refused):
            focus_history.log(desk, "odd", wall(desk, start), wall(desk, end))
        assert desk.store.all(Block) == ()


class TestPlanning:
    def test_a_plan_is_moved_resized_and_dropped(self, desk: Desk) -> None:
        block = focus_history.plan(desk, "screen", minutes(50), at=wall(desk, "14:00"), day=desk.today)
        tomorrow = desk.today + timedelta(days=1)
        moved = focus_history.move(desk, block.id, day=tomorrow, at=wall(desk, "10:00", tomorrow), minutes=25)
        assert (moved.day, moved.planned_s, f"{moved.planned_at:%H:%M}") == (tomorrow, 25 * MINUTE, "10:00")
        dropped = focus_history.drop(desk, block.id, "not needed")
        assert dropped.state == "dropped"
        assert focus_history.drop(desk, block.id) == desk.store.get(Block, block.id)

    def test_only_a_planned_block_is_moved(self, desk: Desk) -> None:
        block = work(desk, "write", "09:00", "09:30")
        with pytest.raises(Refused, match="only a planned block can be moved"):
            focus_history.move(desk, block.id, day=desk.today, at=None)

    def test_a_plan_that_does_not_fit_says_by_how_much(self, desk: Desk) -> None:
        from remoteos.services import rituals

        rituals.open_day(desk)
        set_clock(desk, "16:30")
        focus_history.plan(desk, "too much", minutes(95), at=None, day=desk.today)
        page = view(desk, desk.today)
        assert page.capacity is not None
        assert (page.capacity.overcommitted_min, page.capacity.free_s) == (35, 0)


class TestEditing:
    def test_changes_only_what_is_given(self, desk: Desk) -> None:
        block = work(desk, "write", "09:00", "10:00")
        edited = focus_history.edit(desk, block.id, intention="write section 3", depth=4)
        assert (edited.intention, edited.depth, edited.events) == ("write section 3", 4, block.events)

    def test_moves_start_and_end_within_what_is_free(self, desk: Desk) -> None:
        work(desk, "before", "09:00", "10:00")
        block = work(desk, "after", "10:30", "11:00")
        edited = focus_history.edit(desk, block.id, start=wall(desk, "10:00"))
        assert focused_s(edited, desk.now) == HOUR
        with pytest.raises(Refused, match='overlaps "before"'):
            focus_history.edit(desk, block.id, start=wall(desk, "09:50"))

    def test_an_open_block_keeps_its_times(self, desk: Desk) -> None:
        block = focus.start(desk, "write", minutes(50)).block
        with pytest.raises(Refused, match="has not ended"):
            focus_history.edit(desk, block.id, end=wall(desk, "09:30"))

    def test_links_an_outcome_and_takes_it_away(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        block = work(desk, "write", "09:00", "10:00")
        assert focus_history.edit(desk, block.id, outcome=outcome.id).outcome_id == outcome.id
        assert focus_history.edit(desk, block.id, outcome="").outcome_id is None


class TestPeriod:
    def test_adds_up_per_outcome_and_hour_and_against_the_plan(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        work(desk, "write", "09:00", "10:00", planned=50, outcome=outcome.id)
        work(desk, "read", "10:30", "11:00", planned=50)
        found = focus_history.period(desk, desk.today, desk.today)
        assert [block.intention for block in found.blocks] == ["write", "read"]
        assert found.focused_s == 90 * MINUTE
        assert found.by_outcome == {outcome.id: HOUR, None: 30 * MINUTE}
        assert found.by_hour == {9: HOUR, 10: 30 * MINUTE}
        assert (found.planned.planned_s, found.planned.actual_s) == (100 * MINUTE, 90 * MINUTE)

    def test_leave_and_free_days_are_left_out_of_the_average(self, desk: Desk) -> None:
        from remoteos.services import leave

        work(desk, "monday", "09:00", "11:00", planned=120)
        leave.day_off(desk, [desk.today + timedelta(days=1)])
        set_clock(desk, "2026-11-30 09:00")
        found = focus_history.period(desk, desk.today - timedelta(days=7), desk.today - timedelta(days=1))
        assert (found.workdays, found.average_s) == (4, HOUR // 2)

    def test_holds_only_the_days_asked_for(self, desk: Desk) -> None:
        work(desk, "monday", "09:00", "10:00")
        work(desk, "tuesday", "2026-11-24 09:00", "10:00")
        assert [block.intention for block in focus_history.between(desk, desk.today, desk.today)] == [
            "tuesday"
        ]

    def test_reaches_into_the_archive(self, desk: Desk) -> None:
        monday = desk.today
        work(desk, "long ago", "09:00", "10:00")
        set_clock(desk, "2028-01-10 09:00")
        captures.capture(desk, "something")  # the first change of the day archives what is due
        assert desk.store.all(Block) == ()
        assert [block.intention for block in focus_history.between(desk, monday, monday)] == ["long ago"]
        (old,) = focus_history.between(desk, monday, monday)
        assert focus_history.edit(desk, old.id, result="remembered").result == "remembered"
        assert focus_history.between(desk, monday, monday)[0].result == "remembered"
