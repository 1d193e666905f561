"""Today: the day along its hours, planned by keyboard."""

from datetime import date

import pytest

from remoteos.domain.focus import Block
from remoteos.services import breaks, focus, focus_history, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from remoteos.widgets.sections import Sections
from remoteos.widgets.timeline import TimelineView
from tests.services.support import minutes, set_clock, wall, work
from tests.ui.conftest import LARGE, Seat, Sit

TUESDAY = date(2026, 11, 24)


@pytest.fixture
def morning(desk: Desk) -> Desk:
    """A Monday at 10:12: opened at 08:55, a block done, one that runs, two planned."""
    set_clock(desk, "08:55")
    rituals.open_day(desk)
    work(desk, "split the module", "09:01", "09:26", 25)
    set_clock(desk, "09:52")
    focus.start(desk, "write section 3", minutes(50))
    set_clock(desk, "10:12")
    plan(desk, "review the load test", "11:00", 90)
    plan(desk, "screen candidates", "14:00")
    return desk


def plan(desk: Desk, intention: str, at: str | None, length: int = 50, day: date | None = None) -> Block:
    on = day or desk.today
    return focus_history.plan(desk, intention, minutes(length), at=wall(desk, at, on) if at else None, day=on)


def found(desk: Desk, intention: str) -> Block:
    return next(block for block in desk.store.all(Block) if block.intention == intention)


def at(desk: Desk, intention: str) -> str:
    """The time that a block is planned for."""
    moment = found(desk, intention).planned_at
    return f"{moment:%H:%M}" if moment else "any time"


def line_of(seat: Seat, words: str) -> int:
    return next(number for number, line in enumerate(seat.text.split("\n")) if words in line)


def under_cursor(seat: Seat) -> str:
    """What is said of the block under the cursor, also while a toast is before it."""
    return " · ".join(
        f"{one.text.plain} {one.aside.plain}" for one in seat.app.screen.query_one("#detail", Sections).parts
    )


# The day along its hours


