"""What is due between two looks at the clock, and how it is said."""

from datetime import timedelta

import pytest

from remoteos.domain import breaks, focus
from remoteos.domain.focus import Block
from remoteos.domain.reminders import Reminder, due, moments, planned_reached, said
from remoteos.domain.rituals import DayEvent, Workday
from remoteos.domain.settings import Reminders

from .support import MINUTE, at, block, workday, worked

ALL = Reminders()


def told(
    since: str,
    now: str,
    *,
    block: Block | None = None,
    after: Block | None = None,
    day: Workday | None = None,
    wanted: Reminders = ALL,
) -> list[str]:
    """The kinds of what is due between two times of Monday, the records being as they are at the second."""
    rest = breaks.after(after, at(now)) if after else None
    known = moments(block, rest, day, wanted)
    return [reminder.kind for reminder in due(known, at(since), at(now))]


def open_until(shutdown: str) -> Workday:
    return workday(events=(DayEvent(kind="open", at=at("08:55")),), shutdown_at=at(shutdown))


class TestABlock:
    def test_is_told_when_its_plan_is_reached(self) -> None:
        running = block("start 09:00", minutes=50)
        assert told("09:49:59", "09:50:00", block=running) == ["block"]
        assert told("09:49:58", "09:49:59", block=running) == []

    def test_is_told_once(self) -> None:
        running = block("start 09:00", minutes=50)
        assert told("09:50:00", "09:50:01", block=running) == []

    def test_a_suspend_over_the_moment_tells_it_on_waking(self) -> None:
        running = block("start 09:00", minutes=50)
        assert told("09:31:07", "10:12:44", block=running) == ["block"]

    def test_pauses_move_it(self) -> None:
        running = block("start 09:00", "pause 09:10", "resume 09:30", minutes=50)
        assert planned_reached(running) == at("10:10")

    def test_a_pause_after_the_plan_was_reached_does_not_tell_it_again(self) -> None:
        running = block("start 09:00", "pause 09:55", "resume 10:05", minutes=50)
        assert planned_reached(running) == at("09:50")
        assert told("10:04", "10:06", block=running) == []

    def test_is_told_again_after_an_extension(self) -> None:
        longer = focus.extend(block("start 09:00", minutes=50), at("09:52"), 10 * MINUTE)
        assert planned_reached(longer) == at("10:00")
        assert told("09:59", "10:00", block=longer) == ["block"]

    def test_is_not_told_while_paused_or_open_ended_or_planned(self) -> None:
        for quiet in (
            block("start 09:00", "pause 09:10", minutes=50),
            block("start 09:00"),
            block(minutes=50),
        ):
            assert planned_reached(quiet) is None

    def test_noting_an_interruption_moves_nothing(self) -> None:
        running = block("start 09:00", "interrupt 09:20", "interrupt 09:58", minutes=50)
        assert planned_reached(running) == at("09:50")

    def test_can_be_turned_off(self) -> None:
        running = block("start 09:00", minutes=50)
        assert told("09:49", "09:51", block=running, wanted=ALL._replace(blocks=False)) == []


class TestABreak:
    def done(self) -> Block:
        return worked("09:00", "09:50", minutes=50, break_s=10 * MINUTE)

    def test_is_told_when_it_is_over(self) -> None:
        resting = breaks.take(self.done(), at("09:52"))
        assert told("10:01:59", "10:02:00", after=resting) == ["break_over"]

    def test_coming_back_early_is_not_told(self) -> None:
        resting = breaks.back(breaks.take(self.done(), at("09:52")), at("09:57"))
        assert told("09:56:59", "09:57:00", after=resting) == []

    def test_put_off_it_is_told_when_it_is_due_again(self) -> None:
        later = breaks.snooze(self.done(), at("09:50"), 10)
        assert told("09:59:59", "10:00", after=later) == ["break_due"]
        assert told("09:59", "10:12", after=later) == ["break_due"]

    def test_that_is_due_or_was_had_is_not(self) -> None:
        assert told("09:49", "10:30", after=self.done()) == []
        had = breaks.took(self.done(), at("09:55"))
        assert told("09:54", "09:56", after=had) == []

    def test_can_be_turned_off(self) -> None:
        resting = breaks.take(self.done(), at("09:52"))
        assert told("10:01", "10:03", after=resting, wanted=ALL._replace(breaks=False)) == []


class TestShutdown:
    def test_is_told_ten_minutes_before(self) -> None:
        assert told("17:19:59", "17:20:00", day=open_until("17:30")) == ["shutdown"]
        assert told("17:20:00", "17:30:00", day=open_until("17:30")) == []

    def test_put_later_it_is_told_again(self) -> None:
        assert told("17:49", "17:51", day=open_until("18:00")) == ["shutdown"]

    def test_a_day_that_is_closed_off_or_without_an_end_says_nothing(self) -> None:
        closed = workday(
            events=(DayEvent(kind="open", at=at("08:55")), DayEvent(kind="close", at=at("17:00"))),
            shutdown_at=at("17:30"),
        )
        endless = workday(events=(DayEvent(kind="open", at=at("08:55")),))
        for quiet in (closed, endless, workday()):
            assert told("17:00", "18:00", day=quiet) == []

    def test_can_be_turned_off(self) -> None:
        assert told("17:19", "17:21", day=open_until("17:30"), wanted=ALL._replace(shutdown=False)) == []


def test_several_come_in_the_order_of_time() -> None:
    running = block("start 16:20", minutes=50)
    assert told("16:00", "17:25", block=running, day=open_until("17:30")) == ["block", "shutdown"]


def test_a_clock_set_back_tells_nothing() -> None:
    running = block("start 09:00", minutes=50)
    assert told("10:00", "09:00", block=running) == []


def test_another_moment_is_another_reminder() -> None:
    one = Reminder("block", at("09:50"), "a block", 50)
    assert one.key == one._replace(minutes=60).key
    assert one.key != one._replace(at=at("10:00")).key


@pytest.mark.parametrize(
    ("reminder", "name", "text"),
    [
        (Reminder("block", at("09:50"), "", 50), "write 3", "write 3 has had its 50 minutes."),
        (Reminder("block", at("09:50"), "", 1), "write 3", "write 3 has had its 1 minute."),
        (Reminder("block", at("09:50"), "", 50), "", "This block has had its 50 minutes."),
        (Reminder("break_over", at("09:50"), "", 10), "write", "The break of 10 minutes is over."),
        (Reminder("break_due", at("09:50"), "", 10), "write", "A break of 10 minutes is due."),
    ],
)
def test_what_is_said_is_calm(reminder: Reminder, name: str, text: str) -> None:
    assert said(reminder, reminder.at, name) == text


@pytest.mark.parametrize(
    ("late", "text"),
    [
        (0, "The day ends at 17:30, in 10 minutes."),
        (150, "The day ends at 17:30, in 8 minutes."),
        (540, "The day ends at 17:30, in 1 minute."),
        (3600, "The day was to end at 17:30."),
    ],
)
def test_the_days_end_is_told_as_it_is_on_waking(late: int, text: str) -> None:
    reminder = Reminder("shutdown", at("17:20"), "", ends_at=at("17:30"))
    assert said(reminder, at("17:20") + timedelta(seconds=late)) == text
