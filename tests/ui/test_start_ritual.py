"""The start ritual: the day is open at once, and laid out by a few keys."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from remoteos.domain.agreement import Breach
from remoteos.domain.captures import Capture
from remoteos.domain.focus import Block
from remoteos.domain.outcomes import Outcome
from remoteos.domain.pulse import Pulse
from remoteos.domain.rituals import StepMark, Workday
from remoteos.domain.settings import RitualSteps, Settings
from remoteos.services import captures, focus, focus_history, outcomes, rituals
from remoteos.services.desk import Desk
from tests.services.support import minutes, set_clock, wall
from tests.ui.conftest import Seat, Sit

FRIDAY = "2026-11-20"
MONDAY = date(2026, 11, 23)


def today(desk: Desk) -> Workday:
    found = desk.workday(desk.today)
    assert found is not None
    return found


def a_day_before(desk: Desk) -> None:
    """Friday was opened and closed in good order."""
    set_clock(desk, f"{FRIDAY} 09:00")
    rituals.open_day(desk)
    set_clock(desk, f"{FRIDAY} 17:00")
    rituals.close_day(desk)
    set_clock(desk, "2026-11-23 09:00")


def carry(desk: Desk, *, times: int) -> None:
    """Open and close so many days before Monday, carrying along what is there."""
    for back in range(times, 0, -1):
        set_clock(desk, f"2026-11-{23 - back} 09:00")
        rituals.open_day(desk)
        rituals.close_day(desk)
    set_clock(desk, "2026-11-23 09:00")


def with_steps(make_desk: Callable[..., Desk], *start: str) -> Desk:
    return make_desk(settings=replace(Settings(), rituals=RitualSteps(start=start)))


async def go_to(seat: Seat, *words: str) -> None:
    """Skip steps until the screen shows all of these words."""
    for _ in range(8):
        if all(word in seat.text for word in words):
            return
        await seat.press("pagedown")
    seat.sees(*words)


# Opening


async def test_the_day_is_open_as_soon_as_the_ritual_begins(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        assert seat.screen == "StartRitual"
        seat.sees("Start of day", "step 1 of 4", "Day open 09:00", "▸ How are you")
    assert today(desk).state == "open"


async def test_a_whole_start_in_seven_keys(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "4", "2", "1", "enter", "enter")
        assert seat.screen == "TodayScreen"
        assert seat.toast == "The day is yours: s starts a block, n plans one."
    (pulse,) = desk.store.all(Pulse)
    assert (pulse.energy, pulse.stress, pulse.moment) == (4, 2, "start")
    assert today(desk).day_type == "deep"
    assert rituals.steps_left(desk, today(desk), "start") == ()


async def test_every_step_is_skipped_by_enter(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "enter", "enter", "enter", "enter")
        assert seat.screen == "TodayScreen"
    assert {mark.state for mark in today(desk).steps} == {"skipped"}
    assert not desk.store.all(Pulse)


async def test_it_is_finished_later_where_it_was_left(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "4", "2", "escape")
        assert seat.screen == "TodayScreen"
        assert rituals.steps_left(desk, today(desk), "start") == ("left over", "day type", "outcomes", "plan")
        seat.sees("o start ritual")
        await seat.press("o")
        seat.sees("✓ How are you", "▸ Kind of day", "step 2 of 4")


async def test_leaving_the_app_in_the_middle_keeps_how_far_it_came(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "4", "2")
    assert StepMark(ritual="start", step="pulse", state="done") in today(desk).steps


async def test_opening_again_shows_the_answers_to_change_them(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "4", "2", "1", "enter", "enter")
        seat.sees_not("open the day", "start ritual")
        await seat.press("o", "pagedown")
        seat.sees("● deep")
        await seat.press("4")
    assert today(desk).day_type == "recovery"
    assert today(desk).reopened == 0


async def test_after_hours_the_reason_is_asked_once_before(sit: Sit, desk: Desk) -> None:
    set_clock(desk, "21:30")
    async with sit() as seat:
        await seat.press("o")
        seat.sees("This is work in offline hours")
        await seat.press("escape")
        assert desk.workday(desk.today) is None
        await seat.press("o")
        await seat.type("the release")
        await seat.press("enter")
        assert seat.screen == "StartRitual"
    (breach,) = desk.store.all(Breach)
    assert (breach.reason, breach.kind) == ("the release", "offline_hours")


async def test_a_closed_day_is_opened_again_without_being_asked_anew(sit: Sit, desk: Desk) -> None:
    rituals.open_day(desk, steps=dict.fromkeys(rituals.steps(desk, "start"), "done"))
    rituals.close_day(desk)
    async with sit() as seat:
        await seat.press("o", "enter")
        assert seat.screen == "TodayScreen"
        assert seat.toast == "The day is open again; e ends it."
    assert today(desk).state == "open"


async def test_a_day_off_is_not_opened(sit: Sit, desk: Desk) -> None:
    from remoteos.services.leave import day_off

    day_off(desk, [desk.today])
    async with sit() as seat:
        await seat.press("o")
        assert seat.screen == "TodayScreen"


# A missed shutdown


async def test_a_missed_shutdown_is_recovered_on_one_screen(sit: Sit, desk: Desk) -> None:
    set_clock(desk, f"{FRIDAY} 09:00")
    rituals.open_day(desk, outcomes=[outcomes.add(desk, "RFC accepted").id])
    focus_history.plan(desk, "read the draft", minutes(25), at=None, day=desk.today)
    set_clock(desk, f"{FRIDAY} 16:40")
    captures.capture(desk, "who owns the DNS?")
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("o")
        seat.sees("Fri 20 Nov was still open.", "as of the last thing recorded on it, at 16:40")
        seat.sees("Came along: 1 open loop, 1 unfinished outcome, 1 planned block.")
        seat.sees_not("step 1")
        await seat.press("enter")
        seat.sees("step 1 of 4", "▸ How are you")
        await seat.press("pageup")
        seat.sees("was still open")
        await seat.press("escape", "o")
        seat.sees_not("was still open")
    friday = desk.workday(date(2026, 11, 20))
    assert friday is not None
    assert friday.recovered


async def test_after_a_missed_shutdown_enter_goes_through_to_the_end(sit: Sit, desk: Desk) -> None:
    set_clock(desk, f"{FRIDAY} 09:00")
    rituals.open_day(desk)
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("o")
        seat.sees("was still open")
        await seat.press(*["enter"] * 5)
        assert seat.screen == "TodayScreen"


async def test_two_missed_shutdowns_are_recovered_together(sit: Sit, desk: Desk) -> None:
    days = []
    for day, clock in (("19", "16:40"), ("20", "12:10")):
        set_clock(desk, f"2026-11-{day} 09:00")
        days.append(rituals.open_day(desk).day)
        set_clock(desk, f"2026-11-{day} {clock}")
        captures.capture(desk, f"something on {day}")
    thursday = days[0]  # opening Friday closed it; here it was still open, as another program may leave it
    desk.store.commit("as before", [thursday], at=desk.now)
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("o")
        seat.sees("Thu 19 Nov and Fri 20 Nov were still open.", "Thu 19 Nov 16:40, Fri 20 Nov 12:10")
        seat.sees("Came along: 2 open loops.")


async def test_what_yesterday_said_to_begin_with_is_there_all_along(sit: Sit, desk: Desk) -> None:
    set_clock(desk, f"{FRIDAY} 09:00")
    rituals.open_day(desk)
    rituals.close_day(desk, first_thing="call Ana")
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("o")
        seat.sees("First thing: call Ana")
        await go_to(seat, "▸ Plan")
        seat.sees("First thing: call Ana")
        await seat.press("tab", "tab", "tab", "tab", "h")
        seat.sees_not("call Ana")


# What was carried too often


async def test_what_was_carried_three_times_is_decided_by_one_key(sit: Sit, desk: Desk) -> None:
    set_clock(desk, "2026-11-20 08:00")
    captures.capture(desk, "invoice template", source="channel")
    captures.capture(desk, "call the bank")
    carry(desk, times=3)
    async with sit() as seat:
        await seat.press("o")
        seat.sees("▸ Left over", "step 1 of 5", "1 of 2", "invoice template", "from a channel", "carried 3×")
        seat.sees("d do it now", "t tomorrow", "s on a date", "a ask someone", "o an outcome", "x let it go")
        await seat.press("t")
        seat.sees("2 of 2", "call the bank")
        await seat.press("d")
        seat.sees("✓ Left over", "▸ How are you")
    (planned,) = desk.store.all(Block)
    assert (planned.intention, planned.day) == ("invoice template", date(2026, 11, 24))
    assert not captures.open_loops(desk)


async def test_an_outcome_has_its_own_ways_out_under_the_same_keys(sit: Sit, desk: Desk) -> None:
    for title in ("RFC accepted", "Hiring done", "Docs moved"):
        outcome = outcomes.add(desk, title)
        desk.store.commit("carried", [replace(outcome, rolls=3)], at=desk.now)
    async with sit() as seat:
        await seat.press("o")
        seat.sees("1 of 3", "RFC accepted", "d keep it today", "s due on a date", "x let it go")
        seat.sees_not("ask someone")
        await seat.press("a")
        seat.sees("1 of 3")
        await seat.press("d")
        seat.sees("2 of 3", "Hiring done")
        await seat.press("o")
        await seat.type("One candidate hired")
        await seat.press("enter")
        seat.sees("3 of 3", "Docs moved")
        await seat.press("s")
        await seat.type("soon")
        await seat.press("enter")
        seat.sees("is not a date")
        await seat.type("friday")
        await seat.press("enter")
        seat.sees("▸ How are you")
    known = {one.title: one for one in desk.store.all(Outcome)}
    assert today(desk).outcome_ids == (known["RFC accepted"].id,)
    assert known["Hiring done"].reason == "became “One candidate hired”"
    assert known["Docs moved"].due == date(2026, 11, 27)


async def test_an_outcome_is_let_go_with_a_reason(sit: Sit, desk: Desk) -> None:
    desk.store.commit("carried", [replace(outcomes.add(desk, "Old idea"), rolls=4)], at=desk.now)
    async with sit() as seat:
        await seat.press("o", "x")
        await seat.type("nobody asks for it any more")
        await seat.press("enter")
    (dropped,) = desk.store.all(Outcome)
    assert (dropped.state, dropped.reason) == ("dropped", "nobody asks for it any more")


# The kind of day


async def test_the_kind_of_day_is_pointed_at_or_picked_by_a_digit(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "pagedown")
        seat.sees("1 ○ deep", "2 ○ meetings", "3 ○ mixed", "4 ○ recovery")
        await seat.press("down", "down", "enter")
        seat.sees("▸ Outcomes")
    assert today(desk).day_type == "meetings"


async def test_the_mouse_answers_too(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await click(seat, "Energy", " 3 ")
        await click(seat, "Stress", " 2 ")
        seat.sees("▸ Kind of day")
        await click(seat, "meetings", "meetings")
        seat.sees("▸ Outcomes")
    (pulse,) = desk.store.all(Pulse)
    assert (pulse.energy, pulse.stress) == (3, 2)
    assert today(desk).day_type == "meetings"


# Outcomes


async def test_carried_outcomes_are_picked_already(sit: Sit, desk: Desk) -> None:
    set_clock(desk, f"{FRIDAY} 09:00")
    rituals.open_day(desk, outcomes=[outcomes.add(desk, "RFC accepted").id])
    outcomes.add(desk, "Screening", due=date(2026, 11, 27))
    rituals.close_day(desk)
    set_clock(desk, "2026-11-23 09:00")
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        seat.sees("1 of 3", "● RFC accepted", "carried 1×", "○ Screening", "Fri")
        await seat.press("space")
        seat.sees("0 of 3", "○ RFC accepted")
        await seat.press("down", "space", "enter")
        seat.sees("▸ Plan")
        await seat.press("escape", "o")
    (picked,) = today(desk).outcome_ids
    assert desk.store.find(Outcome, picked).title == "Screening"


async def test_typing_adds_an_outcome_that_is_picked(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        await seat.type("RFC accepted")
        seat.sees("add RFC accepted")
        await seat.press("enter")
        seat.sees("1 of 3", "● RFC accepted")
        await seat.press("tab", "u")
        seat.sees("0 of 3")
        seat.sees_not("● RFC accepted")
    assert not desk.store.all(Outcome)


async def test_typing_finds_what_there_is(sit: Sit, desk: Desk) -> None:
    goal = outcomes.add_goal(desk, "Checkout is reliable")
    for title in ("RFC accepted", "Screening", "Docs moved"):
        outcomes.add(desk, title, goal.id if title == "RFC accepted" else None)
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        seat.sees("RFC accepted ▸ Checkout is reliable")
        await seat.type("rfc")
        seat.sees_not("Screening")
        await seat.press("down", "enter")
        seat.sees("1 of 3", "● RFC accepted", "○ Screening")
    assert len(desk.store.all(Outcome)) == 3


async def test_a_fourth_is_refused_kindly_and_nothing_typed_is_lost(sit: Sit, desk: Desk) -> None:
    titles = ("One", "Two", "Three", "Four")
    made = [outcomes.add(desk, title) for title in titles]
    rituals.open_day(desk, outcomes=[one.id for one in made[:3]])
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        await seat.press("down", "down", "down", "space")
        seat.sees("Three are picked.", "○ Four")
        await seat.type("Five")
        await seat.press("enter")
        seat.sees("Three are picked.", "Five")
    assert len(desk.store.all(Outcome)) == 4


async def test_an_outcome_dropped_a_moment_ago_frees_its_place(sit: Sit, desk: Desk) -> None:
    made = [outcomes.add(desk, title) for title in ("One", "Two", "Three")]
    desk.store.commit("carried", [replace(made[0], rolls=3)], at=desk.now)
    rituals.open_day(desk, outcomes=[one.id for one in made])
    async with sit() as seat:
        await seat.press("o", "x", "enter")
        await go_to(seat, "▸ Outcomes")
        seat.sees("2 of 3")
    assert today(desk).outcome_ids == (made[1].id, made[2].id)


async def test_an_outcome_is_picked_with_the_mouse(sit: Sit, desk: Desk) -> None:
    outcomes.add(desk, "One")
    outcomes.add(desk, "Two")
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        await click(seat, "○ Two", "Two")
        await click(seat, "○ Two", "Two")
        seat.sees("● Two")


# The plan


async def test_blocks_are_laid_out_against_the_hours_left(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        seat.sees("8 h 30 m until 17:30", "8 h 30 m still free", "Nothing is planned yet.")
        await seat.type("write section 3")
        await seat.press("enter")
        seat.sees("· write section 3 50 m", "7 h 40 m still free")
        await seat.type("review")
        await seat.press("tab")
        await seat.type("1h30")
        await seat.press("tab")
        await seat.type("10:00")
        await seat.press("enter")
        seat.sees("10:00 review 1 h 30 m", "6 h 10 m still free")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
        assert seat.toast == "Next: review at 10:00; s starts it."
    planned = {block.intention: block for block in desk.store.all(Block)}
    assert planned["write section 3"].planned_s == 3000
    assert planned["review"].planned_at == wall(desk, "10:00")


async def test_a_plan_that_does_not_fit_says_by_how_much(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        await seat.type("everything")
        await seat.press("tab")
        await seat.type("9h")
        await seat.press("enter")
        seat.sees("30 m too much")
        await seat.at("09:10")
        seat.sees("8 h 20 m until 17:30", "40 m too much")


async def test_what_cannot_be_read_is_said_and_stays(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        await seat.type("review")
        await seat.press("tab")
        await seat.type("long")
        await seat.press("enter")
        seat.sees("'long' is not a number of minutes", "review")
        await seat.type("")
        await seat.press("tab")
        await seat.type("25:00")
        await seat.press("enter")
        seat.sees("'25:00' is not a time", "review")
        assert not desk.store.all(Block)
        await seat.type("")
        await seat.press("shift+tab", "shift+tab")
        await seat.type("")
        await seat.press("tab")
        await seat.type("20")
        await seat.press("enter")
        seat.sees("A few words for the block is needed")


async def test_two_blocks_at_one_time_and_a_time_gone_by_are_said(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        for intention, at in (("first", "11:00"), ("second", "11:20")):
            await seat.type(intention)
            await seat.press("tab", "tab")
            await seat.type(at)
            await seat.press("enter")
        seat.sees("“first” is planned for the same time.")
        await seat.type("early")
        await seat.press("tab", "tab")
        await seat.type("08:00")
        await seat.press("enter")
        seat.sees("08:00 is past already.")
    assert len(desk.store.all(Block)) == 3


async def test_a_block_hangs_from_an_outcome_of_the_day(sit: Sit, desk: Desk) -> None:
    outcome = outcomes.add(desk, "RFC accepted")
    rituals.open_day(desk, outcomes=[outcome.id])
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        await seat.type("write")
        await seat.press("tab", "tab", "tab", "right", "enter")
        seat.sees("write ▸ RFC accepted")
    (block,) = desk.store.all(Block)
    assert (block.outcome_id, block.visibility) == (outcome.id, "manager")


async def test_x_in_the_list_takes_a_block_off_the_plan(sit: Sit, desk: Desk) -> None:
    for intention in ("one", "two"):
        focus_history.plan(desk, intention, minutes(50), at=None, day=desk.today)
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        await seat.press("x")
        seat.sees("x")
        await seat.type("")
        await seat.press("up", "x")
        seat.sees("one")
        seat.sees_not("two")
        await seat.press("u")
        seat.sees("two")
        await seat.press("enter")
        assert seat.screen == "TodayScreen"
    assert {block.state for block in desk.store.all(Block)} == {"planned"}


async def test_a_day_without_working_hours_has_no_measure(sit: Sit, make_desk: Callable[..., Desk]) -> None:
    async with sit(make_desk("2026-11-22 10:00")) as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        seat.sees("How will the day go?")
        await seat.type("tidy up")
        await seat.press("enter")
        seat.sees("50 m planned; no end is set for today")


async def test_a_block_under_way_is_said_at_the_end(sit: Sit, desk: Desk) -> None:
    rituals.open_day(desk)
    focus.start(desk, "write section 3", minutes(50))
    async with sit() as seat:
        await seat.press("o", "enter", "enter", "enter", "enter")
        assert seat.toast == "write section 3 is under way."


# Going back and forth


async def test_pageup_goes_back_and_enter_returns_to_where_one_was(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "pagedown", "pagedown", "pageup", "pageup")
        seat.sees("▸ How are you")
        await seat.press("5", "1")
        seat.sees("✓ How are you", "▸ Outcomes")


async def test_a_click_on_a_name_goes_there(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await click(seat, "Kind of day", "Plan")
        seat.sees("step 4 of 4", "still free")
        await seat.press("enter")
        seat.sees("▸ How are you")


async def test_the_names_are_reached_by_keys_as_well(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        await seat.press("shift+tab", "right", "enter")
        seat.sees("▸ Plan")


async def test_capture_and_undo_work_in_between(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o", "c")
        assert seat.screen == "CaptureLine"
        await seat.type("who owns the DNS?")
        await seat.press("enter")
        assert seat.screen == "StartRitual"
        (loop,) = desk.store.all(Capture)
        assert loop.text == "who owns the DNS?"
        await seat.press("u")
        assert not desk.store.all(Capture)
        seat.sees("▸ How are you")


async def test_letters_in_a_field_are_text(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        await seat.press("c", "u", "h", "d")
        seat.sees("add cuhd")
        assert seat.screen == "StartRitual"


async def test_what_was_typed_and_not_saved_is_back_the_next_time(sit: Sit, desk: Desk) -> None:
    async with sit() as seat:
        await seat.press("o")
        await go_to(seat, "▸ Plan")
        await seat.type("half a thou")
        await seat.press("escape", "o")
        await go_to(seat, "▸ Plan")
        seat.sees("half a thou")


# The user's own steps


async def test_the_steps_are_the_users(sit: Sit, make_desk: Callable[..., Desk]) -> None:
    desk = with_steps(make_desk, "outcomes", "water the [b]plants[/b]", "pulse")
    async with sit(desk) as seat:
        await seat.press("o")
        seat.sees("step 1 of 3", "▸ Outcomes", "· water the [b]plants[/b]", "· How are you")
        await seat.press("enter")
        seat.sees("○ water the [b]plants[/b]")
        await seat.press("d")
        seat.sees("✓ water the [b]plants[/b]", "▸ How are you")
        await seat.press("pageup", "enter")
        seat.sees("✓ water the [b]plants[/b]")
        await seat.press("h")
        seat.sees_not("plants")
        await seat.press("enter")
    marks = {mark.step: mark.state for mark in today(desk).steps}
    assert marks == {"outcomes": "skipped", "water the [b]plants[/b]": "done", "pulse": "skipped"}


# While the screen is shared


async def test_the_pulse_is_hidden_while_the_screen_is_shared(sit: Sit, desk: Desk) -> None:
    rituals.open_day(desk, energy=4)
    async with sit() as seat:
        await seat.press("o", "h")
        seat.sees("Hidden while the screen is shared; h shows it again.", "▸ How are you")
        seat.sees_not("Energy", "[4]")
        await seat.press("3")
        await seat.press("h")
        seat.sees("Energy", "[4]")
        await seat.press("5")
        seat.sees("[5]")
        await seat.press("h", "enter")
        seat.sees("▸ Kind of day")
    (pulse,) = desk.store.all(Pulse)
    assert (pulse.energy, pulse.stress) == (5, None)


async def test_what_is_hidden_is_not_decided(sit: Sit, desk: Desk) -> None:
    loop = captures.capture(desk, "the salary talk")
    desk.store.commit("carried", [replace(loop, rolls=3)], at=desk.now)
    async with sit() as seat:
        await seat.press("o", "h")
        seat.sees("▒▒▒▒▒▒", "Hidden while the screen is shared", "space leave it")
        seat.sees_not("salary", "do it now")
        await seat.press("d", "x")
        assert seat.screen == "StartRitual"
        await seat.press("space")
        seat.sees("▸ How are you")
    assert captures.open_loops(desk)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_no_line_is_cut_or_stretched(sit: Sit, desk: Desk, size: tuple[int, int]) -> None:
    outcomes.add(desk, "An outcome with a title that goes on and on " * 4)
    async with sit(size=size) as seat:
        await seat.press("o")
        await go_to(seat, "▸ Outcomes")
        body = [line.strip() for line in seat.lines[2:-1]]
        assert max(map(len, body)) <= 100
        seat.sees("enter next", "esc finish later")


async def click(seat: Seat, line_has: str, word: str) -> None:
    """Click on a word in the line that has some text."""
    row, line = next((row, line) for row, line in enumerate(seat.lines) if line_has in line)
    at = line.index(word) + len(word) // 2
    await seat.pilot.click(offset=(at, row))
    await seat.settle()