async def test_the_day_stands_along_its_hours(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        seat.sees(
            "09:01 ┃ split the module",
            "09:52 ┃ write section 3",
            "10:12 ─ now",
            "11:00 ░ review",
            "17:30 ═ shutdown",
        )
        order = [
            "08:55 · 6 m",
            "split the module",
            "┃ write section 3",
            "─ now",
            "review",
            "screen",
            "═ shutdown",
        ]
        numbers = [line_of(seat, words) for words in order]
        assert numbers == sorted(numbers)


async def test_breaks_and_gaps_have_glyphs_of_their_own(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "09:00")
    rituals.open_day(desk)
    focus.start(desk, "write", Shape(50 * 60, 600))
    set_clock(desk, "09:50")
    focus.stop(desk)
    breaks.take(desk)
    set_clock(desk, "11:30")
    async with sit() as seat:
        seat.sees("09:00 ┃ write", "09:50 ╎ break", "· 1 h 30 m")


async def test_a_long_pause_is_seen_in_the_block(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "09:00")
    rituals.open_day(desk)
    focus.start(desk, "write", minutes(90))
    set_clock(desk, "09:30")
    focus.pause(desk)
    set_clock(desk, "10:45")
    async with sit() as seat:
        seat.sees("09:00 ┃ write ‖ 30 m")
        assert sum(line.startswith("‖") or " ‖" in line[:10] for line in seat.text.split("\n")) >= 2


async def test_what_happened_after_hours_is_on_it_and_now_is_in_sight(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "08:00")
    rituals.open_day(desk)
    work(desk, "night shift", "22:00", "23:10")
    set_clock(desk, "23:30")
    async with sit() as seat:
        seat.sees("23:30 ─ now", "22:00 ┃ night shift")
        seat.sees_not("08:00 · 14 h")
        await seat.press("home")
        seat.sees("08:00 · 14 h")


async def test_the_end_of_the_day_stays_in_sight_and_says_how_much_lies_below(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "07:00")
    rituals.open_day(desk)
    for hour in range(19, 23):
        plan(desk, f"block {hour}", f"{hour}:00", 20)
    async with sit() as seat:
        seat.sees("17:30 ═", "▾ 4 more")
        seat.sees_not("block 22")
        await seat.press("end")
        seat.sees("block 22")


async def test_finer_lines_where_there_is_room(morning: Desk, sit: Sit) -> None:
    async with sit(size=LARGE) as seat:
        timeline = seat.app.screen.query_one(TimelineView)
        assert timeline._minutes < 30
        seat.sees("09:26 ·")


async def test_plans_for_the_same_time_stand_side_by_side_and_are_marked(morning: Desk, sit: Sit) -> None:
    plan(morning, "call the bank", "14:00", 20)
    async with sit(size=LARGE) as seat:
        seat.sees("14:00 ░ screen candidates ! 50 m ░ call the bank ! 20 m")


async def test_more_at_once_than_fits_is_counted(desk: Desk, sit: Sit) -> None:
    for number in range(9):
        plan(desk, f"block {number}", "10:00")
    async with sit() as seat:
        seat.sees("+5")


async def test_the_timeline_grows_with_time(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        seat.sees("10:12 ─ now", "● 20 m")
        await seat.at("10:30")
        seat.sees("10:30 ─ now", "● 38 m")


async def test_nothing_is_drawn_while_the_minute_is_the_same(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        drawn: list[object] = []
        seat.app.screen.load = lambda: drawn.append(1)  # type: ignore[method-assign]
        await seat.at("10:12:40")
        assert drawn == []
        await seat.at("10:13")
        assert drawn == [1]


async def test_a_block_that_was_left_running_is_said_to_be(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "09:00")
    rituals.open_day(desk)
    focus.start(desk, "write", minutes(50))
    set_clock(desk, "13:00")
    async with sit() as seat:
        await seat.press("escape")
        seat.sees("09:00 ┃ write ! left running")


# Whether it fits


async def test_what_is_still_free_is_said_at_the_end_of_the_day(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        seat.sees("17:30 ═ shutdown ═", "4 h 28 m still free")


async def test_too_much_is_said_by_more_than_colour(morning: Desk, sit: Sit) -> None:
    plan(morning, "rewrite everything", None, 318)
    async with sit() as seat:
        seat.sees("17:30 ═ shutdown ═", " ! 50 m too much")


async def test_the_plan_of_a_day_that_is_not_open_is_weighed_too(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "08:00")
    plan(desk, "write", "10:00", 600)
    async with sit() as seat:
        seat.sees("! 1 h 30 m too much")


# The cursor


async def test_the_cursor_begins_with_what_goes_on_and_walks_in_time(morning: Desk, sit: Sit) -> None:
    plan(morning, "some time", None, 25)
    async with sit() as seat:
        seat.sees("write section 3 09:52–now · 20 m of 50 m · running")
        await seat.press("j")
        seat.sees("review the load test planned 11:00 · 1 h 30 m")
        await seat.press("down", "down")
        seat.sees("some time any time · 25 m")
        await seat.press("down", "k", "up", "k", "k")
        seat.sees("split the module 09:01–09:26 · 25 m of 25 m")


async def test_the_whole_of_a_long_text_is_said_of_the_block_under_the_cursor(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "09:00")
    plan(desk, "write down why the queue is slow at night", "10:00")
    async with sit() as seat:
        seat.sees("░ write down why the queue", "write down why the queue is slow at night planned 10:00")


async def test_a_click_selects_and_a_second_one_changes(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        row = line_of(seat, "screen candidates")
        await seat.pilot.click(offset=(15, row))
        await seat.settle()
        seat.sees("screen candidates planned 14:00")
        assert seat.screen == "TodayScreen"
        await seat.pilot.click(offset=(15, row))
        await seat.settle()
        assert seat.screen == "PlanBlock"


async def test_lanes_are_clicked_by_their_half(morning: Desk, sit: Sit) -> None:
    plan(morning, "call the bank", "14:00", 20)
    async with sit() as seat:
        row = line_of(seat, "14:00 ░")
        await seat.pilot.click(offset=(36, row))
        await seat.settle()
        seat.sees("call the bank planned 14:00")


# Planning


async def test_a_few_words_and_enter_plan_a_block_at_the_next_free_time(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("n")
        seat.sees("Plan a block", "How long", "12:30")
        await seat.type("invoice template")
        await seat.press("enter")
        assert at(morning, "invoice template") == "12:30"
        assert found(morning, "invoice template").planned_s == 3000
        assert seat.toast == "Planned invoice template, 12:30.  (u takes it back)"
        seat.sees("12:30 ░ invoice template")
        assert seat.app.screen.query_one(TimelineView).cursor == found(morning, "invoice template").id


async def test_a_plan_takes_minutes_of_ones_own_a_time_and_an_outcome(morning: Desk, sit: Sit) -> None:
    outcome = outcomes.add(morning, "RFC accepted")
    async with sit() as seat:
        await seat.press("n")
        await seat.type("invoice template")
        await seat.press("tab", "tab")
        await seat.type("1h10")
        await seat.press("tab")
        await seat.type("")
        await seat.press("tab", "right", "enter")
        block = found(morning, "invoice template")
        assert (block.planned_s, block.planned_at, block.outcome_id) == (4200, None, outcome.id)
        seat.sees("any ░ invoice template")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("intention", "", "An intention is needed"),
        ("at", "soon", "is not a time"),
        ("minutes", "long", "is not a number of minutes"),
    ],
)
async def test_what_cannot_be_read_is_said_and_nothing_typed_is_lost(
    field: str, typed: str, said: str, morning: Desk, sit: Sit
) -> None:
    from remoteos.widgets.fields import FieldRow

    async with sit() as seat:
        await seat.press("n")
        seat.app.screen.query_one("#field-intention", FieldRow).set("invoice template")
        seat.app.screen.query_one(f"#field-{field}", FieldRow).set(typed)
        await seat.press("enter")
        assert seat.screen == "PlanBlock"
        seat.sees(said)


async def test_a_time_that_is_past_or_taken_is_said(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("n")
        await seat.type("invoice template")
        await seat.press("tab", "tab", "tab")
        await seat.type("09:00")
        await seat.press("enter")
        assert "09:00 is past already" in seat.toast
        await seat.press("n")
        await seat.type("call the bank")
        await seat.press("tab", "tab", "tab")
        await seat.type("14:10")
        await seat.press("enter")
        assert "at the same time as screen candidates" in seat.toast


async def test_a_planned_block_is_changed_by_enter(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("j", "enter")
        seat.sees("Change the plan", "review the load test", "11:00", "today", "90/20")
        await seat.type("review it twice")
        await seat.press("tab", "tab", "tab", "tab")
        await seat.type("tomorrow")
        await seat.press("enter")
        block = found(morning, "review it twice")
        assert block.day == TUESDAY
        assert block.planned_at == wall(morning, "11:00", TUESDAY)
        assert "Tue 24 Nov, 11:00" in seat.toast
        seat.sees_not("░ review")


async def test_changing_only_the_words_of_a_plan_keeps_its_length_and_its_time(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "09:00")
    focus_history.plan(desk, "write", Shape(47 * 60, 300), at=wall(desk, "10:00"), day=desk.today)
    async with sit() as seat:
        await seat.press("enter")
        seat.sees("47")
        await seat.type("write more")
        await seat.press("enter")
        block = found(desk, "write more")
        assert (block.planned_s, block.break_s, block.planned_at) == (47 * 60, 300, wall(desk, "10:00"))


async def test_a_preset_chosen_later_counts_more_than_the_minutes_before(desk: Desk, sit: Sit) -> None:
    set_clock(desk, "09:00")
    plan(desk, "write", "10:00", 47)
    async with sit() as seat:
        await seat.press("enter", "tab", "1", "enter")
        block = found(desk, "write")
        assert (block.planned_s, block.break_s) == (1500, 300)


async def test_a_plan_moves_by_quarters_and_the_cursor_stays_with_it(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("j", "shift+down", "J")
        assert at(morning, "review the load test") == "11:30"
        seat.sees("11:30 ░ review the load")
        assert "review the load test planned 11:30" in under_cursor(seat)
        await seat.press("K", "shift+up", "shift+up", "shift+up", "shift+up")
        assert at(morning, "review the load test") == "10:15"
        await seat.press("K")
        assert at(morning, "review the load test") == "10:00"
        assert "10:00 is past already" in seat.toast
        assert "review the load test planned 10:00" in under_cursor(seat)
        await seat.press("u")
        assert at(morning, "review the load test") == "10:15"


async def test_a_clash_on_the_way_is_said(morning: Desk, sit: Sit) -> None:
    plan(morning, "call the bank", "12:30", 30)
    async with sit() as seat:
        await seat.press("j", "J")
        assert "at the same time as call the bank" in seat.toast


async def test_a_plan_without_a_time_gets_the_next_free_one(morning: Desk, sit: Sit) -> None:
    plan(morning, "some time", None, 30)
    async with sit() as seat:
        await seat.press("end", "J")
        assert at(morning, "some time") == "12:30"
        assert "some time planned 12:30" in under_cursor(seat)


async def test_a_plan_is_made_longer_and_shorter(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("j", "plus")
        assert found(morning, "review the load test").planned_s == 6000
        await seat.press("minus", "minus")
        assert found(morning, "review the load test").planned_s == 4800
        assert found(morning, "write section 3").planned_s == 3000


async def test_away_from_the_plan_the_same_keys_give_the_open_block_more_time(
    morning: Desk, sit: Sit
) -> None:
    async with sit() as seat:
        await seat.press("plus")
        assert found(morning, "write section 3").planned_s == 3600


async def test_a_plan_is_dropped_and_comes_back(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("j", "x")
        assert found(morning, "review the load test").state == "dropped"
        assert "screen candidates planned 14:00" in under_cursor(seat)
        seat.sees_not("░ review")
        await seat.press("u")
        seat.sees("░ review")
        assert "review the load test planned" in under_cursor(seat)


async def test_the_planned_block_under_the_cursor_is_started(morning: Desk, sit: Sit) -> None:
    focus.stop(morning)
    async with sit() as seat:
        await seat.press("home", "j", "j", "s")
        assert found(morning, "review the load test").state == "running"
        seat.sees("10:12 ┃ review the load")


async def test_without_a_plan_under_the_cursor_a_block_is_asked_for(morning: Desk, sit: Sit) -> None:
    focus.stop(morning)
    async with sit() as seat:
        await seat.press("home", "s")
        assert seat.screen == "StartBlock"


async def test_the_keys_of_the_plan_are_offered_on_a_plan_only(morning: Desk, sit: Sit) -> None:
    async with sit(size=LARGE) as seat:
        seat.sees_not("earlier", "drop")
        await seat.press("j")
        seat.sees("K earlier", "J later", "+ 10 m longer", "x drop")
        await seat.press("k", "x", "J")
        assert found(morning, "write section 3").state == "running"


# What was worked


async def test_a_worked_block_is_changed_by_enter(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("k", "enter")
        seat.sees("Change the block", "split the module", "09:01", "09:26")
        await seat.press("tab")
        await seat.type("09:05")
        await seat.press("tab", "tab")
        await seat.type("smaller than feared")
        await seat.press("tab", "4", "enter")
        block = found(morning, "split the module")
        assert (block.started_at, block.result, block.depth) == (
            wall(morning, "09:05"),
            "smaller than feared",
            4,
        )
        assert seat.toast.startswith("Changed split the module.")
        assert "split the module → smaller than feared 09:05–09:26" in under_cursor(seat)


async def test_times_that_another_block_has_are_refused_and_the_form_stays(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("k", "enter", "tab", "tab")
        await seat.type("10:00")
        await seat.press("enter")
        assert seat.screen == "EditBlock"
        seat.sees("This overlaps")
        assert found(morning, "split the module").ended_at == wall(morning, "09:26")


async def test_of_a_running_block_the_words_can_be_changed(morning: Desk, sit: Sit) -> None:
    async with sit() as seat:
        await seat.press("enter")
        seat.sees_not("From ", "What came of it")
        await seat.type("write section 4")
        await seat.press("enter")
        assert found(morning, "write section 4").state == "running"


async def test_saving_without_a_change_changes_nothing(morning: Desk, sit: Sit) -> None:
    before = found(morning, "split the module")
    async with sit() as seat:
        await seat.press("k", "enter", "enter")
        assert found(morning, "split the module") == before
