"""Focus, and what can be done with a block from any page."""

import pytest
from textual.widgets import Input

from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.settings import Settings
from remoteos.services import breaks, captures, focus, focus_history, outcomes, rituals
from remoteos.services.desk import Desk
from remoteos.services.focus import Shape
from tests.ui.conftest import LARGE, Seat, Sit

FIFTY = Shape(50 * 60, 10 * 60)


def start(desk: Desk, intention: str = "write section 3", **more: str) -> Block:
    return focus.start(desk, intention, FIFTY, **more).block


def plan(desk: Desk, intention: str, hour: int | None = None, **more: str) -> Block:
    at = desk.now.replace(hour=hour) if hour else None
    return focus_history.plan(desk, intention, FIFTY, at=at, day=desk.today, **more)


def blocks(desk: Desk) -> list[Block]:
    return sorted(desk.store.all(Block), key=lambda block: block.id)


def only(desk: Desk) -> Block:
    (block,) = desk.store.all(Block)
    return block


def today_with(desk: Desk, *titles: str) -> list[Outcome]:
    made = [outcomes.add(desk, title) for title in titles]
    rituals.open_day(desk, outcomes=[outcome.id for outcome in made])
    return made


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


def big_time(seat: Seat) -> str:
    from remoteos.widgets.big_time import BigTime, drawn

    shown = seat.app.screen.query_one(BigTime)
    first = drawn(shown.time)[0]
    assert any(first in line for line in seat.lines), "\n".join(seat.lines)
    return shown.time


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
            seat.sees("The break is over since 10:00.")
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
