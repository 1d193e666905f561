"""The end ritual: what the day was, what becomes of everything open, and then it is over."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from remoteos.domain.agreement import Breach
from remoteos.domain.asks import Ask
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.rituals import StepMark, Workday
from remoteos.domain.settings import RitualSteps, Settings
from remoteos.services import captures, focus, outcomes, rituals
from remoteos.services.desk import Desk
from tests.services.support import minutes, set_clock, work
from tests.ui.conftest import Seat, Sit


def a_day(desk: Desk, *titles: str) -> list[Outcome]:
    """A day opened at nine with some outcomes; it is five in the afternoon."""
    made = [outcomes.add(desk, title) for title in titles]
    rituals.open_day(desk, outcomes=[one.id for one in made])
    set_clock(desk, "17:00")
    return made


def today(desk: Desk) -> Workday:
    found = desk.workday(desk.today)
    assert found is not None
    return found


async def go_to(seat: Seat, words: str) -> None:
    """Skip steps until the screen shows these words."""
    for _ in range(6):
        if words in seat.text:
            return
        await seat.press("pagedown")
    seat.sees(words)


async def click(seat: Seat, word: str) -> None:
    """Click on the first place where a word is seen."""
    row, line = next((row, line) for row, line in enumerate(seat.lines) if word in line)
    await seat.pilot.click(offset=(line.index(word) + len(word) // 2, row))
    await seat.settle()


# The shortest ways


async def test_a_quiet_day_is_over_in_five_keys(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    async with sit() as seat:
        await seat.press("e")
        seat.sees("End of day", "step 1 of 3", "▸ Wins", "· How was it", "· Tomorrow first")
        await seat.press("enter", "enter", "enter")
        seat.sees("Shutdown complete.", "The rest of the day is yours.")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
        seat.sees("Day closed 17:00")
    assert today(desk).state == "closed"
    assert rituals.steps_left(desk, today(desk), "end") == ()


async def test_a_full_day_asks_everything_and_keeps_every_answer(sit: Sit, desk: Desk) -> None:
    accepted, screened = a_day(desk, "RFC accepted", "Two candidates screened")
    for text in ("who owns the DNS?", "call the bank", "invoice template", "new monitor", "old idea"):
        captures.capture(desk, text)
    async with sit() as seat:
        await seat.press("e")
        seat.sees(
            "step 1 of 5", "▸ What moved", "1 of 2", "RFC accepted", "r note what moved", "d it is done"
        )
        await seat.press("d")
        seat.sees("2 of 2", "Two candidates screened")
        await seat.press("r")
        await seat.type("one is in, one is invited")
        await seat.press("enter")
        seat.sees("✓ What moved", "▸ Wins", "step 2 of 5")
        await seat.type("the review went well")
        await seat.press("enter")
        seat.sees("+ the review went well", "Another win, however small?")
        await seat.press("enter")
        seat.sees("▸ Open loops", "1 of 5", "who owns the DNS?", "loop, noted 17:00")
        await seat.press("d", "t", "x", "enter", "space", "o", "enter")
        seat.sees("▸ How was it", "step 4 of 5")
        await seat.press("4", "2")
        await seat.type("a good day")
        await seat.press("enter")
        await seat.type("call Ana")
        await seat.press("enter")
        seat.sees("Shutdown complete.", "Outcomes 1 of 2 done", "Wins 1", "First thing call Ana")
        seat.sees("Carries over 1 open loop, 1 outcome")
    by_text = {loop.text: loop for loop in desk.store.all(Capture)}
    ways = {text: loop.decision.way if loop.decision else None for text, loop in by_text.items()}
    assert ways == {
        "who owns the DNS?": "do",
        "call the bank": "schedule",
        "invoice template": "drop",
        "new monitor": None,
        "old idea": "outcome",
        "the review went well": None,
    }
    known = {one.id: one for one in desk.store.all(Outcome)}
    assert known[accepted.id].state == "done"
    assert known[screened.id].progress[-1].note == "one is in, one is invited"
    (pulse,) = desk.store.all(Pulse)
    assert (pulse.energy, pulse.stress, pulse.moment) == (4, 2, "end")
    assert (today(desk).note, today(desk).first_thing) == ("a good day", "call Ana")


async def test_it_is_finished_later_in_the_app_or_elsewhere(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    async with sit() as seat:
        await seat.press("e", "enter", "3", "escape")
        assert seat.screen == "TodayScreen"
        assert today(desk).state == "open"
        assert StepMark(ritual="end", step="wins", state="skipped") in today(desk).steps
        rituals.mark_steps(desk, "end", {"pulse": "done"})
        await seat.press("e")
        seat.sees("– Wins", "✓ How was it", "▸ Tomorrow first")


async def test_doing_it_twice_is_harmless(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    async with sit() as seat:
        await seat.press("e", "enter", "enter", "enter", "enter", "e", "e")
        assert seat.screen == "TodayScreen"
        seat.sees_not("end the day", "end ritual")
    assert [event.kind for event in today(desk).events] == ["open", "close"]


async def test_a_day_closed_in_short_is_asked_what_is_left(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    rituals.close_day(desk)
    async with sit() as seat:
        await seat.press("e")
        await seat.type("the demo went well")
        await seat.press("enter", "enter", "enter")
        await seat.type("call Ana")
        await seat.press("enter")
        seat.sees("Shutdown complete.", "Wins 1", "call Ana")
    assert today(desk).first_thing == "call Ana"
    assert [event.kind for event in today(desk).events] == ["open", "close"]


async def test_there_is_nothing_to_end_on_a_day_that_was_not_begun(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("e")
        assert seat.screen == "TodayScreen"


async def test_a_day_worked_without_being_opened_can_be_ended(sit: Sit, desk: Desk) -> None:
    work(desk, "write", "09:30", "10:20")
    async with sit() as seat:
        await seat.press("e", "enter", "enter", "enter")
        seat.sees("Shutdown complete.", "Focus 50 m in 1 block")
    assert today(desk).opened_at is not None


# What moved


async def test_an_outcome_shows_what_is_known_of_it(sit: Sit, desk: Desk) -> None:
    goal = outcomes.add_goal(desk, "Checkout is reliable")
    (made,) = a_day(desk, "RFC accepted")
    outcomes.edit(desk, made.id, goal.id, done_when="three teams signed off")
    outcomes.report(desk, made.id, "two have signed", 4)
    async with sit() as seat:
        await seat.press("e")
        seat.sees("▸ Checkout is reliable", "done when: three teams signed off")
        seat.sees("last: two have signed (today)", "how sure: 4 of 5")


async def test_done_by_mistake_is_taken_back(sit: Sit, desk: Desk) -> None:
    one, two = a_day(desk, "RFC accepted", "Screening")
    async with sit() as seat:
        await seat.press("e", "d")
        seat.sees("2 of 2", "Screening")
        await seat.press("u")
        seat.sees("1 of 2", "RFC accepted", "d it is done")
        await seat.press("d", "up")
        seat.sees("RFC accepted ✓ done", "d open again")
        seat.sees_not("note what moved")
        await seat.press("d")
        seat.sees("d it is done", "r note what moved")
    assert {desk.store.find(Outcome, which.id).state for which in (one, two)} == {"open"}


async def test_nothing_moved_is_an_answer(sit: Sit, desk: Desk) -> None:
    a_day(desk, "RFC accepted", "Screening")
    async with sit() as seat:
        await seat.press("e", "enter")
        seat.sees("2 of 2")
        await seat.press("enter")
        seat.sees("– What moved", "▸ Wins")


# Open loops


async def test_a_loop_says_where_it_came_from_and_how_often_it_was_carried(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    noted = focus.interrupt(desk, "who owns the DNS?", "channel", "an answer by noon").loop
    desk.store.commit("carried", [replace(noted, rolls=2)], at=desk.now)
    async with sit() as seat:
        await seat.press("e", "enter")
        seat.sees("interruption, noted 17:00 · from a channel", "promised: an", "by noon · carried 2×")


async def test_every_way_out_that_asks_keeps_the_loop_when_it_is_left(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    captures.capture(desk, "who owns the DNS?")
    async with sit() as seat:
        await seat.press("e", "enter")
        for key in ("s", "a", "o", "x"):
            await seat.press(key, "escape")
            seat.sees("1 of 1", "who owns the DNS?")
    assert len(captures.open_loops(desk)) == 1


async def test_a_loop_is_planned_for_a_date_and_a_time(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    captures.capture(desk, "who owns the DNS?")
    async with sit() as seat:
        await seat.press("e", "enter", "s")
        seat.sees("Plan it for a date", "“who owns the DNS?”")
        await seat.press("enter")
        seat.sees("On which day?")
        await seat.type("yesterday")
        await seat.press("enter")
        seat.sees("Sun 22 Nov 2026 is past.")
        await seat.type("friday")
        await seat.press("tab")
        await seat.type("10:30")
        await seat.press("tab")
        await seat.type("45")
        await seat.press("enter")
        assert "Planned for Fri 27 Nov 2026." in seat.toast
    (block,) = desk.store.all(Block)
    assert block.planned_at is not None
    assert (block.day, f"{block.planned_at:%H:%M}", block.planned_s) == (date(2026, 11, 27), "10:30", 2700)


async def test_a_loop_becomes_an_ask(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    captures.capture(desk, "who owns the DNS?")
    async with sit() as seat:
        await seat.press("e", "enter", "a", "enter")
        seat.sees("Whom do you ask?")
        await seat.type("Ben")
        await seat.press("tab", "right", "tab")
        await seat.type("wednesday")
        await seat.press("enter")
        assert seat.toast.startswith("Asked of Ben; your manager may see it.")
        seat.sees("▸ How was it")
    (ask,) = desk.store.all(Ask)
    assert (ask.asked_of, ask.kind, ask.needed_by) == ("Ben", "information", date(2026, 11, 25))


async def test_what_is_left_can_be_looked_at_again_and_what_is_taken_back_is_asked_again(
    sit: Sit, desk: Desk
) -> None:
    a_day(desk)
    for text in ("one", "two", "three"):
        captures.capture(desk, text)
    async with sit() as seat:
        await seat.press("e", "enter", "space")
        seat.sees("2 of 3", "two")
        await seat.press("pageup")
        seat.sees("1 of 3", "one")
        await seat.press("down", "d")
        seat.sees("3 of 3", "three")
        await seat.press("u")
        seat.sees("2 of 3", "two")
        await seat.press("up", "pageup")
        seat.sees("▸ Wins")


async def test_a_loop_captured_in_between_is_asked_too(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    async with sit() as seat:
        await seat.press("e")
        seat.sees_not("Open loops")
        await seat.press("tab", "c")
        await seat.type("who owns the DNS?")
        await seat.press("enter", "enter")
        seat.sees("▸ Open loops", "who owns the DNS?")


async def test_a_loop_decided_elsewhere_meanwhile_is_passed_over(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    one = captures.capture(desk, "one")
    captures.capture(desk, "two")
    async with sit() as seat:
        await seat.press("e", "enter")
        captures.done(desk, one.id)
        await seat.press("d")
        assert "was decided" in seat.toast
        seat.sees("2 of 2", "two")


async def test_loops_are_decided_with_the_mouse(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    captures.capture(desk, "one")
    captures.capture(desk, "two")
    async with sit() as seat:
        await seat.press("e", "enter")
        await click(seat, "tomorrow")
        seat.sees("2 of 2")
        await click(seat, "leave it")
        seat.sees("▸ How was it")
    (block,) = desk.store.all(Block)
    assert block.day == date(2026, 11, 24)


# Pulse, note and tomorrow


async def test_what_was_said_before_is_there_to_be_changed(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    rituals.note_close(desk, first_thing="call Ana", note="long\nbut good", energy=3)
    async with sit() as seat:
        await seat.press("e", "enter")
        seat.sees("[3]", "long but good")
        await seat.press("enter")
        seat.sees("call Ana", "Tue 24 Nov")
        await seat.type("call Ben")
        await seat.press("enter")
        seat.sees("First thing call Ben")
    assert today(desk).first_thing == "call Ben"
    assert today(desk).note == "long\nbut good"


async def test_private_things_are_hidden_while_the_screen_is_shared(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    rituals.note_close(desk, first_thing="the salary talk", note="tired", energy=1)
    captures.capture(desk, "ask about the raise")
    async with sit() as seat:
        await seat.press("h", "e", "enter")
        seat.sees("▸ Open loops", "▒▒▒▒▒▒", "Hidden while the screen is shared")
        await seat.press("enter")
        seat.sees("▸ How was it", "Hidden while the screen is shared")
        await seat.press("enter")
        seat.sees("▸ Tomorrow first", "Hidden while the screen is shared")
        await seat.press("enter")
        seat.sees("Shutdown complete.", "First thing ▒▒▒▒▒▒")
        seat.sees_not("salary", "tired", "raise")


# The end


async def test_a_running_block_is_said_and_ends_with_the_day(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    focus.start(desk, "write section 3", minutes(50))
    async with sit() as seat:
        await seat.press("e")
        seat.sees("“write section 3” is still open; it ends with the day.")
        await seat.press("enter", "enter", "enter")
        seat.sees("Shutdown complete.", "Ended with it write section 3")
    (block,) = desk.store.all(Block)
    assert block.state == "finished"


async def test_a_block_left_running_waits_to_be_settled(sit: Sit, desk: Desk) -> None:
    rituals.open_day(desk)
    focus.start(desk, "write section 3", minutes(50))
    set_clock(desk, "17:00")
    async with sit() as seat:
        if seat.screen != "TodayScreen":  # it is asked about first, and put off
            await seat.press("escape")
        await seat.press("e")
        seat.sees("“write section 3” was left running; it waits to be settled.")
        await seat.press("enter", "enter", "enter")
        seat.sees("Shutdown complete.", "Left running write section 3; it waits to be settled")
    (block,) = desk.store.all(Block)
    assert block.state == "running"


async def test_ending_late_asks_why_once(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    set_clock(desk, "19:00")
    async with sit() as seat:
        await seat.press("e", "enter", "enter", "enter")
        seat.sees("This is work after the day's end")
        await seat.press("escape")
        seat.sees("▸ Tomorrow first")
        assert today(desk).state == "open"
        await seat.press("enter")
        await seat.type("the release")
        await seat.press("enter")
        seat.sees("Shutdown complete.")
    (breach,) = desk.store.all(Breach)
    assert (breach.kind, breach.reason) == ("after_shutdown", "the release")


async def test_a_missed_day_is_ended_as_of_its_last_activity(sit: Sit, desk: Desk) -> None:
    set_clock(desk, "2026-11-20 09:00")
    rituals.open_day(desk)
    set_clock(desk, "2026-11-20 16:40")
    captures.capture(desk, "who owns the DNS?")
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("e")
        seat.sees("End of Fri 20 Nov")
        await seat.press("enter", "space", "enter", "enter")
        seat.sees("Shutdown complete.", "Closed Fri 20 Nov, as of 16:40")
        await seat.press("escape")
        seat.sees("Day not open yet")


async def test_undo_after_the_end_opens_the_day_as_it_was(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    async with sit() as seat:
        await seat.press("e", "enter", "enter", "enter")
        seat.sees("Shutdown complete.", "u undo")
        await seat.press("enter", "u")
        assert seat.screen == "TodayScreen"
    assert today(desk).state == "open"
    assert rituals.steps_left(desk, today(desk), "end") == rituals.steps(desk, "end")


async def test_the_steps_are_the_users(sit: Sit, make_desk: Callable[..., Desk]) -> None:
    steps = RitualSteps(end=("tomorrow", "clear the desk"))
    desk = make_desk(settings=replace(Settings(), rituals=steps))
    a_day(desk)
    async with sit(desk) as seat:
        await seat.press("e")
        seat.sees("step 1 of 2", "▸ Tomorrow first", "· clear the desk")
        await seat.press("enter", "d")
        seat.sees("Shutdown complete.")
    marks = {mark.step: mark.state for mark in today(desk).steps if mark.ritual == "end"}
    assert marks == {"tomorrow": "skipped", "clear the desk": "done"}


# Leaving the app


async def test_leaving_with_the_day_open_after_its_end_is_asked_once(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    set_clock(desk, "18:00")
    async with sit() as seat:
        await seat.press("ctrl+q")
        seat.sees("The day is still open.", "e end it now", "q leave it open")
        await seat.press("escape", "ctrl+q")
        assert seat.app._exit


async def test_the_question_on_leaving_leads_to_the_end_ritual(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    set_clock(desk, "18:00")
    async with sit() as seat:
        await seat.press("ctrl+q", "e")
        assert seat.screen == "EndRitual"


async def test_the_day_can_be_left_open(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    set_clock(desk, "18:00")
    async with sit() as seat:
        await seat.press("ctrl+q", "q")
        assert seat.app._exit
    assert today(desk).state == "open"


async def test_before_its_end_leaving_asks_nothing(sit: Sit, desk: Desk) -> None:
    a_day(desk)
    async with sit() as seat:
        await seat.press("ctrl+q")
        assert seat.app._exit
