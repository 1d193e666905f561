"""Coming back: where you were, and a block that was left running."""

import pytest

from remoteos.services import captures, focus, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from tests.ui.blocks import big_time, only, start
from tests.ui.conftest import Sit


class TestComingBack:
    def left(self, desk: Desk) -> None:
        start(desk)
        captures.capture(desk, "who owns the DNS?")
        desk.clock.set("09:40")  # type: ignore[attr-defined]
        focus.stop(desk, next_action="ask Ana to read it")
        desk.clock.set("11:40")  # type: ignore[attr-defined]

    async def test_the_card_is_the_first_thing(self, sit: Sit, desk: Desk) -> None:
        self.left(desk)
        async with sit() as seat:
            seat.sees("Where you were 2 h ago", "write section 3", "ask Ana to read it", "who owns the DNS?")
            await seat.press("enter")
            running = focus.current(desk)
            assert running is not None
            assert running.intention == "ask Ana to read it"

    async def test_on_a_new_day_it_waits_until_the_day_is_open(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        self.left(desk)
        rituals.close_day(desk)
        desk.clock.set("2026-11-24 09:00")  # type: ignore[attr-defined]
        async with sit() as seat:
            assert seat.screen == "TodayScreen"
            await seat.press("o", *["pagedown"] * 5)
            assert rituals.day_in_hand(desk).state == "open"
            seat.sees("Where you were yesterday", "ask Ana to read it", "who owns the DNS?")

    async def test_not_now_leaves_it_on_focus(self, sit: Sit, desk: Desk) -> None:
        self.left(desk)
        async with sit() as seat:
            await seat.press("escape", "2")
            seat.sees(
                "WHERE YOU WERE",
                "▸ ask Ana to read it",
                "after write section 3",
                "open thought: who owns the DNS?",
            )
            await seat.press("s")
            running = focus.current(desk)
            assert running is not None
            assert running.intention == "ask Ana to read it"

    async def test_a_paused_block_goes_on_with_one_key(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        focus.pause(desk)
        desk.clock.set("09:25")  # type: ignore[attr-defined]
        async with sit() as seat:
            seat.sees("Where you were 25 m ago", "write section 3", "enter go on")
            await seat.press("p")
            assert only(desk).state == "running"

    async def test_with_nothing_to_say_it_says_nothing(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            assert seat.screen == "TodayScreen"


class TestLeftRunning:
    async def test_it_is_shown_at_once_with_its_times(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        desk.clock.set("12:41")  # type: ignore[attr-defined]
        async with sit() as seat:
            seat.sees(
                "Left running: write section 3",
                "Started 09:00, planned until 09:50, last noted 09:00.",
                "Until its planned end 09:50 · 50 m",
                "keep it all, and go on 3 h 41 m",
            )
            assert only(desk).state == "running"

    async def test_it_is_shown_when_it_happens_before_ones_eyes(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("3")
            await seat.at("10:19:59")
            seat.sees_not("Left running")
            await seat.at("10:20:00")
            seat.sees("Left running: write section 3")

    @pytest.mark.parametrize(
        ("key", "ends"), [("p", "09:50"), ("a", "09:20"), ("f", "12:41")], ids=["planned", "activity", "keep"]
    )
    async def test_it_ends_where_it_was_said_to(self, sit: Sit, desk: Desk, key: str, ends: str) -> None:
        start(desk)
        desk.clock.set("09:20")  # type: ignore[attr-defined]
        captures.capture(desk, "who owns the DNS?")
        desk.clock.set("12:41")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press(key)
            await seat.type("section 3 drafted")
            await seat.press("enter")
            block = only(desk)
            assert block.ended_at is not None
            assert (f"{block.ended_at:%H:%M}", block.result) == (ends, "section 3 drafted")

    async def test_kept_it_goes_on(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        desk.clock.set("12:41")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("g", "2")
            assert big_time(seat) == "+2:51:00"

    async def test_discarded_it_counts_nowhere_and_can_be_taken_back(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        desk.clock.set("12:41")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("d")
            assert only(desk).state == "discarded"
            await seat.press("u")
            assert only(desk).state == "running"

    @pytest.mark.parametrize("key", ["s", "f", "i", "a", "p", "plus", "X"])
    async def test_decided_later_every_key_meets_it_first(self, sit: Sit, desk: Desk, key: str) -> None:
        start(desk)
        desk.clock.set("12:41")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("escape", "2")
            seat.sees("left running", "f say until when it ran")
            seat.sees_not("Left running:")
            await seat.press(key)
            seat.sees("Left running: write section 3")
            assert only(desk).events == (only(desk).events[0],)

    async def test_an_open_ended_one_has_no_planned_end(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "sort the attic", Shape(None))
        desk.clock.set("2026-11-24 09:30")  # type: ignore[attr-defined]
        async with sit() as seat:
            seat.sees("Started Mon 23 Nov 09:00, open-ended", "Until the last thing noted")
            seat.sees_not("planned end")

    async def test_left_running_while_the_form_was_open_nothing_typed_is_lost(
        self, sit: Sit, desk: Desk
    ) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:45")
            await seat.press("f")
            await seat.type("section 3 drafted")
            await seat.at("12:41")
            await seat.press("enter")
            seat.sees("It was left running meanwhile.")
            assert only(desk).state == "running"
            await seat.press("escape")
            await seat.settle()
            if "Left running" not in seat.text:
                await seat.press("f")
            await seat.press("p")
            seat.sees("section 3 drafted")
            await seat.press("enter")
            assert only(desk).result == "section 3 drafted"
