"""What can be done with a block from any page."""

import pytest

from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.services import captures, focus, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from tests.ui.blocks import big_time, blocks, only, plan, start, today_with
from tests.ui.conftest import Sit


class TestStarting:
    @pytest.mark.parametrize("page", ["1", "2", "3"])
    async def test_one_key_a_few_words_and_enter(self, sit: Sit, desk: Desk, page: str) -> None:
        async with sit() as seat:
            await seat.press(page, "s")
            await seat.type("write section 3")
            await seat.press("enter")
            block = only(desk)
            assert (block.intention, block.state, block.planned_s, block.break_s) == (
                "write section 3",
                "running",
                50 * 60,
                10 * 60,
            )
            assert seat.toast.startswith("Started write section 3 until 09:50.")

    async def test_without_an_intention_it_asks_for_one(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("s", "enter")
            seat.sees("An intention is needed")
            assert not blocks(desk)

    async def test_a_preset_open_ended_or_minutes_of_ones_own(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("s")
            await seat.type("short")
            await seat.press("tab", "left", "enter")
            await seat.press("f", "enter", "t", "s")
            await seat.type("long")
            await seat.press("tab", "o", "enter")
            await seat.press("f", "enter", "s")
            await seat.type("mine")
            await seat.press("tab", "tab")
            await seat.type("1h30")
            await seat.press("enter")
            assert [block.planned_s for block in blocks(desk)] == [25 * 60, None, 90 * 60]

    async def test_minutes_that_cannot_be_read_are_said_and_nothing_is_lost(
        self, sit: Sit, desk: Desk
    ) -> None:
        async with sit() as seat:
            await seat.press("s")
            await seat.type("write section 3")
            await seat.press("tab", "tab")
            await seat.type("soon")
            await seat.press("enter")
            seat.sees("'soon' is not a number of minutes", "write section 3")
            assert not blocks(desk)

    async def test_it_serves_an_outcome_those_of_today_first(self, sit: Sit, desk: Desk) -> None:
        outcomes.add(desk, "Some other day")
        (today,) = today_with(desk, "RFC accepted")
        async with sit() as seat:
            await seat.press("s")
            await seat.type("write section 3")
            await seat.press("tab", "tab", "tab", "right", "enter")
            assert only(desk).outcome_id == today.id
            assert only(desk).visibility == "manager"

    async def test_what_was_typed_is_back_after_escape(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("s")
            await seat.type("half a thou")
            await seat.press("escape", "s")
            seat.sees("half a thou")

    async def test_a_second_block_is_not_offered(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("s")
            assert seat.screen == "TodayScreen"

    async def test_the_keys_write_letters_while_someone_types(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("i", "p", "f", "a", "X", "plus")
            assert seat.app.focused.value == "pfaX+"  # type: ignore[union-attr]
            assert only(desk).state == "running"


class TestBeyondABoundary:
    async def test_why_is_asked_in_the_form_and_kept(self, sit: Sit, desk: Desk) -> None:
        desk.clock.set("22:00")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("s")
            seat.sees("This is work in offline hours")
            await seat.type("fix the outage")
            await seat.press("tab", "tab", "tab")
            await seat.type("it was down")
            await seat.press("enter")
            (breach,) = desk.store.all(Breach)
            assert (breach.kind, breach.reason) == ("offline_hours", "it was down")

    async def test_enter_is_enough_and_it_is_asked_once(self, sit: Sit, desk: Desk) -> None:
        desk.clock.set("22:00")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("s")
            await seat.type("fix the outage")
            await seat.press("enter")
            (breach,) = desk.store.all(Breach)
            assert breach.reason == ""
            await seat.press("f", "enter", "s")
            seat.sees_not("This is work", "Why now")

    async def test_a_planned_block_asks_before_it_starts(self, sit: Sit, desk: Desk) -> None:
        rituals.open_day(desk)
        plan(desk, "screen candidates")
        desk.clock.set("18:30")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("2", "s")
            seat.sees("This is work after the day's end.")
            assert only(desk).state == "planned"
            await seat.press("escape")
            assert only(desk).state == "planned"
            await seat.press("s")
            await seat.type("the deadline is tomorrow")
            await seat.press("enter")
            assert only(desk).state == "running"
            (breach,) = desk.store.all(Breach)
            assert breach.reason == "the deadline is tomorrow"

    async def test_finishing_late_asks_too(self, sit: Sit, desk: Desk) -> None:
        desk.clock.set("19:40")  # type: ignore[attr-defined]
        start(desk)
        desk.clock.set("20:15")  # type: ignore[attr-defined]
        async with sit() as seat:
            await seat.press("f")
            seat.sees("This is work in offline hours", "Why now")
            await seat.press("enter")
            assert only(desk).state == "finished"
            assert len(desk.store.all(Breach)) == 1


class TestWhileItIsOpen:
    async def test_an_interruption_costs_a_key_and_a_line(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("i")
            await seat.type("c: who owns the DNS?")
            await seat.press("enter")
            assert seat.toast.startswith("Noted; write section 3 goes on.")
            (noted,) = only(desk).interruptions
            assert (noted.note, noted.source) == ("who owns the DNS?", "channel")
            (loop,) = desk.store.all(Capture)
            assert (loop.text, loop.kind, loop.source) == ("who owns the DNS?", "interruption", "channel")
            await seat.press("2")
            seat.sees("1 interruption noted")

    async def test_its_source_is_chosen_with_the_arrows_and_a_promise_kept(
        self, sit: Sit, desk: Desk
    ) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("i")
            await seat.type("RFC: a question")
            await seat.press("tab", "p", "tab")
            await seat.type("an answer by noon")
            await seat.press("enter")
            (noted,) = only(desk).interruptions
            assert (noted.note, noted.source, noted.promise) == (
                "RFC: a question",
                "person",
                "an answer by noon",
            )

    async def test_an_empty_interruption_is_not_noted(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("i", "enter")
            seat.sees("A note is needed")
            assert not only(desk).interruptions

    async def test_pause_and_go_on(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("2", "p")
            seat.sees("paused, 40 m left", "p goes on", "p go on")
            await seat.at("09:30")
            assert big_time(seat) == "40:00"
            await seat.press("p")
            assert only(desk).state == "running"
            assert seat.toast.startswith("Back to write section 3 · away 20 m")
            seat.sees("09:00 → 10:10")

    async def test_ten_minutes_more_and_less(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("2", "plus")
            seat.sees("09:00 → 10:00 · 1 h")
            await seat.press("minus", "minus")
            seat.sees("09:00 → 09:40 · 40 m")
            await seat.press("u")
            seat.sees("09:00 → 09:50 · 50 m")

    async def test_less_than_nothing_is_refused_in_one_line(self, sit: Sit, desk: Desk) -> None:
        focus.start(desk, "tiny", Shape(5 * 60))
        async with sit() as seat:
            await seat.press("2", "minus")
            assert "would be left without any planned time" in seat.toast
            assert only(desk).planned_s == 5 * 60

    async def test_an_aside_comes_back(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        captures.capture(desk, "who owns the DNS?")
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("2", "a")
            seat.sees("Step aside from write section 3")
            await seat.type("answer the outage channel")
            await seat.press("enter")
            seat.sees("answer the outage channel", "aside from write section 3", "open-ended")
            await seat.at("09:22")
            await seat.press("f", "enter")
            seat.sees("write section 3", "away 12 m", "open thought: who owns the DNS?")
            assert seat.toast.startswith(
                "Back to write section 3 · away 12 m · open thought: who owns the DNS?"
            )
            assert [block.state for block in blocks(desk)] == ["running", "finished"]

    async def test_nothing_of_it_is_offered_while_nothing_runs(self, sit: Sit, desk: Desk) -> None:
        async with sit() as seat:
            await seat.press("2", "i", "a", "p", "f", "X", "plus")
            assert seat.screen == "FocusScreen"
            seat.sees_not("interruption", "finish")


class TestEndingIt:
    async def test_enter_on_an_empty_form_finishes(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("3", "f")
            seat.sees("Finish write section 3", "10 m of 50 m")
            await seat.press("enter")
            assert only(desk).state == "finished"
            assert seat.screen == "OutcomesScreen"

    async def test_result_depth_and_the_next_action_are_kept(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("f")
            await seat.type("section 3 drafted")
            await seat.press("tab", "4", "tab")
            await seat.type("ask Ana to read it")
            await seat.press("enter")
            block = only(desk)
            assert (block.result, block.depth, block.next_action) == (
                "section 3 drafted",
                4,
                "ask Ana to read it",
            )

    async def test_undo_opens_it_again(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("f", "enter", "u")
            assert only(desk).state == "running"

    async def test_giving_up_keeps_the_time_and_the_reason(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.at("09:10")
            await seat.press("2", "X")
            seat.sees("Give write section 3 up?")
            await seat.press("escape")
            assert only(desk).state == "running"
            await seat.press("X")
            await seat.type("the outage took over")
            await seat.press("enter")
            assert only(desk).state == "abandoned"
            assert only(desk).events[-1].note == "the outage took over"
            assert seat.toast.startswith("Given up: write section 3, 10 m.")

    async def test_giving_up_is_for_focus_alone(self, sit: Sit, desk: Desk) -> None:
        start(desk)
        async with sit() as seat:
            await seat.press("1", "X")
            assert seat.screen == "TodayScreen"
