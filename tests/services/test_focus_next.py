"""What could be started when nothing runs."""

from remoteos.services import focus, focus_history, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.services.focus_next import ahead

from .conftest import HandClock

FIFTY = Shape(50 * 60, 10 * 60)


def move(desk: Desk, wall: str) -> None:
    assert isinstance(desk.clock, HandClock)
    desk.clock.set(wall)


def left(desk: Desk, next_action: str) -> None:
    """A block that ended with a next action, half an hour and more ago."""
    focus.start(desk, "write section 3", FIFTY)
    move(desk, "09:40")
    focus.stop(desk, next_action=next_action)
    move(desk, "11:00")


def test_an_empty_desk_has_nothing_ahead(desk: Desk) -> None:
    assert ahead(desk) == (None, (), ())


def test_the_plan_of_today_comes_in_its_order(desk: Desk) -> None:
    day = desk.today
    focus_history.plan(desk, "any time", FIFTY, at=None, day=day)
    focus_history.plan(desk, "later", FIFTY, at=desk.now.replace(hour=14), day=day)
    focus_history.plan(desk, "sooner", FIFTY, at=desk.now.replace(hour=10), day=day)
    focus_history.plan(desk, "tomorrow", FIFTY, at=None, day=desk.next_workday())
    assert [block.intention for block in ahead(desk).planned] == ["sooner", "later", "any time"]


def test_outcomes_with_a_block_worked_or_planned_or_done_are_left_out(desk: Desk) -> None:
    worked, planned, done, wanted = (outcomes.add(desk, title) for title in ("a", "b", "c", "d"))
    rituals.open_day(desk, outcomes=[worked.id, planned.id, wanted.id])
    focus.start(desk, "write", FIFTY, outcome=worked.id)
    focus.stop(desk)
    focus_history.plan(desk, "later", FIFTY, at=None, day=desk.today, outcome=planned.id)
    outcomes.close(desk, done.id, "done")
    assert [outcome.title for outcome in ahead(desk).outcomes] == ["d"]
    outcomes.close(desk, wanted.id, "done")
    assert ahead(desk).outcomes == ()


def test_where_you_were_comes_first(desk: Desk) -> None:
    left(desk, "ask Ana to read it")
    card = ahead(desk).card
    assert card is not None
    assert card.next_action == "ask Ana to read it"


def test_what_is_on_the_plan_is_not_said_twice(desk: Desk) -> None:
    left(desk, "ask Ana to read it")
    focus_history.plan(desk, "Ask Ana to read it", FIFTY, at=None, day=desk.today)
    assert ahead(desk).card is None
