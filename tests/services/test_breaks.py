"""Taking the break after a block, putting it off, and being back; recorded, so that nothing loses it."""

from collections.abc import Callable

import pytest

from remoteos.domain.breaks import Break
from remoteos.domain.errors import Refused
from remoteos.domain.focus import Block
from remoteos.services import breaks, captures, focus, focus_history, history, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.store.merge import merge

from .support import MINUTE, set_clock, wall, work

FIFTY_TEN = Shape(50 * MINUTE, 10 * MINUTE)


def finish_one(desk: Desk, start: str = "09:00", end: str = "09:50", shape: Shape = FIFTY_TEN) -> Block:
    """Work a block whose preset has a break."""
    set_clock(desk, start)
    focus.start(desk, "write", shape)
    set_clock(desk, end)
    return focus.stop(desk).block


@pytest.fixture
def done(desk: Desk) -> Block:
    return finish_one(desk)


def state(desk: Desk) -> str | None:
    found = breaks.current(desk)
    return found.state if found else None


class TestDue:
    def test_after_a_finished_block(self, desk: Desk, done: Block) -> None:
        found = breaks.current(desk)
        assert found is not None
        assert (found.block.id, found.state, found.length_s) == (done.id, "due", 10 * MINUTE)

    def test_not_after_a_block_without_one(self, desk: Desk) -> None:
        work(desk, "write", "09:00", "09:50")
        assert breaks.current(desk) is None

    def test_not_after_an_aside_that_returns_to_its_block(self, desk: Desk) -> None:
        focus.start(desk, "write", FIFTY_TEN)
        set_clock(desk, "09:10")
        focus.aside(desk, "outage", Shape(25 * MINUTE, 5 * MINUTE))
        set_clock(desk, "09:40")
        assert focus.stop(desk).returned_to is not None
        assert breaks.current(desk) is None
        with pytest.raises(Refused, match="No break is due"):
            breaks.take(desk)

    def test_not_when_the_block_ended_with_the_day(self, desk: Desk) -> None:
        rituals.open_day(desk)
        focus.start(desk, "write", FIFTY_TEN)
        set_clock(desk, "09:50")
        (finished,) = rituals.close_day(desk).finished
        assert finished.state == "finished"
        assert breaks.current(desk) is None

    def test_but_after_a_block_that_was_worked_once_the_day_was_closed(self, desk: Desk) -> None:
        rituals.open_day(desk)
        rituals.close_day(desk)
        finish_one(desk, "09:10", "10:00")
        assert state(desk) == "due"

    def test_not_when_a_block_that_was_left_running_is_trimmed_hours_later(self, desk: Desk) -> None:
        focus.start(desk, "write", FIFTY_TEN)
        set_clock(desk, "14:00")
        focus.stop(desk, settling="planned")
        assert breaks.current(desk) is None

    def test_planning_and_capturing_leave_it_due(self, desk: Desk, done: Block) -> None:
        focus_history.plan(desk, "screen", Shape(None), at=None, day=desk.today)
        captures.capture(desk, "call the bank")
        assert state(desk) == "due"


