"""Planned blocks: changed as a whole, moved along the day, fitted in where there is room."""

from datetime import date, timedelta

import pytest

from remoteos.domain.errors import Refused
from remoteos.services import focus, focus_history, history, outcomes, planning, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape

from .support import MINUTE, minutes, set_clock, wall

TUESDAY = date(2026, 11, 24)
SATURDAY = date(2026, 11, 28)


def plan(desk: Desk, intention: str = "write", at: str | None = "11:00", length: int = 50, **fields: object):  # type: ignore[no-untyped-def]
    moment = wall(desk, at) if at else None
    return focus_history.plan(desk, intention, minutes(length), at=moment, day=desk.today, **fields)


# Changing


def test_everything_that_is_said_of_a_plan_changes_in_one_step(desk: Desk) -> None:
    block = plan(desk)
    outcome = outcomes.add(desk, "RFC accepted")
    changed = planning.change(
        desk,
        block.id,
        "write it down",
        Shape(90 * MINUTE, 20 * MINUTE),
        day=TUESDAY,
        at=wall(desk, "10:00", TUESDAY),
        outcome=outcome.id,
    )
    assert (changed.intention, changed.planned_s, changed.break_s) == ("write it down", 5400, 1200)
    assert (changed.day, changed.planned_at, changed.outcome_id) == (
        TUESDAY,
        wall(desk, "10:00", TUESDAY),
        outcome.id,
    )
    assert changed.visibility == "manager"
    history.undo(desk)
    assert desk.store.get(type(block), block.id) == block


def test_taking_it_from_its_outcome_makes_it_private_again(desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    block = plan(desk, outcome=outcome.id)
    assert block.visibility == "manager"
    changed = planning.change(desk, block.id, "write", minutes(50), day=desk.today, at=None)
    assert (changed.outcome_id, changed.visibility, changed.planned_at) == (None, "private", None)


def test_who_may_see_it_stays_as_it_was_while_it_serves_the_same(desk: Desk) -> None:
    block = focus_history.edit(desk, plan(desk).id, visibility="public")
    changed = planning.change(desk, block.id, "other words", minutes(50), day=desk.today, at=None)
    assert changed.visibility == "public"


def test_a_block_that_was_started_is_not_changed_as_a_plan(desk: Desk) -> None:
    block = focus.start(desk, "write", minutes(50)).block
    for refused in (
        lambda: planning.change(desk, block.id, "x", minutes(5), day=desk.today, at=None),
        lambda: planning.shift(desk, block.id, 15),
        lambda: planning.lengthen(desk, block.id, 10),
    ):
        with pytest.raises(Refused, match='"write" is running'):
            refused()


# Moving


def test_a_block_moves_along_its_day(desk: Desk) -> None:
    block = plan(desk, at="11:10")
    assert planning.shift(desk, block.id, 15).planned_at == wall(desk, "11:25")
    assert planning.shift(desk, block.id, -30).planned_at == wall(desk, "10:55")


def test_a_block_does_not_leave_its_day(desk: Desk) -> None:
    early, late = plan(desk, "early", "04:05"), plan(desk, "late", "03:50")
    with pytest.raises(Refused, match="The day begins there"):
        planning.shift(desk, early.id, -15)
    with pytest.raises(Refused, match="The day ends there"):
        planning.shift(desk, late.id, 15)
    assert planning.shift(desk, late.id, -15).planned_at == wall(desk, "03:35")


def test_a_block_without_a_time_gets_the_next_that_is_free(desk: Desk) -> None:
    rituals.open_day(desk)
    plan(desk, "taken", "09:30", 60)
    loose = plan(desk, "loose", None)
    set_clock(desk, "09:07")
    assert planning.shift(desk, loose.id, 15).planned_at == wall(desk, "10:30")


def test_a_block_moves_by_the_clock_on_the_wall_when_summer_time_ends(make_desk) -> None:  # type: ignore[no-untyped-def]
    desk = make_desk("2026-10-25 00:30")
    block = focus_history.plan(
        desk, "night shift", minutes(50), at=wall(desk, "02:50", date(2026, 10, 24)), day=desk.today
    )
    moved = planning.shift(desk, block.id, 15)
    assert moved.planned_at == block.planned_at + timedelta(minutes=15)
    assert f"{moved.planned_at:%H:%M %z}" == "02:05 +0100"


# Longer and shorter


def test_a_block_becomes_longer_and_shorter_but_never_nothing(desk: Desk) -> None:
    block = plan(desk, length=20)
    assert planning.lengthen(desk, block.id, 10).planned_s == 30 * MINUTE
    assert planning.lengthen(desk, block.id, -20).planned_s == 10 * MINUTE
    with pytest.raises(Refused, match="without any time"):
        planning.lengthen(desk, block.id, -10)
    with pytest.raises(Refused, match="more than 1440 minutes"):
        planning.lengthen(desk, block.id, 1440)


def test_an_open_ended_block_has_no_length_to_change(desk: Desk) -> None:
    block = focus_history.plan(desk, "explore", Shape(None), at=None, day=desk.today)
    with pytest.raises(Refused, match="open-ended"):
        planning.lengthen(desk, block.id, 10)


# Room


def test_the_next_free_time_is_after_what_runs_and_its_break(desk: Desk) -> None:
    rituals.open_day(desk)
    focus.start(desk, "write", Shape(50 * MINUTE, 10 * MINUTE))
    set_clock(desk, "09:20")
    assert planning.free_time(desk, desk.today, 50 * MINUTE) == wall(desk, "10:00")


def test_before_the_day_is_open_it_begins_with_the_working_hours(desk: Desk) -> None:
    set_clock(desk, "07:10")
    assert planning.free_time(desk, desk.today, 50 * MINUTE) == wall(desk, "09:00")
    set_clock(desk, "12:02")
    assert planning.free_time(desk, desk.today, 50 * MINUTE) == wall(desk, "12:05")


def test_another_day_begins_with_its_hours_or_at_nine(desk: Desk) -> None:
    assert planning.free_time(desk, TUESDAY, 50 * MINUTE) == wall(desk, "09:00", TUESDAY)
    assert planning.free_time(desk, SATURDAY, None) == wall(desk, "09:00", SATURDAY)


# Whether it fits


def test_the_plan_of_a_day_ahead_is_held_against_its_hours(desk: Desk) -> None:
    focus_history.plan(desk, "long", minutes(600), at=None, day=TUESDAY)
    fit = planning.fit(desk, desk.workday_or_new(TUESDAY), focus_history.between(desk, TUESDAY, TUESDAY))
    assert fit is not None
    assert fit.overcommitted_min == 90


def test_before_it_is_open_the_day_counts_from_the_beginning_of_work(desk: Desk) -> None:
    set_clock(desk, "07:00")
    fit = planning.fit(desk, desk.workday_or_new(desk.today), ())
    assert fit is not None
    assert fit.free_s == 510 * MINUTE


def test_days_gone_by_closed_or_without_an_end_are_held_against_nothing(desk: Desk) -> None:
    assert planning.fit(desk, desk.workday_or_new(date(2026, 11, 20)), ()) is None
    assert planning.fit(desk, desk.workday_or_new(SATURDAY), ()) is None
    rituals.open_day(desk)
    assert planning.fit(desk, rituals.close_day(desk).day, ()) is None
