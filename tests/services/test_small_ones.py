"""Pulse, breaches, status and undo."""

import pytest

from remoteos.domain.captures import Capture
from remoteos.domain.errors import Refused
from remoteos.services import captures, focus, history, outcomes, pulse, rituals
from remoteos.services.desk import Desk
from remoteos.services.status import status

from .support import MINUTE, minutes, set_clock


class TestPulse:
    def test_is_private_and_listed_in_the_order_of_time(self, desk: Desk) -> None:
        pulse.add(desk, 4, 2)
        set_clock(desk, "12:00")
        assert pulse.add(desk, 2, None, "tired").visibility == "private"
        assert [one.energy for one in pulse.since(desk, desk.today)] == [4, 2]

    def test_of_nothing_is_refused(self, desk: Desk) -> None:
        with pytest.raises(Refused, match="needs energy or stress"):
            pulse.add(desk, None, None)


class TestStatus:
    def test_of_a_fresh_user_is_unopened_and_quiet(self, desk: Desk) -> None:
        now = status(desk)
        assert (now.day, now.focus, now.open_loops, now.asks_waiting) == (None, None, 0, 0)

    def test_tells_the_day_the_block_and_what_waits(self, desk: Desk) -> None:
        outcome = outcomes.add(desk, "RFC accepted")
        rituals.open_day(desk, outcomes=[outcome.id])
        captures.capture(desk, "call the bank")
        captures.ask(desk, captures.capture(desk, "access").id, "IT")
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "09:20")
        now = status(desk)
        assert [one.title for one in now.outcomes] == ["RFC accepted"]
        assert (now.open_loops, now.asks_waiting) == (1, 1)
        assert now.focus is not None
        assert (now.focus.focused_s, now.focus.remaining_s) == (20 * MINUTE, 30 * MINUTE)

    def test_counts_a_block_left_running_no_further(self, desk: Desk) -> None:
        focus.start(desk, "write", minutes(50))
        set_clock(desk, "15:00")
        now = status(desk)
        assert now.focus is not None
        assert now.focus.stale is not None
        assert now.focus.focused_s == 80 * MINUTE


class TestUndo:
    def test_takes_changes_back_one_by_one(self, desk: Desk) -> None:
        captures.capture(desk, "first")
        captures.capture(desk, "second")
        assert history.undo(desk) == "capture “second”"
        assert [loop.text for loop in desk.store.all(Capture)] == ["first"]
        assert history.undo(desk) == "capture “first”"
        assert history.undo(desk) is None