class TestTaking:
    def test_it_runs_for_its_length_and_ends_by_itself(self, desk: Desk, done: Block) -> None:
        set_clock(desk, "09:52")
        taken = breaks.take(desk)
        assert (taken.state, taken.ends_at) == ("running", wall(desk, "10:02"))
        set_clock(desk, "10:02")
        assert state(desk) == "over"

    def test_twice_takes_it_once(self, desk: Desk, done: Block) -> None:
        first = breaks.take(desk)
        set_clock(desk, "09:55")
        assert breaks.take(desk) == first

    def test_being_back_ends_it_early(self, desk: Desk, done: Block) -> None:
        breaks.take(desk)
        set_clock(desk, "09:54")
        assert (breaks.back(desk).length_s, state(desk)) == (4 * MINUTE, "over")

    def test_starting_a_block_ends_it_in_the_same_step(self, desk: Desk, done: Block) -> None:
        breaks.take(desk)
        set_clock(desk, "09:55")
        focus.start(desk, "next", FIFTY_TEN)
        assert breaks.current(desk) is None
        rested = desk.store.get(Block, done.id)
        assert rested is not None
        assert rested.break_to == wall(desk, "09:55")
        history.undo(desk)
        assert state(desk) == "running"

    def test_starting_a_planned_block_ends_it_too(self, desk: Desk, done: Block) -> None:
        planned = focus_history.plan(desk, "screen", FIFTY_TEN, at=None, day=desk.today)
        breaks.take(desk)
        set_clock(desk, "09:55")
        focus.start_planned(desk, planned.id)
        assert desk.store.get(Block, done.id).break_to == wall(desk, "09:55")  # type: ignore[union-attr]

    def test_it_outlives_the_program(self, desk: Desk, done: Block, make_desk: Callable[..., Desk]) -> None:
        """Whoever comes next, after a quit or a crash, finds it as it is by then."""
        breaks.take(desk)
        assert state(make_desk("2026-11-23 09:55")) == "running"
        assert state(make_desk("2026-11-23 10:05")) == "over"
        assert state(make_desk("2026-11-23 11:00")) is None

    def test_a_clock_set_back_never_begins_it_before_the_block_ended(self, desk: Desk, done: Block) -> None:
        set_clock(desk, "08:30")
        assert breaks.take(desk).begins_at == wall(desk, "09:50")
        assert breaks.back(desk).length_s == 0


class TestPuttingOff:
    def test_twice_counts_from_the_second_time(self, desk: Desk, done: Block) -> None:
        assert breaks.snooze(desk).begins_at == wall(desk, "10:00")
        set_clock(desk, "09:55")
        assert breaks.snooze(desk, 20).begins_at == wall(desk, "10:15")
        set_clock(desk, "10:15")
        assert state(desk) == "due"

    def test_it_can_be_taken_all_the_same(self, desk: Desk, done: Block) -> None:
        breaks.snooze(desk)
        assert breaks.take(desk).begins_at == wall(desk, "09:50")

    def test_one_that_was_had_already_is_over(self, desk: Desk, done: Block) -> None:
        set_clock(desk, "10:05")
        had = breaks.took(desk)
        assert (had.state, had.begins_at, had.ends_at) == ("over", wall(desk, "09:50"), wall(desk, "10:00"))


class TestRefusals:
    @pytest.mark.parametrize("deed", [breaks.take, breaks.snooze, breaks.took])
    def test_nothing_is_due(self, desk: Desk, deed: Callable[[Desk], Break]) -> None:
        with pytest.raises(Refused, match="No break is due"):
            deed(desk)
        finish_one(desk)
        breaks.took(desk)
        with pytest.raises(Refused, match="No break is due"):
            deed(desk)

    @pytest.mark.parametrize("deed", [breaks.snooze, breaks.took])
    def test_it_is_being_taken(self, desk: Desk, done: Block, deed: Callable[[Desk], Break]) -> None:
        breaks.take(desk)
        with pytest.raises(Refused, match="being taken"):
            deed(desk)

    def test_nobody_is_away(self, desk: Desk, done: Block) -> None:
        with pytest.raises(Refused, match="No break is being taken"):
            breaks.back(desk)
        breaks.take(desk)
        set_clock(desk, "10:00")
        with pytest.raises(Refused, match="No break is being taken"):
            breaks.back(desk)


def test_each_is_one_step_to_undo_with_a_name(desk: Desk, done: Block) -> None:
    breaks.snooze(desk, 5)
    breaks.take(desk)
    breaks.back(desk)
    assert [history.undo(desk) for _ in range(3)] == [
        "back from the break after “write”",
        "break after “write”",
        "put the break after “write” off by 5 min",
    ]
    assert state(desk) == "due"


def test_a_break_here_and_other_times_there_both_survive_a_merge(
    desk: Desk, done: Block, make_desk: Callable[..., Desk]
) -> None:
    other = make_desk("2026-11-23 09:51", user="laptop")
    merge(other.store, desk.store.folder, at=other.now)
    focus_history.edit(other, done.id, start=wall(other, "08:55"))
    set_clock(desk, "09:52")
    breaks.take(desk)
    merge(desk.store, other.store.folder, at=desk.now)
    joined = desk.store.get(Block, done.id)
    assert joined is not None
    assert (joined.started_at, joined.break_from) == (wall(desk, "08:55"), wall(desk, "09:52"))
