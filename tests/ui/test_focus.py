"""Focus: the block and nothing else; else the break and what could be started."""

import pytest
from textual.widgets import Input

from remoteos.domain.settings import Settings
from remoteos.services import breaks, focus, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from tests.ui.blocks import big_time, only, plan, start, today_with
from tests.ui.conftest import LARGE, Seat, Sit


class TestTheBlock:
    async def test_it_shows_the_block_and_nothing_else(self, sit: Sit, desk: Desk) -> None:
        goal = outcomes.add_goal(desk, "Checkout is reliable")
        outcome = outcomes.add(desk, "RFC accepted", goal.id)
        start(desk, outcome=outcome.id)
        async with sit() as seat:
            await seat.press("2")
            seat.sees(
                "write section 3", "RFC accepted ▸ Checkout is reliable", "09:00 → 09:50 · 50 m", "left"
            )
            seat.sees_not("1 Today", "Day open", "Day not open")

    async def test_the_time_goes_on_by_the_clock(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("2")
            assert big_time(seat) == "50:00"
            await seat.at("09:13:48")
            assert big_time(seat) == "36:12"

    async def test_over_plan_it_says_by_how_much(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("2")
            await seat.at("09:55:04")
            assert big_time(seat) == "+05:04"
            seat.sees("over the plan")

    async def test_open_ended_counts_up(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "sort the attic", Shape(None))
        async with sit() as seat:
            await seat.press("2")
            await seat.at("10:05:00")
            assert big_time(seat) == "1:05:00"
            seat.sees("so far", "since 09:00 · open-ended")

    async def test_the_navigation_comes_back_when_nothing_runs(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("2", "f", "enter")
            seat.sees("1 Today", "2 Focus")

    @pytest.mark.parametrize("size", [(80, 24), (200, 60), (40, 16)])
    async def test_it_is_in_the_middle_at_any_size(self, sit: Sit, desk: Desk, size: tuple[int, int]) -> None:
        start(desk)
        async with sit(size=size) as seat:
            await seat.press("2")
            shown = next(line for line in seat.lines if "write section 3" in line)
            left = len(shown) - len(shown.lstrip())
            right = len(shown) - len(shown.rstrip())
            assert abs(left - right) <= 1

    async def test_digits_that_do_not_fit_are_shown_small(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit(size=(30, 16)) as seat:
            await seat.press("2")
            seat.sees("50:00")

    async def test_a_long_intention_and_hostile_text_stay_text(self, sit: Sit, desk: Desk) -> None:
        start(desk, "[bold]fix[/] " + "very long " * 30)
        async with sit() as seat:
            await seat.press("2")
            seat.sees("[bold]fix[/] very long")
            assert big_time(seat) == "50:00"

    async def test_a_click_on_a_key_in_the_middle_does_what_it_says(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("2")
            at = seat.lines[-1].index("pause")
            await seat.pilot.click(offset=(at, 23))
            await seat.settle()
            assert only(desk).state == "paused"


class TestTheBreak:
    async def finished(self, seat: Seat) -> None:
        await seat.at("09:50")
        await seat.press("2", "f", "enter")

    async def test_it_is_offered_and_taken(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await self.finished(seat)
            seat.sees("10 m break until 10:00")
            await seat.press("b")
            seat.sees("Break", "after write section 3", "09:50 → 10:00 · 10 m")
            await seat.at("09:51:30")
            assert big_time(seat) == "08:30"
            await seat.press("3")
            seat.sees("break 08:30")

    async def test_it_is_over_by_itself(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await self.finished(seat)
            await seat.press("b")
            await seat.at("10:01")
            seat.sees("The break was over at 10:00.")
            seat.sees_not("after write section 3")

    async def test_back_early(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await self.finished(seat)
            await seat.press("b")
            await seat.at("09:54")
            seat.sees("b back")
            await seat.press("b")
            rest = breaks.current(desk)
            assert rest is not None
            assert (rest.state, rest.length_s) == ("over", 4 * 60)

    async def test_it_can_be_put_off_and_comes_again(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await self.finished(seat)
            await seat.press("z")
            seat.sees("The break is put off until 10:00.")
            await seat.at("10:00")
            seat.sees("10 m break until 10:10", "b take it", "t had it")
            await seat.press("t")
            seat.sees_not("take it")

    async def test_left_for_later_it_stays_due_on_focus(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await self.finished(seat)
            await seat.press("escape")
            seat.sees("10 m break until 10:00", "z in 10 minutes")
            await seat.press("z")
            rest = breaks.current(desk)
            assert rest is not None
            assert rest.state == "snoozed"

    async def test_a_short_block_earns_none(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("f", "enter")
            seat.sees_not("break")


class TestWhatCouldBeStarted:
    async def test_the_next_planned_block_starts_with_s(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        plan(desk, "screen candidates", 14)
        plan(desk, "review the load test", 10)
        async with sit() as seat:
            await seat.press("2")
            seat.sees("PLANNED FOR TODAY", "· review the load test 10:00 · 50 m")
            await seat.press("s")
            running = focus.current(desk)
            assert running is not None
            assert running.intention == "review the load test"

    async def test_enter_starts_the_one_under_the_cursor(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        plan(desk, "review the load test")
        plan(desk, "screen candidates")
        async with sit() as seat:
            await seat.press("2", "down", "enter")
            running = focus.current(desk)
            assert running is not None
            assert running.intention == "screen candidates"

    async def test_an_outcome_without_a_block_asks_only_for_words(self, sit: Sit, desk: Desk) -> None:
        with_block, without = today_with(desk, "RFC accepted", "Two candidates screened")
        plan(desk, "write section 3", outcome=with_block.id)
        async with sit() as seat:
            await seat.press("2")
            seat.sees("TODAY’S OUTCOMES WITHOUT A BLOCK", "○ Two candidates screened")
            seat.sees_not("○ RFC accepted")
            await seat.press("down", "enter")
            await seat.type("read the applications")
            await seat.press("enter")
            running = focus.current(desk)
            assert running is not None
            assert running.outcome_id == without.id

    async def test_something_else_is_one_key_away(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        plan(desk, "review the load test")
        async with sit() as seat:
            await seat.press("2", "n")
            await seat.type("clear the inbox")
            await seat.press("enter")
            running = focus.current(desk)
            assert running is not None
            assert running.intention == "clear the inbox"

    async def test_with_nothing_at_all_it_says_how_to_begin(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("2")
            seat.sees("NOTHING RUNS, AND NOTHING IS PLANNED", "+ start a block: a few words and enter")

    async def test_a_block_planned_elsewhere_appears(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("2")
            plan(desk, "review the load test")
            seat.app.show_anew()  # type: ignore[attr-defined]
            await seat.settle()
            seat.sees("review the load test")


class TestWhileTheScreenIsShared:
    async def test_a_private_block_names_nothing(self, sit: Sit, desk: Desk) -> None:
        start(desk, "ask for more money")
        focus.interrupt(desk, "the bank called")
        async with sit() as seat:
            await seat.press("h", "2")
            seat.sees_not("money", "bank")
            seat.sees("private hidden", "09:00 → 09:50")
            await seat.press("plus")
            assert "money" not in seat.toast
            await seat.press("a")
            seat.sees_not("money")

    async def test_what_could_be_started_names_nothing_private(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        plan(desk, "ask for more money")
        async with sit() as seat:
            await seat.press("h", "2")
            seat.sees_not("money")

    async def test_the_card_and_a_block_left_running_neither(self, sit: Sit, desk: Desk) -> None:
        start(desk, "ask for more money")
        desk.clock.set("09:40")  # type: ignore[attr-defined]
        focus.stop(desk, next_action="look at what others earn")
        desk.clock.set("11:40")  # type: ignore[attr-defined]
        hidden = desk._replace(settings=Settings(app=Settings().app._replace(hide_private=True)))
        async with sit(hidden) as seat:
            seat.sees("Where you were")
            seat.sees_not("money", "earn")
            await seat.press("enter")
            await seat.at("16:00")
            seat.sees("Left running:")
            seat.sees_not("money", "earn")

    async def test_no_draft_comes_back_before_others(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("s")
            await seat.type("ask for more money")
            await seat.press("escape", "h", "s")
            assert all("money" not in field.value for field in seat.app.screen.query(Input))


async def test_on_a_large_screen_text_does_not_stretch(sit: Sit, desk: Desk) -> None:
    rituals.open_day(desk)
    plan(desk, "review the load test")
    async with sit(size=LARGE) as seat:
        await seat.press("2")
        shown = next(line for line in seat.lines if "review the load test" in line)
        assert len(shown.strip()) <= 100
